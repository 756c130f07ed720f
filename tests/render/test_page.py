"""The page, measured: HD05 in millimetres and points, on the file that is approved."""

from __future__ import annotations

import io
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from tests.conftest import EXAMPLE
from tests.render.conftest import RULES, draft_of, rendered, text_of
from tests.render.measure import MM, Line, Page, measured
from workflow.render.content import Content

LEFT, RIGHT, TOP, BOTTOM = 30.0, 210.0 - 15.0, 20.0, 297.0 - 20.0
pytestmark = pytest.mark.slow

CENTRE = (LEFT + RIGHT) / 2
PITCH = 19 * MM


@pytest.fixture(scope="module")
def pages(content: Content) -> list[Page]:
    """With the number's and the date's line, which are shown by fields."""
    return measured(content.pdf, fields=True)


@pytest.fixture(scope="module")
def first(pages: list[Page]) -> Page:
    return pages[0]


@pytest.fixture(scope="module")
def last(pages: list[Page]) -> Page:
    return pages[-1]


def body(page: Page) -> list[Line]:
    """The lines of the body: between the rule of hyphens and the signature block."""
    top = next((s.baseline for s in page.lines if s.text == "-----"), TOP)
    end = next((s.baseline for s in page.lines if s.text.startswith("Nơi nhận")), BOTTOM + 1)
    return sorted(
        (s for s in page.lines if top + 1 < s.baseline < end - 1), key=lambda s: s.baseline
    )


# -- paper and margins -------------------------------------------------------------------------


def test_the_paper_is_a4_upright(pages: list[Page]) -> None:
    for page in pages:
        assert (page.width, page.height) == pytest.approx((210, 297), abs=0.1)


def test_the_rules_say_what_is_measured_here() -> None:
    page = RULES.data["page"]
    assert [page[f"margin_{side}"] for side in ("top", "bottom", "left", "right")] == [
        20,
        20,
        30,
        15,
    ]


def test_the_body_reaches_from_margin_to_margin(pages: list[Page]) -> None:
    lines = [line for page in pages for line in body(page)]
    assert min(line.left for line in lines) == pytest.approx(LEFT, abs=0.1)
    assert max(line.right for line in lines) == pytest.approx(RIGHT, abs=0.5)


def test_nothing_is_outside_the_margins(pages: list[Page]) -> None:
    for page in pages:
        for line in page.lines:
            if line.text.isdigit() and line.baseline < TOP:
                continue
            assert line.left >= LEFT - 0.1, line.text
            assert line.right <= RIGHT + 0.5, line.text
            assert min(g.top for g in line.glyphs) >= TOP - 0.5, line.text
            assert max(g.bottom for g in line.glyphs) <= BOTTOM, line.text


def test_the_first_line_of_the_next_pages_stands_at_the_top_margin(pages: list[Page]) -> None:
    for page in pages[1:]:
        assert body(page)[0].baseline == pytest.approx(TOP + PITCH * 0.75, abs=0.5)


def test_full_pages_are_filled_to_the_bottom_margin(pages: list[Page]) -> None:
    """Up to two lines and a paragraph's distance may be left free."""
    for page in pages[:-1]:
        assert BOTTOM - body(page)[-1].baseline < 3 * PITCH + 6 * MM


# -- the letterhead ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "size", "style"),
    [
        ("ĐẢNG CỘNG SẢN VIỆT NAM", 15, "bold"),
        ("TỈNH UỶ LAM GIANG", 14, "bold"),
        ("*", 14, "regular"),
        ("Số", 14, "regular"),
        ("Lam Giang, ngày", 14, "italic"),
        ("KẾT LUẬN", 15, "bold"),
        ("về đẩy mạnh", 14, "bold"),
        ("Mặt trận", 14, "bold"),
        ("-----", 14, "regular"),
        ("Ngày 05/8/2026", 14, "regular"),
    ],
)
def test_each_part_of_the_first_page_has_its_size_and_style(
    first: Page, text: str, size: float, style: str
) -> None:
    line = first.line(text)
    assert line.size == size
    assert line.style == style


