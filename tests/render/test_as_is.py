"""A finished Word file becomes R0: its places are where a person would put them."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm
from PIL import Image

from tests.render.conftest import GEOMETRY, LABELS, letterhead_of
from tests.render.tagged import read_tags
from tests.whole_word import WholeWord, said
from workflow.model.document import Draft, SignatureBlock
from workflow.model.errors import PlacesUnclear
from workflow.model.page import Line
from workflow.model.places import FinishedFile, PlaceFound, read_place
from workflow.render.appearance import line_page
from workflow.render.as_is import AsIs, render_as_is
from workflow.render.marked import pages_with_places
from workflow.render.measure import measure

pytestmark = pytest.mark.slow

KHANG = SignatureBlock("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Trần Minh Khang")
DRAFT = Draft("ket-luan", ("về một việc",), (), (), (KHANG,))


def rendered(whole: WholeWord, *given: str, draft: Draft = DRAFT) -> AsIs:
    word = FinishedFile("whole.docx", whole.data(), tuple(map(read_place, given)))
    return render_as_is(draft, word, letterhead_of(draft), GEOMETRY, LABELS)


def place(shown: AsIs, name: str) -> PlaceFound:
    return next(found for found in shown.places if found.name == name)


def line(shown: AsIs, text: str) -> Line:
    lines = [line for page in measure(shown.content.pdf) for line in page.lines]
    return next(line for line in lines if line.text == text)


@pytest.fixture(scope="module")
def shown() -> AsIs:
    return rendered(WholeWord())


def test_the_signature_is_centred_between_title_and_name(shown: AsIs) -> None:
    signature, title, name = (place(shown, "signature"), line(shown, "PHÓ BÍ THƯ"),
                              line(shown, "Trần Minh Khang"))  # fmt: skip
    above = signature.top - title.box[3]
    below = name.box[1] - signature.top - signature.height
    assert above == pytest.approx(below, abs=0.1)
    middle = (name.box[0] + name.box[2]) / 2
    assert signature.left + signature.width / 2 == pytest.approx(middle, abs=0.1)


def test_the_seal_covers_a_third_of_the_signature(shown: AsIs) -> None:
    signature, seal = place(shown, "signature"), place(shown, "seal")
    covered = seal.left + seal.width - signature.left
    assert covered == pytest.approx(signature.width / 3, abs=0.1)
    assert seal.top + 15 == pytest.approx(signature.top + 10, abs=0.1)


def test_number_and_date_are_on_their_lines(shown: AsIs) -> None:
    number, date = place(shown, "number"), place(shown, "date")
    assert (number.left, number.width) == (30.0, 75.0)
    assert (date.left, date.width) == (105.0, 90.0)
    assert number.words == "Số      -KL/TU"


def test_r0_declares_a_field_where_each_place_was_found(shown: AsIs) -> None:
    with pikepdf.open(io.BytesIO(shown.content.pdf)) as pdf:
        height = float(pdf.pages[0].MediaBox[3])
        boxes = {str(f.T).lower(): [float(n) for n in f.Rect] for f in pdf.Root.AcroForm.Fields}
    assert set(boxes) == {"number", "date", "signature", "seal"}
    for found in shown.places:
        left, _, _, top = boxes[found.name]
        assert left / 72 * 25.4 == pytest.approx(found.left, abs=0.06)
        assert (height - top) / 72 * 25.4 == pytest.approx(found.top, abs=0.06)


def test_the_same_file_gives_the_same_bytes(shown: AsIs) -> None:
    assert rendered(WholeWord()).content.pdf == shown.content.pdf
    moved = rendered(WholeWord(), "seal=1:20x200").content.pdf
    assert moved == rendered(WholeWord(), "seal=1:20x200").content.pdf != shown.content.pdf


def test_the_line_of_the_type_is_a_heading_where_the_file_marks_none(shown: AsIs) -> None:
    headings = [each for each in read_tags(shown.content.pdf).all() if each.kind.startswith("H")]
    assert [(each.kind, each.words) for each in headings] == [("H1", "KẾT LUẬN")]


def test_the_page_says_what_the_file_says(shown: AsIs) -> None:
    texts = [line.text for page in measure(shown.content.pdf) for line in page.lines]
    assert {"Số -KL/TU", "KẾT LUẬN", "T/M BAN THƯỜNG VỤ"} <= set(texts)


def test_without_room_for_the_signature_the_need_is_told() -> None:
    with pytest.raises(PlacesUnclear, match=r"“PHÓ BÍ THƯ” and “Trần Minh Khang” are 1?[0-9] mm, "
                       "the signature needs 20"):  # fmt: skip
        rendered(WholeWord(empty=1))


def test_space_before_the_name_is_room_too() -> None:
    """Offices that do not type empty lines set the space before the name."""

    def space(document: object) -> None:
        name = document.tables[-1].rows[0].cells[1].paragraphs[-1]  # type: ignore[attr-defined]
        name.paragraph_format.space_before = 90 * 12700

    shown = rendered(WholeWord(empty=0, also=[space]))
    signature, title, name = (place(shown, "signature"), line(shown, "PHÓ BÍ THƯ"),
                              line(shown, "Trần Minh Khang"))  # fmt: skip
    assert name.box[1] - title.box[3] > 30
    assert signature.top > title.box[3]
    assert signature.top + signature.height < name.box[1]


@pytest.mark.parametrize("what", ["signature", "seal"])
def test_a_place_is_where_the_drafter_says(shown: AsIs, what: str) -> None:
    moved = place(rendered(WholeWord(), f"{what}=1:40x200"), what)
    assert (moved.page, moved.left, moved.top, moved.given) == (1, 40.0, 200.0, True)
    assert moved.width == place(shown, what).width


def test_the_seal_goes_with_the_signature(shown: AsIs) -> None:
    moved = rendered(WholeWord(), "signature=1:40x200")
    apart = [place(s, "seal").left - place(s, "signature").left for s in (shown, moved)]
    assert apart[0] == pytest.approx(apart[1], abs=0.11)


def test_a_place_may_be_on_another_page() -> None:
    whole = WholeWord(body=tuple(f"{n}. Một đoạn văn dài vừa phải." for n in range(1, 35)))
    shown = rendered(whole, "seal=1:120x250")
    assert {place(shown, "signature").page, place(shown, "seal").page} == {1, 2}
    with pikepdf.open(io.BytesIO(shown.content.pdf)) as pdf:
        on = [[str(a.T) for a in page.obj.get("/Annots", [])] for page in pdf.pages]
        assert on == [["Number", "Date", "Seal"], ["Signature"]]
        pages = [page.obj.objgen for page in pdf.pages]
        (form,) = (e for e in pdf.objects if isinstance(e, pikepdf.Dictionary)
                   and e.get("/S") == "/Form" and str(e.K.Obj.T) == "Seal")  # fmt: skip
        assert form.Pg.objgen == form.K.Pg.objgen == form.K.Obj.P.objgen == pages[0]


@pytest.mark.parametrize("given", ["seal=2:10x10", "seal=1:181x10", "signature=1:10x278"])
def test_a_place_is_on_the_paper(given: str) -> None:
    with pytest.raises(PlacesUnclear, match="is not on the paper"):
        rendered(WholeWord(), given)


def test_several_sign_side_by_side() -> None:
    other = SignatureBlock("", "CHÁNH VĂN PHÒNG", "Lương Quốc Bảo")
    draft = replace(DRAFT, signatures=(KHANG, other))

    def second(document: object) -> None:
        cell = document.tables[-1].rows[0].cells[0]  # type: ignore[attr-defined]
        for text in ("CHÁNH VĂN PHÒNG", "", "", "", "", "", "Lương Quốc Bảo"):
            cell.add_paragraph(text).alignment = 1

    word = FinishedFile("whole.docx", WholeWord(also=[second]).data())
    geometry = (*GEOMETRY, replace(GEOMETRY[0], sealed=False))
    labels = LABELS | {"signature_2": "Chữ ký số của Lương Quốc Bảo"}
    shown = render_as_is(draft, word, letterhead_of(draft), geometry, labels)
    names = {found.name for found in shown.places}
    assert names == {"number", "date", "signature", "seal", "signature_2"}
    assert place(shown, "signature_2").left < place(shown, "signature").left


@pytest.mark.parametrize("stops", ["center", "left"])
def test_places_between_tabs_are_as_wide_as_what_fills_them(stops: str) -> None:
    """A letterhead without a table: number and date on one line, at tab stops."""

    def tabbed(document: object) -> None:
        paragraph = said(document, "\tSố      -KL/TU\tLam Giang, ngày    tháng    năm 2026", 14)  # type: ignore[arg-type]
        paragraph.alignment = 0
        for at in (40, 115):
            alignment = WD_TAB_ALIGNMENT.CENTER if stops == "center" else WD_TAB_ALIGNMENT.LEFT
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(at - 25), alignment)
        document.tables[0]._tbl.addnext(paragraph._p)  # type: ignore[attr-defined]

    shown = rendered(WholeWord(number="", date="", also=[tabbed]))
    number, date = place(shown, "number"), place(shown, "date")
    if stops == "center":
        assert number.left + number.width / 2 == pytest.approx(30 + 15, abs=0.1)
        assert date.left + date.width / 2 == pytest.approx(30 + 90, abs=0.1)
    else:
        assert (number.left, date.left) == (pytest.approx(45, abs=0.1), pytest.approx(120, abs=0.1))
    assert shown.content.lines["number"].align == stops
    blank, *_ = [line for page in measure(shown.content.pdf) for line in page.lines
                 if line.text == "Số -KL/TU"]  # fmt: skip
    other = line(shown, "Lam Giang, ngày tháng năm 2026")
    assert blank.baseline == pytest.approx(other.baseline, abs=0.1)
    for name, text in (
        ("number", "Số 12345-KL/TU"),
        ("date", "Lam Giang, ngày 30 tháng 12 năm 2026"),
    ):
        width = place(shown, name).width / 25.4 * 72
        assert line_page(text, shown.content.lines[name], width)


def test_a_place_between_tabs_without_room_is_told() -> None:
    def tabbed(document: object) -> None:
        paragraph = said(document, "Số -KL/TU\tTờ trình", 14)  # type: ignore[arg-type]
        paragraph.alignment = 0
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(24))
        document.tables[0]._tbl.addnext(paragraph._p)  # type: ignore[attr-defined]

    with pytest.raises(PlacesUnclear, match="there is no room beside “Tờ trình”"):
        rendered(WholeWord(number="", also=[tabbed]))


def test_pictures_show_the_places(shown: AsIs) -> None:
    (picture,) = pages_with_places(shown.content.pdf, shown.places)
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    per_mm = 110 / 25.4
    for found in shown.places:
        edge = (round((found.left + found.width / 2) * per_mm), round((found.top - 0.8) * per_mm))
        around = {image.getpixel((edge[0], edge[1] + d)) for d in (-1, 0, 1)}
        assert (0x10, 0x60, 0xC0) in around, found.name
