"""The working days of this office: Monday to Friday without the holidays of Vietnam, and what
office.toml says of single days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from workflow.model.errors import HolidaysUnknown
from workflow.model.office import DaysOff

_SATURDAY = 5


class OfficeCalendar:
    """Whether a day is a working day. What the office says of a day counts more than anything."""

    def __init__(self, own: DaysOff) -> None:
        self._own = own
        self._holidays: dict[int, Collection[date]] = {}

    def is_working(self, day: date) -> bool:
        """
        Raises:
            HolidaysUnknown: the library knows no holidays of that year.
        """
        if day in self._own.open:
            return True
        if day in self._own.closed or day.weekday() >= _SATURDAY:
            return False
        return day not in self._of(day.year)

    def _of(self, year: int) -> Collection[date]:
        if year not in self._holidays:
            self._holidays[year] = _holidays(year)
        return self._holidays[year]


def _holidays(year: int) -> Collection[date]:
    """The public holidays of a year, with the days off that make good for those on a weekend (Bộ
    luật Lao động 2019 Đ.112, 111(3))."""
    from holidays.countries.vietnam import Vietnam  # 0.1 s

    if not Vietnam.start_year <= year <= Vietnam.end_year:
        raise HolidaysUnknown(year=year, last=Vietnam.end_year)
    return frozenset(Vietnam(years=year))  # type: ignore[no-untyped-call]
