"""Certified copies: what is copied, from what to what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from workflow.model.messages import N_

_MOST_PAGES = 300
_PAGES = re.compile(r"([0-9]{1,3})(?:-([0-9]{1,3}))?")


class Medium(StrEnum):
    """On what a document is: paper, or a file."""

    PAPER = "paper"
    ELECTRONIC = "electronic"


MEDIUM_NAMES: dict[Medium, str] = {
    Medium.PAPER: N_("paper"),
    Medium.ELECTRONIC: N_("electronic"),
}


@dataclass(frozen=True)
class SourceFile:
    """A file that is copied from, kept by its SHA-256.

    `dpi` is the resolution of a picture that does not say its own; 0 where it does.
    """

    name: str
    sha256: str
    dpi: float = 0.0


@dataclass(frozen=True)
class CopyOrder:
    """What a certified copy (bản sao) is made of.

    Attributes:
        original: on what the document is that is copied; scans are of paper.
        medium: on what the copy will be.
        files: the pages of the original, in their order.
        pages: which of them are copied, from 1; none named: all.
    """

    original: Medium
    medium: Medium
    files: tuple[SourceFile, ...]
    pages: tuple[int, ...] = ()

    @property
    def way(self) -> str:
        """From what to what, as the rule sets name it: `paper-electronic`."""
        return f"{self.original.value}-{self.medium.value}"


def read_pages(text: str) -> tuple[int, ...]:
    """The pages that `2-3,5` names, rising and each once.

    Raises:
        ValueError: it is not such a list.
    """
    pages: set[int] = set()
    for part in filter(None, (p.strip() for p in text.split(","))):
        found = _PAGES.fullmatch(part)
        if not found:
            raise ValueError(part)
        start, end = int(found[1]), int(found[2] or found[1])
        if not 1 <= start <= end <= _MOST_PAGES:
            raise ValueError(part)
        pages.update(range(start, end + 1))
    return tuple(sorted(pages))


def pages_text(pages: tuple[int, ...]) -> str:
    """`2-3,5`: the shortest way to name pages."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][1] == page - 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ",".join(f"{a}-{b}" if a < b else f"{a}" for a, b in runs)
