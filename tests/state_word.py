"""An office of the State, and a decision as it types one in Word, by the form of NĐ30: grounds,
articles numbered by Word, a table, and an appendix on pages that lie."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.table import Table

from tests.whole_word import LEFT, page_of, said
from workflow.render.fonts import text_width
from workflow.render.template_parts import columns_table, rule_under

SUBJECT = "Ban hành Kế hoạch chuyển đổi số năm 2027"
GROUNDS = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
    "Theo đề nghị của Chánh Văn phòng Uỷ ban nhân dân tỉnh.",
)
ARTICLES = (
    "Ban hành kèm theo Quyết định này Kế hoạch chuyển đổi số năm 2027 của tỉnh Lam Giang, kinh phí "
    "21,4 tỷ đồng, phân bổ như sau:",
    "Quyết định này có hiệu lực thi hành kể từ ngày ký.",
    "Chánh Văn phòng Tỉnh uỷ chịu trách nhiệm thi hành Quyết định này./.",
)
MONEY = (
    ("TT", "Nội dung", "Kinh phí (tỷ đồng)"),
    ("1", "Cơ sở dữ liệu dùng chung", "12,6"),
    ("2", "Đào tạo, bồi dưỡng", "8,8"),
)
TASKS = (
    ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"),
    *((str(n), f"Hoàn thiện cơ sở dữ liệu thứ {n} của tỉnh", "Sở Khoa học và Công nghệ", "Quý II")
      for n in range(1, 19)),
)  # fmt: skip
_REFERENCE = (
    "(Kèm theo Quyết định số      /QĐ-UBND ngày      tháng      năm 2026 của Chủ tịch Uỷ ban nhân "
    "dân tỉnh Lam Giang)"
)
_NATION, _MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
_MM = 72 / 25.4
_JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY
_LIST = 70

_SETTINGS = {
    'name = "Tỉnh uỷ Lam Giang"': 'name = "Uỷ ban nhân dân tỉnh Lam Giang"',
    'abbreviation = "TU"': 'abbreviation = "UBND"',
    'family = "party"': 'family = "state"',
    'title = "Phó Bí thư Tỉnh uỷ"': 'title = "Chủ tịch Uỷ ban nhân dân tỉnh"',
}


def made_of_the_state(directory: Path) -> None:
    """Change the settings of the example office to those of an office of the State."""
    settings = directory / "office.toml"
    text = settings.read_text("utf-8")
    for old, new in _SETTINGS.items():
        assert old in text
        text = text.replace(old, new)
    settings.write_text(text, "utf-8")


@dataclass
class StateDecision:
    """What it says that tests change."""

    subject: str = SUBJECT
    articles: tuple[str, ...] = ARTICLES
    name: str = "Trần Minh Khang"

    def write(self, place: Path) -> Path:
        place.write_bytes(self.data())
        return place

    def data(self) -> bytes:
        document = Document()
        page_of(document)
        _number_articles(document)
        _head(document)
        said(document, "QUYẾT ĐỊNH", 14, bold=True, before=18)
        said(document, self.subject, 14, bold=True)
        rule_under(said(document, "", 2), 165 * _MM,
                   0.4 * text_width(self.subject, "bold", 14), 0.75)  # fmt: skip
        said(document, "CHỦ TỊCH UỶ BAN NHÂN DÂN TỈNH LAM GIANG", 14, bold=True, before=12)
        for ground in GROUNDS:
            _text(document, ground, italic=True)
        said(document, "QUYẾT ĐỊNH:", 14, bold=True, before=12)
        for number, article in enumerate(self.articles):
            _text(document, article, listed=True)
            if number == 0:
                _table(document, MONEY, (15, 100, 50))
        self._foot(document)
        _appendix(document)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    def _foot(self, document: WordDocument) -> None:
        table = columns_table(document, (82, 83))
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        left, right = table.rows[0].cells
        heading = said(left, "Nơi nhận:", 12, bold=True, italic=True, before=24)
        heading.alignment = LEFT
        for line in ("- Như Điều 3;", "- Uỷ ban nhân dân tỉnh;", "- Lưu: VT, TH."):
            said(left, line, 11).alignment = LEFT
        said(right, "CHỦ TỊCH", 14, bold=True, before=24)
        for _ in range(5):
            said(right, "", 14)
        said(right, self.name, 14, bold=True)


def _head(document: WordDocument) -> None:
    left, right = columns_table(document, (71, 94)).rows[0].cells
    said(left, "UỶ BAN NHÂN DÂN", 12, bold=True)
    said(left, "TỈNH LAM GIANG", 12, bold=True)
    rule_under(said(left, "", 2), 71 * _MM, 0.4 * text_width("TỈNH LAM GIANG", "bold", 12), 0.75)
    said(left, "Số:      /QĐ-UBND", 13, before=6)
    said(right, _NATION, 12, bold=True)
    motto = said(right, _MOTTO, 13, bold=True)
    rule_under(motto, 94 * _MM, text_width(_MOTTO, "bold", 13), 0.75)
    said(right, "Lam Giang, ngày      tháng      năm 2026", 13, italic=True, before=6)


def _text(document: WordDocument, text: str, *, italic: bool = False, listed: bool = False) -> None:
    paragraph = said(document, text, 14, italic=italic, before=6)
    paragraph.alignment = _JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(12.7)
    if listed:
        number = parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{_LIST}"/>'
                           "</w:numPr>")  # fmt: skip
        paragraph._p.get_or_add_pPr().insert_element_before(number, "w:spacing")


def _number_articles(document: WordDocument) -> None:
    """Word counts the articles: `Điều 1. `."""
    numbering = document.part.numbering_part.element
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/>'
        '<w:lvlText w:val="Điều %1."/><w:lvlJc w:val="left"/><w:rPr><w:b/></w:rPr></w:lvl>'
    )
    space, id = nsdecls("w"), f'w:abstractNumId="{_LIST}"'
    numbering.insert(0, parse_xml(f"<w:abstractNum {space} {id}>{level}</w:abstractNum>"))
    numbering.append(parse_xml(
        f'<w:num {space} w:numId="{_LIST}"><w:abstractNumId w:val="{_LIST}"/></w:num>'
    ))  # fmt: skip


def _table(
    document: WordDocument, rows: tuple[tuple[str, ...], ...], widths: tuple[float, ...]
) -> Table:
    table = document.add_table(rows=len(rows), cols=len(widths))
    table.style, table.autofit = "Table Grid", False
    for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = Mm(width)
            said(cell, text, 13, bold=number == 0)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(round(width * _MM * 20)))
    return table


def _appendix(document: WordDocument) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(30), Mm(15)
    section.left_margin = section.right_margin = Mm(20)
    said(document, "PHỤ LỤC", 14, bold=True)
    said(document, "PHÂN CÔNG NHIỆM VỤ", 14, bold=True)
    said(document, _REFERENCE, 14, italic=True)
    _table(document, TASKS, (15, 122, 75, 45))
