"""What all measured rules look at: the pages of one document, and how figures are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from workflow.model.findings import Box, Spot
from workflow.model.page import Line, Page, Part, Picture, Stroke
from workflow.rules.passages import RUNNING, paragraphs_of, text_edges

PT = 25.4 / 72
"""One point in mm."""

SIZE_TOLERANCE = 0.3  # pt
PLACE_TOLERANCE = 1.0  # mm


@dataclass(frozen=True)
class Miss:
    """One place where a rule is not kept."""

    spot: Spot
    found: str
    expected: str


@dataclass(frozen=True)
class Sheet:
    """The pages of a document, their parts assigned."""

    pages: tuple[Page, ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for page in self.pages for line in page.lines)

    @cached_property
    def paragraphs(self) -> list[list[Line]]:
        """Paragraphs of the text in reading order."""
        return [p for p in paragraphs_of(self.pages) if p[0].part in RUNNING]

    @cached_property
    def edges(self) -> dict[int, tuple[float, float]]:
        """Left and right edge of the text of each page, by the page's number."""
        return {page.number: text_edges(self.pages, page) for page in self.pages}

    @cached_property
    def middle(self) -> dict[int, float]:
        return {number: (left + right) / 2 for number, (left, right) in self.edges.items()}

    def of(self, part: str) -> list[Line]:
        return [line for line in self.lines if line.part == part]

    def running(self, page: Page) -> list[Line]:
        return [line for line in page.lines if line.part in RUNNING]

    def strokes(self, line: Line) -> Iterator[Stroke]:
        """The horizontal lines drawn on the page of a line of text."""
        page = self.page(line.page)
        yield from (s for s in page.strokes if s.box[2] - s.box[0] > s.box[3] - s.box[1])

    def page(self, number: int) -> Page:
        return next(page for page in self.pages if page.number == number)

    def picture(self, name: str) -> Picture | None:
        return next((p for page in self.pages for p in page.pictures if p.name == name), None)

    def appendix_start(self, page: Page) -> int:
        """The number of the page on which the phụ lục of this page begins; 0 outside one."""
        starts = [li.page for li in self.of(Part.APPENDIX) if li.page <= page.number]
        return max(starts, default=0)


def spot_of(line: Line) -> Spot:
    return Spot(page=line.page, box=line.box)


def middle_of(lines: Sequence[Line]) -> float:
    """Where the middle of a block of lines is, mm from the left."""
    return (min(li.box[0] for li in lines) + max(li.box[2] for li in lines)) / 2


def width_of(box: Box) -> float:
    return box[2] - box[0]


def figure(value: float, unit: str, digits: int = 1) -> str:
    """A figure as it is written in Vietnamese: 12,7 mm."""
    shown = f"{value:.{digits}f}"
    if float(shown) == 0:
        shown = shown.lstrip("-")
    return f"{shown.replace('.', ',')} {unit}".rstrip()


def span(low: float | None, high: float | None, unit: str) -> str:
    """A range: 14,0-15,0 pt; one figure where both ends are equal, ≥ or ≤ where one is open."""
    if low is None and high is None:
        return ""
    if low is None:
        return f"≤ {figure(high or 0.0, unit)}"
    if high is None:
        return f"≥ {figure(low, unit)}"
    if low == high:
        return figure(low, unit)
    return f"{figure(low, '')}-{figure(high, unit)}"


def within(value: float, low: float | None, high: float | None, tolerance: float) -> bool:
    return (low is None or value >= low - tolerance) and (high is None or value <= high + tolerance)
