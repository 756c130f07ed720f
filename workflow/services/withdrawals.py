"""What the office knows of documents that are no longer in force."""

from __future__ import annotations

from collections.abc import Sequence

from workflow.ledger.journal import Entry
from workflow.model.delivery import ACKNOWLEDGED, OUTSTANDING, Delivery, DeliveryState, holders
from workflow.model.document import Document
from workflow.model.exchange import MessageKind
from workflow.model.lifecycle import NO_LONGER_IN_FORCE, Act, State
from workflow.model.withdrawal import Withdrawal, withdrawal_of
from workflow.services.office import OpenOffice


def withdrawal(office: OpenOffice, document: Document) -> Withdrawal | None:
    """Since when and why a document is no longer in force; None while it is."""
    if document.state not in NO_LONGER_IN_FORCE:
        return None
    act = Act.RECALLED if document.state is State.RECALLED else Act.REPLACED
    return withdrawal_of(office.ledger.events(document.id, act))


def still_holding(
    office: OpenOffice, document: Document, own: Sequence[Delivery]
) -> list[Delivery]:
    """The deliveries by which bodies have a withdrawn document, and have not yet agreed to its
    recall or accepted what takes its place. None for a document in force.

    Parameters:
        own: the deliveries of the document.
    """
    said = withdrawal(office, document)
    if said is None:
        return []
    answers: Sequence[Delivery]
    if document.state is State.RECALLED:
        kind, settled, answers = MessageKind.RECALL, {DeliveryState.AGREED}, own
    else:
        kind, settled = MessageKind.REPLACE, set(ACKNOWLEDGED)
        answers = office.ledger.deliveries(said.by)
    done = {
        answer.body
        for answer in answers
        if answer.kind is kind and answer.about == document.id and answer.state in settled
    }
    return [held for held in holders(own) if held.body not in done]


def abandoned(deliveries: list[Delivery], reason: str) -> list[Entry]:
    """Nothing more of these is sent.

    Parameters:
        reason: why, for the journal.
    """
    return [
        Entry(Act.DELIVERY_ABANDONED, {"delivery": d.id, "body": d.body, "reason": reason})
        for d in deliveries
        if d.state in OUTSTANDING
    ]


def replaced_by(office: OpenOffice, delivery: Delivery) -> str:
    """The number of the document that a delivery replaces, "" where it replaces none."""
    if delivery.kind is not MessageKind.REPLACE:
        return ""
    return office.ledger.find(delivery.about).official_number
