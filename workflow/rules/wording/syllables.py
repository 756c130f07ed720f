"""Which words can be Vietnamese syllables."""

from __future__ import annotations

import re
import unicodedata

_ONSETS = "ngh|nh|ng|gh|gi|kh|ph|th|tr|ch|qu|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x|"
_GLIDES = (  # noqa: SIM905 - read as a row of rimes
    "iêu yêu uya uyê uyu uôi ươi ươu oai oay oao oeo uây uêu "
    "ai ao au ay âu ây eo êu ia iê yê iu oa oă oe oi oo ôi ơi ua ưa uâ uê ui uô uơ uy ưi ươ ưu"
).split()
_VOWELS = "|".join([*_GLIDES, *"aăâeêioôơuưy"])
_SYLLABLE = re.compile(f"(?:{_ONSETS})(?:{_VOWELS})(ch|nh|ng|c|m|n|p|t|)")
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_STOPPED = {"c", "ch", "p", "t"}
_SHARP = {"\u0301", "\u0323"}  # only these tones stand in a syllable ending in c, ch, p or t


def is_syllable(word: str) -> bool:
    """Whether a word in Unicode can be one Vietnamese syllable, in any case of letters."""
    letters, tones = [], []
    for letter in unicodedata.normalize("NFC", word.lower()):
        bare, tone = _split(letter)
        letters.append(bare)
        tones += tone
    form = _SYLLABLE.fullmatch("".join(letters))
    if form is None or len(tones) > 1:
        return False
    return form[1] not in _STOPPED or (bool(tones) and tones[0] in _SHARP)


def _split(letter: str) -> tuple[str, list[str]]:
    """A letter without its tone, and the tone."""
    marks = unicodedata.normalize("NFD", letter)
    if marks[0] not in "aeiouy":
        return letter, []
    bare = "".join(mark for mark in marks if mark not in _TONES)
    return unicodedata.normalize("NFC", bare), [mark for mark in marks if mark in _TONES]
