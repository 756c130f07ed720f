"""Track: who has the document, who has acknowledged it, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from workflow.model.delivery import Delivery, Totals, totals
from workflow.model.document import Document
from workflow.model.lifecycle import State
from workflow.model.parties import Recipient
from workflow.model.signature_level import Shortfall, shortfall_of
from workflow.services.office import OpenOffice
from workflow.services.publishing import published_place
from workflow.services.recipients import archive_copy, planned_recipients


@dataclass(frozen=True)
class Tracking:
    """One document's distribution. `archive` is the archive copy's keeper, with its place;
    `shortfall` is what its signatures still lack; `overdue` says of late deliveries, by their id,
    when it should have been done."""

    document: Document
    deliveries: list[Delivery]
    totals: Totals
    archive: Recipient | None = None
    place: Path | None = None
    shortfall: Shortfall | None = None
    overdue: Mapping[str, datetime] = field(default_factory=dict)


def track(office: OpenOffice, name: str) -> Tracking:
    """
    Raises:
        UnknownDocument, AmbiguousDocument
    """
    document = office.ledger.find(name)
    deliveries = office.ledger.deliveries(document.id)
    if not document.issued:
        return Tracking(document, deliveries, totals(deliveries))
    return Tracking(
        document,
        deliveries,
        totals(deliveries),
        archive=archive_copy(planned_recipients(office, document)),
        place=published_place(office, document),
        shortfall=shortfall_of(office.ledger.events(document.id)),
    )


def track_open(office: OpenOffice) -> list[Tracking]:
    """Every issued document that not all bodies have acknowledged."""
    waiting = {State.ISSUED, State.DISTRIBUTING, State.DISTRIBUTED}
    return [
        track(office, document.id)
        for document in office.ledger.documents()
        if document.state in waiting
    ]
