"""What a draft says: its parts as the drafter wrote them, before any layout."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from workflow.model.copies import CopyOrder
from workflow.model.lifecycle import State
from workflow.model.places import FinishedFile


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style; `text` is NFC. `note` is the footnote that it calls."""

    text: str
    bold: bool = False
    italic: bool = False
    note: tuple[Run, ...] = ()


class ParagraphKind(StrEnum):
    """Level of a paragraph in the body (HD05 II.I.6.2.4; NĐ30 PL I II.6)."""

    TEXT = "text"
    CLAUSE = "clause"  # khoản: 1.
    POINT = "point"  # điểm: a)
    DASH = "dash"  # gạch đầu dòng: -
    HEADING = "heading"  # I- …, 1. …: a title of a level that has no word of its own
    CHAPTER = "chapter"  # Phần I, Chương I, Mục 1, Tiểu mục 1, on a line of its own
    CHAPTER_TITLE = "chapter-title"  # its name, in capitals
    ARTICLE = "article"  # Điều 1.
    DECIDES = "decides"  # QUYẾT ĐỊNH, between căn cứ and articles


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the body, its label (`1.`, `a)`, `-`) part of the text.

    `line` is where it begins in the draft's text; it says nothing about the paragraph itself.
    """

    runs: tuple[Run, ...]
    kind: ParagraphKind = ParagraphKind.TEXT
    line: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Cell:
    runs: tuple[Run, ...]
    align: str = "left"

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Table:
    """A table of data; its first row names the columns. `widths` are shares of the whole."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    line: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        return "\n".join("\t".join(cell.text for cell in row) for row in self.rows)


@dataclass(frozen=True)
class Image:
    """A PNG or JPEG: its name as the draft has it, and its bytes."""

    name: str
    data: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Figure:
    """An image in the text. `alt` says what it shows to those who cannot see it; `caption` is
    printed below it, "" for none."""

    image: Image
    alt: str
    caption: str = ""
    line: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        return self.caption or self.alt


@dataclass(frozen=True)
class WordPassage:
    """A stretch of text from a Word file (.docx), printed with the formatting that it has there.

    Attributes:
        name: of the file, as the draft has it.
        texts: its paragraphs and the cells of its tables, in their order, as plain text; `cells`
            are the places of those in tables.
    """

    name: str
    data: bytes = field(repr=False)
    texts: tuple[str, ...]
    line: int = field(default=0, compare=False)
    cells: frozenset[int] = field(default=frozenset(), repr=False)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def text(self) -> str:
        return "\n".join(self.texts)


Block = Paragraph | Table | Figure | WordPassage


@dataclass(frozen=True)
class SignatureBlock:
    """Who signs and by what authority, such as T/M BAN THƯỜNG VỤ · PHÓ BÍ THƯ · Nguyễn Văn A.

    `second_authority` stands under the first where a deputy signs for the head who acts on behalf
    of others: TM. ỦY BAN NHÂN DÂN · KT. CHỦ TỊCH · PHÓ CHỦ TỊCH.
    `also` is the second office of who signs for a body without a seal of its own (kiêm).
    `bold` tells whether the drafter wrote the title bold; the layout decides how it is printed.
    """

    authority: str
    title: str
    name: str
    also: str = ""
    line: int = field(default=0, compare=False)
    bold: bool = field(default=False, compare=False)
    second_authority: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """What is printed, from top to bottom, without the word `kiêm`."""
        every = (self.authority, self.second_authority, self.title, self.also, self.name)
        return tuple(filter(None, every))


@dataclass(frozen=True)
class Marks:
    """The parts that a document may have besides the mandatory ones (HD05 II.II; NĐ30 PL I III).

    Attributes:
        secrecy: MẬT, TỐI MẬT, TUYỆT MẬT; "" where nothing is secret.
        urgency: KHẨN, THƯỢNG KHẨN, HOẢ TỐC; "" where nothing is urgent.
        circulation: TÀI LIỆU HỘI NGHỊ, LƯU HÀNH NỘI BỘ, …
        draft: which draft it is, such as "2"; "" for the document itself.
        not_for_media: not to be spread by the mass media.
        drafter, copies: who drafted it, and how many copies are issued.
        contact: address, telephone and the like.
        unit: the unit that drafted it, as a State công văn's symbol names it.
    """

    urgency: str = ""
    circulation: str = ""
    draft: str = ""
    not_for_media: bool = False
    drafter: str = ""
    copies: str = ""
    contact: str = ""
    unit: str = ""
    duplex: bool = False
    secrecy: str = ""


@dataclass(frozen=True)
class Appendix:
    """A phụ lục: its number ("" where it is the only one), title and text, on pages of its own."""

    number: str
    title: tuple[str, ...]
    body: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True)
class Draft:
    """A document's text. `subject` keeps the drafter's lines; `recipients` and `grounds` are lines
    without dash and closing mark, which depend on the rule set.

    `issuer` is who decides, where that stands above the căn cứ (NĐ30 PL III 1.1-1.3).
    `signatures` begins with the one that counts: the chair of a meeting, the organ in charge.
    `copy_of` is there in a certified copy, which has no body: its pages are those of the original.
    `as_is` is the Word file that is the document, where it was not written as a text; the other
    parts are then what was recognised in it.
    """

    type: str
    subject: tuple[str, ...]
    body: tuple[Block, ...]
    recipients: tuple[str, ...]
    signatures: tuple[SignatureBlock, ...]
    author_line: str = ""
    addressees: tuple[str, ...] = ()
    issuer: str = ""
    grounds: tuple[Paragraph, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    marks: Marks = Marks()
    copy_of: CopyOrder | None = None
    as_is: FinishedFile | None = None

    @property
    def signature(self) -> SignatureBlock:
        return self.signatures[0]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Those of the text and of the appendices."""
        return tuple(block for block in self._blocks() if isinstance(block, Figure))

    @property
    def word_passages(self) -> tuple[WordPassage, ...]:
        """Those of the text and of the appendices."""
        return tuple(block for block in self._blocks() if isinstance(block, WordPassage))

    @property
    def files(self) -> dict[str, bytes]:
        """What is kept beside the text: images and Word passages, by their names there."""
        images = {figure.image.name: figure.image.data for figure in self.figures}
        return images | {passage.name: passage.data for passage in self.word_passages}

    def _blocks(self) -> Iterator[Block]:
        yield from self.body
        for appendix in self.appendices:
            yield from appendix.body

    @property
    def subject_line(self) -> str:
        """The subject as registers print it: on one line."""
        return " ".join(self.subject)


@dataclass(frozen=True)
class Document:
    """Where a document stands: what the journal's events add up to.

    `draft`, `content`, `signed` and `issued` are the SHA-256 of the text, of the content, of the
    file as the last person signed it, and of the one with number and seals; `preserved` of what
    evidence was added to since; `awaiting` are the
    names of those who still have to sign it; `version` is that of its last event. Dates are those
    of the office's time zone, times are UTC.
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
    awaiting: tuple[str, ...] = ()
    signed: str = ""
    issued: str = ""
    signer: str = ""
    signed_on: date | None = None
    number: int | None = None
    official_number: str = ""
    term: str = ""
    preserved: str = ""

    @property
    def official_file(self) -> str:
        """The SHA-256 of the file in force: as issued, with what evidence was added since."""
        return self.preserved or self.issued

    @property
    def short_id(self) -> str:
        return self.id[:6]

    @property
    def label(self) -> str:
        """How people name it: by its number, before that by the start of its id."""
        return self.official_number or self.short_id
