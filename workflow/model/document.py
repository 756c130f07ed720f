"""What a draft says: its parts as the drafter wrote them, before any layout."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from workflow.model.lifecycle import State


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style; `text` is NFC."""

    text: str
    bold: bool = False
    italic: bool = False


class ParagraphKind(StrEnum):
    """Level of a paragraph in the body (HD05 II.I.6.2.4)."""

    TEXT = "text"
    CLAUSE = "clause"  # khoản: 1.
    POINT = "point"  # điểm: a)
    DASH = "dash"  # gạch đầu dòng: -


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the body, its label (`1.`, `a)`, `-`) part of the text."""

    runs: tuple[Run, ...]
    kind: ParagraphKind = ParagraphKind.TEXT

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class SignatureBlock:
    """Who signs and by what authority, such as T/M BAN THƯỜNG VỤ · PHÓ BÍ THƯ · Nguyễn Văn A."""

    authority: str
    title: str
    name: str


@dataclass(frozen=True)
class Draft:
    """A document's text. `subject` keeps the drafter's lines; `recipients` are the lines of the
    Nơi nhận without dash and closing mark, which depend on the rule set."""

    type: str
    subject: tuple[str, ...]
    body: tuple[Paragraph, ...]
    recipients: tuple[str, ...]
    signature: SignatureBlock
    author_line: str = field(default="")

    @property
    def subject_line(self) -> str:
        """The subject as registers print it: on one line."""
        return " ".join(self.subject)


@dataclass(frozen=True)
class Document:
    """Where a document stands: what the journal's events add up to.

    `draft`, `content`, `signed` and `issued` are the SHA-256 of the text, R0, R1 and R2; `version`
    is that of its last event. Dates are those of the office's time zone, times are UTC.
    """

    id: str
    version: int
    state: State
    type: str
    subject: str
    author: str
    draft: str
    updated_at: datetime
    content: str = ""
    signed: str = ""
    issued: str = ""
    signer: str = ""
    signed_on: date | None = None
    number: int | None = None
    official_number: str = ""
    term: str = ""

    @property
    def short_id(self) -> str:
        return self.id[:6]

    @property
    def label(self) -> str:
        """How people name it: by its number, before that by the start of its id."""
        return self.official_number or self.short_id
