"""The lines of a table: what is drawn on each edge of its grid, and which cell draws it.

An edge lies between two cells, and both may claim it: the thicker line wins, then the kind, then
the darker colour (ECMA-376 17.4.66, with the thickness before the rest as LibreOffice has it). The
line belongs to the cell below it or on its right; to the other one where it covers only a part of
that side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workflow.render.ooxml import Element, elements, short_name, w
from workflow.render.page_tree import SIDES, Border, Borders
from workflow.render.word_table_grid import Grid, Placed
from workflow.render.word_table_styles import Source

Line = Border | None
Named = dict[str, Line]
"""Lines by the names that a file gives them; None for one that says that none is drawn."""

_NAMES = {"start": "left", "end": "right"}
_DIAGONALS = ("tl2br", "tr2bl")
_KINDS = ("dotted", "dashed", "solid", "double")
_INSIDE = {"top": "insideH", "bottom": "insideH", "left": "insideV", "right": "insideV"}
_GROUPS = ("tblPr/tblBorders", "tblPrEx/tblBorders", "tcPr/tcBorders")


@dataclass(frozen=True)
class Claims:
    """What a cell (or a part of one) claims for its four sides."""

    top: Line
    left: Line
    bottom: Line
    right: Line


class BorderReader:
    """Reads the lines of one table's elements.

    Parameters:
        border: reads a single line; refuse: is told an element that cannot be carried.
    """

    def __init__(
        self, border: Callable[[Element], Line], refuse: Callable[[Element], None]
    ) -> None:
        self._border, self._refuse = border, refuse
        self._read: dict[Element, Named] = {}

    def claims(self, sources: Sequence[Source], cell: Placed, row: int) -> Claims:
        """What the part of a cell in one row claims, its own properties among the sources."""
        sides: dict[str, Line] = {}
        for source in sources:
            named, region = self._named(source.element), source.region
            outer = {
                "top": row == region.top,
                "bottom": row + 1 == region.bottom,
                "left": cell.column == region.left,
                "right": cell.end == region.right,
            }
            for side, is_outer in outer.items():
                name = side if is_outer else _INSIDE[side]
                if name in named:
                    sides[side] = named[name]
        return Claims(*(sides.get(side) for side in SIDES))

    def _named(self, element: Element) -> Named:
        if element not in self._read:
            self._read[element] = dict(self._lines(element))
        return self._read[element]

    def _lines(self, element: Element) -> Iterator[tuple[str, Line]]:
        for path in _GROUPS:
            group = element.find("/".join(w(step) for step in path.split("/")))
            for side in elements(group) if group is not None else ():
                name = short_name(side).removeprefix("w:")
                line = self._border(side)
                if name in _DIAGONALS and line:
                    self._refuse(side)
                else:
                    yield _NAMES.get(name, name), line


class Edges:
    """The lines on the edges of a grid.

    Parameters:
        claims: of the part of a cell in a row of the grid.
    """

    def __init__(self, grid: Grid, claims: Callable[[Placed, int], Claims]) -> None:
        rows, columns = len(grid.rows), len(grid.columns)
        self._across: list[list[Line]] = [[None] * columns for _ in range(rows + 1)]
        self._down: list[list[Line]] = [[None] * rows for _ in range(columns + 1)]
        cells = [cell for row in grid.rows for cell in row]
        for cell in (cell for cell in cells if cell.parts):
            last = cell.row + cell.rows - 1
            for row in range(cell.row, last + 1):
                said, spanned = claims(cell, row), range(cell.column, cell.end)
                if row == cell.row:
                    _claim(self._across[row], spanned, said.top)
                if row == last:
                    _claim(self._across[row + 1], spanned, said.bottom)
                _claim(self._down[cell.column], (row,), said.left)
                _claim(self._down[cell.end], (row,), said.right)
        # Where a line covers only a part of the side of the cell behind it.
        self._given_up: set[tuple[str, int, int]] = set()
        for cell in cells:
            for side, at, parts in _fore_sides(cell):
                lines = self._side(side, at, parts)
                if any(line != lines[0] for line in lines) or not cell.parts:
                    self._given_up |= {(side, at, part) for part in parts}

    def of(self, cell: Placed) -> tuple[Borders, bool]:
        """The lines that a cell draws, and whether that is all there is to draw on its sides."""
        drawn: list[tuple[str, Border]] = []
        complete = True
        for side, at, parts in _fore_sides(cell):
            line = self._side(side, at, parts)[0]
            if line and (side, at, parts[0]) not in self._given_up:
                drawn.append((side, line))
        for side, fore, at, parts in (
            ("bottom", "top", cell.row + cell.rows, range(cell.column, cell.end)),
            ("right", "left", cell.end, range(cell.row, cell.row + cell.rows)),
        ):
            last = len(self._across if side == "bottom" else self._down) - 1
            mine = [part for part in parts if at == last or (fore, at, part) in self._given_up]
            lines = {line for line in self._side(fore, at, mine) if line}
            if lines:
                complete = complete and len(lines) == 1 and len(mine) == len(parts)
                drawn.append((side, max(lines, key=_strength)))
        return tuple(sorted(drawn, key=lambda line: SIDES.index(line[0]))), complete

    def _side(self, side: str, at: int, parts: Sequence[int]) -> list[Line]:
        lines = self._across[at] if side == "top" else self._down[at]
        return [lines[part] for part in parts]


def _fore_sides(cell: Placed) -> tuple[tuple[str, int, range], ...]:
    """The sides at which a cell draws the line: which one, at which edge, along which parts."""
    return (
        ("top", cell.row, range(cell.column, cell.end)),
        ("left", cell.column, range(cell.row, cell.row + cell.rows)),
    )


def _claim(lines: list[Line], parts: Sequence[int], line: Line) -> None:
    for part in parts:
        there = lines[part]
        if line and (there is None or _strength(line) > _strength(there)):
            lines[part] = line


def _strength(line: Border) -> tuple[float, int, int, str]:
    dark = -sum(int(line.colour[n : n + 2], 16) for n in (0, 2, 4))
    return line.width, _KINDS.index(line.kind), dark, line.colour
