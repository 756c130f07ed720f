"""Many at once: what waits for a person's signature or for number and seal, one after the other.

Each document is an act of its own: one that fails stops none of the others. A key that fails does,
since it would fail for all; the same queue taken up again goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from workflow.model.document import Document
from workflow.model.errors import (
    ConcurrentChange,
    NotAContent,
    NotInTurn,
    SignatureNotValid,
    SigningError,
    UnknownDocumentType,
    VanbanError,
    storage_error,
)
from workflow.model.events import Event
from workflow.model.lifecycle import Act, State
from workflow.model.parties import Role
from workflow.services.issuing import issue_with
from workflow.services.office import OpenOffice
from workflow.services.publishing import unpublished
from workflow.services.reconciliation import check_reach
from workflow.services.sealing import Stamps, check_none_missing
from workflow.services.signatories import whose_turn
from workflow.services.signing import sign_with
from workflow.services.stamps import Stamp

_OF_THE_DOCUMENT = (SignatureNotValid, NotAContent, NotInTurn)
"""Signing errors that another document need not have; all others are the key's."""


@dataclass(frozen=True)
class Waiting:
    """A document in a queue, as its list shows it; `since` is when it came there (UTC)."""

    document: Document
    type: str
    pages: int
    approver: str
    since: datetime


@dataclass(frozen=True)
class Outcome:
    """What became of one document of a queue; `tried` is False when the key had failed before."""

    document: Document
    error: VanbanError | None = None
    tried: bool = True


def waiting_for_signature(office: OpenOffice) -> list[Waiting]:
    """The approved documents that the acting person may sign now, the oldest first.

    Raises:
        WrongRole, NoActingPerson
    """
    person = office.require(Role.SIGNER)
    found = []
    for document in office.ledger.documents():
        if document.state in (State.APPROVED, State.SIGNING) and person.name in document.awaiting:
            events = office.ledger.events(document.id)
            signers = _last(events, Act.SUBMITTED).data["signers"]
            if person.name in whose_turn(office, signers, document.awaiting):
                found.append(_waiting(office, document, events, Act.APPROVED))
    return sorted(found, key=lambda waiting: waiting.since)


def waiting_for_seal(office: OpenOffice) -> list[Waiting]:
    """The documents that all persons have signed, in the order of their dates, which their
    numbers will follow; before them those whose official file is missing.

    Raises:
        WrongRole, NoActingPerson
    """
    office.require(Role.CLERK)
    signed = [d for d in office.ledger.documents() if d.state is State.SIGNED]
    ready = [_waiting(office, d, office.ledger.events(d.id), Act.SIGNED) for d in signed]
    cut_off = unpublished(office)
    again = [_waiting(office, d, office.ledger.events(d.id), Act.ISSUED) for d in cut_off]
    return [*again, *sorted(ready, key=lambda waiting: waiting.since)]


def sign_queue(office: OpenOffice, queue: Iterable[Waiting], stamp: Stamp) -> Iterator[Outcome]:
    """Sign the documents of a queue as they were when it was listed."""

    def sign(document: Document, listed: Document) -> Document:
        if document.content != listed.content:
            raise ConcurrentChange(document=document.label)
        return sign_with(office, document, stamp)

    return _one_by_one(office, queue, sign)


def issue_queue(office: OpenOffice, queue: Iterable[Waiting], stamps: Stamps) -> Iterator[Outcome]:
    """Number, seal and publish the documents of a queue, each with the seals that it takes."""

    def issue(document: Document, _: Document) -> Document:
        check_none_missing(office, document, list(stamps))
        check_reach(office, document)
        return issue_with(office, document, stamps)[0]

    return _one_by_one(office, queue, issue)


def _one_by_one(
    office: OpenOffice, queue: Iterable[Waiting], act: Callable[[Document, Document], Document]
) -> Iterator[Outcome]:
    failed_key: VanbanError | None = None
    for waiting in queue:
        if failed_key:
            yield Outcome(waiting.document, failed_key, tried=False)
            continue
        outcome = _outcome(office, waiting.document, act)
        if isinstance(outcome.error, SigningError) and not isinstance(
            outcome.error, _OF_THE_DOCUMENT
        ):
            failed_key = outcome.error
        yield outcome


def _outcome(
    office: OpenOffice, listed: Document, act: Callable[[Document, Document], Document]
) -> Outcome:
    try:
        return Outcome(act(office.ledger.find(listed.id), listed))
    except VanbanError as error:
        return Outcome(listed, error)
    except OSError as error:
        return Outcome(listed, storage_error(error.filename or "–", error))


def _waiting(office: OpenOffice, document: Document, events: list[Event], came: Act) -> Waiting:
    people, approved = office.settings.people, _last(events, Act.APPROVED)
    try:
        kind = office.rules.document_type(document.type).title
    except UnknownDocumentType:  # the rules in force have changed since
        kind = document.type
    return Waiting(
        document,
        kind,
        int(_last(events, Act.SUBMITTED).data["pages"]),
        people[approved.actor].name if approved.actor in people else approved.actor,
        _last(events, came).at,
    )


def _last(events: list[Event], act: Act) -> Event:
    return next(event for event in reversed(events) if event.act is act)
