"""What a Word file says about pages, as plain values: the tree between DOCX and HTML.

Lengths are in points, colours six hexadecimal digits. The tree
holds exactly the closed list of features that is carried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

BLACK = "000000"
_SAME_PAPER = 0.5  # pt
SIDES = ("top", "left", "bottom", "right")


@dataclass(frozen=True)
class RunStyle:
    """How a stretch of text looks.

    `underline` is the kind of line ("single", "double", "dotted", "dash", "wave", "thick",
    "words") or "", `strike` "single", "double" or "". `raised` is "super", "sub" or "";
    `position` a shift of the baseline upwards, `spacing` what every letter is wider, both in pt.
    `background` is the colour of a highlight or shading, "" for none. `language` is a BCP 47 tag.
    `scale` is how wide letters are in parts of their own width.
    `kern` is the size in pt from which on pairs of letters are moved together, 0 for never.
    `second_font` is that of the letters beyond ASCII while a file is read, "" for the same one.
    """

    font: str = "Times New Roman"
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    underline: str = ""
    underline_colour: str = ""
    strike: str = ""
    caps: bool = False
    small_caps: bool = False
    colour: str = BLACK
    background: str = ""
    raised: str = ""
    position: float = 0.0
    spacing: float = 0.0
    language: str = ""
    second_font: str = ""
    kern: float = 0.0
    scale: float = 1.0

    @property
    def kerned(self) -> bool:
        return 0 < self.kern <= self.size


@dataclass(frozen=True)
class Border:
    """A line beside a paragraph or a cell: its thickness, its distance from the text, and its
    kind ("solid", "double", "dotted", "dashed")."""

    width: float
    space: float = 0.0
    colour: str = BLACK
    kind: str = "solid"


Borders = tuple[tuple[str, Border], ...]
"""Lines by their sides."""


@dataclass(frozen=True)
class Frame:
    """A place of its own on the page: `top` from the paper's edge, `left` from the left margin."""

    top: float
    left: float
    width: float


@dataclass(frozen=True)
class TabStop:
    """`position` from the left edge of the text area (or cell); `align` is "left", "center",
    "right" or "decimal"; `leader` what fills the way there: ".", "-", "_", "·" or ""."""

    position: float
    align: str = "left"
    leader: str = ""


@dataclass(frozen=True)
class ParagraphStyle:
    """`line` with `line_rule` "exact" or "atLeast" is a pitch in pt, with "multiple" a factor.

    `borders` are its sides by name: top, left, bottom, right; `between` is the line between two
    paragraphs with the same borders. `contextual`: no space to a neighbour of the same style
    (`name`, the id of the style). `before_auto`, `after_auto`: the space is Word's own of HTML.
    `beside`: while a file is read, the place ("left", "center", "right") at the next paragraph of a
    header or footer that this one stands at.
    """

    align: str = "left"
    left: float = 0.0
    right: float = 0.0
    first_line: float = 0.0
    before: float = 0.0
    after: float = 0.0
    before_auto: bool = False
    after_auto: bool = False
    line: float = 1.0
    line_rule: str = "multiple"
    keep_next: bool = False
    keep_lines: bool = False
    page_break_before: bool = False
    widow_control: bool = True
    contextual: bool = False
    borders: Borders = ()
    between: Border | None = None
    background: str = ""
    tabs: tuple[TabStop, ...] = ()
    outline: int | None = None
    frame: Frame | None = None
    beside: str = ""
    name: str = ""


@dataclass(frozen=True)
class Text:
    text: str
    style: RunStyle


@dataclass(frozen=True)
class NoteMark(Text):
    """The number of a note where its own text has it; it leads back to the call."""


@dataclass(frozen=True)
class Tab:
    """On to the next tab stop; or where `align` is "left", "center" or "right", to that place of
    the text area, or if `indented` of what the paragraph's indents leave of it, with a `leader` as
    of a tab stop."""

    style: RunStyle
    align: str = ""
    leader: str = ""
    indented: bool = False


@dataclass(frozen=True)
class Break:
    """`kind` is "line", "page" or "column"."""

    style: RunStyle
    kind: str = "line"


@dataclass(frozen=True)
class PageNumber:
    """`kind` is "page" (of this page) or "pages" (how many there are); `form` the CSS name of the
    numbers ("decimal", "lower-roman", "upper-roman", "lower-alpha", "upper-alpha"; "dashed" for
    – 1 –), "" for that of the section."""

    style: RunStyle
    kind: str = "page"
    form: str = ""


@dataclass(frozen=True)
class PageReference:
    """The number of the page that a bookmark is on; `text` is what Word last showed."""

    bookmark: str
    text: str
    style: RunStyle


@dataclass(frozen=True)
class Bookmark:
    """A point of the text that links and references lead to."""

    name: str
    style: RunStyle


