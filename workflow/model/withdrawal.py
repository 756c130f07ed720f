"""That an issued document is no longer in force: recalled, or replaced by another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from workflow.model.events import Event
from workflow.model.lifecycle import Act
from workflow.model.messages import N_, VIETNAM, Message, message


@dataclass(frozen=True)
class Withdrawal:
    """When and why a document lost its force; `by` and `number` are the id and the number of the
    document in its place, "" for a recall. `at` is UTC."""

    at: datetime
    reason: str
    ordered_by: str = ""
    by: str = ""
    number: str = ""

    @property
    def says(self) -> Message:
        facts = {"day": self.at.astimezone(VIETNAM).date(), "reason": self.reason}
        if self.number:
            sentence = N_("no longer in force: replaced by {number} on {day} ({reason})")
            return message(sentence, number=self.number, **facts)
        return message(N_("no longer in force: recalled on {day} ({reason})"), **facts)


def withdrawal_of(events: Iterable[Event]) -> Withdrawal | None:
    """What the events of a document say of its withdrawal; None while it is in force."""
    for event in events:
        if event.act in (Act.RECALLED, Act.REPLACED):
            said = {name: str(event.data.get(name, "")) for name in ("ordered_by", "by", "number")}
            return Withdrawal(event.at, str(event.data["reason"]), **said)
    return None
