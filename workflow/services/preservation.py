"""Preserve: evidence that is still missing is added, and timestamps are renewed before they age.

A signature made without a timestamp can never get one: that would change its bytes. What can be
added later is a timestamp over the whole file, and it proves as much from its own time on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from workflow.ledger.journal import Entry
from workflow.model.document import Document
from workflow.model.errors import ConcurrentChange, VanbanError
from workflow.model.events import utc_text
from workflow.model.lifecycle import Act, after
from workflow.model.parties import Role
from workflow.model.signature_level import SignatureLevel, shortfall_of
from workflow.services.levels import add_evidence, level_reached
from workflow.services.office import OpenOffice
from workflow.services.publishing import publish
from workflow.sign.reached import Reached

_TRIES = 50


class Done(StrEnum):
    """What preserving did to a document."""

    RAISED = "raised"
    RENEWED = "renewed"
    NOTHING = "nothing"
    FAILED = "failed"


@dataclass(frozen=True)
class Preserved:
    """How it went with one document. `until`: when its newest timestamp has to be renewed."""

    document: Document
    done: Done
    level: SignatureLevel | None = None
    until: datetime | None = None
    trouble: VanbanError | None = None


def preserve(
    office: OpenOffice, names: Sequence[str] | None, due: timedelta
) -> Iterator[Preserved]:
    """Preserve documents one by one; one that fails stops no other.

    Parameters:
        names: which documents; None for all that are issued.
        due: how long before its end a timestamp is renewed.

    Raises:
        WrongRole; of a document that is named: UnknownDocument, WrongState.
    """
    office.require(Role.CLERK)
    if names is None:
        documents = [d for d in office.ledger.documents() if d.issued]
    else:
        documents = [office.ledger.find(name) for name in names]
        for document in documents:
            after(document.state, Act.PRESERVED, document.label)
    for document in documents:
        try:
            yield _preserve(office, document, due)
        except VanbanError as error:
            yield Preserved(document, Done.FAILED, trouble=error)


def _preserve(office: OpenOffice, document: Document, due: timedelta) -> Preserved:
    publish(office, document)  # what a process that was killed left undone
    base = office.store.get(document.official_file)
    found, wanted = level_reached(office, base), _wanted(office, document)
    ageing = found.until is not None and (found.weak or found.until - due <= office.clock())
    if found.level.reaches(wanted) and not ageing:
        return Preserved(document, Done.NOTHING, found.level, found.until)
    stamped = ageing or wanted is SignatureLevel.B_LTA or found.level is SignatureLevel.B_B
    new = add_evidence(office, document, base, stamped=stamped)
    now = level_reached(office, new)
    document = _record(office, document, new, now)
    publish(office, document)
    done = Done.RAISED if not found.level.reaches(wanted) else Done.RENEWED
    return Preserved(document, done, now.level, now.until)


def _wanted(office: OpenOffice, document: Document) -> SignatureLevel:
    """What the settings say now, or what they said when it could not be reached."""
    wanted = office.settings.signing.level_of(document.type)
    lacking = shortfall_of(office.ledger.events(document.id))
    return max(wanted, lacking.wanted, key=lambda each: each.rank) if lacking else wanted


def _record(office: OpenOffice, document: Document, new: bytes, now: Reached) -> Document:
    """Deliveries may be recorded meanwhile; another preservation may not.

    Raises:
        ConcurrentChange
    """
    before = document.official_file
    entry = Entry(
        Act.PRESERVED,
        {
            "before": before,
            "preserved": office.store.put(new),
            "level": now.level.value,
            "until": utc_text(now.until) if now.until else "",
        },
    )
    for _ in range(_TRIES):
        try:
            return office.record(document.id, document.version, [entry])
        except ConcurrentChange:
            document = office.ledger.find(document.id)
            if document.official_file != before:
                break
    raise ConcurrentChange(document=document.label)
