"""Proper names in a running text, which are written as their bearers write them."""

from __future__ import annotations

import re
import unicodedata

from workflow.model.vietnamese import matching_key

_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ \xa0]+$")
_WORD_AFTER = re.compile(r"[ \xa0]+([^\W\d_]+)")
_ROMAN = set("IVXLCDM")
# Words of organs: they begin with a capital, but what follows or precedes them tells them apart.
_WITH_NEXT = {
    "uỷ": {"ban", "viên", "quyền", "thác", "nhiệm"},
    "toà": {"án"},
}
_AFTER = {"uỷ": {"tỉnh", "thành", "huyện", "quận", "đảng", "quân", "chi", "cấp"}}


def in_name(text: str, start: int, end: int) -> bool:
    """Whether the word from `start` to `end` is part of a name of several words.

    It is, if it and a word beside it both begin with a capital and go on in small letters. NĐ30
    PL II: names of people and of places are written so.
    """
    word = text[start:end]
    if not _capitalised(word):
        return False
    before, after = (
        _WORD_BEFORE.search(text[max(0, start - 40) : start]),
        _WORD_AFTER.match(text, end),
    )
    key = matching_key(word)
    if after and matching_key(after[1]) in _WITH_NEXT.get(key, ()):
        return False
    if before and matching_key(before[1]) in _AFTER.get(key, ()):
        return False
    return any(_capitalised(beside[1]) for beside in (before, after) if beside)


def _capitalised(word: str) -> bool:
    word = unicodedata.normalize("NFC", word)
    if len(word) == 1:
        return word.isupper() and word not in _ROMAN  # Y Thoà, but not of an Article I
    return word[0].isupper() and word[1:].islower()
