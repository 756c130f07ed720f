"""What the style of a table says of its cells, by the places that they have (ECMA-376 17.7.6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from workflow.render.ooxml import Element, value, w
from workflow.render.word_styles import Styles
from workflow.render.word_table_grid import Placed

_LOOK = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100,
         "noHBand": 0x200, "noVBand": 0x400}  # fmt: skip
_NO_LOOK = 0x4A0  # what LibreOffice takes where a table says nothing


@dataclass(frozen=True)
class Region:
    """Cells that a part of a style is for; `bottom` and `right` are behind the last ones."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Source:
    """Properties (`w:tblPr`, `w:trPr`, `w:tcPr`, `w:pPr`, `w:rPr`) and the cells they are for."""

    element: Element = field(repr=False)
    region: Region


class TableStyle:
    """The style of one table.

    Parameters:
        properties: its `w:tblPr`.
        heads: how many rows name the columns; each counts as the first one.
    """

    def __init__(
        self, styles: Styles, properties: Element | None, rows: int, columns: int, heads: int
    ) -> None:
        named = properties.find(w("tblStyle")) if properties is not None else None
        chain = styles.inherited(value(named)) if named is not None else []
        self.chain = chain or styles.inherited(styles.default("table"))
        self._rows, self._columns, self._heads = rows, columns, max(1, heads)
        self._whole = Region(0, 0, rows, columns)
        self._parts: dict[str | None, list[Element]] = {}
        for style in self.chain:
            for part in style.findall(w("tblStylePr")):
                self._parts.setdefault(value(part, "type"), []).append(part)
        self._look = _look(properties)
        self._row_band = self._band_size("tblStyleRowBandSize")
        self._column_band = self._band_size("tblStyleColBandSize")

    def sources(self, cell: Placed) -> list[Source]:
        """What the style says of a cell, the most general first."""
        found = [Source(style, self._whole) for style in self.chain]
        if self._parts:
            for name, region in self._conditions(cell):
                found += [Source(part, region) for part in self._parts.get(name, ())]
        return found

    def _conditions(self, cell: Placed) -> Iterator[tuple[str, Region]]:
        """The conditions that a cell meets: bands, rows, columns, corners."""
        first_row = self._has("firstRow") and cell.row < self._heads
        last_row = self._has("lastRow") and 0 < cell.row == self._rows - 1
        first_column = self._has("firstColumn") and cell.column == 0
        last_column = self._has("lastColumn") and cell.column > 0 and cell.end == self._columns
        top = Region(0, 0, self._heads, self._columns)
        bottom = Region(self._rows - 1, 0, self._rows, self._columns)
        left = Region(0, 0, self._rows, cell.end)
        right = Region(0, cell.column, self._rows, self._columns)
        if not (self._has("noVBand") or first_column or last_column):
            kind, start, end = _band(cell.column, self._has("firstColumn"), self._column_band)
            yield f"{kind}Vert", Region(0, start, self._rows, min(end, self._columns))
        if not (self._has("noHBand") or first_row or last_row):
            heads = self._heads if self._has("firstRow") else 0
            kind, start, end = _band(cell.row, heads, self._row_band)
            yield f"{kind}Horz", Region(start, 0, min(end, self._rows), self._columns)
        if first_row:
            yield "firstRow", top
        if last_row:
            yield "lastRow", bottom
        if first_column:
            yield "firstCol", left
        if last_column:
            yield "lastCol", right
        for row, name, rows in ((first_row, "n", top), (last_row, "s", bottom)):
            for column, side, columns in ((first_column, "w", left), (last_column, "e", right)):
                if row and column:
                    corner = Region(rows.top, columns.left, rows.bottom, columns.right)
                    yield f"{name}{side}Cell", corner

    def _has(self, name: str) -> bool:
        return bool(self._look & _LOOK[name])

    def _band_size(self, name: str) -> int:
        sizes = [e for style in self.chain for e in style.iterfind(f"{w('tblPr')}/{w(name)}")]
        return max(1, int(value(sizes[-1]) or 1)) if sizes else 1


def _look(properties: Element | None) -> int:
    """Which parts of its style a table wants: each by its name, or all as one number (17.4.56)."""
    look = properties.find(w("tblLook")) if properties is not None else None
    if look is None:
        return _NO_LOOK
    bits = int(value(look) or "0", 16)
    for name, bit in _LOOK.items():
        match value(look, name):
            case "1" | "true" | "on":
                bits |= bit
            case str():
                bits &= ~bit
    return bits


def _band(place: int, skipped: int, size: int) -> tuple[str, int, int]:
    """The band that a row or column is in, and where that begins and ends."""
    number = (place - skipped) // size
    start = skipped + number * size
    return ("band1" if number % 2 == 0 else "band2"), start, start + size
