"""How the cells of a table look: margins, shading, vertical place (ECMA-376 17.4.70)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workflow.render.ooxml import Element, elements, on, points, short_name, value, w
from workflow.render.word_theme import Theme

Margins = tuple[float, float, float, float]
_SIDES = {"top": "top", "right": "right", "end": "right", "bottom": "bottom", "left": "left",
          "start": "left"}  # fmt: skip
_MARGINS = {"top": 0.0, "right": 5.4, "bottom": 0.0, "left": 5.4}  # pt: Word's own, 1.9 mm
_MARGIN_GROUPS = ("tblPr/tblCellMar", "tblPrEx/tblCellMar", "tcPr/tcMar")
_SHADINGS = ("tblPr/shd", "tcPr/shd")
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


def cell_look(
    sources: Sequence[Element], theme: Theme, refuse: Callable[[Element], None]
) -> CellLook:
    """
    Parameters:
        sources: what says something of a cell, the most general first; the last one is itself.

    Raises:
        ValueError: a number in it is none.
    """
    background, align = "", "top"
    for source in sources:
        for shading in _found(source, _SHADINGS):
            background = _fill(shading, theme, refuse)
        for place in _found(source, ("tcPr/vAlign",)):
            if (align := value(place) or "top") not in ("top", "center", "bottom"):
                refuse(place)
    return CellLook(cell_margins(sources), background, align)


def cell_margins(sources: Sequence[Element]) -> Margins:
    """Top, right, bottom, left; pt."""
    margins = dict(_MARGINS)
    for group in (group for source in sources for group in _found(source, _MARGIN_GROUPS)):
        for side in elements(group):
            name = _SIDES.get(short_name(side).removeprefix("w:"))
            if name:
                margins[name] = 0.0 if value(side, "type") == "nil" else points(value(side, "w"))
    top, right, bottom, left = (max(0.0, margins[side]) for side in _MARGINS)
    return top, right, bottom, left


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


def _found(source: Element, paths: Sequence[str]) -> Iterator[Element]:
    for path in paths:
        element = source.find("/".join(w(step) for step in path.split("/")))
        if element is not None:
            yield element


def _fill(shading: Element, theme: Theme, refuse: Callable[[Element], None]) -> str:
    """The colour that a shading comes out as; patterns of dots as the mean of both colours
    (17.18.78)."""
    kind = value(shading) or "clear"
    fill = theme.colour(shading, "themeFill", "fill") or ""
    if kind in ("clear", "nil"):
        return "" if fill == _WHITE else fill
    front = theme.colour(shading, plain="color") or "000000"
    if kind == "solid":
        return front
    if not kind.startswith("pct"):
        refuse(shading)
        return ""
    share, back = int(kind.removeprefix("pct")) / 100, fill or _WHITE
    mixed = (
        round(int(front[n : n + 2], 16) * share + int(back[n : n + 2], 16) * (1 - share))
        for n in (0, 2, 4)
    )
    return "".join(f"{part:02X}" for part in mixed)