@pytest.mark.parametrize(
    ("text", "size", "style"),
    [
        ("Nơi nhận:", 14, "regular"),
        ("- Ban Bí thư", 12, "regular"),
        ("- Lưu Văn phòng", 12, "regular"),
        ("T/M BAN THƯỜNG VỤ", 14, "bold"),
        ("PHÓ BÍ THƯ", 14, "regular"),
        ("Trần Minh Khang", 14, "bold"),
    ],
)
def test_each_part_of_the_last_page_has_its_size_and_style(
    last: Page, text: str, size: float, style: str
) -> None:
    line = last.line(text)
    assert line.size == size
    assert line.style == style


def test_the_partys_name_ends_the_first_line_on_the_right(first: Page) -> None:
    nation, organ = first.line("ĐẢNG CỘNG SẢN"), first.line("TỈNH UỶ")
    assert nation.baseline == pytest.approx(organ.baseline, abs=0.5)
    assert nation.baseline < TOP + 8
    assert organ.right < CENTRE < nation.left
    assert RIGHT - nation.right < 2.5


def test_the_rule_under_the_partys_name_is_as_long_as_the_words(first: Page) -> None:
    nation = first.line("ĐẢNG CỘNG SẢN")
    (rule,) = first.rules
    assert rule.left == pytest.approx(nation.left, abs=0.35)
    assert rule.right == pytest.approx(nation.right, abs=0.35)
    assert rule.right - rule.left == pytest.approx(nation.width, abs=0.7)


def test_the_rule_is_drawn_close_under_the_words_and_nothing_else_is(
    content: Content, first: Page
) -> None:
    """By its pixels: one unbroken black line of about 1 pt."""
    nation, scale = first.line("ĐẢNG CỘNG SẢN"), 600 / 72
    with pypdfium2.PdfDocument(content.pdf) as document:
        seen = document[0].render(scale=scale, draw_annots=False).to_pil().convert("L")
    per_mm = 600 / 25.4
    top = round((nation.baseline + 0.8) * per_mm)
    rows = []
    for y in range(top, round((nation.baseline + 4) * per_mm)):
        row = seen.crop((round(110 * per_mm), y, round(200 * per_mm), y + 1)).tobytes()
        dark = [x for x, pixel in enumerate(row) if pixel < 128]
        if len(dark) > 20 * per_mm:  # no dot below a letter
            rows.append((dark[0], dark[-1], len(dark)))
    assert len(rows) * 72 / 600 == pytest.approx(1, abs=0.3)
    for start, end, count in rows:
        assert count == end - start + 1
        assert count / per_mm == pytest.approx(nation.width, abs=0.7)
        assert 110 + start / per_mm == pytest.approx(nation.left, abs=0.4)


def test_number_and_star_stand_centred_under_the_organ(first: Page) -> None:
    organ, star, number = first.line("TỈNH UỶ"), first.line("*"), first.line("Số")
    assert star.middle == pytest.approx(organ.middle, abs=0.3)
    assert number.middle == pytest.approx(organ.middle, abs=0.3)
    assert organ.baseline < star.baseline < number.baseline


def test_a_date_that_has_room_stands_centred_under_the_partys_name() -> None:
    content = rendered(text_of("Một việc."), date_line="Huế, ngày 05 tháng 8 năm 2026")
    (page,) = measured(content.pdf, fields=True)
    assert page.line("Huế").middle == pytest.approx(page.line("ĐẢNG CỘNG").middle, abs=0.5)


def test_a_longer_date_ends_at_the_right_margin(first: Page) -> None:
    date, nation = first.line("Lam Giang, ngày"), first.line("ĐẢNG CỘNG")
    assert date.width > 2 * (RIGHT - nation.middle)
    assert date.right == pytest.approx(RIGHT, abs=0.2)


def test_number_and_date_leave_room_until_they_are_given(first: Page) -> None:
    number, date = first.line("Số"), first.line("Lam Giang, ngày")
    assert number.text.replace("\N{NO-BREAK SPACE}", "_") == "Số ______-KL/TU"
    assert date.text.replace("\N{NO-BREAK SPACE}", "_") == "Lam Giang, ngày ___ tháng ___ năm 2026"


@pytest.mark.parametrize("text", ["KẾT LUẬN", "về đẩy", "Mặt trận", "tỉnh Lam", "-----"])
def test_type_subject_and_hyphens_are_centred(first: Page, text: str) -> None:
    assert first.line(text).middle == pytest.approx(CENTRE, abs=0.2)


