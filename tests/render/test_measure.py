"""What is measured on a PDF: lines, type, drawn lines, images, and what form fields show."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import weasyprint
from PIL import Image

from workflow.model.errors import RenderError
from workflow.model.page import Line, Page, Part, Picture, Stroke
from workflow.render.measure import measure
from workflow.rules.measured import check_pages
from workflow.rules.page_parts import assign_parts

pytestmark = pytest.mark.slow

_SHEET = """<style>
@page { size: 210mm 297mm; margin: 20mm 15mm 20mm 30mm }
body { font: 14pt/19pt "Liberation Serif"; margin: 0; text-align: justify }
p { margin: 0; text-indent: 10mm }
.head { display: flex } .head div { width: 50%; text-align: center }
.ruled { border-bottom: 1pt solid black; display: inline-block }
.cell { position: absolute; left: 20mm; top: 100mm; width: 40mm; height: 15mm }
</style>"""


def made(body: str) -> bytes:
    pdf: bytes = weasyprint.HTML(string=_SHEET + body).write_pdf()
    return pdf


def one(body: str) -> Page:
    (page,) = measure(made(body))
    return page


def find(page: Page, text: str) -> Line:
    return next(line for line in page.lines if line.text.startswith(text))


@pytest.mark.parametrize("label", ["3.", "2.1.", "a)", "đ)", "IV.", "-", "•"])
def test_the_number_of_a_list_is_part_of_its_line(label: str) -> None:
    gap = '<span style="display: inline-block; width: 12mm"></span>'
    page = one(f"<p>{label}{gap}Rà soát, sửa đổi quy chế.</p>")
    assert [line.text for line in page.lines] == [f"{label} Rà soát, sửa đổi quy chế."]


@pytest.mark.parametrize(
    "text",
    [
        "Lam Giang, ngày{gap}tháng{gap}năm 2026",
        "(Kèm theo Quyết định số{gap}/QĐ-UBND ngày{gap}tháng{gap}năm 2026)",
    ],
)
def test_blanks_that_are_filled_in_by_hand_part_no_line(text: str) -> None:
    gap = '<span style="display: inline-block; width: 9mm"></span>'
    page = one(f"<p>{text.format(gap=gap)}</p>")
    assert [line.text for line in page.lines] == [text.format(gap=" ")]


def test_a_number_in_a_column_of_its_own_stays_there() -> None:
    gap = '<span style="display: inline-block; width: 12mm"></span>'
    page = one(f"<p>12{gap}Phường Hoa Lư</p>")
    assert [line.text for line in page.lines] == ["12", "Phường Hoa Lư"]


@pytest.fixture(scope="module")
def issued(issued_pdf: tuple[Path, Path]) -> bytes:
    return issued_pdf[0].read_bytes()


@pytest.fixture(scope="module")
def pages(issued: bytes) -> tuple[Page, ...]:
    return assign_parts(measure(issued), "party")


def part(pages: tuple[Page, ...], part: Part) -> list[Line]:
    return [line for page in pages for line in page.lines if line.part == part]


def test_number_and_date_are_read_from_their_fields(pages: tuple[Page, ...]) -> None:
    (number,), (date,) = part(pages, Part.NUMBER), part(pages, Part.DATE)
    assert number.text == "Số 01-KL/TU"
    assert (number.size, number.italic, number.bold) == (14.0, False, False)
    assert date.text.startswith("Lam Giang, ngày ")
    assert (date.size, date.italic) == (14.0, True)


def test_signature_and_seal_are_told_by_their_fields(pages: tuple[Page, ...]) -> None:
    pictures = {p.name: p.box for p in pages[-1].pictures}
    assert set(pictures) == {"signature", "seal"}
    seal, signature = pictures["seal"], pictures["signature"]
    assert seal[2] - seal[0] == pytest.approx(30, abs=0.2)
    assert signature[2] - signature[0] == pytest.approx(50, abs=0.2)
    covered = (seal[2] - signature[0]) / (signature[2] - signature[0])
    assert covered == pytest.approx(1 / 3, abs=0.01)


def test_the_issued_example_breaks_no_measured_rule(issued: bytes) -> None:
    assert check_pages(measure(issued), "party-hd05") == []


def test_the_head_of_the_example_is_measured_in_mm_and_pt(pages: tuple[Page, ...]) -> None:
    (nation,) = part(pages, Part.NATION)
    assert (nation.size, nation.bold, nation.italic) == (15.0, True, False)
    (rule,) = [s for s in pages[0].strokes if s.box[2] > s.box[0]]
    assert rule.box[2] - rule.box[0] == pytest.approx(nation.box[2] - nation.box[0], abs=0.6)
    assert rule.thickness == pytest.approx(1.0, abs=0.1)


def test_side_by_side_columns_are_two_lines() -> None:
    page = one(
        '<div class="head"><div>UỶ BAN NHÂN DÂN</div><div>CỘNG HOÀ XÃ HỘI CHỦ NGHĨA</div></div>'
    )
    assert [line.text for line in page.lines] == ["UỶ BAN NHÂN DÂN", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA"]
    assert page.lines[0].baseline == pytest.approx(page.lines[1].baseline, abs=0.01)


def test_a_justified_line_stays_one_line() -> None:
    page = one("<p>Thực hiện nghiêm túc " + "nghiêm nghiêm nghiêm chỉnh " * 12 + "</p>")
    assert len({round(line.baseline, 1) for line in page.lines}) == len(page.lines)
    assert page.lines[0].box[0] == pytest.approx(40, abs=0.3)
    assert page.lines[0].box[2] == pytest.approx(195, abs=0.5)
    assert page.lines[1].box[0] == pytest.approx(30, abs=0.3)


def test_words_are_nfc_with_single_spaces() -> None:
    page = one("<div>Tỉnh  uỷ\N{NO-BREAK SPACE}Lam <b>Giang</b></div>")
    assert [line.text for line in page.lines] == ["Tỉnh uỷ Lam Giang"]


@pytest.mark.parametrize(
    ("html", "bold", "italic"),
    [
        ("Chữ thường", False, False),
        ("<b>Chữ đậm</b>", True, False),
        ("<i>Chữ nghiêng</i>", False, True),
        ("<b><i>Cả hai</i></b>", True, True),
        ("Một <b>phần đậm</b>", None, False),
        ("Một <i>phần nghiêng</i>", False, None),
    ],
)
def test_style_is_that_of_the_whole_line(html: str, bold: bool | None, italic: bool | None) -> None:
    (line,) = one(f"<div>{html}</div>").lines
    assert (line.bold, line.italic) == (bold, italic)


@pytest.mark.parametrize("size", [8, 11, 12.5, 14, 16, 28])
def test_size_is_the_em_in_points(size: float) -> None:
    (line,) = one(f'<div style="font-size:{size}pt">Cỡ chữ</div>').lines
    assert line.size == pytest.approx(size, abs=0.01)
    assert line.font.replace("-", "").startswith("LiberationSerif")


@pytest.mark.parametrize("colour", ["#000000", "#d01414", "#1432aa", "#333333"])
def test_colour_is_that_of_the_letters(colour: str) -> None:
    (line,) = one(f'<div style="color:{colour}">Màu chữ</div>').lines
    assert line.colour == colour


def test_baselines_are_measured_from_the_top() -> None:
    page = one("<div>Một</div><div>Hai</div>")
    first, second = page.lines
    assert first.baseline == pytest.approx(25.1, abs=0.3)
    assert second.baseline - first.baseline == pytest.approx(19 * 25.4 / 72, abs=0.02)


def test_a_border_is_one_drawn_line_as_long_as_its_words() -> None:
    page = one('<div class="ruled">ĐẢNG CỘNG SẢN</div>')
    (line,), (stroke,) = page.lines, page.strokes
    assert stroke.box[0] == pytest.approx(line.box[0], abs=0.2)
    assert stroke.box[2] == pytest.approx(line.box[2], abs=0.2)
    assert stroke.thickness == pytest.approx(1.0, abs=0.1)


def test_an_underline_is_a_drawn_line() -> None:
    page = one("<div><u>Nơi nhận</u>:</div>")
    (line,), (stroke,) = page.lines, page.strokes
    assert line.text == "Nơi nhận:"
    assert 0 < stroke.box[1] - line.baseline < 1.5
    assert stroke.box[2] < line.box[2]


def test_pieces_of_a_line_are_joined_and_far_ones_are_not() -> None:
    piece = (
        '<div style="position:absolute;top:50mm;left:{}mm;width:10mm;height:.3mm;background:#000">'
    )
    page = one("".join(piece.format(x) + "</div>" for x in (10, 20, 30, 60)))
    assert [round(s.box[2] - s.box[0]) for s in page.strokes] == [30, 10]


def test_a_line_typed_with_underscores_counts_as_drawn() -> None:
    page = one("<div>SỞ NỘI VỤ</div><div>________</div>")
    assert [line.text for line in page.lines] == ["SỞ NỘI VỤ"]
    assert [isinstance(s, Stroke) for s in page.strokes] == [True]


def test_white_lines_are_not_seen() -> None:
    page = one('<div style="height:.3mm;background:#fff"></div><div>Một</div>')
    assert page.strokes == ()


def test_an_image_has_its_place_and_no_name_outside_the_fields() -> None:
    png = io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(png, "PNG")
    data = base64.b64encode(png.getvalue()).decode()
    page = one(f'<img class="cell" src="data:image/png;base64,{data}">')
    (picture,) = page.pictures
    assert picture.name == ""
    assert picture.box == pytest.approx((50, 120, 90, 135), abs=0.2)


def test_a_page_number_in_the_margin_is_a_line() -> None:
    page = one(
        '<style>@page { @top-center { content: "2"; font: 14pt "Liberation Serif" } }</style>Một'
    )
    assert [line.text for line in page.lines] == ["2", "Một"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_measured_as_it_is_shown(turn: int) -> None:
    with pikepdf.open(io.BytesIO(made("<div>Một</div>"))) as pdf:
        pdf.pages[0].Rotate = turn
        out = io.BytesIO()
        pdf.save(out)
    (page,) = measure(out.getvalue())
    assert (page.width > page.height) == (turn != 180)
    assert page.lines == ()  # nothing on it can be read upright


def test_a_page_that_does_not_begin_at_zero_is_measured_from_its_own_corner() -> None:
    with pikepdf.open(io.BytesIO(made("<div>Một</div>"))) as pdf:
        box = [float(n) for n in pdf.pages[0].MediaBox]
        pdf.pages[0].MediaBox = [box[0] - 72, box[1] - 72, box[2], box[3] + 144]
        out = io.BytesIO()
        pdf.save(out)
    (page,) = measure(out.getvalue())
    assert page.lines[0].box[0] == pytest.approx(30 + 25.4, abs=0.3)
    assert page.lines[0].baseline == pytest.approx(25.1 + 50.8, abs=0.3)


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\n", b"\x00" * 4096, b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj"]
)
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(RenderError):
        measure(data)


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_cut_off_file_is_refused_or_measured_but_never_crashes(issued: bytes, cut: float) -> None:
    try:
        measured = measure(issued[: int(len(issued) * cut)])
    except RenderError:
        return
    assert all(isinstance(page, Page) for page in measured)


def test_a_locked_file_is_refused() -> None:
    with pikepdf.open(io.BytesIO(made("Một"))) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(RenderError):
        measure(out.getvalue())


def blank(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_three_hundred_pages_are_measured_and_more_are_refused() -> None:
    assert len(measure(blank(300))) == 300
    with pytest.raises(RenderError, match="300"):
        measure(blank(301))


def test_forms_that_hold_one_another_are_refused() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        form = pikepdf.Stream(pdf, b"/F Do /F Do")
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, 595, 842])
        form = pdf.make_indirect(form)
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        pdf.pages[0].Contents = pikepdf.Stream(pdf, b"/F Do")
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(RenderError, match="forms"):
        measure(out.getvalue())


def test_pictures_are_pictures(pages: tuple[Page, ...]) -> None:
    assert all(isinstance(p, Picture) and p.page == 5 for p in pages[-1].pictures)
