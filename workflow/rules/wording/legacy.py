"""Text typed in TCVN3 (ABC) or VNI and read as if it were Unicode: recognise and convert it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from workflow.rules.wording.syllables import is_syllable

Convert = Callable[[str], str]
"""A word of an old encoding in Unicode."""

# TCVN 5712:1993 VN3, the ABC fonts; capitals with a tone came from a font of capitals.
_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)

# VNI-Windows: a tone is a letter of its own after the vowel.
_VNI_SINGLE = dict(zip("ñìíæóòôöîÑÌÍÆÓÒÔÖÎ", "đìíỉĩịơưỵĐÌÍỈĨỊƠƯỴ", strict=True))
_VNI_TONES = {"a": "àáảãạ", "e": "èéẻẽẹ", "o": "òóỏõọ", "u": "ùúủũụ", "y": "ỳýỷỹ"}
_VNI_TONES |= {"ô": "ờớởỡợ", "ö": "ừứửữự"}
_VNI_CIRCUMFLEX = {"a": "âầấẩẫậ", "e": "êềếểễệ", "o": "ôồốổỗộ"}
_VNI = {
    vowel + mark: letter
    for marks, vowels in (("øùûõï", _VNI_TONES), ("âàáåãä", _VNI_CIRCUMFLEX))
    for vowel, letters in vowels.items()
    for mark, letter in zip(marks, letters, strict=False)
}
_VNI |= {"a" + mark: letter for mark, letter in zip("êèéúüë", "ăằắẳẵặ", strict=True)}
_VNI |= {pair.upper(): letter.upper() for pair, letter in _VNI.items()}
_VNI |= {pair[0].upper() + pair[1]: letter.upper() for pair, letter in _VNI.items()}
_VNI_PAIR = re.compile("|".join(sorted(map(re.escape, _VNI | _VNI_SINGLE), key=len, reverse=True)))

# Letters that no text in these encodings can show.
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u036f]")
# The signs of TCVN3 that are not letters stand inside its words.
_WORD = re.compile(r"(?:[^\W\d_]|[" + "".join(c for c in _TCVN3 if not c.isalpha()) + "])+")


def legacy_text(paragraph: str) -> str | None:
    """The paragraph in Unicode if it was typed in one of these encodings, else None.

    It was, if nearly all its words are Vietnamese syllables once converted, at least two of them
    because of it.
    """
    convert = _encoding(paragraph)
    return _converted(paragraph, convert) if convert else None


def _encoding(paragraph: str) -> Convert | None:
    if _UNICODE_ONLY.search(paragraph):
        return None
    return next((convert for convert in _ENCODINGS if _is_better(paragraph, convert)), None)


def legacy_texts(paragraphs: Sequence[str]) -> list[str | None]:
    """Each paragraph in Unicode if it was typed in an old encoding, else None.

    Where most paragraphs are of one encoding, the text is: then a line with too few words to tell
    by itself (a heading, a name) is converted too.
    """
    told = [_encoding(paragraph) for paragraph in paragraphs]
    lettered = sum(not paragraph.isascii() for paragraph in paragraphs)
    common = next((c for c in _ENCODINGS if 2 * told.count(c) > max(lettered, 1)), None)
    return [
        _converted(paragraph, convert) if (convert := own or _fits(paragraph, common)) else None
        for paragraph, own in zip(paragraphs, told, strict=True)
    ]


def _fits(paragraph: str, common: Convert | None) -> Convert | None:
    """The encoding of the text, if it changes a paragraph, and into nothing but syllables."""
    if common is None or _UNICODE_ONLY.search(paragraph):
        return None
    words = [word for word in _WORD.findall(paragraph) if not word.isascii()]
    changed = [common(word) for word in words]
    return common if changed != words and all(map(is_syllable, changed)) else None


def _converted(paragraph: str, convert: Convert) -> str:
    converted = _WORD.sub(lambda word: _kept(word[0], convert), paragraph)
    plain = [letter for letter in paragraph if letter.isascii() and letter.isalpha()]
    # A line all in capitals came from a font of capitals.
    return converted.upper() if all(letter.isupper() for letter in plain) else converted


def _is_better(paragraph: str, convert: Convert) -> bool:
    words = _WORD.findall(paragraph)
    touched = {word for word in words if not word.isascii()}
    gained = [
        word
        for word in touched
        if len(word) > 1 and not is_syllable(word) and is_syllable(convert(word))
    ]
    if len(gained) < 2 or 2 * len(gained) < len(touched):
        return False
    right = sum(_is_plain(word) or is_syllable(convert(word)) for word in words)
    return right >= 0.85 * len(words)


def _kept(word: str, convert: Convert) -> str:
    """The word converted, or as it stands where that makes no Vietnamese syllable of it."""
    changed = convert(word)
    return changed if is_syllable(changed) or not is_syllable(word) else word


def _is_plain(word: str) -> bool:
    """Abbreviations and labels, which say nothing of the encoding."""
    return word.isascii() and (len(word) == 1 or word.isupper())


def _from_tcvn3(word: str) -> str:
    changed = "".join(_TCVN3.get(letter, letter) for letter in word)
    plain = [letter for letter in word if letter.isascii()]
    initial_only = len(plain) == 1 and word[0] in plain
    if plain and all(letter.isupper() for letter in plain) and not initial_only:
        return changed.upper()
    return changed


def _from_vni(word: str) -> str:
    return _VNI_PAIR.sub(lambda pair: (_VNI | _VNI_SINGLE)[pair[0]], word)


_ENCODINGS: tuple[Convert, ...] = (_from_tcvn3, _from_vni)
