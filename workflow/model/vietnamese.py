"""How Vietnamese names are compared: one spelling for what people write in several ways."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

# The tone mark of these pairs is written on either vowel (uỷ and ủy are the same word).
_TONES = ("àáảãạ", "èéẻẽẹ", "ỳýỷỹỵ")
_OLD = (("òóỏõọ", "a", 0), ("òóỏõọ", "e", 1), ("ùúủũụ", "y", 2))
_TONE_PLACES = {
    first + second: ("o" if second in "ae" else "u") + _TONES[row][tone]
    for firsts, second, row in _OLD
    for tone, first in enumerate(firsts)
}
_MARKS = str.maketrans("‐‑‒–—−“”„‘’", '------"""\'\'')
_SPACES = re.compile(r"\s+")


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    """NFC with runs of white space as one space, none at the ends."""
    return _SPACES.sub(" ", nfc(text)).strip()


def matching_key(text: str) -> str:
    """The form in which two names are the same name.

    Case, white space, dashes, quotation marks and the place of the tone mark do not count.
    """
    key = squeeze(text).casefold()
    for old, new in _TONE_PLACES.items():
        key = key.replace(old, new)
    return key.translate(_MARKS).strip(" .,;:")


def likeness(one: str, other: str) -> int:
    """How much two names look alike, in percent; 100 only where they are the same name."""
    first, second = matching_key(one), matching_key(other)
    if first == second:
        return 100
    return min(99, round(100 * difflib.SequenceMatcher(None, first, second).ratio()))


def nearest(name: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known names that look most like `name`, best first."""
    by_key = {matching_key(k): k for k in known}
    keys = difflib.get_close_matches(matching_key(name), by_key, n=count, cutoff=0.5)
    return [by_key[key] for key in keys]


def plain_name(name: str) -> str:
    """A name as the key of a table: small letters without marks, and hyphens."""
    letters = unicodedata.normalize("NFD", nfc(name).casefold().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", letters)).strip("-")
