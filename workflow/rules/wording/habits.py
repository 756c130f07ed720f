"""Spellings that are both right but must not be mixed: tone marks, quotation marks, dashes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from workflow.rules.wording.names import in_name
from workflow.rules.wording.slips import Slip
from workflow.rules.wording.spaces import INVISIBLE

_TONES = ("oòóỏõọ", "aàáảãạ", "eèéẻẽẹ", "uùúủũụ", "yỳýỷỹỵ")
_O, _A, _E, _U, _Y = _TONES
# oà and òa, oè and òe, uỳ and ùy: the mark on the main vowel or on the one before.
_TO_NEW = {
    first[tone] + second[0]: first[0] + second[tone]
    for first, second in ((_O, _A), (_O, _E), (_U, _Y))
    for tone in range(1, 6)
}
_TO_NEW |= {
    case(old): case(new)
    for old, new in list(_TO_NEW.items())
    for case in (str.upper, str.capitalize)
}
_TO_OLD = {new: old for old, new in _TO_NEW.items()}
_TONED = re.compile(
    "(?<![qQ])(?:" + "|".join([*_TO_NEW, *_TO_OLD]) + ")(?![^\\W\\d_]|[\u0300-\u036f])"
)
_SPACE = f"(?:[ \xa0]|{INVISIBLE.pattern})+"
_SPACED_DASH = re.compile(f"[^\\s|–-]{_SPACE}([-–])(?={_SPACE}[^\\s|–-])")
_QUOTES = '"“”'


@dataclass(frozen=True)
class Habits:
    """How most of a text writes what can be written in two ways."""

    new_tones: bool
    curly_quotes: bool
    hyphens: bool


def habits_of(text: str) -> Habits:
    """What the text does more often; when undecided as the Party's guidelines are printed."""
    tones = [pair[0] in _TO_OLD for pair in _toned(text)]
    quotes = [letter != '"' for letter in text if letter in _QUOTES]
    dashes = [dash[1] == "-" for dash in _SPACED_DASH.finditer(text)]
    return Habits(_most(tones), _most(quotes), _most(dashes))


def habit_slips(text: str, habits: Habits) -> list[Slip]:
    """What is written against the text's own habit; no two slips share a character."""
    quotes = _straight_slips(text) if habits.curly_quotes else _each(text, "[“”]", lambda _: '"')
    return [*_tone_slips(text, habits), *_dash_slips(text, habits), *_named("mixed-quotes", quotes)]


def with_tones(text: str, habits: Habits) -> str:
    """The text with its tone marks where the habit puts them."""
    change = _tone_changes(habits)
    return _TONED.sub(lambda pair: change.get(pair[0], pair[0]), text)


def _tone_changes(habits: Habits) -> dict[str, str]:
    return _TO_NEW if habits.new_tones else _TO_OLD


def _tone_slips(text: str, habits: Habits) -> list[Slip]:
    change = _tone_changes(habits)
    return [
        Slip("mixed-tone-marks", start, pair.end(), text[start : pair.start()] + change[pair[0]])
        for pair in _toned(text)
        if pair[0] in change and (start := _word_start(text, pair.start())) >= 0
    ]


def _toned(text: str) -> Iterator[re.Match[str]]:
    """The places where a tone mark may stand on either vowel, those in names left out."""
    for pair in _TONED.finditer(text):
        if not in_name(text, _word_start(text, pair.start()), pair.end()):
            yield pair


def _word_start(text: str, at: int) -> int:
    while at and text[at - 1].isalpha():
        at -= 1
    return at


def _dash_slips(text: str, habits: Habits) -> list[Slip]:
    wrong, right = ("–", "-") if habits.hyphens else ("-", "–")
    return [
        Slip("mixed-dashes", *dash.span(1), right)
        for dash in _SPACED_DASH.finditer(text)
        if dash[1] == wrong
    ]


def _straight_slips(text: str) -> Iterable[tuple[int, int, str]]:
    """Straight marks as opening and closing ones by turns, in paragraphs where they pair."""
    for paragraph in re.finditer(r"(?:.+\n?)+", text):
        marks = [at for at in range(*paragraph.span()) if text[at] == '"']
        if len(marks) % 2 == 0:
            yield from ((at, at + 1, "“”"[turn % 2]) for turn, at in enumerate(marks))


def _each(text: str, form: str, change: Callable[[str], str]) -> Iterable[tuple[int, int, str]]:
    return ((*found.span(), change(found[0])) for found in re.finditer(form, text))


def _named(rule: str, changes: Iterable[tuple[int, int, str]]) -> list[Slip]:
    return [Slip(rule, *change) for change in changes]


def _most(votes: list[bool]) -> bool:
    return 2 * sum(votes) >= len(votes)
