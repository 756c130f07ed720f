"""Page tree → HTML and CSS for WeasyPrint.

Layout tables become `div`s with table display, so that a screen reader does not announce them as
data; headings keep their level; the places of what comes later become form widgets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from workflow.render.fonts import FAMILY, STYLES
from workflow.render.page_tree import (
    Block,
    PageNumber,
    PageTree,
    Paragraph,
    ParagraphStyle,
    Place,
    RunStyle,
    Table,
    Text,
)

# Times New Roman: ascent 0.891 + descent 0.216 + line gap 0.042 of the size.
_SINGLE_LINE = 1.149
_PT_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Geometry:
    """Sizes of what is put on the page after approval, mm; `overlap` is the part of the
    signature's width that the seal covers, from its left edge."""

    signature_width: float
    signature_height: float
    seal_diameter: float
    overlap: float


@dataclass(frozen=True)
class LineStyle:
    """How a line that is filled in later is set: enough to draw it again exactly.

    `indent` (pt) stays free on the left where the text is short enough to be centred in the rest.
    """

    css: str
    run: RunStyle
    indent: float
    height: float


@dataclass(frozen=True)
class Html:
    """The page as HTML; `lines` are the styles of the number's and the date's line, `blanks`
    what they say until they are filled."""

    text: str
    lines: dict[str, LineStyle]
    blanks: dict[str, str]


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
.place { position: relative }
input { appearance: auto; display: block; border: 0; margin: 0; padding: 0; position: absolute }
.page-number::before { content: counter(page) }
"""


def write_html(tree: PageTree, title: str, geometry: Geometry) -> Html:
    """The whole document as one HTML page in Vietnamese."""
    writer = _Writer(geometry, tree.page.adds_spacing)
    body = writer.blocks(tree.blocks)
    header = writer.blocks(tree.header)
    text = (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{FONT_FACES}{_page_css(tree)}{_CSS}</style></head><body>"
        f'<div style="position: running(header)">{header}</div>{body}</body></html>'
    )
    return Html(text, writer.lines, writer.blanks)


def _page_css(tree: PageTree) -> str:
    page = tree.page
    first = "@page :first { @top-center { content: none } }" if page.different_first else ""
    return f"""
