"""Paper, margins, paragraphs and page numbers: one function for each measure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from workflow.model.findings import Spot
from workflow.model.page import Line, Page, Part
from workflow.rules.rules import Rule
from workflow.rules.sheet import (
    PLACE_TOLERANCE,
    PT,
    SIZE_TOLERANCE,
    Miss,
    Sheet,
    figure,
    span,
    spot_of,
    within,
)

_ASCENT = 0.891  # em, of Times New Roman and of the faces with its measures
_DESCENT = 0.216
_ENOUGH = 5  # lines: fewer do not tell where the edges of a page are
_RAGGED = 0.2  # of the lines of a page: more, and the page was not set justified
_MARGIN_PARTS = {Part.OTHER, Part.PAGE_NUMBER, Part.CIRCULATION, Part.CONTACT, Part.NOT_FOR_MEDIA}


def paper(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """Width and height in mm; `landscape` allows the page to lie, for tables."""
    width, height = rule.bound["width"], rule.bound["height"]
    tolerance = rule.bound.get("tolerance", PLACE_TOLERANCE)
    shapes = [(width, height)] + ([(height, width)] if rule.bound.get("landscape") else [])
    for page in sheet.pages:
        if not any(
            abs(page.width - w) <= tolerance and abs(page.height - h) <= tolerance
            for w, h in shapes
        ):
            found = f"{figure(page.width, '')} × {figure(page.height, 'mm')}"
            wanted = f"{figure(width, '')} × {figure(height, 'mm')}"
            yield Miss(Spot(page=page.number), found, wanted)


def margin_left(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    for page in _upright_pages(sheet):
        yield from _margin(page, rule, sheet.edges[page.number][0], page)


def margin_right(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    for page in _upright_pages(sheet):
        yield from _margin(page, rule, page.width - sheet.edges[page.number][1], page)


def margin_top(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """The upper edge of the first line within the text, as its type size has it, or of an image
    above it."""
    for page in (p for p in sheet.pages if not _lies(p)):
        lines = [li for li in page.lines if li.part not in _MARGIN_PARTS]
        if lines:
            first = min(lines, key=lambda li: li.baseline)
            top = first.baseline - _ASCENT * first.size * PT
            images = [picture.box[1] for picture in page.pictures if not picture.name]
            yield from _margin(page, rule, min([top, *images]), first)


def margin_bottom(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    for page in (p for p in sheet.pages if not _lies(p)):
        lines = [li for li in page.lines if li.part not in _MARGIN_PARTS]
        if lines:
            last = max(lines, key=lambda li: li.baseline)
            space = page.height - last.baseline - _DESCENT * last.size * PT
            yield from _margin(page, rule, space, last)


def outside_paper(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """Text that the edge of the paper cuts, mm beyond it."""
    for page in sheet.pages:
        for line in page.lines:
            left, top, right, bottom = line.box
            beyond = max(-left, -top, right - page.width, bottom - page.height)
            if beyond > rule.bound.get("tolerance", 0.0):
                yield Miss(spot_of(line), figure(beyond, "mm"), figure(0, "mm"))


def outside_text(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """Text that stands out of the edges of the text to the left or right, mm beyond them."""
    for page in _upright_pages(sheet):
        left, right = sheet.edges[page.number]
        for line in page.lines:
            if line.part in _MARGIN_PARTS:
                continue
            beyond = max(left - line.box[0], line.box[2] - right)
            if beyond > rule.bound["tolerance"]:
                yield Miss(spot_of(line), figure(beyond, "mm"), figure(0, "mm"))


def line_pitch(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """From baseline to baseline within each paragraph, pt; `em` bounds count in type sizes."""
    for lines in sheet.paragraphs:
        steps = [(b.baseline - a.baseline) / PT for a, b in pairwise(lines) if a.page == b.page]
        if not steps:
            continue
        em = lines[0].size if rule.bound.get("unit") == "em" else 1.0
        low, high = _times(rule.bound.get("min"), em), _times(rule.bound.get("max"), em)
        found = median(steps)
        if not within(found, low, high, rule.bound.get("tolerance", SIZE_TOLERANCE)):
            yield Miss(spot_of(lines[0]), figure(found, "pt"), span(low, high, "pt"))


def first_line(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """How far the first line of each paragraph is from the left edge, mm; any of `any`."""
    tolerance = rule.bound["tolerance"]
    for lines in sheet.paragraphs:
        first = lines[0]
        found = first.box[0] - sheet.edges[first.page][0]
        if _lies(sheet.page(first.page)) or any(
            abs(found - wanted) <= tolerance for wanted in rule.bound["any"]
        ):
            continue
        wanted = " / ".join(figure(w, "mm") for w in rule.bound["any"])
        yield Miss(spot_of(first), figure(found, "mm"), wanted)


def paragraph_space(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """What is between two paragraphs over the pitch of their lines, pt."""
    pitches = [
        b.baseline - a.baseline
        for lines in sheet.paragraphs
        for a, b in pairwise(lines)
        if a.page == b.page
    ]
    if not pitches:
        return
    pitch = median(pitches)
    for above, below in pairwise(sheet.paragraphs):
        a, b = above[-1], below[0]
        if a.page != b.page or _between(sheet, a, b):
            continue
        found = (b.baseline - a.baseline - pitch) / PT
        if found < rule.bound["min"] - rule.bound.get("tolerance", SIZE_TOLERANCE):
            yield Miss(spot_of(b), figure(found, "pt"), span(rule.bound["min"], None, "pt"))


def justified(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """The right end of lines but the last of a paragraph, mm; pages with many short ones."""
    for page in sheet.pages:
        right = sheet.edges[page.number][1]
        lines = [li for p in sheet.paragraphs for li in p[:-1] if li.page == page.number]
        short = [li for li in lines if right - li.box[2] > rule.bound["tolerance"]]
        if len(lines) >= _ENOUGH and len(short) > _RAGGED * len(lines):
            yield Miss(spot_of(short[0]), figure(short[0].box[2], "mm"), figure(right, "mm"))


def number_hidden(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """The first page shows no number."""
    for line in _page_numbers(sheet):
        if line.page == 1:
            yield Miss(spot_of(line), line.text, "")


def number_sequence(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """Every other page shows its own; a phụ lục may count anew."""
    shown = {line.page: line for line in _page_numbers(sheet)}
    for page in sheet.pages[1:]:
        start = sheet.appendix_start(page)
        rights = {page.number, page.number - start + 1} if start else {page.number}
        line = shown.get(page.number)
        if line is None:
            if page.lines and page.number != start:
                yield Miss(Spot(page=page.number), "", str(page.number))
        elif int(line.text.strip("-– ")) not in rights:
            yield Miss(spot_of(line), line.text.strip("-– "), str(min(rights)))


def _page_numbers(sheet: Sheet) -> list[Line]:
    return sheet.of(Part.PAGE_NUMBER)


def _margin(page: Page, rule: Rule, found: float, place: Page | Line) -> Iterator[Miss]:
    """One margin; that of a back page may be the other side's (`back`)."""
    low, high = rule.bound.get("min"), rule.bound.get("max")
    tolerance = rule.bound.get("tolerance", PLACE_TOLERANCE)
    back = rule.bound.get("back")
    if within(found, low, high, tolerance):
        return
    if back is not None and page.number % 2 == 0 and abs(found - back) <= tolerance:
        return
    spot = spot_of(place) if isinstance(place, Line) else Spot(page=page.number)
    yield Miss(spot, figure(found, "mm"), span(low, high, "mm"))


def _upright_pages(sheet: Sheet) -> Iterator[Page]:
    """Pages whose edges can be told: enough text, and not lying for a table."""
    for page in sheet.pages:
        if len(sheet.running(page)) >= _ENOUGH and not _lies(page):
            yield page


def _lies(page: Page) -> bool:
    return page.width > page.height


def _between(sheet: Sheet, a: Line, b: Line) -> bool:
    return any(
        a.baseline < o.baseline < b.baseline for o in sheet.page(a.page).lines if o not in (a, b)
    )


def _times(bound: float | None, em: float) -> float | None:
    return None if bound is None else bound * em
