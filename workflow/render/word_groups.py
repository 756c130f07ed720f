"""Grouped lines, rectangles and text boxes of a Word file (`wpg:wgp`; ECMA-376 20.1.2.2.20).

A letterhead may have its rules in one group. A group has a measure of its own (`a:chOff` and
`a:chExt`) that its members are placed in; each of them becomes a drawing at its own place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.render.drawing_features import refused_drawing
from workflow.render.drawing_values import PT_PER_EMU, child, local, number_of
from workflow.render.ooxml import Element, elements
from workflow.render.refusals import Refusals

_NO = (None, "0", "false")


@dataclass(frozen=True)
class Member:
    """A shape of a group: how far it is from the group's left and upper edge, and its size, pt."""

    shape: Element
    left: float
    top: float
    size: tuple[float, float]


def members(group: Element, size: tuple[float, float], refusals: Refusals) -> Iterator[Member]:
    """The shapes of a group; what is no shape is refused, and so is a group that is turned.

    Parameters:
        size: of the group, pt.
    """
    frame = child(child(group, "grpSpPr"), "xfrm")
    turned = frame is not None and (
        number_of(frame, "rot") != 0
        or any(frame.get(name) not in _NO for name in ("flipH", "flipV"))
    )
    if frame is None or turned:
        refusals.add(refused_drawing("group"))
        return
    start, whole = child(frame, "chOff"), child(frame, "chExt")
    across = _Axis(start, whole, "x", "cx", size[0])
    down = _Axis(start, whole, "y", "cy", size[1])
    for element in elements(group):
        if local(element) == "wsp":
            own = child(child(element, "spPr"), "xfrm")
            place, extent = child(own, "off"), child(own, "ext")
            yield Member(
                element, across.place(place), down.place(place),
                (across.length(extent), down.length(extent)),
            )  # fmt: skip
        elif local(element) not in ("cNvPr", "cNvGrpSpPr", "grpSpPr", "extLst"):
            refusals.add(refused_drawing("group"))


class _Axis:
    """One direction of a group: from its own measure to pt."""

    def __init__(
        self, start: Element | None, whole: Element | None, place: str, length: str, size: float
    ) -> None:
        self._place, self._length = place, length
        self._start = number_of(start, place) if start is not None else 0.0
        own = number_of(whole, length) if whole is not None else 0.0
        self._scale = size / own if own else PT_PER_EMU

    def place(self, point: Element | None) -> float:
        found = number_of(point, self._place) if point is not None else self._start
        return (found - self._start) * self._scale

    def length(self, extent: Element | None) -> float:
        return (number_of(extent, self._length) if extent is not None else 0.0) * self._scale
