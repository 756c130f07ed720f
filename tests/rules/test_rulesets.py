"""The dated rule sets: which is in force, and how it writes numbers, dates and lists."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from workflow.model.page import Part
from workflow.rules.rulesets import RuleSet, in_force, rule_sets

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def hd05() -> RuleSet:
    return in_force("party", date(2026, 11, 23))


@pytest.fixture
def hd36() -> RuleSet:
    return in_force("party", date(2023, 3, 1))


@pytest.fixture
def nd30() -> RuleSet:
    return in_force("state", date(2023, 3, 1))


@pytest.mark.parametrize("day", [date(2026, 5, 27), date(2026, 5, 28), date(2099, 1, 1)])
def test_hd05_is_in_force_from_the_day_it_was_signed(day: date) -> None:
    assert in_force("party", day).id == "party-hd05"


@pytest.mark.parametrize(
    ("family", "day", "id"),
    [
        ("party", date(2018, 4, 3), "party-hd36"),
        ("party", date(2023, 2, 28), "party-hd36"),
        ("party", date(2026, 5, 26), "party-hd36"),
        ("state", date(2020, 3, 5), "state-nd30"),
        ("state", date(2026, 11, 23), "state-nd30"),
    ],
)
def test_a_document_follows_the_rule_set_of_its_day(family: str, day: date, id: str) -> None:
    assert in_force(family, day).id == id


@pytest.mark.parametrize(("family", "id"), [("party", "party-hd36"), ("state", "state-nd30")])
def test_before_the_oldest_known_rule_set_the_oldest_is_taken(family: str, id: str) -> None:
    assert in_force(family, date(2000, 1, 1)).id == id


@pytest.mark.parametrize("family", ["party", "state"])
def test_a_rule_set_ends_the_day_before_the_next_begins_and_the_last_has_no_end(
    family: str,
) -> None:
    line = sorted((r for r in rule_sets() if r.family == family), key=lambda r: r.start)
    for old, new in pairwise(line):
        assert old.end is not None
        assert old.end + timedelta(days=1) == new.start
    assert line[-1].end is None


def test_people_know_a_rule_set_by_its_title() -> None:
    assert {r.id: r.title for r in rule_sets()} == {
        "party-hd36": "Hướng dẫn 36-HD/VPTW",
        "party-hd05": "Hướng dẫn 05-HD/VPTW",
        "state-nd30": "Nghị định 30/2020/NĐ-CP",
    }


def test_a_rule_set_says_from_when_it_holds_and_for_whom(hd05: RuleSet) -> None:
    assert (hd05.family, hd05.start) == ("party", date(2026, 5, 27))


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "Số 01-KL/TU"), (9, "Số 09-KL/TU"), (10, "Số 10-KL/TU"), (127, "Số 127-KL/TU")],
)
def test_the_number_has_a_leading_zero_below_ten_and_no_colon(
    hd05: RuleSet, number: int, text: str
) -> None:
    assert hd05.number_text(number, "KL", "TU") == text


def test_without_a_number_there_is_room_for_it(hd05: RuleSet) -> None:
    assert hd05.number_text(None, "KL", "TU") == f"Số {NBSP * 6}-KL/TU"


@pytest.mark.parametrize(
    ("symbol", "organ", "unit", "text"),
    [
        ("QĐ", "BNV", "", "15/QĐ-BNV"),
        ("QĐ", "BNV", "VP", "15/QĐ-BNV"),
        ("", "BNV", "VP", "15/BNV-VP"),
        ("", "UBND", "", "15/UBND"),
    ],
)
def test_the_state_writes_a_colon_and_a_cong_van_by_its_drafting_unit(
    nd30: RuleSet, symbol: str, organ: str, unit: str, text: str
) -> None:
    assert nd30.number_text(15, symbol, organ, unit) == f"Số: {text}"
    assert nd30.official_number(15, symbol, organ, unit) == text


def test_the_state_too_pads_a_number_below_ten_and_leaves_room_for_one(nd30: RuleSet) -> None:
    assert nd30.number_text(5, "", "BNV", "VP") == "Số: 05/BNV-VP"
    assert nd30.number_text(None, "KH", "UBND") == f"Số: {NBSP * 6}/KH-UBND"


def test_the_official_number_of_the_party_has_no_word_before_it(
    hd05: RuleSet, hd36: RuleSet
) -> None:
    assert hd05.official_number(7, "KL", "TU") == "07-KL/TU"
    assert hd36.official_number(7, "QĐi", "TU", "VP") == "07-QĐi/TU"


def test_numbers_run_on_for_a_term_in_the_party_and_for_a_year_in_the_state(
    hd05: RuleSet, hd36: RuleSet, nd30: RuleSet
) -> None:
    day = date(2026, 12, 31)
    assert hd05.series_period("2025-2030", day) == "2025-2030"
    assert hd36.series_period("2020-2025", day) == "2020-2025"
    assert nd30.series_period("2021-2026", day) == "2026"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 2, 3), "Hà Nội, ngày 03 tháng 02 năm 2026"),
        (date(2027, 1, 9), "Hà Nội, ngày 09 tháng 01 năm 2027"),
        (date(2027, 1, 10), "Hà Nội, ngày 10 tháng 01 năm 2027"),
        (date(2026, 8, 5), "Hà Nội, ngày 05 tháng 8 năm 2026"),
        (date(2027, 3, 31), "Hà Nội, ngày 31 tháng 3 năm 2027"),
        (date(2026, 9, 2), "Hà Nội, ngày 02 tháng 9 năm 2026"),
        (date(2026, 10, 1), "Hà Nội, ngày 01 tháng 10 năm 2026"),
        (date(2026, 12, 22), "Hà Nội, ngày 22 tháng 12 năm 2026"),
    ],
)
def test_a_day_below_ten_and_a_month_below_three_have_a_leading_zero(
    hd05: RuleSet, day: date, text: str
) -> None:
    assert hd05.date_text("Hà Nội", day, day.year) == text


def test_without_a_day_there_is_room_for_day_and_month_but_the_year_stands(hd05: RuleSet) -> None:
    assert hd05.date_text("Lam Giang", None, 2026) == (
        f"Lam Giang, ngày {NBSP * 3} tháng {NBSP * 3} năm 2026"
    )


def test_recipients_end_with_a_semicolon_and_the_last_with_a_full_stop(hd05: RuleSet) -> None:
    assert hd05.recipient_texts(("Ban Bí thư (để b/c)", "Sở Nội vụ", "Lưu Văn phòng")) == [
        "- Ban Bí thư (để b/c);",
        "- Sở Nội vụ;",
        "- Lưu Văn phòng.",
    ]


def test_a_single_recipient_ends_with_a_full_stop(hd05: RuleSet) -> None:
    assert hd05.recipient_texts(("Lưu Văn phòng",)) == ["- Lưu Văn phòng."]


@pytest.mark.parametrize(
    ("id", "between", "last"), [("hd36", ",", "."), ("hd05", ";", "."), ("nd30", ";", ".")]
)
def test_each_rule_set_closes_recipients_its_own_way(
    request: pytest.FixtureRequest, id: str, between: str, last: str
) -> None:
    rules: RuleSet = request.getfixturevalue(id)
    assert rules.recipient_texts(("A", "B", "C")) == [
        f"- A{between}",
        f"- B{between}",
        f"- C{last}",
    ]


@pytest.mark.parametrize(
    ("id", "texts"),
    [
        ("hd36", ["Căn cứ A;", "Căn cứ B,"]),
        ("hd05", ["- Căn cứ A;", "- Căn cứ B."]),
        ("nd30", ["Căn cứ A;", "Căn cứ B."]),
    ],
)
def test_each_rule_set_writes_grounds_its_own_way(
    request: pytest.FixtureRequest, id: str, texts: list[str]
) -> None:
    rules: RuleSet = request.getfixturevalue(id)
    assert rules.ground_texts(("Căn cứ A", "Căn cứ B")) == texts
    assert rules.ground_texts(("Căn cứ B",)) == texts[1:]
    assert rules.ground_texts(()) == []


@pytest.mark.parametrize(
    ("id", "letter", "proposal", "single", "several"),
    [
        ("hd36", "Kính gửi:", "Kính gửi:", "A,", ["- A,", "- B,"]),
        ("hd05", "Kính gửi:", "Kính trình:", "A;", ["- A;", "- B;"]),
        ("nd30", "Kính gửi:", "Kính gửi:", "A", ["- A;", "- B."]),
    ],
)
def test_each_rule_set_addresses_letters_and_proposals_its_own_way(
    request: pytest.FixtureRequest,
    id: str,
    letter: str,
    proposal: str,
    single: str,
    several: list[str],
) -> None:
    rules: RuleSet = request.getfixturevalue(id)
    assert rules.addressee_word("cong-van") == letter
    assert rules.addressee_word("to-trinh") == proposal
    assert rules.addressee_texts(("A",)) == [single]
    assert rules.addressee_texts(("A", "B")) == several


def test_a_telegram_is_addressed_by_who_sends_it_and_others_like_a_letter(
    nd30: RuleSet,
) -> None:
    assert nd30.addressee_word("cong-dien", "Bộ trưởng Bộ Nội vụ") == "Bộ trưởng Bộ Nội vụ điện:"
    assert nd30.addressee_word("ke-hoach") == "Kính gửi:"


@pytest.mark.parametrize(
    ("id", "name", "symbol"),
    [
        ("hd05", "Tỉnh uỷ Lam Giang", "TU"),
        ("hd05", "Tỉnh ủy Lam Giang", "TU"),
        ("hd05", "Thành uỷ Hà Nội", "TU"),
        ("hd05", "Văn phòng Tỉnh uỷ", "VPTU"),
        ("hd05", "Đảng uỷ xã Thiệu Giang", "ĐU"),
        ("hd05", "Đảng uỷ Quân sự tỉnh", "ĐUQS"),
        ("hd05", "Uỷ ban Kiểm tra Trung ương", "UBKTTW"),
        ("hd05", "Ban Tuyên giáo và Dân vận Tỉnh uỷ", "BTGDVTU"),
        ("hd05", "Huyện uỷ Đồng Văn", ""),
        ("hd36", "Huyện uỷ Đồng Văn", "HU"),
        ("hd36", "Đảng uỷ Khối Doanh nghiệp", "ĐUK"),
        ("nd30", "Uỷ ban nhân dân tỉnh", "UBND"),
        ("nd30", "Sở Nội vụ", ""),
    ],
)
def test_an_organ_is_known_by_its_symbol(
    request: pytest.FixtureRequest, id: str, name: str, symbol: str
) -> None:
    rules: RuleSet = request.getfixturevalue(id)
    assert rules.organ_symbol(name) == symbol


PAGE = {
    "width": 210, "height": 297, "margin_top": 20, "margin_bottom": 20, "margin_left": 30,
    "margin_right": 15, "number_middle": 10, "number_size": 14,
}  # fmt: skip

SIZES = {
    "nation": 15, "superior": 14, "organ": 14, "number": 14, "date": 14, "authority": 14,
    "title": 14, "name": 14, "recipients_heading": 14, "recipients": 12,
}  # fmt: skip


@pytest.mark.parametrize(("name", "value"), PAGE.items())
def test_the_page_is_that_of_hd05(hd05: RuleSet, name: str, value: float) -> None:
    assert hd05.data["page"][name] == value


@pytest.mark.parametrize(("part", "size"), SIZES.items())
def test_the_sizes_are_those_of_hd05(hd05: RuleSet, part: str, size: float) -> None:
    assert hd05.part(part)["size"] == size


def test_the_body_is_within_what_hd05_allows(hd05: RuleSet) -> None:
    body = hd05.data["body"]
    assert 14 <= body["size"] <= 15
    assert 18 <= body["line"] <= 22
    assert body["space_before"] >= 6
    assert body["first_line"] == 10


@pytest.mark.parametrize("part", ["nation", "organ", "type", "subject", "authority", "name"])
def test_these_parts_are_bold(hd05: RuleSet, part: str) -> None:
    assert hd05.part(part)["bold"] is True


@pytest.mark.parametrize("part", ["superior", "number", "date", "title", "recipients"])
def test_these_parts_are_not_bold(hd05: RuleSet, part: str) -> None:
    assert not hd05.part(part).get("bold", False)


ITALIC = {
    "party-hd36": {"date", "letter_subject", "draft_mark"},
    "party-hd05": {"date", "letter_subject", "draft_mark"},
    "state-nd30": {"date", "ground", "recipients_heading"},
}


@pytest.mark.parametrize("rules", rule_sets(), ids=lambda r: r.id)
def test_only_these_parts_are_italic(rules: RuleSet) -> None:
    italic = {name for name, part in rules.data["parts"].items() if part.get("italic")}
    assert italic == ITALIC[rules.id]


def test_the_separator_under_the_subject_is_five_hyphens(hd05: RuleSet) -> None:
    assert hd05.part("subject")["separator"] == "-----"


STATE_SIZES = {
    "nation": 12, "motto": 13, "superior": 12, "organ": 12, "number": 13, "date": 13, "type": 14,
    "subject": 14, "letter_subject": 12, "authority": 14, "title": 14, "name": 14,
    "recipients_heading": 12, "recipients": 11, "appendix": 14, "drafter_mark": 11, "contact": 11,
}  # fmt: skip


@pytest.mark.parametrize(("part", "size"), STATE_SIZES.items())
def test_the_sizes_of_the_state_are_those_of_its_examples(
    nd30: RuleSet, part: str, size: float
) -> None:
    assert nd30.part(part)["size"] == size


def test_the_state_rules_off_where_the_party_sets_an_asterisk_or_hyphens(
    hd05: RuleSet, nd30: RuleSet
) -> None:
    assert (hd05.part("organ")["mark"], nd30.part("organ")["mark"]) == ("*", "")
    assert nd30.part("subject")["separator"] == ""
    for part in ("organ", "subject"):
        assert 1 / 3 <= nd30.part(part)["rule_length"] <= 1 / 2
        assert "rule" not in hd05.part(part)
    assert hd05.part("nation")["rule_length"] == nd30.part("motto")["rule_length"] == "words"


PARTY_ONLY = {"not_for_media", "draft_mark"}
STATE_ONLY = {"motto", "subsection"}


@pytest.mark.parametrize("rules", rule_sets(), ids=lambda r: r.id)
def test_the_rule_sets_tell_the_same_parts_but_for_those_only_one_family_has(
    hd05: RuleSet, rules: RuleSet
) -> None:
    common = set(hd05.data["parts"]) - PARTY_ONLY
    only = PARTY_ONLY if rules.family == "party" else STATE_ONLY
    assert set(rules.data["parts"]) == common | only


@pytest.mark.parametrize("part", [p for p in Part if p not in {Part.OTHER, Part.PAGE_NUMBER}])
def test_every_part_of_a_page_has_its_figures(part: Part) -> None:
    elsewhere = {
        Part.MARK: "organ", Part.SEPARATOR: "subject", Part.RECIPIENT: "recipients",
        Part.ADDRESSEE_WORD: "addressee", Part.ALSO: "title",
    }  # fmt: skip
    name = elsewhere.get(part, part.value.replace("-", "_"))
    told = [r.part(name)["size"] for r in rule_sets() if name in r.data["parts"]]
    told += [r.data["body"]["size"] for r in rule_sets() if part is Part.BODY]
    assert told
    assert all(8 <= size <= 16 for size in told)


def test_hd05_and_hd36_differ_where_the_guideline_changed_and_nowhere_else(
    hd05: RuleSet, hd36: RuleSet
) -> None:
    new, old = hd05.data["parts"], hd36.data["parts"]
    differing = {
        (part, key)
        for part in new
        for key in {*new[part], *old[part]}
        if new[part].get(key) != old[part].get(key)
    }
    assert differing == {
        ("letter_subject", "opens"),
        *(("addressee", key) for key in ("words", "between", "last", "single")),
        ("ground", "dash"), ("ground", "last"),
        ("recipients", "between"),
        ("urgency", "letter_place"), ("urgency", "colour"),
        ("circulation", "words"),
        *(("not_for_media", key) for key in ("text", "place", "from_edge")),
        ("drafter_mark", "size"), ("drafter_mark", "capitals"),
        ("appendix_title", "reference_required"),
        *(("copy", key) for key in ("text", "place", "bold", "width", "height", "colour",
                                    "electronic_place", "electronic_size", "scan_dpi",
                                    "stamp_size")),
    }  # fmt: skip
    assert (new["drafter_mark"]["size"], old["drafter_mark"]["size"]) == (11, 8)
    assert hd05.data["page"] == hd36.data["page"]
