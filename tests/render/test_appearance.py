"""The small pages that a field shows: a line that fits, an image in its proportions."""

from __future__ import annotations

import io
from contextlib import suppress

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from tests.render.conftest import rendered, text_of
from tests.render.measure import MM, Page, images, measured
from workflow.model.errors import GlyphsMissing, LineTooLong, RenderError, SealTextTooLong
from workflow.render.appearance import image_page, image_size, line_page, seal_page
from workflow.render.content import Content, pack_lines, unpack_line
from workflow.render.fonts import text_width
from workflow.render.html_places import LineStyle
from workflow.render.measure import measure
from workflow.render.page_tree import RunStyle
from workflow.render.specimen import seal_image

pytestmark = pytest.mark.slow

UPRIGHT = LineStyle("font-size: 14pt; line-height: 18pt", RunStyle(size=14), 0, 18)
INDENTED = LineStyle("font-size: 14pt; line-height: 18pt", RunStyle(size=14), 40, 18)


def only(pdf: bytes) -> Page:
    (page,) = measured(pdf)
    return page


# -- lines -------------------------------------------------------------------------------------


def test_a_line_is_centred_in_its_place() -> None:
    page = only(line_page("Số 01-KL/TU", UPRIGHT, 200))
    (line,) = page.lines
    assert line.text == "Số 01-KL/TU"
    assert line.middle == pytest.approx(100 * MM, abs=0.1)
    assert (page.width, page.height) == pytest.approx((200 * MM, 18 * MM), abs=0.02)


def test_a_short_line_is_centred_beside_its_indent() -> None:
    (line,) = only(line_page("Huế", INDENTED, 200)).lines
    assert line.middle == pytest.approx((40 + 160 / 2) * MM, abs=0.1)


def test_a_longer_line_takes_the_room_of_the_indent_and_ends_at_the_edge() -> None:
    width = text_width("Lam Giang, ngày 23", "regular", 14) + 20
    (line,) = only(line_page("Lam Giang, ngày 23", INDENTED, width)).lines
    assert line.right == pytest.approx(width * MM, abs=0.1)


def test_a_line_that_just_fits_is_set_on_one_line() -> None:
    text = "Số 1234567890-KL/TU"
    width = text_width(text, "regular", 14)
    (line,) = only(line_page(text, UPRIGHT, width)).lines
    assert line.text == text


def test_a_line_too_long_is_refused_with_its_text_and_room() -> None:
    with pytest.raises(LineTooLong, match=r"Thành phố rất dài.*71 mm"):
        line_page("Thành phố rất dài" * 4, UPRIGHT, 200)


@pytest.mark.parametrize(
    ("bold", "italic"), [(False, False), (True, False), (False, True), (True, True)]
)
def test_the_width_is_reckoned_in_the_lines_own_style(bold: bool, italic: bool) -> None:
    name = {(0, 0): "regular", (1, 0): "bold", (0, 1): "italic", (1, 1): "bold-italic"}[
        bold, italic
    ]
    css = (
        f"font-size: 14pt; line-height: 18pt; font-weight: {'bold' if bold else 'normal'}; "
        f"font-style: {'italic' if italic else 'normal'}"
    )
    style = LineStyle(css, RunStyle(size=14, bold=bold, italic=italic), 0, 18)
    text = "Lam Giang, ngày 23 tháng 11"
    width = text_width(text, name, 14)
    (line,) = only(line_page(text, style, width + 0.1)).lines
    assert line.width == pytest.approx(width * MM, abs=0.1)
    with pytest.raises(LineTooLong):
        line_page(text, style, width - 0.5)


def test_a_line_is_shown_as_it_is() -> None:
    (line,) = only(line_page("Số <b>1</b> & “2”", UPRIGHT, 200)).lines
    assert line.text == "Số <b>1</b> & “2”"


def test_a_character_that_the_font_lacks_is_refused() -> None:
    with pytest.raises(GlyphsMissing, match=r"U\+6F22"):
        line_page("Số 漢", UPRIGHT, 200)


def test_the_same_line_gives_the_same_bytes() -> None:
    assert line_page("Số 01-KL/TU", UPRIGHT, 200) == line_page("Số 01-KL/TU", UPRIGHT, 200)


def test_the_styles_of_a_page_survive_the_journal(content: Content) -> None:
    packed = pack_lines(content.lines)
    assert set(packed) == {"number", "date"}
    for place, style in content.lines.items():
        assert unpack_line(packed[place]) == style


def test_a_place_too_narrow_for_the_date_refuses_the_document() -> None:
    with pytest.raises(LineTooLong, match="Thành phố"):
        rendered(text_of("Một việc."), date_line="Thành phố " * 9)


# -- images ------------------------------------------------------------------------------------


