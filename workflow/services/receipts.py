"""Receipts: what we say of a document goes back to its sender, by the way on which it came.

What is owed follows from the journal: an act of which the sender is told, and no record yet that it
was. A process killed in between leaves it owed; `vanban collect` sends it again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workflow.dispatch.channels import Answer
from workflow.dispatch.cover_json import write_message
from workflow.dispatch.reading import RECEIPT, RECEIPT_SIGNATURE
from workflow.ledger.journal import Entry
from workflow.ledger.store import write_whole
from workflow.model.errors import ChannelFailed
from workflow.model.events import Event
from workflow.model.exchange import (
    NEED_A_REASON,
    Correspondent,
    DocumentReference,
    Receipt,
    Status,
)
from workflow.model.incoming import IncomingDocument
from workflow.model.lifecycle import Act
from workflow.services.channels import Ways, open_ways
from workflow.services.incoming import record_again
from workflow.services.office import OpenOffice

_WITH_NUMBER = frozenset({Status.ACCEPTED, Status.ASSIGNED, Status.IN_PROCESS, Status.FINISHED})
_OF_REQUESTS = frozenset(
    {Act.INCOMING_ASKED, Act.INCOMING_RETURNED, Act.INCOMING_AGREED, Act.INCOMING_KEPT}
)


@dataclass(frozen=True)
class Owed:
    """A receipt that the sender does not have yet; `version` is that of the event that owes it."""

    document: IncomingDocument
    version: int
    receipt: Receipt


@dataclass(frozen=True)
class Answered:
    """How a receipt went: `trouble` is None when it is there; `place` is where it was left for
    somebody to bring, None where a channel took it."""

    owed: Owed
    trouble: ChannelFailed | None = None
    place: Path | None = None


def answer(office: OpenOffice, document: IncomingDocument) -> list[Answered]:
    """Send what the sender of one document is owed."""
    with open_ways(office) as ways:
        return list(send_owed(office, ways, [document]))


def send_owed(
    office: OpenOffice, ways: Ways, documents: Sequence[IncomingDocument] | None = None
) -> Iterator[Answered]:
    """Send what senders are owed; one that cannot be reached stops no other.

    Parameters:
        documents: only of these; None: of all.
    """
    waiting = office.ledger.incoming_documents() if documents is None else documents
    for document in waiting:
        for owed in owed_receipts(office, document):
            yield _sent(office, ways, owed)


def owed_receipts(office: OpenOffice, document: IncomingDocument) -> list[Owed]:
    """In the order of what they say."""
    if not office.ledger.find_incoming(document.id).owed:
        return []
    events = office.ledger.events(document.id)
    sent = {event.data["of"] for event in events if event.act is Act.INCOMING_ANSWERED}
    return [
        Owed(document, event.version, _receipt(office, document, event, events))
        for event in events
        if event.data.get("status") and event.version not in sent
    ]


def _receipt(
    office: OpenOffice, document: IncomingDocument, event: Event, events: Sequence[Event]
) -> Receipt:
    """What an event tells the sender; what is told once more is what was told before."""
    told = event
    if event.act is Act.INCOMING_REPEATED:
        told = next(e for e in events if e.version == event.data["of"])
    status = Status(told.data["status"])
    organ = office.settings.organ
    return Receipt(
        delivery=event.data["delivery"],
        about=DocumentReference(
            document.sender_organ, document.official_number, document.dated
        ),
        sha256="" if told.act in _OF_REQUESTS else events[0].data["named"],
        sender=Correspondent(organ.id, organ.name),
        status=status,
        at=told.at,
        reason=told.data.get("reason", "") if status in NEED_A_REASON else "",
        number=document.label if status in _WITH_NUMBER else "",
        staff=told.data.get("staff", ""),
    )  # fmt: skip


def receipt_files(office: OpenOffice, receipt: Receipt) -> dict[str, bytes]:
    """The receipt in our own form, signed where office.toml names a key for that.

    Raises:
        SigningError: the key cannot be used.
    """
    data = write_message(receipt)
    if not office.settings.receipt_key:
        return {RECEIPT: data}
    from workflow.services.signing import check_key_may_sign
    from workflow.sign.keys import open_key
    from workflow.sign.receipt_signature import sign_receipt
    from workflow.sign.trust import certificates_of

    key = office.settings.key(office.settings.receipt_key)
    signer = open_key(key, office.directory, office.secret)
    check_key_may_sign(office, *certificates_of(signer))
    return {RECEIPT: data, RECEIPT_SIGNATURE: sign_receipt(data, signer)}


def answer_place(office: OpenOffice, owed: Owed) -> Path:
    """Where a receipt lies for somebody to bring, as long as no channel took it."""
    # A folder deeper than evidence, whose .json files tell heads of the journal.
    name = f"{owed.version}-{owed.receipt.status.value}"
    return office.directory / "signed" / "answers" / owed.document.id / name


def _sent(office: OpenOffice, ways: Ways, owed: Owed) -> Answered:
    place = answer_place(office, owed)
    files = receipt_files(office, owed.receipt)
    if not owed.document.came_by:
        _leave(place, files)
        record_answered(office, owed, by="")
        return Answered(owed, place=place)
    try:
        ways.channel(owed.document.came_by).answer(_answer(office, owed, files))
    except ChannelFailed as error:
        _leave(place, files)
        return Answered(owed, error, place)
    record_answered(office, owed, by=owed.document.came_by)
    shutil.rmtree(place, ignore_errors=True)
    return Answered(owed)


def _answer(office: OpenOffice, owed: Owed, files: dict[str, bytes]) -> Answer:
    """To where the directory says that the sender is; never to where the message says so."""
    document = owed.document
    body = office.recipients.bodies.get(document.body)
    if body is None:
        reason = f"{document.sender}: recipients/"
        raise ChannelFailed(channel=document.came_by, body=document.sender, reason=reason)
    recipient = Correspondent(document.sender_organ, document.sender, body.id, body.email)
    ways = {way.channel: way.address for way in reversed(body.ways)}
    address = ways.get(document.came_by, "")
    return Answer(owed.receipt, recipient, address, files)


def _leave(place: Path, files: dict[str, bytes]) -> None:
    if place.exists():
        return
    for name, data in files.items():
        write_whole(place / name, data)


def record_answered(office: OpenOffice, owed: Owed, by: str) -> None:
    """The sender has a receipt; said once, whoever says so.

    Parameters:
        by: the channel, "" where it was left for somebody to bring.
    """
    facts = {"of": owed.version, "by": by}

    def entries(found: IncomingDocument) -> tuple[list[Entry], None]:
        answered = office.ledger.events(found.id, Act.INCOMING_ANSWERED)
        if any(event.data["of"] == owed.version for event in answered):
            return [], None  # by another process, at the same time
        return [Entry(Act.INCOMING_ANSWERED, facts)], None

    record_again(office, owed.document.id, entries)
