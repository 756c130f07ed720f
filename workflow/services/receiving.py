"""Receive: what another office sent is checked, registered once, and answered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from workflow.dispatch.channels import Brought
from workflow.dispatch.cover_json import write_message
from workflow.ledger.journal import Entry
from workflow.ledger.ledger import Claim
from workflow.model.errors import ConcurrentChange, UnknownIncoming
from workflow.model.exchange import Cover, DocumentReference, MessageKind
from workflow.model.incoming import (
    HELD,
    REFUSAL_REASONS,
    TOLD,
    IncomingDocument,
    IncomingState,
    Refusal,
)
from workflow.model.lifecycle import Act
from workflow.model.messages import Message, message
from workflow.model.parties import Role
from workflow.model.vietnamese import matching_key, nfc, squeeze
from workflow.services.arrivals import Findings, examine
from workflow.services.closed_files import opened
from workflow.services.incoming import accept as register_all_the_same
from workflow.services.incoming import next_claim, record_again, registration
from workflow.services.office import OpenOffice
from workflow.services.official_language import in_vietnamese

_TRIES = 50
_NEWS = frozenset(
    {
        Act.INCOMING_ARRIVED, Act.INCOMING_REGISTERED, Act.INCOMING_REFUSED,
        Act.INCOMING_ASSIGNED, Act.INCOMING_PROCESSED, Act.INCOMING_FINISHED,
    }
)  # fmt: skip
"""Acts that the sender is told of as its document's: not those that answer a recall."""


@dataclass(frozen=True)
class Received:
    """A document that came in; `repeated`: it was here already, and is answered once more."""

    document: IncomingDocument
    repeated: bool = False


def receive(
    office: OpenOffice, brought: Brought, came_by: str = "", accepted: str = ""
) -> Received:
    """Take a document: register it, leave it to a person, or refuse it; each is recorded.

    Parameters:
        came_by: the channel, "" where somebody brought the file.
        accepted: why it is registered in spite of doubts; "" leaves it to a person.

    Raises:
        NoOpeningKey, SigningError: its files are closed, and cannot be opened here now.
    """
    office.require(Role.CLERK)
    brought = opened(office, brought)
    id = arrival_id(brought)
    kept = {name: office.store.put(data) for name, data in sorted(brought.files.items())}
    kept["cover.json"] = office.store.put(write_message(brought.cover))
    found = None
    for _ in range(_TRIES):
        if known := find_incoming(office, id) or _same_file(office, brought):
            return Received(_repeated(office, known, brought.cover), repeated=True)
        found = found or examine(office, brought)
        try:
            return Received(_recorded(office, id, brought, kept, came_by, found, accepted))
        except ConcurrentChange:
            continue
    raise ConcurrentChange(document=id[:6])


def accept(office: OpenOffice, name: str, note: str = "") -> IncomingDocument:
    """Register what waited for a person; where it replaces something, that is marked."""
    return supersede(office, register_all_the_same(office, name, note))


def arrival_id(brought: Brought) -> str:
    """The same for the same files under the same reference, whoever brings them."""
    reference = brought.cover.document.reference
    origin = reference.organ_id or matching_key(brought.cover.sender.name)
    files = sorted(hashlib.sha256(data).hexdigest() for data in brought.files.values())
    told = "\n".join((origin, reference.official_number, reference.dated.isoformat(), *files))
    return hashlib.sha256(f"incoming\n{told}".encode()).hexdigest()[:16]


def find_incoming(office: OpenOffice, id: str) -> IncomingDocument | None:
    try:
        return office.ledger.find_incoming(id)
    except UnknownIncoming:
        return None


def held_document(office: OpenOffice, reference: DocumentReference) -> IncomingDocument | None:
    """What was registered here under a reference of its sender, whatever became of it."""
    found = office.ledger.incoming_documents(
        sender_organ=reference.organ_id,
        official_number=reference.official_number,
        dated=reference.dated.isoformat(),
    )
    return next((each for each in found if each.number is not None), None)


def _same_file(office: OpenOffice, brought: Brought) -> IncomingDocument | None:
    """The document whose very file this is, registered already: it may come without its attachments
    or under another name, such as from the hand of somebody who printed it."""
    held = held_document(office, brought.cover.document.reference)
    file = brought.cover.file
    if held is None or file is None:
        return None
    return (
        held
        if hashlib.sha256(brought.files.get(file.name, b"")).hexdigest() == held.sha256
        else None
    )


