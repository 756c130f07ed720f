"""Parts, header lines, ends of lines and the signature block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from tests.rules.wording.splitting import SUPPLIED, split
from workflow.model.findings import Finding, Severity
from workflow.model.page import PART_NAMES, Part, Passage
from workflow.rules.rules import rules_of
from workflow.rules.rulesets import in_force
from workflow.rules.wording import WordingFacts, check_passages, check_wording

PARTY = WordingFacts(
    type_symbol="KL",
    type_title="Kết luận",
    organs=("TU",),
    judge=in_force("party", date(2026, 11, 23)).judge_authority,
    supplied=SUPPLIED,
)
STATE = WordingFacts(
    family="state",
    type_symbol="QĐ",
    organs=("UBND",),
    judge=in_force("state", date(2026, 11, 23)).judge_authority,
    supplied=frozenset({*SUPPLIED, Part.MOTTO}),
)

DRAFT = """**KẾT LUẬN**

**về công tác chuyển đổi số**

-----

Ban Thường vụ Tỉnh uỷ kết luận như sau:

1. Các cấp uỷ thực hiện Kết luận này.

Nơi nhận:

- Các huyện uỷ (để thực hiện);
- Lưu Văn phòng Tỉnh uỷ.

**T/M BAN THƯỜNG VỤ**
PHÓ BÍ THƯ

**Trần Minh Khang**
"""


def check(
    passages: Sequence[Passage], facts: WordingFacts = PARTY, rule_set: str = "party-hd05"
) -> list[Finding]:
    return check_passages(passages, facts, rules_of(rule_set))


def of_part(part: Part, text: str, rule_set: str = "party-hd05", **facts: object) -> list[Finding]:
    """What is found in one passage alone, leaving out what is missing around it."""
    base = replace(STATE if rule_set.startswith("state") else PARTY, **facts)  # type: ignore[arg-type]
    found = check([Passage(part, text, 7)], base, rule_set)
    return [finding for finding in found if finding.rule != "part-missing"]


def plain(draft: str) -> list[Passage]:
    """The draft's passages as a rule set wants them, the title not marked bold."""
    return [replace(p, bold=None) if p.part is Part.TITLE else p for p in split(draft)]


def test_a_right_draft_has_nothing_to_find() -> None:
    assert check_wording(DRAFT, plain(DRAFT), PARTY, rules_of("party-hd05")) == []


@pytest.mark.parametrize(
    "part",
    [Part.TYPE, Part.SUBJECT, Part.SEPARATOR, Part.NAME, Part.RECIPIENTS_HEADING, Part.RECIPIENT],
)
def test_a_mandatory_part_that_is_absent_is_named(part: Part) -> None:
    passages = [passage for passage in plain(DRAFT) if passage.part is not part]
    [finding] = [f for f in check(passages) if f.rule == "part-missing"]
    assert finding.expected == PART_NAMES[part]


def with_a_table(*, instead: bool) -> list[Passage]:
    """The draft with a table below its text, or in the place of it."""
    passages = plain(DRAFT)
    at = next(n for n, p in enumerate(passages) if p.part is Part.RECIPIENTS_HEADING)
    cells = [Passage(Part.OTHER, text) for text in ("TT", "Nội dung", "1", "Tháng 9")]
    above = [p for p in passages[:at] if not (instead and p.part in (Part.BODY, Part.ARTICLE))]
    return [*above, *cells, *passages[at:]]


@pytest.mark.parametrize("instead", [True, False])
def test_a_text_may_be_a_table_or_end_with_one(instead: bool) -> None:
    passages = with_a_table(instead=instead)
    assert [f.rule for f in check(passages)] == []
    if not instead:
        cut = [replace(p, text=p.text.rstrip(".")) for p in passages if p.part is not Part.OTHER]
        assert "body-end" in [f.rule for f in check(cut)]


def test_a_part_that_is_not_laid_out_either_is_missing() -> None:
    found = check(plain(DRAFT), replace(PARTY, supplied=frozenset()))
    missing = [f.expected for f in found if f.rule == "part-missing"]
    parts = (Part.NATION, Part.ORGAN, Part.MARK, Part.NUMBER, Part.DATE)
    assert missing == [PART_NAMES[part] for part in parts]


