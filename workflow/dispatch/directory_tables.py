"""Bodies as rows of a table, out to CSV and XLSX and in again.

A table comes from anybody: no cell is evaluated. On the way out a cell that a spreadsheet would
take for a formula gets an apostrophe before it, which is taken off again on the way in.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from workflow.model.errors import Problem, RecipientTableRefused
from workflow.model.messages import N_, message
from workflow.model.parties import Body
from workflow.model.vietnamese import matching_key, nearest, nfc

if TYPE_CHECKING:
    from openpyxl.cell import Cell

HEADINGS = {
    "id": "Mã",
    "name": "Tên đầy đủ",
    "short": "Tên ngắn",
    "kind": "Loại",
    "organ_id": "Mã định danh",
    "superior": "Cấp trên",
    "aliases": "Tên khác",
    "ways": "Kênh gửi",
    "email": "Thư điện tử",
    "certificate": "Chứng thư số",
    "encrypt": "Mã hoá",
    "from": "Từ ngày",
    "to": "Đến ngày",
    "successor": "Bên kế thừa",
}
"""The columns; a table may have them in any order, under these words or under their names here."""

SEPARATOR = " | "
"""Between several aliases or ways in one cell."""

YES, NO = "có", "không"
_YES, _NO = (YES, "x", "true", "yes", "1"), (NO, "", "false", "no", "0")

_LONGEST = 64 * 1024 * 1024  # bytes, of a workbook's parts unpacked
_MOST_ROWS = 200_000
_FORMULA = re.compile(r"^'*[=+\-@\t\r]")
_DAY = re.compile(r"^(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4}))$")


@dataclass(frozen=True)
class Row:
    """One body as a table has it: the text of each column that the table has, and where."""

    place: str
    cells: Mapping[str, str]


def row_of(body: Body) -> dict[str, str]:
    """
    Raises:
        RecipientTableRefused: an alias or address holds what separates them in a cell.
    """
    ways = [f"{w.channel}: {w.address}" if w.address else w.channel for w in body.ways]
    several = {"aliases": list(body.aliases), "ways": ways}
    for column, values in several.items():
        for value in values:
            if SEPARATOR.strip() in value:
                sentence = message(N_("“{value}” holds “|”"), value=value)
                problems = [Problem(f"{body.id}, {HEADINGS[column]}", sentence)]
                raise RecipientTableRefused(file=body.id, problems=problems)
    return {
        "id": body.id,
        "name": body.name,
        "short": body.short,
        "kind": body.kind,
        "organ_id": body.organ_id,
        "superior": body.superior,
        **{column: SEPARATOR.join(values) for column, values in several.items()},
        "email": body.email,
        "certificate": body.certificate,
        "encrypt": YES if body.encrypt else "",
        "from": body.period.start.isoformat() if body.period.start else "",
        "to": body.period.end.isoformat() if body.period.end else "",
        "successor": body.successor,
    }


def write_csv(bodies: Iterable[Body]) -> bytes:
    """UTF-8 with a mark by which spreadsheets know it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows(_table(bodies))
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(bodies: Iterable[Body]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Danh bạ"
    widths = [10] * len(HEADINGS)
    for row in _table(bodies):
        sheet.append(row)
        widths = [max(w, min(60, len(text) + 2)) for w, text in zip(widths, row, strict=True)]
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.cell(1, number).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def read_table(data: bytes, file: str) -> list[Row]:
    """The rows of a CSV or XLSX file; which it is its name says.

    Raises:
        RecipientTableRefused: with every mistake, by row and column.
    """
    if file.lower().endswith(".xlsx"):
        rows = _read_xlsx(data, file)
    elif file.lower().endswith(".csv"):
        rows = _read_csv(data, file)
    else:
        raise _refused(file, "", N_("its name must end in .csv or .xlsx"))
    return _rows(rows, file)


def is_table(file: str) -> bool:
    return file.lower().endswith((".csv", ".xlsx"))


def date_of(text: str) -> date | None:
    """A day as a cell writes it: 2026-03-01 or 01/03/2026; None if it is none."""
    found = _DAY.match(text)
    if not found:
        return None
    parts = found.groups()
    year, month, day = parts[:3] if parts[0] else (parts[5], parts[4], parts[3])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def truth_of(text: str) -> bool | None:
    """What a cell says that is true or not: `có`, `không`, or empty; None if it is neither."""
    key = matching_key(text)
    return True if key in _YES else False if key in _NO else None


def _table(bodies: Iterable[Body]) -> Iterator[list[str]]:
    yield list(HEADINGS.values())
    for body in bodies:
        row = row_of(body)
        yield [_safe(row[column]) for column in HEADINGS]


def _safe(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _read_csv(data: bytes, file: str) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(file, "", N_("it is not UTF-8; save it as “CSV UTF-8”")) from None
    # Spreadsheets of a Vietnamese machine separate by semicolons.
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise _refused(file, "", N_("it is no CSV: {reason}"), reason=error) from None


def _read_xlsx(data: bytes, file: str) -> list[list[str]]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _LONGEST:
                raise _refused(file, "", N_("it is too large"))
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        return [[_text(cell, file) for cell in row] for row in sheet.iter_rows(max_row=_MOST_ROWS)]
    except RecipientTableRefused:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part makes it stumble over
        raise _refused(file, "", N_("it is no XLSX workbook ({error})"), error=error) from None


def _text(cell: Cell, file: str) -> str:
    value: Any = cell.value
    if cell.data_type == "f":
        place = f"{cell.column_letter}{cell.row}"
        raise _refused(file, place, N_("the cell holds a formula; write its value"))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _rows(table: Sequence[Sequence[str]], file: str) -> list[Row]:
    known = {matching_key(word): column for column, word in HEADINGS.items()}
    known |= {column: column for column in HEADINGS}
    problems: list[Problem] = []
    columns: list[str] = []
    for word in table[0] if table else []:
        column = known.get(matching_key(word), "")
        if word.strip() and not column:
            near = nearest(word, [*HEADINGS.values(), *HEADINGS]) or ["–"]
            sentence = message(
                N_("the column “{word}” is not known; nearest: {near}"), word=word, near=near[0]
            )
            problems.append(Problem(f"{file}:1", sentence))
        elif column in columns and column:
            problems.append(Problem(f"{file}:1", message(N_("“{name}” stands twice"), name=word)))
        columns.append(column)
    if not {"id", "organ_id", "name"} & set(columns) and not problems:
        sentence = message(N_("the first row must name the columns: {known}"), known=", ".join(
            HEADINGS.values()))  # fmt: skip
        problems.append(Problem(f"{file}:1", sentence))
    rows = []
    for number, texts in enumerate(table[1:], start=2):
        place = f"{file}:{number}"
        cells = dict(zip(columns, (nfc(text).strip() for text in texts), strict=False))
        cells.pop("", None)
        for column, text in cells.items():
            if text.startswith("="):
                sentence = message(N_("the cell holds a formula; write its value"))
                problems.append(Problem(f"{place}, {HEADINGS[column]}", sentence))
        if any(cells.values()):
            rows.append(Row(place, {column: _plain(text) for column, text in cells.items()}))
    if problems:
        raise RecipientTableRefused(file=file, problems=problems)
    return rows


def _plain(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _refused(file: str, place: str, sentence: str, **facts: object) -> RecipientTableRefused:
    problem = Problem(place, message(sentence, **facts))
    return RecipientTableRefused(file=file, problems=[problem])
