"""Paragraphs put together again from the lines of pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
_FEW = 3  # lines: fewer tell no edge
_LEFT, _RIGHT = 30.0, 15.0  # mm: the usual margins
_TURNED = 20.0  # mm: those left and right of a page that lies


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
    """Left and right edge of a page's text; of the whole document's where the page has little.

    Paragraphs of one line tell neither edge: they begin indented and end anywhere. Then the
    heading of the Nơi nhận tells the left one, and the usual margin the right one.
    """
    # The margins of back pages are mirrored, so pages of the same side are asked next.
    alike = [p for p in pages if abs(p.width - page.width) < 1]
    same_side = [p for p in alike if p.number % 2 == page.number % 2]
    usual = (_TURNED, _TURNED) if page.width > page.height else (_LEFT, _RIGHT)
    left = right = None
    for asked in ([page], same_side, alike):
        lines = [li for p in asked for li in p.lines if li.part in RUNNING]
        left = _left_edge(lines) if left is None else left
        right = _right_edge(lines) if right is None else right
    left = usual[0] if left is None else left
    headings = [
        li.box[0] for p in same_side for li in p.lines if li.part == Part.RECIPIENTS_HEADING
    ]
    if headings and left - headings[0] > _INDENT:
        left = headings[0]
    return left, page.width - usual[1] if right is None else right


def usual_pitch(pages: Sequence[Page]) -> float:
    """From baseline to baseline within the text, mm; 0 where there is too little of it."""
    steps = [
        b.baseline - a.baseline
        for page in pages
        for a, b in pairwise(li for li in page.lines if li.part in RUNNING)
        if 2 < b.baseline - a.baseline < 15
    ]
    return median(steps) if steps else 0.0


def _left_edge(lines: Sequence[Line]) -> float | None:
    """Of the usual starts of lines the one farthest left."""
    starts = [line.box[0] for line in lines]
    if len(starts) < _FEW:
        return None
    counted = Counter(round(x) for x in starts).most_common()
    usual = min(x for x, n in counted if n >= max(1, counted[0][1] / 4))
    return median(x for x in starts if abs(x - usual) <= 1)


def _right_edge(lines: Sequence[Line]) -> float | None:
    """Where two lines at least end together farthest right."""
    ends = sorted((line.box[2] for line in lines), reverse=True)
    if len(ends) < _FEW:
        return None
    far = [x for x in ends if ends[0] - x <= 1]
    return median(far) if len(far) > 1 else None


def _begins(before: Line, line: Line, edges: dict[int, tuple[float, float]], pitch: float) -> bool:
    """Whether a line begins a paragraph of its own."""
    left, _ = edges[line.page]
    _, right = edges[before.page]
    goes_on = line.part == before.part or (before.part, line.part) == (Part.ARTICLE, Part.BODY)
    if line.box[0] - left > _INDENT or not goes_on:
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
