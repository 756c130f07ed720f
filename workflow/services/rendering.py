"""From a draft to its pages: R0, and pictures to look at."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from workflow.ledger.store import write_whole
from workflow.model.document import Document, Draft
from workflow.model.errors import TemplateMissing
from workflow.model.vietnamese import matching_key
from workflow.render.appearance import image_size
from workflow.render.as_is import AsIs, render_as_is
from workflow.render.content import Content, fill, render_content
from workflow.render.html_places import Geometry
from workflow.render.marked import pages_with_places
from workflow.render.preview import page_pictures
from workflow.render.word_values import Letterhead, ShortRule
from workflow.rules.rulesets import DocumentType, RuleSet
from workflow.services.copy_pages import render_copy
from workflow.services.drafting import parse_draft
from workflow.services.office import OpenOffice
from workflow.services.signatories import (
    abbreviations,
    numbered_place,
    organ_lines,
    organs_of,
    sealing_organs,
)

_PT_PER_MM = 72 / 25.4
DEFAULT_GEOMETRY = (Geometry(50.0, 20.0, 30.0, 1 / 3),)
"""Where no key tells the sizes of signature and seal."""

# What a screen reader says for each place: the document's own language.
_LABELS = {
    "number": "Số, ký hiệu văn bản",
    "date": "Địa danh, ngày ký",
    "signature": "Chữ ký số của {name}",
    "seal": "Chữ ký số của cơ quan, dấu {organ}",
}


def render(office: OpenOffice, draft: Draft) -> Content:
    """The pages of a draft as they would be approved now.

    Raises:
        TemplateMissing: the layout has no template in the office's templates/.
        RenderError: the template or the text cannot be carried to the page.
    """
    kind = office.rules.document_type(draft.type)
    letterhead = letterhead_of(office, draft, kind)
    labels = labels_of(office, draft)
    geometry = _geometry(office, draft)
    if draft.copy_of:
        template_of = partial(read_template, office, draft, kind)
        return render_copy(office, draft, template_of, letterhead, labels, geometry)
    if draft.as_is:
        return render_as_is(draft, draft.as_is, letterhead, geometry, labels).content
    template, file = read_template(office, draft, kind)
    return render_content(draft, letterhead, template, file, geometry, labels)


def places_of(office: OpenOffice, draft: Draft) -> AsIs:
    """The pages of a finished Word file with the places that were found on them.

    Raises:
        RenderError: the file cannot be carried to the page, or a place is not found.
    """
    assert draft.as_is
    kind = office.rules.document_type(draft.type)
    letterhead, labels = letterhead_of(office, draft, kind), labels_of(office, draft)
    return render_as_is(draft, draft.as_is, letterhead, _geometry(office, draft), labels)


def labels_of(office: OpenOffice, draft: Draft) -> dict[str, str]:
    """What a screen reader says for each place; from the second on they are numbered."""
    labels = {"number": _LABELS["number"], "date": _LABELS["date"]}
    organs = organs_of(office, draft)
    for number, block in enumerate(draft.signatures, start=1):
        labels[numbered_place("signature", number)] = _LABELS["signature"].format(name=block.name)
    for number, organ in enumerate(sealing_organs(organs), start=1):
        label = _LABELS["seal"].format(organ=office.settings.organ_name(organ))
        labels[numbered_place("seal", number)] = label
    return labels


def word_file(office: OpenOffice, draft: Draft) -> bytes:
    """The Word file that the pages of a draft are made from.

    Raises:
        TemplateMissing, TemplateBroken
    """
    if draft.as_is:
        return draft.as_is.data
    kind = office.rules.document_type(draft.type)
    template, file = read_template(office, draft, kind)
    return fill(draft, letterhead_of(office, draft, kind), template, file)


def read_template(office: OpenOffice, draft: Draft, kind: DocumentType) -> tuple[bytes, str]:
    """The office's template for a draft of a type, and how messages name it: that of the type's
    layout; where several organs sign, one with room for them.

    Raises:
        TemplateMissing
    """
    layout, joint = kind.layout, office.rules.data["joint"]
    if len(sealing_organs(organs_of(office, draft))) > 1 and layout in joint["instead_of"]:
        layout = joint["layout"]
    file = f"templates/{layout}.docx"
    try:
        return (office.directory / file).read_bytes(), file
    except OSError:
        raise TemplateMissing(file=file) from None


def letterhead_of(office: OpenOffice, draft: Draft, kind: DocumentType) -> Letterhead:
    """What the office and the rule set in force put on the page besides the draft."""
    rules, organ, marks = office.rules, office.settings.organ, draft.marks
    addressees = rules.addressee_texts(draft.addressees) if draft.addressees else []
    ends = rules.ground_texts(tuple("" for _ in draft.grounds))
    dash = rules.part("ground")["dash"]
    return Letterhead(
        superior=organ.superior.upper(),
        organs=organ_lines(office, draft),
        type_name=kind.name,
        title=f"{kind.title} {draft.subject_line}",
        number_line=rules.number_text(None, kind.symbol, abbreviations(office, draft), marks.unit),
        date_line=rules.date_text(organ.place, None, office.today.year),
        recipients=tuple(rules.recipient_texts(draft.recipients)),
        addressee_word=rules.addressee_word(draft.type, organ.name.upper()),
        addressees=tuple(addressees),
        grounds=tuple((dash, end.removeprefix(dash)) for end in ends),
        draft_mark=_mark(rules, "draft_mark", marks.draft, time=marks.draft),
        drafter_mark=_mark(
            rules, "drafter_mark", marks.drafter, drafter=marks.drafter, copies=marks.copies
        ),
        # Templates are those of the rule set of today; an earlier one set the mark smaller.
        drafter_size=rules.part("drafter_mark")["size"] if rules.end else None,
        not_for_media=_mark(rules, "not_for_media", "x" if marks.not_for_media else ""),
        organ_rule=_short_rule(rules, "organ"),
        subject_rule=_short_rule(rules, "subject"),
    )


def _mark(rules: RuleSet, part: str, given: str, **facts: str) -> str:
    """A mark as the rule set words it; "" where it is not given, or not known there."""
    if not given or part not in rules.data["parts"]:
        return ""
    figures = rules.part(part)
    form: str = figures.get("form", figures.get("text", ""))
    text = form.format(**facts)
    return text.upper() if figures.get("capitals") else text


def _short_rule(rules: RuleSet, part: str) -> ShortRule | None:
    """The line under the words of a part, in the middle of its column."""
    figures, page = rules.part(part), rules.data["page"]
    if "rule" not in figures:
        return None
    text_area = page["width"] - page["margin_left"] - page["margin_right"]
    column = rules.data["head"]["left"] if part == "organ" else text_area
    return ShortRule(column * _PT_PER_MM, figures["rule_length"], figures["rule"], figures["size"])


def preview(office: OpenOffice, name: str) -> tuple[Document, Path, list[Path]]:
    """The latest pages of a document as PDF and PNG files under drafts/.

    A document that was submitted is shown as it is, not rendered again. The pictures of a finished
    Word file that was not submitted yet show the places that were found.
    """
    document = office.ledger.find(name)
    folder = office.directory / "drafts"
    pictures: Iterable[bytes]
    if newest := document.official_file or document.signed or document.content:
        pdf = office.store.get(newest)
        pictures = page_pictures(pdf)
    elif (draft := parse_draft(office, document)).as_is:
        shown = places_of(office, draft)
        pdf, pictures = shown.content.pdf, pages_with_places(shown.content.pdf, shown.places)
    else:
        pdf = render(office, draft).pdf
        pictures = page_pictures(pdf)
    place = folder / f"{document.short_id}.pdf"
    write_whole(place, pdf)
    return document, place, keep_pictures(pictures, folder, document.short_id)


def write_pictures(pdf: bytes, folder: Path, stem: str) -> list[Path]:
    """A PNG of each page in `folder`."""
    return keep_pictures(page_pictures(pdf), folder, stem)


def keep_pictures(pictures: Iterable[bytes], folder: Path, stem: str) -> list[Path]:
    """Pictures of pages in `folder`, numbered."""
    kept = []
    for number, picture in enumerate(pictures, start=1):
        kept.append(folder / f"{stem}-{number}.png")
        write_whole(kept[-1], picture)
    return kept


def _geometry(office: OpenOffice, draft: Draft) -> list[Geometry]:
    """Of each block: the signature by its image, the seal of an organ where it is first named."""
    organs = organs_of(office, draft)
    geometry = []
    for number, (block, organ) in enumerate(zip(draft.signatures, organs, strict=True)):
        width, height = _signature_size(office, block.name)
        seal = office.settings.seal_of(organ)
        geometry.append(
            Geometry(
                signature_width=width,
                signature_height=height,
                seal_diameter=seal.diameter if seal else 30.0,
                overlap=office.rules.data["seal"]["overlap"],
                seal_text=seal.text_width if seal and seal.text else 0.0,
                sealed=organ not in organs[:number],
            )
        )
    return geometry


def _signature_size(office: OpenOffice, name: str) -> tuple[float, float]:
    """Width and height of a person's signature, mm: that of the image, within the rule's box
    unless the settings give it another width."""
    figures = office.rules.data["signature"]
    width, height = float(figures["width"]), float(figures["height"])
    for key in office.settings.keys.values():
        holder = office.settings.people.get(key.holder)
        named = holder and matching_key(holder.name) == matching_key(name)
        image = office.directory / key.image
        if named and key.image and image.is_file():
            across, down = image_size(image.read_bytes(), key.image)
            width = key.image_width or min(width, height * across / down)
            height = width * down / across
    return width, height
