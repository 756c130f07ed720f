"""A paragraph broken into lines as Word breaks it.

WeasyPrint knows no tab stops, loses spaces that follow each other, and counts the last space of a
run into the width of its line. So lines are filled here, greedily as Word fills them, with the
widths of the faces that they are drawn in; WeasyPrint gets each of them whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from workflow.render.html_area import Area
from workflow.render.html_pitch import Pitch, pitch_of
from workflow.render.html_strip import Item, strip_of
from workflow.render.html_tabs import Stops, gap
from workflow.render.html_text import HYPHEN, SOFT_HYPHEN, advances
from workflow.render.page_tree import Inline, Link, Paragraph, Tab, TabStop, Text

_SLACK = 0.05  # pt: as far as LibreOffice lets a line go over, which counts twentieths


@dataclass(frozen=True)
class Piece:
    """What stands in a line. Of a tab, `width` is the way that it takes and `leader` what fills
    it; `stretch` is what each space is wider, so that the line is as wide as the others. Of a
    place, `align` is how the tab before it sets it."""

    child: Inline
    width: float = 0.0
    leader: str = ""
    stretch: float = 0.0
    link: Link | None = None
    label: bool = False
    align: str = "left"


@dataclass(frozen=True)
class SetLine:
    """A line with its height; `shift` is how far it begins to the left of its place, `broken`
    whether it ends between two words, where a space or a break in the text is not seen."""

    pieces: tuple[Piece, ...]
    pitch: Pitch
    shift: float = 0.0
    broken: bool = False


@dataclass
class _Filling:
    """A line while it is filled: where it is on the strip and on the page, and its tabs."""

    start: int
    at: int
    x: float
    limit: float
    stops: dict[int, tuple[TabStop, float]] = field(default_factory=dict)
    open: int | None = None  # the tab whose stop the text after it stands at
    end: int = 0
    forced: bool = False


@dataclass(frozen=True)
class Gap:
    """What a drawing takes from the middle of lines, with its distance from the text: sides from
    the left edge of the area, heights from the top of the first line; pt."""

    left: float
    right: float
    top: float
    bottom: float


def set_lines(paragraph: Paragraph, area: Area, gap: Gap | None = None) -> list[SetLine]:
    """The lines of a paragraph in an area; one at least.

    Parameters:
        gap: where lines are parted: text goes on to the right of it.
    """
    return list(_Setter(paragraph, area, gap).lines())


class _Setter:
    def __init__(self, paragraph: Paragraph, area: Area, gap: Gap | None) -> None:
        self._paragraph, self._style = paragraph, paragraph.style
        self._gap = gap
        self._strip = strip_of(paragraph)
        self._breaks = self._strip.breaks(area.tree.language.partition("-")[0])
        width = self._style.frame.width if self._style.frame else area.width
        self._stops = Stops(self._style, area.tree.tab_distance, width)
        self._tabs = {i.start: i.child for i in self._strip.items if isinstance(i.child, Tab)}
        self._limit = width - self._style.right

    def lines(self) -> Iterator[SetLine]:
        start, length = 0, len(self._strip.text)
        shift = self._label_shift()
        x, y = self._style.left + self._style.first_line - shift, 0.0
        while True:
            filled = self._fill(_Filling(start, start, x, self._limit))
            line = self._set(filled, shift)
            gap = self._gap
            if gap is not None and gap.top < y + line.pitch.height and y < gap.bottom:
                filled, line = self._parted(start, x, gap, shift)
            yield line
            y += line.pitch.height
            start, shift, x = filled.end + filled.forced, 0.0, self._style.left
            if start >= length and not filled.forced:
                return

    def _parted(self, start: int, x: float, gap: Gap, shift: float) -> tuple[_Filling, SetLine]:
        """A line that a drawing parts: what is left of it, and what is right of it."""
        first = self._fill(_Filling(start, start, x, gap.left))
        left = self._set(first, shift)
        if first.forced or first.end >= len(self._strip.text):
            return first, left
        second = self._fill(_Filling(first.end, first.end, gap.right, self._limit))
        right = self._set(second, 0.0)
        way = Piece(Tab(self._paragraph.mark), gap.right - self._right_edge(first, left))
        pitch = max(left.pitch, right.pitch, key=lambda pitch: pitch.height)
        pieces = (*left.pieces, way, *right.pieces)
        return second, SetLine(pieces, pitch, shift, right.broken)

    def _right_edge(self, line: _Filling, done: SetLine) -> float:
        """Where the text of a line ends."""
        if any(piece.stretch for piece in done.pieces):
            return line.limit
        after = max(line.stops, default=line.start - 1) + 1
        x = line.stops[after - 1][0].position if line.stops else line.x
        return x + self._strip.width(after, self._strip.stripped(line.start, line.end))

    def _label_shift(self) -> float:
        """A number may end, or have its middle, where the first line begins (17.9.7)."""
        label = self._paragraph.label
        if label is None or label.align == "left":
            return 0.0
        width = sum(advances(label.text, label.style))
        return width if label.align == "right" else width / 2

    def _fill(self, line: _Filling) -> _Filling:
        """Put as much of the strip into a line as there is room for."""
        text, strip = self._strip.text, self._strip
        forced = text.find("\n", line.start)
        stop = forced if forced >= 0 else len(text)
        while True:
            tab = text.find("\t", line.at, stop)
            segment = tab if tab >= 0 else stop
            end = self._fitting(line, segment)
            if end < segment or tab < 0:
                line.end, line.forced = end, end == forced
                if end < line.at:
                    line.open = None
                    del line.stops[end]
                else:
                    self._close(line, strip.stripped(line.at, end))
                return line
            self._close(line, segment)
            line.x += strip.width(line.at, segment)
            if not self._open(line, tab):
                return line
            line.at = tab + 1

    def _open(self, line: _Filling, tab: int) -> bool:
        """Take a tab into a line; one that leads beyond it belongs to the next."""
        stop = self._stops.of(self._tabs[tab], line.x)
        line.stops[tab] = stop, line.x
        if stop.align != "left":
            line.open = tab
        elif stop.position > line.limit + _SLACK:
            alone = tab == line.start
            line.end = tab + alone
            if not alone:
                del line.stops[tab]
            return False
        else:
            line.x = stop.position
        return True

    def _close(self, line: _Filling, end: int) -> None:
        """Move the text after a tab to where its stop wants it."""
        if line.open is None:
            return
        stop, x = line.stops[line.open]
        start = self._strip.ends[line.at]
        ends = [e - start for e in self._strip.ends[line.at + 1 : end + 1]]
        line.x = x + gap(stop, x, self._strip.text[line.at : end], ends)
        line.stops[line.open] = replace(stop, position=line.x), x
        line.open = None

    def _fitting(self, line: _Filling, segment: int) -> int:
        """How far the text up to the next tab, or the end, fits into the line."""
        strip, at = self._strip, line.at
        limit = line.limit
        if line.open is not None:  # a stop beyond the edge counts
            limit = max(limit, line.stops[line.open][0].position)
        reach = strip.ends[at] + limit - line.x + _SLACK
        fits = bisect_right(strip.ends, reach, at + 1) - 1
        if strip.stripped(at, segment) <= fits:
            return segment
        while strip.text[fits] == " ":
            fits += 1
        place = bisect_right(self._breaks, fits)
        while place and self._breaks[place - 1] > at:
            end = self._breaks[place - 1]
            hyphen = self._hyphen(end)
            if not hyphen or strip.ends[end] + hyphen <= reach:
                return end
            place -= 1
        if at - 1 > line.start:
            return at - 1  # a word that finds no room after a tab takes the tab along
        if strip.text[fits - 1] == SOFT_HYPHEN:
            fits -= 1  # there is no room for its hyphen
        return at if at > line.start else max(fits, at + 1)  # or a word wider than the line

    def _hyphen(self, end: int) -> float:
        """How wide the hyphen is that an optional one becomes at the end of a line, pt."""
        if not self._strip.text.endswith(SOFT_HYPHEN, 0, end):
            return 0.0
        style = next(item.child.style for item in self._strip.items if item.end >= end)
        return sum(advances(HYPHEN, style))

    def _set(self, line: _Filling, shift: float) -> SetLine:
        strip = self._strip
        end = strip.stripped(line.start, line.end)
        after = max(line.stops, default=line.start - 1) + 1
        stretch = self._stretch(line, after, end)
        last = line.end >= len(strip.text)
        pieces = [
            self._piece(item, line, end, after, stretch)
            for item in strip.items
            if max(item.start, line.start) < min(item.end, end)
            or (item.start == item.end and line.start <= item.start < line.end + last)
        ]
        if end > line.start and strip.text[end - 1] == SOFT_HYPHEN:
            pieces = _hyphenated(pieces)
        styles = [piece.child for piece in pieces]
        broken = bool(pieces) and not last and (line.forced or end < line.end)
        return SetLine(tuple(pieces), pitch_of(styles, self._paragraph), shift, broken)

    def _stretch(self, line: _Filling, after: int, end: int) -> float:
        """What each space after the last tab of a line is wider, pt."""
        strip = self._strip
        if self._style.align != "justify" or line.end >= len(strip.text):
            return 0.0
        if line.stops and line.stops[after - 1][0].align != "left":
            return 0.0
        x = line.stops[after - 1][0].position if line.stops else line.x
        spaces = strip.text.count(" ", after, end)
        room = line.limit - x - strip.width(after, end) - self._hyphen(end)
        return room / spaces if spaces else 0.0

    def _piece(self, item: Item, line: _Filling, end: int, after: int, stretch: float) -> Piece:
        child, start = item.child, max(item.start, line.start)
        if isinstance(child, Tab):
            stop, x = line.stops[item.start]
            width = (
                min(stop.position, max(line.limit, x)) if stop.align == "left" else stop.position
            )
            return Piece(child, width - x, stop.leader, 0.0, item.link, item.label)
        if isinstance(child, Text) and (start, min(item.end, end)) != (item.start, item.end):
            child = replace(child, text=self._strip.text[start : min(item.end, end)])
        wider = stretch if start >= after else 0.0
        width = self._strip.width(item.start, item.end)
        tab = max((tab for tab in line.stops if tab < item.start), default=None)
        align = line.stops[tab][0].align if tab is not None else "left"
        return Piece(child, width, "", wider, item.link, item.label, align)


def _hyphenated(pieces: list[Piece]) -> list[Piece]:
    """An optional hyphen is a real one where a line ends."""
    last = pieces[-1]
    assert isinstance(last.child, Text)
    text = last.child.text.removesuffix(SOFT_HYPHEN) + HYPHEN
    return [*pieces[:-1], replace(last, child=Text(text, last.child.style))]
