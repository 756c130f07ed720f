"""Is the ledger what was written? The chain is followed, and the events are added up anew.

The rows that commands read (documents, deliveries, register) must be exactly what the events give
in an empty database.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, create_engine, func, insert, literal, select, union_all

from workflow.ledger import journal, projection, schema
from workflow.model.errors import WrongState
from workflow.model.events import GENESIS, Event, follows
from workflow.model.incoming import INCOMING_ACTS
from workflow.model.numbering import INCOMING_SERIES

_PROJECTIONS = (
    schema.documents,
    schema.deliveries,
    schema.register,
    schema.incoming,
    schema.series,
)

_SERIES = (schema.register.c.organ, schema.register.c.type, schema.register.c.term)
_YEARS = (schema.incoming.c.organ, literal(INCOMING_SERIES), schema.incoming.c.year)
# What each series gave last is the highest number in the register.
_INSERT_SERIES = insert(schema.series).from_select(
    ["organ", "type", "term", "last"],
    union_all(
        select(*_SERIES, func.max(schema.register.c.number)).group_by(*_SERIES),
        select(*_YEARS, func.max(schema.incoming.c.number))
        .where(schema.incoming.c.number.isnot(None))
        .group_by(schema.incoming.c.organ, schema.incoming.c.year),
    ),
)


@dataclass(frozen=True)
class Audit:
    """Sequence numbers of events that are not what was written, and the rows that do not fit
    the events, as `table key`. Both are empty when all is well."""

    events: list[Event]
    broken: list[int]
    differing: list[str]


def audit(connection: Connection) -> Audit:
    """Look at everything the database holds."""
    events: list[Event] = []
    broken = []
    previous, expected = GENESIS, 1
    for row in connection.execute(select(schema.events).order_by(schema.events.c.sequence)):
        event = _readable(row)
        if event is not None:
            events.append(event)
        if event is None or not follows(event, expected, previous):
            broken.append(row.sequence)
        previous, expected = row.hash, row.sequence + 1
    differing = [] if broken else _differing(connection, events)
    return Audit(events, broken, differing)


def _readable(row: Any) -> Event | None:
    try:
        return journal.event_of(row)
    except (ValueError, TypeError, json.JSONDecodeError):
        return None


def _differing(connection: Connection, events: list[Event]) -> list[str]:
    engine = create_engine("sqlite://")
    with engine.begin() as anew:
        schema.metadata.create_all(anew)
        try:
            for event in events:
                if event.act in INCOMING_ACTS:
                    projection.apply_to_incoming(anew, [event])
                else:
                    projection.apply_to_document(anew, [event])
            anew.execute(_INSERT_SERIES)
        except (WrongState, KeyError) as error:
            return [str(error)]
        found = []
        for table in _PROJECTIONS:
            there, here = _rows(connection, table), _rows(anew, table)
            found += [
                f"{table.name} {' '.join(map(str, key))}"
                for key in sorted({*there, *here}, key=str)
                if there.get(key) != here.get(key)
            ]
    engine.dispose()
    return found


def _rows(connection: Connection, table: Table) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    keys = [column.name for column in table.primary_key]
    return {
        tuple(row._mapping[key] for key in keys): tuple(row)
        for row in connection.execute(select(table))
    }
