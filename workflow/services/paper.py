"""Paper: what the clerk prints to send copies by post, courier or by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from workflow.model.delivery import Delivery, DeliveryState
from workflow.model.document import Document
from workflow.model.errors import NothingOnPaper
from workflow.model.exchange import MessageKind
from workflow.model.messages import VIETNAM
from workflow.model.parties import Role
from workflow.render.delivery_book import BookLine, Label, delivery_book, envelope_labels
from workflow.services.channels import is_electronic
from workflow.services.covers import Package
from workflow.services.office import OpenOffice

_NOT_READY = (DeliveryState.PLANNED, DeliveryState.FAILED, DeliveryState.ABANDONED)
# What stands in the book's last column, in the language of the documents.
_KINDS = {
    MessageKind.NEW: "",
    MessageKind.RECALL: "Thu hồi",
    MessageKind.UPDATE: "Cập nhật",
    MessageKind.REPLACE: "Thay thế",
}


@dataclass(frozen=True)
class Copy:
    """A delivery that goes on paper."""

    document: Document
    delivery: Delivery


def copies_on_paper(
    office: OpenOffice, name: str | None = None, day: date | None = None
) -> list[Copy]:
    """The copies on paper of a document, or those handed over on a day in Vietnam; without either
    those that lie with the clerk now.

    Raises:
        NothingOnPaper: there are none.
        UnknownDocument, AmbiguousDocument
    """
    office.require(Role.CLERK)
    documents = [office.ledger.find(name)] if name else office.ledger.documents()[::-1]
    found = [
        Copy(document, delivery)
        for document in documents
        if document.issued
        for delivery in office.ledger.deliveries(document.id)
        if _is_meant(delivery, name, day) and not is_electronic(office, delivery.channel)
    ]
    if not found:
        raise NothingOnPaper(what=name or (f"{day:%d/%m/%Y}" if day else "–"))
    return found


def _is_meant(delivery: Delivery, name: str | None, day: date | None) -> bool:
    if delivery.state in _NOT_READY:
        return False
    if day is not None:
        return delivery.sent_at is not None and _day(delivery) == day
    return bool(name) or delivery.state is DeliveryState.SENDING


def _day(delivery: Delivery) -> date | None:
    return delivery.sent_at.astimezone(VIETNAM).date() if delivery.sent_at else None


def book(office: OpenOffice, copies: Sequence[Copy]) -> bytes:
    """The delivery book of these copies, A4 (NĐ30 PL IV III). A copy that still lies with the
    clerk is entered under today.

    Raises:
        GlyphsMissing
    """
    lines = [
        BookLine(
            day=_day(copy.delivery) or office.today,
            number=copy.document.official_number,
            body=copy.delivery.name,
            envelopes=1,
            note="; ".join(filter(None, (*marks, _KINDS[copy.delivery.kind]))),
        )
        for copy, marks in _with_marks(office, copies)
    ]
    return delivery_book(office.settings.organ.name, lines)


def labels(office: OpenOffice, copies: Sequence[Copy], skip: int = 0) -> bytes:
    """Labels for the envelopes of these copies.

    Parameters:
        skip: how many places of the first sheet are used up.

    Raises:
        LabelTooFull, GlyphsMissing
    """
    made = [
        Label(copy.delivery.name, copy.delivery.address, copy.document.official_number, marks)
        for copy, marks in _with_marks(office, copies)
    ]
    return envelope_labels(office.settings.organ.name, made, skip=skip)


def _with_marks(
    office: OpenOffice, copies: Sequence[Copy]
) -> Iterator[tuple[Copy, tuple[str, ...]]]:
    """Each copy with the marks that a carrier must see: how secret, how urgent."""
    known: dict[str, tuple[str, ...]] = {}
    for copy in copies:
        document = copy.document
        if document.id not in known:
            facts = Package(office, document).facts
            known[document.id] = tuple(filter(None, (facts.secrecy, facts.urgency)))
        yield copy, known[document.id]
