"""A draft's values and a template → R0: the whole way to the page, as one list of steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from workflow.model.document import Draft
from workflow.model.errors import PlaceMissing, TemplateBroken, TooManySigners
from workflow.model.messages import N_, message
from workflow.model.vietnamese import squeeze
from workflow.render.appearance import line_page
from workflow.render.fields import FieldText, count_pages, declare_fields, field_widths
from workflow.render.fill import fill_template, style_ids, text_area
from workflow.render.fonts import Face, check_glyphs, face_of, find_face
from workflow.render.html import Html, write_html
from workflow.render.html_fonts import face_style
from workflow.render.html_places import Geometry, LineStyle
from workflow.render.lengths import check_lengths
from workflow.render.page_tree import PageTree, RunStyle, all_paragraphs
from workflow.render.pdf import write_pdf
from workflow.render.structure import accessible
from workflow.render.title import with_title
from workflow.render.tree_texts import printed_texts, shown_texts, stretches
from workflow.render.whole import check_whole
from workflow.render.word_places import PLACES
from workflow.render.word_reader import read_docx
from workflow.render.word_values import Letterhead, Values

_ANY_SIGNER = (Geometry(50.0, 20.0, 30.0, 1 / 3),)

Placed = Callable[[bytes, Mapping[str, LineStyle]], bytes]
"""Puts the places of laid out pages where they belong; the lines are the styles of those that are
lines of text."""


@dataclass(frozen=True)
class Content:
    """R0 with what is needed later to fill its fields: the style of its lines."""

    pdf: bytes
    pages: int
    lines: Mapping[str, LineStyle]
    face: Face


def render_content(
    draft: Draft, letterhead: Letterhead, template: bytes, file: str,
    geometry: Sequence[Geometry], labels: Mapping[str, str],
) -> Content:  # fmt: skip
    """Render a draft once and for all.

    Parameters:
        template: the Word file, `file` its name in messages.
        geometry: sizes of signature and seal in each signature block.
        labels: what a screen reader says for each place.

    Raises:
        TemplateBroken, UnsupportedFeatures, PlaceMissing: the template cannot be used.
        GlyphsMissing, FontMissing: the text cannot be set.
        LineTooLong: number or date does not fit into its place.
    """
    docx = fill(draft, letterhead, template, file)
    return render_filled(draft, letterhead, docx, file, geometry, labels)


def render_filled(
    draft: Draft, letterhead: Letterhead, docx: bytes, file: str,
    geometry: Sequence[Geometry], labels: Mapping[str, str],
    placed: Placed = lambda pdf, lines: pdf,
) -> Content:  # fmt: skip
    """R0 of a Word file in which nothing is to be filled any more but the places.

    Parameters:
        letterhead: its title is for the metadata; the line of its type is a heading.
        placed: puts the places of the laid out pages where they belong.

    Raises:
        As `render_content`.
    """
    tree = with_title(read_docx(docx, file), letterhead.type_name)
    check_lengths(tree, file)
    face = find_face()
    check_faces(tree)
    html = write_html(tree, letterhead.title, geometry)
    pdf = write_pdf(html.text, styles=html.styles, images=html.images, final=False)
    check_whole(shown_texts(tree), pdf)
    pdf = placed(pdf, html.lines)
    widths = field_widths(pdf)
    if missing := [place for place in PLACES if place not in widths]:
        raise PlaceMissing(file=file, places=", ".join(missing))
    room = sum(place.startswith("signature") for place in widths)
    if room < len(draft.signatures):
        raise TooManySigners(file=file, room=room, count=len(draft.signatures))
    _check_signatures(draft, tree, file)
    _check_secrecy(draft, tree, file)
    content = declare_fields(pdf, _first_texts(html, widths), labels)
    return Content(content, count_pages(content), html.lines, face)


def fill(draft: Draft, letterhead: Letterhead, template: bytes, file: str) -> bytes:
    """The Word file that a draft makes of a template.

    Raises:
        TemplateBroken: the template cannot be filled.
    """
    styles, area = style_ids(template, file), text_area(template, file)
    values = Values(draft, letterhead, styles, file, area)
    return fill_template(template, values.fields(), file, values.finish)


def render_pages(docx: bytes, file: str) -> bytes:
    """The pages of a finished Word file, to be looked at and measured; it needs no places.

    What stands in a place that is marked, such as the number, is part of the page.

    Raises:
        TemplateBroken, UnsupportedFeatures: no Word file, or one that cannot be carried truly.
        GlyphsMissing, FontMissing, TextLost, LineTooLong
    """
    tree = read_docx(docx, file)
    check_lengths(tree, file)
    check_faces(tree)
    html = write_html(tree, file, _ANY_SIGNER)
    pdf = write_pdf(html.text, styles=html.styles, images=html.images, final=False)
    check_whole(shown_texts(tree), pdf)
    widths = field_widths(pdf)
    labels = {place: place for place in widths}
    return declare_fields(pdf, _first_texts(html, widths), labels) if widths else accessible(pdf)


def _first_texts(html: Html, widths: Mapping[str, float]) -> dict[str, FieldText]:
    """What the text fields say as long as nothing was filled in."""
    return {
        place: FieldText(text, line_page(text, html.lines[place], widths[place]))
        for place, text in html.blanks.items()
    }


def pack_lines(lines: Mapping[str, LineStyle]) -> dict[str, Any]:
    """Line styles as plain values for the journal."""
    return {place: asdict(style) for place, style in lines.items()}


def unpack_line(packed: Mapping[str, Any]) -> LineStyle:
    return LineStyle(**{**packed, "run": RunStyle(**packed["run"])})


def _check_signatures(draft: Draft, tree: PageTree, file: str) -> None:
    """A template made before a line of the signature was known would leave it out."""
    printed = squeeze("".join(printed_texts(tree))).upper()
    for line in (line for block in draft.signatures for line in block.lines):
        if squeeze(line).upper() not in printed:
            reason = message(N_("it has no place for “{line}” of the signature"), line=line)
            raise TemplateBroken(file=file, reason=reason)


def _check_secrecy(draft: Draft, tree: PageTree, file: str) -> None:
    """A template made before secrecy was known would leave it out."""
    mark = draft.marks.secrecy
    if mark and mark not in {squeeze(text) for text in printed_texts(tree)}:
        reason = message(N_("it has no place for the mark “{mark}”"), mark=mark)
        raise TemplateBroken(file=file, reason=reason)


def check_faces(tree: PageTree) -> None:
    """Every character has a glyph in the face that it is set in.

    Raises:
        GlyphsMissing: a face lacks a character of what is set in it.
    """
    used: dict[tuple[str, str], set[str]] = defaultdict(set)
    for text in stretches(all_paragraphs(tree)):
        used[text.style.font, face_style(text.style)].update(text.text)
    for (font, style), characters in sorted(used.items()):
        check_glyphs(characters, face_of(font) or find_face(), (style,))
