"""Sizes and borders of boxes by the short way, where a style leaves nothing to be worked out.

WeasyPrint 70 works out thirty sizes of each box from its style, and draws the lines of a cell side
by side, each through a clipping path of its own: a seventh of the time of a table. Nearly all
sizes are lengths that are the same for all boxes of a style, and nearly all lines plain ones of
one colour.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, NamedTuple

import weasyprint.draw
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.draw.color import get_color
from weasyprint.layout import percent

_SIDES = ("top", "right", "bottom", "left")
_SIZES = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"{bound}{axis}" for axis in ("width", "height") for bound in ("", "min_", "max_")),
)


def size_and_draw_quickly() -> None:
    """Teach WeasyPrint the short way; once in a process."""
    resolve = percent.resolve_percentages
    quick = _resolving(resolve)
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint.layout") and hasattr(module, resolve.__name__):
            setattr(module, resolve.__name__, quick)
    weasyprint.draw.draw_border = _drawing(weasyprint.draw.draw_border)


# Sizes


def _resolving(resolve: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    def resolve_percentages(box: Any, containing_block: Any) -> None:
        sizes = vars(box.style).get("sizes")
        if sizes is None:
            sizes = box.style.sizes = _sizes(box.style)
        if sizes:
            vars(box).update(sizes)
        else:
            resolve(box, containing_block)

    return resolve_percentages


def _sizes(style: Any) -> dict[str, Any]:
    """What every box of a style gets, px or "auto"; empty where that depends on what is around."""
    if style["border_collapse"] == "collapse":
        return {}
    box = SimpleNamespace(style=style)
    for name in _SIZES:
        size = style[name]
        if size != "auto" and getattr(size, "unit", "") != "px":
            return {}
        least = 0 if name.startswith("min_") else "auto"
        setattr(box, name, least if size == "auto" else size.value)
    for side in _SIDES:
        setattr(box, f"border_{side}_width", style[f"border_{side}_width"])
    percent.adjust_box_sizing(box, "width")
    percent.adjust_box_sizing(box, "height")
    del box.style
    return vars(box)


# Borders


def _drawing(draw: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    def draw_border(stream: Any, box: Any) -> None:
        plain = vars(box.style).get("plain_lines")
        if plain is None:
            plain = box.style.plain_lines = _plain_lines(box.style)
        if not plain:
            draw(stream, box)
            return
        top, right, bottom, left = (getattr(box, f"border_{side}_width") for side in _SIDES)
        if not (top or right or bottom or left):
            return
        x, y = box.border_box_x(), box.border_box_y()
        width, height = box.border_width(), box.border_height()
        end, foot = x + width, y + height
        lines = (
            (top, x, y + top / 2, end, y + top / 2),
            (bottom, x, foot - bottom / 2, end, foot - bottom / 2),
            (left, x + left / 2, y, x + left / 2, foot),
            (right, end - right / 2, y, end - right / 2, foot),
        )
        with stream.artifact():
            stream.set_color(plain.colour, stroke=True)
            for thick, *points in lines:
                if thick:
                    stream.set_line_width(thick)
                    stream.move_to(*points[:2])
                    stream.line_to(*points[2:])
                    stream.stroke()

    return draw_border


class _Plain(NamedTuple):
    """Borders that are plain lines of one colour; or none."""

    colour: Any


def _plain_lines(style: Any) -> _Plain | tuple[()]:
    """Empty for any other borders, or what else stands for them."""
    sides = [side for side in _SIDES if style[f"border_{side}_width"]]
    colours = {get_color(style, f"border_{side}_color") for side in sides}
    is_plain = (
        style["visibility"] == "visible"
        and style["border_image_source"][0] == "none"
        and style["column_width"] == style["column_count"] == "auto"
        and all(style[f"border_{side}_style"] == "solid" for side in sides)
        and all(style[f"border_{corner}_radius"] == _SQUARE for corner in _CORNERS)
        and len(colours) <= 1
        and all(colour.alpha == 1 for colour in colours)
    )
    return _Plain(colours.pop() if colours else None) if is_plain else ()


_CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
_SQUARE = INITIAL_VALUES["border_top_left_radius"]