@page {{ size: {page.width:.2f}pt {page.height:.2f}pt;
  margin: {page.top:.2f}pt {page.right:.2f}pt {page.bottom:.2f}pt {page.left:.2f}pt;
  @top-center {{ content: element(header); width: 100%; vertical-align: top;
                 padding-top: {page.header:.2f}pt }} }}
{first}"""


class _Writer:
    def __init__(self, geometry: Geometry, adds_spacing: bool) -> None:
        self._geometry, self._adds_spacing = geometry, adds_spacing
        self.lines: dict[str, LineStyle] = {}
        self.blanks: dict[str, str] = {}

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        return "".join(
            self._table(b) if isinstance(b, Table) else self._paragraph(b) for b in blocks
        )

    def _table(self, table: Table) -> str:
        rows = []
        for row in table.rows:
            cells = "".join(
                f'<div class="cell" style="width: {cell.width:.2f}pt">'
                f"{self.blocks(cell.blocks)}</div>"
                for cell in row.cells
            )
            keep = ' style="break-inside: avoid"' if row.keep_together else ""
            rows.append(f'<div class="row"{keep}>{cells}</div>')
        width = sum(cell.width for cell in table.rows[0].cells) if table.rows else 0
        return f'<div class="table" style="width: {width:.2f}pt">{"".join(rows)}</div>'

    def _paragraph(self, paragraph: Paragraph) -> str:
        styles = [c.style for c in paragraph.children] or [paragraph.mark]
        base = replace(styles[0], underline=False)
        css = f"{_paragraph_css(paragraph.style, base, self._adds_spacing)}; {_run_css(base)}"
        tag = f"h{paragraph.style.outline + 1}" if paragraph.style.outline is not None else "p"
        if not paragraph.children:
            return f'<div style="{css}; height: {_line_height(paragraph.style, base):.2f}pt"></div>'
        if paragraph.places:
            return self._places(paragraph, base)
        inner = "".join(_inline(child, base) for child in paragraph.children)
        return f'<{tag} style="{css}">{inner}</{tag}>'

    def _places(self, paragraph: Paragraph, base: RunStyle) -> str:
        """A paragraph that marks places: its own box is where they stand."""
        height = _line_height(paragraph.style, base)
        inputs = "".join(self._place(place, paragraph.style, height) for place in paragraph.places)
        css = _paragraph_css(paragraph.style, base, self._adds_spacing)
        return f'<div class="place" style="{css}; height: {height:.2f}pt">{inputs}</div>'

    def _place(self, place: Place, style: ParagraphStyle, height: float) -> str:
        g = self._geometry
        if place.name in ("number", "date"):
            self.blanks[place.name] = place.text
            css = f"{_run_css(place.style)}; line-height: {height:.2f}pt"
            self.lines[place.name] = LineStyle(css, place.style, style.left, height)
            box = (
                f"left: -{style.left:.2f}pt; top: 0; height: {height:.2f}pt; "
                f"width: calc(100% + {style.left:.2f}pt)"
            )
        elif place.name == "signature":
            box = _box(height, g.signature_width, g.signature_height, -g.signature_width / 2)
        else:
            left = -g.signature_width / 2 + g.overlap * g.signature_width - g.seal_diameter
            box = _box(height, g.seal_diameter, g.seal_diameter, left)
        return f'<input type="checkbox" name="{place.name}" style="{box}">'


def _box(line: float, width: float, height: float, left: float) -> str:
    """A box of mm, centred on a line of pt, its left edge `left` mm from the middle."""
    top = line / 2 - height * _PT_PER_MM / 2
    return (
        f"left: calc(50% + {left:.3f}mm); top: {top:.2f}pt; "
        f"width: {width:.3f}mm; height: {height:.3f}mm"
    )


def _inline(child: Text | PageNumber | Place, base: RunStyle) -> str:
    if isinstance(child, PageNumber):
        return '<span class="page-number"></span>'
    assert isinstance(child, Text)
    text = escape(child.text.upper() if child.style.caps else child.text)
    return text if child.style == base else f'<span style="{_run_css(child.style)}">{text}</span>'


def _run_css(style: RunStyle) -> str:
    underline = "text-decoration: underline; text-decoration-thickness: 0.6pt"
    return (
        f"font-size: {style.size:g}pt; font-weight: {'bold' if style.bold else 'normal'}; "
        f"font-style: {'italic' if style.italic else 'normal'}; "
        f"{underline if style.underline else ''}"
    )


def _line_height(style: ParagraphStyle, run: RunStyle) -> float:
    return style.line if style.line_rule == "exact" else style.line * run.size * _SINGLE_LINE


def _paragraph_css(style: ParagraphStyle, run: RunStyle, adds_spacing: bool) -> str:
    css = [
        f"text-align: {style.align}",
        f"margin: {style.before:.2f}pt {style.right:.2f}pt {style.after:.2f}pt {style.left:.2f}pt",
        f"text-indent: {style.first_line:.2f}pt",
        f"line-height: {_line_height(style, run):.2f}pt",
    ]
    if style.bottom:
        css.append(f"border-bottom: {style.bottom.width:.3f}pt solid black")
        css.append(f"padding-bottom: {style.bottom.space:.2f}pt")
    elif style.after and adds_spacing:  # two margins would collapse to the larger one
        css.append(f"padding-bottom: {style.after:.2f}pt; margin-bottom: 0")
    if style.keep_next:
        css.append("break-after: avoid")
    if style.keep_lines:
        css.append("break-inside: avoid")
    if style.page_break_before:
        css.append("break-before: page")
    return "; ".join(css)
