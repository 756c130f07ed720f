"""Where the lines and the texts of a table stand, for boxes that hold their own lines.

Word centres a line at the side of a cell on the edge of its column, and starts the text at the
cell's margin from that edge; lines above and below make the row higher. A box of CSS has its
lines inside: so the boxes of a column begin half a line before its edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from workflow.render.page_tree import Cell, Row, Table


@dataclass(frozen=True)
class PlacedCell:
    """A cell with the row and the column that it begins in."""

    cell: Cell
    row: int
    column: int

    @property
    def end_row(self) -> int:
        return self.row + self.cell.rows

    @property
    def end(self) -> int:
        return self.column + self.cell.span

    def line(self, side: str) -> float:
        """How thick the line is that the cell draws on one side, pt."""
        return next((line.width for name, line in self.cell.borders if name == side), 0.0)


def placed_cells(rows: Sequence[Row]) -> list[list[PlacedCell]]:
    """The cells that begin in each row: each takes the next columns that no cell above holds."""
    placed: list[list[PlacedCell]] = []
    held: dict[int, int] = {}  # columns: the row behind the cell that holds them
    for number, row in enumerate(rows):
        found, column = [], 0
        for cell in row.cells:
            while held.get(column, 0) > number:
                column += 1
            found.append(PlacedCell(cell, number, column))
            held |= dict.fromkeys(range(column, column + cell.span), number + cell.rows)
            column += cell.span
        placed.append(found)
    return placed


class Lines:
    """The measures of one table; `widths` are those of the columns of boxes, pt."""

    def __init__(self, table: Table, cells: Sequence[Sequence[PlacedCell]]) -> None:
        columns, rows = len(table.columns), len(table.rows)
        self._across = [0.0] * (columns + 1)
        self._above, self._over = [0.0] * rows, [0.0] * rows
        self._under = [0.0] * rows
        for placed in (placed for row in cells for placed in row):
            for at, side in ((placed.column, "left"), (placed.end, "right")):
                self._across[at] = max(self._across[at], placed.line(side))
            first, last = placed.row, placed.end_row - 1
            above, _, under, _ = placed.cell.margins
            self._above[first] = max(self._above[first], placed.line("top"))
            self._over[first] = max(self._over[first], above)
            self._under[last] = max(self._under[last], under)
        self._edges = [0.0]
        for width in table.columns:
            self._edges.append(self._edges[-1] + width)
        boxes = [
            edge + (half if n == columns else -half)
            for n, (edge, half) in enumerate(
                zip(self._edges, (line / 2 for line in self._across), strict=True)
            )
        ]
        self._boxes = boxes
        self.widths = [max(0.0, right - left) for left, right in pairwise(boxes)]

    @property
    def left_half(self) -> float:
        """How far the first line reaches beyond the edge of the first column."""
        return -self._boxes[0]

    def text(self, placed: PlacedCell) -> tuple[float, float]:
        """Where the text of a cell begins and ends, from the left edge of the table."""
        _, right, _, left = placed.cell.margins
        start = self._edges[placed.column] + max(left, self._across[placed.column] / 2)
        end = self._edges[placed.end] - max(right, self._across[placed.end] / 2)
        return start, max(start, end)

    def padding(self, placed: PlacedCell) -> tuple[float, float, float, float]:
        """Top, right, bottom, left between the lines of a box and its text."""
        start, end = self.text(placed)
        left = start - self._boxes[placed.column] - placed.line("left")
        right = self._boxes[placed.end] - end - placed.line("right")
        first, last = placed.row, placed.end_row - 1
        top = self._above[first] - placed.line("top") + self._over[first]
        return max(0.0, top), max(0.0, right), self._under[last], max(0.0, left)

    def around(self, placed: PlacedCell) -> float:
        """What stands above and below the text of a cell, lines included."""
        first, last = placed.row, placed.end_row - 1
        return self._above[first] + self._over[first] + self._under[last]
