"""What a check of a document's form finds: the rule, the place, what is and what should be."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from workflow.model.messages import Message

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in mm from the page's top left corner."""


class Severity(StrEnum):
    """An error stops a document at `submit`; a warning must be accepted with a reason."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Spot:
    """Where something is: a line and column of the draft, or a box on a page; all from 1."""

    line: int = 0
    column: int = 0
    page: int = 0
    box: Box | None = None


@dataclass(frozen=True)
class Fix:
    """A mechanical correction: the characters `start` to `end` (excluded) become `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Finding:
    """One thing that is not as a rule wants it.

    `rule` is the rule's id, `source` the article that says so, `found` and `expected` are texts
    of the document's own language or figures with their unit.
    """

    rule: str
    source: str
    severity: Severity
    says: Message
    found: str = ""
    expected: str = ""
    spot: Spot = field(default_factory=Spot)
    fix: Fix | None = None
