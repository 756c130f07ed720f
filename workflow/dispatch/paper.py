"""The paper channel: what goes by it is made ready here, and carried by people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.dispatch.channels import Answer, Found, Handover, Parcel
from workflow.model.errors import Undeliverable
from workflow.model.messages import N_, message


@dataclass(frozen=True)
class PaperChannel:
    """The copy is printed and lies with the clerk; the delivery book says who took it."""

    id: str
    parallel = 1

    def host(self, parcel: Parcel) -> str:
        return ""

    def deliver(self, parcel: Parcel) -> Handover:
        return Handover.BY_HAND

    def answer(self, answer: Answer) -> None:
        reason = message(N_("a receipt on paper is signed in the sender's own delivery book"))
        raise Undeliverable(channel=self.id, body=answer.recipient.name, reason=reason)

    def collect(self) -> Iterator[Found]:
        return iter(())

    def close(self) -> None:
        pass
