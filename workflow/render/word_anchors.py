"""Where a drawing of a Word file stands, and how the text goes around it (ECMA-376 20.4.2)."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.render.drawing_features import refused_drawing
from workflow.render.drawing_values import PT_PER_EMU, child, emu, local, number_of
from workflow.render.ooxml import Element, elements
from workflow.render.page_tree import Anchor
from workflow.render.refusals import Refusals

ACROSS = ("page", "margin", "column", "character")
DOWN = ("page", "margin", "paragraph", "line")
_ALIGNED = ("left", "center", "right", "top", "bottom")
_SIDES = {"bothSides": "both", "left": "left", "right": "right", "largest": "largest"}


@dataclass(frozen=True)
class Standing:
    """The place of a drawing, and what the text does; fields as in `page_tree.Drawing`."""

    across: Anchor
    down: Anchor
    wrap: str = "none"
    side: str = "both"
    around: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    behind: bool = False


def standing(anchor: Element, refusals: Refusals) -> Standing | None:
    """The place that a `wp:anchor` names; None when it was refused.

    Raises:
        ValueError: a number in it is none.
    """
    if anchor.get("simplePos") in ("1", "true"):
        point = child(anchor, "simplePos")
        x, y = (emu(point, axis) if point is not None else 0.0 for axis in "xy")
        across: Anchor | None = Anchor("page", x)
        down: Anchor | None = Anchor("page", y)
    else:
        across = _placed(child(anchor, "positionH"), ACROSS, refusals)
        down = _placed(child(anchor, "positionV"), DOWN, refusals)
    if across is None or down is None:
        return None
    wrap, side = _wrap(anchor, refusals)
    behind = anchor.get("behindDoc") in ("1", "true")
    top, right, bottom, left = (number_of(anchor, f"dist{edge}") * PT_PER_EMU for edge in "TRBL")
    return Standing(across, down, wrap, side, (top, right, bottom, left), behind)


def _placed(position: Element | None, known: tuple[str, ...], refusals: Refusals) -> Anchor | None:
    relative = position.get("relativeFrom") or "" if position is not None else ""
    aligned, offset = child(position, "align"), child(position, "posOffset")
    align = (aligned.text or "").strip() if aligned is not None else ""
    if relative not in known or (align and align not in _ALIGNED):
        what = relative if relative not in known else align
        refusals.add(refused_drawing("place", what=what or "?"))
        return None
    if align:
        return Anchor(relative, align=align)
    text = (offset.text or "").strip() if offset is not None else ""
    return Anchor(relative, float(text or 0) * PT_PER_EMU)


def _wrap(anchor: Element, refusals: Refusals) -> tuple[str, str]:
    for element in elements(anchor):
        match local(element):
            case "wrapTopAndBottom":
                return "top_bottom", "both"
            case "wrapSquare":
                return "square", _SIDES.get(element.get("wrapText") or "", "both")
            case "wrapTight" | "wrapThrough":
                if not _is_rectangle(child(element, "wrapPolygon")):
                    refusals.add(refused_drawing("contour"))
                return "square", _SIDES.get(element.get("wrapText") or "", "both")
    return "none", "both"


def _is_rectangle(polygon: Element | None) -> bool:
    """Whether a contour is the edge of the drawing (its corners: 0 and 21600) or about that; Word
    draws one around a plain picture so."""
    if polygon is None:
        return True
    corners = {(_edge(point, "x"), _edge(point, "y")) for point in elements(polygon)}
    return corners == {(0, 0), (0, 1), (1, 0), (1, 1)}


def _edge(point: Element, axis: str) -> int:
    place = number_of(point, axis) / 21600
    return round(place) if abs(place - round(place)) < 0.03 else 9
