"""Which days an office works: weekends, the holidays of Vietnam, and what office.toml says."""

from __future__ import annotations

from datetime import date

import pytest

from workflow.model.errors import HolidaysUnknown
from workflow.model.office import DaysOff
from workflow.services.working_days import OfficeCalendar


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 2, 16),  # Giao thừa
        date(2026, 2, 17),  # Tết Bính Ngọ
        date(2026, 2, 20),
        date(2027, 2, 6),  # Tết Đinh Mùi, a Saturday
        date(2026, 4, 27),  # for 10 tháng 3 âm lịch, a Sunday
        date(2026, 4, 30),
        date(2026, 9, 2),
        date(2026, 11, 28),  # a Saturday
    ],
)
def test_weekends_and_holidays_are_days_off(day: date) -> None:
    assert not OfficeCalendar(DaysOff()).is_working(day)


@pytest.mark.parametrize("day", [date(2026, 11, 27), date(2026, 2, 13), date(2026, 9, 3)])
def test_other_days_are_working_days(day: date) -> None:
    assert OfficeCalendar(DaysOff()).is_working(day)


def test_days_that_the_government_exchanged_are_known() -> None:
    assert not OfficeCalendar(DaysOff()).is_working(date(2026, 8, 31))
    assert OfficeCalendar(DaysOff()).is_working(date(2026, 8, 22))


def test_the_office_says_which_days_are_exchanged() -> None:
    monday, saturday = date(2027, 5, 10), date(2027, 5, 8)
    own = DaysOff(frozenset({monday}), frozenset({saturday}))
    assert OfficeCalendar(DaysOff()).is_working(monday)
    assert not OfficeCalendar(own).is_working(monday)
    assert OfficeCalendar(own).is_working(saturday)


def test_an_office_may_work_on_a_holiday() -> None:
    day = date(2026, 1, 1)
    assert OfficeCalendar(DaysOff(open=frozenset({day}))).is_working(day)


def test_holidays_that_nobody_knows_are_not_guessed() -> None:
    with pytest.raises(HolidaysUnknown) as refused:
        OfficeCalendar(DaysOff()).is_working(date(2101, 1, 3))
    assert "2101" in refused.value.text()
    assert "2100" in refused.value.hint_text()
