"""The ledger: acts are recorded here, whole or not at all, and read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select

from workflow.ledger import incoming, journal, projection, register
from workflow.ledger.audit import Audit, audit
from workflow.ledger.database import Database
from workflow.ledger.journal import Entry
from workflow.ledger.register import RegisterLine
from workflow.ledger.schema import deliveries as delivery_table
from workflow.ledger.schema import documents as document_table
from workflow.model.delivery import Delivery, DeliveryState
from workflow.model.document import Document
from workflow.model.errors import (
    AmbiguousDocument,
    ConcurrentChange,
    UnknownDelivery,
    UnknownDocument,
)
from workflow.model.events import Event, utc_time
from workflow.model.exchange import MessageKind
from workflow.model.incoming import INCOMING_ACTS, IncomingDocument
from workflow.model.lifecycle import Act, State
from workflow.model.numbering import Series
from workflow.model.parties import Purpose


@dataclass(frozen=True)
class Claim:
    """A number to be taken in the same commit as the event that uses it."""

    series: Series
    number: int


class Ledger:
    """One office's journal, register and deliveries, in one database file."""

    def __init__(self, file: Path) -> None:
        self._database = Database(file)

    def close(self) -> None:
        self._database.close()

    def record(
        self,
        document: str,
        version: int,
        entries: Sequence[Entry],
        *,
        at: datetime,
        actor: str,
        claim: Claim | None = None,
    ) -> list[Event]:
        """Write events as the ones after `version`, in one commit with all that follows from them.

        Parameters:
            document: the id of a document of this office, or of an incoming one.

        Raises:
            ConcurrentChange: someone else was faster, with this document or with the number.
            WrongState: an act does not follow from the document's state.
            StorageError: the disk or the database failed; nothing was written.
        """
        with self._database.writing(document[:6]) as connection:
            if claim and not register.claim(connection, claim.series, claim.number):
                raise ConcurrentChange(document=document[:6])
            written = journal.append(connection, document, version, entries, at, actor)
            if any(entry.act in INCOMING_ACTS for entry in entries):
                projection.apply_to_incoming(connection, written)
            elif written:
                projection.apply_to_document(connection, written)
        return written

    def next_number(self, series: Series) -> int:
        with self._database.reading() as connection:
            return register.next_number(connection, series)

    def find(self, name: str) -> Document:
        """A document by its official number or by the beginning of its id.

        Raises:
            UnknownDocument, AmbiguousDocument
        """
        table = document_table
        number = table.c.official_number == name
        prefix = table.c.id.startswith(name.lower(), autoescape=True)
        if not name.strip() or not name.isprintable():
            raise UnknownDocument(name=name.encode("ascii", "replace").decode())
        with self._database.reading() as connection:
            for condition in (number, prefix):
                found = list(connection.execute(select(table).where(condition)))
                if len(found) == 1:
                    return _document(found[0])
                if found and name:
                    matches = ", ".join(f"{r.id[:12]} ({r.subject[:40]})" for r in found[:5])
                    raise AmbiguousDocument(name=name, matches=matches)
        raise UnknownDocument(name=name)

    def documents(self) -> list[Document]:
        """All documents, the one touched last first."""
        query = select(document_table).order_by(document_table.c.updated_at.desc())
        with self._database.reading() as connection:
            return [_document(row) for row in connection.execute(query)]

    def deliveries(self, document: str) -> list[Delivery]:
        """A document's deliveries in the order of its Nơi nhận."""
        table = delivery_table
        query = select(table).where(table.c.document == document).order_by(table.c.position)
        with self._database.reading() as connection:
            return [_delivery(row) for row in connection.execute(query)]

    def delivery(self, id: str) -> Delivery:
        """
        Raises:
            UnknownDelivery: this office made no such delivery.
        """
        with self._database.reading() as connection:
            query = select(delivery_table).where(delivery_table.c.id == id)
            row = connection.execute(query).first()
        if row is None:
            raise UnknownDelivery(id=id)
        return _delivery(row)

    def find_incoming(self, name: str) -> IncomingDocument:
        """A document that others sent, by its incoming number (12/2026), its official number or
        the beginning of its id.

        Raises:
            UnknownIncoming, AmbiguousIncoming
        """
        with self._database.reading() as connection:
            return incoming.find(connection, name)

    def incoming_documents(self, **wanted: str) -> list[IncomingDocument]:
        """Documents that others sent, in the order in which they arrived.

        Parameters:
            wanted: what columns must say, by their names; none: all documents.
        """
        with self._database.reading() as connection:
            return incoming.documents(connection, wanted)

    def register_lines(self) -> list[RegisterLine]:
        with self._database.reading() as connection:
            return register.lines(connection)

    def events(
        self, document: str | None = None, act: Act | None = None, naming: str = ""
    ) -> list[Event]:
        """The events of one document or of all, oldest first; of one act only, or only those whose
        facts hold a text, if that is given."""
        with self._database.reading() as connection:
            return journal.read(connection, document, act, naming)

    def head(self) -> tuple[int, str]:
        """Sequence and hash of the journal's last event."""
        with self._database.reading() as connection:
            return journal.head(connection)

    def audit(self) -> Audit:
        """Whether the chain holds, and the rows are what the events add up to."""
        with self._database.reading() as connection:
            return audit(connection)


def _document(row: Row[Any]) -> Document:
    fields = dict(row._mapping)
    fields["state"] = State(row.state)
    fields["awaiting"] = tuple(filter(None, row.awaiting.split("\n")))
    fields["updated_at"] = utc_time(row.updated_at)
    fields["signed_on"] = date.fromisoformat(row.signed_on) if row.signed_on else None
    return Document(**fields)


def _delivery(row: Row[Any]) -> Delivery:
    fields = dict(row._mapping)
    fields["state"] = DeliveryState(row.state)
    fields["purpose"] = Purpose(row.purpose)
    fields["kind"] = MessageKind(row.kind)
    for moment in (name for name in fields if name.endswith("_at")):
        fields[moment] = utc_time(fields[moment]) if fields[moment] else None
    return Delivery(**fields)