def test_the_subject_keeps_the_drafters_lines(first: Page) -> None:
    start = [line.text for line in first.lines].index("KẾT LUẬN")
    assert [line.text for line in first.lines[start + 1 : start + 5]] == [
        "về đẩy mạnh chuyển đổi số trong các cơ quan đảng,",
        "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội",
        "tỉnh Lam Giang giai đoạn 2026 - 2030",
        "-----",
    ]


def test_a_superior_organ_stands_above_in_upright_capitals() -> None:
    (page,) = measured(rendered(text_of("Một việc."), superior="TỈNH UỶ CẤP TRÊN").pdf)
    superior, organ = page.line("TỈNH UỶ CẤP TRÊN"), page.line("TỈNH UỶ LAM GIANG")
    assert (superior.size, superior.style) == (14, "regular")
    assert superior.baseline < organ.baseline
    assert superior.middle == pytest.approx(organ.middle, abs=0.3)
    assert superior.baseline == pytest.approx(page.line("ĐẢNG CỘNG").baseline, abs=0.5)


def test_the_deciding_body_may_stand_under_the_type() -> None:
    text = text_of("Một việc.").replace("**về một", "**CỦA BAN THƯỜNG VỤ TỈNH UỶ**\n\n**về một")
    (page,) = measured(rendered(text).pdf)
    author = page.line("CỦA BAN THƯỜNG VỤ")
    assert (author.size, author.style) == (14, "bold")
    assert page.line("KẾT LUẬN").baseline < author.baseline < page.line("về một").baseline
    assert author.middle == pytest.approx(CENTRE, abs=0.2)


# -- page numbers ------------------------------------------------------------------------------


def test_there_is_no_page_number_on_page_one(first: Page) -> None:
    assert all(line.baseline > TOP for line in first.lines)


def test_every_other_page_has_its_number_at_the_top_in_the_middle(pages: list[Page]) -> None:
    for number, page in enumerate(pages[1:], start=2):
        (line,) = (line for line in page.lines if line.baseline < TOP)
        assert line.text == str(number)
        assert (line.size, line.style) == (14, "regular")
        assert line.middle == pytest.approx(CENTRE, abs=0.2)
        middle = (line.glyphs[0].top + line.glyphs[0].bottom) / 2
        assert middle == pytest.approx(10, abs=0.5)


# -- the body ----------------------------------------------------------------------------------


def starts(lines: list[Line]) -> list[bool]:
    """Which lines begin a paragraph."""
    return [line.left > LEFT + 5 for line in lines]


def test_the_body_is_set_in_14_points(pages: list[Page]) -> None:
    assert {line.size for page in pages for line in body(page)} == {14}


def test_every_paragraph_begins_10_mm_in(pages: list[Page]) -> None:
    lines = [line for page in pages for line in body(page)]
    indented = [line.left - LEFT for line in lines if line.left > LEFT + 0.2]
    assert len(indented) >= 20
    assert indented == pytest.approx([10] * len(indented), abs=0.15)


def test_lines_follow_each_other_at_19_points(pages: list[Page]) -> None:
    for page in pages:
        lines = body(page)
        for (above, below), begins in zip(pairwise(lines), starts(lines)[1:], strict=True):
            distance = (below.baseline - above.baseline) / MM
            assert distance == pytest.approx(25 if begins else 19, abs=0.1), below.text


def test_the_body_is_justified(pages: list[Page]) -> None:
    """Every line but a paragraph's last ends at the right margin."""
    for page in pages:
        lines = body(page)
        full = [
            a
            for (a, _), begins in zip(pairwise(lines), starts(lines)[1:], strict=True)
            if not begins
        ]
        assert full
        for line in full:
            assert line.right == pytest.approx(RIGHT, abs=0.5), line.text


def test_no_word_is_divided(pages: list[Page]) -> None:
    assert not any(line.text.endswith(("-", "\N{HYPHEN}")) for page in pages for line in body(page))


def test_italics_of_the_draft_are_italic_on_the_page_and_nothing_else_is(
    pages: list[Page],
) -> None:
    draft = draft_of(EXAMPLE.read_text("utf-8"))
    meant = [run.text for p in draft.body for run in p.runs if run.italic]
    shown = [g.char for p in pages for s in body(p) for g in s.glyphs if "Italic" in g.font]
    assert "".join("".join(shown).split()) == "".join("".join(meant).split())


