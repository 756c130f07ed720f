"""Tables of a Word file: columns side by side without lines, and tables of data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from workflow.model.messages import N_, message
from workflow.render.ooxml import Element, elements, on, points, short_name, value, w
from workflow.render.page_tree import Block, Cell, Floating, Paragraph, Row, Table
from workflow.render.refusals import Refusals, first_words
from workflow.render.word_features import INVISIBLE
from workflow.render.word_places import place_of
from workflow.render.word_styles import Styles
from workflow.render.word_table_borders import BorderReader, Claims, Edges
from workflow.render.word_table_cells import CellLooks, check_cell
from workflow.render.word_table_floats import floating
from workflow.render.word_table_grid import (
    MOST_COLUMNS,
    Grid,
    Placed,
    read_grid,
    row_shape,
    width_of,
)
from workflow.render.word_table_styles import Region, Source, TableStyle

ReadBlocks = Callable[[Element, Sequence[Element]], tuple[Block, ...]]

_MOST_NESTED = 8
_WORD_2013 = 15
_ALIGN = {"left": "left", "start": "left", "center": "center", "right": "right", "end": "right"}
_READ = frozenset(
    ("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook",
     "tblCaption", "tblDescription", "tblStyleRowBandSize", "tblStyleColBandSize", "tblOverlap")
)  # fmt: skip
_READ_ROW = frozenset(
    ("gridBefore", "gridAfter", "wBefore", "wAfter", "cantSplit", "trHeight", "tblHeader",
     "cnfStyle", "divId")
)  # fmt: skip
_EXCEPTIONS = frozenset(
    ("tblBorders", "tblCellMar", "tblW", "jc", "tblInd", "tblLook", "tblLayout", "shd")
)


class Tables:
    """Reads the tables of one package.

    Parameters:
        blocks: reads what stands in a cell.
        compatibility: the Word that the document is laid out as, 15 for 2013.
    """

    def __init__(
        self, blocks: ReadBlocks, styles: Styles, refusals: Refusals, compatibility: int
    ) -> None:
        self._blocks, self._styles, self._refusals = blocks, styles, refusals
        self._compatibility, self._depth = compatibility, 0

    def read(self, element: Element) -> Table:
        if self._depth == _MOST_NESTED:
            self._refusals.add(
                message(N_("tables nested more than {count} deep"), count=_MOST_NESTED)
            )
            return Table(())
        self._depth += 1
        try:
            outermost = self._depth == 1
            table = _Table(element, self._blocks, self._styles, self._refusals, may_float=outermost)
            return table.read(shifted=outermost and self._compatibility < _WORD_2013)
        finally:
            self._depth -= 1


class _Table:
    """One table."""

    def __init__(
        self, element: Element, blocks: ReadBlocks, styles: Styles, refusals: Refusals,
        *, may_float: bool,
    ) -> None:  # fmt: skip
        """
        Parameters:
            may_float: it stands in no other table.
        """
        self._may_float = may_float
        self._element, self._properties = element, element.find(w("tblPr"))
        self._blocks, self._styles, self._refusals = blocks, styles, refusals
        self._borders = BorderReader(styles.paragraphs.border, self._refuse)
        self._looks = CellLooks(styles.theme, self._refuse)

    def read(self, *, shifted: bool) -> Table:
        """
        Parameters:
            shifted: its text and not its edge stands at its indent, as until Word 2010.
        """
        self._check_properties()
        rows = list(self._rows())
        shapes = [row_shape(row, list(self._cells(row))) for row in rows]
        width, fixed = width_of(self._property("tblW")), self._is_fixed()
        grid = read_grid(shapes, self._columns(), width.points, fixed=fixed)
        if not grid or not rows:
            if rows:
                self._refusals.add(
                    message(N_("a table with more than {count} columns"), count=MOST_COLUMNS)
                )
            return Table(())
        heads = len(list(takewhile(_is_header, rows)))
        self._style = TableStyle(
            self._styles, self._properties, len(rows), len(grid.columns), heads
        )
        edges = Edges(grid, self._claims(rows, grid))
        written = tuple(
            self._row(row, cells, grid, edges, header=number < heads)
            for number, (row, cells) in enumerate(zip(rows, grid.rows, strict=True))
        )
        align = self._align()
        return Table(
            written,
            grid.columns,
            self._indent(written, shifted=shifted) if align == "left" else 0.0,
            align,
            _is_data(written),
            self._words(),
            width.share,
            self._floating(),
        )

    def _indent(self, rows: Sequence[Row], *, shifted: bool) -> float:
        """Where the middle of the left line stands.

        Until Word 2010 the text of the first column stands at the indent, since then the outer
        edge of that line.
        """
        found = self._property("tblInd")
        for style in self._style.chain:
            inherited = style.find(f"{w('tblPr')}/{w('tblInd')}")
            found = inherited if found is None else found
        indent = 0.0
        if found is not None and value(found, "type") in ("dxa", None):
            indent = points(value(found, "w"))
        line = dict(rows[0].cells[0].borders).get("left") if rows[0].cells else None
        half = line.width / 2 if line else 0.0
        if shifted:
            *_, left = self._looks.look([*self._style.chain, self._element]).margins
            return indent - max(half, left)
        return indent + half

    def _row(
        self, row: Element, cells: Sequence[Placed], grid: Grid, edges: Edges, *, header: bool
    ) -> Row:
        properties = row.find(w("trPr"))
        keep, height, exact = False, 0.0, False
        for prop in elements(properties) if properties is not None else ():
            match short_name(prop).removeprefix("w:"):
                case "cantSplit":
                    keep = on(prop)
                case "trHeight":
                    height, exact = abs(points(value(prop))), value(prop, "hRule") == "exact"
                case "jc" if _ALIGN.get(value(prop) or "left") == self._align():
                    pass
                case "hidden" if not on(prop):
                    pass
                case name if name not in _READ_ROW:
                    self._refuse(prop, row)
        read = tuple(self._cell(cell, row, grid, edges) for cell in cells)
        return Row(read, keep, header, height, exact)

    def _cell(self, cell: Placed, row: Element, grid: Grid, edges: Edges) -> Cell:
        width = sum(grid.columns[cell.column : cell.end])
        if not cell.parts:
            return Cell(width, (), cell.span, margins=(0.0, 0.0, 0.0, 0.0))
        first, *others = cell.parts
        check_cell(first, lambda element: self._refuse(element, first))
        if any(first_words(other) for other in others):
            with self._refusals.at(first_words(first)):
                self._refusals.add(message(N_("text in a cell that is merged into the one above")))
        styled = [source.element for source in self._style.sources(cell)]
        look = self._looks.look([*styled, self._element, row, first])
        borders, complete = edges.of(cell)
        if not complete:
            with self._refusals.at(first_words(first)):
                self._refusals.add(message(N_("a cell with different lines along one side")))
        blocks = self._blocks(first, styled)
        if len(blocks) > 1 and isinstance(blocks[-2], Table) and _is_empty(blocks[-1]):
            blocks = blocks[:-1]  # Word wants it there and gives it no height
        return Cell(
            width, blocks, cell.span, cell.rows, look.align, borders, look.background, look.margins
        )

    def _claims(self, rows: Sequence[Element], grid: Grid) -> Callable[[Placed, int], Claims]:
        whole = Region(0, 0, len(rows), len(grid.columns))

        def claims(cell: Placed, row: int) -> Claims:
            own = Region(row, cell.column, row + 1, cell.end)
            return self._borders.claims(
                [
                    *self._style.sources(cell),
                    Source(self._element, whole),
                    Source(rows[row], whole),
                    Source(cell.parts[row - cell.row], own),
                ],
                cell,
                row,
            )

        return claims

    # -- the elements ------------------------------------------------------------------------------

    def _rows(self) -> Iterator[Element]:
        yield from self._inside(self._element, "tr", ("tblPr", "tblGrid"))

    def _cells(self, row: Element) -> Iterator[Element]:
        yield from self._inside(row, "tc", ("trPr", "tblPrEx"))
        exceptions = row.find(w("tblPrEx"))
        for prop in elements(exceptions) if exceptions is not None else ():
            if short_name(prop).removeprefix("w:") not in _EXCEPTIONS:
                self._refuse(prop, row)

    def _inside(self, parent: Element, wanted: str, others: Sequence[str]) -> Iterator[Element]:
        """The rows of a table or the cells of a row, content controls around them opened."""
        for element in list(elements(parent)):
            name = short_name(element).removeprefix("w:")
            if name == wanted:
                yield element
            elif name == "sdt" and not place_of(element):
                content = element.find(w("sdtContent"))
                if content is not None:
                    yield from self._inside(content, wanted, ())
            elif name not in others and name not in INVISIBLE:
                self._refuse(element, element)

    def _columns(self) -> list[float]:
        grid = self._element.find(w("tblGrid"))
        columns = grid.findall(w("gridCol")) if grid is not None else []
        return [max(0.0, points(value(column, "w"))) for column in columns]

    # -- properties of the table -------------------------------------------------------------------

    def _property(self, name: str) -> Element | None:
        return self._properties.find(w(name)) if self._properties is not None else None

    def _align(self) -> str:
        jc = self._property("jc")
        return _ALIGN.get((value(jc) if jc is not None else None) or "left", "left")

    def _floating(self) -> Floating | None:
        properties = self._property("tblpPr")
        return floating(properties) if properties is not None else None

    def _is_fixed(self) -> bool:
        layout = self._property("tblLayout")
        return layout is not None and value(layout, "type") == "fixed"

    def _words(self) -> str:
        """What tells those who cannot see the table what it holds."""
        found = (self._property(name) for name in ("tblDescription", "tblCaption"))
        return next((text for e in found if e is not None and (text := value(e))), "")

    def _check_properties(self) -> None:
        for prop in elements(self._properties) if self._properties is not None else ():
            match short_name(prop).removeprefix("w:"):
                case "bidiVisual" if not on(prop):
                    pass
                case "tblpPr" if self._may_float and floating(prop):
                    pass
                case "tblCellSpacing" if not width_of(prop).points:
                    pass
                case name if name not in _READ:
                    self._refuse(prop)

    def _refuse(self, element: Element, at: Element | None = None) -> None:
        with self._refusals.at(first_words(self._element if at is None else at)):
            self._refusals.element(element)


def _is_header(row: Element) -> bool:
    header = row.find(f"{w('trPr')}/{w('tblHeader')}")
    return header is not None and on(header)


def _is_empty(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.children and block.label is None


def _is_data(rows: Sequence[Row]) -> bool:
    """Whether a table is read as one: it names its columns, or its cells are parted by lines or
    shading; a single cell or row only sets things side by side."""
    if any(row.header for row in rows):
        return True
    cells = [cell for row in rows for cell in row.cells if cell.blocks]
    several = len(rows) > 1 and max(len(row.cells) for row in rows) > 1
    return several and any(cell.borders or cell.background for cell in cells)
