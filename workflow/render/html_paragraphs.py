"""Paragraphs of the page tree as HTML."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from workflow.model.errors import TableBesideDrawing
from workflow.model.vietnamese import squeeze
from workflow.render.html_area import Area
from workflow.render.html_beside import Beside
from workflow.render.html_drawings import parted
from workflow.render.html_fonts import line_height, run_css, single_line
from workflow.render.html_inlines import InlineWriter, lowest
from workflow.render.html_lines import set_lines
from workflow.render.html_places import Places
from workflow.render.languages import Languages, language_of
from workflow.render.overhang import overhang_css
from workflow.render.page_tree import (
    BLACK,
    Border,
    Borders,
    Drawing,
    PageSetup,
    Paragraph,
    ParagraphStyle,
    Picture,
    RunStyle,
    Tab,
    Table,
    Text,
    paragraphs_of,
)
from workflow.render.tag_boxes import CONTENTS
from workflow.render.tag_lists import Item, numbering_of
from workflow.render.typed_items import typed_mark

_TOUCH = 2.0  # pt: what two computed heights may differ by


@dataclass(frozen=True)
class Alone:
    """A paragraph that a cell holds alone, written as the cell's own text: its `css` and
    `attributes` for the cell's element, and how far it stands in from its sides, pt."""

    css: str
    attributes: str
    inside: str
    left: float
    right: float


class ParagraphWriter:
    """Writes the paragraphs of one document."""

    def __init__(self, inlines: InlineWriter, places: Places, languages: Languages) -> None:
        self._inlines, self._places, self._languages = inlines, places, languages
        self._beside = Beside()

    def write(self, paragraph: Paragraph, area: Area, *, in_line: bool = False) -> str:
        """
        Parameters:
            in_line: it is part of a footnote, which HTML has in the line that calls it.
        """
        paragraph, drawings = parted(self._languages.spoken(paragraph))
        self._beside.add(drawings, area)
        if not drawings:
            return self._written(paragraph, area, in_line=in_line)
        style = paragraph.style
        flat = replace(paragraph, style=replace(style, before=0.0, page_break_before=False))
        written = self._written(flat, area, in_line=in_line)
        return self._inlines.drawings.around(written, drawings, style, area)

    def check_free(self, table: Table, area: Area) -> None:
        """
        Raises:
            TableBesideDrawing: text goes around a drawing where the table begins.
        """
        gap = self._beside.gap_in(area)
        if gap is not None and gap.bottom > _TOUCH:
            texts = (squeeze(paragraph.text) for paragraph in paragraphs_of((table,)))
            raise TableBesideDrawing(text=next(filter(None, texts), ""))

    def alone(self, paragraph: Paragraph, area: Area) -> Alone | None:
        """A paragraph that is all that a cell holds; None where it needs a box of its own.

        A third of the boxes of a table are saved, which are most of its time and memory.
        """
        if self._beside.is_open or not _is_plain(paragraph):
            return None
        paragraph, drawings = parted(self._languages.spoken(paragraph))
        if drawings:
            return None
        style, base = paragraph.style, _own_style(paragraph)
        lines = set_lines(paragraph, area)
        told = self._inlines.told(lines, base, area)
        if told is None:
            return None
        css = (
            f"{_align_css(style)}; text-indent: {style.first_line:.2f}pt; "
            f"line-height: {lowest(lines).height:.2f}pt; {run_css(base)}; white-space: pre"
        )
        return Alone(css, f" {told[0]}{_said(base)}", told[1], style.left, style.right)

    def _written(self, paragraph: Paragraph, area: Area, *, in_line: bool) -> str:
        style, base = paragraph.style, _own_style(paragraph)
        lines = set_lines(paragraph, area, self._beside.gap_in(area))
        least = lowest(lines).height
        css = f"{paragraph_css(style, least, area)}; {run_css(base)}"
        if style.frame:
            css = f"{css}; {_frame_css(style, area.page)}"
        beside = self._beside.passed(style, lines)
        if paragraph.places and not _in_line(paragraph):
            return self._places.write(paragraph, paragraph_css(style, least, area), base)
        if not paragraph.children and paragraph.label is None:
            return f'<div style="{css}; height: {least:.2f}pt"></div>'
        if tallest := _only_pictures(paragraph):
            above, below = _beside(tallest, style, base)
            inner = self._inlines.flow(paragraph, base, area)
            return (
                f'<div class="pictures" style="{css}; line-height: 0; padding-top: {above:.2f}pt; '
                f'padding-bottom: {below:.2f}pt">{inner}</div>'
            )
        told = ""
        if beside:
            css = f"{css}; text-align: {style.align}; line-height: {line_height(style, base):.2f}pt"
            inner = self._inlines.flow(paragraph, base, area)
        else:
            css = f"{css}; white-space: pre"
            if shift := lines[0].shift:
                css = f"{css}; text-indent: {style.first_line - shift:.2f}pt"
            if found := self._inlines.told(lines, base, area):
                told, inner = f" {found[0]}", found[1]
            else:
                inner = self._inlines.lines(lines, base, area)
        said = _said(base)
        if in_line:
            return f'<span{said} class="note-paragraph" style="{css}"{told}>{inner}</span>'
        tag = f"h{min(style.outline, 5) + 1}" if style.outline is not None else "p"
        item = _item(paragraph) if tag == "p" else ""
        return f'<{tag}{item}{said} style="{css}"{told}>{inner}</{tag}>'