def test_bold_of_the_draft_is_bold_on_the_page() -> None:
    (page,) = measured(rendered(text_of("Một **việc** *rất* ***gấp*** thôi.")).pdf)
    line = page.line("Một")
    styles = {word: line.part(word).style for word in ("Một", "việc", "rất", "gấp", "thôi")}
    assert styles == {
        "Một": "regular", "việc": "bold", "rất": "italic", "gấp": "bold italic", "thôi": "regular"
    }  # fmt: skip


# -- recipients and signature ------------------------------------------------------------------


def test_recipients_stand_on_the_left_and_the_signature_on_the_right(last: Page) -> None:
    heading, authority = last.line("Nơi nhận:"), last.line("T/M BAN")
    assert heading.left == pytest.approx(LEFT, abs=0.1)
    assert authority.left > CENTRE
    assert heading.baseline == pytest.approx(authority.baseline, abs=0.5)
    for line in last.lines:
        if line.text.startswith("- "):
            assert line.left == pytest.approx(LEFT, abs=0.1)
            assert line.right < CENTRE + 1


def test_recipients_end_with_semicolons_and_the_last_with_a_full_stop(last: Page) -> None:
    texts = [line.text for line in last.lines if line.size == 12]
    ends = "".join(texts).split(";")
    assert len(ends) == 9
    assert ends[-1] == "- Lưu Văn phòng Tỉnh uỷ."


def test_the_heading_of_the_recipients_is_underlined_as_long_as_its_words(last: Page) -> None:
    words = last.line("Nơi nhận:").part("Nơi nhận")
    (rule,) = last.rules
    assert rule.left == pytest.approx(words.left, abs=0.3)
    assert rule.right == pytest.approx(words.right, abs=0.3)
    assert 0 < rule.top - words.baseline < 1.5


def test_the_signature_block_is_centred_on_one_axis(content: Content, last: Page) -> None:
    names = ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Trần Minh Khang")
    axis = [last.line(name).middle for name in names]
    left, _, right, _ = field_box(content, "Signature")
    assert axis == pytest.approx([axis[0]] * 3, abs=0.2)
    assert (left + right) / 2 == pytest.approx(axis[0], abs=0.3)


def test_the_signature_has_its_room_between_title_and_name(content: Content, last: Page) -> None:
    _, top, _, bottom = field_box(content, "Signature")
    assert top > last.line("PHÓ BÍ THƯ").baseline
    assert bottom < min(g.top for g in last.line("Trần Minh Khang").glyphs)


def test_the_seal_covers_neither_title_nor_name(content: Content, last: Page) -> None:
    _, top, _, bottom = field_box(content, "Seal")
    assert top > last.line("PHÓ BÍ THƯ").baseline
    assert bottom < min(g.top for g in last.line("Trần Minh Khang").glyphs)


def test_without_an_authority_the_title_is_bold() -> None:
    text = text_of("Một việc.").replace("**T/M BAN THƯỜNG VỤ**\n\n", "")
    (page,) = measured(rendered(text).pdf)
    title = page.line("PHÓ BÍ THƯ")
    assert (title.size, title.style) == (14, "bold")
    assert title.baseline == pytest.approx(page.line("Nơi nhận").baseline, abs=0.5)


@pytest.mark.slow
def test_recipients_and_signature_stay_together() -> None:
    """However long the body: the block never stands on two pages."""
    for count in range(24, 42, 3):
        pages = measured(rendered(text_of("Một dòng.\n\n" * count)).pdf)
        (page,) = (p for p in pages if any(s.text.startswith("Nơi nhận") for s in p.lines))
        assert page.line("Trần Minh Khang")
        assert page.line("T/M BAN")


def field_box(content: Content, name: str) -> tuple[float, float, float, float]:
    """A field's left, top, right and bottom edge in mm."""
    with pikepdf.open(io.BytesIO(content.pdf)) as pdf:
        (field,) = (f for f in pdf.Root.AcroForm.Fields if str(f.T) == name)
        left, bottom, right, top = (float(n) * MM for n in field.Rect)
        height = float(pdf.pages[-1].mediabox[3]) * MM
    return left, height - top, right, height - bottom
