"""Word files as offices lay them out: every part on the page, in many ways."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Cm, Pt
from docx.table import _Cell

CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
TITLE = ("Hội nghị chuyên đề năm 2026", "về xây dựng đội ngũ cán bộ của tỉnh")
BODY = ("Ngày 12/3/2026, Ban Thường vụ Tỉnh uỷ đã họp và kết luận như sau:",
        "1. Tiếp tục tổ chức triển khai sâu rộng nội dung chuyên đề.",
        "2. Văn phòng Tỉnh uỷ theo dõi, đôn đốc việc thực hiện Kết luận này.")  # fmt: skip
RECIPIENTS = ("Ban Bí thư Trung ương Đảng (b/c)", "Các huyện uỷ, thành uỷ", "Lưu Văn phòng Tỉnh uỷ")
PARTY = (("TỈNH UỶ LAM GIANG", "*", "Số 127-KL/TU"),
         ("ĐẢNG CỘNG SẢN VIỆT NAM", "Lam Giang, ngày 12 tháng 3 năm 2026"))  # fmt: skip
STATE = (("UỶ BAN NHÂN DÂN", "TỈNH LAM GIANG", "Số: 15/QĐ-UBND"),
         ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
          "Lam Giang, ngày 12 tháng 3 năm 2026"))  # fmt: skip
SIGNED = ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "(đã ký)", "Trần Minh Khang")


class Page:
    """A Word file as it is written, from top to bottom."""

    def __init__(self) -> None:
        self.document: WordDocument = Document()
        self.document.styles["Normal"].font.name = "Times New Roman"

    def data(self) -> bytes:
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def line(
        self, text: str, align: WD_ALIGN_PARAGRAPH | None = None, *, bold: bool = False
    ) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = align
        paragraph.add_run(text).bold = bold

    def lines(self, texts: Sequence[str]) -> None:
        for text in texts:
            self.line(text)

    def columns(self, *columns: Sequence[str], rows: int = 1) -> None:
        """A table without lines; the last line of each column may stand in a row of its own."""
        table = self.document.add_table(rows=rows, cols=len(columns))
        for number, texts in enumerate(columns):
            upper, lower = (texts, ()) if rows == 1 else (texts[:-1], texts[-1:])
            _fill(table.cell(0, number), upper)
            if rows > 1:
                _fill(table.cell(1, number), lower)

    def tabbed(self, left: Sequence[str], right: Sequence[str]) -> None:
        """Two columns by tabs; the longer one goes on alone."""
        for number in range(max(len(left), len(right))):
            first = left[number] if number < len(left) else ""
            second = right[number] if number < len(right) else ""
            self.line(f"{first}\t{second}" if second else first)

    def title(self, type_name: str = "KẾT LUẬN", lines: Sequence[str] = TITLE) -> None:
        self.line(type_name, CENTRE, bold=True)
        for text in lines:
            self.line(text, CENTRE, bold=True)
        self.line("-----", CENTRE)

    def page_break(self) -> None:
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _fill(cell: _Cell, texts: Sequence[str]) -> None:
    cell.paragraphs[0].text = texts[0] if texts else ""
    for text in texts[1:]:
        cell.add_paragraph(text)


def dashed(texts: Sequence[str] = RECIPIENTS) -> list[str]:
    return ["Nơi nhận:", *(f"- {text};" for text in texts[:-1]), f"- {texts[-1]}."]


def in_tables() -> bytes:
    page = Page()
    page.columns(*PARTY)
    page.title()
    page.lines(BODY)
    page.columns(dashed(), SIGNED)
    return page.data()


def in_two_rows() -> bytes:
    page = Page()
    page.columns(*PARTY, rows=2)
    page.line("")
    page.title()
    page.lines(BODY)
    page.columns(dashed(), SIGNED, rows=2)
    page.lines(["", ""])
    return page.data()


def with_tabs() -> bytes:
    page = Page()
    page.tabbed(*PARTY)
    page.title()
    page.lines(BODY)
    page.tabbed(dashed(), SIGNED)
    return page.data()


def one_below_the_other() -> bytes:
    page = Page()
    for text in (*PARTY[1][:1], *PARTY[0], *PARTY[1][1:]):
        page.line(text, CENTRE)
    page.title()
    page.lines(BODY)
    for text in SIGNED:
        page.line(text, RIGHT)
    page.line("Nơi nhận:")
    for text in RECIPIENTS:
        page.document.add_paragraph(text, style="List Bullet")
    return page.data()


def in_text_boxes() -> bytes:
    """The letterhead in text boxes, as old documents of the State have it."""
    page = Page()
    page.document.add_paragraph()
    for texts in PARTY:
        page.document.paragraphs[0]._p.append(_text_box(texts))
    page.title()
    page.lines(BODY)
    page.columns(dashed(), SIGNED)
    return page.data()


def _text_box(texts: Sequence[str]) -> object:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    inner = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    return parse_xml(
        f'<w:r {nsdecls("w")}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
        f"<w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


def bare_body() -> bytes:
    page = Page()
    page.lines(BODY)
    return page.data()


LAYOUTS: dict[str, Callable[[], bytes]] = {
    "in tables": in_tables,
    "in tables of two rows": in_two_rows,
    "with tabs": with_tabs,
    "one below the other": one_below_the_other,
    "letterhead in text boxes": in_text_boxes,
}


def decision() -> Page:
    """A decision of the State, with căn cứ, an appendix that lies, two lines of authority."""
    page = Page()
    page.columns(*STATE, rows=2)
    page.line("QUYẾT ĐỊNH", CENTRE, bold=True)
    page.line("Về việc ban hành Quy chế làm việc", CENTRE, bold=True)
    page.line("CHỦ TỊCH UỶ BAN NHÂN DÂN TỈNH LAM GIANG", CENTRE, bold=True)
    page.line("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025;")
    page.line("Theo đề nghị của Chánh Văn phòng Uỷ ban nhân dân tỉnh.")
    page.line("QUYẾT ĐỊNH:", CENTRE, bold=True)
    page.line("Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc.")
    page.line("Điều 2. Quyết định này có hiệu lực từ ngày ký./.")
    signed = ("TM. UỶ BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Lê Thị Bích Hà")
    page.columns(dashed(("Như Điều 2", "Lưu: VT, TH")), signed)
    section = page.document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    page.line("Phụ lục I", CENTRE, bold=True)
    page.line("DANH MỤC HỒ SƠ", CENTRE, bold=True)
    page.line("(Kèm theo Quyết định số 15/QĐ-UBND ngày 12 tháng 3 năm 2026)", CENTRE)
    page.line("Hồ sơ hội nghị được giữ vĩnh viễn.")
    return page


def indented(page: Page, text: str) -> None:
    page.line(text)
    page.document.paragraphs[-1].paragraph_format.left_indent = Cm(8)
    page.document.paragraphs[-1].paragraph_format.space_after = Pt(0)