@dataclass(frozen=True)
class Link:
    """`target` is an address, or "#" with the name of a bookmark."""

    target: str
    children: tuple[Inline, ...]
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
    """A footnote, or an endnote (`end`), where it is called; `mark` is its number as it is shown
    there, "" where a sign in the text stands for it. Its paragraphs hold it as a `NoteMark`."""

    paragraphs: tuple[Paragraph, ...]
    style: RunStyle
    mark: str = ""
    end: bool = False


@dataclass(frozen=True)
class Picture:
    """An image of `width` and `height` (pt) in the line; `alt` tells what it shows, and is "" where
    it is decoration."""

    data: bytes = field(repr=False)
    width: float
    height: float
    alt: str
    style: RunStyle


@dataclass(frozen=True)
class Line:
    """A drawn line across a box of `width` and `height` (pt), one of them often 0; `rising`: from
    the lower left to the upper right corner."""

    width: float
    height: float
    stroke: Border
    rising: bool = False


@dataclass(frozen=True)
class TextBox:
    """Text in a box of its own; `borders` and `background` are those of the box, `margins` top,
    right, bottom, left inside it; `align` is "top", "center" or "bottom"; `grows`: it is as high as
    its text. Without blocks it is a drawn rectangle."""

    width: float
    height: float
    blocks: tuple[Block, ...]
    borders: Borders = ()
    background: str = ""
    margins: tuple[float, float, float, float] = (3.6, 7.2, 3.6, 7.2)
    align: str = "top"
    grows: bool = False


@dataclass(frozen=True)
class Anchor:
    """Where a drawing stands in one direction: at `offset` (pt) from, or aligned (`align`: "left",
    "center", "right", "top", "bottom") within, what it is `relative` to: "page", "margin",
    "column", "paragraph", "line", "character"."""

    relative: str
    offset: float = 0.0
    align: str = ""


@dataclass(frozen=True)
class Drawing:
    """A picture, line or text box that is anchored in a paragraph instead of standing in its line.

    `wrap` is "none" (the text does not mind it), "square" or "top_bottom"; `side` where the text of
    a square one is ("both", "left", "right", "largest"); `around` the distance of the text from it:
    top, right, bottom, left.
    """

    content: Picture | Line | TextBox
    across: Anchor
    down: Anchor
    style: RunStyle
    wrap: str = "none"
    side: str = "both"
    around: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    behind: bool = False


Inline = (
    Text | Tab | Break | PageNumber | PageReference | Bookmark | Link | Place | Footnote | Picture
    | Drawing
)  # fmt: skip


@dataclass(frozen=True)
class Label:
    """The number or bullet that Word puts before a paragraph of a list.

    `align` is how it stands at its place ("left", "center", "right"), `suffix` what follows it:
    "tab", "space" or "nothing". `series` names the list and `level` its depth from 0; `bullet`:
    it is a sign and no number. `form` is that of its number by Word's name (17.18.59).
    """

    text: str
    style: RunStyle
    series: str
    level: int = 0
    suffix: str = "tab"
    align: str = "left"
    bullet: bool = False
    form: str = "decimal"


@dataclass(frozen=True)
class Paragraph:
    """`mark` is the style of the paragraph's end, which gives an empty one its height; `contents`:
    it is a line of a table of contents."""

    style: ParagraphStyle
    children: tuple[Inline, ...]
    mark: RunStyle
    label: Label | None = None
    contents: bool = False

    @property
    def text(self) -> str:
        return "".join(c.text for c in inlines_of(self.children) if isinstance(c, Text))

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(c for c in self.children if isinstance(c, Place))


@dataclass(frozen=True)
class Cell:
    """`span` columns wide and `rows` rows high; `align` is "top", "center" or "bottom".

    `margins` are top, right, bottom, left: above and below from the lines, at the sides from the
    edge of the column to its text. `borders` are the lines that it draws itself: one between two
    cells is drawn by one of them. A cell without blocks is a gap of the grid.
    """

    width: float
    blocks: tuple[Block, ...]
    span: int = 1
    rows: int = 1
    align: str = "top"
    borders: Borders = ()
    background: str = ""
    margins: tuple[float, float, float, float] = (0.0, 5.4, 0.0, 5.4)


@dataclass(frozen=True)
class Row:
    """`header`: it names the columns, and is repeated on every page. `height` is its least, or
    with `exact` its only one."""

    cells: tuple[Cell, ...]
    keep_together: bool = False
    header: bool = False
    height: float = 0.0
    exact: bool = False


