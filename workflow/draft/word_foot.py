"""What stands below the text of a Word file: Nơi nhận and the signatures.

Offices set them in a table of two columns, side by side with tabs, or one below the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workflow.draft.word_file import Block
from workflow.draft.word_head import is_rule
from workflow.draft.word_signatures import is_signature_line, opens_signature, read_signatures
from workflow.model.vietnamese import matching_key
from workflow.model.word_parts import Lines, WordLine, WordSignature

_HEADING = matching_key("Nơi nhận")
_BEHIND = re.compile(r"^nơi nhận ?: ?(?P<first>.*)$", re.IGNORECASE)
_DASH = re.compile(r"^[-–—+•*]")
_FAR = 100.0  # pt: a paragraph indented so far stands on the right half of the page


@dataclass
class Foot:
    """What was found, and the block at which the text ends."""

    heading: WordLine | None = None
    recipients: tuple[Lines, ...] = ()
    signatures: tuple[WordSignature, ...] = ()
    rules: Lines = ()
    unplaced: Lines = ()
    stop: int = 0


@dataclass
class _Found:
    """The lines of the foot as they are sorted; `columns` are those of the signatures."""

    recipients: list[WordLine] = field(default_factory=list)
    columns: list[list[WordLine]] = field(default_factory=list)
    other: list[WordLine] = field(default_factory=list)


def read_foot(blocks: Sequence[Block], start: int, stop: int) -> Foot:
    """The foot of the text between two blocks.

    Parameters:
        start: where the text begins; `stop`: where the appendices begin, or the file ends.
    """
    text = blocks[start:stop]
    heading = _heading(text)
    begin = start + _begin(text, heading)
    foot = Foot(heading=heading, stop=begin)
    if begin == stop:
        return foot
    found = _Found()
    for block in blocks[begin:stop]:
        if block.columns:
            _sort_columns(block, heading, found)
        else:
            _sort_lines(block, heading, found)
    read = [read_signatures(column) for column in found.columns]
    foot.recipients = _entries(found.recipients)
    foot.signatures = tuple(each for signatures, _ in read for each in signatures)
    left = [*found.other, *(line for _, unread in read for line in unread)]
    foot.rules = tuple(line for line in left if is_rule(line.text))
    foot.unplaced = tuple(line for line in left if not is_rule(line.text))
    return foot


def _heading(text: Sequence[Block]) -> WordLine | None:
    """The last line that is, or begins with, `Nơi nhận:`."""
    lines = [line for block in text if not block.data for line in block.lines]
    return next((line for line in reversed(lines) if _is_heading(line)), None)


def _is_heading(line: WordLine) -> bool:
    return matching_key(line.text) == _HEADING or bool(_BEHIND.match(line.text))


def _begin(text: Sequence[Block], heading: WordLine | None) -> int:
    """The place of the first block of the foot: that of the heading, or of the signature above it.

    Without a heading the signature ends the text.
    """
    place = len(text)
    if heading:
        place = next(n for n, block in enumerate(text) if block.index == heading.block)
    begin = place
    for n in range(place - 1, -1, -1):
        block = text[n]
        if block.blank:
            continue
        if not _is_signature(block):
            break
        begin = n
    opened = [line for block in text[begin:place] for line in block.lines]
    return begin if any(map(opens_signature, opened)) else place


def _is_signature(block: Block) -> bool:
    """Whether all of a block may be part of a signature: a table without lines, or short lines in
    the middle or on the right."""
    if block.columns:
        return not block.data and any(map(opens_signature, block.lines))
    return all(is_signature_line(li) and (_aside(li) or li.piece) for li in block.lines)


def _aside(line: WordLine) -> bool:
    return line.centred or line.right or line.indent > _FAR


def _sort_columns(block: Block, heading: WordLine | None, found: _Found) -> None:
    for column in block.columns:
        if heading and heading in column:
            at = column.index(heading)
            found.other.extend(column[:at])
            found.recipients.extend(_behind(heading))
            found.recipients.extend(column[at + 1 :])
        elif column:
            found.columns.append(list(column))


def _sort_lines(block: Block, heading: WordLine | None, found: _Found) -> None:
    """Lines between tabs: first below the heading stand recipients, the rest is signed."""
    for line in block.lines:
        if line == heading:
            found.recipients.extend(_behind(line))
        elif _is_recipient(line, heading, found):
            found.recipients.append(line)
        elif is_signature_line(line) and (line.piece or _aside(line) or opens_signature(line)):
            _column(found, block).append(line)
        else:
            found.other.append(line)


def _is_recipient(line: WordLine, heading: WordLine | None, found: _Found) -> bool:
    if heading is None or line.piece or line.path < heading.path:
        return False
    if _DASH.match(line.text) or line.listed:
        return True
    return not _aside(line) and not opens_signature(line) and not found.columns


def _column(found: _Found, block: Block) -> list[WordLine]:
    if not found.columns:
        found.columns.append([])
    return found.columns[-1]


def _behind(heading: WordLine) -> Lines:
    """A recipient on the line of the heading: it keeps the heading's place."""
    match = _BEHIND.match(heading.text)
    if not match or not match["first"].strip():
        return ()
    fields = {**heading.__dict__, "text": match["first"].strip()}
    return (WordLine(**fields),)


def _entries(lines: Sequence[WordLine]) -> tuple[Lines, ...]:
    """Recipients with the lines that go on from the one before: without dash where others have
    one, and beginning small."""
    entries: list[Lines] = []
    dashed = any(map(_begins_entry, lines))
    for line in lines:
        goes_on = dashed and not _begins_entry(line) and line.text[:1].islower()
        if goes_on and entries:
            entries[-1] = (*entries[-1], line)
        elif not is_rule(line.text):
            entries.append((line,))
    return tuple(entries)


def _begins_entry(line: WordLine) -> bool:
    return line.listed or bool(_DASH.match(line.text))
