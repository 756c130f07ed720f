"""What a body may hold is on the page as the rules want it: levels, tables, notes, appendices."""

from __future__ import annotations

import io

import pikepdf
import pytest

from tests.render.kinds import LINE, LONG, WHOLE_PAGE, content_of, pages_of
from tests.render.measure import Line, Page
from workflow.model.errors import FootnoteTooLong

pytestmark = pytest.mark.slow

LEFT, RIGHT, WIDTH, HEIGHT = 30.0, 195.0, 210.0, 297.0
MIDDLE = (LEFT + RIGHT) / 2
FAMILIES = pytest.mark.parametrize("family", ["party", "state"])
TABLE = "| TT | Tên việc | Số |\n|:-:|---|--:|\n| 1 | **Đậm** việc | 25 |\n| 2 | Việc hai | 1.000 |"
LEVELS = (
    "Chương I\n\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi điều chỉnh\n\n1. Khoản một.\n\na) Điểm a.\n\n"
    f"- Gạch một.\n\nĐiều 2. {LONG}\n\n# I- Đề mục\n\nQUYẾT ĐỊNH:\n\n{TABLE}\n\nĐoạn cuối."
)


def page_with(pages: list[Page], text: str) -> tuple[int, Line]:
    """The number of the only page where a line begins so, and that line."""
    found = [
        (number, line)
        for number, page in enumerate(pages, start=1)
        for line in page.lines
        if line.text.startswith(text)
    ]
    assert len(found) == 1, (text, found)
    return found[0]


def exactly(page: Page, text: str) -> Line:
    (found,) = [line for line in page.lines if line.text == text]
    return found


def number_on(page: Page) -> str:
    """The number of a page, at the middle of its upper margin."""
    (found,) = [line.text for line in page.lines if line.baseline < 15] or [""]
    return found


# -- levels ----------------------------------------------------------------------------------------


@FAMILIES
@pytest.mark.parametrize("text", ["Chương I", "QUY ĐỊNH CHUNG", "QUYẾT ĐỊNH:"])
def test_chapters_and_what_decides_are_bold_and_centred(family: str, text: str) -> None:
    (page,) = pages_of(family, "quy-dinh", LEVELS)
    line = page.line(text)
    assert (line.style, line.size) == ("bold", 14)
    assert line.middle == pytest.approx(MIDDLE, abs=0.5)


@FAMILIES
def test_articles_clauses_and_points_begin_with_the_first_line_indent(family: str) -> None:
    (page,) = pages_of(family, "quy-dinh", LEVELS)
    indent = {"party": 10.0, "state": 12.7}[family]
    for text in ("Điều 1.", "1. Khoản", "a) Điểm", "- Gạch", "Điều 2.", "Đoạn cuối"):
        assert page.line(text).left == pytest.approx(LEFT + indent, abs=0.5), text


def test_the_label_of_an_article_is_bold_before_a_plain_sentence() -> None:
    (page,) = pages_of("party", "quy-dinh", LEVELS)
    assert page.line("Điều 1.").style == "bold"
    line = page.line("Điều 2.")
    assert line.part("Điều 2.").style == "bold"
    assert line.part("Đây là").style == "regular"
    assert page.line("# I- Đề mục".removeprefix("# ")).style == "bold"


@FAMILIES
def test_the_grounds_stand_as_the_family_has_them(family: str) -> None:
    body = "BAN THƯỜNG VỤ\n\nCăn cứ Luật A;\n\nTheo đề nghị của B.\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Tên"
    (page,) = pages_of(family, "quyet-dinh", body)
    dash = {"party": "- ", "state": ""}[family]
    first, last = page.line(f"{dash}Căn cứ"), page.line(f"{dash}Theo")
    assert first.text == f"{dash}Căn cứ Luật A;"
    assert last.text == f"{dash}Theo đề nghị của B."
    assert {first.style, last.style} == {{"party": "regular", "state": "italic"}[family]}
    order = [page.line(t).baseline for t in ("BAN THƯỜNG VỤ", first.text, last.text, "QUYẾT ĐỊNH:")]
    assert order == sorted(order)
    assert page.line("BAN THƯỜNG VỤ").middle == pytest.approx(MIDDLE, abs=0.5)


