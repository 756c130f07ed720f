"""What the receiving clerk prints has the forms of NĐ30 Phụ lục IV."""

from __future__ import annotations

import pypdfium2
import pytest
from PIL import ImageChops

from workflow.render.incoming_pages import incoming_book, stamp_page
from workflow.render.measure import measure

HEADERS = tuple(f"Cột {n}" for n in range(1, 11))
SAID = {"Số": "12", "Ngày": "05/03/2026", "Chuyển": "Phòng Tổng hợp", "Số và ký hiệu HS": "07-TH"}


def frame_size(pdf: bytes) -> tuple[float, float]:
    """Width and height of what is red on the page, mm."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=300 / 72).to_pil().convert("RGB")
    red, green, _ = picture.split()
    box = ImageChops.subtract(red, green).point(lambda value: 255 * (value > 60)).getbbox()
    assert box is not None
    left, top, right, bottom = (pixels * 25.4 / 300 for pixels in box)
    return right - left, bottom - top


@pytest.mark.slow
def test_the_stamp_is_35_by_50_mm_and_says_everything() -> None:
    pdf = stamp_page("Tỉnh uỷ Lam Giang", SAID, [("Số, ký hiệu", "01-KL/TU")], "Dấu ĐẾN")
    (page,) = measure(pdf)
    assert frame_size(pdf) == pytest.approx((50, 35), abs=0.2)
    text = " ".join(line.text for line in page.lines)
    for wanted in ("ĐẾN", "12", "05/03/2026", "Phòng Tổng hợp", "07-TH", "01-KL/TU"):
        assert wanted in text


@pytest.mark.slow
def test_the_register_lies_on_a4_and_repeats_its_head() -> None:
    rows = [tuple(f"{column} {row}" for column in HEADERS) for row in range(60)]
    pages = measure(incoming_book("Tỉnh uỷ", "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", "2026", HEADERS, rows))
    assert len(pages) > 1
    for page in pages:
        assert (round(page.width), round(page.height)) == (297, 210)
        text = " ".join(line.text for line in page.lines)
        assert all(header in text for header in HEADERS)
        assert "(10)" in text
