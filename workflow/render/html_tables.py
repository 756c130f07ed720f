"""Tables of the page tree as HTML.

Tables that only set columns side by side become `div`s with table display, so that a screen reader
does not announce them as data. Both are laid out with separate borders: each line is drawn by one
cell, so rows are as high as Word has them and no borders are to be collapsed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import takewhile

from workflow.render.cut_text import CLIPPED
from workflow.render.html_area import Area
from workflow.render.html_paragraphs import Alone, line_css
from workflow.render.html_table_lines import Lines, PlacedCell, placed_cells
from workflow.render.page_tree import Block, Border, Paragraph, Row, Table, paragraphs_of

Write = Callable[[tuple[Block, ...], Area], str]
WriteAlone = Callable[[tuple[Block, ...], Area], Alone | None]

CSS = """
table, .table { table-layout: fixed; border-spacing: 0; border-collapse: separate;
       box-decoration-break: clone }
.table { display: table }
.columns { display: table-column-group }
.column { display: table-column }
.head { display: table-header-group }
.body { display: table-row-group }
.row { display: table-row }
.cell { display: table-cell }
th, td, .cell { padding: 0; vertical-align: top; box-decoration-break: clone }
th { font-weight: normal; text-align: inherit }
/* Word and LibreOffice divide a cell after any line, and a line in it hangs over no page. */
th, th *, td, td *, .cell, .cell * { orphans: 1; widows: 1; --overhang: 0 !important }
"""

_GROUP = 40  # rows; WeasyPrint looks at all rows of a group anew on each of its pages
_LONGEST_WORD = 200  # letters
_DATA = {"table": "table", "columns": "colgroup", "column": "col", "head": "thead",
         "body": "tbody", "row": "tr", "cell": "td"}  # fmt: skip


class TableWriter:
    """Writes the tables of one document; `blocks` writes what stands in a cell, `alone` a single
    paragraph that can be the cell's own text."""

    def __init__(self, blocks: Write, alone: WriteAlone) -> None:
        self._blocks, self._alone = blocks, alone

    def write(self, table: Table, area: Area) -> str:
        if not table.rows:
            return ""
        if table.share:
            scale = area.width * table.share / sum(table.columns)
            table = replace(table, columns=tuple(scale * width for width in table.columns))
        return _TableWriter(table, area, self._blocks, self._alone).write()


class _TableWriter:
    """Writes one table."""

    def __init__(self, table: Table, area: Area, blocks: Write, alone: WriteAlone) -> None:
        self._table, self._area = table, area
        self._blocks, self._alone = blocks, alone
        self._cells = placed_cells(table.rows)
        self._lines = Lines(table, self._cells)
        self._foot = _foot_line(self._cells, len(table.columns))
        self._named = _naming_rows(table) if table.data else 0

    def write(self) -> str:
        rows = self._table.rows
        heads = _repeated(self._cells, sum(1 for _ in takewhile(lambda row: row.header, rows)))
        if heads == len(rows):
            heads = 0
        groups = "".join(
            self._element("body", "".join(self._row(n) for n in range(start, end)))
            for start, end in _groups(self._cells, heads, len(rows))
        )
        head = "".join(self._row(n) for n in range(heads))
        columns = "".join(
            self._element("column", "", f"width: {width:.3f}pt") for width in self._lines.widths
        )
        inside = (
            self._element("columns", columns)
            + (self._element("head", head) if head else "")
            + groups
        )
        words = f' summary="{escape(self._table.alt)}"' if self._table.alt else ""
        return self._element("table", inside, self._table_css(), words)

    def _element(self, kind: str, inside: str, css: str = "", attributes: str = "") -> str:
        """An element of a table of data, or the `div` that stands for it."""
        style = f' style="{css}"' if css else ""
        if not self._table.data:
            return f'<div class="{kind}"{style}{attributes}>{inside}</div>'
        tag = _DATA[kind]
        if tag == "col":
            return f"<col{attributes}{style}/>"
        return f"<{tag}{attributes}{style}>{inside}</{tag}>"

    def _table_css(self) -> str:
        lines, table = self._lines, self._table
        left, width = table.indent, sum(table.columns)
        if table.floating:
            left = table.floating.left(width, self._area.width, self._area.page.left)
        elif table.align != "left":
            free = self._area.width - width
            left = free / 2 if table.align == "center" else free
        css = [
            f"width: {sum(lines.widths):.3f}pt",
            f"margin-left: {left - lines.left_half:.3f}pt",
        ]
        if table.floating and table.floating.down:
            css.append(f"margin-top: {table.floating.down:.2f}pt")
        if self._foot:
            css.append(f"border-bottom: {line_css(self._foot)}")
        first = next(paragraphs_of(table.rows[0].cells[0].blocks), None)
        if first and first.style.page_break_before:
            css.append("break-before: page")
        return "; ".join(css)

    def _row(self, number: int) -> str:
        row = self._table.rows[number]
        css = []
        if row.height:
            css.append(f"height: {row.height:.2f}pt")
        if row.keep_together or row.exact:
            css.append("break-inside: avoid")
        if self._area.flowing and _keeps_next(row):
            css.append("break-after: avoid")
        cells = "".join(self._cell(cell, row) for cell in self._cells[number])
        return self._element("row", cells, "; ".join(css))

    def _cell(self, placed: PlacedCell, row: Row) -> str:
        cell = placed.cell
        css = list(self._cell_css(placed))
        top, end, bottom, start = self._lines.padding(placed)
        left, right = self._lines.text(placed)
        if _is_too_wide(cell.blocks, right - left):
            css.append("overflow-wrap: break-word")
        area = replace(self._area, width=right - left, flowing=False, origin=None)
        alone = None if row.exact else self._alone(cell.blocks, area)
        if alone:
            css.append(alone.css)
            start, end = start + alone.left, end + alone.right
        css.append(f"padding: {top:.3f}pt {end:.3f}pt {bottom:.3f}pt {start:.3f}pt")
        inside = alone.inside if alone else self._blocks(cell.blocks, area)
        if row.exact:
            free = max(0.0, row.height - self._lines.around(placed))
            inside = f'<div style="max-height: {free:.2f}pt; {CLIPPED}">{inside}</div>'
        attributes = "".join(
            f' {name}="{count}"'
            for name, count in (("colspan", cell.span), ("rowspan", cell.rows))
            if count > 1
        ) + (alone.attributes if alone else "")
        if placed.row < self._named and cell.blocks:
            style = "; ".join(css)
            return f'<th scope="col"{attributes} style="{style}">{inside}</th>'
        return self._element("cell", inside, "; ".join(css), attributes)

    def _cell_css(self, placed: PlacedCell) -> Iterator[str]:
        cell = placed.cell
        for side, line in cell.borders:
            if not (side == "bottom" and self._foot and placed.end_row == len(self._table.rows)):
                yield f"border-{side}: {line_css(line)}"
        if cell.align != "top":
            yield f"vertical-align: {'middle' if cell.align == 'center' else cell.align}"
        if cell.background:
            yield f"background: #{cell.background}"


