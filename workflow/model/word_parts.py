"""The parts of an official document as they were found in a Word file, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LETTER_SYMBOL = re.compile(r"/\s*[^\s/-]+\s*-\s*(?P<unit>[^\s/]+)$")

Path = tuple[int, ...]
"""The way from `w:body` down to a paragraph: the index of the child to take at each step. The first
step is the block: a paragraph or table of the body."""


@dataclass(frozen=True)
class WordLine:
    """A line of a Word file: a paragraph, or what stands in it between tabs and line breaks.

    Attributes:
        text: NFC, runs of white space as one space, none at the ends.
        start, end: which characters of the paragraph it is. Every character of a `w:t` counts, and
            `w:tab`, `w:br`, `w:cr`, `w:sym` and the two hyphens count one; what stands in a text
            box counts there.
        piece: which of its line's pieces between tabs it is, from 0.
        bold: all of it; `centred`, `right`: how its paragraph is aligned.
        listed: its paragraph has a bullet or number of its own.
        indent: of its paragraph from the left margin, pt.
    """

    text: str
    path: Path
    start: int
    end: int
    piece: int = 0
    bold: bool = False
    centred: bool = False
    right: bool = False
    listed: bool = False
    indent: float = 0.0

    @property
    def block(self) -> int:
        return self.path[0]


Lines = tuple[WordLine, ...]


def joined(lines: Lines) -> str:
    """What several lines say together."""
    return " ".join(line.text for line in lines)


@dataclass(frozen=True)
class WordLetterhead:
    """What stands above the type: `organs` are the lines of the superior and the issuing organ,
    `subject` the V/v of a công văn, `marks` secrecy, urgency and `DỰ THẢO`, `rules` lines such as
    `*`."""

    organs: Lines = ()
    nation: Lines = ()
    number: WordLine | None = None
    date: WordLine | None = None
    subject: Lines = ()
    marks: Lines = ()
    rules: Lines = ()


@dataclass(frozen=True)
class WordSignature:
    """One signer; a part that is not there is empty. `signed` are words such as (đã ký)."""

    authority: Lines = ()
    second_authority: Lines = ()
    title: Lines = ()
    also: Lines = ()
    name: WordLine | None = None
    signed: Lines = ()


@dataclass(frozen=True)
class WordAppendix:
    """A phụ lục: its body is the blocks from `start` up to `stop`, which is not one of them.

    `reference` are lines such as (Kèm theo Kết luận số …).
    """

    heading: WordLine
    number: str
    title: Lines
    reference: Lines
    start: int
    stop: int
    landscape: bool = False


@dataclass(frozen=True)
class WordParts:
    """A Word file, recognised. The body is the blocks from `start` up to `stop`.

    Attributes:
        grounds: the căn cứ that are plain text; where one calls a footnote they are in the body.
        recipients: one entry a recipient, of one line or several.
        enclosed: type and title of a document that is issued with this one, in the same file.
        rules: lines such as `-----` that only part one thing from another.
        unplaced: lines outside the body of which nobody can say what they are.
    """

    file: str
    letterhead: WordLetterhead
    type: WordLine | None
    author: WordLine | None
    title: Lines
    addressees: Lines
    issuer: Lines
    grounds: Lines
    start: int
    stop: int
    recipients_heading: WordLine | None
    recipients: tuple[Lines, ...]
    signatures: tuple[WordSignature, ...]
    appendices: tuple[WordAppendix, ...]
    enclosed: Lines = ()
    rules: Lines = ()
    unplaced: Lines = ()

    @property
    def subject(self) -> Lines:
        """The title, or the V/v of a công văn."""
        return self.title or self.letterhead.subject

    @property
    def unit(self) -> str:
        """The unit that drafted a công văn, as its symbol names it: NS of `Số:   /STC-NS`; "" where
        none is named (NĐ30 PL I II.3 b)."""
        number = self.letterhead.number
        found = _LETTER_SYMBOL.search(number.text) if number and not self.type else None
        return found["unit"] if found else ""

    @property
    def bodies(self) -> Iterator[tuple[int, int]]:
        """The blocks of the text and of every appendix."""
        yield self.start, self.stop
        yield from ((appendix.start, appendix.stop) for appendix in self.appendices)
