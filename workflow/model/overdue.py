"""What is late: a document that has not gone out, a delivery that is not sent, not answered, or
waits for somebody to decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflow.model.delivery import OUTSTANDING, Delivery, DeliveryState
from workflow.model.document import Document
from workflow.model.exchange import MessageKind
from workflow.model.messages import N_


class Lateness(StrEnum):
    NOT_ISSUED = "not-issued"
    NOT_DISTRIBUTED = "not-distributed"
    NOT_SENT = "not-sent"
    TO_DECIDE = "to-decide"
    NOT_ANSWERED = "not-answered"


LATENESS_NAMES: dict[Lateness, str] = {
    Lateness.NOT_ISSUED: N_("signed, but not issued"),
    Lateness.NOT_DISTRIBUTED: N_("issued, but not distributed"),
    Lateness.NOT_SENT: N_("not sent in time"),
    Lateness.TO_DECIDE: N_("a person decides"),
    Lateness.NOT_ANSWERED: N_("not answered in time"),
}


@dataclass(frozen=True)
class Overdue:
    """Something late. `due` is when it should have been done, UTC; of what waits for a person, when
    it came to that. `delivery` is None where the whole document is late."""

    document: Document
    what: Lateness
    due: datetime
    delivery: Delivery | None = None


Due = Callable[[Delivery], datetime]


def lateness(
    delivery: Delivery, *, in_force: bool, send_by: Due, answer_by: Due, now: datetime
) -> tuple[Lateness, datetime] | None:
    """How a delivery is late, and since when; None where it is not.

    Parameters:
        in_force: whether its document is; of one that is not, only the recall is waited for.
        send_by, answer_by: until when a delivery is to be sent; to be answered when it is sent.
        now: UTC.
    """
    if not in_force and delivery.kind is not MessageKind.RECALL:
        return None
    if delivery.waits_for_a_person:
        return Lateness.TO_DECIDE, delivery.answered_at or send_by(delivery)
    if delivery.state in OUTSTANDING:
        due = send_by(delivery)
        return (Lateness.NOT_SENT, due) if due < now else None
    if delivery.state in (DeliveryState.SENT, DeliveryState.ARRIVED):
        due = answer_by(delivery)
        return (Lateness.NOT_ANSWERED, due) if due < now else None
    return None
