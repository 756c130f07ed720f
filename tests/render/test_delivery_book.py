"""The clerk's papers: everything is on the page, where the carrier looks for it."""

from __future__ import annotations

import io
from datetime import date

import pikepdf
import pypdfium2
import pytest

from workflow.model.errors import LabelTooFull
from workflow.render.delivery_book import SHEET, BookLine, Label, delivery_book, envelope_labels

ORGAN = "Tỉnh uỷ Lam Giang"
MM = 72 / 25.4


def texts(pdf: bytes) -> list[str]:
    """The text of each page, on one line."""
    pages = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pages]


def place(pdf: bytes, word: str, page: int = 0) -> tuple[float, float]:
    """Where a word begins, mm from the left and from the top."""
    found = pypdfium2.PdfDocument(pdf)[page]
    text = found.get_textpage()
    index, _ = text.search(word).get_next()
    left, _, _, top = text.get_charbox(index)
    return left / MM, (found.get_height() - top) / MM


def line(number: int = 1, note: str = "") -> BookLine:
    return BookLine(date(2026, 11, 27), f"{number:02d}-KL/TU", "Sở Y tế <Lam & Giang>", 1, note)


def test_the_book_has_the_six_columns_and_a_line_for_each_envelope() -> None:
    (page,) = texts(delivery_book(ORGAN, [line(1, "KHẨN"), line(2)]))
    for said in (
        "TỈNH UỶ LAM GIANG SỔ GỬI VĂN BẢN ĐI BƯU ĐIỆN", "Ngày chuyển", "Số, ký hiệu văn bản",
        "Nơi nhận văn bản", "Số lượng bì", "Ký nhận và dấu bưu điện", "Ghi chú",
        "27/11/2026 01-KL/TU Sở Y tế <Lam & Giang> 1 KHẨN", "27/11/2026 02-KL/TU",
    ):  # fmt: skip
        assert said in page


@pytest.mark.thorough
def test_the_head_of_the_book_stands_on_every_page() -> None:
    pages = texts(delivery_book(ORGAN, [line(n) for n in range(1, 41)]))
    assert len(pages) > 1
    assert all("Số lượng bì" in page for page in pages)
    assert [f"{n:02d}-KL/TU" in " ".join(pages) for n in range(1, 41)] == [True] * 40


def test_both_papers_are_tagged_and_in_vietnamese() -> None:
    for pdf in (delivery_book(ORGAN, [line()]), envelope_labels(ORGAN, [Label("A", "", "1")])):
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert document.Root.MarkInfo.Marked
            assert document.Root.Lang == "vi"


def test_labels_stand_where_the_sheet_has_them() -> None:
    labels = [Label(f"Nơi{n}", "", f"{n}-KL/TU") for n in range(SHEET.places + 1)]
    pdf = envelope_labels(ORGAN, labels, skip=1)
    assert len(texts(pdf)) == 2
    for number, (page, across, down) in {0: (0, 1, 0), 1: (0, 0, 1), 13: (1, 0, 0)}.items():
        x, y = place(pdf, f"Nơi{number}", page)
        left = SHEET.left + across * SHEET.pitch
        assert left < x < left + SHEET.width
        top = SHEET.top + down * SHEET.height
        assert top < y < top + SHEET.height


def test_a_label_says_whom_it_is_for_and_how_urgent() -> None:
    label = Label("Sở Y tế", "Số 1, đường Trần Phú", "01-KL/TU", ("MẬT", "HOẢ TỐC"))
    (page,) = texts(envelope_labels(ORGAN, [label]))
    for said in ("Kính gửi: Sở Y tế", "Số 1, đường Trần Phú", "Số: 01-KL/TU", "MẬT · HOẢ TỐC",
                 ORGAN):  # fmt: skip
        assert said in page


def test_a_long_name_is_set_smaller_and_one_that_no_label_holds_is_refused() -> None:
    long = "Trường Đại học Khoa học Xã hội và Nhân văn trực thuộc Đại học Quốc gia"
    (page,) = texts(envelope_labels(ORGAN, [Label(long, long, "01-KL/TU")]))
    assert long in page
    with pytest.raises(LabelTooFull, match="Trường"):
        envelope_labels(ORGAN, [Label(long, long * 6, "01-KL/TU")])
    with pytest.raises(LabelTooFull):
        envelope_labels(ORGAN, [Label("M" * 90, "", "01-KL/TU")])
