"""The journal: every act as one event, chained by hash, only ever appended."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from workflow.ledger.schema import events
from workflow.model.errors import ConcurrentChange, JournalBroken, Problem
from workflow.model.events import GENESIS, Event, canonical_json, chain, utc_text, utc_time
from workflow.model.lifecycle import Act
from workflow.model.messages import N_, message


@dataclass(frozen=True)
class Entry:
    """What is to be written: an act and its facts."""

    act: Act
    data: Mapping[str, Any]


def append(
    connection: Connection,
    document: str,
    version: int,
    entries: Sequence[Entry],
    at: datetime,
    actor: str,
) -> list[Event]:
    """Write events as the ones after the document's `version`; the connection holds the writing
    place.

    Raises:
        ConcurrentChange: the document is not at that version.
    """
    sequence, previous = head(connection)
    known = connection.execute(
        select(events.c.version)
        .where(events.c.document == document)
        .order_by(events.c.version.desc())
        .limit(1)
    ).scalar()
    if (known or 0) != version:
        raise ConcurrentChange(document=document[:6])
    written = []
    for offset, entry in enumerate(entries, start=1):
        event = chain(
            sequence=sequence + offset,
            document=document,
            version=version + offset,
            act=entry.act,
            at=at,
            actor=actor,
            data=json.loads(canonical_json(entry.data)),
            previous=previous,
        )
        previous = event.hash
        written.append(event)
    if written:
        connection.execute(insert(events), [_row(event) for event in written])
    return written


def read(
    connection: Connection, document: str | None = None, act: Act | None = None, naming: str = ""
) -> list[Event]:
    """The events of one document or of all, oldest first.

    Parameters:
        act: only such; None: all.
        naming: only those whose facts hold this text.

    Raises:
        JournalBroken: an event can no longer be read.
    """
    query = select(events).order_by(events.c.sequence)
    if document is not None:
        query = query.where(events.c.document == document)
    if act is not None:
        query = query.where(events.c.act == act.value)
    if naming:
        query = query.where(events.c.data.contains(naming, autoescape=True))
    found = []
    for row in connection.execute(query):
        try:
            found.append(event_of(row))
        except (ValueError, TypeError):
            sentence = message(N_("this event is not what was written"))
            raise JournalBroken(problems=[Problem(str(row.sequence), sentence)]) from None
    return found


def head(connection: Connection) -> tuple[int, str]:
    """Sequence and hash of the last event; (0, GENESIS) of an empty journal."""
    query = select(events.c.sequence, events.c.hash).order_by(events.c.sequence.desc()).limit(1)
    last = connection.execute(query).first()
    return (last.sequence, last.hash) if last else (0, GENESIS)


def _row(event: Event) -> dict[str, object]:
    return {
        "sequence": event.sequence,
        "document": event.document,
        "version": event.version,
        "act": event.act.value,
        "at": utc_text(event.at),
        "actor": event.actor,
        "data": canonical_json(event.data),
        "previous": event.previous,
        "hash": event.hash,
    }


def event_of(row: Row[Any]) -> Event:
    """
    Raises:
        ValueError, TypeError: the row does not hold an event.
    """
    return Event(
        sequence=row.sequence,
        document=row.document,
        version=row.version,
        act=Act(row.act),
        at=utc_time(row.at),
        actor=row.actor,
        data=json.loads(row.data),
        previous=row.previous,
        hash=row.hash,
    )
