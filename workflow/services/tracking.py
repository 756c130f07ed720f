"""Track: who has the document, who has acknowledged it, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from workflow.model.delivery import Delivery, DeliveryState, Totals, holders, totals
from workflow.model.document import Document
from workflow.model.lifecycle import NO_LONGER_IN_FORCE, State
from workflow.model.messages import Message
from workflow.model.parties import Recipient
from workflow.model.signature_level import Shortfall, shortfall_of
from workflow.services.channels import is_electronic
from workflow.services.office import OpenOffice
from workflow.services.overdue import overdue_of
from workflow.services.publishing import published_place
from workflow.services.recipients import archive_copy, planned_recipients
from workflow.services.restrictions import restrictions_of
from workflow.services.withdrawals import still_holding, withdrawal


@dataclass(frozen=True)
class Tracking:
    """One document's distribution.

    Attributes:
        archive: the archive copy's keeper, with its `place`.
        shortfall: what its signatures still lack.
        overdue: of late deliveries, by their id, when it should have been done; by its own id of a
            document that is not sent at all.
        withdrawn: that it is no longer in force.
        holding: who has it still then: has not agreed to its recall, or not accepted what takes
            its place.
        to_return: who has a document that its mark of circulation wants back.
        with_clerk: the ids of the deliveries on paper that are not yet handed over.
    """

    document: Document
    deliveries: list[Delivery]
    totals: Totals
    archive: Recipient | None = None
    place: Path | None = None
    shortfall: Shortfall | None = None
    overdue: Mapping[str, datetime] = field(default_factory=dict)
    withdrawn: Message | None = None
    holding: tuple[Delivery, ...] = ()
    to_return: tuple[Delivery, ...] = ()
    with_clerk: frozenset[str] = frozenset()

    def is_open(self, *, acknowledged: bool = False) -> bool:
        """Whether something is left to be done: to be sent, or of a document no longer in force to
        be given up.

        Parameters:
            acknowledged: also while something sent is not answered.
        """
        if self.withdrawn:
            return bool(self.holding)
        unanswered = acknowledged and self.totals.unanswered
        return bool(not self.deliveries or self.totals.outstanding or unanswered)


def track(office: OpenOffice, name: str) -> Tracking:
    """
    Raises:
        UnknownDocument, AmbiguousDocument
    """
    document = office.ledger.find(name)
    deliveries = office.ledger.deliveries(document.id)
    if not document.issued:
        return Tracking(document, deliveries, totals(deliveries))
    said = withdrawal(office, document)
    late = overdue_of(office, document, deliveries)
    return Tracking(
        document,
        deliveries,
        totals(deliveries),
        overdue={(each.delivery or document).id: each.due for each in late},
        withdrawn=said.says if said else None,
        holding=tuple(still_holding(office, document, deliveries)),
        with_clerk=frozenset(d.id for d in deliveries if _lies_with_the_clerk(office, d)),
        to_return=tuple(holders(deliveries)) if restrictions_of(office, document).returned else (),
        archive=archive_copy(planned_recipients(office, document)),
        place=published_place(office, document),
        shortfall=shortfall_of(office.ledger.events(document.id)),
    )


def _lies_with_the_clerk(office: OpenOffice, delivery: Delivery) -> bool:
    return delivery.state is DeliveryState.SENDING and not is_electronic(office, delivery.channel)


def track_open(office: OpenOffice) -> list[Tracking]:
    """Every issued document that not all bodies have acknowledged, or that is no longer in force
    and not everybody has given up."""
    waiting = {State.ISSUED, State.DISTRIBUTING, State.DISTRIBUTED}
    found = [
        track(office, document.id)
        for document in office.ledger.documents()
        if document.state in waiting | NO_LONGER_IN_FORCE
    ]
    return [each for each in found if not each.withdrawn or each.holding]
