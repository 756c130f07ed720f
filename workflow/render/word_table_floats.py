"""Floating tables: where one stands, and which can be carried (ECMA-376 17.4.57).

A letterhead that was dragged by its handle floats: the text may stand beside it. Where there is no
room beside it, it stands above the paragraph that it is anchored at, like any other table; these
are carried.
"""

from __future__ import annotations

from collections.abc import Iterator

from workflow.render.drawing_place import LEAST_BESIDE
from workflow.render.ooxml import Element, points, value
from workflow.render.page_tree import Anchor, Block, Floating, Section, Table

_ALIGNS = ("left", "center", "right")
_ACROSS = {"page": "page", "margin": "margin", "text": "column", None: "page"}
_TOUCHES = 1.0  # pt


def floating(properties: Element) -> Floating | None:
    """Where a `w:tblpPr` wants a table; None for places that are not carried: on the page, or above
    the paragraph."""
    down = points(value(properties, "tblpY"))
    align = value(properties, "tblpXSpec") or ""
    if (
        value(properties, "vertAnchor") != "text"
        or value(properties, "tblpYSpec") not in (None, "inline")
        or align not in (*_ALIGNS, "")
        or down < -_TOUCHES
    ):
        return None
    across = Anchor(
        _ACROSS.get(value(properties, "horzAnchor"), "page"),
        points(value(properties, "tblpX")),
        align,
    )
    around = tuple(points(value(properties, f"{side}FromText")) for side in ("right", "left"))
    return Floating(across, max(down, 0.0), around[0], around[1])


def beside(section: Section) -> Iterator[Table]:
    """The floating tables of a section that text would stand beside."""
    page = section.page
    width = page.width - page.left - page.right
    narrowest = min(page.columns.widths) if page.columns else width
    for blocks, room in (
        (section.blocks, narrowest),
        (section.header.blocks, width),
        (section.footer.blocks, width),
    ):
        yield from (table for table in _floating(blocks) if _has_room(table, room, page.left))


def _floating(blocks: tuple[Block, ...]) -> Iterator[Table]:
    return (block for block in blocks if isinstance(block, Table) and block.floating)


def _has_room(table: Table, width: float, margin: float) -> bool:
    """Whether text finds room beside a table in a column."""
    assert table.floating is not None
    left = table.floating.left(table.width(width), width, margin)
    right = width - left - table.width(width)
    return (
        max(left - table.floating.around_left, right - table.floating.around_right) >= LEAST_BESIDE
    )
