"""An event: what happened to a document, chained by hash to everything that happened before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from workflow.model.lifecycle import Act

GENESIS = "0" * 64


@dataclass(frozen=True)
class Event:
    """One line of the journal.

    `at` is UTC; `version` counts the events of one document from 1, `sequence` those of the whole
    journal; `previous` is the hash of the event before in the journal (GENESIS for the first).
    """

    sequence: int
    document: str
    version: int
    act: Act
    at: datetime
    actor: str
    data: Mapping[str, Any]
    previous: str
    hash: str


def chain(
    *,
    sequence: int,
    document: str,
    version: int,
    act: Act,
    at: datetime,
    actor: str,
    data: Mapping[str, Any],
    previous: str,
) -> Event:
    """A new event, its hash computed over all the rest."""
    draft = Event(sequence, document, version, act, at, actor, data, previous, "")
    return Event(sequence, document, version, act, at, actor, data, previous, digest(draft))


def digest(event: Event) -> str:
    """SHA-256 (hexadecimal) of the event in canonical JSON, its own hash left out."""
    canonical = canonical_json(
        {
            "sequence": event.sequence,
            "document": event.document,
            "version": event.version,
            "act": event.act.value,
            "at": utc_text(event.at),
            "actor": event.actor,
            "data": event.data,
            "previous": event.previous,
        }
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def canonical_json(value: object) -> str:
    """JSON with sorted keys and no spaces: the same value gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def utc_text(moment: datetime) -> str:
    """A UTC time as text with microseconds, such as 2026-11-23T02:00:00.000000Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def utc_time(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def follows(event: Event, sequence: int, previous: str) -> bool:
    """Whether an event is what was written, as the one `sequence` after the hash `previous`."""
    return event.sequence == sequence and event.previous == previous and digest(event) == event.hash


def broken_links(events: Iterable[Event]) -> list[int]:
    """The sequence numbers at which the chain does not hold, in order; empty when it is whole."""
    broken = []
    previous, expected = GENESIS, 1
    for event in events:
        if not follows(event, expected, previous):
            broken.append(event.sequence)
        previous, expected = event.hash, event.sequence + 1
    return broken
