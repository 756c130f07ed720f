"""Collect: everything that came in, each thing on its own; then what we still owe to others.

A thing is taken away only when what it says is recorded, or it is kept aside with the reason why
not. Killed anywhere, the next run finishes it: nothing is lost, nothing counts twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from workflow.dispatch.channels import Brought, Found, Reported
from workflow.dispatch.reading import Read, edxml_in, read_found
from workflow.ledger.lock import exclusive
from workflow.ledger.store import write_whole
from workflow.model.errors import (
    ChannelFailed,
    MessageUnreadable,
    ReasonMissing,
    ReceivingError,
    UnknownDelivery,
    VanbanError,
)
from workflow.model.exchange import MESSAGE_KIND_NAMES, STATUS_NAMES, Arrival, Bounce, Status
from workflow.model.incoming import INCOMING_STATE_NAMES, IncomingDocument, IncomingState
from workflow.model.messages import N_, Message, message
from workflow.model.parties import Role
from workflow.services.acknowledgement import Word, record_word
from workflow.services.bounces import record_bounce
from workflow.services.channels import Ways, open_ways
from workflow.services.office import OpenOffice
from workflow.services.official_language import in_vietnamese
from workflow.services.receipt_checks import checked_delivery
from workflow.services.receipts import Answered, send_owed
from workflow.services.receiving import receive
from workflow.services.requests import record_request

_NOT_TO_BE_USED = (MessageUnreadable, ReceivingError, UnknownDelivery, ReasonMissing)


@dataclass(frozen=True)
class Outcome:
    """What one thing that came in was, and what was done with it.

    `trouble`: it was refused, could not be read, or waits for a person. `aside` is the folder in
    which it was kept aside. `document` is the incoming document that it is, or speaks of.
    """

    channel: str
    place: str
    what: Message
    says: Message
    trouble: bool = False
    document: IncomingDocument | None = None
    aside: Path | None = None


def collect(office: OpenOffice) -> Iterator[Outcome]:
    """Read every channel of the office, and send what is owed; one line for each thing.

    Raises:
        WrongRole: only a clerk collects.
        ConcurrentChange: another process is collecting.
    """
    office.require(Role.CLERK)
    with exclusive(office.directory / "signed" / "locks", "collect"), open_ways(office) as ways:
        for name in office.settings.channels:
            yield from _from_channel(office, ways, name)
        for answered in send_owed(office, ways):
            yield _told(answered)


def _from_channel(office: OpenOffice, ways: Ways, name: str) -> Iterator[Outcome]:
    try:
        for found in ways.channel(name).collect():
            if outcome := _settled(office, name, found):
                yield outcome
    except ChannelFailed as error:
        says = message(N_("it cannot be read ({error})"), error=error.facts["reason"])
        yield Outcome(name, name, message(N_("channel")), says, trouble=True)


def _settled(office: OpenOffice, channel: str, found: Found) -> Outcome | None:
    """Deal with one thing, then take it away; what is not to be used is kept aside before. None
    for what is nothing to this program: it stays where it is, for people."""
    try:
        read = read_safely(office, found.files)
        if read is None:
            return None
        outcome = take(office, read, found.files, channel, found.place)
    except _NOT_TO_BE_USED as error:
        aside = keep_aside(office, found.files, error)
        what = message(N_("kept aside"))
        outcome = Outcome(channel, found.place, what, _sentence(error), True, aside=aside)
    except VanbanError as error:  # of this office, not of what came in: it comes again
        what = message(N_("left where it is"))
        return Outcome(channel, found.place, what, _sentence(error), True)
    found.settle()
    return outcome


def read_safely(office: OpenOffice, files: Mapping[str, bytes]) -> Read | None:
    """
    Raises:
        MessageUnreadable: nobody can read it, for whatever reason.
        EnvelopeRefused: it is edXML, and nobody can tell who sent it.
    """
    try:
        if (message_xml := edxml_in(files)) is not None:
            from workflow.services.envelopes import open_envelope

            return open_envelope(office, message_xml)
        return read_found(files)
    except VanbanError:
        raise
    except Exception as error:  # bytes that others sent can make a reader fail in any way
        place = next(iter(files), "–")
        raise MessageUnreadable(place=place, reason=f"{type(error).__name__}: {error}") from None


def take(
    office: OpenOffice,
    read: Read,
    files: Mapping[str, bytes],
    channel: str,
    place: str,
    accepted: str = "",
) -> Outcome:
    """Record what one message says.

    Parameters:
        accepted: why a document is registered in spite of doubts.

    Raises:
        ReceivingError, MessageUnreadable, UnknownDelivery: nothing was recorded.
    """
    if isinstance(read, Bounce):
        return _bounce(office, read, files, channel, place)
    if isinstance(read, Arrival):
        return _arrival(office, read, channel, place)
    if isinstance(read, Reported):
        return _receipt(office, read, channel, place)
    kind = message(MESSAGE_KIND_NAMES[read.cover.kind])
    if read.cover.kind.brings_a_file:
        return _document(office, read, channel, place, accepted)
    document = record_request(office, read)
    says = message(
        N_("{sender}: {document} – waits for your decision: {reason}"),
        sender=document.sender,
        document=document.official_number,
        reason=document.asked_reason or "–",
    )
    return Outcome(channel, place, kind, says, trouble=bool(document.asked), document=document)


def keep_aside(office: OpenOffice, files: Mapping[str, bytes], why: VanbanError) -> Path:
    """Keep what cannot be used, with the reason; the same thing again is kept once."""
    told = b"".join(name.encode() + hashlib.sha256(files[name]).digest() for name in sorted(files))
    place = office.directory / "signed" / "aside" / hashlib.sha256(told).hexdigest()[:12]
    for name, data in files.items():
        parts = [part for part in PurePosixPath(name).parts if part.strip("./")]
        write_whole(place / "files" / Path(*parts or ["unnamed"]), data)
    write_whole(place / "reason.txt", (in_vietnamese(_sentence(why)) + "\n").encode())
    return place


def _document(
    office: OpenOffice, read: Brought, channel: str, place: str, accepted: str
) -> Outcome:
    received = receive(office, read, channel, accepted)
    document = received.document
    told = document.reason if document.state is IncomingState.REFUSED else document.doubts
    template = (
        N_("{sender}: {document} – came once more: {state}")
        if received.repeated
        else N_("{sender}: {document} – {state} {why}")
    )
    says = message(
        template,
        sender=document.sender,
        document=document.official_number,
        state=message(INCOMING_STATE_NAMES[document.state]),
        why=f"({'; '.join(told.splitlines())})" if told else document.label,
    )
    trouble = document.state in (IncomingState.REFUSED, IncomingState.ARRIVED)
    what = message(MESSAGE_KIND_NAMES[read.cover.kind])
    return Outcome(channel, place, what, says, trouble, document)


def _receipt(office: OpenOffice, read: Reported, channel: str, place: str) -> Outcome:
    delivery, signed = checked_delivery(office, read)
    receipt = read.receipt
    word = Word(
        receipt.status, receipt.at, receipt.staff or receipt.sender.name, receipt.reason,
        receipt.number, receipt.sha256, signed,
    )  # fmt: skip
    document = record_word(office, delivery, word)
    says = message(
        N_("{body}: {document} – {status} {number}"),
        body=delivery.name,
        document=document.label,
        status=message(STATUS_NAMES[receipt.status]),
        number=receipt.number or receipt.reason,
    )
    return Outcome(channel, place, message(N_("receipt")), says)


def _arrival(office: OpenOffice, arrival: Arrival, channel: str, place: str) -> Outcome:
    delivery = office.ledger.delivery(arrival.delivery)
    word = Word(Status.ARRIVED, arrival.at or office.clock(), arrival.by, sha256=delivery.sha256)
    document = record_word(office, delivery, word)
    says = message(
        N_("{body}: {document} – {status} {number}"),
        body=delivery.name,
        document=document.label,
        status=message(STATUS_NAMES[Status.ARRIVED]),
        number="",
    )
    return Outcome(channel, place, message(N_("word of a mail system")), says)


def _bounce(
    office: OpenOffice, bounce: Bounce, files: Mapping[str, bytes], channel: str, place: str
) -> Outcome:
    delivery = record_bounce(office, bounce, files)
    says = message(N_("{body}: not delivered ({reason})"), body=delivery.name, reason=bounce.reason)
    return Outcome(channel, place, message(N_("bounce")), says, trouble=True)


def _told(answered: Answered) -> Outcome:
    receipt, document = answered.owed.receipt, answered.owed.document
    says = message(
        N_("to {sender}: {document} – {status}"),
        sender=document.sender,
        document=document.official_number,
        status=message(STATUS_NAMES[receipt.status]),
    )
    if answered.trouble:
        says = message(
            N_("{what}; not sent ({reason}), it lies in {place}"),
            what=says, reason=answered.trouble.facts["reason"], place=answered.place,
        )  # fmt: skip
    what = message(N_("our receipt"))
    return Outcome(
        document.came_by, "", what, says, answered.trouble is not None, document, answered.place
    )


def _sentence(error: VanbanError) -> Message:
    return Message(error.sentence, error.facts)
