"""How the words of a part look and where they stand: one function for each measure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from workflow.model.findings import Spot
from workflow.model.page import Line, Part
from workflow.rules.rules import Rule
from workflow.rules.sheet import (
    PLACE_TOLERANCE,
    PT,
    SIZE_TOLERANCE,
    Miss,
    Sheet,
    figure,
    middle_of,
    span,
    spot_of,
    width_of,
    within,
)

_UNDER = 8.0  # mm: a rule under words is no farther from their baseline
_BESIDE = 10.0  # mm: and its middle no farther from theirs
_UNDERLINE = 1.5  # mm
_DARK = 0x30  # of 255: what is printed black is no lighter
_LETTERS = re.compile(r"[^a-z]")


def size(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """The em of each line, pt."""
    low, high = rule.bound.get("min"), rule.bound.get("max")
    for line in _lines(sheet, rule):
        if not within(line.size, low, high, rule.bound.get("tolerance", SIZE_TOLERANCE)):
            yield Miss(spot_of(line), figure(line.size, "pt"), span(low, high, "pt"))


def bold(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    yield from _style(sheet, rule, lambda line: line.bold, ("không đậm", "đậm"))


def italic(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    yield from _style(sheet, rule, lambda line: line.italic, ("đứng", "nghiêng"))


def capitals(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """Whether every letter is a capital (`equals = true`), or not every one."""
    wanted: bool = rule.bound["equals"]
    names = ("in thường", "in hoa")
    for line in _lines(sheet, rule):
        if line.text in rule.bound.get("but", ()):
            continue
        if line.text.isupper() != wanted and any(c.isalpha() for c in line.text):
            yield Miss(spot_of(line), names[not wanted], names[wanted])


def face(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """The typeface of every line, whatever its part; each wrong one is told once a page."""
    allowed = [_plain(name) for name in rule.bound["any"]]
    told: set[tuple[int, str]] = set()
    for line in sheet.lines:
        name = _plain(line.font)
        if not any(name.startswith(known) for known in allowed) and (line.page, name) not in told:
            told.add((line.page, name))
            yield Miss(spot_of(line), line.font, rule.bound["any"][0])


def colour(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """Black, but for the parts that the bound's `except` names."""
    excepted = set(rule.bound.get("except", ())) | {Part.OTHER}
    for line in sheet.lines:
        channels = [int(line.colour[n : n + 2], 16) for n in (1, 3, 5)]
        if line.part not in excepted and max(channels) > _DARK:
            yield Miss(spot_of(line), line.colour, "#000000")


