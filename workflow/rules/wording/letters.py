"""Letters that look like Vietnamese ones and are others, and letters not composed (NFC)."""

from __future__ import annotations

import re
import unicodedata

from workflow.rules.wording.slips import Slip
from workflow.rules.wording.spaces import INVISIBLE

_MARKS = "\u0300-\u036f"
_INNER = f"[^\\W\\d_]|[{_MARKS}]|{INVISIBLE.pattern}"
_WORD = re.compile(f"[^\\W\\d_](?:(?:{_INNER})*(?:[^\\W\\d_]|[{_MARKS}]))?")
_STRAY = re.compile(f"(?<![^\\W\\d_])(?<![{_MARKS}])[{_MARKS}]+")
_OTHER_D = str.maketrans("ðÐɖƉ", "đĐđĐ")
# Cyrillic and Greek letters of the same form.
_TWINS = str.maketrans("асеіорхуАВЕІКМНОРСТХαοΑΒΕΗΙΚΜΝΟΡΤΧ", "aceiopxyABEIKMHOPCTXaoABEHIKMNOPTX")
_LATIN = re.compile("[A-Za-zÀ-ɏẠ-ỹ]")


def letter_slips(text: str) -> list[Slip]:
    """Words whose letters should be others; no two slips share a character."""
    slips = []
    for word in _WORD.finditer(text):
        seen = INVISIBLE.sub("", word[0])
        composed = unicodedata.normalize("NFC", seen)
        right = unicodedata.normalize("NFC", _without_look_alikes(composed))
        if right != composed:
            slips.append(Slip("look-alike", *word.span(), right))
        elif composed != seen:
            slips.append(Slip("not-composed", *word.span(), right))
        elif seen != word[0]:
            slips.append(Slip("hidden-character", *word.span(), right))
    return slips


def stray_marks(text: str) -> list[tuple[int, int]]:
    """Combining marks that stand on no letter: only a person can tell what was meant."""
    return [mark.span() for mark in _STRAY.finditer(INVISIBLE.sub("x", text))]


def _without_look_alikes(word: str) -> str:
    word = word.translate(_OTHER_D)
    return word.translate(_TWINS) if _LATIN.search(word) else word
