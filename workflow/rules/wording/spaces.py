"""Spaces between words and round marks, and characters that cannot be seen."""

from __future__ import annotations

import re

from workflow.rules.wording.alphabet import UPPER
from workflow.rules.wording.slips import Slip
from workflow.rules.wording.syllables import is_syllable

_HIDDEN = "\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff"
_GAP = re.compile(f"[ \xa0{_HIDDEN}]+")
INVISIBLE = re.compile(f"[{_HIDDEN}]")
_ADDRESS = re.compile(r"\S*(?:://|@|www\.)\S*")
_ENTITY = re.compile(r"&#?\w+;")
# A full stop that begins a file's ending, and the colon of a table's rule, belong to what follows.
_CLOSING = re.compile(r"[,;:?!)”](?![\w:])|[,;:)”]|\.(?![\w.])")
_OPENING = ("(", "[", "“")
_LISTING = re.compile(r"[,;](?=[^\W\d_])")
_PARTING = re.compile(rf"\.(?=[{UPPER}])|[:?!](?=[^\W\d_])")
_LAST_WORD = re.compile(r"(?<![\w.-])[^\W\d_]{2,}$")
_FIRST_WORD = re.compile(r"[^\W\d_]{2,}(?![\w.])")
# Room left for a number or a day that is not yet known.
_ROOM = re.compile(r"(?:[Ss]ố:?|[Nn]gày|tháng|năm)$")
_ALIGNED = 4  # so many spaces are a column, not a slip of the hand


def space_slips(text: str) -> list[Slip]:
    """Gaps that should be otherwise; no two slips share a character."""
    kept = [found.span() for form in (_ADDRESS, _ENTITY) for found in form.finditer(text)]
    gaps = [slip for gap in _GAP.finditer(text) if (slip := _gap_slip(text, *gap.span()))]
    missing = [
        Slip("space-after-mark", mark.end(), mark.end(), " ")
        for form in (_LISTING, _PARTING)
        for mark in form.finditer(text)
        if not any(start <= mark.start() < end for start, end in kept)
        and (form is _LISTING or _parts_words(text, mark.start()))
    ]
    return gaps + missing


def _parts_words(text: str, at: int) -> bool:
    """Whether a mark stands between two Vietnamese words: in a name of a file or of a site, in an
    abbreviation or between figures it parts nothing."""
    before, after = _LAST_WORD.search(text[max(0, at - 12) : at]), _FIRST_WORD.match(text, at + 1)
    return bool(before and after and is_syllable(before[0]) and is_syllable(after[0]))


def _gap_slip(text: str, start: int, end: int) -> Slip | None:
    gap = text[start:end]
    seen = INVISIBLE.sub("", gap)
    hidden = seen != gap
    should = _should_be(text, start, end, seen)
    if should == gap:
        return None
    if hidden:
        return Slip("hidden-character", start, end, should)
    if should == "" and text[start - 1 : start] in _OPENING:
        return Slip("space-after-open", start, end, should)
    if should == "":
        return Slip("space-before-mark", start, end, should)
    return Slip("double-no-break-space" if "\xa0" in gap else "double-space", start, end, should)


def _should_be(text: str, start: int, end: int, seen: str) -> str:
    """The gap as it should be; `seen` is what can be seen of it."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    before = text[line_start:start]
    after = text[end : line_end if line_end >= 0 else len(text)]
    if not seen:
        needs_space = before[-1:] in {",", ";"} and after[:1].isalpha()
        return " " if needs_space else ""
    if not before.strip() or not after.strip() or "|" in before + after:
        return seen
    if _ROOM.search(before.rstrip()) and len(seen) > 1:
        return seen
    if before[-1:] in _OPENING and after[:1] not in "])" and len(seen) < _ALIGNED:
        return ""
    if _CLOSING.match(after) and len(seen) < _ALIGNED:
        return ""
    if 1 < len(seen) < _ALIGNED:
        return "\xa0" if set(seen) == {"\xa0"} else " "
    return seen