def test_parts_out_of_order_are_found() -> None:
    passages = plain(DRAFT)
    kind, subject = passages[0], passages[1]
    found = check([subject, kind, *passages[2:]])
    assert [(f.rule, f.found, f.expected) for f in found] == [
        ("part-order", "tên loại", "trích yếu")
    ]


def test_the_recipients_may_stand_before_or_after_the_signature_block() -> None:
    passages = plain(DRAFT)
    recipients = [p for p in passages if p.part in (Part.RECIPIENTS_HEADING, Part.RECIPIENT)]
    others = [p for p in passages if p not in recipients]
    assert check(others + recipients) == []


def test_an_appendix_has_an_order_of_its_own() -> None:
    appendix = [Passage(Part.APPENDIX, "Phụ lục 1", 30), Passage(Part.DECIDES, "QUYẾT ĐỊNH", 31)]
    assert check(plain(DRAFT) + appendix) == []


NUMBERS = [
    ("party-hd05", "Số 5-KL/TU", "Số 05-KL/TU"),
    ("party-hd05", "Số: 05-KL/TU", "Số 05-KL/TU"),
    ("party-hd05", "Số 05 - KL/TU", "Số 05-KL/TU"),
    ("party-hd05", "Số 05/KL-TU", "Số 05-KL/TU"),
    ("party-hd05", "Số 005-KL/TU", "Số 05-KL/TU"),
    ("party-hd05", "số 15-KL/TU", "Số 15-KL/TU"),
    ("party-hd05", "Số 05-KL/TU.", "Số 05-KL/TU"),
    ("state-nd30", "Số 05/QĐ-UBND", "Số: 05/QĐ-UBND"),
    ("state-nd30", "Số: 5/QĐ-UBND", "Số: 05/QĐ-UBND"),
    ("state-nd30", "Số: 05-QĐ/UBND", "Số: 05/QĐ-UBND"),
    ("state-nd30", "Số:05/QĐ-UBND", "Số: 05/QĐ-UBND"),
]


@pytest.mark.parametrize(("rule_set", "text", "right"), NUMBERS)
def test_the_line_of_the_number_has_one_form(rule_set: str, text: str, right: str) -> None:
    [finding] = of_part(Part.NUMBER, text, rule_set)
    assert (finding.rule, finding.expected, finding.spot.line) == ("number-form", right, 7)
    assert of_part(Part.NUMBER, right, rule_set) == []


@pytest.mark.parametrize("text", ["Số \u00a0\u00a0\u00a0-KL/TU", "Số -KL/TU", "Số 127-KL/TU"])
def test_room_for_the_number_is_right(text: str) -> None:
    assert of_part(Part.NUMBER, text) == []


@pytest.mark.parametrize("text", ["KL/TU", "05", "Số", "Số KL số 5"])
def test_what_is_no_number_line_is_found(text: str) -> None:
    assert "number-form" in [f.rule for f in of_part(Part.NUMBER, text)]


@pytest.mark.parametrize(
    ("text", "rule", "found", "expected"),
    [
        ("Số 05-NQ/TU", "number-type", "NQ", "KL"),
        ("Số 05-KL/TW", "number-organ", "TW", "TU"),
    ],
)
def test_the_symbol_is_that_of_type_and_organ(
    text: str, rule: str, found: str, expected: str
) -> None:
    [finding] = of_part(Part.NUMBER, text)
    assert (finding.rule, finding.found, finding.expected) == (rule, found, expected)


def test_a_letter_of_the_state_has_organ_and_drafter_in_its_symbol() -> None:
    text = "Số: 15/UBND-TH"
    assert of_part(Part.NUMBER, text, "state-nd30", type_symbol="") == []


@pytest.mark.parametrize("room", ["      ", "…", "……", "....", "____", " … "])
def test_room_for_a_number_may_be_dots(room: str) -> None:
    assert of_part(Part.NUMBER, f"Số:{room}/QĐ-UBND", "state-nd30") == []
    [finding] = of_part(Part.NUMBER, f"Số{room}-KL/TU.")
    assert finding.rule == "number-form"


