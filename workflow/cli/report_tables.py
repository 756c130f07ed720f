"""Reports as CSV and XLSX: nothing in a cell is a formula, times are times."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workflow.cli.report_words import Value, delivery_columns, delivery_row, heading, tables
from workflow.model.errors import storage_error

if TYPE_CHECKING:
    from workflow.services.reporting import Report

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet run a cell (OWASP, CSV injection)."""

_WIDEST = 60  # letters
_TIME_FORMAT, _DATE_FORMAT = "dd/mm/yyyy hh:mm", "dd/mm/yyyy"


def write_csv(report: Report, place: Path) -> None:
    """One line for each delivery, UTF-8 with the mark that Excel asks for.

    Raises:
        StorageError
    """
    try:
        with place.open("w", encoding="utf-8-sig", newline="") as file:
            lines = csv.writer(file)
            lines.writerow(delivery_columns())
            for each in report.deliveries:
                lines.writerow([_plain(value) for value in delivery_row(each)])
    except OSError as error:
        raise storage_error(place, error) from None


def write_xlsx(report: Report, place: Path) -> None:
    """A sheet each for deliveries, documents and bodies.

    Raises:
        StorageError
    """
    from openpyxl import Workbook

    book = Workbook()
    book.properties.title = heading(report)
    book.remove(book.worksheets[0])
    for name, columns, rows in tables(report):
        _fill(book.create_sheet(name), columns, rows)
    try:
        book.save(place)
    except OSError as error:
        raise storage_error(place, error) from None


def _fill(sheet: Any, columns: list[str], rows: list[list[Value]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    lines: list[Sequence[Value]] = [columns, *rows]
    for number, row in enumerate(lines, start=1):
        for column, value in enumerate(row, start=1):
            _set(sheet.cell(number, column), value)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EEF4")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for column, title in enumerate(columns, start=1):
        longest = max((len(_plain(row[column - 1])) for row in rows), default=0)
        width = min(max(longest, min(len(title), 14)) + 2, _WIDEST)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _set(cell: Any, value: Value) -> None:
    """Text is written as text whatever it begins with, and stays text when somebody edits it."""
    if not isinstance(value, str):
        cell.value = value
        if isinstance(value, datetime):
            cell.number_format = _TIME_FORMAT
        elif isinstance(value, date):
            cell.number_format = _DATE_FORMAT
        return
    cell.value = "".join(c for c in value if c.isprintable() or c == "\n")
    cell.data_type = "s"
    if value.startswith(_FORMULA):
        cell.style = "Normal"
        cell.quotePrefix = True


def _plain(value: Value) -> str:
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M:%S")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
