"""Names of people and places keep their tone marks where their bearers put them."""

from __future__ import annotations

import pytest

from workflow.rules.rules import rules_of
from workflow.rules.wording import apply_fixes, check_typography

HABIT = "Tỉnh uỷ, Thành uỷ và các cấp uỷ hoà giải, khoá học. "


def fixed(text: str) -> str:
    findings = check_typography(text, rules_of("party-hd05"))
    return apply_fixes(text, [f for f in findings if f.rule == "mixed-tone-marks"])


@pytest.mark.parametrize(
    "name",
    ["Cao Thị Hòa", "Nguyễn Thúy Kiều", "Hòa Minzy Nguyễn", "Y Thòa", "tỉnh Thanh Hóa",
     "thành phố Hòa Bình", "Đặng Thị Ngọc Thùy"],
)  # fmt: skip
def test_a_name_is_left_alone(name: str) -> None:
    text = f"{HABIT}Đồng chí {name}, phát biểu."
    assert fixed(text) == text


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("của Huyện ủy Lam Giang", "của Huyện uỷ Lam Giang"),
     ("Các Ủy ban nhân dân", "Các Uỷ ban nhân dân"),
     ("Chủ tịch Ủy ban", "Chủ tịch Uỷ ban"),
     ("TỈNH ỦY LAM GIANG", "TỈNH UỶ LAM GIANG"),
     ("Tòa án nhân dân", "Toà án nhân dân"),
     ("Hóa đơn của Sở", "Hoá đơn của Sở"),
     ("đại hội Đảng khóa XIII", "đại hội Đảng khoá XIII")],
)  # fmt: skip
def test_every_other_word_follows_the_habit(wrong: str, right: str) -> None:
    assert fixed(f"{HABIT}{wrong} họp.") == f"{HABIT}{right} họp."


def test_names_have_no_say_in_the_habit() -> None:
    text = "Lê Thị Hòa, Trần Thị Thúy, Cao Văn Hóa. Tỉnh uỷ họp."
    assert fixed(text) == text