def test_a_law_of_a_council_has_the_year_in_its_number() -> None:
    text = "Số: 05/2026/QĐ-UBND"
    assert of_part(Part.NUMBER, text, "state-nd30") == []


def test_number_and_date_are_those_allotted() -> None:
    [number] = of_part(Part.NUMBER, "Số 06-KL/TU", number_text="Số 05-KL/TU")
    assert (number.rule, number.expected) == ("number-allotted", "Số 05-KL/TU")
    right = "Lam Giang, ngày 05 tháng 8 năm 2026"
    [day] = of_part(Part.DATE, right.replace("05", "06"), date_text=right)
    assert (day.rule, day.expected) == ("date-allotted", right)


DATES = [
    ("date-padding", "Hà Nội, ngày 3 tháng 02 năm 2026", "Hà Nội, ngày 03 tháng 02 năm 2026"),
    ("date-padding", "Hà Nội, ngày 13 tháng 2 năm 2026", "Hà Nội, ngày 13 tháng 02 năm 2026"),
    ("date-zero", "Hà Nội, ngày 13 tháng 03 năm 2026", "Hà Nội, ngày 13 tháng 3 năm 2026"),
    ("date-form", "Hà Nội, ngày 13/3/2026", "Hà Nội, ngày 13 tháng 3 năm 2026"),
    ("date-form", "Hà Nội ngày 13 tháng 3 năm 2026", "Hà Nội, ngày 13 tháng 3 năm 2026"),
    ("date-form", "Hà Nội, ngày 13 tháng 3 năm 2026.", "Hà Nội, ngày 13 tháng 3 năm 2026"),
]


@pytest.mark.parametrize(("rule", "text", "right"), DATES)
def test_the_line_of_the_date_has_one_form(rule: str, text: str, right: str) -> None:
    [finding] = of_part(Part.DATE, text)
    assert (finding.rule, finding.expected) == (rule, right)
    assert of_part(Part.DATE, right) == []


@pytest.mark.parametrize(
    "text",
    ["Hà Nội, ngày \u00a0\u00a0 tháng \u00a0\u00a0 năm 2026", "Huế, ngày … tháng … năm 2026"],
)
def test_room_for_the_day_is_right(text: str) -> None:
    assert of_part(Part.DATE, text) == []


@pytest.mark.parametrize("text", ["ngày 13 tháng 3 năm 2026", ", ngày 13 tháng 3 năm 2026"])
def test_the_place_stands_before_the_date(text: str) -> None:
    assert "date-place" in [f.rule for f in of_part(Part.DATE, text)]


@pytest.mark.parametrize("day", ["31 tháng 6", "29 tháng 02", "32 tháng 12", "10 tháng 13"])
def test_a_day_that_does_not_exist_is_found(day: str) -> None:
    [finding] = of_part(Part.DATE, f"Hà Nội, ngày {day} năm 2026")
    assert finding.rule == "date-impossible"


@pytest.mark.parametrize(
    ("part", "text", "rule", "expected"),
    [
        (Part.TYPE, "Kết luận", "type-small-letters", "KẾT LUẬN"),
        (Part.TYPE, "NGHỊ QUYẾT", "type-name", "KẾT LUẬN"),
        (Part.SUBJECT, "về công tác cán bộ.", "subject-full-stop", "về công tác cán bộ"),
        (Part.SEPARATOR, "----", "separator", "-----"),
        (Part.SEPARATOR, "------", "separator", "-----"),
        (Part.SEPARATOR, "–––––", "separator", "-----"),
        (Part.BODY, "Thực hiện từ ngày ký./.", "body-slash", "."),
        (Part.BODY, "Thực hiện từ ngày ký", "body-end", "."),
        (Part.BODY, "Thực hiện từ ngày ký;", "body-end", "."),
        (Part.RECIPIENTS_HEADING, "Nơi nhận", "recipients-heading", "Nơi nhận:"),
    ],
)
def test_a_line_that_is_not_as_it_should_be(
    part: Part, text: str, rule: str, expected: str
) -> None:
    [finding] = of_part(part, text)
    assert (finding.rule, finding.expected) == (rule, expected)


