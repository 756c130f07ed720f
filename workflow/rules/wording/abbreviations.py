"""Abbreviations: explained once, where they are first used, and used afterwards."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from workflow.model.page import Part, Passage
from workflow.model.vietnamese import matching_key, squeeze
from workflow.rules.wording.report import Report

_READ = (Part.BODY, Part.GROUND, Part.ARTICLE)
_ABOVE = (Part.TYPE, Part.AUTHOR, Part.SUBJECT, Part.LETTER_SUBJECT, Part.NUMBER)
_NAMED = re.compile(
    r"\((?:[Ss]au đây|dưới đây)\s+(?:được\s+)?(?:viết|gọi)\s+(?:tắt|chung)(?:\s+chung)?\s+là:?\s+"
    r"[“\"]?(?P<short>[^()“”\"]+?)[”\"]?\)"
)
_INITIALS = re.compile(r"(?P<phrase>[^\W\d][^().;:“”\"]*?)\s*\((?P<short>[A-ZĐƯ][A-ZĐƯ-]{1,9})\)")


def check_abbreviations(passages: Sequence[Passage], report: Report) -> None:
    texts = [(p, squeeze(p.text)) for p in passages if p.part in _READ]
    explained: dict[str, tuple[int, int]] = {}
    for place, (passage, text) in enumerate(texts):
        for start, end, short in _explanations(text):
            if short in explained:
                report.add("abbreviation-twice", passage, short)
                continue
            explained[short] = (place, end)
            if _is_acronym(short) and (used := _used_before(texts, place, start, short)):
                report.add("abbreviation-late", used, short)
    elsewhere = [squeeze(p.text) for p in passages if p.part not in (*_READ, *_ABOVE)]
    for short, (place, end) in explained.items():
        after = [texts[place][1][end:], *(text for _, text in texts[place + 1 :]), *elsewhere]
        if not any(_uses(text, short) for text in after):
            report.add("abbreviation-unused", texts[place][0], short)


def _explanations(text: str) -> list[tuple[int, int, str]]:
    """Start, end and the short form of each place that explains one."""
    named = [(m.start(), m.end(), m["short"].strip()) for m in _NAMED.finditer(text)]
    initials = [
        (m.start("short"), m.end(), m["short"])
        for m in _INITIALS.finditer(text)
        if _stands_for(m["short"], m["phrase"])
    ]
    return sorted(named + initials)


def _stands_for(short: str, phrase: str) -> bool:
    """Whether the last words of a phrase begin with these letters."""
    letters = short.replace("-", "")
    words = re.findall(r"[^\W\d_]+", phrase)[-len(letters) :]
    return len(words) == len(letters) and _bare("".join(word[0] for word in words)) == _bare(
        letters
    )


def _bare(letters: str) -> str:
    marks = unicodedata.normalize("NFD", letters.upper())
    return "".join(mark for mark in marks if not unicodedata.combining(mark))


def _used_before(
    texts: list[tuple[Passage, str]], place: int, start: int, short: str
) -> Passage | None:
    for passage, text in texts[:place]:
        if _uses(text, short):
            return passage
    return texts[place][0] if _uses(texts[place][1][:start], short) else None


def _is_acronym(short: str) -> bool:
    return bool(re.fullmatch("[A-ZĐƯ]{2,10}", short))


def _uses(text: str, short: str) -> bool:
    """Whether a text uses the short form as a word; not within a number such as 15/QĐ-UBND."""
    if _is_acronym(short):
        return bool(re.search(rf"(?<![\w/-]){re.escape(short)}(?![\w/])", text))
    return f" {matching_key(short)} " in f" {_words(matching_key(text))} "


def _words(key: str) -> str:
    return re.sub(r"[^\w/-]+", " ", key)
