"""Two PDFs of one Word file, compared: the same pages, the same words in the same places.

Held against each other is every word: on the same page, its left and right edge within 2 mm, its
baseline within 3 mm. A line is alike when all its words are, so no line can be broken otherwise
or be set wider; differences are told by lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from tests.render.referee.words import Line, Page, Word, read_pages

ACROSS = 2.0
"""How far a word may stand apart horizontally, mm."""

DOWN = 3.0
"""How far a word may stand apart vertically, mm."""

_PAPER = 0.5  # mm: producers round the size of a page to whole points
_AKIN = 0.6  # from so much of equal text on, two lines are told as one that moved


@dataclass(frozen=True)
class Difference:
    """A line of the referee's, of ours, or both where one became the other."""

    page: int
    theirs: Line | None = None
    ours: Line | None = None
    paper: str = ""

    def __str__(self) -> str:
        if self.paper:
            return f"page {self.page}: {self.paper}"
        if self.theirs and self.ours:
            told = f"«{self.theirs.text}» {_place(self.theirs)}; ours {_place(self.ours)}"
            if self.theirs.page != self.ours.page:
                told += f" on page {self.ours.page}"
            if self.theirs.text != self.ours.text:
                told += f" «{self.ours.text}»"
            return f"page {self.page}: {told}"
        line = self.theirs or self.ours
        assert line is not None
        whose = "only the referee has" if self.theirs else "only ours has"
        return f"page {self.page}: {whose} «{line.text}» {_place(line)}"


@dataclass(frozen=True)
class Comparison:
    """`pages` are the numbers of pages, theirs and ours."""

    pages: tuple[int, int]
    differences: tuple[Difference, ...]

    @property
    def alike(self) -> bool:
        return self.pages[0] == self.pages[1] and not self.differences

    def report(self, most: int = 12) -> str:
        """In words, one difference a line; mm from the left and the top of the page."""
        lines = [str(difference) for difference in self.differences[:most]]
        if self.pages[0] != self.pages[1]:
            lines.insert(0, f"{self.pages[0]} pages; ours {self.pages[1]}")
        if len(self.differences) > most:
            lines.append(f"… and {len(self.differences) - most} more lines")
        return "\n".join(lines)


def compare(theirs: bytes, ours: bytes) -> Comparison:
    """Compare the PDF of the referee with ours."""
    return compare_pages(read_pages(theirs), read_pages(ours))


def compare_pages(theirs: Sequence[Page], ours: Sequence[Page]) -> Comparison:
    """Compare pages that were read already."""
    apart_there: list[Line] = []
    apart_here: list[Line] = []
    papers: list[Difference] = []
    for number in range(max(len(theirs), len(ours))):
        one = theirs[number] if number < len(theirs) else None
        other = ours[number] if number < len(ours) else None
        matched = _matched(one.words if one else (), other.words if other else ())
        apart_there += [line for line in (one.lines if one else ()) if _apart(line, matched)]
        apart_here += [line for line in (other.lines if other else ()) if _apart(line, matched)]
        if one and other:
            papers += _paper(one, other)
    told = [*papers, *_paired(apart_there, apart_here)]
    told.sort(key=lambda d: (d.page, bool(d.theirs or d.ours), _height(d)))
    return Comparison((len(theirs), len(ours)), tuple(told))


def _apart(line: Line, matched: set[int]) -> bool:
    return any(id(word) not in matched for word in line.words)


def _matched(theirs: Iterable[Word], ours: Iterable[Word]) -> set[int]:
    """The ids of the words that have a partner: the nearest first, each with one only."""
    by_text: dict[str, list[Word]] = defaultdict(list)
    for word in ours:
        by_text[word.text].append(word)
    pairs = [
        (_distance(word, other), n, m, word, other)
        for n, word in enumerate(theirs)
        for m, other in enumerate(by_text[word.text])
        if _near(word, other)
    ]
    matched: set[int] = set()
    for _, _, _, word, other in sorted(pairs, key=lambda pair: pair[:3]):
        if id(word) not in matched and id(other) not in matched:
            matched |= {id(word), id(other)}
    return matched


def _near(one: Word, other: Word) -> bool:
    return (
        abs(one.left - other.left) <= ACROSS
        and abs(one.right - other.right) <= ACROSS
        and abs(one.baseline - other.baseline) <= DOWN
    )


def _distance(one: Word, other: Word) -> float:
    return abs(one.left - other.left) + abs(one.baseline - other.baseline)


def _paper(one: Page, other: Page) -> Iterator[Difference]:
    if abs(one.width - other.width) > _PAPER or abs(one.height - other.height) > _PAPER:
        sizes = (
            f"{one.width:.1f} × {one.height:.1f} mm; ours {other.width:.1f} × {other.height:.1f} mm"
        )
        yield Difference(one.number, paper=f"the paper is {sizes}")


def _paired(theirs: list[Line], ours: list[Line]) -> Iterator[Difference]:
    """Lines that differ, each with the one that it became, where there is one."""
    free = list(ours)
    for line in theirs:
        partner = _partner(line, free)
        if partner is not None:
            free.remove(partner)
        yield Difference(line.page, line, partner)
    for line in free:
        yield Difference(line.page, ours=line)


def _partner(line: Line, free: list[Line]) -> Line | None:
    """The line with the same text, or else a similar one, that is nearest."""
    near = [other for other in free if abs(other.page - line.page) <= 1]
    if same := [other for other in near if other.text == line.text]:
        return min(same, key=lambda other: _far(line, other))
    matcher = SequenceMatcher(b=line.text, autojunk=False)
    best: tuple[float, Line] | None = None
    for other in near:
        matcher.set_seq1(other.text)
        least = best[0] if best else _AKIN
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) > least:
            likeness = matcher.ratio()
            if likeness > least:
                best = likeness, other
    return best[1] if best else None


def _far(one: Line, other: Line) -> float:
    return (
        abs(one.page - other.page) * 1000
        + abs(one.baseline - other.baseline)
        + abs(one.left - other.left)
    )


def _height(difference: Difference) -> float:
    line = difference.theirs or difference.ours
    return line.baseline if line else 0.0


def _place(line: Line) -> str:
    return f"({line.left:.1f}–{line.right:.1f}, {line.baseline:.1f})"
