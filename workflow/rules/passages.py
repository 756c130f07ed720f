"""Paragraphs put together again from the lines of pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from workflow.model.findings import Box
from workflow.model.page import Line, Page, Part, Passage

RUNNING = {Part.BODY, Part.GROUND, Part.ARTICLE}
"""Parts that are read as paragraphs; all others are read line by line."""

_INDENT = 4.0  # mm: a line so far from the left edge begins a paragraph
_SHORT = 15.0  # mm: a line that ends so far from the right edge ends a paragraph
_PITCH = 1.2  # times the usual pitch: a wider gap begins a paragraph
_ENDS = (".", ";", ":", "!", "?")


def passages_of(pages: Sequence[Page]) -> list[Passage]:
    """The document's text in reading order: paragraphs joined over lines and pages."""
    return [_passage(lines) for lines in paragraphs_of(pages)]


def paragraphs_of(pages: Sequence[Page]) -> list[list[Line]]:
    """Lines that belong together: paragraphs of the text, recipients, else single lines."""
    edges = {page.number: text_edges(pages, page) for page in pages}
    lines = [line for page in pages for line in page.lines]
    pitch = usual_pitch(pages)
    found: list[list[Line]] = []
    current: dict[bool, list[Line] | None] = {True: None, False: None}
    for line in lines:
        if line.part in RUNNING:
            before = current[True]
            if before and not _begins(before[-1], line, edges, pitch):
                before.append(line)
                continue
            found.append([line])
            current[True] = found[-1]
        elif line.part == Part.RECIPIENT:
            held = current[False]
            if held and not line.text.startswith(("-", "–", "+")):
                held.append(line)
                continue
            found.append([line])
            current[False] = found[-1]
        else:
            if line.part not in (Part.PAGE_NUMBER, Part.OTHER):
                current[True] = None
            found.append([line])
    return found


def text_edges(pages: Sequence[Page], page: Page) -> tuple[float, float]:
    """Left and right edge of a page's text; of the whole document's where the page has little."""
    own = _edges(line for line in page.lines if line.part in RUNNING)
    # The margins of back pages are mirrored, so pages of the same side are asked next.
    same_side = (p for p in pages if p.number % 2 == page.number % 2)
    return (
        own
        or _edges(li for p in same_side for li in p.lines if li.part in RUNNING)
        or _edges(li for p in pages for li in p.lines if li.part in RUNNING)
        or (30.0, page.width - 15.0)
    )


def usual_pitch(pages: Sequence[Page]) -> float:
    """From baseline to baseline within the text, mm; 0 where there is too little of it."""
    steps = [
        b.baseline - a.baseline
        for page in pages
        for a, b in pairwise(li for li in page.lines if li.part in RUNNING)
        if 2 < b.baseline - a.baseline < 15
    ]
    return median(steps) if steps else 0.0


def _edges(lines: Iterable[Line]) -> tuple[float, float] | None:
    boxes = [line.box for line in lines]
    if len(boxes) < 3:
        return None
    lefts, counts = zip(*Counter(round(b[0]) for b in boxes).most_common(), strict=True)
    # Of the usual starts of lines the one farthest left: paragraphs of one line all begin indented.
    usual = min(x for x, n in zip(lefts, counts, strict=True) if n >= max(1, counts[0] / 4))
    left = median(b[0] for b in boxes if abs(b[0] - usual) <= 1)
    far = sorted(b[2] for b in boxes)
    right = median(x for x in far if x >= far[-1] - 3) if far[-1] - far[-2] < 3 else far[-2]
    return left, right


def _begins(before: Line, line: Line, edges: dict[int, tuple[float, float]], pitch: float) -> bool:
    """Whether a line begins a paragraph of its own."""
    left, _ = edges[line.page]
    _, right = edges[before.page]
    if Part.ARTICLE in (before.part, line.part) and before.part != line.part:
        return line.part == Part.ARTICLE
    if line.box[0] - left > _INDENT or line.part != before.part:
        return True
    if before.page == line.page and pitch and line.baseline - before.baseline > _PITCH * pitch:
        return True
    return right - before.box[2] > _SHORT and before.text.endswith(_ENDS)


def _passage(lines: list[Line]) -> Passage:
    first = lines[0]
    return Passage(
        part=first.part,
        text=" ".join(line.text for line in lines),
        page=first.page,
        box=_around([line.box for line in lines if line.page == first.page]),
        bold=_same([line.bold for line in lines]),
        italic=_same([line.italic for line in lines]),
    )


def _same(values: list[bool | None]) -> bool | None:
    return values[0] if len(set(values)) == 1 else None


def _around(boxes: list[Box]) -> Box:
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
