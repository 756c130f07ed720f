"""What stands on a page, as measured: lines of text, drawn lines and images.

All lengths are in mm from the page's top left corner, sizes of type in pt.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workflow.model.findings import Box


class Part(StrEnum):
    """The parts of an official document (HD05 II.I and II.II; NĐ30 PL I)."""

    NATION = "nation"  # ĐẢNG CỘNG SẢN VIỆT NAM · CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
    MOTTO = "motto"  # Độc lập - Tự do - Hạnh phúc
    SUPERIOR = "superior"
    ORGAN = "organ"
    MARK = "mark"  # the * under the Party's organs
    NUMBER = "number"
    DATE = "date"
    TYPE = "type"
    AUTHOR = "author"  # CỦA BAN THƯỜNG VỤ …
    SUBJECT = "subject"
    LETTER_SUBJECT = "letter-subject"  # V/v …, under the number
    SEPARATOR = "separator"
    ADDRESSEE_WORD = "addressee-word"  # Kính gửi:, Kính trình: on a line of its own
    ADDRESSEE = "addressee"
    GROUND = "ground"  # căn cứ
    DECIDES = "decides"  # QUYẾT ĐỊNH
    CHAPTER = "chapter"  # Phần, Chương, Mục with its number
    CHAPTER_TITLE = "chapter-title"
    ARTICLE = "article"  # Điều 1.
    BODY = "body"
    AUTHORITY = "authority"  # T/M BAN THƯỜNG VỤ
    TITLE = "title"  # PHÓ BÍ THƯ
    ALSO = "also"  # kiêm, between the titles of who signs for a body without a seal of its own
    NAME = "name"
    RECIPIENTS_HEADING = "recipients-heading"
    RECIPIENT = "recipient"
    SECRECY = "secrecy"
    URGENCY = "urgency"
    CIRCULATION = "circulation"
    DRAFT_MARK = "draft-mark"
    NOT_FOR_MEDIA = "not-for-media"
    DRAFTER_MARK = "drafter-mark"
    CONTACT = "contact"
    APPENDIX = "appendix"
    APPENDIX_TITLE = "appendix-title"
    PAGE_NUMBER = "page-number"
    OTHER = "other"


PART_NAMES = {
    Part.NATION: "quốc hiệu, tiêu đề",
    Part.MOTTO: "tiêu ngữ",
    Part.SUPERIOR: "tên cơ quan cấp trên",
    Part.ORGAN: "tên cơ quan ban hành",
    Part.MARK: "dấu sao (*)",
    Part.NUMBER: "số, ký hiệu",
    Part.DATE: "địa danh, ngày tháng năm",
    Part.TYPE: "tên loại",
    Part.AUTHOR: "tên tác giả",
    Part.SUBJECT: "trích yếu",
    Part.LETTER_SUBJECT: "trích yếu công văn",
    Part.SEPARATOR: "-----",
    Part.ADDRESSEE: "nơi gửi",
    Part.GROUND: "căn cứ",
    Part.DECIDES: "dòng quyết định",
    Part.CHAPTER: "phần, chương, mục",
    Part.CHAPTER_TITLE: "tên phần, chương, mục",
    Part.ARTICLE: "điều",
    Part.BODY: "nội dung",
    Part.AUTHORITY: "quyền hạn của người ký",
    Part.TITLE: "chức vụ người ký",
    Part.NAME: "họ tên người ký",
    Part.RECIPIENTS_HEADING: "chữ “Nơi nhận”",
    Part.RECIPIENT: "nơi nhận",
}
"""How people call the parts, in the documents' own language."""


@dataclass(frozen=True)
class Line:
    """One line of text as it is printed.

    `baseline` is measured from the top; `bold` and `italic` tell of the whole line: True, False,
    or None where it is mixed. `size` is that of most of its characters.
    """

    page: int
    text: str
    box: Box
    baseline: float
    size: float
    font: str
    bold: bool | None
    italic: bool | None
    colour: str = "#000000"
    part: Part = Part.OTHER


@dataclass(frozen=True)
class Stroke:
    """A straight line that is drawn; `thickness` in pt."""

    page: int
    box: Box
    thickness: float


@dataclass(frozen=True)
class Picture:
    """An image; `name` tells signature and seal, "" where it is neither."""

    page: int
    box: Box
    name: str = ""


@dataclass(frozen=True)
class Page:
    """A page with all that stands on it, lines from top to bottom and left to right."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Passage:
    """A paragraph of the document's text, or one line of a part that is read line by line.

    `line` is its first line in the draft (0 where there is no draft), `page` its first page and
    `box` its place there (None where it was not measured). `bold` and `italic` as in `Line`.
    """

    part: Part
    text: str
    line: int = 0
    page: int = 0
    box: Box | None = None
    bold: bool | None = None
    italic: bool | None = None