@pytest.mark.parametrize("text", ["Hết.", "theo lời “làm được.”", "như trên (điểm a).", "v.v…"])
def test_these_end_a_text(text: str) -> None:
    assert of_part(Part.BODY, text) == []


def test_a_document_of_the_state_may_end_with_a_slash() -> None:
    assert of_part(Part.BODY, "Thực hiện từ ngày ký./.", "state-nd30") == []


def recipients(*lines: str, rule_set: str = "party-hd05", between: str = ";") -> list[Finding]:
    passages = [Passage(Part.RECIPIENT, line, n) for n, line in enumerate(lines, 1)]
    base = STATE if rule_set.startswith("state") else PARTY
    found = check(passages, replace(base, between=between), rule_set)
    return [finding for finding in found if finding.rule != "part-missing"]


ARCHIVE = "- Lưu Văn phòng Tỉnh uỷ."


@pytest.mark.parametrize(
    ("line", "rule", "expected"),
    [
        ("- Các huyện uỷ,", "recipient-end", "- Các huyện uỷ;"),
        ("- Các huyện uỷ", "recipient-end", "- Các huyện uỷ;"),
        ("Các huyện uỷ;", "recipient-dash", "- Các huyện uỷ;"),
        ("+ Các huyện uỷ;", "recipient-dash", "- Các huyện uỷ;"),
        ("-Các huyện uỷ;", "recipient-dash", "- Các huyện uỷ;"),
    ],
)
def test_each_recipient_has_a_dash_and_a_mark(line: str, rule: str, expected: str) -> None:
    [finding] = recipients(line, "- Sở Nội vụ;", ARCHIVE)
    assert (finding.rule, finding.expected, finding.spot.line) == (rule, expected, 1)


def test_the_mark_is_that_of_the_rule_set() -> None:
    lines = ("- Các huyện uỷ,", "- Sở Nội vụ,", ARCHIVE)
    assert recipients(*lines, rule_set="party-hd36", between=",") == []
    assert [f.rule for f in recipients(*lines)] == ["recipient-end"] * 2


def test_the_last_recipient_ends_with_a_full_stop() -> None:
    [finding] = recipients("- Sở Nội vụ;", "- Lưu Văn phòng Tỉnh uỷ;")
    assert (finding.rule, finding.expected) == ("recipient-end", ARCHIVE)


@pytest.mark.parametrize("last", ["- Lưu: Văn phòng Tỉnh uỷ.", "- Lưu VT.", "- Sở Nội vụ."])
def test_the_party_keeps_its_copy_without_a_colon(last: str) -> None:
    [finding] = recipients("- Các huyện uỷ;", last)
    assert (finding.rule, finding.expected) == ("recipients-archive", "Lưu Văn phòng Tỉnh uỷ")


def test_the_state_keeps_its_copy_with_a_colon() -> None:
    assert recipients("- Như Điều 3;", "- Lưu: VT, TH.", rule_set="state-nd30") == []
    [finding] = recipients("- Như Điều 3;", "- Lưu VT, TH.", rule_set="state-nd30")
    assert finding.rule == "recipients-archive"


def test_a_recipient_broken_over_two_lines_is_one() -> None:
    assert recipients("- Thường trực Hội đồng nhân dân,", "Uỷ ban nhân dân tỉnh;", ARCHIVE) != []
    assert recipients("- Thường trực Hội đồng", "nhân dân tỉnh;", "- Sở Nội vụ;", ARCHIVE) == []


def test_recipients_without_any_dash_are_one_a_line() -> None:
    found = recipients("Các huyện uỷ", "Sở Nội vụ", "Lưu Văn phòng Tỉnh uỷ.")
    assert [f.rule for f in found].count("recipient-dash") == 3


def test_grounds_end_as_the_rule_set_has_it() -> None:
    grounds = [Passage(Part.GROUND, f"Căn cứ Luật {n}{end}", n) for n, end in ((1, ","), (2, "."))]
    found = [f for f in check(grounds) if f.rule.startswith("ground")]
    assert [(f.rule, f.expected) for f in found] == [("ground-end", "Căn cứ Luật 1;")]


