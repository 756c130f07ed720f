"""Where tabs lead: the stops of a paragraph, and how text stands at one (ECMA-376 17.3.1.37).

Measured in LibreOffice 7.4: stops are counted from the edge of the text area whatever the indents
are; where none is left, every multiple of the document's distance is one. The indent that the
lines after the first hang at is a stop too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from workflow.render.page_tree import ParagraphStyle, Tab, TabStop

_SHARES = {"left": 0.0, "center": 0.5, "right": 1.0}
DECIMAL = ","  # of Vietnamese, whatever the language of the machine is
_LEAST = 0.01  # pt: a stop where the text ends already is behind it


class Stops:
    """The stops of one paragraph, pt from the edge of the text area.

    Parameters:
        distance: between the stops that nobody set.
        width: of the text area.
    """

    def __init__(self, style: ParagraphStyle, distance: float, width: float = 0.0) -> None:
        self._set, self._distance, self._width = style.tabs, distance, width
        self._indents = style.left, width - style.right
        self._hanging = style.left if style.first_line < 0 else -math.inf

    def of(self, tab: Tab, x: float) -> TabStop:
        """The stop that a tab at `x` leads to."""
        if not tab.align:
            return self.after(x)
        start, end = self._indents if tab.indented else (0.0, self._width)
        position = start + _SHARES[tab.align] * (end - start)
        return TabStop(max(position, x), tab.align, tab.leader)

    def after(self, x: float) -> TabStop:
        """The next stop after `x`."""
        least = x + _LEAST
        found = next((stop for stop in self._set if stop.position > least), None)
        if least < self._hanging and (found is None or found.position > self._hanging):
            return TabStop(self._hanging)
        if found is not None:
            return found
        count = math.floor(least / self._distance) + 1 if self._distance > 0 else 0
        return TabStop(max(count * self._distance, least))


def gap(stop: TabStop, x: float, text: str, ends: Sequence[float]) -> float:
    """How wide a tab is that begins at `x`.

    Parameters:
        text: what follows it, up to the next tab or the end of the line.
        ends: of each of its characters, pt from its beginning.
    """
    before = 0.0  # what of the text stands before the stop
    width = ends[-1] if ends else 0.0
    if stop.align == "center":
        before = width / 2
    elif stop.align == "right":
        before = width
    elif stop.align == "decimal":
        place = text.find(DECIMAL)
        before = width if place < 0 else ends[place - 1] if place else 0.0
    return max(0.0, stop.position - before - x)
