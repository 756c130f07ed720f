"""Page tree → HTML and CSS for WeasyPrint.

Layout tables become `div`s with table display, so that a screen reader does not announce them as
data; headings keep their level; the places of what comes later become form widgets.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from workflow.render.fonts import FAMILY, STYLES
from workflow.render.html_pages import page_css
from workflow.render.page_tree import (
    Block,
    Cell,
    Footnote,
    Inline,
    PageNumber,
    PageSetup,
    PageTree,
    Paragraph,
    ParagraphStyle,
    Picture,
    Place,
    Row,
    RunStyle,
    Section,
    Table,
)

# Times New Roman: ascent 0.891 + descent 0.216 + line gap 0.042 of the size.
_SINGLE_LINE = 1.149
_DESCENT = 0.216
_PT_PER_MM = 72 / 25.4
_BLACK = "000000"


@dataclass(frozen=True)
class Geometry:
    """Sizes of what is put on the page after approval in one signature block, mm.

    `overlap` is the part of the signature's width that the seal covers, from its left edge;
    `seal_text` the width of the text on the right of the seal; `sealed` tells whether an organ
    seals in this block.
    """

    signature_width: float
    signature_height: float
    seal_diameter: float
    overlap: float
    seal_text: float = 0.0
    sealed: bool = True


@dataclass(frozen=True)
class LineStyle:
    """How a line that is filled in later is set: enough to draw it again exactly.

    `indent` (pt) stays free on the left where the text is short enough to be set in the rest,
    centred unless `align` says left or right.
    """

    css: str
    run: RunStyle
    indent: float
    height: float
    align: str = "center"


@dataclass(frozen=True)
class Html:
    """The page as HTML; `lines` are the styles of the number's and the date's line, `blanks`
    what they say until they are filled, `images` what `vanban:image/NAME` stands for."""

    text: str
    lines: dict[str, LineStyle]
    blanks: dict[str, str]
    images: dict[str, bytes]


FONT_FACES = "".join(
    f"@font-face {{ font-family: '{FAMILY}'; src: url(vanban:font/{style}); "
    f"font-weight: {'bold' if 'bold' in style else 'normal'}; "
    f"font-style: {'italic' if 'italic' in style else 'normal'} }}\n"
    for style in STYLES
)

_CSS = """
html { font-family: 'Times New Roman'; color: black; hyphens: manual; font-kerning: none;
       font-variant-ligatures: none }
body { margin: 0 }
p, h1, h2, h3, h4, h5, h6 { margin: 0; font-weight: normal; orphans: 2; widows: 2;
       bookmark-level: none }
.table { display: table; table-layout: fixed; border-spacing: 0 }
.row { display: table-row }
.cell { display: table-cell; vertical-align: top; padding: 0 }
table { table-layout: fixed; border-collapse: collapse }
th { font-weight: normal; text-align: inherit }
.place { position: relative }
input { appearance: auto; display: block; border: 0; margin: 0; padding: 0; position: absolute }
.page-number::before { content: counter(page) }
/* Not "auto": WeasyPrint would ask viewers to interpolate, which PDF/A forbids. */
img { image-rendering: pixelated }
.note { float: footnote; footnote-policy: line }
.note::footnote-call, .note::footnote-marker {
       content: counter(footnote); font-size: 8pt; vertical-align: 3pt; line-height: 0 }
