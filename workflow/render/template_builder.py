"""Build the official Word template of a layout from the figures of a rule set.

The result is an ordinary Word file with named styles: clerks open and change it in Word or
LibreOffice. What the program fills in stands between braces (docxtpl); where something comes after
approval stands a bookmark named vanban_number, _date, _signature or _seal.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from workflow.render.word_places import BOOKMARK_PREFIX, PLACES
from workflow.rules.rulesets import RuleSet

_FONT = "Times New Roman"
_CENTRE, _LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
_PT_PER_MM = 72 / 25.4

# Measured on HD05 page 1: the nation's name ends at the right margin; the organ stands over the
# left 73 mm. The title's column is 90 mm, its paragraphs begin 14.5 mm inside it.
_HEAD_COLUMNS = (75.0, 90.0)
_NATION_INDENT = 14.5
_FOOT_COLUMNS = (82.0, 83.0)
_SIGNATURE_SPACE = 96.0
_EPOCH = (1980, 1, 1, 0, 0, 0)


def build_named_type(rules: RuleSet, nation_width: float) -> bytes:
    """The layout of documents with a named type (Kết luận, Nghị quyết, …).

    Parameters:
        nation_width: how wide the nation's name is set, pt; the rule under it is as long.
    """
    document = Document()
    _page(document, rules)
    styles = _Styles(document, rules)
    _head(document, styles, nation_width)
    _title_and_body(document, styles)
    _foot(document, styles)
    out = io.BytesIO()
    document.core_properties.author = "vanban"
    document.core_properties.title = "Văn bản có tên loại"
    document.save(out)
    return _pinned(out.getvalue())


class _Styles:
    """The template's named styles, one for each part of the document."""

    def __init__(self, document: WordDocument, rules: RuleSet) -> None:
        self._document = document
        self.rules = rules
        normal = document.styles["Normal"]
        normal.font.name, normal.font.size = _FONT, Pt(rules.data["body"]["size"])
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
        normal.element.rPr.rFonts.set(qn("w:cs"), _FONT)
        body = rules.data["body"]
        part = rules.part
        self.nation = self._add("VB Nation", part("nation"), 19)
        self.superior = self._add("VB Superior", part("superior"), 18)
        self.organ = self._add("VB Organ", part("organ"), 18)
        self.mark = self._add("VB Mark", {"size": 14.0}, 14)
        self.number = self._add("VB Number", part("number"), 18)
        self.date = self._add("VB Date", part("date"), 18, before=7)
        self.type = self._add("VB Type", part("type"), 20, before=26)
        self.subject = self._add("VB Subject", part("subject"), 19)
        self.separator = self._add("VB Separator", {"size": 14.0}, 17)
        self.body = self._add("VB Body", body, body["line"], before=body["space_before"])
        self.body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        self.body.paragraph_format.first_line_indent = Mm(body["first_line"])
        self.authority = self._add("VB Authority", part("authority"), 18)
        self.title = self._add("VB Signer Title", part("title"), 18)
        self.name = self._add("VB Signer Name", part("name"), 18)
        self.signature = self._add("VB Signature", {"size": 14.0}, _SIGNATURE_SPACE)
        self.recipients_heading = self._add("VB Recipients Heading", {"size": 14.0}, 18)
        self.recipients = self._add("VB Recipients", part("recipients"), 15)
        for style in (self.recipients_heading, self.recipients):
            style.paragraph_format.alignment = _LEFT
        self.recipients.paragraph_format.left_indent = Mm(2.2)
        self.recipients.paragraph_format.first_line_indent = Mm(-2.2)
        self.page_number = self._add(
            "VB Page Number", {"size": rules.data["page"]["number_size"]}, 18
        )
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), "0")
        self.type.element.get_or_add_pPr().append(level)

    def _add(self, name: str, figures: object, line: float, before: float = 0) -> ParagraphStyle:
        assert isinstance(figures, dict)
        style = self._document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self._document.styles["Normal"]
        style.quick_style = True
        style.font.size = Pt(figures["size"])
        style.font.bold = bool(figures.get("bold", False))
        style.font.italic = bool(figures.get("italic", False))
        shape = style.paragraph_format
        shape.alignment = _CENTRE
        shape.space_before, shape.space_after = Pt(before), Pt(0)
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
        assert isinstance(style, ParagraphStyle)
        return style


def _page(document: WordDocument, rules: RuleSet) -> None:
    page, section = rules.data["page"], document.sections[0]
    section.page_width, section.page_height = Mm(page["width"]), Mm(page["height"])
    section.top_margin, section.bottom_margin = Mm(page["margin_top"]), Mm(page["margin_bottom"])
    section.left_margin, section.right_margin = Mm(page["margin_left"]), Mm(page["margin_right"])
    # A line of 18 pt whose middle is at `number_middle`.
    section.header_distance = Mm(page["number_middle"] - 9 / _PT_PER_MM)
    section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True


