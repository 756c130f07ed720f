"""Which language each text of a Word file is in, for a voice that reads it aloud.

Word marks every run with a language (`w:lang`, ECMA-376 17.3.2.20), but mostly with that of the
machine or of the keyboard: whole Vietnamese documents are marked as English, and so are numbers and
abbreviations in others. A mark is believed where the text bears it out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from workflow.render.page_tree import (
    Footnote,
    Inline,
    Link,
    PageTree,
    Paragraph,
    RunStyle,
    Text,
    all_paragraphs,
)

VIETNAMESE = "vi"
_SHARE = 0.4  # of the words of Vietnamese, 0.6 have one of its letters; of English with names, few
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # "x-none" is none
_WORD = re.compile(r"[^\W\d_]{2,}")
_ITS_LETTERS = re.compile("[ăđĩũơưạ-ỹ]", re.IGNORECASE)
# What may be a syllable without its marks, as in names and in “ban, thi, cho”.
_SYLLABLE = re.compile(
    "(?:b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?[aeiouyàâèéêìíòóôõùúýã]{1,3}"
    "(?:ch?|m|ng?|nh|p|t)?",
    re.IGNORECASE,
)


class Languages:
    """The languages of one document; `main` is that of most of its words, without the country."""

    def __init__(self, tree: PageTree) -> None:
        own = _primary(tree.language)
        words: Counter[str] = Counter()
        texts = [list(_texts(paragraph.children)) for paragraph in all_paragraphs(tree)]
        if any(_primary(t.style.language) not in ("", own) for found in texts for t in found):
            for found in texts:
                for text, language in _stretches(found):
                    words[_primary(language) or own] += len(_WORD.findall(text))
        self.main = words.most_common(1)[0][0] if words else own

    def spoken(self, paragraph: Paragraph) -> Paragraph:
        """A paragraph whose texts are marked only where their language is not the main one."""
        texts = list(_texts(paragraph.children))
        languages: list[str] = []
        for mark, group in groupby(texts, lambda text: text.style.language):
            stretch = list(group)
            language = spoken_language("".join(text.text for text in stretch), mark)
            languages += [language if _primary(language) != self.main else ""] * len(stretch)
        label = paragraph.label
        if label is not None:
            label = replace(label, style=_in_language(label.style, ""))
        children = _marked(paragraph.children, iter(languages))
        return replace(paragraph, children=children, label=label)


def language_of(paragraph: Paragraph) -> str:
    """The mark that all texts of a paragraph carry; "" where they differ."""
    marks = {text.style.language for text in _texts(paragraph.children) if text.text.strip()}
    return marks.pop() if len(marks) == 1 else ""


def spoken_language(text: str, mark: str) -> str:
    """The language of a text by its mark and its words; "" where neither tells it."""
    words = _WORD.findall(text)
    vietnamese = sum(bool(_ITS_LETTERS.search(word)) for word in words)
    if not words or not _TAG.fullmatch(mark):
        return VIETNAMESE if vietnamese else ""
    if _primary(mark) == VIETNAMESE:
        return mark
    if vietnamese >= _SHARE * len(words):
        return VIETNAMESE
    return mark if any(_is_foreign(word) for word in words) else ""


def _is_foreign(word: str) -> bool:
    """Whether a word cannot be Vietnamese; an abbreviation tells nothing."""
    return not word.isupper() and not _ITS_LETTERS.search(word) and not _SYLLABLE.fullmatch(word)


def _stretches(texts: Iterable[Text]) -> Iterator[tuple[str, str]]:
    for mark, group in groupby(texts, lambda text: text.style.language):
        joined = "".join(text.text for text in group)
        yield joined, spoken_language(joined, mark)


def _texts(children: Iterable[Inline]) -> Iterator[Text]:
    for child in children:
        if isinstance(child, Text):
            yield child
        elif isinstance(child, Link):
            yield from _texts(child.children)


def _marked(children: Iterable[Inline], languages: Iterator[str]) -> tuple[Inline, ...]:
    return tuple(_with_language(child, languages) for child in children)


def _with_language(child: Inline, languages: Iterator[str]) -> Inline:
    if isinstance(child, Link):
        return replace(child, children=_marked(child.children, languages))
    if isinstance(child, Footnote):
        return replace(child, style=_in_language(child.style, ""))
    if not isinstance(child, Text):
        return child
    language = next(languages)
    if language == child.style.language:
        return child
    return replace(child, style=_in_language(child.style, language))


@lru_cache(maxsize=256)
def _in_language(style: RunStyle, language: str) -> RunStyle:
    return replace(style, language=language)


def _primary(tag: str) -> str:
    return tag.partition("-")[0].casefold()
