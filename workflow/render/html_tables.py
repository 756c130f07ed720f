"""Tables of the page tree as HTML.

Tables that only set columns side by side become `div`s with table display, so that a screen reader
does not announce them as data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workflow.render.html_area import Area
from workflow.render.html_paragraphs import border_css
from workflow.render.page_tree import Block, Cell, Row, Table

Write = Callable[[tuple[Block, ...], Area], str]


class TableWriter:
    """Writes the tables of one document; `blocks` writes what stands in a cell."""

    def __init__(self, blocks: Write) -> None:
        self._blocks = blocks

    def write(self, table: Table, area: Area) -> str:
        return self._data_table(table, area) if table.data else self._columns(table, area)

    def _columns(self, table: Table, area: Area) -> str:
        rows = []
        for row in table.rows:
            cells = "".join(
                f'<div class="cell" style="{_cell_css(cell)}">{self._inside(cell, area)}</div>'
                for cell in row.cells
            )
            rows.append(f'<div class="row"{_kept(row)}>{cells}</div>')
        width = sum(cell.width for cell in table.rows[0].cells) if table.rows else 0
        return f'<div class="table" style="width: {width:.2f}pt">{"".join(rows)}</div>'

    def _data_table(self, table: Table, area: Area) -> str:
        """A table that a screen reader reads as one, its columns named."""
        headers = next((n for n, row in enumerate(table.rows) if not row.header), len(table.rows))
        head = "".join(self._data_row(row, "th", area) for row in table.rows[:headers])
        body = "".join(self._data_row(row, "td", area) for row in table.rows[headers:])
        width = sum(cell.width for cell in table.rows[0].cells) if table.rows else 0
        return (
            f'<table style="width: {width:.2f}pt">'
            f"{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>"
        )

    def _data_row(self, row: Row, tag: str, area: Area) -> str:
        cells = "".join(
            f'<{tag}{" scope=col" if tag == "th" else ""} colspan="{cell.span}" '
            f'style="{_cell_css(cell)}">{self._inside(cell, area)}</{tag}>'
            for cell in row.cells
        )
        return f"<tr{_kept(row)}>{cells}</tr>"

    def _inside(self, cell: Cell, area: Area) -> str:
        _, right, _, left = cell.margins
        inside = replace(area, width=cell.width - left - right, flowing=False, origin=None)
        return self._blocks(cell.blocks, inside)


def _cell_css(cell: Cell) -> str:
    top, right, bottom, left = cell.margins
    lines = max((border.width for _, border in cell.borders), default=0.0)
    css = [
        f"width: {cell.width - left - right - lines:.2f}pt",
        f"vertical-align: {'middle' if cell.align == 'center' else cell.align}",
        *(part.partition(";")[0] for part in border_css(cell.borders)),
        f"padding: {top:.2f}pt {right:.2f}pt {bottom:.2f}pt {left:.2f}pt",
    ]
    if cell.background:
        css.append(f"background: #{cell.background}")
    return "; ".join(css)


def _kept(row: Row) -> str:
    return ' style="break-inside: avoid"' if row.keep_together else ""