def _head(document: WordDocument, styles: _Styles, nation_width: float) -> None:
    table = _layout_table(document, _HEAD_COLUMNS)
    left, right = table.rows[0].cells
    _line(left, "{%p if superior %}", styles.superior)
    _line(left, "{{ superior }}", styles.superior)
    _line(left, "{%p endif %}", styles.superior)
    _line(left, "{{ organ }}", styles.organ)
    _line(left, styles.rules.part("organ")["mark"], styles.mark)
    _place(_line(left, "", styles.number), "number", "{{ number_line }}")
    nation = _line(right, styles.rules.part("nation")["text"], styles.nation)
    _rule_under(nation, nation_width, styles.rules.part("nation")["rule"])
    date = _line(right, "", styles.date)
    date.paragraph_format.left_indent = Mm(_NATION_INDENT)
    _place(date, "date", "{{ date_line }}")


def _title_and_body(document: WordDocument, styles: _Styles) -> None:
    document.add_paragraph("{{ type_name }}", styles.type)
    document.add_paragraph("{%p if author_line %}", styles.subject)
    document.add_paragraph("{{ author_line }}", styles.subject)
    document.add_paragraph("{%p endif %}", styles.subject)
    document.add_paragraph("{%p for line in subject %}", styles.subject)
    document.add_paragraph("{{ line }}", styles.subject)
    document.add_paragraph("{%p endfor %}", styles.subject)
    separator = document.add_paragraph(styles.rules.part("subject")["separator"], styles.separator)
    separator.paragraph_format.space_after = Pt(12)
    document.add_paragraph("{%p for paragraph in body %}", styles.body)
    document.add_paragraph("{{r paragraph }}", styles.body)
    document.add_paragraph("{%p endfor %}", styles.body)


def _foot(document: WordDocument, styles: _Styles) -> None:
    table = _layout_table(document, _FOOT_COLUMNS)
    left, right = table.rows[0].cells
    heading = _line(left, "", styles.recipients_heading)
    heading.add_run(styles.rules.part("recipients_heading")["text"]).underline = True
    heading.add_run(":")
    _line(left, "{%p for line in recipients %}", styles.recipients)
    _line(left, "{{ line }}", styles.recipients)
    _line(left, "{%p endfor %}", styles.recipients)
    _line(right, "{%p if authority %}", styles.authority)
    authority = _line(right, "{{ authority }}", styles.authority)
    _line(right, "{{ title }}", styles.title)
    _line(right, "{%p else %}", styles.authority)
    sole_title = _line(right, "{{ title }}", styles.authority)
    _line(right, "{%p endif %}", styles.authority)
    place = _line(right, "", styles.signature)
    _place(place, "signature", "{{ signature }}")
    _place(place, "seal", "{{ seal }}")
    _line(right, "{{ signer }}", styles.name)
    for cell in (left, right):
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True
    heading.paragraph_format.space_before = Pt(24)
    for first in (authority, sole_title):
        first.paragraph_format.space_before = Pt(24)
    header = document.sections[0].header
    header.is_linked_to_previous = False
    _page_field(header.paragraphs[0], styles.page_number)
    document.sections[0].first_page_header.is_linked_to_previous = False
    # Word wants a paragraph after the last table; as small as it can be.
    last = document.add_paragraph("", styles.body)
    last.paragraph_format.space_before = Pt(0)
    last.paragraph_format.line_spacing = Pt(1)


def _layout_table(document: WordDocument, columns: tuple[float, ...]) -> Table:
    table: Table = document.add_table(rows=1, cols=len(columns))
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
    for cell, width in zip(table.rows[0].cells, columns, strict=True):
        cell.width = Mm(width)
    keep = OxmlElement("w:cantSplit")
    table.rows[0]._tr.get_or_add_trPr().append(keep)
    return table


def _line(cell: _Cell, text: str, style: ParagraphStyle) -> Paragraph:
    """A paragraph in a cell; the first one takes the place of the cell's empty paragraph."""
    first: Paragraph = cell.paragraphs[0]
    if (
        len(cell.paragraphs) == 1
        and not first.text
        and first.style
        and first.style.name == "Normal"
    ):
        first.style = style
        first.add_run(text) if text else None
        return first
    added: Paragraph = cell.add_paragraph(text, style)
    return added


def _rule_under(paragraph: Paragraph, words: float, thickness: float) -> None:
    """A line under a paragraph as long as its words, by indents that leave just their width.

    0.6 pt of slack keeps Word from breaking the line on a rounding.
    """
    column = (_HEAD_COLUMNS[1] - _NATION_INDENT) * _PT_PER_MM
    spare = (column - words - 0.6) / 2
    paragraph.paragraph_format.left_indent = Pt(_NATION_INDENT * _PT_PER_MM + spare)
    paragraph.paragraph_format.right_indent = Pt(spare)
    borders: Any = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for key, entry in (("val", "single"), ("sz", str(round(thickness * 8))), ("space", "0"),
                       ("color", "auto")):  # fmt: skip
        bottom.set(qn(f"w:{key}"), entry)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _place(paragraph: Paragraph, name: str, text: str) -> None:
    """Mark where something comes later."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(PLACES.index(name) + 1))
    start.set(qn("w:name"), BOOKMARK_PREFIX + name)
    paragraph._p.extend([start, paragraph.add_run(text)._r, end])


def _page_field(paragraph: Paragraph, style: ParagraphStyle) -> None:
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


def _pinned(docx: bytes) -> bytes:
    """The same file with its times and order fixed, so that building it again changes nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()
