"""What bodies say of their deliveries: written down once each, late and out of order or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from workflow.dispatch.directory import expanded
from workflow.ledger.journal import Entry
from workflow.model.delivery import Delivery, DeliveryState, advanced, totals
from workflow.model.document import Document
from workflow.model.errors import NotOnPaper, NotYetSent, ReasonMissing, UnknownBody
from workflow.model.events import utc_text
from workflow.model.exchange import LONGEST_REASON, NEED_A_REASON, STATUS_NAMES, Status
from workflow.model.lifecycle import Act, State
from workflow.model.messages import message
from workflow.model.parties import Purpose, Role
from workflow.model.vietnamese import matching_key, nearest
from workflow.services.channels import is_electronic
from workflow.services.office import OpenOffice
from workflow.services.recipients import planned_recipients
from workflow.services.recording import record_again


@dataclass(frozen=True)
class Word:
    """What a body says of a delivery.

    `at` is when it said so, UTC; `by` who says so; `number` the body's incoming number; `sha256`
    that of the file it speaks of, "" where that is not told; `signed` whether its key signed that.
    """

    status: Status
    at: datetime
    by: str = ""
    reason: str = ""
    number: str = ""
    sha256: str = ""
    signed: bool = False


def acknowledge(office: OpenOffice, name: str, body: str, word: Word) -> tuple[Document, Delivery]:
    """Record what a person was told: by telephone, by a signature in the delivery book.

    Raises:
        UnknownBody: the document does not go to that body.
        NotYetSent: it has not been sent there.
        ReasonMissing: a refusal says why.
    """
    office.require(Role.CLERK)
    document = office.ledger.find(name)
    delivery = _meant(find_deliveries(office, document, body), word.status)
    if delivery.state in (DeliveryState.PLANNED, DeliveryState.FAILED):
        raise NotYetSent(document=document.label, body=delivery.name)
    if delivery.state is DeliveryState.SENDING and not is_electronic(office, delivery.channel):
        _record_handing_over(office, delivery, "")  # whoever signed for it has it
    document = record_word(office, delivery, word)
    return document, office.ledger.delivery(delivery.id)


def hand_over(office: OpenOffice, name: str, body: str, by: str = "") -> tuple[Document, Delivery]:
    """Record that a copy on paper was given to the post or a courier; once is enough.

    Parameters:
        by: who took it.

    Raises:
        UnknownBody: the document does not go to that body.
        NotYetSent: it is not made ready yet.
        NotOnPaper: it goes to that body by a channel that says so itself.
    """
    office.require(Role.CLERK)
    document = office.ledger.find(name)
    delivery = find_delivery(office, document, body)
    if is_electronic(office, delivery.channel):
        raise NotOnPaper(document=document.label, body=delivery.name, channel=delivery.channel)
    if delivery.state in (DeliveryState.PLANNED, DeliveryState.FAILED):
        raise NotYetSent(document=document.label, body=delivery.name)
    document = _record_handing_over(office, delivery, by)
    return document, office.ledger.delivery(delivery.id)


def _record_handing_over(office: OpenOffice, delivery: Delivery, by: str) -> Document:
    def entries(_: Document) -> list[Entry]:
        if office.ledger.delivery(delivery.id).state is not DeliveryState.SENDING:
            return []
        facts = {"delivery": delivery.id, "body": delivery.body, "by": by}
        return [Entry(Act.DELIVERY_SENT, facts)]

    document = record_again(office, delivery.document, entries)
    return record_again(office, document.id, lambda found: finish(office, found))


def record_word(office: OpenOffice, delivery: Delivery, word: Word) -> Document:
    """Record what a body says; the same word again changes nothing.

    Raises:
        ReasonMissing: a refusal says why.
    """
    reason = word.reason.strip()[:LONGEST_REASON]
    if word.status in NEED_A_REASON and not reason:
        raise ReasonMissing(status=message(STATUS_NAMES[word.status]))

    def entries(document: Document) -> list[Entry]:
        now = office.ledger.delivery(delivery.id)
        state = advanced(now, word.status, word.at)
        if state is None and _is_known(office, now, word):
            return []
        data = {
            "delivery": now.id,
            "body": now.body,
            "status": word.status.value,
            "state": state.value if state else "",
            "said_at": utc_text(word.at),
            "by": word.by or now.name,
            "reason": reason,
            "number": word.number,
            "sha256": word.sha256 or now.sha256,
            "key_signed": word.signed,
        }
        return [Entry(Act.DELIVERY_REPORTED, data)]

    document = record_again(office, delivery.document, entries)
    return record_again(office, document.id, lambda found: finish(office, found))


def find_delivery(office: OpenOffice, document: Document, name: str) -> Delivery:
    """The last delivery to a body.

    Raises:
        As `find_deliveries`.
    """
    return find_deliveries(office, document, name)[-1]


def find_deliveries(office: OpenOffice, document: Document, name: str) -> list[Delivery]:
    """The deliveries to a body, at least one, by the body's id, name, alias or identifier.

    Raises:
        NotYetSent: the body will get the document, but nothing is distributed yet.
        UnknownBody: it will not.
    """
    deliveries = office.ledger.deliveries(document.id)
    abbreviations = office.recipients.abbreviations
    key = matching_key(expanded(name, abbreviations))
    meant = office.recipients.names.get(key, name)
    for body, known in _names(office, document, deliveries):
        if key and {meant, name, key} & {*known, *(_key(office, each) for each in known)}:
            if found := [d for d in deliveries if d.body == body]:
                return found
            raise NotYetSent(document=document.label, body=known[-1])
    names = [d.body for d in deliveries] + [d.name for d in deliveries]
    near = ", ".join(nearest(name, names)) or "–"
    raise UnknownBody(document=document.label, name=name, nearest=near)


def _meant(deliveries: Sequence[Delivery], status: Status) -> Delivery:
    """Which of the deliveries to a body a word is about: “agreed” answers a message about the
    document, “accepted” the document itself."""
    answers = status in (Status.AGREED, Status.DECLINED)
    meant = [d for d in deliveries if d.kind.brings_a_file is not answers]
    return (meant or deliveries)[-1]


def finish(office: OpenOffice, document: Document) -> list[Entry]:
    """“Distributed” once nothing is outstanding, “acknowledged” once nothing is waited for."""
    if document.state not in (State.DISTRIBUTING, State.DISTRIBUTED):
        return []
    counted = totals(office.ledger.deliveries(document.id))
    entries = []
    if document.state is State.DISTRIBUTING:
        if counted.outstanding:
            return []
        entries.append(Entry(Act.DISTRIBUTED, {"deliveries": counted.all}))
    if counted.unanswered == 0:
        entries.append(Entry(Act.ACKNOWLEDGED, {}))
    return entries


def _names(
    office: OpenOffice, document: Document, deliveries: Sequence[Delivery]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each body that has, or will get, the document, and what it is called; its name last."""
    bodies = office.recipients.bodies
    names = {d.body: d.name for d in deliveries}
    for recipient in planned_recipients(office, document):
        if recipient.purpose is not Purpose.ARCHIVE:
            names.setdefault(recipient.body, recipient.name)
    for body, name in names.items():
        organ_id = bodies[body].organ_id if body in bodies else ""
        yield body, tuple(filter(None, (body, organ_id, name)))


def _key(office: OpenOffice, name: str) -> str:
    return matching_key(expanded(name, office.recipients.abbreviations))


def _is_known(office: OpenOffice, delivery: Delivery, word: Word) -> bool:
    """Whether the body said so before; a hand that says it twice does not do so at one moment."""
    said = office.ledger.events(delivery.document, Act.DELIVERY_REPORTED, naming=delivery.id)
    return any(event.data["status"] == word.status.value for event in said)
