"""The dated rule sets: which is in force, and how it writes numbers, dates and recipients."""

from __future__ import annotations

from datetime import date

import pytest

from workflow.model.errors import UnknownDocumentType
from workflow.rules.rulesets import RuleSet, in_force

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def hd05() -> RuleSet:
    return in_force("party", date(2026, 11, 23))


@pytest.mark.parametrize("day", [date(2026, 5, 27), date(2026, 5, 28), date(2099, 1, 1)])
def test_hd05_is_in_force_from_the_day_it_was_signed(day: date) -> None:
    assert in_force("party", day).id == "party-hd05"


def test_before_the_oldest_known_rule_set_the_oldest_is_taken() -> None:
    assert in_force("party", date(2000, 1, 1)).id == "party-hd05"


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
    "name", ["ket-luan", "KẾT LUẬN", "Kết luận", "kết luận", "KL", "kl", "Ke\u0302\u0301t luận"]
)
def test_a_type_is_known_by_its_id_its_name_and_its_symbol(hd05: RuleSet, name: str) -> None:
    kind = hd05.document_type(name)
    assert (kind.id, kind.name, kind.symbol) == ("ket-luan", "KẾT LUẬN", "KL")


@pytest.mark.parametrize("name", ["ket-luận", "ket-lua", "zzz", ""])
def test_an_unknown_type_is_refused_with_the_nearest(hd05: RuleSet, name: str) -> None:
    with pytest.raises(UnknownDocumentType) as refused:
        hd05.document_type(name)
    assert refused.value.text() == f"No document type is called “{name}”."
    assert "ket-luan" in refused.value.hint_text()


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


def test_only_the_date_is_italic(hd05: RuleSet) -> None:
    assert [n for n, part in hd05.data["parts"].items() if part.get("italic")] == ["date"]


def test_the_separator_under_the_subject_is_five_hyphens(hd05: RuleSet) -> None:
    assert hd05.part("subject")["separator"] == "-----"


def test_no_two_types_share_a_name(hd05: RuleSet) -> None:
    names = [kind.name for kind in hd05.types.values()]
    assert len(set(names)) == len(names)
