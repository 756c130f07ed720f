"""Papers of the clerk who sends copies by post or courier: the delivery book, labels for envelopes.

Both are tagged PDF in the document's own language and font.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from workflow.model.errors import LabelTooFull
from workflow.render.fonts import check_glyphs, find_face, text_width
from workflow.render.html_fonts import FONT_FACES
from workflow.render.line_breaks import broken
from workflow.render.pdf import write_pdf

_PT_PER_MM = 72 / 25.4

# NĐ30 PL IV III: the columns, with their widths in mm on A4.
_COLUMNS = (
    ("Ngày chuyển", 23.0),
    ("Số, ký hiệu văn bản", 33.0),
    ("Nơi nhận văn bản", 56.0),
    ("Số lượng bì", 15.0),
    ("Ký nhận và dấu bưu điện", 33.0),
    ("Ghi chú", 25.0),
)
_BOOK, _LABELS = "SỔ GỬI VĂN BẢN ĐI BƯU ĐIỆN", "Nhãn bì"
_NUMBER, _ATTENTION = "Số", "Kính gửi"

_PAGE = (
    "html { font-family: 'Times New Roman'; font-kerning: none; color: black; hyphens: manual } "
    "body, p, h1 { margin: 0; font-weight: normal } "
)
_BOOK_CSS = (
    "@page { size: 210mm 297mm; margin: 20mm 10mm 20mm 15mm; "
    "@bottom-center { content: counter(page) ' / ' counter(pages); font-size: 11pt; "
    "font-family: 'Times New Roman' } } "
    "header { text-align: center; margin-bottom: 5mm } "
    "header p { font-size: 12pt } h1 { font-size: 14pt; font-weight: bold; margin-top: 2mm } "
    "table { width: 185mm; border-collapse: collapse; table-layout: fixed; font-size: 12pt; "
    "line-height: 1.25 } "
    "th, td { border: 0.5pt solid black; padding: 1.2mm 1.5mm; vertical-align: top; "
    "text-align: left; overflow-wrap: anywhere } "
    "thead th { font-weight: bold; text-align: center; vertical-align: middle } "
    "tr { break-inside: avoid } tbody tr { height: 13mm } td.n { text-align: center } "
)


@dataclass(frozen=True)
class BookLine:
    """One envelope that is handed over; `day` is None where it is not known yet."""

    day: date | None
    number: str
    body: str
    envelopes: int
    note: str = ""


@dataclass(frozen=True)
class Label:
    """What stands on an envelope. `marks` are those of urgency and the like, in red."""

    body: str
    address: str
    number: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class LabelSheet:
    """A4 sheets of labels: how many across and down, their size, the margins above and on the
    left, and the pitch across; mm. Down there is no gap."""

    across: int = 2
    down: int = 7
    width: float = 99.1
    height: float = 38.1
    top: float = 15.15
    left: float = 4.65
    pitch: float = 101.6

    @property
    def places(self) -> int:
        return self.across * self.down


SHEET = LabelSheet()
"""2 × 7 labels of 99.1 × 38.1 mm: the sheet that every maker has (L7163, 3653 and the like)."""

_PADDING = 4.0  # mm
_SIZES = (13.0, 12.0, 11.0, 10.0, 9.0, 8.0)  # pt of the name; what else there is is 1 pt smaller
_LINE = 1.18


def delivery_book(organ: str, lines: Sequence[BookLine]) -> bytes:
    """The book as PDF, A4; signatures and postmarks have room in its fifth column.

    Raises:
        GlyphsMissing
    """
    check_glyphs([organ, *(text for line in lines for text in _cells(line))], find_face())
    columns = "".join(f'<col style="width: {width:g}mm"/>' for _, width in _COLUMNS)
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name, _ in _COLUMNS)
    rows = "".join(_row(line) for line in lines)
    return write_pdf(
        f'<!DOCTYPE html><html lang="vi"><head><title>{_BOOK}</title>'
        f"<style>{FONT_FACES}{_PAGE}{_BOOK_CSS}</style></head><body>"
        f"<header><p>{escape(organ.upper())}</p><h1>{_BOOK}</h1></header>"
        f"<table><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></body></html>"
    )


def envelope_labels(
    organ: str, labels: Sequence[Label], *, skip: int = 0, sheet: LabelSheet = SHEET
) -> bytes:
    """Labels in the order given, row by row, as PDF.

    Parameters:
        skip: how many places of the first sheet are used up.

    Raises:
        LabelTooFull: a name or an address is too long even in the smallest type.
        GlyphsMissing
    """
    texts = [text for each in labels for text in (each.body, each.address, each.number)]
    check_glyphs([organ, *texts, *(mark for each in labels for mark in each.marks)], find_face())
    places: list[Label | None] = [None] * (skip % sheet.places)
    sheets = "".join(
        f'<div class="sheet">{"".join(_placed(organ, page, sheet))}</div>'
        for page in _pages([*places, *labels], sheet.places)
    )
    css = (
        "@page { size: 210mm 297mm; margin: 0 } "
        ".sheet { position: relative; width: 210mm; height: 296.9mm; break-after: page } "
        ".sheet:last-child { break-after: auto } "
        f".label {{ position: absolute; width: {sheet.width - 2 * _PADDING:g}mm; "
        f"height: {sheet.height - 2 * _PADDING:g}mm }} "
        ".mark { font-weight: bold; color: #ff0000; text-align: right } "
        ".organ, .mark { font-size: 9pt; line-height: 10.6pt } "
        ".mark { position: absolute; right: 0; top: 0; border: 0.75pt solid #ff0000; "
        "padding: 0 1mm } "
        ".name { font-weight: bold } .number { position: absolute; bottom: 0; left: 0; "
        "font-size: 9pt; line-height: 10.6pt } "
    )
    return write_pdf(
        f'<!DOCTYPE html><html lang="vi"><head><title>{_LABELS}</title>'
        f"<style>{FONT_FACES}{_PAGE}{css}</style></head><body>{sheets}</body></html>"
    )


def _cells(line: BookLine) -> tuple[str, ...]:
    day = f"{line.day:%d/%m/%Y}" if line.day else ""
    return day, line.number, line.body, str(line.envelopes), "", line.note


def _row(line: BookLine) -> str:
    kinds = ("", "", "", ' class="n"', "", "")
    told = zip(kinds, _cells(line), strict=True)
    cells = (f"<td{kind}>{escape(text)}</td>" for kind, text in told)
    return f"<tr>{''.join(cells)}</tr>"


def _pages(places: Sequence[Label | None], size: int) -> Iterator[Sequence[Label | None]]:
    for start in range(0, len(places), size):
        yield places[start : start + size]


def _placed(organ: str, page: Sequence[Label | None], sheet: LabelSheet) -> Iterator[str]:
    for place, label in enumerate(page):
        if label is not None:
            down, across = divmod(place, sheet.across)
            x = sheet.left + across * sheet.pitch + _PADDING
            y = sheet.top + down * sheet.height + _PADDING
            inside = _label(organ, label, sheet)
            yield f'<div class="label" style="left: {x:g}mm; top: {y:g}mm">{inside}</div>'


def _label(organ: str, label: Label, sheet: LabelSheet) -> str:
    """The sender, whom it is for, and the document's number, as large as there is room."""
    width = (sheet.width - 2 * _PADDING) * _PT_PER_MM
    height = (sheet.height - 2 * _PADDING) * _PT_PER_MM
    marks = " · ".join(label.marks)
    room = width - (text_width(marks, "bold", 9.0) + 14 if marks else 0)
    small = 9.0 * _LINE
    senders = broken(organ, "regular", 9.0, room)
    used = (len(senders) + 1) * small + 8
    for size in _SIZES:
        names = broken(f"{_ATTENTION}: {label.body}", "bold", size, width)
        address = broken(label.address, "regular", size - 1, width)
        needed = used + (len(names) * size + len(address) * (size - 1)) * _LINE
        widths = [text_width(line, "bold", size) for line in names]
        widths += [text_width(line, "regular", size - 1) for line in address]
        if needed <= height and max(widths) <= width:
            break
    else:
        raise LabelTooFull(body=label.body)
    mark = f'<p class="mark">{escape(marks)}</p>' if marks else ""
    return (
        f"{_paragraph('organ', senders, 9.0)}{mark}"
        f"<div style='margin-top: 4pt'>{_paragraph('name', names, size)}"
        f"{_paragraph('address', address, size - 1)}</div>"
        f'<p class="number">{_NUMBER}: {escape(label.number)}</p>'
    )


def _paragraph(kind: str, lines: Sequence[str], size: float) -> str:
    if not lines:
        return ""
    text = "<br/>".join(escape(line) for line in lines)
    style = f"font-size: {size:g}pt; line-height: {size * _LINE:.2f}pt"
    return f'<p class="{kind}" style="{style}">{text}</p>'
