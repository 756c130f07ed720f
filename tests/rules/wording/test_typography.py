"""Letters, spaces and marks of a raw text, and their mechanical correction."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.rules.rules import rules_of
from workflow.rules.wording import apply_fixes, check_typography

RULES = rules_of("party-hd05")


def found(text: str) -> list[str]:
    return [finding.rule for finding in check_typography(text, RULES)]


def fixed(text: str) -> str:
    return apply_fixes(text, check_typography(text, RULES))


SLIPS = [
    ("double-space", "Tỉnh uỷ  yêu cầu", "Tỉnh uỷ yêu cầu"),
    ("double-no-break-space", "Điều\u00a0\u00a05", "Điều\u00a05"),
    ("double-no-break-space", "Điều\u00a0 5", "Điều 5"),
    ("space-before-mark", "cấp uỷ , đảng viên", "cấp uỷ, đảng viên"),
    ("space-before-mark", "cấp uỷ .", "cấp uỷ."),
    ("space-before-mark", "cấp uỷ (cả tỉnh )", "cấp uỷ (cả tỉnh)"),
    ("space-before-mark", "việc “làm theo ”", "việc “làm theo”"),
    ("space-before-mark", "như sau :", "như sau:"),
    ("space-after-mark", "cấp uỷ,đảng viên", "cấp uỷ, đảng viên"),
    ("space-after-mark", "5 tỷ;trong đó", "5 tỷ; trong đó"),
    ("hidden-character", "Tỉnh\u200b uỷ", "Tỉnh uỷ"),
    ("hidden-character", "\ufeffTỉnh uỷ", "Tỉnh uỷ"),
    ("hidden-character", "t\u00adỉnh", "tỉnh"),
    ("not-composed", unicodedata.normalize("NFD", "đảng"), "đảng"),
    ("look-alike", "ðảng", "đảng"),
    ("look-alike", "Ðảng", "Đảng"),
    ("look-alike", "bаn", "ban"),
    ("mixed-dashes", "kinh tế - xã hội, 2026 - 2030, chính trị – xã hội",
     "kinh tế - xã hội, 2026 - 2030, chính trị - xã hội"),
    ("mixed-tone-marks", "Tỉnh uỷ, huyện uỷ, thành ủy", "Tỉnh uỷ, huyện uỷ, thành uỷ"),
    ("mixed-tone-marks", "Tỉnh ủy, khóa XI, số hoá", "Tỉnh ủy, khóa XI, số hóa"),
    ("mixed-tone-marks", "HUYỆN UỶ, HOÀ BÌNH, THÀNH ỦY", "HUYỆN UỶ, HOÀ BÌNH, THÀNH UỶ"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "right"), SLIPS)
def test_a_slip_is_found_once_and_put_right(rule: str, text: str, right: str) -> None:
    assert found(text) == [rule]
    assert fixed(text) == right
    assert found(right) == []


RIGHT = [
    "1.000,5 tỷ đồng; 87,4%; lúc 7:30; ngày 5/8/2026; 10/10 đảng bộ; 3,5",
    "Xem https://example.vn/a,b;c?d=1 hoặc thư vanthu@example.vn,ok",
    "Dòng một  \ndòng hai",
    "    lùi đầu dòng",
    "| Cột   | Số  |\n|:---|---:|\n| a ,  | 5 |",
    "TỈNH UỶ LAM GIANG          ĐẢNG CỘNG SẢN VIỆT NAM",
    "Số \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0-KL/TU",
    "ngày \u00a0\u00a0\u00a0 tháng \u00a0\u00a0\u00a0 năm 2026",
    "ngày  tháng  năm 2026",
    "Chờ ... rồi … tệp .docx",
    "- mục một\n- mục hai - ý phụ",
    "-----",
    "quý, quỷ, quỹ, hoàn toàn, khuỷu, ngoài, khoáng sản, thuỷ lợi",
    "“Cầm tay, chỉ việc” (điểm a) và b); mục 1) và (ii))",
    "a) Về hạ tầng\nb) Về dữ liệu",
    "“Đoạn một của điều được sửa\n\nđoạn hai”",
    "Москва và Αθήνα",
    "chính trị - xã hội; giai đoạn 2026 - 2030; vùng sâu",
    "&nbsp;abc",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert found(text) == []
    assert fixed(text) == text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ('“một” và “hai” và "ba"', "“một” và “hai” và “ba”"),
        ('"một" và "hai" và “ba”', '"một" và "hai" và "ba"'),
    ],
)
def test_quotation_marks_follow_the_majority(text: str, right: str) -> None:
    assert found(text) == ["mixed-quotes"] * 2
    assert fixed(text) == right


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("một (hai", 5),
        ("một) hai ba bốn)", 4),
        ("“một", 1),
        ("một”", 4),
        ('nói "một', 5),
        ("[a", 1),
    ],
)
def test_a_mark_without_its_other_half_is_shown_and_not_changed(text: str, column: int) -> None:
    findings = [f for f in check_typography(text, RULES) if f.rule == "unpaired-mark"]
    assert findings[0].spot.column == column
    assert all(finding.fix is None for finding in findings)


def test_quotation_marks_that_do_not_pair_are_not_turned() -> None:
    text = '“một” và “hai” và "ba'
    assert found(text) == ["unpaired-mark"]
    assert fixed(text) == text


def test_a_space_is_put_before_a_word_that_is_itself_put_right() -> None:
    assert fixed("một,ðảng") == "một, đảng"


def test_a_tone_mark_on_no_letter_is_shown_and_not_changed() -> None:
    [finding] = check_typography("số \u0301 5", RULES)
    assert (finding.rule, finding.fix) == ("stray-mark", None)


def test_a_finding_tells_line_column_and_characters() -> None:
    text = "một\n\nhai  ba"
    [finding] = check_typography(text, RULES)
    assert (finding.spot.line, finding.spot.column) == (3, 4)
    assert finding.fix is not None
    assert text[finding.fix.start : finding.fix.end] == "  "


def test_rules_that_a_rule_set_does_not_have_are_not_applied() -> None:
    rules = {id: rule for id, rule in RULES.items() if id != "double-space"}
    assert check_typography("một  hai", rules) == []


ALPHABET = (
    "aoeuyhtnàáảãạóòỏuùúủỷýỹđðÐUỶỦHOÀ \u00a0\u200b\ufeff\u0301\u0303\u0309"
    ',.;:?!()[]“”"-–\n*|/1207аο&@'
)


@given(st.text(st.sampled_from(ALPHABET), max_size=60))
def test_correcting_leaves_nothing_to_correct(text: str) -> None:
    once = fixed(text)
    assert [f for f in check_typography(once, RULES) if f.fix] == []
    assert fixed(once) == once


@given(st.text(max_size=60))
def test_any_text_can_be_checked_and_corrected(text: str) -> None:
    fixed(text)


WORDS = [
    "Tỉnh",
    "uỷ",
    "hoà",
    "bình",
    "cấp,",
    "đảng",
    "viên;",
    "quý",
    "“cán",
    "(tỉnh)",
    "-",
    "xã",
    "hội.",
]


@given(st.lists(st.sampled_from(WORDS), max_size=20))
def test_words_with_single_spaces_have_no_slip_to_correct(words: list[str]) -> None:
    assert [f for f in check_typography(" ".join(words), RULES) if f.fix] == []
