"""A long report with tables, as a Word file of about so many pages."""

from __future__ import annotations

import io

from docx import Document
from docx.shared import Pt

_FONT, _SIZE = "Times New Roman", 13
_TEXT = (
    "Thực hiện Chương trình công tác năm, các sở, ban, ngành và Ủy ban nhân dân các huyện, thành "
    "phố đã tập trung chỉ đạo, triển khai đồng bộ các nhiệm vụ, giải pháp; kết quả đạt được trên "
    "các lĩnh vực đều có chuyển biến tích cực so với cùng kỳ năm trước, cụ thể như sau: "
)
_HEADS = ("TT", "Đơn vị", "Kế hoạch", "Thực hiện", "Tỷ lệ (%)", "Ghi chú")
_ROWS, _PARAGRAPHS = 24, 6  # of a chapter, which takes about two pages
_PAGES_A_CHAPTER = 2.0


def long_report(pages: int) -> bytes:
    document = Document()
    document.styles["Normal"].font.name = _FONT
    document.styles["Normal"].font.size = Pt(_SIZE)
    for chapter in range(1, round(pages / _PAGES_A_CHAPTER) + 1):
        head = document.add_paragraph()
        head.add_run(
            f"{chapter}. Kết quả thực hiện nhiệm vụ của nhóm đơn vị số {chapter}"
        ).bold = True
        for _ in range(_PARAGRAPHS):
            document.add_paragraph(_TEXT)
        table = document.add_table(1, len(_HEADS), style="Table Grid")
        for cell, words in zip(table.rows[0].cells, _HEADS, strict=True):
            cell.text = words
        for row in range(1, _ROWS + 1):
            values = (
                row,
                f"Xã số {row}, huyện {chapter}",
                100 + row,
                90 + row,
                f"{row + 70},5",
                "",
            )
            for cell, words in zip(table.add_row().cells, values, strict=True):
                cell.text = str(words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
