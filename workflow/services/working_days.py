"""The working days of this office: those of Vietnam, and what office.toml says of single days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from workflow.model.errors import HolidaysUnknown
from workflow.model.office import DaysOff

if TYPE_CHECKING:
    from holidays.countries.vietnam import Vietnam


class OfficeCalendar:
    """Whether a day is a working day. What the office says of a day counts more than anything."""

    def __init__(self, own: DaysOff) -> None:
        self._own = own
        self._years: dict[int, Vietnam] = {}

    def is_working(self, day: date) -> bool:
        """
        Raises:
            HolidaysUnknown: the library knows no holidays of that year.
        """
        if day in self._own.open:
            return True
        return day not in self._own.closed and bool(self._of(day.year).is_working_day(day))

    def _of(self, year: int) -> Vietnam:
        if year not in self._years:
            self._years[year] = _holidays(year)
        return self._years[year]


def _holidays(year: int) -> Vietnam:
    """The public holidays of a year, the days off that make good for those on a weekend (Bộ luật
    Lao động 2019 Đ.112, 111(3)), and the Saturdays that are exchanged for days off."""
    from holidays.countries.vietnam import Vietnam  # 0.1 s

    if not Vietnam.start_year <= year <= Vietnam.end_year:
        raise HolidaysUnknown(year=year, last=Vietnam.end_year)
    return Vietnam(years=year)  # type: ignore[no-untyped-call]
