"""When a document is to be sent, and when a body is to answer, counted in working days.

The figures are data: `rules/deadlines.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from workflow.model.messages import VIETNAM

_FURTHEST = 366  # days that a search looks ahead: no office is closed for a year


class WorkingDays(Protocol):
    """The calendar of an office."""

    def is_working(self, day: date) -> bool:
        """
        Raises:
            HolidaysUnknown: nobody knows the holidays of that year.
        """
        ...


@dataclass(frozen=True)
class Deadlines:
    """The figures of the rules.

    Attributes:
        send_days, send_until: a document goes out on the day of its signature, or that many working
            days later until this time in Vietnam.
        urgent_minutes: an urgent one goes out within so many minutes of its signature.
        answer_counts_until: what arrives on a working day until this time in Vietnam is answered on
            the same day; what arrives later, or on a day off, on the next working day.
    """

    send_days: int
    send_until: time
    urgent_minutes: int
    answer_counts_until: time


def send_by(
    signed_at: datetime, urgent: bool, deadlines: Deadlines, calendar: WorkingDays
) -> datetime:
    """Until when a document is to be sent, UTC.

    Parameters:
        signed_at: when the last person signed it, UTC.

    Raises:
        HolidaysUnknown: the calendar does not reach so far.
    """
    if urgent:
        return signed_at + timedelta(minutes=deadlines.urgent_minutes)
    day = _local(signed_at).date()
    for _ in range(deadlines.send_days):
        day = next_working_day(day, calendar)
    return _utc(day, deadlines.send_until)


def answer_by(sent_at: datetime, deadlines: Deadlines, calendar: WorkingDays) -> datetime:
    """Until when a body is to say that it has what was sent: the end of that working day, UTC.

    Parameters:
        sent_at: when it was sent to it, UTC.

    Raises:
        HolidaysUnknown: the calendar does not reach so far.
    """
    here = _local(sent_at)
    day = here.date()
    if here.time() > deadlines.answer_counts_until or not calendar.is_working(day):
        day = next_working_day(day, calendar)
    return _utc(day + timedelta(days=1), time())


def next_working_day(day: date, calendar: WorkingDays) -> date:
    """The first working day after a day.

    Raises:
        HolidaysUnknown: the calendar does not reach so far.
    """
    for _ in range(_FURTHEST):
        day += timedelta(days=1)
        if calendar.is_working(day):
            return day
    raise ValueError(f"no working day within {_FURTHEST} days before {day}")


def _local(moment: datetime) -> datetime:
    return moment.astimezone(VIETNAM)


def _utc(day: date, at: time) -> datetime:
    return datetime.combine(day, at, VIETNAM).astimezone(UTC)
