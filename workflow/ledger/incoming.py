"""Documents that others sent: their rows, as the events add them up, and how they are found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from workflow.ledger.schema import incoming
from workflow.model.errors import AmbiguousIncoming, UnknownIncoming
from workflow.model.events import Event, utc_text, utc_time
from workflow.model.exchange import MessageKind
from workflow.model.incoming import IncomingDocument, IncomingState
from workflow.model.lifecycle import Act

_ARRIVAL = (
    "delivery", "kind", "about", "sender_organ", "sender", "body", "official_number", "dated",
    "type_name", "subject", "signer", "urgency", "came_by", "file_name", "sha256", "doubts",
    "organ",
)  # fmt: skip
_SETTLED = {"asked": "", "asked_delivery": "", "asked_reason": ""}
_MOMENTS = ("arrived_at", "registered_at", "assigned_at", "finished_at")


def apply(connection: Connection, events: Sequence[Event], state: IncomingState) -> None:
    """Bring the row of one document up to these events, after which it is in `state`."""
    for event in events:
        if event.act is Act.INCOMING_ARRIVED:
            arrival = {key: event.data[key] for key in _ARRIVAL}
            here = {"id": event.document, "version": event.version, "state": state.value}
            moment = {"arrived_at": utc_text(event.at), "due": event.data["due"] or None}
            connection.execute(insert(incoming).values(arrival | here | moment))
        changes = _changes(event) | {"owed": incoming.c.owed + _owed(event)}
        changes |= {"version": event.version, "state": state.value}
        connection.execute(update(incoming).where(incoming.c.id == event.document).values(changes))


def state_of(connection: Connection, id: str) -> IncomingState | None:
    found = connection.execute(select(incoming.c.state).where(incoming.c.id == id)).scalar()
    return IncomingState(found) if found else None


def find(connection: Connection, name: str) -> IncomingDocument:
    """A document by its incoming number with the year (12/2026), its official number, or the
    beginning of its id.

    Raises:
        UnknownIncoming, AmbiguousIncoming
    """
    number, _, year = name.partition("/")
    table = incoming.c
    conditions = [table.official_number == name, table.id.startswith(name, autoescape=True)]
    if number.isdecimal() and year.isdecimal():
        conditions.insert(0, (table.number == int(number)) & (table.year == year))
    for condition in conditions if name.strip() and name.isprintable() else []:
        found = list(connection.execute(select(incoming).where(condition)))
        if len(found) == 1:
            return _document(found[0])
        if found:
            matches = ", ".join(f"{r.id[:12]} ({r.sender}, {r.state})" for r in found[:5])
            raise AmbiguousIncoming(name=name, matches=matches)
    raise UnknownIncoming(name=name.encode("utf-8", "replace").decode())


def documents(connection: Connection, wanted: Mapping[str, str]) -> list[IncomingDocument]:
    """Those whose columns say what is wanted, in the order in which they arrived."""
    query = select(incoming).order_by(incoming.c.arrived_at, incoming.c.id)
    for column, text in wanted.items():
        query = query.where(incoming.c[column] == text)
    return [_document(row) for row in connection.execute(query)]


def _changes(event: Event) -> dict[str, Any]:
    data, at = event.data, utc_text(event.at)
    match event.act:
        case Act.INCOMING_REGISTERED:
            keys = ("number", "year", "note")
            return {key: data[key] for key in keys} | {"registered_at": at, "reason": ""}
        case Act.INCOMING_REFUSED:
            return {"reason": data["reason"]}
        case Act.INCOMING_ASSIGNED:
            told = {"assigned_to": data["to"], "assigned_at": at}
            return told | ({"due": data["due"]} if data["due"] else {})
        case Act.INCOMING_FINISHED:
            return {"finished_at": at}
        case Act.INCOMING_ASKED:
            return {
                "asked": data["kind"],
                "asked_delivery": data["delivery"],
                "asked_reason": data["reason"],
            }
        case Act.INCOMING_RETURNED | Act.INCOMING_AGREED | Act.INCOMING_KEPT:
            due = {"due": data["due"]} if data.get("due") else {}
            return {**_SETTLED, "reason": data["reason"], **due}
        case Act.INCOMING_SUPERSEDED:
            return {"superseded_by": data["by"]}
    return {}


def _owed(event: Event) -> int:
    """What an event adds to the receipts that the sender does not have yet."""
    if event.act is Act.INCOMING_ANSWERED:
        return -1
    return 1 if event.data.get("status") else 0


def _document(row: Row[Any]) -> IncomingDocument:
    fields = dict(row._mapping)
    del fields["organ"]
    fields["state"], fields["kind"] = IncomingState(row.state), MessageKind(row.kind)
    fields["dated"] = date.fromisoformat(row.dated)
    fields["due"] = date.fromisoformat(row.due) if row.due else None
    for moment in _MOMENTS:
        fields[moment] = utc_time(fields[moment]) if fields[moment] else None
    return IncomingDocument(**fields)