def _recorded(
    office: OpenOffice,
    id: str,
    brought: Brought,
    kept: dict[str, str],
    came_by: str,
    found: Findings,
    accepted: str,
) -> IncomingDocument:
    """Record a document that is not here yet, with what is decided of it at once."""
    cover = brought.cover
    refusal = found.refusal or _other_bytes(office, cover)
    arrived = _arrival(office, cover, kept, came_by, found)
    delivery = {"delivery": cover.delivery}
    claim: Claim | None = None
    if refusal:
        told = {"status": TOLD[Act.INCOMING_REFUSED].value, "reason": in_vietnamese(refusal)}
        told["wrong"] = "yes"  # no person's judgement, and none can change it
        entries = [Entry(Act.INCOMING_ARRIVED, arrived)]
        entries.append(Entry(Act.INCOMING_REFUSED, delivery | told))
    elif found.doubts and not accepted:
        told = {"status": TOLD[Act.INCOMING_ARRIVED].value}
        entries = [Entry(Act.INCOMING_ARRIVED, arrived | told)]
    else:
        claim = next_claim(office)
        note = squeeze(nfc(accepted)) if found.doubts else ""
        entries = [Entry(Act.INCOMING_ARRIVED, arrived), registration(claim, cover.delivery, note)]
    at, actor = office.clock(), office.person.id
    office.ledger.record(id, 0, entries, at=at, actor=actor, claim=claim)
    return supersede(office, office.ledger.find_incoming(id))


def _arrival(
    office: OpenOffice, cover: Cover, kept: dict[str, str], came_by: str, found: Findings
) -> dict[str, Any]:
    """The facts of an arrival as its event has them."""
    facts, reference = cover.document, cover.document.reference
    sender = found.body.name if found.body else squeeze(nfc(cover.sender.name))
    file = cover.file
    return {
        "delivery": cover.delivery,
        "kind": cover.kind.value,
        "about": cover.about.identifier if cover.about else "",
        "sender_organ": reference.organ_id,
        "sender": sender,
        "body": found.body.id if found.body else "",
        "official_number": reference.official_number,
        "dated": reference.dated.isoformat(),
        "type_name": facts.type_name,
        "subject": facts.subject,
        "signer": facts.signer,
        "urgency": facts.urgency,
        "due": facts.due.isoformat() if facts.due else "",
        "came_by": came_by,
        "file_name": file.name if file else "",
        "sha256": kept.get(file.name, "") if file else "",
        "named": file.sha256 if file else "",
        "files": kept,
        "organ": office.settings.organ.id,
        "doubts": "\n".join(in_vietnamese(doubt) for doubt in found.doubts),
    }


def _other_bytes(office: OpenOffice, cover: Cover) -> Message | None:
    """Whether something else was registered under the same reference."""
    held = held_document(office, cover.document.reference)
    if held is None:
        return None
    reason = REFUSAL_REASONS[Refusal.OTHER_BYTES]
    return message(reason, document=held.official_number, sha256=held.sha256)


def _repeated(office: OpenOffice, known: IncomingDocument, cover: Cover) -> IncomingDocument:
    """What came once more is answered once more, the same; unless that answer is still owed."""
    known = supersede(office, known)

    def entries(found: IncomingDocument) -> tuple[list[Entry], None]:
        told = [
            event
            for event in office.ledger.events(found.id)
            if event.act in _NEWS and event.data.get("status")
        ]
        if found.owed or not told or not cover.delivery:
            return [], None
        facts = {"delivery": cover.delivery, "status": told[-1].data["status"]}
        return [Entry(Act.INCOMING_REPEATED, facts | {"of": told[-1].version})], None

    return record_again(office, known.id, entries)


def supersede(office: OpenOffice, document: IncomingDocument) -> IncomingDocument:
    """Mark what a replacement replaces, whichever of the two came first."""
    if document.state not in HELD:
        return document
    for new in office.ledger.incoming_documents(about=_identifier(document)):
        _mark(office, document, new)
    if document.kind is MessageKind.REPLACE:
        for old in office.ledger.incoming_documents(sender_organ=document.sender_organ):
            if _identifier(old) == document.about:
                _mark(office, old, document)
    return office.ledger.find_incoming(document.id)


def _mark(office: OpenOffice, old: IncomingDocument, new: IncomingDocument) -> None:
    replaces = new.kind is MessageKind.REPLACE and new.sender_organ == old.sender_organ
    if not replaces or old.state not in HELD or new.state not in HELD:
        return

    def entries(found: IncomingDocument) -> tuple[list[Entry], None]:
        if found.state is IncomingState.SUPERSEDED:
            return [], None
        return [Entry(Act.INCOMING_SUPERSEDED, {"by": new.id})], None

    record_again(office, old.id, entries)


def _identifier(document: IncomingDocument) -> str:
    return DocumentReference(
        document.sender_organ, document.official_number, document.dated
    ).identifier
