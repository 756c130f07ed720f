"""Tables of a Word file: columns side by side without lines, and tables of data with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workflow.model.messages import N_, message
from workflow.render.ooxml import Element, elements, number, on, points, short_name, value, w
from workflow.render.page_tree import Block, Border, Cell, Row, Table
from workflow.render.refusals import Refusals
from workflow.render.word_styles import Styles

ReadBlocks = Callable[[Element, Sequence[Element]], tuple[Block, ...]]
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_PLAIN = ("auto", "FFFFFF", None)


class Tables:
    """Reads the tables of one package; `blocks` reads what stands in a cell."""

    def __init__(self, blocks: ReadBlocks, styles: Styles, refusals: Refusals) -> None:
        self._blocks, self._styles, self._refusals = blocks, styles, refusals

    def read(self, element: Element) -> Table:
        border, padding = self._properties(element.find(w("tblPr")))
        self._refuse_controls(element)
        grid = element.find(w("tblGrid"))
        widths = [points(value(c, "w")) for c in elements(grid)] if grid is not None else []
        rows = []
        for row in element.findall(w("tr")):
            cells, column = [], 0
            for cell in row.findall(w("tc")):
                cells.append(self._cell(cell, widths[column:], border, padding))
                column += cells[-1].span
            keep, header = self._row_properties(row.find(w("trPr")))
            rows.append(Row(tuple(cells), keep, header))
        return Table(tuple(rows), tuple(widths), data=border > 0)

    def _refuse_controls(self, table: Element) -> None:
        """Content controls around rows or cells."""
        for inner in table.iter(w("sdt")):
            if any(child.tag in (w("tr"), w("tc")) for child in inner.iter()) and (
                inner.getparent() is table or inner.getparent().tag == w("tr")  # type: ignore[union-attr]
            ):
                self._refusals.element(inner)

    def _properties(self, properties: Element | None) -> tuple[float, float]:
        """The thickness of the lines, and the margin left and right in a cell; pt."""
        border = self._border(properties)
        margins = properties.find(w("tblCellMar")) if properties is not None else None
        if margins is None and not border:
            # Word's own margins left and right of a cell are 1.9 mm.
            self._refusals.add(message(N_("a table whose cell margins are not set to 0")))
        sides = {short_name(s): points(value(s, "w")) for s in elements(margins)} if (
            margins is not None) else {"w:left": 5.4}  # fmt: skip
        padding = sides.get("w:left", sides.get("w:start", 0.0))
        for prop in elements(properties) if properties is not None else ():
            match short_name(prop):
                case "w:tblW" | "w:tblLook" | "w:tblLayout" | "w:tblOverlap" | "w:bidiVisual":
                    pass
                case "w:tblStyle" if value(prop) in ("TableNormal", "Normal Table"):
                    pass
                case "w:tblBorders" if border or not any(_drawn(side) for side in elements(prop)):
                    pass
                case "w:tblCellMar" if border or not any(
                    points(value(s, "w")) for s in elements(prop)
                ):
                    pass
                case "w:tblInd" if abs(points(value(prop, "w"))) < 0.1 or border:
                    pass
                case "w:jc" if value(prop) in ("left", "start") or border:
                    pass
                case _:
                    self._refusals.element(prop)
        return border, padding if border else 0.0

    def _border(self, properties: Element | None) -> float:
        """The thickness of the lines where all of them are drawn alike; 0 without any."""
        borders = properties.find(w("tblBorders")) if properties is not None else None
        drawn = [side for side in elements(borders) if _drawn(side)] if borders is not None else []
        kinds = {(value(side), value(side, "sz")) for side in drawn}
        if len(drawn) != len(_SIDES) or len(kinds) != 1:
            return 0.0
        ((kind, size),) = kinds
        return number(size or "4") / 8 if kind == "single" else 0.0

    def _cell(self, element: Element, widths: list[float], border: float, padding: float) -> Cell:
        span, middle, data = 1, False, border > 0
        width: float | None = None
        properties = element.find(w("tcPr"))
        for prop in elements(properties) if properties is not None else ():
            match short_name(prop):
                case "w:tcW":
                    width = points(value(prop, "w")) if value(prop, "type") == "dxa" else None
                case "w:gridSpan" if data:
                    span = max(1, round(number(value(prop) or "1")))
                case "w:vAlign" if value(prop) in ("top", "center", None):
                    middle = value(prop) == "center"
                case "w:tcBorders" if not any(_drawn(side) for side in elements(prop)):
                    pass
                case "w:tcMar" if not any(points(value(s, "w")) for s in elements(prop)):
                    pass
                case "w:shd" if value(prop, "fill") in _PLAIN:
                    pass
                case "w:noWrap" | "w:hideMark" | "w:tcFitText":
                    pass
                case "w:textDirection" if value(prop) in (None, "lrTb"):
                    pass
                case _:
                    self._refusals.element(prop)
        if width is None:
            width = sum(widths[:span])
        lines = tuple((side, Border(border)) for side in _SIDES[:4]) if border else ()
        return Cell(
            width,
            self._blocks(element, ()),
            span,
            align="center" if middle else "top",
            borders=lines,
            margins=(0.0, padding, 0.0, padding),
        )

    def _row_properties(self, properties: Element | None) -> tuple[bool, bool]:
        """Whether a row is kept together, and whether it names the columns."""
        keep = header = False
        for prop in elements(properties) if properties is not None else ():
            match short_name(prop):
                case "w:cantSplit":
                    keep = on(prop)
                case "w:tblHeader":
                    header = on(prop)
                case "w:trHeight" if value(prop, "hRule") != "exact" and not points(value(prop)):
                    pass
                case "w:jc" | "w:hidden":
                    pass
                case _:
                    self._refusals.element(prop)
        return keep, header


def _drawn(side: Element) -> bool:
    return value(side) not in ("nil", "none", None)
