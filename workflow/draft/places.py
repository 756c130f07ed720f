"""Where in the draft's text the lines of its head and its end stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workflow.model.page import Part, Passage
from workflow.model.vietnamese import matching_key

_HEAD = {Part.TYPE, Part.AUTHOR, Part.SUBJECT, Part.LETTER_SUBJECT, Part.ADDRESSEE}
_END = {
    Part.RECIPIENTS_HEADING, Part.RECIPIENT, Part.AUTHORITY, Part.TITLE, Part.NAME,
}  # fmt: skip
_HEADING = matching_key("Nơi nhận")
_MARKDOWN = str.maketrans("", "", "*_\\#`")


def placed(passages: Sequence[Passage], text: str) -> list[Passage]:
    """The passages of a draft, each with its line in the text.

    Paragraphs know theirs. The lines of the head, the recipients and the signature are looked for
    by their words: the draft keeps them as they are printed, without their places.
    """
    lines = [_words(line) for line in text.split("\n")]
    foot = max((n for n, words in enumerate(lines) if words == _HEADING), default=0)
    return [_placed(passage, lines, foot) for passage in passages]


def _placed(passage: Passage, lines: Sequence[str], foot: int) -> Passage:
    if passage.part not in _HEAD | _END:
        return passage
    start = 0 if passage.part in _HEAD else foot
    if passage.part in (Part.AUTHORITY, Part.TITLE, Part.NAME):
        start = max(start, passage.line - 1)  # its block is known; each signer has one
    words = _words(passage.text)
    for number, line in enumerate(lines[start:], start=start + 1):
        # A long one goes on in the next line, and an addressee stands behind its word.
        if line and (words.startswith(line) or line.endswith(words)):
            return replace(passage, line=number)
    return passage


def _words(line: str) -> str:
    return matching_key(line.translate(_MARKDOWN).lstrip(" -+"))