# -- tables ----------------------------------------------------------------------------------------


def test_the_cells_stand_in_their_columns() -> None:
    (page,) = pages_of("party", "quy-dinh", LEVELS)
    start, middle, end = page.line("TT"), exactly(page, "1"), page.line("25")
    assert start.middle == pytest.approx(middle.middle, abs=0.3)
    assert end.right == pytest.approx(page.line("1.000").right, abs=0.3)
    assert page.line("Đậm việc").left == pytest.approx(page.line("Việc hai").left, abs=0.3)
    assert start.right < page.line("Việc hai").left < page.line("1.000").left
    assert page.line("Tên việc").style == "bold"
    assert page.line("Đậm việc").part("Đậm").style == "bold"
    assert page.line("Đậm việc").part("việc").style == "regular"


@pytest.mark.parametrize("columns", [1, 3, 12])
def test_a_table_keeps_within_the_margins(columns: int) -> None:
    row = "|" + "|".join(f"c{n}" for n in range(columns)) + "|\n"
    (page,) = pages_of("party", "ket-luan", f"{row}{'|---' * columns}|\n{row}\nĐoạn.")
    lines = [r for r in page.rules if r.bottom - r.top > 3 and r.top > 60]
    assert len(lines) >= columns + 1
    assert min(r.left for r in lines) == pytest.approx(LEFT, abs=1)
    assert max(r.right for r in lines) == pytest.approx(RIGHT, abs=1)


def tags(pdf: bytes, kind: str) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = 0
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name(kind):
                found += 1
        return found


def test_the_columns_of_a_table_are_named_for_a_screen_reader() -> None:
    pdf = content_of("party", "quy-dinh", LEVELS).pdf
    assert {kind: tags(pdf, kind) for kind in ("/Table", "/TR", "/TH", "/TD")} == {
        "/Table": 1, "/TR": 3, "/TH": 3, "/TD": 6}  # fmt: skip


def test_the_names_of_the_columns_come_again_on_the_next_page() -> None:
    rows = "\n".join(f"| {n} | việc {n} |" for n in range(1, 60))
    pages = pages_of("party", "ket-luan", f"| TT | Tên việc |\n|---|---|\n{rows}\n\nĐoạn.")
    assert len(pages) == 2
    assert pages[0].line("Tên việc")
    again = pages[1].line("Tên việc")
    assert again.baseline < min(line.baseline for line in pages[1].lines if "việc " in line.text)


# -- footnotes -------------------------------------------------------------------------------------

SHORT_LINES = "\n\n".join(["Một dòng."] * 30)
NOTED = f"Lời một[^1].\n\n{SHORT_LINES}\n\nLời hai[^2]."
NOTES = "[^1]: Ghi chú đầu *nghiêng*.\n[^2]: Ghi chú sau."


@FAMILIES
def test_a_footnote_stands_at_the_foot_of_the_page_that_calls_it(family: str) -> None:
    pages = pages_of(family, "ket-luan" if family == "party" else "bao-cao", NOTED, after=NOTES)
    for number, call, note in ((1, "Lời một", "Ghi chú đầu"), (2, "Lời hai", "Ghi chú sau")):
        page = pages[number - 1]
        (line,) = [line for line in page.lines if note in line.text]
        assert line.baseline > page.line(call).baseline
        assert 265 < line.baseline < HEIGHT - 20
        assert max(glyph.size for glyph in line.glyphs) < 14
        above = [li for li in page.lines if li.text == "Một dòng."]
        assert all(li.baseline < line.baseline for li in above)
    assert [page_with(pages, text)[0] for text in ("Lời một", "Lời hai")] == [1, 2]


@pytest.mark.parametrize("count", [5, 6, 8, 9])
def test_a_footnote_stays_on_its_page_where_a_paragraph_goes_on_overleaf(count: int) -> None:
    body = "\n\n".join(["Lời một[^1].", *[LONG] * count, LINE * 3])
    pages = pages_of("party", "ket-luan", body, after=NOTES.split("\n")[0])
    assert len(pages) == 2
    assert [any("Ghi chú đầu" in line.text for line in page.lines) for page in pages] == [
        True,
        False,
    ]


