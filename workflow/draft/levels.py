"""The levels of a body: Phần, Chương, Mục, Điều, khoản, điểm, told by how a paragraph begins.

HD05 II.I.6.2.4; NĐ30 PL I II.6 đ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from workflow.draft.blocks import TextBlock, joined
from workflow.draft.notes import Notes
from workflow.model.document import (
    Block,
    Figure,
    Paragraph,
    ParagraphKind,
    Run,
    Table,
    WordPassage,
)
from workflow.model.messages import N_, message

_POINT = re.compile(r"^[a-zđ]\)\s")
_ORDINAL = r"(?:thứ )?(?:nhất|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?: \w+)?"
_CHAPTER = re.compile(rf"^(Phần|Chương|Mục|Tiểu mục) ([IVXLC]+|\d+|{_ORDINAL})\.?$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?P<label>Điều \d+[a-zđ]?\.)(?!\d)\s*")
_HEADING = re.compile(r"^[IVXLC]+[-.]\s")
_DECIDES = re.compile(r"(QUYẾT ĐỊNH|QUYẾT NGHỊ)\s*:?$")
_GROUND = re.compile(r"^(- ?)?Căn cứ\s", re.IGNORECASE)
_MORE_GROUND = re.compile(r"^(- ?)?(Căn cứ|Theo|Xét|Thực hiện|Sau khi)\s", re.IGNORECASE)


def is_chapter(text: str) -> bool:
    """Whether a line names a Phần, Chương or Mục."""
    return bool(_CHAPTER.match(text))


def is_ground(text: str, after_another: bool) -> bool:
    """Whether a paragraph before the body is a căn cứ: `Theo đề nghị …` only follows one."""
    begins = (_MORE_GROUND if after_another else _GROUND).match(text)
    return bool(begins) and not text.rstrip().endswith(":")  # that opens what follows


def leveled(
    blocks: Sequence[TextBlock | Table | Figure | WordPassage], notes: Notes
) -> list[Block]:
    """The blocks of a body with their levels."""
    body: list[Block] = []
    for block in blocks:
        before = body[-1] if body else None
        if isinstance(block, Table | Figure | WordPassage):
            body.append(block)
        elif is_chapter(block.texts[0]):
            body.extend(_chapter(block))
        else:
            body.append(_paragraph(block, before, notes))
    return body


def _chapter(block: TextBlock) -> list[Paragraph]:
    """`Chương I` and, after a hard line break, its name."""
    first, rest = joined(block.lines[:1]), joined(block.lines[1:])
    found = [Paragraph(first, ParagraphKind.CHAPTER, block.line)]
    if rest:
        found.append(Paragraph(rest, ParagraphKind.CHAPTER_TITLE, block.line))
    return found


def _paragraph(block: TextBlock, before: Block | None, notes: Notes) -> Paragraph:
    runs = joined(block.lines)
    kind = _kind(block, before)
    if block.heading and kind in (ParagraphKind.TEXT, ParagraphKind.CLAUSE):
        kind = ParagraphKind.HEADING
    if block.heading and kind is not ParagraphKind.ARTICLE:
        runs = tuple(replace(run, bold=True) for run in runs)
    if kind is ParagraphKind.ARTICLE:
        runs = _article(runs)
    if not runs:
        notes.add(block.line, message(N_("an empty paragraph")))
    return Paragraph(runs, kind, block.line)


def _kind(block: TextBlock, before: Block | None) -> ParagraphKind:
    text = block.text
    if block.label in ("-", "*", "+"):
        return ParagraphKind.DASH
    if block.label:
        return ParagraphKind.CLAUSE
    if _ARTICLE.match(text):
        return ParagraphKind.ARTICLE
    if _DECIDES.search(text) and text == text.upper():
        return ParagraphKind.DECIDES
    after_chapter = isinstance(before, Paragraph) and before.kind is ParagraphKind.CHAPTER
    if after_chapter and text == text.upper():
        return ParagraphKind.CHAPTER_TITLE
    if _HEADING.match(text) and block.bold:
        return ParagraphKind.HEADING
    return ParagraphKind.POINT if _POINT.match(text) else ParagraphKind.TEXT


def _article(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """`Điều 1.` is bold, and so is a name behind it; a sentence behind it is not, unless the
    drafter made it so."""
    text = "".join(run.text for run in runs)
    match = _ARTICLE.match(text)
    assert match
    rest = _after(runs, match.end())
    named = bool(rest) and not text.rstrip().endswith((".", ":", ";", ","))
    label = Run(match["label"] + (" " if rest else ""), bold=True)
    return (label, *(replace(run, bold=run.bold or named) for run in rest))


def _after(runs: Sequence[Run], count: int) -> list[Run]:
    """The runs without their first `count` characters."""
    left: list[Run] = []
    for run in runs:
        taken = min(count, len(run.text))
        count -= taken
        if run.text[taken:] or run.note:
            left.append(replace(run, text=run.text[taken:]))
    return left
