"""Where a drawing stands in its column, and on which side of it there is room for text."""

from __future__ import annotations

from workflow.render.page_tree import Drawing, PageSetup

LEAST_BESIDE = 72.0
"""Text is not put into a gap narrower than an inch, pt (Word; LibreOffice has 20 mm)."""


def left_of(drawing: Drawing, width: float, page: PageSetup | None) -> float:
    """How far the left edge of a drawing is from that of its column, pt.

    Parameters:
        width: of the column; of the cell or text box, where that is what it stands in.
        page: the page that the column is on; None in cells and text boxes, which everything in
            them is relative to (`layoutInCell`).
    """
    start, whole = 0.0, width
    if page is not None and drawing.across.relative == "page":
        start, whole = -page.left, page.width
    return start + _at(drawing.across.align, drawing.across.offset, whole, drawing.content.width)


def top_on(drawing: Drawing, page: PageSetup) -> float:
    """How far a drawing that is placed on the page is from the upper edge of the paper, pt."""
    start, whole = 0.0, page.height
    if drawing.down.relative == "margin":
        start, whole = page.top, page.height - page.top - page.bottom
    return start + _at(drawing.down.align, drawing.down.offset, whole, drawing.content.height)


def text_side(drawing: Drawing, left: float, width: float) -> str:
    """Where the text goes that wraps a drawing: "left", "right", "both", or "" where there is no
    room on either side.

    Parameters:
        left: of the drawing in its column; width: of the column; pt.
    """
    _, around_right, _, around_left = drawing.around
    room = {
        "left": left - around_left,
        "right": width - left - drawing.content.width - around_right,
    }
    sides = [side for side in room if room[side] >= LEAST_BESIDE]
    if drawing.side == "largest":
        sides = [side for side in sides if room[side] == max(room.values())][:1]
    elif drawing.side != "both":
        sides = [side for side in sides if side == drawing.side]
    return "both" if len(sides) == 2 else "".join(sides)


def _at(align: str, offset: float, whole: float, size: float) -> float:
    return {
        "left": 0.0, "top": 0.0, "center": (whole - size) / 2, "right": whole - size,
        "bottom": whole - size,
    }.get(align, offset)  # fmt: skip
