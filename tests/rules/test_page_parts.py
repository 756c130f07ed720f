"""Which line is which part, told by words and place alone; and how paragraphs are joined again."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tests.rules.sheets import sheets
from workflow.model.page import Line, Page, Part, Picture, Stroke
from workflow.rules.page_parts import assign_parts, passages_of

BLACK = "Times-New-Roman"


def line(
    text: str,
    left: float,
    right: float,
    baseline: float,
    *,
    page: int = 1,
    size: float = 14.0,
    bold: bool | None = False,
    italic: bool | None = False,
) -> Line:
    box = (left, baseline - 3.5, right, baseline + 1)
    return Line(page, text, box, baseline, size, BLACK, bold, italic)


def page(*lines: Line, number: int = 1, strokes: tuple[Stroke, ...] = ()) -> Page:
    ordered = sorted(lines, key=lambda li: (round(li.baseline), li.box[0]))
    return Page(number, 210.0, 297.0, tuple(replace(li, page=number) for li in ordered), strokes)


def text(top: float, *, page: int = 1, first: str = "Thực hiện kế hoạch năm") -> list[Line]:
    return [
        line(first, 40, 195, top, page=page),
        line("các cơ quan tập trung rà soát", 30, 195, top + 6.7, page=page),
        line("và báo cáo kết quả.", 30, 90, top + 13.4, page=page),
    ]


PARTY = [
    line("TỈNH UỶ LAM GIANG", 45, 94, 24.6),
    line("ĐẢNG CỘNG SẢN VIỆT NAM", 115, 188, 24.9, size=15, bold=True),
    line("VĂN PHÒNG", 54, 84, 31.1, bold=True),
    line("Lam Giang, ngày 05 tháng 6 năm 2026", 113, 191, 33.7, italic=True),
    line("*", 68, 70, 37.7),
    line("Số 08-BC/VPTU", 51, 88, 44.2),
]
STATE = [
    line("UBND TỈNH LAM GIANG", 42, 94, 24.3, size=13),
    line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 103, 190, 24.3, size=12, bold=True),
    line("SỞ NỘI VỤ", 56, 80, 30.3, size=13, bold=True),
    line("Độc lập - Tự do - Hạnh phúc", 118, 175, 30.0, size=13, bold=True),
    line("Số: 15/QĐ-SNV", 53, 83, 39.6, size=13),
    line("Lam Giang, ngày 05 tháng 02 năm 2026", 111, 185, 39.6, size=13, italic=True),
]
PARTY_END = [
    line("Nơi nhận:", 30, 50, 150),
    line("- Văn phòng Trung ương Đảng, Ban Chính", 30, 103, 156, size=12),
    line("sách, chiến lược Trung ương;", 32, 82, 161, size=12),
    line("- Lưu Văn phòng Tỉnh uỷ.", 30, 75, 166, size=12),
    line("NguyenVanAn-26", 30, 59, 171, size=11),
    line("K/T CHÁNH VĂN PHÒNG", 122, 182, 150, bold=True),
    line("PHÓ CHÁNH VĂN PHÒNG", 122, 181, 157),
    line("Lê Hoàng Sơn", 137, 167, 190, bold=True),
]


def parts(pages: list[Page], family: str) -> dict[str, Part]:
    return {li.text: li.part for p in assign_parts(pages, family) for li in p.lines}


def test_the_head_of_a_party_document() -> None:
    kind = line("BÁO CÁO", 98, 126, 60, bold=True)
    author = line("CỦA BAN THƯỜNG VỤ TỈNH UỶ", 75, 150, 66, bold=True)
    subject = [
        line("về kết quả chuyển đổi số", 80, 145, 72, bold=True),
        line("năm 2026", 100, 125, 78, bold=True),
    ]
    separator = line("-----", 108, 117, 84)
    found = parts([page(*PARTY, kind, author, *subject, separator, *text(95))], "party")
    assert [found[li.text] for li in PARTY] == [
        Part.SUPERIOR,
        Part.NATION,
        Part.ORGAN,
        Part.DATE,
        Part.MARK,
        Part.NUMBER,
    ]
    assert [found[li.text] for li in (kind, author, *subject, separator)] == [
        Part.TYPE,
        Part.AUTHOR,
        Part.SUBJECT,
        Part.SUBJECT,
        Part.SEPARATOR,
    ]
    assert found["và báo cáo kết quả."] == Part.BODY


def test_the_head_and_grounds_of_a_state_decision() -> None:
    lines = [
        line("QUYẾT ĐỊNH", 97, 128, 58, bold=True),
        line("Ban hành Quy chế làm việc", 75, 150, 65, bold=True),
        line("GIÁM ĐỐC SỞ NỘI VỤ", 86, 139, 80, bold=True),
        line("Căn cứ Luật Tổ chức chính quyền địa phương", 43, 195, 90, italic=True),
        line("ngày 16 tháng 6 năm 2025;", 30, 90, 97, italic=True),
        line("Theo đề nghị của Chánh Văn phòng Sở.", 43, 120, 106, italic=True),
        line("QUYẾT ĐỊNH:", 97, 130, 116, bold=True),
        line("Điều 1. Ban hành kèm theo Quyết định này", 43, 195, 125, bold=None),
        line("Quy chế làm việc của Sở.", 30, 80, 132),
    ]
    stroke = Stroke(1, (102.0, 68.0, 123.0, 68.3), 0.75)
    found = parts([page(*STATE, *lines, *text(141), strokes=(stroke,))], "state")
    assert [found[li.text] for li in STATE] == [
        Part.SUPERIOR,
        Part.NATION,
        Part.ORGAN,
        Part.MOTTO,
        Part.NUMBER,
        Part.DATE,
    ]
    assert [found[li.text] for li in lines] == [
        Part.TYPE,
        Part.SUBJECT,
        Part.OTHER,
        Part.GROUND,
        Part.GROUND,
        Part.GROUND,
        Part.DECIDES,
        Part.ARTICLE,
        Part.BODY,
    ]


@pytest.mark.parametrize(("head", "family"), [(PARTY, "party"), (STATE, "state")])
def test_a_letter_has_its_subject_under_the_number_and_whom_it_is_to(
    head: list[Line], family: str
) -> None:
    subject = [
        line("V/v rà soát dữ liệu cán bộ,", 45, 91, 50, size=12),
        line("công chức, viên chức", 50, 86, 55, size=12),
    ]
    to = [
        line("Kính gửi:", 97, 116, 66),
        line("- Các sở, ban, ngành tỉnh;", 90, 141, 73),
        line("- Uỷ ban nhân dân các xã, phường.", 90, 159, 80),
    ]
    found = parts([page(*head, *subject, *to, *text(92))], family)
    assert {found[li.text] for li in subject} == {Part.LETTER_SUBJECT}
    assert found[to[0].text] == Part.ADDRESSEE_WORD
    assert {found[li.text] for li in to[1:]} == {Part.ADDRESSEE}
    assert found["Thực hiện kế hoạch năm"] == Part.BODY


def test_the_end_has_recipients_on_the_left_and_the_signer_on_the_right() -> None:
    found = parts([page(*PARTY, *text(60)), page(*text(25), *PARTY_END, number=2)], "party")
    assert [found[li.text] for li in PARTY_END] == [
        Part.RECIPIENTS_HEADING,
        Part.RECIPIENT,
        Part.RECIPIENT,
        Part.RECIPIENT,
        Part.DRAFTER_MARK,
        Part.AUTHORITY,
        Part.TITLE,
        Part.NAME,
    ]


@pytest.mark.parametrize(
    ("authority", "title"),
    [
        ("T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
        ("T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG"),
        ("TM. UỶ BAN NHÂN DÂN", "CHỦ TỊCH"),
        ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"),
        ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ"),
        ("", "TRƯỞNG BAN"),
    ],
)
def test_authority_and_title_are_told_apart(authority: str, title: str) -> None:
    block = [line(authority, 125, 180, 150, bold=True)] if authority else []
    block += [line(title, 130, 175, 157, bold=True), line("Lê Hoàng Sơn", 137, 167, 190)]
    left = [line("Nơi nhận:", 30, 50, 150), line("- Lưu Văn phòng.", 30, 75, 156)]
    found = parts([page(*PARTY, *text(60), *left, *block)], "party")
    assert found[title] == Part.TITLE
    assert found["Lê Hoàng Sơn"] == Part.NAME
    assert not authority or found[authority] == Part.AUTHORITY


def test_two_lines_of_authority_are_told_from_the_title() -> None:
    block = [
        line("TM. UỶ BAN NHÂN DÂN", 125, 180, 150, bold=True),
        line("KT. CHỦ TỊCH", 137, 168, 157, bold=True),
        line("PHÓ CHỦ TỊCH", 135, 170, 164, bold=True),
        line("Lê Hoàng Sơn", 137, 167, 197),
    ]
    left = [line("Nơi nhận:", 30, 50, 150), line("- Lưu: VT.", 30, 75, 156)]
    found = parts([page(*PARTY, *text(60), *left, *block)], "party")
    assert [found[li.text] for li in block] == [
        Part.AUTHORITY,
        Part.AUTHORITY,
        Part.TITLE,
        Part.NAME,
    ]


def test_the_caption_of_an_image_is_not_the_text() -> None:
    picture = Picture(1, (40.0, 120.0, 185.0, 160.0))
    caption = line("Hình 1. Số văn bản phát hành theo quý", 70, 155, 166, size=13, italic=True)
    below = line("Các cơ quan phối hợp thực hiện.", 40, 120, 178)
    shown = page(*PARTY, *text(60), caption, below)
    found = parts([replace(shown, pictures=(picture,))], "party")
    assert found[caption.text] == Part.OTHER
    assert found[below.text] == Part.BODY


def test_what_a_signature_says_of_itself_is_not_the_signers_name() -> None:
    said = line("Ký bởi: VĂN PHÒNG TỈNH UỶ", 140, 190, 195, size=10)
    found = parts([page(*PARTY, *text(60), *PARTY_END, said)], "party")
    assert found[said.text] == Part.OTHER
    assert found["Lê Hoàng Sơn"] == Part.NAME


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("HOẢ TỐC", Part.URGENCY),
        ("KHẨN", Part.URGENCY),
        ("Dự thảo lần 2", Part.DRAFT_MARK),
        ("LƯU HÀNH NỘI BỘ", Part.CIRCULATION),
    ],
)
def test_marks_under_the_number(words: str, part: Part) -> None:
    assert parts([page(*PARTY, line(words, 55, 85, 51), *text(80))], "party")[words] == part


def test_a_regulation_issued_with_a_decision_is_no_text_below_its_signature() -> None:
    first = page(*PARTY, line("QUYẾT ĐỊNH", 100, 125, 58, bold=True), *text(97))
    second = page(
        line("2", 111, 114, 12),
        line("QUY CHẾ", 102, 123, 26, bold=True),
        line("làm việc của Tỉnh uỷ", 90, 135, 32, bold=True),
        line("(Ban hành kèm theo Quyết định số 12-QĐ/TU)", 60, 165, 38, italic=True),
        *text(50, page=2),
        number=2,
    )
    parts = [li.part for li in assign_parts((first, second), "party")[1].lines]
    assert parts[:3] == [Part.PAGE_NUMBER, Part.APPENDIX, Part.APPENDIX_TITLE]
    assert Part.BODY not in parts


@pytest.mark.parametrize("stretched", [0, 60])
def test_a_letterhead_on_a_page_that_lies(stretched: int) -> None:
    """As wide as on an upright page, or as the page."""
    head = [
        replace(li, box=(li.box[0] + by, li.box[1], li.box[2] + by, li.box[3]))
        for li in PARTY
        for by in [stretched if li.box[0] > 100 else 0]
    ]
    lying = replace(page(*head, line("CHƯƠNG TRÌNH", 135, 165, 58, bold=True)), width=297.0,
                    height=210.0)  # fmt: skip
    parts = {li.text: li.part for li in assign_parts((lying,), "party")[0].lines}
    upright = {li.text: li.part for li in assign_parts((page(*PARTY),), "party")[0].lines}
    assert parts.pop("CHƯƠNG TRÌNH") == Part.TYPE
    assert parts == {text: upright[text] for text in parts}


def test_divisions_and_an_appendix() -> None:
    first = page(
        *PARTY,
        line("QUY ĐỊNH", 100, 125, 58, bold=True),
        line("về chế độ làm việc", 85, 140, 65, bold=True),
        line("-----", 108, 117, 71),
        line("Chương I", 102, 123, 80, bold=True),
        line("NHỮNG QUY ĐỊNH CHUNG", 80, 145, 87, bold=True),
        *text(97),
    )
    second = page(
        line("2", 111, 114, 12),
        line("Phụ lục 1", 102, 123, 26, bold=True),
        line("BẢNG TỔNG HỢP", 90, 135, 33, bold=True),
        line("Tên đơn vị", 30, 60, 45),
        number=2,
    )
    found = parts([first, second], "party")
    assert found["Chương I"] == Part.CHAPTER
    assert found["NHỮNG QUY ĐỊNH CHUNG"] == Part.CHAPTER_TITLE
    assert found["2"] == Part.PAGE_NUMBER
    assert found["Phụ lục 1"] == Part.APPENDIX
    assert found["BẢNG TỔNG HỢP"] == Part.APPENDIX_TITLE
    assert found["Tên đơn vị"] == Part.OTHER


def test_tables_and_notes_at_the_foot_are_not_the_text() -> None:
    walls = tuple(Stroke(1, (x, 120.0, x + 0.2, 140.0), 0.5) for x in (30, 90, 195))
    note = Stroke(1, (30.0, 260.0, 80.0, 260.3), 0.5)
    table = line("Số lượng văn bản", 31, 80, 130)
    foot = line("1 Theo báo cáo của các huyện.", 30, 100, 265, size=10)
    found = parts([page(*PARTY, *text(60), table, foot, strokes=(*walls, note))], "party")
    assert found[table.text] == Part.OTHER
    assert found[foot.text] == Part.OTHER


def test_paragraphs_are_joined_over_lines_and_pages() -> None:
    first = page(*PARTY, line("BÁO CÁO", 98, 126, 55, bold=True), *text(65)[:2])
    second = page(
        line("2", 111, 114, 12),
        line("và báo cáo kết quả.", 30, 90, 25),
        *text(34, first="Các cơ quan phối hợp"),
        *PARTY_END,
        number=2,
    )
    found = passages_of(assign_parts([first, second], "party"))
    body = [p for p in found if p.part == Part.BODY]
    assert [p.text for p in body] == [
        "Thực hiện kế hoạch năm các cơ quan tập trung rà soát và báo cáo kết quả.",
        "Các cơ quan phối hợp các cơ quan tập trung rà soát và báo cáo kết quả.",
    ]
    assert [p.page for p in body] == [1, 2]


def test_recipients_that_go_on_over_two_lines_are_one() -> None:
    found = passages_of(assign_parts([page(*PARTY, *text(60), *PARTY_END)], "party"))
    assert [p.text for p in found if p.part == Part.RECIPIENT] == [
        "- Văn phòng Trung ương Đảng, Ban Chính sách, chiến lược Trung ương;",
        "- Lưu Văn phòng Tỉnh uỷ.",
    ]


def test_paragraphs_without_an_indent_are_told_by_the_space_between_them() -> None:
    lines = [
        line("Một đoạn văn dài", 30, 195, 60),
        line("kết thúc ở đây.", 30, 190, 66.7),
        line("Đoạn thứ hai", 30, 195, 76),
        line("cũng kết thúc.", 30, 190, 82.7),
    ]
    found = passages_of(assign_parts([page(*PARTY, *lines)], "party"))
    assert [p.text for p in found if p.part == Part.BODY] == [
        "Một đoạn văn dài kết thúc ở đây.",
        "Đoạn thứ hai cũng kết thúc.",
    ]


@pytest.mark.parametrize("family", ["party", "state"])
@pytest.mark.parametrize("seed", range(5))
def test_any_lines_in_any_place_get_some_part_and_none_is_lost(family: str, seed: int) -> None:
    chance = random.Random(seed)
    words = [li.text for li in (*PARTY, *STATE, *PARTY_END)]
    lines = [
        line(chance.choice(words), x := chance.uniform(-5, 150), x + 40, chance.uniform(0, 300))
        for _ in range(40)
    ]
    given = [page(*lines), page(*lines, number=2)]
    got = assign_parts(given, family)
    assert [[li.text for li in p.lines] for p in got] == [
        [li.text for li in p.lines] for p in given
    ]
    assert sum(len(p.text.split()) for p in passages_of(got)) == sum(
        len(li.text.split()) for p in given for li in p.lines
    )


@pytest.mark.parametrize("family", ["party", "state"])
@pytest.mark.parametrize("pages", [[], [Page(1, 210.0, 297.0)]])
def test_pages_without_text_stay_as_they_are(family: str, pages: list[Page]) -> None:
    assert assign_parts(pages, family) == tuple(pages)
    assert passages_of(pages) == []


@pytest.mark.parametrize("rule_set", ["party-hd05", "state-nd30"])
def test_assigning_parts_does_not_depend_on_what_was_assigned_before(rule_set: str) -> None:
    pages = sheets(rule_set)
    bare = tuple(
        replace(p, lines=tuple(replace(li, part=Part.OTHER) for li in p.lines)) for p in pages
    )
    family = rule_set.split("-")[0]
    assert assign_parts(pages, family) == assign_parts(bare, family)
