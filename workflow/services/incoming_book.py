"""The register of incoming documents as people keep it: ten columns, and the stamp “ĐẾN”."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from workflow.model.errors import WrongState
from workflow.model.incoming import (
    INCOMING_NEXT_STEP,
    INCOMING_STATE_NAMES,
    IncomingDocument,
    IncomingState,
)
from workflow.model.messages import N_, VIETNAM, local_date, message
from workflow.services.office import OpenOffice
from workflow.services.official_language import in_vietnamese

COLUMNS = (
    "Ngày đến",
    "Số đến",
    "Tác giả",
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Đơn vị hoặc người nhận",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
)
"""NĐ30 Phụ lục IV, VI.2."""


def book_lines(office: OpenOffice, year: str = "") -> list[IncomingDocument]:
    """What was registered in a year, by number.

    Parameters:
        year: "" for the present one.
    """
    wanted = year or str(office.today.year)
    found = office.ledger.incoming_documents(year=wanted)
    return sorted(found, key=lambda line: line.number or 0)


def book_row(line: IncomingDocument) -> tuple[str, ...]:
    """A line as the ten columns; nobody signs for it but by hand."""
    assert line.registered_at is not None
    note = "; ".join(filter(None, (_state_note(line), line.note)))
    return (
        local_date(line.registered_at.astimezone(VIETNAM).date()),
        str(line.number),
        line.sender,
        line.official_number,
        local_date(line.dated),
        line.type_and_subject,
        line.assigned_to,
        local_date(line.assigned_at.astimezone(VIETNAM).date()) if line.assigned_at else "",
        "",
        note,
    )


def book_csv(lines: Sequence[IncomingDocument]) -> str:
    """With a byte order mark, so that spreadsheets read it as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(cell) for cell in book_row(line)] for line in lines)
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + out.getvalue()


def book_pdf(office: OpenOffice, lines: Sequence[IncomingDocument], year: str = "") -> bytes:
    from workflow.render.incoming_pages import incoming_book

    span = f"Năm {year or office.today.year}"
    if lines:
        span += f", từ số {lines[0].number} đến số {lines[-1].number}"
    rows = [book_row(line) for line in lines]
    return incoming_book(office.settings.organ.name, "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", span, COLUMNS, rows)


def stamp_pdf(office: OpenOffice, document: IncomingDocument, file_mark: str = "") -> bytes:
    """The stamp “ĐẾN” of a registered document on a page; the file received is left as it is.

    Parameters:
        file_mark: number and symbol of the case file (hồ sơ) it belongs to.

    Raises:
        WrongState: it is not registered, so that it has no number.
    """
    from workflow.render.incoming_pages import stamp_page

    if document.registered_at is None:
        raise WrongState(
            document=document.label,
            state=message(INCOMING_STATE_NAMES[document.state]),
            act=message(N_("stamp")),
            next=message(INCOMING_NEXT_STEP[document.state], id=document.label),
        )
    said = {
        "Số": str(document.number),
        "Ngày": local_date(document.registered_at.astimezone(VIETNAM).date()),
        "Chuyển": document.assigned_to,
        "Số và ký hiệu HS": file_mark,
    }
    facts = [
        ("Tác giả", document.sender),
        ("Số, ký hiệu", document.official_number),
        ("Ngày tháng", local_date(document.dated)),
        ("Tên loại và trích yếu", document.type_and_subject),
        ("Tệp", document.file_name),
        ("SHA-256", document.sha256),
    ]
    title = f"Dấu ĐẾN số {document.label}: {document.official_number}"
    return stamp_page(office.settings.organ.name, said, facts, title)


def _state_note(line: IncomingDocument) -> str:
    """What the register says of a document that is no longer worked with."""
    if line.state not in (IncomingState.RETURNED, IncomingState.SUPERSEDED):
        return ""
    return in_vietnamese(message(INCOMING_STATE_NAMES[line.state]))


def _harmless(cell: str) -> str:
    """A spreadsheet would run what begins like a formula; others wrote these texts."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
