"""Numbers of documents: the series they come from and how they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass

INCOMING_SERIES = "incoming"
"""The `type` of the series of incoming numbers: one a calendar year, which is its `term`."""

_OFFICIAL = re.compile(r"^(?P<number>\d{2,})-(?P<type>[^\W\d_]{1,5})/(?P<organ>[^\s/]+(?:/nb)?)$")


@dataclass(frozen=True)
class Series:
    """One run of numbers from 01: one organ, one type of document, one term of office.

    HD05 II.I.3.1: continuous per type and per term (nhiệm kỳ), not per year.
    """

    organ: str
    type: str
    term: str


@dataclass(frozen=True)
class OfficialNumber:
    """A number with its symbol, such as 127-KL/TU."""

    number: int
    type: str
    organ: str

    def __str__(self) -> str:
        return f"{padded(self.number)}-{self.type}/{self.organ}"


def padded(number: int) -> str:
    """A number as documents write it: a leading 0 below 10 (HD05 II.I.3.2)."""
    if number < 1:
        raise ValueError(f"numbers start at 1, not {number}")
    return f"{number:02d}"


def parse_official_number(text: str) -> OfficialNumber | None:
    """Read `127-KL/TU`; None when `text` is not an official number in its right form."""
    match = _OFFICIAL.match(text.strip())
    if not match:
        return None
    number = OfficialNumber(int(match["number"]), match["type"], match["organ"])
    return number if number.number > 0 and str(number) == text.strip() else None
