"""How the cells of a table look: margins, shading, vertical place (ECMA-376 17.4.70)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workflow.render.ooxml import Element, elements, on, points, short_name, value, w
from workflow.render.word_theme import Theme

Margins = tuple[float, float, float, float]
_SIDES = {"top": "top", "right": "right", "end": "right", "bottom": "bottom", "left": "left",
          "start": "left"}  # fmt: skip
_MARGINS = {"top": 0.0, "right": 5.4, "bottom": 0.0, "left": 5.4}  # pt: Word's own, 1.9 mm
_GROUPS = ("tblPr", "tblPrEx", "tcPr")
_WHITE = "FFFFFF"

# Read elsewhere, or nothing that shows in print: what a row's and a cell's style is anyway, where
# lines wrap in widths that Word wrote down, and marks at the end of cells.
_READ = frozenset(
    ("tcW", "gridSpan", "vMerge", "tcBorders", "tcMar", "shd", "vAlign", "cnfStyle", "noWrap",
     "hideMark", "headers")
)  # fmt: skip


@dataclass(frozen=True)
class CellLook:
    """`margins` are top, right, bottom, left; `background` a colour or ""; `align` as in the page
    tree."""

    margins: Margins
    background: str
    align: str


@dataclass(frozen=True)
class _Said:
    """What one source says of the cells that it is for."""

    margins: Mapping[str, float]
    background: str | None = None
    align: str | None = None


class CellLooks:
    """Reads how the cells of one table look: each source once, though it is for many cells.

    Parameters:
        refuse: is told an element that cannot be carried, and the source that it is in.
    """

    def __init__(self, theme: Theme, refuse: Callable[[Element, Element], None]) -> None:
        self._theme, self._refuse = theme, refuse
        self._read: dict[Element, _Said] = {}

    def look(self, sources: Sequence[Element]) -> CellLook:
        """
        Parameters:
            sources: what says something of a cell, the most general first; the last one is itself.

        Raises:
            ValueError: a number in it is none.
        """
        margins, background, align = dict(_MARGINS), "", "top"
        for source in sources:
            said = self._read.get(source) or self._said(source)
            margins |= said.margins
            background = background if said.background is None else said.background
            align = said.align or align
        top, right, bottom, left = (margins[side] for side in _MARGINS)
        return CellLook((top, right, bottom, left), background, align)

    def _said(self, source: Element) -> _Said:
        margins: dict[str, float] = {}
        background = align = None
        groups = (source.find(w(name)) for name in _GROUPS)
        for element in (e for group in groups if group is not None for e in elements(group)):
            match short_name(element).removeprefix("w:"):
                case "tblCellMar" | "tcMar":
                    margins |= _margins(element)
                case "shd":
                    background = self._fill(element, source)
                case "vAlign":
                    align = value(element) or "top"
                    if align not in ("top", "center", "bottom"):
                        self._refuse(element, source)
        self._read[source] = _Said(margins, background, align)
        return self._read[source]

    def _fill(self, shading: Element, source: Element) -> str:
        """The colour that a shading comes out as; patterns of dots as the mean of both colours
        (17.18.78)."""
        kind = value(shading) or "clear"
        fill = self._theme.colour(shading, "themeFill", "fill") or ""
        if kind in ("clear", "nil"):
            return "" if fill == _WHITE else fill
        front = self._theme.colour(shading, plain="color") or "000000"
        if kind == "solid":
            return front
        if not kind.startswith("pct"):
            self._refuse(shading, source)
            return ""
        share, back = int(kind.removeprefix("pct")) / 100, fill or _WHITE
        mixed = (
            round(int(front[n : n + 2], 16) * share + int(back[n : n + 2], 16) * (1 - share))
            for n in (0, 2, 4)
        )
        return "".join(f"{part:02X}" for part in mixed)


def _margins(group: Element) -> dict[str, float]:
    sides = {_SIDES.get(short_name(side).removeprefix("w:"), ""): side for side in elements(group)}
    return {
        name: 0.0 if value(side, "type") == "nil" else max(0.0, points(value(side, "w")))
        for name, side in sides.items()
        if name
    }


def check_cell(cell: Element, refuse: Callable[[Element], None]) -> None:
    """Refuse the properties of a cell that are not carried."""
    properties = cell.find(w("tcPr"))
    for element in elements(properties) if properties is not None else ():
        match short_name(element).removeprefix("w:"):
            case "textDirection" if value(element) in (None, "lrTb", "tb"):
                pass
            case "tcFitText" if not on(element):
                pass
            case name if name not in _READ:
                refuse(element)
