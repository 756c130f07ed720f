"""What a draft says: its parts as the drafter wrote them, before any layout."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


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
