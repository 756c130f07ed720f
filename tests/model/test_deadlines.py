"""Deadlines, held against a clock that goes from day to day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.model.deadlines import Deadlines, answer_by, next_working_day, send_by
from workflow.model.messages import VIETNAM

RULES = Deadlines(1, time(12), 0, time(17))


@dataclass(frozen=True)
class Days:
    """Monday to Friday, without some days."""

    closed: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.closed


def vietnam(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


FRIDAY = "2026-11-27"


@pytest.mark.parametrize(
    ("signed", "due"),
    [
        ("2026-11-25T09:00", "2026-11-26T12:00"),
        ("2026-11-25T23:59", "2026-11-26T12:00"),
        (FRIDAY + "T16:00", "2026-11-30T12:00"),
        ("2026-11-28T10:00", "2026-11-30T12:00"),
        ("2026-11-25T00:00", "2026-11-26T12:00"),
    ],
)
def test_a_document_goes_out_by_the_next_working_morning(signed: str, due: str) -> None:
    assert send_by(vietnam(signed), False, RULES, Days()) == vietnam(due)


def test_a_holiday_is_no_working_morning() -> None:
    calendar = Days(frozenset({date(2026, 11, 30)}))
    due = send_by(vietnam(FRIDAY + "T16:00"), False, RULES, calendar)
    assert due == vietnam("2026-12-01T12:00")


def test_what_is_urgent_goes_out_at_once_on_any_day() -> None:
    signed = vietnam("2026-11-28T22:00")
    assert send_by(signed, True, RULES, Days()) == signed


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        ("2026-11-25T09:00", "2026-11-26T00:00"),
        ("2026-11-25T17:00", "2026-11-26T00:00"),
        ("2026-11-25T17:01", "2026-11-27T00:00"),
        (FRIDAY + "T17:01", "2026-12-01T00:00"),
        ("2026-11-28T09:00", "2026-12-01T00:00"),
    ],
)
def test_a_body_answers_on_the_working_day_on_which_it_has_it(sent: str, due: str) -> None:
    assert answer_by(vietnam(sent), RULES, Days()) == vietnam(due)


# -- against a model that counts day by day --------------------------------------------------------

moments = st.datetimes(
    datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC)  # noqa: DTZ001
)  # fmt: skip
calendars = st.builds(
    Days, st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=120)
)


def working_days_after(day: date, calendar: Days) -> list[date]:
    """All working days of the following year, one by one."""
    return [
        later
        for n in range(1, 400)
        if calendar.is_working(later := date.fromordinal(day.toordinal() + n))
    ]


@given(moments, calendars, st.integers(0, 5), st.times())
def test_sending_is_due_after_so_many_working_days(
    signed: datetime, calendar: Days, days: int, until: time
) -> None:
    rules = Deadlines(days, until, 0, time(17))
    day = signed.astimezone(VIETNAM).date()
    expected = [day, *working_days_after(day, calendar)][days]
    due = send_by(signed, False, rules, calendar).astimezone(VIETNAM)
    assert (due.date(), due.time()) == (expected, until)


@given(moments, calendars)
def test_an_answer_is_due_at_the_end_of_a_working_day_never_before_it_was_sent(
    sent: datetime, calendar: Days
) -> None:
    due = answer_by(sent, RULES, calendar)
    last_day = (due - timedelta(seconds=1)).astimezone(VIETNAM).date()
    here = sent.astimezone(VIETNAM)
    assert due > sent
    assert calendar.is_working(last_day)
    in_time = calendar.is_working(here.date()) and here.time() <= time(17)
    candidates = [here.date()] if in_time else working_days_after(here.date(), calendar)
    assert last_day == candidates[0]


@given(moments, moments, calendars)
def test_who_is_sent_it_later_never_has_to_answer_earlier(
    one: datetime, other: datetime, calendar: Days
) -> None:
    first, second = sorted((one, other))
    assert answer_by(first, RULES, calendar) <= answer_by(second, RULES, calendar)
    assert send_by(first, False, RULES, calendar) <= send_by(second, False, RULES, calendar)


def test_an_office_that_never_works_is_told_so() -> None:
    class Never:
        def is_working(self, day: date) -> bool:
            return False

    with pytest.raises(ValueError, match="no working day"):
        next_working_day(date(2026, 11, 27), Never())