def _foot_line(cells: Sequence[Sequence[PlacedCell]], columns: int) -> Border | None:
    """The line that closes the whole table; it is drawn on each page that a part stands on."""
    last = [c for row in cells for c in row if c.end_row == len(cells) and c.cell.blocks]
    lines = {dict(placed.cell.borders).get("bottom") for placed in last}
    whole = sum(placed.cell.span for placed in last) == columns
    return lines.pop() if whole and len(lines) == 1 else None


def _repeated(cells: Sequence[Sequence[PlacedCell]], heads: int) -> int:
    """How many rows are repeated: no cell goes on from them into the others."""
    reached = 0
    for number, row in enumerate(cells):
        if number >= max(heads, reached) or not heads:
            break
        reached = max([reached, *(placed.end_row for placed in row)])
    return max(heads, reached)


def _groups(
    cells: Sequence[Sequence[PlacedCell]], start: int, end: int
) -> Iterator[tuple[int, int]]:
    """Rows in groups of some dozens; no cell goes on from one into the next."""
    first, reached = start, start
    for number in range(start, end):
        reached = max([reached, *(placed.end_row for placed in cells[number])])
        if number + 1 - first >= _GROUP and reached <= number + 1:
            yield first, number + 1
            first = number + 1
    if first < end:
        yield first, end


def _naming_rows(table: Table) -> int:
    """How many rows name the columns: those that say so, or the first one where each of its cells
    has words, all of them bold."""
    if heads := sum(1 for _ in takewhile(lambda row: row.header, table.rows)):
        return heads
    cells = [cell for cell in table.rows[0].cells if cell.blocks]
    if len(table.rows) > 1 and cells and all(_is_bold(cell.blocks) for cell in cells):
        return max(cell.rows for cell in cells)
    return 0


def _is_bold(blocks: tuple[Block, ...]) -> bool:
    runs = [
        child
        for paragraph in paragraphs_of(blocks)
        for child in paragraph.children
        if getattr(child, "text", "").strip()
    ]
    return bool(runs) and all(run.style.bold for run in runs)


def _is_too_wide(blocks: tuple[Block, ...], width: float) -> bool:
    """Whether a word may not fit into a cell, where Word breaks it anywhere. No real word has more
    than some dozens of letters, and WeasyPrint needs minutes for one of thousands."""
    return any(
        width / size < len(word) <= _LONGEST_WORD
        for paragraph in paragraphs_of(blocks)
        if (size := max((run.style.size for run in paragraph.children), default=0.0))
        for word in paragraph.text.split()
    )


def _keeps_next(row: Row) -> bool:
    """A row stays with the next one where the first paragraph of its first cell does."""
    first = row.cells[0].blocks[:1] if row.cells else ()
    return any(isinstance(block, Paragraph) and block.style.keep_next for block in first)