def pages_of_notes(pages: list[Page], count: int) -> list[tuple[list[int], list[int]]]:
    """Where each call and each note stands, by the words `Gọi 1.` and `Chú 1.`."""
    found = []
    for number in range(1, count + 1):
        places = [
            [n for n, p in enumerate(pages) if any(f"{w} {number}." in li.text for li in p.lines)]
            for w in ("Gọi", "Chú")
        ]
        found.append((places[0], places[1]))
    return found


@FAMILIES
@pytest.mark.parametrize("shift", range(5))
def test_every_footnote_of_a_long_text_stands_on_the_page_of_its_call(
    family: str, shift: int
) -> None:
    texts, notes, count = [LINE * shift], [], 0
    for step in range(24):
        if step % 3 != 2:
            texts.append(LINE * (1 + (step + shift) % 5))
            continue
        count += 1
        texts += [f"**{'I' * (1 + count % 3)}. ĐỀ MỤC**", f"Gọi {count}.[^{count}] {LINE * 3}"]
        notes.append(f"[^{count}]: Chú {count}. {LINE * (count % 3)}")
    texts.append("Đoạn cuối.")
    kind = {"party": "ket-luan", "state": "bao-cao"}[family]
    pages = pages_of(family, kind, "\n\n".join(texts), after="\n".join(notes))
    assert len(pages) > 2
    for call, note in pages_of_notes(pages, count):
        assert call == note
        assert len(call) == 1
    for page in pages:  # no heading is left alone above the notes
        for heading in (li for li in page.lines if li.text.endswith("ĐỀ MỤC")):
            assert any("Gọi" in li.text for li in page.lines if li.baseline > heading.baseline)


def test_a_footnote_of_a_table_stands_on_the_page_of_its_row() -> None:
    rows = "\n".join(
        f"| {n} | Gọi {n}.[^{n}] {LINE} |" if n in (1, 14, 28) else f"| {n} | {LINE} |"
        for n in range(1, 31)
    )
    notes = "\n".join(f"[^{n}]: Chú {n}." for n in (1, 14, 28))
    body = f"| TT | Việc |\n|---|---|\n{rows}\n\nĐoạn."
    pages = pages_of("party", "ket-luan", body, after=notes)
    assert len(pages) > 1
    found = pages_of_notes(pages, 28)
    for number in (1, 14, 28):
        call, note = found[number - 1]
        assert call == note
        assert len(call) == 1


def test_a_footnote_that_no_page_can_hold_is_refused() -> None:
    with pytest.raises(FootnoteTooLong, match="Dài") as caught:
        pages_of("party", "ket-luan", f"Lời một[^1].\n\n{LONG}", after=f"[^1]: Dài. {LINE * 130}")
    assert "Shorten it" in caught.value.hint_text()


def test_the_number_of_a_footnote_is_raised_at_its_call_and_before_its_text() -> None:
    first, second, *_ = pages_of("party", "ket-luan", NOTED, after=NOTES)
    for page, number, call, note in (
        (first, "1", "Lời một", "Ghi chú đầu"), (second, "2", "Lời hai", "Ghi chú sau"),
    ):  # fmt: skip
        raised = [line for line in page.lines if line.text == number and line.size < 10]
        assert len(raised) == 2
        at_call, at_text = sorted(raised, key=lambda line: line.baseline)
        line = page.line(call)
        assert at_call.left == pytest.approx(line.part(call).right, abs=0.5)
        assert 0.5 < line.baseline - at_call.baseline < 3
        (text,) = [line for line in page.lines if note in line.text]
        assert at_text.right <= text.left
        assert abs(at_text.baseline - text.baseline) < 3


def test_the_styles_of_a_footnote_are_kept() -> None:
    page = pages_of("party", "ket-luan", NOTED, after=NOTES)[0]
    (line,) = [line for line in page.lines if "Ghi chú đầu" in line.text]
    assert line.part("nghiêng").style == "italic"
    assert line.part("Ghi chú đầu").style == "regular"