def signed(
    authority: str, title: str, name: str, rule_set: str = "party-hd05", bold: bool | None = None
) -> list[Finding]:
    passages = [
        Passage(Part.AUTHORITY, authority, 1),
        Passage(Part.TITLE, title, 2, bold=bold),
        Passage(Part.NAME, name, 3),
    ]
    base = STATE if rule_set.startswith("state") else PARTY
    return [f for f in check(passages, base, rule_set) if f.rule != "part-missing"]


NAME = "Trần Minh Khang"


@pytest.mark.parametrize(
    ("block", "rule", "severity"),
    [
        (("TM. BAN THƯỜNG VỤ", "BÍ THƯ", NAME), "authority-form", Severity.ERROR),
        (("T/M. BAN THƯỜNG VỤ", "BÍ THƯ", NAME), "authority-form", Severity.ERROR),
        (("TUQ. BAN THƯỜNG VỤ", "BÍ THƯ", NAME), "authority-form", Severity.ERROR),
        (("T/M Ban Thường vụ", "BÍ THƯ", NAME), "authority-small-letters", Severity.ERROR),
        (("T/M ĐẢNG ĐOÀN", "BÍ THƯ", NAME), "authority-body", Severity.WARNING),
        (("T/M TỈNH ỦY", "PHÓ BÍ THƯ THƯỜNG TRỰC", NAME), "title-listed", Severity.WARNING),
        (("T/L BAN THƯỜNG VỤ", "BÍ THƯ", NAME), "title-listed", Severity.WARNING),
        (("T/M TỈNH UỶ", "Bí thư", NAME), "title-small-letters", Severity.ERROR),
        (("T/M TỈNH UỶ", "BÍ THƯ", "TRẦN MINH KHANG"), "name-all-capitals", Severity.ERROR),
        (("T/M TỈNH UỶ", "BÍ THƯ", "Trần minh Khang"), "name-small-letter", Severity.WARNING),
    ],
)
def test_a_signature_block_that_is_not_as_it_should_be(
    block: tuple[str, str, str], rule: str, severity: Severity
) -> None:
    found = [f for f in signed(*block) if f.rule not in ("title-listed",) or rule == "title-listed"]
    assert [(f.rule, f.severity) for f in found] == [(rule, severity)]


@pytest.mark.parametrize(
    "honours",
    ["PGS.TS ", "GS.TS. ", "PGS, TS ", "TS ", "ThS. ", "Đại tá ", "Thiếu tướng, ", "Tiến sĩ "],
)
def test_nothing_stands_before_the_name(honours: str) -> None:
    [finding] = signed("T/M TỈNH UỶ", "BÍ THƯ", honours + NAME)
    assert (finding.rule, finding.expected) == ("name-honours", NAME)


@pytest.mark.parametrize(
    "name",
    [NAME, "Tạ Thị Sĩ", "Thạch Tá", "K'Brôi", "Y Thanh Hà Niê Kđăm", "Bác Văn Sĩ", "Trung Uý"],
)
def test_names_are_left_alone(name: str) -> None:
    assert signed("T/M TỈNH UỶ", "BÍ THƯ", name) == []


@pytest.mark.parametrize(
    ("rule_set", "bold", "rules"),
    [
        ("party-hd05", True, ["title-written-bold"]),
        ("party-hd36", True, ["title-written-bold"]),
        ("party-hd05", False, []),
        ("party-hd05", None, []),
    ],
)
def test_the_title_under_an_authority_is_not_bold(
    rule_set: str, bold: bool | None, rules: list[str]
) -> None:
    assert [f.rule for f in signed("T/M TỈNH UỶ", "BÍ THƯ", NAME, rule_set, bold)] == rules


def test_the_title_of_one_who_signs_directly_may_be_bold() -> None:
    passages = [Passage(Part.TITLE, "CHÁNH VĂN PHÒNG", 1, bold=True)]
    assert [f for f in check(passages) if f.rule != "part-missing"] == []


def test_the_state_has_its_own_forms() -> None:
    assert signed("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", NAME, "state-nd30", True) == []
    [finding] = signed("T/M ỦY BAN NHÂN DÂN", "CHỦ TỊCH", NAME, "state-nd30")
    assert (finding.rule, finding.expected) == ("authority-form", "TM. ỦY BAN NHÂN DÂN")
