"""A small reader of Markdown drafts, enough to have passages to check."""

from __future__ import annotations

import re

from workflow.model.page import Part, Passage

SUPPLIED = frozenset({Part.NATION, Part.ORGAN, Part.MARK, Part.NUMBER, Part.DATE})


def split(draft: str) -> list[Passage]:
    """The passages of a draft: type, subject, `-----`, body, Nơi nhận, signature block."""
    passages: list[Passage] = []
    part = Part.TYPE
    for number, line in enumerate(draft.splitlines(), 1):
        text = re.sub(r"\*+", "", line).strip()
        if not text:
            continue
        if text == "-----":
            passages.append(Passage(Part.SEPARATOR, text, number))
            part = Part.BODY
            continue
        if text.startswith("Nơi nhận"):
            passages.append(Passage(Part.RECIPIENTS_HEADING, text, number))
            part = Part.RECIPIENT
            continue
        if part is Part.RECIPIENT and not text.startswith("-"):
            part = Part.AUTHORITY
        bold = "**" in line or None if part is Part.AUTHORITY else None
        if passages and passages[-1].part is Part.AUTHORITY:
            part, bold = Part.TITLE, True
        passages.append(Passage(part, text, number, bold=bold))
        if part is Part.TYPE:
            part = Part.SUBJECT
        elif part is Part.TITLE:
            part = Part.NAME
    return passages
