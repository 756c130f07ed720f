"""What only some documents show: frames, stamps, short lines, duplex, several signers."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from dataclasses import astuple
from itertools import pairwise, permutations
from pathlib import Path

import docx
import pikepdf
import pypdfium2
import pytest
from docx.oxml.ns import qn
from pypdfium2 import raw

from tests.render.kinds import (
    CHAIR,
    PARTY_SIGNER,
    SECRETARY,
    STATE_SIGNER,
    WHOLE_PAGE,
    content_of,
    office_of,
    pages_of,
)
from tests.render.measure import MM, Line, Page, Rule, measured
from tests.render.test_template import office as libreoffice
from workflow.draft.markdown import read_markdown
from workflow.model.errors import TemplateBroken, TooManySigners
from workflow.render.content import render_content
from workflow.render.fonts import text_width
from workflow.services.rendering import (
    DEFAULT_GEOMETRY,
    labels_of,
    letterhead_of,
    read_template,
    render,
    word_file,
)

pytestmark = pytest.mark.slow

LEFT, RIGHT = 30.0, 195.0
RED = (255, 0, 0)
FAMILIES = pytest.mark.parametrize("family", ["party", "state"])
LAST = "Trần Minh Khang"
TYPES = {"party": "ket-luan", "state": "bao-cao"}
TWO_PAGES = f"{WHOLE_PAGE}\n\nĐoạn cuối."


def on_pages(pages: list[Page], text: str) -> list[int]:
    return [n for n, p in enumerate(pages, start=1) if any(text in li.text for li in p.lines)]


def around(page: Page, line: Line) -> list[Rule]:
    """Drawn boxes that a line stands in."""
    return [
        box
        for box in boxes(page)
        if box.left < line.left and line.right < box.right
        and box.top < line.glyphs[0].top and line.baseline < box.bottom
    ]  # fmt: skip


def boxes(page: Page) -> Iterator[Rule]:
    """What is drawn around, by its four sides."""
    for upper, lower in permutations(page.rules, 2):
        box = Rule(upper.left, upper.right, upper.top, lower.bottom)
        sides = [
            Rule(box.left, box.right, lower.top, box.bottom),
            Rule(box.left, box.left + upper.bottom - upper.top, box.top, box.bottom),
            Rule(box.right - upper.bottom + upper.top, box.right, box.top, box.bottom),
        ]
        if upper.top < lower.top and all(
            any(_same(side, rule) for rule in page.rules) for side in sides
        ):
            yield box


def _same(one: Rule, other: Rule) -> bool:
    return astuple(one) == pytest.approx(astuple(other), abs=0.05)


# -- frames ----------------------------------------------------------------------------------------


@FAMILIES
def test_whom_it_is_for_stands_10_mm_from_the_top_on_the_right_of_the_first_page(
    family: str,
) -> None:
    marks = "Phạm vi: lưu hành nội bộ"
    pages = pages_of(family, TYPES[family], TWO_PAGES, marks=marks)
    assert on_pages(pages, "LƯU HÀNH NỘI BỘ") == [1]
    line = pages[0].line("LƯU HÀNH")
    assert line.style == "bold"
    assert 10 <= line.glyphs[0].top <= 13
    assert line.left > 125
    assert line.right <= RIGHT + 0.5
    framed = around(pages[0], line)
    assert [round(rule.top, 1) for rule in framed] == ([10.0] if family == "state" else [])


@FAMILIES
def test_a_mark_above_moves_nothing_else(family: str) -> None:
    plain = pages_of(family, TYPES[family], "Đoạn.")[0]
    marked = pages_of(family, TYPES[family], "Đoạn.", marks="Phạm vi: lưu hành nội bộ")[0]
    kept = [line for line in marked.lines if "LƯU HÀNH" not in line.text]
    assert [(li.text, round(li.left, 1), round(li.baseline, 1)) for li in kept] == [
        (li.text, round(li.left, 1), round(li.baseline, 1)) for li in plain.lines
    ]


def test_not_for_the_media_stands_10_mm_above_the_lower_edge_of_the_last_page() -> None:
    pages = pages_of("party", "ket-luan", TWO_PAGES, marks="Không phổ biến: có")
    words = "KHÔNG PHỔ BIẾN TRÊN PHƯƠNG TIỆN THÔNG TIN ĐẠI CHÚNG"
    assert on_pages(pages, words) == [2]
    line = pages[1].line(words)
    assert line.style == "bold"
    assert line.middle == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)
    assert 297 - 10 - 5 < line.baseline <= 297 - 10 + 0.5


def test_it_is_not_there_unless_it_is_asked_for() -> None:
    for marks in ("", "Không phổ biến: không"):
        pages = pages_of("party", "ket-luan", "Đoạn.", marks=marks)
        assert on_pages(pages, "KHÔNG PHỔ BIẾN") == []


@pytest.mark.parametrize(("family", "page"), [("party", 2), ("state", 1)])
def test_the_contact_stands_below_a_line_at_the_foot_of_the_text(family: str, page: int) -> None:
    pages = pages_of(family, TYPES[family], TWO_PAGES, marks="Liên hệ: ĐT: 0123.456")
    assert on_pages(pages, "ĐT: 0123.456") == [page]
    line = pages[page - 1].line("ĐT:")
    assert 277 < line.baseline < 290
    text = [li for li in pages[page - 1].lines if li is not line and "KHÔNG" not in li.text]
    assert max(li.baseline for li in text) < 277.5
    above = [r for r in pages[page - 1].rules if abs(r.top - 277) < 0.5]
    assert [(round(r.left), round(r.right)) for r in above] == [(LEFT, RIGHT)]


CONTACT = "Số 1, phố Lê Lợi, phường Trung tâm, thành phố Lam Giang, tỉnh Lam Giang; "


def test_a_contact_of_two_lines_leaves_the_mark_below_it_free() -> None:
    contact = CONTACT * 2
    marks = f"Liên hệ: {contact}\nKhông phổ biến: có"
    (page,) = pages_of("party", "ket-luan", "Đoạn.", marks=marks)
    below = page.line("KHÔNG PHỔ BIẾN")
    last = max(li.baseline for li in page.lines if li.baseline > 276 and li is not below)
    assert last < below.glyphs[0].top


@pytest.mark.parametrize(
    "times",
    [pytest.param(2, marks=pytest.mark.thorough), 3, pytest.param(5, marks=pytest.mark.thorough)],
)
@pytest.mark.parametrize("lines", [13, 14, 15, 16, 17, 18])
def test_the_text_ends_above_a_contact_of_several_lines(times: int, lines: int) -> None:
    """Wherever the text ends, it stands clear of the line above the contact."""
    marks = f"Liên hệ: {CONTACT * times}\nKhông phổ biến: có"
    pages = pages_of("party", "ket-luan", "\n\n".join(["Một dòng."] * lines), marks=marks)
    last = pages[-1]
    first = min(li.baseline for li in last.lines if "phố Lê Lợi" in li.text)
    mark = last.line("KHÔNG PHỔ BIẾN")
    ends = [li for li in last.lines if li.baseline < first]
    (rule,) = [r for r in last.rules if r.right - r.left > 160]
    assert max(g.bottom for li in ends for g in li.glyphs) <= rule.top
    assert rule.top < first < mark.baseline
    assert mark.baseline == pytest.approx(286, abs=1)
    assert all(any("Một dòng" in li.text for li in p.lines) for p in pages)


# -- stamps and short lines ------------------------------------------------------------------------


def colours(pdf: bytes, word: str) -> tuple[set[tuple[int, ...]], set[tuple[int, ...]]]:
    """The colours in which a word is set, and those of drawn lines, on the first page."""
    texts, lines = set(), set()
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        text = page.get_textpage()
        for item in page.get_objects():
            c = [ctypes.c_uint() for _ in range(4)]
            if item.type == raw.FPDF_PAGEOBJ_TEXT:
                raw.FPDFPageObj_GetFillColor(item, *c)
                size = raw.FPDFTextObj_GetText(item, text, None, 0)
                buffer = ctypes.create_string_buffer(size)
                raw.FPDFTextObj_GetText(
                    item, text, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size
                )
                if word in buffer.raw.decode("utf-16-le"):
                    texts.add(tuple(x.value for x in c[:3]))
            elif item.type == raw.FPDF_PAGEOBJ_PATH:
                raw.FPDFPageObj_GetFillColor(item, *c)
                lines.add(tuple(x.value for x in c[:3]))
                raw.FPDFPageObj_GetStrokeColor(item, *c)
                lines.add(tuple(x.value for x in c[:3]))
    return texts, lines


def test_the_urgency_of_a_state_document_is_a_red_stamp() -> None:
    content = content_of("state", "bao-cao", "Đoạn.", marks="Độ khẩn: khẩn")
    texts, lines = colours(content.pdf, "KHẨN")
    assert texts == {RED}
    assert RED in lines
    (page,) = pages_of("state", "bao-cao", "Đoạn.", marks="Độ khẩn: khẩn")
    assert len(around(page, page.line("KHẨN"))) == 1
    plain = content_of("state", "bao-cao", "Đoạn.")
    assert RED not in colours(plain.pdf, "BÁO CÁO")[1]


def test_the_urgency_of_a_party_document_is_black_without_a_frame() -> None:
    content = content_of("party", "ket-luan", "Đoạn.", marks="Độ khẩn: khẩn")
    assert colours(content.pdf, "KHẨN")[0] == {(0, 0, 0)}
    (page,) = pages_of("party", "ket-luan", "Đoạn.", marks="Độ khẩn: khẩn")
    assert around(page, page.line("KHẨN")) == []
    assert page.line("KHẨN").style == "bold"


@FAMILIES
def test_the_urgency_stands_under_the_number(family: str) -> None:
    (page,) = pages_of(family, TYPES[family], "Đoạn.", marks="Độ khẩn: hoả tốc")
    number, urgency = page.line("Số"), page.line("HOẢ TỐC")
    assert urgency.baseline > number.baseline
    assert urgency.middle == pytest.approx(number.middle, abs=2)
    assert urgency.baseline < page.line({"party": "KẾT LUẬN", "state": "BÁO CÁO"}[family]).baseline


@FAMILIES
def test_how_secret_it_is_stands_in_red_above_how_urgent(family: str) -> None:
    marks = "Độ mật: tối mật\nĐộ khẩn: khẩn"
    content = content_of(family, TYPES[family], "Đoạn.", marks=marks)
    assert colours(content.pdf, "TỐI MẬT")[0] == {RED}
    (page,) = pages_of(family, TYPES[family], "Đoạn.", marks=marks)
    number, secret, urgent = page.line("Số"), page.line("TỐI MẬT"), page.line("KHẨN")
    assert number.baseline < secret.baseline < urgent.baseline
    assert secret.middle == pytest.approx(number.middle, abs=2)


def test_a_short_line_stands_under_the_name_of_a_state_organ_and_under_the_subject() -> None:
    (page,) = pages_of("state", "bao-cao", "Đoạn.")
    for words in ("TỈNH UỶ LAM GIANG", "về một việc thử"):
        line = page.line(words)
        (rule,) = [
            r for r in page.rules
            if 0 < r.bottom - line.baseline < 6 and abs((r.left + r.right) / 2 - line.middle) < 1
        ]  # fmt: skip
        assert 1 / 3 <= (rule.right - rule.left) / line.width <= 1 / 2
        assert line.width == pytest.approx(text_width(words, "bold", line.size) * MM, abs=0.5)


# -- a công văn ------------------------------------------------------------------------------------


@FAMILIES
def test_the_subject_of_a_cong_van_stands_under_its_number(family: str) -> None:
    (page,) = pages_of(
        family, "cong-van", "Kính gửi: Ban A\n\nĐoạn.", subject="về việc thử\\\nhai dòng",
        marks="Đơn vị: VX\nĐộ khẩn: khẩn",
    )  # fmt: skip
    number, first, second = page.line("Số"), page.line("về việc thử"), page.line("hai dòng")
    order = [li.baseline for li in (number, first, second, page.line("KHẨN"))]
    assert order == sorted(order)
    for line in (first, second):
        assert line.middle == pytest.approx(number.middle, abs=1)
        assert line.size == 12
        assert line.style == {"party": "italic", "state": "regular"}[family]
    assert "CÔNG VĂN" not in [li.text for li in page.lines]
    assert number.text.endswith({"party": "-CV/TU", "state": "/TU-VX"}[family])


@FAMILIES
def test_several_addressees_stand_below_the_word(family: str) -> None:
    (page,) = pages_of(family, "cong-van", "Kính gửi:\n\n- Ban A;\n- Ban B.\n\nĐoạn.")
    word, one, two = (page.line(text) for text in ("Kính gửi:", "- Ban A;", "- Ban B"))
    assert word.baseline < one.baseline < two.baseline < page.line("Đoạn.").baseline
    assert one.left == pytest.approx(two.left, abs=0.1)


# -- duplex ----------------------------------------------------------------------------------------


@FAMILIES
def test_back_pages_have_the_margins_of_the_other_side(family: str) -> None:
    three = f"{WHOLE_PAGE}\n\n{WHOLE_PAGE}\n\nĐoạn cuối."
    one_sided = pages_of(family, TYPES[family], three)
    duplex = pages_of(family, TYPES[family], three, marks="In hai mặt: có")
    assert len(one_sided) == len(duplex) >= 3
    for every, lefts in ((one_sided, [30, 30, 30]), (duplex, [30, 15, 30])):
        pages = every[:3]
        assert [round(min(li.left for li in page.lines)) for page in pages] == lefts
        widest = [max(li.right for li in page.lines) for page in pages]
        assert [round(right - left) for right, left in zip(widest, lefts, strict=True)] == [165] * 3


# -- several signers -------------------------------------------------------------------------------


def fields(pdf: bytes) -> dict[str, tuple[float, float]]:
    """The middle of every field's box by its name; mm from the lower left corner."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = {}
        for field in document.Root.AcroForm.Fields:
            left, bottom, right, top = (float(n) * MM for n in field.Rect)
            found[str(field.T)] = ((left + right) / 2, (bottom + top) / 2)
        return found


