"""From a day to a day: how long a body is there, and how long somebody holds a post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """Both days belong to it; None has no bound on that side."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        return self.end is not None and day > self.end

    def overlaps(self, other: Period) -> bool:
        start = max(self.start or date.min, other.start or date.min)
        return start <= min(self.end or date.max, other.end or date.max)


ALWAYS = Period()
