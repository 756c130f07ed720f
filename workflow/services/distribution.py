"""Distribute: one delivery per body, each on its own, each sent once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workflow.dispatch.channels import Parcel, attachment_place, open_channel
from workflow.dispatch.directory import expanded
from workflow.ledger.journal import Entry
from workflow.ledger.lock import exclusive
from workflow.model.delivery import OUTSTANDING, Delivery, DeliveryState, totals
from workflow.model.document import Document
from workflow.model.errors import (
    ChannelFailed,
    ConcurrentChange,
    NotYetSent,
    PaperGoesByHand,
    UnknownBody,
)
from workflow.model.lifecycle import Act, State, after
from workflow.model.parties import Purpose, Role
from workflow.model.vietnamese import matching_key, nearest
from workflow.services.attachments import attachments_of
from workflow.services.office import OpenOffice
from workflow.services.publishing import file_name, publish
from workflow.services.recipients import is_on_paper, planned_recipients

_TRIES = 50


@dataclass(frozen=True)
class Attempt:
    """How one delivery went; `trouble` is None when it was sent."""

    delivery: Delivery
    trouble: ChannelFailed | None = None


def distribute(office: OpenOffice, name: str) -> Iterator[Attempt]:
    """Send what is not yet sent, delivery by delivery; one that fails stops no other.

    Each attempt is recorded before it is made. A process killed in between leaves the delivery as
    “sending”: it is tried again, and the channel delivers the same delivery only once.

    Raises:
        WrongState: the document is not issued.
        PaperGoesByHand: it is a copy on paper.
        ConcurrentChange: another process is distributing it.
    """
    office.require(Role.CLERK)
    document = office.ledger.find(name)
    if document.issued and is_on_paper(office, document):
        raise PaperGoesByHand(document=document.label, file=publish(office, document))
    if document.state not in (State.DISTRIBUTED, State.ACKNOWLEDGED):
        with exclusive(office.directory / "signed" / "locks", document.id):
            yield from _send_missing(office, document)


def acknowledge(
    office: OpenOffice, name: str, body: str, by: str = ""
) -> tuple[Document, Delivery]:
    """Record that a body has the document; saying so again changes nothing.

    Raises:
        UnknownBody: the document does not go to that body.
        NotYetSent: it has not been sent there.
    """
    office.require(Role.CLERK)

    def entries(document: Document) -> list[Entry]:
        delivery = _find_delivery(office, document, body)
        if delivery.state is DeliveryState.ACKNOWLEDGED:
            return []
        if delivery.state is not DeliveryState.SENT:
            raise NotYetSent(document=document.label, body=delivery.name)
        data = {
            "delivery": delivery.id,
            "body": delivery.body,
            "by": by or delivery.name,
            "issued": delivery.sha256 or document.issued,
        }
        found = [Entry(Act.DELIVERY_ACKNOWLEDGED, data)]
        others = [d for d in office.ledger.deliveries(document.id) if d.id != delivery.id]
        if document.state is State.DISTRIBUTED and totals(others).unacknowledged == 0:
            found.append(Entry(Act.ACKNOWLEDGED, {}))
        return found

    document = _record_again(office, name, entries)
    return document, _find_delivery(office, document, body)


def _send_missing(office: OpenOffice, document: Document) -> Iterator[Attempt]:
    if document.state is State.ISSUED:
        document = _plan(office, document)
    after(document.state, Act.DELIVERY_ATTEMPTED, document.label)
    publish(office, document)
    for delivery in office.ledger.deliveries(document.id):
        if delivery.state in OUTSTANDING:
            yield _attempt(office, document, delivery)
    _record_again(office, document.id, lambda found: _finish(office, found))


def _plan(office: OpenOffice, document: Document) -> Document:
    """All deliveries at once, from the recipients that were resolved at submission."""
    rows = [
        {
            "id": _delivery_id(document, recipient.body),
            "body": recipient.body,
            "name": recipient.name,
            "position": position,
            "line": recipient.line,
            "purpose": recipient.purpose.value,
            "channel": recipient.channel,
            "address": recipient.address,
        }
        for position, recipient in enumerate(planned_recipients(office, document))
        if recipient.purpose is not Purpose.ARCHIVE
    ]
    entry = Entry(Act.DISTRIBUTION_PLANNED, {"deliveries": rows})
    return office.record(document.id, document.version, [entry])


def _delivery_id(document: Document, body: str) -> str:
    """The same for the same bytes to the same body, whoever plans it."""
    return hashlib.sha256(f"{document.issued} {body}".encode()).hexdigest()[:20]


def _attempt(office: OpenOffice, document: Document, delivery: Delivery) -> Attempt:
    # One that was cut off may be there already: what is sent again is the same file.
    cut_off = delivery.state is DeliveryState.SENDING and delivery.sha256
    sha256 = cut_off or office.ledger.find(document.id).official_file
    pdf = office.store.get(sha256)
    attempted = Entry(
        Act.DELIVERY_ATTEMPTED,
        {"delivery": delivery.id, "body": delivery.body, "sha256": sha256},
    )
    _record_again(office, document.id, lambda _: [attempted])
    parcel = Parcel(
        delivery=delivery.id,
        body=delivery.body,
        name=delivery.name,
        address=delivery.address,
        file_name=file_name(document),
        pdf=pdf,
        cover=_cover(office, document, delivery, sha256),
        attachments={
            name: office.store.get(attached)
            for name, attached in attachments_of(office, document).items()
        },
    )
    facts = {"delivery": delivery.id, "body": delivery.body}
    try:
        channel = open_channel(delivery.channel, office.directory, office.settings.folder)
        channel.deliver(parcel)
    except ChannelFailed as error:
        failed = Entry(Act.DELIVERY_FAILED, facts | {"error": str(error.facts["reason"])})
        _record_again(office, document.id, lambda _: [failed])
        return Attempt(delivery, error)
    _record_again(office, document.id, lambda _: [Entry(Act.DELIVERY_SENT, facts)])
    return Attempt(delivery)


def _cover(
    office: OpenOffice, document: Document, delivery: Delivery, sha256: str
) -> dict[str, object]:
    """What a receiving program reads beside the PDF; the receipt quotes `sha256`."""
    organ = office.settings.organ
    planned = {r.body: r for r in planned_recipients(office, document)}
    attachments = attachments_of(office, document)
    listed = [{"file": attachment_place(n), "sha256": h} for n, h in attachments.items()]
    return {
        "delivery": delivery.id,
        "from": {"organ_id": organ.id, "name": organ.name},
        "to": {
            "organ_id": planned[delivery.body].organ_id,
            "body": delivery.body,
            "name": delivery.name,
        },
        "purpose": delivery.purpose.value,
        "official_number": document.official_number,
        "dated": document.signed_on.isoformat() if document.signed_on else "",
        "type": document.type,
        "subject": document.subject,
        "signer": document.signer,
        "file": file_name(document),
        "sha256": sha256,
        **({"attachments": listed} if listed else {}),
    }


def _finish(office: OpenOffice, document: Document) -> list[Entry]:
    """“Distributed” once nothing is outstanding, and “acknowledged” if all have said so already."""
    counted = totals(office.ledger.deliveries(document.id))
    if document.state is not State.DISTRIBUTING or counted.outstanding:
        return []
    entries = [Entry(Act.DISTRIBUTED, {"deliveries": counted.all})]
    if counted.unacknowledged == 0:
        entries.append(Entry(Act.ACKNOWLEDGED, {}))
    return entries


def _find_delivery(office: OpenOffice, document: Document, name: str) -> Delivery:
    """A delivery by the body's id, name, alias or identifier.

    Raises:
        NotYetSent: the body will get the document, but nothing is distributed yet.
        UnknownBody: it will not.
    """
    deliveries = office.ledger.deliveries(document.id)
    planned = {r.body: r for r in planned_recipients(office, document)}
    abbreviations = office.recipients.abbreviations
    key = matching_key(expanded(name, abbreviations))
    meant = office.recipients.names.get(key, name)
    for body, recipient in planned.items():
        known = {body, recipient.organ_id, matching_key(expanded(recipient.name, abbreviations))}
        if key and {meant, name, key} & known:
            found = [d for d in deliveries if d.body == body]
            if found:
                return found[0]
            if recipient.purpose is not Purpose.ARCHIVE:
                raise NotYetSent(document=document.label, body=recipient.name)
    names = [d.body for d in deliveries] + [d.name for d in deliveries]
    near = ", ".join(nearest(name, names)) or "–"
    raise UnknownBody(document=document.label, name=name, nearest=near)


def _record_again(
    office: OpenOffice, name: str, entries: Callable[[Document], list[Entry]]
) -> Document:
    """Record entries that do not depend on who else writes meanwhile: look again and repeat."""
    for _ in range(_TRIES):
        document = office.ledger.find(name)
        wanted = entries(document)
        if not wanted:
            return document
        try:
            return office.record(document.id, document.version, wanted)
        except ConcurrentChange:
            continue
    raise ConcurrentChange(document=name)
