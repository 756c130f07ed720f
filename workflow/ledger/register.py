"""The register: numbers without gaps, each given in the commit that issues its document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from workflow.ledger.schema import register, series
from workflow.model.events import utc_time
from workflow.model.numbering import Series


@dataclass(frozen=True)
class RegisterLine:
    """One line of the register of outgoing documents (NĐ30 Phụ lục IV)."""

    official_number: str
    number: int
    type: str
    term: str
    document: str
    dated: date
    subject: str
    signer: str
    recipients: str
    copies: int
    issued_at: datetime


def next_number(connection: Connection, line: Series) -> int:
    """The number that the series would give now."""
    last = connection.execute(select(series.c.last).where(_is(line))).scalar()
    return (last or 0) + 1


def claim(connection: Connection, line: Series, number: int) -> bool:
    """Take `number` out of the series, if it is still its next one (compare and swap)."""
    if number == 1:
        if connection.execute(select(series.c.last).where(_is(line))).first():
            return False
        connection.execute(
            insert(series).values(organ=line.organ, type=line.type, term=line.term, last=1)
        )
        return True
    taken = connection.execute(
        update(series).where(_is(line), series.c.last == number - 1).values(last=number)
    )
    return taken.rowcount == 1


def lines(connection: Connection) -> list[RegisterLine]:
    """All lines by series and number."""
    order = (register.c.term, register.c.type, register.c.number)
    return [_line(row) for row in connection.execute(select(register).order_by(*order))]


def _is(line: Series) -> Any:
    return (
        (series.c.organ == line.organ) & (series.c.type == line.type) & (series.c.term == line.term)
    )


def _line(row: Row[Any]) -> RegisterLine:
    return RegisterLine(
        official_number=row.official_number, number=row.number, type=row.type, term=row.term,
        document=row.document, dated=date.fromisoformat(row.dated), subject=row.subject,
        signer=row.signer, recipients=row.recipients, copies=row.copies,
        issued_at=utc_time(row.issued_at),
    )  # fmt: skip
