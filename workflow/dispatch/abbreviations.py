"""Abbreviations written out, so that a short form and its full one are the same name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from workflow.model.vietnamese import matching_key


def expanded(text: str, abbreviations: Mapping[str, str]) -> str:
    """The text with its abbreviations written out, word by word."""
    by_key = _by_key(tuple(abbreviations.items()))
    return " ".join(by_key.get(_word_key(word), word) for word in text.split())


def name_key(name: str, abbreviations: Mapping[str, str]) -> str:
    """The form in which two names are the same name, abbreviated or not."""
    return matching_key(expanded(name, abbreviations))


@lru_cache(maxsize=8)
def _by_key(abbreviations: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {matching_key(short): full for short, full in abbreviations}


# A directory of 10,000 bodies has some hundred words.
_word_key = lru_cache(maxsize=4096)(matching_key)