@dataclass(frozen=True)
class Floating:
    """The place of a table that stands at the next paragraph instead of in the text: `across` is
    where its left edge is, `down` how far below the top of the paragraph, and the others how far
    text stays away from it at its sides, pt."""

    across: Anchor
    down: float = 0.0
    around_right: float = 0.0
    around_left: float = 0.0

    def left(self, table: float, width: float, margin: float) -> float:
        """How far the left edge of the table is from that of its column, pt.

        Parameters:
            table: its width; width: that of the column; margin: the left one of the page; pt.
        """
        if self.across.align:
            return {"left": 0.0, "center": (width - table) / 2}.get(
                self.across.align, width - table
            )
        return self.across.offset - (margin if self.across.relative == "page" else 0.0)


@dataclass(frozen=True)
class Table:
    """`columns` are the widths of its grid, `indent` the place of the middle of its left line from
    the edge of the text area; `align` is "left", "center" or "right". `data`: a table that is read
    as one; the others set columns side by side. `alt` tells what it holds. `share` is how much of
    the text area's width it takes; its columns then only tell how they part it. `floating`: it has
    a place of its own."""

    rows: tuple[Row, ...]
    columns: tuple[float, ...] = ()
    indent: float = 0.0
    align: str = "left"
    data: bool = False
    alt: str = ""
    share: float = 0.0
    floating: Floating | None = None

    def width(self, room: float) -> float:
        """How wide it is where there is so much room, pt."""
        return self.share * room if self.share else sum(self.columns)


Block = Paragraph | Table


@dataclass(frozen=True)
class Columns:
    """Text in columns: the width of each and the space after it, and whether a line is between."""

    widths: tuple[float, ...]
    space: float
    line: bool = False


@dataclass(frozen=True)
class PageSetup:
    """Paper, margins, and what the page numbers are.

    `header` and `footer` are their distances from the edges of the paper. `mirrored`: left and
    right margins change places on even pages. `numbers` is the CSS name of the page numbers'
    form, `start` the number of the first page where it begins anew. `begins` is "nextPage",
    "continuous", "oddPage" or "evenPage". `align`: of the text between top and bottom.
    """

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header: float
    footer: float = 0.0
    different_first: bool = False
    mirrored: bool = False
    numbers: str = "decimal"
    start: int | None = None
    begins: str = "nextPage"
    columns: Columns | None = None


@dataclass(frozen=True)
class Margin:
    """What repeats at the top or at the foot of the pages: of most, of the first, of even ones.
    None where the same as on most pages stands."""

    default: tuple[Block, ...] = ()
    first: tuple[Block, ...] | None = None
    even: tuple[Block, ...] | None = None

    @property
    def blocks(self) -> tuple[Block, ...]:
        return (*self.default, *(self.first or ()), *(self.even or ()))


@dataclass(frozen=True)
class Section:
    """Pages of one kind."""

    page: PageSetup
    blocks: tuple[Block, ...]
    header: Margin = Margin()
    footer: Margin = Margin()


def shares_page(before: Section, section: Section) -> bool:
    """Whether a section begins on the page where the one before ends (ECMA-376 17.6.22)."""
    one, other = before.page, section.page
    same_paper = max(abs(one.width - other.width), abs(one.height - other.height)) <= _SAME_PAPER
    return other.begins == "continuous" and same_paper


@dataclass(frozen=True)
class PageTree:
    """A document.

    `adds_spacing`: the space after a paragraph and that before the next add up; otherwise the
    larger of them counts, as Word has it since 2000. `tab_distance` is that of the tab stops
    nobody set, `compatibility` the year of Word that it is laid out as (11, 12, 14, 15).
    `language` is that of text without a mark of its own. `endnotes` tells where they stand: at the
    end of the "document" or of the "section".
    """

    sections: tuple[Section, ...]
    endnotes: str = "document"
    adds_spacing: bool = False
    tab_distance: float = 36.0
    compatibility: int = 15
    language: str = "vi-VN"

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
        return self.sections[0].header.default


def inlines_of(children: tuple[Inline, ...]) -> Iterator[Inline]:
    """What stands in a paragraph, the insides of its links included."""
    for child in children:
        yield child
        if isinstance(child, Link):
            yield from inlines_of(child.children)


def paragraphs_of(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """The paragraphs of blocks in the order of reading: those in tables, text boxes and notes
    too."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs_of(cell.blocks)
            continue
        yield block
        for child in inlines_of(block.children):
            if isinstance(child, Footnote):
                yield from child.paragraphs
            elif isinstance(child, Drawing) and isinstance(child.content, TextBox):
                yield from paragraphs_of(child.content.blocks)


def all_paragraphs(tree: PageTree) -> Iterator[Paragraph]:
    """Every paragraph of a document, headers and footers included."""
    for section in tree.sections:
        for blocks in (section.blocks, section.header.blocks, section.footer.blocks):
            yield from paragraphs_of(blocks)
