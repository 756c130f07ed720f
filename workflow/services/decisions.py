"""What a person decides about one delivery that no machine brings further, and its whole life."""

from __future__ import annotations

from workflow.ledger.journal import Entry
from workflow.ledger.lock import exclusive
from workflow.model.delivery import (
    DELIVERY_STATE_NAMES,
    DROPPABLE,
    RESENDABLE,
    Delivery,
    DeliveryState,
)
from workflow.model.document import Document
from workflow.model.errors import NothingToDecide, ReasonMissing
from workflow.model.events import Event
from workflow.model.exchange import MessageKind
from workflow.model.lifecycle import ACT_NAMES, Act
from workflow.model.messages import message
from workflow.model.parties import Role
from workflow.services.acknowledgement import find_deliveries, finish
from workflow.services.office import OpenOffice
from workflow.services.recording import record_again
from workflow.services.withdrawals import withdrawal

_PLANS = (Act.DISTRIBUTION_PLANNED, Act.UPDATED, Act.RECALLED)


def life_of(
    office: OpenOffice, name: str, body: str
) -> tuple[Document, list[tuple[Delivery, list[Event]]]]:
    """Every delivery of a document to a body, each with all that the journal says of it.

    Raises:
        UnknownBody: the document does not go to that body.
        NotYetSent: nothing is planned yet.
    """
    document = office.ledger.find(name)
    found = find_deliveries(office, document, body)
    plans = [event for act in _PLANS for event in office.ledger.events(document.id, act)]
    lives = []
    for delivery in found:
        planned = [e for e in plans if any(r["id"] == delivery.id for r in e.data["deliveries"])]
        told = [
            event
            for event in office.ledger.events(document.id, naming=delivery.id)
            if event.data.get("delivery") == delivery.id
        ]
        lives.append((delivery, [*planned, *told]))
    return document, lives


def resend(
    office: OpenOffice, name: str, body: str, channel: str = "", address: str = ""
) -> Delivery:
    """Plan a delivery anew: it is sent with the next `distribute`, with all its tries.

    Parameters:
        channel, address: another way; "" for the one that it had.

    Raises:
        NothingToDecide: it goes out without that, or the body has answered.
        UnknownChannel: the office has no such channel.
        ConcurrentChange: somebody is distributing the document.
    """
    office.require(Role.CLERK)
    if channel:
        office.settings.channel(channel)
    document = office.ledger.find(name)
    with exclusive(office.directory / "signed" / "locks", document.id):
        delivery = _undecided(office, document, body, RESENDABLE)
        facts = {
            "delivery": delivery.id,
            "body": delivery.body,
            "channel": channel or delivery.channel,
            "address": address if channel or address else delivery.address,
        }
        record_again(office, document.id, lambda _: [Entry(Act.DELIVERY_REPLANNED, facts)])
    return office.ledger.delivery(delivery.id)


def drop(office: OpenOffice, name: str, body: str, reason: str) -> tuple[Document, Delivery]:
    """Give a delivery up: nothing more of it is sent or waited for.

    Raises:
        ReasonMissing: nobody says why.
        NothingToDecide: the body has answered, or it was given up before.
        ConcurrentChange: somebody is distributing the document.
    """
    office.require(Role.CLERK)
    if not reason.strip():
        raise ReasonMissing(status=message(ACT_NAMES[Act.DELIVERY_ABANDONED]))
    document = office.ledger.find(name)
    with exclusive(office.directory / "signed" / "locks", document.id):
        delivery = _undecided(office, document, body, DROPPABLE)
        facts = {"delivery": delivery.id, "body": delivery.body, "reason": reason.strip()}
        record_again(office, document.id, lambda _: [Entry(Act.DELIVERY_ABANDONED, facts)])
        document = record_again(office, document.id, lambda found: finish(office, found))
    return document, office.ledger.delivery(delivery.id)


def _undecided(
    office: OpenOffice, document: Document, body: str, states: frozenset[DeliveryState]
) -> Delivery:
    """The last delivery to a body that is in one of the states; one that waits for a person counts
    before others. Of a document no longer in force nothing but its recall can be decided."""
    found = find_deliveries(office, document, body)
    said = withdrawal(office, document)
    possible = [
        delivery
        for delivery in found
        if delivery.state in states and (said is None or delivery.kind is MessageKind.RECALL)
    ]
    if not possible:
        last = found[-1]
        state = said.says if said else message(DELIVERY_STATE_NAMES[last.state])
        raise NothingToDecide(document=document.label, body=last.name, id=last.body, state=state)
    return ([d for d in possible if d.waits_for_a_person] or possible)[-1]
