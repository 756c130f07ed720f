"""What a Word file says about pages, as plain values: the tree between DOCX and HTML.

Lengths are in points. The tree holds exactly the closed list of features that is carried.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RunStyle:
    font: str = "Times New Roman"
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    underline: bool = False
    caps: bool = False


@dataclass(frozen=True)
class Border:
    """A line under a paragraph: its thickness and its distance from the text."""

    width: float
    space: float


@dataclass(frozen=True)
class ParagraphStyle:
    """`line` with `line_rule` "exact" is a pitch in pt, with "multiple" a factor."""

    align: str = "left"
    left: float = 0.0
    right: float = 0.0
    first_line: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    line_rule: str = "multiple"
    keep_next: bool = False
    keep_lines: bool = False
    page_break_before: bool = False
    bottom: Border | None = None
    outline: int | None = None


@dataclass(frozen=True)
class Text:
    text: str
    style: RunStyle


@dataclass(frozen=True)
class PageNumber:
    style: RunStyle


@dataclass(frozen=True)
class Place:
    """Where something comes later: `name` is number, date, signature or seal."""

    name: str
    text: str
    style: RunStyle


Inline = Text | PageNumber | Place


@dataclass(frozen=True)
class Paragraph:
    style: ParagraphStyle
    children: tuple[Inline, ...]
    mark: RunStyle

    @property
    def text(self) -> str:
        return "".join(c.text for c in self.children if isinstance(c, Text))

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(c for c in self.children if isinstance(c, Place))


@dataclass(frozen=True)
class Cell:
    width: float
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    keep_together: bool


@dataclass(frozen=True)
class Table:
    rows: tuple[Row, ...]


Block = Paragraph | Table


@dataclass(frozen=True)
class PageSetup:
    """`adds_spacing`: the space after a paragraph and that before the next add up; otherwise the
    larger of them counts, as Word has it since 2000."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header: float
    different_first: bool
    adds_spacing: bool = False


@dataclass(frozen=True)
class PageTree:
    """One document of one section; `header` repeats on every page but a different first one."""

    page: PageSetup
    blocks: tuple[Block, ...]
    header: tuple[Block, ...]
