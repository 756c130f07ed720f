"""The places of what comes after approval, as form widgets of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workflow.render.html_fonts import line_height, run_css, single_line
from workflow.render.html_pitch import middle
from workflow.render.page_tree import Paragraph, ParagraphStyle, Place, RunStyle

_PT_PER_MM = 72 / 25.4


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


class Places:
    """Writes the places of one document; `lines` are the styles of the number's and the date's
    line, `blanks` what they say until they are filled."""

    def __init__(self, geometry: Sequence[Geometry]) -> None:
        self._geometry = geometry
        self.lines: dict[str, LineStyle] = {}
        self.blanks: dict[str, str] = {}

    def write(self, paragraph: Paragraph, css: str, base: RunStyle) -> str:
        """A paragraph that marks places: its own box is where they stand.

        Parameters:
            css: of the paragraph; base: the style of its text.
        """
        height = line_height(paragraph.style, base)
        inputs = "".join(self._place(place, paragraph.style, height) for place in paragraph.places)
        return f'<div class="place" style="{css}; height: {height:.2f}pt">{inputs}</div>'

    def in_line(self, place: Place, width: float, align: str) -> str:
        """A place that is a part of a line, between tabs: as wide as what it says until it is
        filled, on the baseline of the line.

        Parameters:
            width: of what it says, pt.
            align: how the tab before it sets it.
        """
        height = single_line(place.style)
        css = f"{run_css(place.style)}; line-height: {height:.2f}pt"
        set_as = align if align in ("center", "right") else "left"
        self.blanks[place.name] = place.text
        self.lines[place.name] = LineStyle(css, place.style, 0.0, height, set_as)
        lower = height / 2 - middle(place.style)
        return (
            f'<span style="display: inline-block; position: relative; width: {width:.2f}pt; '
            f'height: {height:.2f}pt; vertical-align: {-lower:.2f}pt; text-indent: 0">'
            f'<input type="checkbox" name="{place.name}" style="left: 0; top: 0; '
            f'width: 100%; height: {height:.2f}pt"/></span>'
        )

    def _place(self, place: Place, style: ParagraphStyle, height: float) -> str:
        name, number = place.name, block_number(place.name)
        g = self._geometry[min(number, len(self._geometry)) - 1]
        if place.name in ("number", "date"):
            self.blanks[place.name] = place.text
            css = f"{run_css(place.style)}; line-height: {height:.2f}pt"
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
        return f'<input type="checkbox" name="{name}" style="{box}"/>'


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
