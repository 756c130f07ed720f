"""The grid of a table: which columns it has, and where each cell stands in it.

Columns are those of `w:tblGrid`, which Word writes down as it laid them out (ECMA-376 17.4.48); in
a fixed layout what the cells say comes first (17.18.87). Where the rows do not fit that grid, the
edges of their cells make the columns.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from workflow.render.ooxml import Element, elements, number, points, short_name, value, w

MOST_COLUMNS = 63
"""Word's own bound."""

_SAME_EDGE = 0.5  # pt: edges nearer than this are one; Word rounds to twentieths
_LEAST = 1.0  # pt: no cell is narrower


@dataclass(frozen=True)
class Width:
    """`w:tblW`, `w:tcW` and the like: in pt, or as a share of what is around; neither for
    automatic (17.18.90)."""

    points: float = 0.0
    share: float = 0.0


@dataclass(frozen=True)
class CellShape:
    """A `w:tc`: how many columns it spans, what width it wants, and whether it goes on with the
    cell above it."""

    element: Element = field(repr=False)
    span: int
    width: Width
    continues: bool


@dataclass(frozen=True)
class RowShape:
    """A `w:tr`: its cells, and the columns that it leaves free before and after them."""

    cells: tuple[CellShape, ...]
    before: int = 0
    after: int = 0
    width_before: Width = Width()

    @property
    def columns(self) -> int:
        return self.before + sum(cell.span for cell in self.cells) + self.after


@dataclass(frozen=True)
class Placed:
    """A cell in the grid; `parts` are its `w:tc` from top to bottom, none for a gap of the grid."""

    row: int
    column: int
    span: int
    parts: tuple[Element, ...] = field(repr=False)

    @property
    def rows(self) -> int:
        return max(1, len(self.parts))

    @property
    def end(self) -> int:
        return self.column + self.span


@dataclass(frozen=True)
class Grid:
    """The widths of the columns in pt, and the cells that begin in each row, gaps included."""

    columns: tuple[float, ...]
    rows: tuple[tuple[Placed, ...], ...]


def row_shape(row: Element, cells: Sequence[Element]) -> RowShape:
    """
    Raises:
        ValueError: a number in it is none.
    """
    properties = row.find(w("trPr"))
    found = {short_name(e): e for e in elements(properties)} if properties is not None else {}
    before, after = (
        int(value(found[name]) or 0) if name in found else 0
        for name in ("w:gridBefore", "w:gridAfter")
    )
    shapes = tuple(_cell_shape(cell) for cell in cells)
    return RowShape(shapes, max(0, before), max(0, after), width_of(found.get("w:wBefore")))


def _cell_shape(cell: Element) -> CellShape:
    properties = cell.find(w("tcPr"))
    found = {short_name(e): e for e in elements(properties)} if properties is not None else {}
    span = int(value(found["w:gridSpan"]) or 1) if "w:gridSpan" in found else 1
    merge = found.get("w:vMerge")
    continues = merge is not None and value(merge) != "restart"
    return CellShape(cell, max(1, span), width_of(found.get("w:tcW")), continues)


def width_of(element: Element | None) -> Width:
    """
    Raises:
        ValueError: it is no number.
    """
    if element is None:
        return Width()
    text = value(element, "w") or "0"
    if text.endswith("%"):
        return Width(share=max(0.0, number(text[:-1]) / 100))
    match value(element, "type"):
        case "pct":
            return Width(share=max(0.0, number(text) / 5000))
        case "dxa" | None:
            return Width(max(0.0, points(text)))
        case _:
            return Width()