def side(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """In which half of the page the block stands: its middle, mm from the left."""
    lines = list(_lines(sheet, rule))[:1]
    for line in lines:
        half = sheet.page(line.page).width / 2
        place = middle_of([line])
        if rule.bound["place"] == "left" and place > half:
            yield Miss(spot_of(line), figure(place, "mm"), f"< {figure(half, 'mm')}")
        if rule.bound["place"] == "right" and place < half:
            yield Miss(spot_of(line), figure(place, "mm"), f"> {figure(half, 'mm')}")


def centred(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """The middle of each line between the edges of the text, mm from the left."""
    tolerance = rule.bound.get("tolerance", PLACE_TOLERANCE)
    for line in _lines(sheet, rule):
        place, middle = middle_of([line]), sheet.middle[line.page]
        if abs(place - middle) > tolerance:
            yield Miss(spot_of(line), figure(place, "mm"), figure(middle, "mm"))


def centred_under(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """The middle of each line under that of another part (`under`, the first that is there)."""
    for line in _lines(sheet, rule):
        others = _first_there(sheet, rule.bound["under"], line.page)
        if others:
            place, middle = middle_of([line]), middle_of(others)
            if abs(place - middle) > rule.bound.get("tolerance", PLACE_TOLERANCE):
                yield Miss(spot_of(line), figure(place, "mm"), figure(middle, "mm"))


def level_with(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """The first line on one baseline with the first of another part, mm from the top."""
    for line in list(_lines(sheet, rule))[:1]:
        others = _first_there(sheet, rule.bound["with"], line.page)
        tolerance = rule.bound.get("tolerance", PLACE_TOLERANCE)
        # Below the signers of a biên bản it is not meant to be level with them.
        meant = rule.bound.get("unless_below_by", float("inf"))
        if others and tolerance < abs(line.baseline - others[0].baseline) < meant:
            found, wanted = figure(line.baseline, "mm"), figure(others[0].baseline, "mm")
            yield Miss(spot_of(line), found, wanted)


def top_distance(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """The middle of the letters from the upper edge of the paper, mm."""
    low, high = rule.bound.get("min"), rule.bound.get("max")
    for line in _lines(sheet, rule):
        place = (line.box[1] + line.box[3]) / 2
        if not within(place, low, high, rule.bound.get("tolerance", 0.0)):
            yield Miss(spot_of(line), figure(place, "mm"), span(low, high, "mm"))


def rule_under(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """The line drawn under the last line of a part: its length as a fraction of the words.

    Of a part of several lines both the last and the longest may be what the fraction is of.
    """
    lines = sheet.of(rule.part)
    if not lines:
        return
    last = lines[-1]
    widths = {width_of(last.box), max(width_of(line.box) for line in lines)}
    low, high = rule.bound["min"], rule.bound["max"]
    tolerance = rule.bound.get("tolerance", 0.05)
    drawn = [
        width_of(s.box)
        for s in sheet.strokes(last)
        if 0 < s.box[3] - last.baseline < _UNDER
        and abs((s.box[0] + s.box[2]) / 2 - middle_of([last])) < _BESIDE
    ]
    fits = any(within(d / w, low, high, tolerance) for d in drawn for w in widths if w > 0)
    if not fits:
        wanted = span(low * width_of(last.box), high * width_of(last.box), "mm")
        yield Miss(spot_of(last), figure(max(drawn, default=0.0), "mm"), wanted)


def underline(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """The line under the words of a part, as long as they are but for the colon."""
    for line in sheet.of(rule.part):
        words = width_of(line.box) * len(line.text.rstrip(" :")) / max(len(line.text), 1)
        drawn = sum(
            min(s.box[2], line.box[2]) - max(s.box[0], line.box[0])
            for s in sheet.strokes(line)
            if 0 < s.box[3] - line.baseline < _UNDERLINE
            and s.box[0] < line.box[2]
            and s.box[2] > line.box[0]
        )
        if drawn < rule.bound["min"] * words:
            yield Miss(spot_of(line), figure(drawn, "mm"), figure(words, "mm"))


def present(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """A part that must be there at all; `with` names another that must be there for it."""
    needed = rule.bound.get("with")
    if sheet.lines and not sheet.of(rule.part) and (needed is None or sheet.of(needed)):
        yield Miss(Spot(page=1), "", rule.bound["text"])


def order(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """Parts below one another in the order of `order`; what is missing is passed over."""
    above: Line | None = None
    for part in rule.bound["order"]:
        lines = sheet.of(part)
        if not lines:
            continue
        first = lines[0]
        if above and (first.page, first.baseline) < (above.page, above.baseline - PT):
            yield Miss(spot_of(first), first.text, above.text)
        above = lines[-1]


def _lines(sheet: Sheet, rule: Rule) -> Iterator[Line]:
    """The lines of the rule's part, if the parts are there that it depends on."""
    present, absent = rule.bound.get("where"), rule.bound.get("without")
    if (present and not sheet.of(present)) or (absent and sheet.of(absent)):
        return
    yield from sheet.of(rule.part)


def _style(
    sheet: Sheet, rule: Rule, value: Callable[[Line], bool | None], names: tuple[str, str]
) -> Iterator[Miss]:
    """True or False of each line; a mixed line counts only where `mixed` says so."""
    wanted: bool = rule.bound["equals"]
    for line in _lines(sheet, rule):
        found = value(line)
        if found is None and not rule.bound.get("mixed", False):
            yield Miss(spot_of(line), " + ".join(names), names[wanted])
        elif found is not None and found != wanted:
            yield Miss(spot_of(line), names[found], names[wanted])


def _first_there(sheet: Sheet, parts: list[str], page: int) -> list[Line]:
    for part in parts:
        lines = [line for line in sheet.of(part) if line.page == page]
        if lines:
            return lines
    return []


def _plain(font: str) -> str:
    return _LETTERS.sub("", font.casefold())
