"""The signature block: form of authority, title and name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workflow.model.page import Part, Passage
from workflow.model.vietnamese import squeeze
from workflow.rules.authorities import Standing, opens_with_authority
from workflow.rules.wording.facts import WordingFacts
from workflow.rules.wording.report import Report

_SMALL_LETTERS = {
    Part.AUTHORITY: "authority-small-letters",
    Part.TITLE: "title-small-letters",
}
_RULES = {
    Standing.TITLE_NOT_LISTED: "title-listed",
    Standing.BODY_NOT_LISTED: "authority-body",
    Standing.MISSPELT: "authority-form",
    Standing.OTHER_FAMILY: "authority-form",
    Standing.UNKNOWN: "authority-form",
    Standing.NOT_BELOW_IT: "authority-second",
}
# Academic ranks and degrees, military ranks and honours that do not belong before a name.
_HONOURS = re.compile(
    r"(?:(?:GS|PGS|TSKH|TS|ThS|Ths|CN|KS|BSCK\w*|BS|DS|LS|KTS|NGND|NGƯT|NSND|NSƯT|TTND|TTƯT|AHLĐ)"
    r"\b[.,]*\s*)+|"
    r"(?:(?:phó\s+)?giáo sư|tiến sĩ|tiến sỹ|thạc sĩ|thạc sỹ|cử nhân|kỹ sư|bác sĩ|bác sỹ|luật sư|"
    r"(?:đại|thượng|trung|thiếu)\s+(?:tướng|tá|uý|úy)|nhà giáo (?:nhân dân|ưu tú)|"
    r"anh hùng lao động)[,.]?\s+",
    re.IGNORECASE,
)


def check_signing(passages: Sequence[Passage], facts: WordingFacts, report: Report) -> None:
    """Every signature block, from the line of its authority to that of its name."""
    block: list[Passage] = []
    for passage in passages:
        if passage.part in (Part.AUTHORITY, Part.TITLE, Part.ALSO):
            block.append(passage)
            if rule := _SMALL_LETTERS.get(passage.part):
                _check_capitals(rule, passage, squeeze(passage.text), report)
        elif passage.part is Part.NAME:
            _check_block(block, facts, report)
            _check_name(passage, report)
            block = []
    _check_block(block, facts, report)


def _check_block(block: Sequence[Passage], facts: WordingFacts, report: Report) -> None:
    """The authority and the titles under it, as the rule set lists them."""
    authorities = [p for p in block if p.part is Part.AUTHORITY]
    authority = authorities[0] if authorities else None
    # On a measured page a long line of authority goes on below; a draft's lines are whole.
    second = next((p for p in authorities[1:] if not p.page or opens_with_authority(p.text)), None)
    titles = [p for p in block if p.part is not Part.AUTHORITY]
    for title in titles if authority else ():
        if title.bold and title.part is Part.TITLE:
            report.add("title-written-bold", title, squeeze(title.text), squeeze(title.text))
    if not block or facts.judge is None:
        return
    judged = facts.judge(
        authority.text if authority else "",
        " ".join(t.text for t in titles),
        second.text if second else "",
    )
    if rule := _RULES.get(judged.standing):
        place = titles[0] if rule == "title-listed" and titles else block[0]
        place = second if second and rule == "authority-second" else place
        report.add(rule, place, judged.found, ", ".join(judged.expected) or "–")


def _check_name(passage: Passage, report: Report) -> None:
    text = squeeze(passage.text)
    if honours := _HONOURS.match(text):
        report.add("name-honours", passage, text, text[honours.end() :])
        text = text[honours.end() :]
    words = text.split()
    if len(words) > 1 and text == text.upper():
        report.add(
            "name-all-capitals", passage, text, " ".join(word.capitalize() for word in words)
        )
    elif any(word[0].islower() for word in words):
        expected = " ".join(word[0].upper() + word[1:] for word in words)
        report.add("name-small-letter", passage, text, expected)


def _check_capitals(rule: str, passage: Passage, text: str, report: Report) -> None:
    if text != text.upper():
        report.add(rule, passage, text, text.upper())
