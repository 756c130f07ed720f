"""The plan of revisions: who may sign next, what that signature fills, and what it locks.

    content → person(s) → number and seal(s)

The plan follows from the fields that the content declares and from what is signed already:

* Persons sign first, in any order. The first signature of the file certifies. The last person
  fills the date: the day of the last signature dates the document (HD05 II.I.4).
* Then the organs seal in the order of their fields. The first seal is the host's and fills the
  number: a joint document takes its number from the host's series (HD05 II.I.3).
* Each signature locks what it fills; the last seal locks everything.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from workflow.model.verification import Capacity

NUMBER, DATE = "Number", "Date"
TIMESTAMP = "Timestamp"

_SIGNATURE_FIELD = re.compile(r"(Signature|Seal)([2-9]?)")
_CAPACITIES = {"Signature": Capacity.PERSON, "Seal": Capacity.ORGAN}


@dataclass(frozen=True)
class Step:
    """One signed revision: the signature field, and the text fields that are filled and locked
    with it; `locks_all` locks every field."""

    capacity: Capacity
    field: str
    fills: tuple[str, ...] = ()
    locks_all: bool = False
    certifies: bool = False


def step_for(declared: Collection[str], signed: Collection[str], field: str) -> Step | None:
    """The step that signs `field` now; None when it is not that field's turn.

    Parameters:
        declared: the names of all fields of the content.
        signed: the names of the signature fields that are signed already.
    """
    if field not in next_fields(declared, signed):
        return None
    capacity = capacity_of(field)
    first, last = not signed, not set(missing(declared, signed, capacity)) - {field}
    if capacity is Capacity.PERSON:
        return Step(Capacity.PERSON, field, (DATE,) if last else (), certifies=first)
    host = field == _fields(declared, Capacity.ORGAN)[0]
    return Step(Capacity.ORGAN, field, (NUMBER,) if host else (), locks_all=last, certifies=first)


def next_fields(declared: Collection[str], signed: Collection[str]) -> tuple[str, ...]:
    """The fields of which any may be signed now; empty when all are."""
    persons = missing(declared, signed, Capacity.PERSON)
    return persons or missing(declared, signed, Capacity.ORGAN)[:1]


def missing(
    declared: Collection[str], signed: Collection[str], capacity: Capacity | None = None
) -> tuple[str, ...]:
    """The declared signature fields (of one capacity) that are not signed yet, in their order."""
    wanted = (capacity,) if capacity else (Capacity.PERSON, Capacity.ORGAN)
    return tuple(f for kind in wanted for f in _fields(declared, kind) if f not in signed)


def is_planned(declared: Collection[str]) -> bool:
    """Whether a content declares what the plan needs and nothing else: number, date, and places
    for one or more persons and organs, counted without a gap."""
    persons, organs = (_fields(declared, c) for c in (Capacity.PERSON, Capacity.ORGAN))
    expected = [NUMBER, DATE, *_counted("Signature", persons), *_counted("Seal", organs)]
    return bool(persons and organs) and sorted(declared) == sorted(expected)


def capacity_of(field: str) -> Capacity | None:
    """As whom one signs in a field; None if the plan has no such field."""
    found = _SIGNATURE_FIELD.fullmatch(field)
    return _CAPACITIES[found[1]] if found else None


def timestamp_field(present: Collection[str]) -> str:
    """What the field of the next document timestamp is called: Timestamp, Timestamp2, …"""
    count = sum(name.startswith(TIMESTAMP) for name in present)
    return TIMESTAMP + (str(count + 1) if count else "")


def _fields(declared: Collection[str], capacity: Capacity) -> list[str]:
    return sorted({name for name in declared if capacity_of(name) is capacity})


def _counted(name: str, fields: list[str]) -> list[str]:
    """Signature, Signature2, Signature3, … as many as there are."""
    return [name + (str(n) if n > 1 else "") for n in range(1, len(fields) + 1)]
