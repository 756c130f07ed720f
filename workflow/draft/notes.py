"""The mistakes of one text, gathered so that the drafter hears of all of them at once."""

from __future__ import annotations

from workflow.model.errors import DraftError, Problem
from workflow.model.messages import Message


class Notes:
    """Mistakes by line; `file` is how they name the text."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []

    def add(self, line: int, sentence: Message) -> None:
        self._problems.append(Problem(f"{self._file}:{line}", sentence))

    def finish(self) -> None:
        """
        Raises:
            DraftError: there are any.
        """
        if self._problems:
            raise DraftError(problems=self._problems)