def read_grid(
    rows: Sequence[RowShape], columns: Sequence[float], total: float, *, fixed: bool
) -> Grid | None:
    """The grid of a table; None where it has more columns than Word allows.

    Parameters:
        columns: widths of `w:tblGrid` in pt.
        total: the width that the table wants, pt; 0 for any.
        fixed: its layout does not go by what stands in it.
    """
    if max((row.columns for row in rows), default=0) > MOST_COLUMNS or len(columns) > MOST_COLUMNS:
        return None
    if sum(columns) > 0 and all(row.columns <= len(columns) for row in rows):
        widths = _told(rows, columns) if fixed else columns
        scale = max(1.0, total / sum(widths))
        starts = [_steps(row) for row in rows]
        return Grid(tuple(scale * width for width in widths), _placed(rows, starts, len(widths)))
    edges = [_edges(row, columns, total) for row in rows]
    lines = _lines(edge for row in edges for edge in row)
    if len(lines) > MOST_COLUMNS + 1:
        return None
    # The last line that is not behind the edge: it is less than `_SAME_EDGE` away.
    starts = [[bisect_right(lines, edge) - 1 for edge in row] for row in edges]
    between = tuple(right - left for left, right in pairwise(lines))
    return Grid(between, _placed(rows, starts, len(between)))


def _told(rows: Sequence[RowShape], columns: Sequence[float]) -> list[float]:
    """The widths of columns in a fixed layout: what their cells say, where all say the same."""
    said: list[set[float]] = [set() for _ in columns]
    for row in rows:
        for cell, start in zip(row.cells, _steps(row), strict=False):
            if cell.span == 1:
                said[start].add(cell.width.points)
    return [
        max(widths) if widths and 0 < max(widths) <= min(widths) + _SAME_EDGE else column
        for widths, column in zip(said, columns, strict=True)
    ]


def _steps(row: RowShape) -> list[int]:
    """The columns at which the cells of a row begin, and that at which the last one ends."""
    return list(accumulate((cell.span for cell in row.cells), initial=row.before))


def _edges(row: RowShape, columns: Sequence[float], total: float) -> list[float]:
    """The same in pt from the left edge, by the widths of the cells."""
    starts = _steps(row)
    spanned = [sum(columns[start:end]) for start, end in pairwise(starts)]
    wanted = [
        cell.width.points or cell.width.share * total or width
        for cell, width in zip(row.cells, spanned, strict=True)
    ]
    open_cells = wanted.count(0)
    rest = max(0.0, (total or sum(columns)) - sum(wanted)) / open_cells if open_cells else 0.0
    widths = [max(_LEAST, width or rest) for width in wanted]
    before = row.width_before.points or sum(columns[: row.before])
    return list(accumulate(widths, initial=before))


def _lines(edges: Iterator[float]) -> list[float]:
    """All edges from left to right, those that are nearly the same as one; the first is 0."""
    lines = [0.0]
    for edge in sorted(set(edges)):
        if edge - lines[-1] > _SAME_EDGE:
            lines.append(edge)
    return lines


def _placed(
    rows: Sequence[RowShape], starts: Sequence[Sequence[int]], columns: int
) -> tuple[tuple[Placed, ...], ...]:
    """Cells where they begin; one that goes on with that above it, of the same columns, is part of
    it (17.4.84)."""
    placed: list[list[Placed]] = []
    above: dict[tuple[int, int], tuple[int, int]] = {}  # columns: the row and place of its cell
    for number_, (row, steps) in enumerate(zip(rows, starts, strict=True)):
        found: list[Placed] = []
        reached: dict[tuple[int, int], tuple[int, int]] = {}
        if steps[0]:
            found.append(Placed(number_, 0, steps[0], ()))
        for cell, (start, end) in zip(row.cells, pairwise(steps), strict=True):
            if cell.continues and (start, end) in above:
                first, place = reached[start, end] = above[start, end]
                whole = placed[first][place]
                placed[first][place] = replace(whole, parts=(*whole.parts, cell.element))
                continue
            reached[start, end] = number_, len(found)
            found.append(Placed(number_, start, end - start, (cell.element,)))
        if steps[-1] < columns:
            found.append(Placed(number_, steps[-1], columns - steps[-1], ()))
        placed.append(found)
        above = reached
    return tuple(tuple(row) for row in placed)