def png(width: int, height: int, colour: tuple[int, ...] = (200, 0, 0, 255)) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def ink(pdf: bytes) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is not white, as parts of the page."""
    with pypdfium2.PdfDocument(pdf) as document:
        seen = document[0].render(scale=4).to_pil().convert("L").point(lambda p: 255 * (p < 250))
    left, top, right, bottom = seen.getbbox() or (0, 0, 0, 0)
    return left / seen.width, top / seen.height, right / seen.width, bottom / seen.height


def test_an_image_fills_a_box_of_its_proportions() -> None:
    assert ink(image_page(png(100, 40), 142, 56.8)) == pytest.approx((0, 0, 1, 1), abs=0.01)


@pytest.mark.parametrize(("width", "height"), [(400, 40), (40, 400), (100, 100), (1, 1)])
def test_an_image_keeps_its_proportions_and_is_centred(width: int, height: int) -> None:
    left, top, right, bottom = ink(image_page(png(width, height), 120, 60))
    across, down = (right - left) * 120, (bottom - top) * 60
    assert across / down == pytest.approx(width / height, rel=0.05)
    assert (left + right) / 2 == pytest.approx(0.5, abs=0.01)
    assert (top + bottom) / 2 == pytest.approx(0.5, abs=0.01)
    assert max(across / 120, down / 60) == pytest.approx(1, abs=0.02)


def test_what_is_clear_in_an_image_stays_clear() -> None:
    with pikepdf.open(io.BytesIO(image_page(png(40, 40, (0, 0, 0, 0)), 50, 50))) as opened:
        (image,) = images(opened)
        assert "/SMask" in image
    with pypdfium2.PdfDocument(image_page(png(40, 40, (0, 0, 0, 0)), 50, 50)) as document:
        assert document[0].render(scale=1).to_pil().convert("L").getextrema() == (255, 255)


def test_the_page_of_an_image_is_as_large_as_its_box() -> None:
    with pypdfium2.PdfDocument(image_page(png(10, 10), 85.04, 85.04)) as document:
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx((85.04, 85.04), abs=0.01)


def test_an_image_tells_its_size() -> None:
    assert image_size(png(123, 45)) == (123, 45)


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG",
        b"\x89PNG\r\n\x1a\n",
        png(9, 9)[:15],
        png(9, 9)[:20],
        jpeg(),
        b"<svg/>",
        b"%PDF-1.7",
    ],
    ids=["nothing", "a mark", "a head", "half a head", "a cut head", "jpeg", "svg", "pdf"],
)
def test_what_is_no_png_is_refused(data: bytes) -> None:
    with pytest.raises(RenderError):
        image_size(data)
    with pytest.raises(RenderError):
        image_page(data, 50, 50)


@pytest.mark.parametrize("end", [-1, -20, -200, 60, 40, 33])
def test_a_png_cut_off_is_refused_or_shown(end: int) -> None:
    """An image that cannot be read must not become a seal that nobody sees."""
    data = png(300, 300)[:end]
    with suppress(RenderError):
        assert ink(image_page(data, 50, 50)) == pytest.approx((0, 0, 1, 1), abs=0.02)


def test_a_png_that_lies_about_its_size_is_refused_or_shown() -> None:
    data = bytearray(png(300, 300))
    data[16:24] = (2**31 - 1).to_bytes(4, "big") * 2
    with suppress(RenderError):
        assert ink(image_page(bytes(data), 50, 50)) == pytest.approx((0, 0, 1, 1), abs=0.02)


# -- a seal with text beside it --------------------------------------------------------------------

SEAL = seal_image("Tỉnh uỷ Lam Giang")
SEAL_TEXTS = (
    "Ký bởi: VĂN THƯ VĂN PHÒNG TỈNH UỶ LAM GIANG",
    "Email: vanthu@tinhuy.lamgiang.vn",
    "Cơ quan: VĂN PHÒNG TỈNH UỶ LAM GIANG",
    "Ngày ký: 2026-05-28 17:24:51 +07:00",
)


def sealed(texts: tuple[str, ...] = SEAL_TEXTS, width: float = 44.0) -> Page:
    """A seal of 30 mm with room for text of `width` mm."""
    return only(seal_page(SEAL, (30 + width) / MM, 30 / MM, 30 / MM, texts))


def test_the_text_stands_on_the_right_of_the_seal_in_its_real_size() -> None:
    texts = (SEAL_TEXTS[3], "Cơ quan: Tỉnh uỷ Lam Giang")
    page = sealed(texts)
    (seal,) = measure(seal_page(SEAL, 74 / MM, 30 / MM, 30 / MM, texts))[0].pictures
    assert seal.box == pytest.approx((0, 0, 30, 30), abs=0.05)
    assert " ".join(line.text for line in page.lines) == " ".join(texts)
    assert {round(line.left, 1) for line in page.lines} == {31.1}
    assert max(line.right for line in page.lines) <= 74
    assert {line.style for line in page.lines} == {"regular"}
    assert {line.size for line in page.lines} == {10.0}


def test_more_text_is_set_smaller_and_too_much_is_refused() -> None:
    page = sealed(width=38.0)
    (size,) = {line.size for line in page.lines}
    assert 8.0 <= size < 10.0
    assert " ".join(line.text for line in page.lines) == " ".join(SEAL_TEXTS)
    with pytest.raises(SealTextTooLong) as caught:
        sealed(width=20.0)
    assert "20 mm" in caught.value.text() or "19 mm" in caught.value.text()
    assert "text_width" in caught.value.hint_text()


def test_a_character_that_the_font_lacks_is_not_put_beside_a_seal() -> None:
    with pytest.raises(GlyphsMissing):
        sealed(("Ký bởi: 😀",))
