"""A whole document as an office types it in Word: letterhead, title, text, Nơi nhận, signature."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from workflow.render.fonts import text_width
from workflow.render.template_parts import columns_table, rule_under

CENTRE, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
NATION = "ĐẢNG CỘNG SẢN VIỆT NAM"
BODY = (
    "Ngày 05/8/2026, Ban Thường vụ Tỉnh uỷ họp để xem xét việc chuyển đổi số trong các cơ quan "
    "đảng của tỉnh; sau khi thảo luận, Ban Thường vụ Tỉnh uỷ kết luận như sau:",
    "1. Đến hết năm 2026, 100% văn bản không mật giữa các cơ quan đảng được lập, ký số và gửi "
    "trên môi trường điện tử; kinh phí năm 2026 là 21,4 tỷ đồng.",
    "2. Văn phòng Tỉnh uỷ chủ trì theo dõi, đôn đốc; định kỳ sáu tháng báo cáo Ban Thường vụ "
    "Tỉnh uỷ.",
)
RECIPIENTS = (
    "- Các huyện uỷ, thành uỷ;",
    "- Văn phòng Trung ương Đảng;",
    "- Lưu Văn phòng Tỉnh uỷ.",
)


@dataclass
class WholeWord:
    """What the document says; every line can be another one."""

    number: str = "Số      -KL/TU"
    date: str = "Lam Giang, ngày    tháng    năm 2026"
    title: str = "KẾT LUẬN"
    subject: str = "về đẩy mạnh chuyển đổi số trong các cơ quan đảng"
    body: tuple[str, ...] = BODY
    authority: str = "T/M BAN THƯỜNG VỤ"
    post: str = "PHÓ BÍ THƯ"
    name: str = "Trần Minh Khang"
    empty: int = 5
    recipients: tuple[str, ...] = RECIPIENTS
    also: list[Callable[[WordDocument], None]] = field(default_factory=list)

    def write(self, place: Path) -> Path:
        place.write_bytes(self.data())
        return place

    def data(self) -> bytes:
        document = Document()
        page_of(document)
        left, right = columns_table(document, (75, 90)).rows[0].cells
        said(left, "TỈNH UỶ LAM GIANG", 14, bold=True)
        said(left, "*", 14)
        said(left, self.number, 14)
        nation = said(right, NATION, 15, bold=True)
        rule_under(nation, 90 / 25.4 * 72, text_width(NATION, "bold", 15), 1)
        said(right, "", 14)
        said(right, self.date, 14, italic=True)
        said(document, self.title, 16, bold=True, before=26)
        said(document, self.subject, 14, bold=True)
        said(document, "-----", 14)
        for text in self.body:
            paragraph = said(document, text, 14, before=6)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.first_line_indent = Mm(10)
        left, right = columns_table(document, (82, 83)).rows[0].cells
        heading = said(left, "Nơi nhận", 14, before=24)
        heading.alignment, heading.runs[0].underline = LEFT, True
        heading.add_run(":").font.size = Pt(14)
        for text in self.recipients:
            said(left, text, 12).alignment = LEFT
        said(right, self.authority, 14, bold=True, before=24)
        said(right, self.post, 14)
        for _ in range(self.empty):
            said(right, "", 14)
        said(right, self.name, 14, bold=True)
        for change in self.also:
            change(document)
        said(document, "", 2)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def said(
    where: WordDocument | _Cell, text: str, size: float,
    *, bold: bool = False, italic: bool = False, before: float = 0,
) -> Paragraph:  # fmt: skip
    """A centred paragraph of one run; an empty one is as high as its mark."""
    first = where.paragraphs[0] if isinstance(where, _Cell) else None
    fresh = first is not None and len(where.paragraphs) == 1 and first._p.pPr is None
    paragraph = first if first is not None and fresh else where.add_paragraph()
    paragraph.alignment = CENTRE
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(size + 4)
    if text:
        run = paragraph.add_run(text)
        run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
    mark = OxmlElement("w:rPr")
    height = OxmlElement("w:sz")
    height.set(qn("w:val"), str(round(size * 2)))
    mark.append(height)
    paragraph._p.get_or_add_pPr().append(mark)
    return paragraph


def page_of(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    fonts = normal.element.rPr.rFonts
    for script in ("eastAsia", "cs", "hAnsi"):
        fonts.set(qn(f"w:{script}"), "Times New Roman")
