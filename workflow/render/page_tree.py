"""What a Word file says about pages, as plain values: the tree between DOCX and HTML.

Lengths are in points. The tree holds exactly the closed list of features that is carried.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RunStyle:
    """`colour` is six hexadecimal digits."""

    font: str = "Times New Roman"
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    underline: bool = False
    caps: bool = False
    colour: str = "000000"


@dataclass(frozen=True)
class Border:
    """A line beside a paragraph: its thickness and its distance from the text."""

    width: float
    space: float
    colour: str = "000000"


@dataclass(frozen=True)
class Frame:
    """A place of its own on the page: `top` from the paper's edge, `left` from the left margin."""

    top: float
    left: float
    width: float


@dataclass(frozen=True)
class ParagraphStyle:
    """`line` with `line_rule` "exact" is a pitch in pt, with "multiple" a factor.

    `borders` are its sides by name: top, left, bottom, right.
    """

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
    borders: tuple[tuple[str, Border], ...] = ()
    outline: int | None = None
    frame: Frame | None = None


@dataclass(frozen=True)
class Text:
    text: str
    style: RunStyle


@dataclass(frozen=True)
class PageNumber:
    style: RunStyle


@dataclass(frozen=True)
class Place:
    """Where something comes later: `name` is number, date, signature or seal; those of a second
    signer are signature_2 and seal_2."""

    name: str
    text: str
    style: RunStyle


@dataclass(frozen=True)
class Footnote:
    """A footnote where it is called."""

    paragraphs: tuple[Paragraph, ...]
    style: RunStyle


@dataclass(frozen=True)
class Picture:
    """An image of `width` and `height` (pt), alone in its paragraph; `alt` tells what it shows."""

    data: bytes
    width: float
    height: float
    alt: str
    style: RunStyle


Inline = Text | PageNumber | Place | Footnote | Picture


@dataclass(frozen=True)
class Paragraph:
    style: ParagraphStyle
    children: tuple[Inline, ...]
    mark: RunStyle

    @property
    def text(self) -> str:
        return "".join(c.text for c in self.children if isinstance(c, Text))

    @property
    def picture(self) -> Picture | None:
        return next((c for c in self.children if isinstance(c, Picture)), None)

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(c for c in self.children if isinstance(c, Place))


@dataclass(frozen=True)
class Cell:
    """`span` columns wide; `middle`: its text stands in the middle of its height."""

    width: float
    blocks: tuple[Block, ...]
    span: int = 1
    middle: bool = False


@dataclass(frozen=True)
class Row:
    """`header`: it names the columns, and is repeated on every page."""

    cells: tuple[Cell, ...]
    keep_together: bool
    header: bool = False


@dataclass(frozen=True)
class Table:
    """Columns side by side, or, where lines are drawn (`border`, pt), a table of data with
    `padding` (pt) left and right of the text in a cell."""

    rows: tuple[Row, ...]
    border: float = 0.0
    padding: float = 0.0


Block = Paragraph | Table


@dataclass(frozen=True)
class PageSetup:
    """`mirrored`: left and right margins change places on even pages. `from_one`: its pages are
    numbered from 1."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header: float
    different_first: bool
    mirrored: bool = False
    from_one: bool = False


@dataclass(frozen=True)
class Section:
    """Pages of one kind; `header` repeats on every page but a different first one."""

    page: PageSetup
    blocks: tuple[Block, ...]
    header: tuple[Block, ...]


@dataclass(frozen=True)
class PageTree:
    """A document. `adds_spacing`: the space after a paragraph and that before the next add up;
    otherwise the larger of them counts, as Word has it since 2000."""

    sections: tuple[Section, ...]
    adds_spacing: bool = False

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for section in self.sections for block in section.blocks)

    @property
    def page(self) -> PageSetup:
        """The set-up of the first pages."""
        return self.sections[0].page

    @property
    def header(self) -> tuple[Block, ...]:
        """The header of the first pages."""
        return self.sections[0].header
