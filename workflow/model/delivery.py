"""One delivery: a document on its way to one body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflow.model.messages import N_
from workflow.model.parties import Purpose


class DeliveryState(StrEnum):
    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    ACKNOWLEDGED = "acknowledged"


DELIVERY_STATE_NAMES: dict[DeliveryState, str] = {
    DeliveryState.PLANNED: N_("planned"),
    DeliveryState.SENDING: N_("sending"),
    DeliveryState.SENT: N_("sent"),
    DeliveryState.FAILED: N_("failed"),
    DeliveryState.ACKNOWLEDGED: N_("acknowledged"),
}

OUTSTANDING = frozenset({DeliveryState.PLANNED, DeliveryState.SENDING, DeliveryState.FAILED})
"""What `distribute` still has to send. SENDING is among them: the process may have been killed
between the attempt and its record, and a channel delivers the same delivery id only once."""


@dataclass(frozen=True)
class Delivery:
    """One document to one body. `id` is the idempotency key that every channel honours; `sha256` is
    that of the file that was, or is being, sent."""

    id: str
    document: str
    body: str
    name: str
    position: int
    line: int
    purpose: Purpose
    channel: str
    address: str
    state: DeliveryState
    attempts: int = 0
    sent_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""
    last_error: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Totals:
    """How many deliveries are in which state."""

    by_state: dict[DeliveryState, int]

    @property
    def all(self) -> int:
        return sum(self.by_state.values())

    @property
    def outstanding(self) -> int:
        return sum(self.by_state.get(state, 0) for state in OUTSTANDING)

    @property
    def unacknowledged(self) -> int:
        return self.all - self.by_state.get(DeliveryState.ACKNOWLEDGED, 0)


def totals(deliveries: Iterable[Delivery]) -> Totals:
    return Totals(dict(Counter(d.state for d in deliveries)))
