"""Pieces of Word that official templates are made of: columns, rules, frames, marked places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from workflow.render.word_places import BOOKMARK_PREFIX

_TWENTIETHS_PER_MM = 1440 / 25.4
_EIGHTHS_PER_PT = 8
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr")


def columns_table(document: WordDocument, columns: Sequence[float], rows: int = 1) -> Table:
    """Columns side by side without lines; widths in mm."""
    table: Table = document.add_table(rows=rows, cols=len(columns))
    table.autofit = False
    properties = table._tbl.tblPr
    if (style := properties.find(qn("w:tblStyle"))) is not None:
        properties.remove(style)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)
    for column, width in zip(table.columns, columns, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, columns, strict=True):
            cell.width = Mm(width)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def line(cell: _Cell, text: str, style: ParagraphStyle) -> Paragraph:
    """A paragraph in a cell; the first one takes the place of the cell's empty paragraph."""
    first: Paragraph = cell.paragraphs[0]
    empty = len(cell.paragraphs) == 1 and not first.text and first.style is not None
    if empty and first.style is not None and first.style.name == "Normal":
        first.style = style
        first.add_run(text) if text else None
        return first
    added: Paragraph = cell.add_paragraph(text, style)
    return added


def optional(cell: _Cell, field: str, style: ParagraphStyle) -> Paragraph:
    """A line that is there only when its field says something."""
    line(cell, f"{{%p if {field} %}}", style)
    paragraph = line(cell, f"{{{{ {field} }}}}", style)
    line(cell, "{%p endif %}", style)
    return paragraph


def loop(cell: _Cell, field: str, style: ParagraphStyle) -> None:
    """A line for each entry of a field."""
    line(cell, f"{{%p for line in {field} %}}", style)
    line(cell, "{{ line }}", style)
    line(cell, "{%p endfor %}", style)


def rule_under(paragraph: Paragraph, column: float, words: float, thickness: float) -> None:
    """A line under a paragraph as long as its words, by indents that leave just their width.

    Parameters:
        column: width of the column, pt; what is already indented on its left counts not.
        words: how wide the words are set, pt; 0.6 pt more keeps Word from breaking the line.
        thickness: of the line, pt.
    """
    shape = paragraph.paragraph_format
    before = shape.left_indent.pt if shape.left_indent else 0.0
    spare = max(0.0, (column - before - words - 0.6) / 2)
    shape.left_indent, shape.right_indent = Pt(before + spare), Pt(spare)
    borders(paragraph, {"bottom": thickness})


def borders(paragraph: Paragraph, sides: dict[str, float], colour: str = "auto") -> None:
    """Lines beside a paragraph: thickness in pt by side."""
    holder: Any = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            element = OxmlElement(f"w:{side}")
            thickness = str(round(sides[side] * _EIGHTHS_PER_PT))
            for key, entry in (("val", "single"), ("sz", thickness), ("space", "0"),
                               ("color", colour)):  # fmt: skip
                element.set(qn(f"w:{key}"), entry)
            holder.append(element)
    paragraph._p.get_or_add_pPr().insert_element_before(holder, *_AFTER_BORDERS)


def frame(paragraph: Paragraph, top: float, left: float, width: float) -> None:
    """Put a paragraph at a place of its page, mm from the paper's top edge and the left margin."""
    element = OxmlElement("w:framePr")
    for key, entry in (("w", round(width * _TWENTIETHS_PER_MM)), ("hRule", "auto"),
                       ("wrap", "around"), ("vAnchor", "page"), ("hAnchor", "margin"),
                       ("x", round(left * _TWENTIETHS_PER_MM)),
                       ("y", round(top * _TWENTIETHS_PER_MM))):  # fmt: skip
        element.set(qn(f"w:{key}"), str(entry))
    properties: Any = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        element, "w:widowControl", "w:numPr", "w:pBdr", *_AFTER_BORDERS
    )


def place(paragraph: Paragraph, name: str, text: str) -> None:
    """Mark where something comes later."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    number = sum(map(ord, name))  # any, as long as it is the only one of its kind
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), BOOKMARK_PREFIX + name)
    paragraph._p.extend([start, paragraph.add_run(text)._r, end])


def page_field(paragraph: Paragraph, style: ParagraphStyle) -> None:
    """The number of the page."""
    paragraph.style = style
    for kind in ("begin", "PAGE", "separate", "2", "end"):
        run = paragraph.add_run()._r
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText" if kind == "PAGE" else "w:t")
            mark.text = f" {kind} " if kind == "PAGE" else kind
        run.append(mark)
