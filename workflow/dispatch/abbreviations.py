"""Abbreviations written out, so that a short form and its full one are the same name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from workflow.model.vietnamese import matching_key

Pairs = tuple[tuple[str, str], ...]


def expanded(text: str, abbreviations: Mapping[str, str]) -> str:
    """The text with its abbreviations written out, word by word."""
    return _expanded(text, tuple(abbreviations.items()))


def name_key(name: str, abbreviations: Mapping[str, str]) -> str:
    """The form in which two names are the same name, abbreviated or not."""
    return _name_key(name, tuple(abbreviations.items()))


# Measured: a directory of 10,000 bodies asks for the key of each name twice while it is read, and
# writes its names with some hundred words.


@lru_cache(maxsize=65_536)
def _name_key(name: str, abbreviations: Pairs) -> str:
    return matching_key(_expanded(name, abbreviations))


def _expanded(text: str, abbreviations: Pairs) -> str:
    by_key = _by_key(abbreviations)
    return " ".join(by_key.get(_word_key(word), word) for word in text.split())


@lru_cache(maxsize=8)
def _by_key(abbreviations: Pairs) -> dict[str, str]:
    return {matching_key(short): full for short, full in abbreviations}


_word_key = lru_cache(maxsize=4096)(matching_key)
