"""What was typed twice: marks, and little words that no Vietnamese phrase repeats."""

from __future__ import annotations

import re

from workflow.rules.wording.slips import Slip

_MARKS = re.compile(r"(?<![.,;:!?])([,;])\1(?![.,;:!?])|(?<![.…])(?<=[^\W\d_])\.\.(?![.…/])")
# Other words are repeated on purpose: dần dần, thường thường, người người.
_WORDS = re.compile(
    r"(?<![\w-])(các|những|và|của|với|trong|được|theo|tại|đã|sẽ|thì|mà|nhưng|hoặc|từ)"
    r"[ \xa0]+(?P<again>\1)(?![\w-])",
    re.IGNORECASE,
)


def doubled_marks(text: str) -> list[Slip]:
    return [Slip("doubled-mark", *mark.span(), mark[0][0]) for mark in _MARKS.finditer(text)]


def doubled_words(text: str) -> list[tuple[int, int]]:
    """The places of words that stand twice; which of them is too much only a person can tell."""
    return [found.span("again") for found in _WORDS.finditer(text)]