# -- appendices ------------------------------------------------------------------------------------

APPENDICES = (
    f"# Phụ lục 1\n\n**DANH SÁCH**\n\n{WHOLE_PAGE}\n\nHết một.\n\n"
    f"# Phụ lục 2 {{ngang}}\n\n**BẢNG  \nTỔNG HỢP**\n\n{TABLE}\n\n{WHOLE_PAGE}\n\n"
    "# Phụ lục 3\n\n**MẪU**\n\nNội dung ba."
)


@FAMILIES
def test_an_appendix_begins_a_page_of_its_own(family: str) -> None:
    pages = pages_of(family, "quy-dinh", "Đoạn.", after=APPENDICES)
    assert page_with(pages, "Trần Minh Khang")[0] == 1
    for name, number in (("Phụ lục 1", 2), ("Phụ lục 2", 4)):
        found, line = page_with(pages, name)
        assert found == number
        assert line.style == "bold"
        assert line.baseline == min(li.baseline for li in pages[found - 1].lines)
    assert page_with(pages, "Phụ lục 3")[0] == len(pages)
    assert page_with(pages, "MẪU")[0] == len(pages)


def test_the_title_of_an_appendix_is_centred_below_its_name() -> None:
    pages = pages_of("party", "quy-dinh", "Đoạn.", after=APPENDICES)
    name, title = pages[1].line("Phụ lục 1"), pages[1].line("DANH SÁCH")
    assert name.baseline < title.baseline < pages[1].line("Đây là").baseline
    assert title.style == "bold"
    for line in (name, title):
        assert line.middle == pytest.approx(MIDDLE, abs=0.5)


@FAMILIES
def test_a_table_keeps_away_from_the_title_above_it(family: str) -> None:
    """By a line of 14 pt, single, and the 6 pt that stand above a paragraph."""
    pages = pages_of(family, "quy-dinh", "Đoạn.", after=APPENDICES)
    number, title = page_with(pages, "TỔNG HỢP")
    apart = pages[number - 1].line("TT").baseline - title.baseline
    assert apart * 72 / 25.4 > 14 * 1.15 + 6


@FAMILIES
def test_a_landscape_appendix_turns_its_paper_and_no_other(family: str) -> None:
    pages = pages_of(family, "quy-dinh", "Đoạn.", after=APPENDICES)
    turned = [round(page.width) == 297 and round(page.height) == 210 for page in pages]
    first, last = page_with(pages, "Phụ lục 2")[0], page_with(pages, "Phụ lục 3")[0]
    assert turned == [first <= n < last for n in range(1, len(pages) + 1)]
    assert all((round(p.width), round(p.height)) == (210, 297) for p in (pages[0], pages[-1]))
    text = [line for line in pages[first - 1].lines if line.text.startswith("Đây là")]
    assert max(line.right for line in text) == pytest.approx(297 - 20, abs=0.5)
    assert pages[last - 1].line("MẪU").middle == pytest.approx(MIDDLE, abs=0.5)


@FAMILIES
def test_page_numbers_start_anew_in_an_appendix_and_hide_on_its_first_page(family: str) -> None:
    pages = pages_of(family, "quy-dinh", f"{WHOLE_PAGE}\n\nĐoạn.", after=APPENDICES)
    first = [page_with(pages, f"Phụ lục {n}")[0] for n in (1, 2, 3)]
    assert first[0] == 3
    expected, count = [], 0
    for number in range(1, len(pages) + 1):
        count = 1 if number in (1, *first) else count + 1
        expected.append("" if count == 1 else str(count))
    assert [number_on(page) for page in pages] == expected


def test_a_footnote_of_an_appendix_goes_on_counting() -> None:
    after = f"# Phụ lục\n\n**DANH SÁCH**\n\nLời hai[^2].\n\n{NOTES}"
    pages = pages_of("party", "ket-luan", "Lời một[^1].", after=after)
    (line,) = [line for line in pages[1].lines if "Ghi chú sau" in line.text]
    assert line.baseline > 265
    assert [li.text for li in pages[1].lines if li.text in ("1", "2")] == ["2", "2"]
