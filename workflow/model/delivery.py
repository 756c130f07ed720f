"""One delivery, one life: a message about a document on its way to one body, and what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from workflow.model.exchange import MessageKind, Status
from workflow.model.messages import N_
from workflow.model.parties import Purpose


class DeliveryState(StrEnum):
    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    ABANDONED = "abandoned"
    ARRIVED = "arrived"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    IN_PROCESS = "in-process"
    FINISHED = "finished"
    REFUSED = "refused"
    AGREED = "agreed"
    DECLINED = "declined"


DELIVERY_STATE_NAMES: dict[DeliveryState, str] = {
    DeliveryState.PLANNED: N_("planned"),
    DeliveryState.SENDING: N_("sending"),
    DeliveryState.SENT: N_("sent"),
    DeliveryState.FAILED: N_("failed"),
    DeliveryState.ABANDONED: N_("given up"),
    DeliveryState.ARRIVED: N_("arrived"),
    DeliveryState.ACCEPTED: N_("accepted and registered"),
    DeliveryState.ASSIGNED: N_("assigned"),
    DeliveryState.IN_PROCESS: N_("in process"),
    DeliveryState.FINISHED: N_("finished"),
    DeliveryState.REFUSED: N_("refused"),
    DeliveryState.AGREED: N_("agreed"),
    DeliveryState.DECLINED: N_("declined"),
}

_ON_ITS_WAY = frozenset({DeliveryState.PLANNED, DeliveryState.SENDING})

OUTSTANDING = _ON_ITS_WAY | {DeliveryState.FAILED}
"""What `distribute` still has to send. SENDING is among them: the process may have been killed
between the attempt and its record, and a channel delivers the same delivery id only once."""

ACKNOWLEDGED = frozenset(
    {
        DeliveryState.ACCEPTED,
        DeliveryState.ASSIGNED,
        DeliveryState.IN_PROCESS,
        DeliveryState.FINISHED,
    }
)
"""The body has registered the document and answers for it."""

ANSWERED = ACKNOWLEDGED | {DeliveryState.AGREED, DeliveryState.ABANDONED}
"""Nothing more is waited for. A refusal is none of them: a person decides what follows."""

_UNANSWERED = frozenset(
    {
        DeliveryState.SENT,
        DeliveryState.ARRIVED,
        DeliveryState.FAILED,
        DeliveryState.REFUSED,
        DeliveryState.DECLINED,
    }
)
RESENDABLE = _UNANSWERED | {DeliveryState.ABANDONED}
DROPPABLE = _UNANSWERED | _ON_ITS_WAY
"""What a person may plan anew, or give up: the body has not answered for it."""

PAUSES = (5, 15, 60, 4 * 60, 12 * 60, 24 * 60)
"""Minutes until a delivery that failed is tried again, after its first, second, … attempt; when
they are used up, a person decides."""

_PROGRESS: dict[Status, DeliveryState] = {
    Status.ARRIVED: DeliveryState.ARRIVED,
    Status.ACCEPTED: DeliveryState.ACCEPTED,
    Status.ASSIGNED: DeliveryState.ASSIGNED,
    Status.IN_PROCESS: DeliveryState.IN_PROCESS,
    Status.FINISHED: DeliveryState.FINISHED,
}
_ANSWERS: dict[Status, DeliveryState] = {
    Status.AGREED: DeliveryState.AGREED,
    Status.DECLINED: DeliveryState.DECLINED,
}
_RANK = {state: rank for rank, state in enumerate(_PROGRESS.values(), start=1)}


@dataclass(frozen=True)
class Delivery:
    """One message to one body. `id` is the idempotency key that every channel honours; `sha256` is
    that of the file that was, or is being, sent.

    `about` is the id of the document here that a recall, an update or a replacement speaks of.
    `attempts` counts all that were made, `tries` those since a person last decided to send it.
    `next_attempt_at` of a failed delivery is when it is tried again; None: a person decides.
    `incoming_number` is the body's own. Times are UTC.
    """

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
    kind: MessageKind = MessageKind.NEW
    about: str = ""
    attempts: int = 0
    planned_at: datetime | None = None
    sent_at: datetime | None = None
    arrived_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""
    finished_at: datetime | None = None
    answered_at: datetime | None = None
    incoming_number: str = ""
    reason: str = ""
    last_error: str = ""
    next_attempt_at: datetime | None = None
    reminded_at: datetime | None = None
    reminders: int = 0
    sha256: str = ""
    tries: int = 0

    @property
    def waits_for_a_person(self) -> bool:
        """No machine can bring it further: it failed for good, or the body refused it."""
        failed = self.state is DeliveryState.FAILED and self.next_attempt_at is None
        return failed or self.state in (DeliveryState.REFUSED, DeliveryState.DECLINED)

    def is_due(self, now: datetime) -> bool:
        """Whether it is to be sent now: planned, cut off, or failed and its pause is over."""
        if self.state is DeliveryState.FAILED:
            return self.next_attempt_at is not None and self.next_attempt_at <= now
        return self.state in _ON_ITS_WAY


def advanced(delivery: Delivery, status: Status, at: datetime) -> DeliveryState | None:
    """The state that a body's word leads to; None where it changes nothing.

    Words come late, twice and out of order. One that is behind what is known changes nothing; a
    refusal counts only before the document was accepted or given up, an acceptance after a refusal
    only if it was said later, and neither if it was said before the delivery was sent last. Of
    answers the one said last counts, also where it is the same.

    Parameters:
        at: when the body said so, UTC.
    """
    if delivery.state is DeliveryState.ABANDONED and (
        status not in _PROGRESS or not delivery.attempts
    ):
        return None
    if status in _ANSWERS:
        if delivery.kind not in (MessageKind.RECALL, MessageKind.UPDATE):
            return None
        settled = delivery.state in _ANSWERS.values()
        if settled and not _is_after(at, delivery.answered_at):
            return None
        return _ANSWERS[status]
    if delivery.state in _ANSWERS.values():
        return None
    if status is Status.REFUSED:
        stale = delivery.sent_at is not None and at < delivery.sent_at and delivery.attempts > 1
        again = delivery.state is DeliveryState.REFUSED and not _is_after(at, delivery.answered_at)
        known = delivery.state in ACKNOWLEDGED or again
        return None if stale or known else DeliveryState.REFUSED
    if (new_state := _PROGRESS.get(status)) is None:
        return None
    if delivery.state is DeliveryState.REFUSED:
        later = new_state in ACKNOWLEDGED and _is_after(at, delivery.answered_at)
        return new_state if later else None
    return new_state if _RANK[new_state] > _RANK.get(delivery.state, 0) else None


def pause_after(tries: int, pauses: Sequence[int]) -> timedelta | None:
    """How long after so many tries a delivery is tried again; None: a person decides.

    Parameters:
        pauses: minutes, after the first, second, … try.
    """
    return timedelta(minutes=pauses[tries - 1]) if 1 <= tries <= len(pauses) else None


def holders(deliveries: Iterable[Delivery]) -> list[Delivery]:
    """Those by which bodies have the file, or may have it: each body once, in their order."""
    found = {d.body: d for d in deliveries if d.kind.brings_a_file and d.attempts}
    return list(found.values())


def _is_after(at: datetime, known: datetime | None) -> bool:
    return known is None or at > known


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
    def unanswered(self) -> int:
        """Those of which something is still waited for: the body's word, or a person's decision."""
        return self.all - sum(self.by_state.get(state, 0) for state in ANSWERED)


def totals(deliveries: Iterable[Delivery]) -> Totals:
    return Totals(dict(Counter(d.state for d in deliveries)))