SECOND = "**TM. ỦY BAN NHÂN DÂN**\\\n**KT. CHỦ TỊCH**\\\n**PHÓ CHỦ TỊCH**\n\n**{name}**"
AUTHORITIES = ("TM. ỦY BAN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_a_second_authority_stands_between_the_first_and_the_title() -> None:
    signer = SECOND.format(name=LAST)
    (page,) = pages_of("state", "ke-hoach", "Đoạn.", signers=(signer,))
    lines = [page.line(words) for words in (*AUTHORITIES, LAST)]
    assert [line.style for line in lines] == ["bold"] * 4
    pitches = [b.baseline - a.baseline for a, b in pairwise(lines[:3])]
    assert pitches == pytest.approx([18 * MM] * 2, abs=0.2)
    for line in lines:
        assert line.middle == pytest.approx(lines[0].middle, abs=0.3)
    heading = page.line("Nơi nhận")
    assert heading.baseline == pytest.approx(lines[0].baseline, abs=0.5)
    places = fields(content_of("state", "ke-hoach", "Đoạn.", signers=(signer,)).pdf)
    assert lines[2].baseline < 297 - places["Signature"][1] < lines[3].baseline


def test_several_signers_may_each_have_a_second_authority() -> None:
    signers = (SECOND.format(name="Lê Văn An"), SECOND.format(name="Đỗ Thị Bình"))
    (page,) = pages_of("state", "bien-ban", "Đoạn.", signers=signers)
    for words in AUTHORITIES:
        one, two = sorted((li for li in page.lines if words in li.text), key=lambda li: li.left)
        assert one.baseline == pytest.approx(two.baseline, abs=0.1)
        assert two.middle == pytest.approx(page.line("Lê Văn An").middle, abs=0.5)
        assert one.middle == pytest.approx(page.line("Đỗ Thị Bình").middle, abs=0.5)


def test_a_template_without_a_place_for_the_second_authority_is_refused() -> None:
    """A template of the office from before: the line would be lost without a word."""
    office = office_of("state")
    kind = office.rules.document_type("ke-hoach")
    text = "Về việc\n\n-----\n\nĐoạn.\n\nNơi nhận:\n\n- Lưu: VT.\n\n" + SECOND.format(name=LAST)
    draft = read_markdown(text, kind.id, kind.name)
    template, file = read_template(office, draft, kind)
    document = docx.Document(io.BytesIO(template))
    for paragraph in list(document.element.body.iter(qn("w:p"))):
        if "second_authority }}" in "".join(t.text or "" for t in paragraph.iter(qn("w:t"))):
            paragraph.getparent().remove(paragraph)
    out = io.BytesIO()
    document.save(out)
    letterhead = letterhead_of(office, draft, kind)
    labels = labels_of(office, draft)
    with pytest.raises(TemplateBroken, match=r"KT\. CHỦ TỊCH"):
        render_content(draft, letterhead, out.getvalue(), file, DEFAULT_GEOMETRY, labels)


@FAMILIES
def test_two_signers_stand_side_by_side_the_first_on_the_right(family: str) -> None:
    signers = (CHAIR, SECRETARY)
    (page,) = pages_of(family, "bien-ban", "Đoạn.", signers=signers)
    chair, secretary = page.line("CHỦ TRÌ"), page.line("THƯ KÝ")
    assert chair.baseline == pytest.approx(secretary.baseline, abs=0.1)
    assert secretary.right < 112 < chair.left
    for title, name in ((chair, "Lê Văn An"), (secretary, "Đỗ Thị Bình")):
        assert page.line(name).middle == pytest.approx(title.middle, abs=0.5)
        assert page.line(name).baseline - title.baseline > 20
    places = fields(content_of(family, "bien-ban", "Đoạn.", signers=signers).pdf)
    assert set(places) == {"Number", "Date", "Signature", "Seal", "Signature2"}
    assert places["Signature"][0] == pytest.approx(chair.middle, abs=0.5)
    assert places["Signature2"][0] == pytest.approx(secretary.middle, abs=0.5)
    assert places["Signature"][1] == pytest.approx(places["Signature2"][1], abs=0.1)
    assert places["Seal"][0] < places["Signature"][0]


def test_one_signer_of_minutes_has_no_second_place() -> None:
    content = content_of("party", "bien-ban", "Đoạn.", signers=(CHAIR,))
    assert set(fields(content.pdf)) == {"Number", "Date", "Signature", "Seal"}


@pytest.mark.parametrize(("type_id", "count"), [("ket-luan", 2), ("bien-ban", 3)])
def test_a_signer_for_whom_there_is_no_place_is_refused_and_not_dropped(
    type_id: str, count: int
) -> None:
    with pytest.raises(TooManySigners) as caught:
        content_of("party", type_id, "Đoạn.", signers=(CHAIR, *[SECRETARY] * (count - 1)))
    assert str(count) in caught.value.text()


def test_a_state_signer_has_a_bold_title() -> None:
    (page,) = pages_of("state", "bao-cao", "Đoạn.", signers=(STATE_SIGNER,))
    assert page.line("CHỦ TỊCH").style == "bold"
    assert page.line(LAST).style == "bold"


@FAMILIES
def test_libreoffice_prints_every_mark_where_we_do(family: str, tmp_path: Path) -> None:
    """A frame with a table right behind it is lost there, and the words in it."""
    front = "---\nPhạm vi: lưu hành nội bộ\nLiên hệ: ĐT: 0123.456\nKhông phổ biến: có\n---\n"
    signer = PARTY_SIGNER if family == "party" else STATE_SIGNER
    last = "Lưu Văn phòng Tỉnh uỷ" if family == "party" else "Lưu: VT"
    text = f"{front}về một việc thử\n\n-----\n\nĐoạn.\n\nNơi nhận:\n\n- {last}.\n\n{signer}\n"
    office, kind = office_of(family), TYPES[family]
    draft = read_markdown(text, kind, office.rules.document_type(kind).name, "it.md")
    file = tmp_path / "it.docx"
    file.write_bytes(word_file(office, draft))
    (theirs,) = measured(libreoffice(tmp_path, file, "pdf").read_bytes())
    (ours,) = measured(render(office, draft).pdf)
    marks = ["LƯU HÀNH NỘI BỘ", "ĐT: 0123.456"]
    for mark in marks + (["KHÔNG PHỔ BIẾN"] if family == "party" else []):
        mine, other = ours.line(mark), theirs.line(mark)
        assert (other.left, other.baseline) == pytest.approx((mine.left, mine.baseline), abs=1)