.note::footnote-marker { padding-right: 1.5pt }
"""


def write_html(tree: PageTree, title: str, geometry: Sequence[Geometry]) -> Html:
    """The whole document as one HTML page in Vietnamese.

    Parameters:
        geometry: of each signature block; the last one is that of further blocks too.
    """
    writer = _Writer(geometry, tree.adds_spacing)
    sections = "".join(writer.section(n, section) for n, section in enumerate(tree.sections))
    pages = "".join(page_css(number, section.page) for number, section in enumerate(tree.sections))
    text = (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{FONT_FACES}{pages}{_CSS}</style></head><body>{sections}</body></html>"
    )
    return Html(text, writer.lines, writer.blanks, writer.images)


class _Writer:
    def __init__(self, geometry: Sequence[Geometry], adds_spacing: bool) -> None:
        self._geometry, self._adds_spacing = geometry, adds_spacing
        self.lines: dict[str, LineStyle] = {}
        self.blanks: dict[str, str] = {}
        self.images: dict[str, bytes] = {}

    def section(self, number: int, section: Section) -> str:
        self._page = section.page
        header = (
            f'<div style="position: running(header{number})">{self.blocks(section.header)}</div>'
        )
        blocks = self.blocks(section.blocks)
        if number == 0:
            return header + blocks
        return f'<div style="page: section{number}; break-before: page">{header}{blocks}</div>'

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        return "".join(
            self._table(b) if isinstance(b, Table) else self._paragraph(b) for b in blocks
        )

    def _table(self, table: Table) -> str:
        if table.border:
            return self._data_table(table)
        rows = []
        for row in table.rows:
            cells = "".join(
                f'<div class="cell" style="width: {cell.width:.2f}pt; {_middle(cell)}">'
                f"{self.blocks(cell.blocks)}</div>"
                for cell in row.cells
            )
            keep = ' style="break-inside: avoid"' if row.keep_together else ""
            rows.append(f'<div class="row"{keep}>{cells}</div>')
        width = sum(cell.width for cell in table.rows[0].cells) if table.rows else 0
        return f'<div class="table" style="width: {width:.2f}pt">{"".join(rows)}</div>'

    def _data_table(self, table: Table) -> str:
        """A table that a screen reader reads as one, its columns named."""
        headers = next((n for n, row in enumerate(table.rows) if not row.header), len(table.rows))
        head = "".join(self._data_row(table, row, "th") for row in table.rows[:headers])
        body = "".join(self._data_row(table, row, "td") for row in table.rows[headers:])
        width = sum(cell.width for cell in table.rows[0].cells) if table.rows else 0
        return (
            f'<table style="width: {width:.2f}pt; margin-top: 6pt">'
            f"{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>"
        )

    def _data_row(self, table: Table, row: Row, tag: str) -> str:
        cells = "".join(
            f'<{tag}{" scope=col" if tag == "th" else ""} colspan="{cell.span}" '
            f'style="width: {cell.width - 2 * table.padding - table.border:.2f}pt; '
            f"padding: 0 {table.padding:.2f}pt; border: {table.border:.2f}pt solid black; "
            f'{_middle(cell) or "vertical-align: top"}">'
            f"{self.blocks(cell.blocks)}</{tag}>"
            for cell in row.cells
        )
        keep = ' style="break-inside: avoid"' if row.keep_together else ""
        return f"<tr{keep}>{cells}</tr>"

    def _paragraph(self, paragraph: Paragraph) -> str:
        styles = [c.style for c in paragraph.children] or [paragraph.mark]
        base = replace(styles[0], underline=False)
        css = f"{_paragraph_css(paragraph.style, base, self._adds_spacing)}; {_run_css(base)}"
        if paragraph.style.frame:
            css = f"{css}; {_frame_css(paragraph.style, self._page)}"
        tag = f"h{paragraph.style.outline + 1}" if paragraph.style.outline is not None else "p"
        if not paragraph.children:
            return f'<div style="{css}; height: {_line_height(paragraph.style, base):.2f}pt"></div>'
        if paragraph.places:
            return self._places(paragraph, base)
        if paragraph.picture:
            return self._figure(paragraph.picture, css, base)
        inner = "".join(self._inline(child, base) for child in paragraph.children)
        return f'<{tag} style="{css}">{inner}</{tag}>'

    def _figure(self, picture: Picture, css: str, base: RunStyle) -> str:
        """A picture as high as the line that Word makes for it: what letters have below the
        baseline stays free."""
        name = hashlib.sha256(picture.data).hexdigest()
        self.images[name] = picture.data
        height = picture.height + _DESCENT * base.size
        return (
            f'<div style="{css}; line-height: 0; height: {height:.2f}pt">'
            f'<img src="vanban:image/{name}" alt="{escape(picture.alt)}" style="width: '
            f'{picture.width:.2f}pt; height: {picture.height:.2f}pt; vertical-align: top"></div>'
        )

    def _inline(self, child: Inline, base: RunStyle) -> str:
        if isinstance(child, PageNumber):
            return '<span class="page-number"></span>'
        if isinstance(child, Footnote):
            return self._note(child)
        assert not isinstance(child, Picture), "a picture stands alone in its paragraph"
        text = escape(child.text.upper() if child.style.caps else child.text)
        if child.style == base:
            return text
        return f'<span style="{_run_css(child.style)}">{text}</span>'

    def _note(self, note: Footnote) -> str:
        """A footnote at the foot of the page that calls it; its paragraphs follow in one line."""
        first = note.paragraphs[0]
        inner = " ".join(
            "".join(self._inline(child, paragraph.mark) for child in paragraph.children)
            for paragraph in note.paragraphs
        )
        css = f"{_run_css(first.mark)}; line-height: {_line_height(first.style, first.mark):.2f}pt"
        return (
            f'<span class="note" style="{css}; text-indent: 0; text-align: justify">{inner}</span>'
        )

    def _places(self, paragraph: Paragraph, base: RunStyle) -> str:
        """A paragraph that marks places: its own box is where they stand."""
        height = _line_height(paragraph.style, base)
        inputs = "".join(self._place(place, paragraph.style, height) for place in paragraph.places)
        css = _paragraph_css(paragraph.style, base, self._adds_spacing)
        return f'<div class="place" style="{css}; height: {height:.2f}pt">{inputs}</div>'

    def _place(self, place: Place, style: ParagraphStyle, height: float) -> str:
        name, number = place.name, block_number(place.name)
        g = self._geometry[min(number, len(self._geometry)) - 1]
        if place.name in ("number", "date"):
            self.blanks[place.name] = place.text
            css = f"{_run_css(place.style)}; line-height: {height:.2f}pt"
            align = "left" if style.align == "justify" else style.align
            indent = style.left + (style.first_line if align == "left" else 0.0)
            self.lines[place.name] = LineStyle(css, place.style, indent, height, align)
            box = (
                f"left: -{style.left:.2f}pt; top: 0; height: {height:.2f}pt; "
                f"width: calc(100% + {style.left:.2f}pt)"
            )
        elif place.name.startswith("signature"):
            box = _box(height, g.signature_width, g.signature_height, -g.signature_width / 2)
        elif not g.sealed:
            return ""
        else:
            left = -g.signature_width / 2 + g.overlap * g.signature_width - g.seal_diameter
            box = _box(height, g.seal_diameter + g.seal_text, g.seal_diameter, left)
            name = seal_place(number, [each.sealed for each in self._geometry])
        return f'<input type="checkbox" name="{name}" style="{box}">'


def block_number(place: str) -> int:
    """Which signature block a place is in, counted from 1."""
    return int(place.rpartition("_")[2]) if "_" in place else 1


def seal_place(number: int, sealed: Sequence[bool]) -> str:
    """The place of the seal in a signature block: seals are counted without a gap."""
    count = sum(sealed[:number]) + max(0, number - len(sealed)) * sealed[-1]
    return "seal" if count == 1 else f"seal_{count}"


def _box(line: float, width: float, height: float, left: float) -> str:
    """A box of mm, centred on a line of pt, its left edge `left` mm from the middle."""
    top = line / 2 - height * _PT_PER_MM / 2
    return (
        f"left: calc(50% + {left:.3f}mm); top: {top:.2f}pt; "
        f"width: {width:.3f}mm; height: {height:.3f}mm"
    )


def _run_css(style: RunStyle) -> str:
    underline = "text-decoration: underline; text-decoration-thickness: 0.6pt"
    return (
        f"font-size: {style.size:g}pt; font-weight: {'bold' if style.bold else 'normal'}; "
        f"font-style: {'italic' if style.italic else 'normal'}; "
        f"{underline if style.underline else ''}"
        f"{f'; color: #{style.colour}' if style.colour != _BLACK else ''}"
    )


def _line_height(style: ParagraphStyle, run: RunStyle) -> float:
    return style.line if style.line_rule == "exact" else style.line * run.size * _SINGLE_LINE


def _middle(cell: Cell) -> str:
    return "vertical-align: middle" if cell.middle else ""


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


def _paragraph_css(style: ParagraphStyle, run: RunStyle, adds_spacing: bool) -> str:
    css = [
        f"text-align: {style.align}",
        f"margin: {style.before:.2f}pt {style.right:.2f}pt {style.after:.2f}pt {style.left:.2f}pt",
        f"text-indent: {style.first_line:.2f}pt",
        f"line-height: {_line_height(style, run):.2f}pt",
    ]
    for side, border in style.borders:
        css.append(f"border-{side}: {border.width:.3f}pt solid #{border.colour}")
        css.append(f"padding-{side}: {border.space:.2f}pt")
    if style.after and adds_spacing:  # two margins would collapse to the larger one
        space = dict(style.borders)["bottom"].space if "bottom" in dict(style.borders) else 0.0
        css.append(f"padding-bottom: {style.after + space:.2f}pt; margin-bottom: 0")
    if style.keep_next:
        css.append("break-after: avoid")
    if style.keep_lines:
        css.append("break-inside: avoid")
    if style.page_break_before:
        css.append("break-before: page")
    return "; ".join(css)