def _is_plain(paragraph: Paragraph) -> bool:
    """Whether a paragraph is nothing but lines of text, with no space around it."""
    style = paragraph.style
    return bool(paragraph.children) and not (
        paragraph.label
        or paragraph.contents
        or paragraph.places
        or style.before
        or style.after
        or min(style.left, style.right) < 0
        or style.borders
        or style.background
        or style.frame
        or style.keep_lines
        or style.page_break_before
        or style.outline is not None
    )


def _item(paragraph: Paragraph) -> str:
    """What tells of a numbered paragraph which list it is of, and of a line that it is one of a
    table of contents."""
    if paragraph.contents:
        return f' data-tag="{CONTENTS}"'
    hangs = paragraph.style.first_line < 0
    if label := paragraph.label:
        item = Item(label.series, label.level, numbering_of(label), hangs)
    elif mark := typed_mark(paragraph):
        item = Item(mark.series, 0, mark.form, hangs, mark.count)
    else:
        return ""
    return f' data-item="{escape(item.said)}"'


def base_style(paragraph: Paragraph) -> RunStyle:
    """The style that the block itself is given: that of its lowest text, as a block's own style
    is the least height of every line (CSS 2.1, 10.8.1 "strut"); black, as
    wide as it is and without kerning, which text is that says nothing of them."""
    styles = [c.style for c in paragraph.children if not isinstance(c, Drawing)] or [paragraph.mark]
    low = min(styles, key=lambda style: (line_height(paragraph.style, style), style.size))
    return replace(
        low, underline="", strike="", colour=BLACK, background="", raised="", position=0.0,
        spacing=0.0, kern=0.0, scale=1.0,
    )  # fmt: skip


def _own_style(paragraph: Paragraph) -> RunStyle:
    """The style of the block, in the language of all that stands in it."""
    return replace(base_style(paragraph), language=language_of(paragraph))


def _said(base: RunStyle) -> str:
    """The attribute that says the language of a block; "" for that of the document."""
    return f' data-lang="{base.language}"' if base.language else ""


def _align_css(style: ParagraphStyle) -> str:
    """How lines stand in a block; justified ones are as wide as it is by their spaces."""
    return f"text-align: {'left' if style.align == 'justify' else style.align}"


def _in_line(paragraph: Paragraph) -> bool:
    """Whether the places of a paragraph stand between tabs."""
    return any(isinstance(child, Tab) for child in paragraph.children)


def _only_pictures(paragraph: Paragraph) -> float:
    """The height of the tallest picture of a paragraph that shows nothing else, pt; or 0."""
    shown = [c for c in paragraph.children if not (isinstance(c, Text) and not c.text.strip())]
    if paragraph.label or not all(isinstance(child, Picture) for child in shown):
        return 0.0
    return max((c.height for c in shown if isinstance(c, Picture)), default=0.0)


def _beside(height: float, style: ParagraphStyle, run: RunStyle) -> tuple[float, float]:
    """What stays free above and below pictures that are a line's only content, pt: measured from
    LibreOffice, which leaves no room for letters below the baseline."""
    if style.line_rule == "multiple":
        return 0.0, max(0.0, style.line - 1) * single_line(run)
    return max(0.0, style.line - height), 0.0


def paragraph_css(style: ParagraphStyle, height: float, area: Area) -> str:
    """Everything of a paragraph but its text: place, spacing, lines, and how pages divide it.

    Parameters:
        height: of its lowest line, pt.
    """
    left, right = style.left - _outside(style, "left"), style.right - _outside(style, "right")
    css = [
        _align_css(style),
        f"margin: {style.before:.2f}pt {right:.2f}pt {style.after:.2f}pt {left:.2f}pt",
        f"text-indent: {style.first_line:.2f}pt",
        f"line-height: {height:.2f}pt",
    ]
    if style.line_rule == "multiple" and style.line > 1:
        css.append(overhang_css(height * (1 - 1 / style.line)))
    css += border_css(style.borders)
    if style.background:
        css.append(f"background: #{style.background}")
    if style.after and area.tree.adds_spacing:  # two margins would collapse to the larger one
        space = dict(style.borders)["bottom"].space if "bottom" in dict(style.borders) else 0.0
        css.append(f"padding-bottom: {style.after + space:.2f}pt; margin-bottom: 0")
    if style.keep_next:
        css.append("break-after: avoid")
    if style.keep_lines:
        css.append("break-inside: avoid")
    if style.page_break_before:
        css.append("break-before: page")
    if not style.widow_control:
        css.append("orphans: 1; widows: 1")
    return "; ".join(css)


def _outside(style: ParagraphStyle, side: str) -> float:
    """What a line beside a paragraph takes: it stands outside the indent (17.3.1.7), pt."""
    border = dict(style.borders).get(side)
    return border.width + border.space if border else 0.0


def border_css(borders: Borders) -> list[str]:
    """Lines and their distance from the text."""
    return [
        f"border-{side}: {line_css(border)}; padding-{side}: {border.space:.2f}pt"
        for side, border in borders
    ]


def line_css(border: Border) -> str:
    return f"{border.width:.3f}pt {border.kind} #{border.colour}"


def _frame_css(style: ParagraphStyle, page: PageSetup) -> str:
    """Out of the flow, at a height of the paper.

    It is laid out at the top of the page and moved from there: WeasyPrint leaves out the lines of
    an absolute box that would come below the page's text area.
    """
    frame = style.frame
    assert frame is not None
    return (
        f"position: absolute; top: 0; left: {frame.left:.2f}pt; width: {frame.width:.2f}pt; "
        f"transform: translateY({frame.top - page.top:.2f}pt)"
    )
