"""What is overdue in this office, by the deadlines of the rules and its working days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from workflow.model.deadlines import WorkingDays, answer_by, send_by
from workflow.model.delivery import Delivery
from workflow.model.document import Document
from workflow.model.exchange import MessageKind
from workflow.model.lifecycle import NO_LONGER_IN_FORCE, Act, State
from workflow.model.overdue import Lateness, Overdue, lateness
from workflow.rules.deadlines import deadlines
from workflow.services.office import OpenOffice
from workflow.services.recipients import is_on_paper
from workflow.services.working_days import OfficeCalendar

_WAITING = {State.SIGNED: Lateness.NOT_ISSUED, State.ISSUED: Lateness.NOT_DISTRIBUTED}
_SENT_OUT = (State.DISTRIBUTING, State.DISTRIBUTED, State.RECALLED)
_AT_ONCE = (MessageKind.RECALL, MessageKind.UPDATE)


def overdue(office: OpenOffice) -> list[Overdue]:
    """All that is overdue, what should have been done first first.

    Raises:
        HolidaysUnknown: no deadline can be told.
    """
    calendar = OfficeCalendar(office.settings.days_off)
    found = [
        late
        for document in office.ledger.documents()
        for late in _of(office, document, None, calendar)
    ]
    return sorted(found, key=lambda late: late.due)


def overdue_of(
    office: OpenOffice, document: Document, deliveries: Sequence[Delivery]
) -> list[Overdue]:
    """What is overdue of one document.

    Raises:
        HolidaysUnknown: no deadline can be told.
    """
    return _of(office, document, deliveries, OfficeCalendar(office.settings.days_off))


def _of(
    office: OpenOffice,
    document: Document,
    deliveries: Sequence[Delivery] | None,
    calendar: WorkingDays,
) -> list[Overdue]:
    if document.state in _WAITING:
        late = _not_out(office, document, calendar)
        return [late] if late else []
    if document.state not in _SENT_OUT:
        return []
    given = office.ledger.deliveries(document.id) if deliveries is None else deliveries
    times = _Times(office, document, calendar)
    found = []
    for delivery in given:
        late_by = lateness(
            delivery,
            in_force=document.state not in NO_LONGER_IN_FORCE,
            send_by=times.send_by,
            answer_by=times.answer_by,
            now=office.clock(),
        )
        if late_by:
            found.append(Overdue(document, *late_by, delivery))
    return found


def _not_out(office: OpenOffice, document: Document, calendar: WorkingDays) -> Overdue | None:
    """A document that nobody has issued, or distributed; copies on paper leave by hand."""
    if is_on_paper(office, document):
        return None
    due = _Times(office, document, calendar).send_document_by
    return Overdue(document, _WAITING[document.state], due) if due < office.clock() else None


class _Times:
    """The deadlines of one document; what its journal says is read when it is needed."""

    def __init__(self, office: OpenOffice, document: Document, calendar: WorkingDays) -> None:
        self._office, self._document, self._calendar = office, document, calendar
        self._known: tuple[datetime, bool, datetime | None] | None = None

    @property
    def send_document_by(self) -> datetime:
        signed_at, urgent, _ = self._said
        return send_by(signed_at, urgent, deadlines(), self._calendar)

    def send_by(self, delivery: Delivery) -> datetime:
        """What was planned later than the document itself counts from then; what says something of
        a document goes out at once."""
        _, urgent, planned_at = self._said
        if delivery.planned_at is None or delivery.planned_at == planned_at:
            return self.send_document_by
        urgent = urgent or delivery.kind in _AT_ONCE
        return send_by(delivery.planned_at, urgent, deadlines(), self._calendar)

    def answer_by(self, delivery: Delivery) -> datetime:
        sent_at = delivery.sent_at or self._office.clock()
        return answer_by(sent_at, deadlines(), self._calendar)

    @property
    def _said(self) -> tuple[datetime, bool, datetime | None]:
        """When it was signed, whether it is urgent, and when its distribution was planned."""
        if self._known is None:
            ledger, id = self._office.ledger, self._document.id
            signed = ledger.events(id, Act.SIGNED)[-1]
            planned = ledger.events(id, Act.DISTRIBUTION_PLANNED)
            urgent = _is_urgent(self._office, self._document)
            self._known = signed.at, urgent, planned[0].at if planned else None
        return self._known


def _is_urgent(office: OpenOffice, document: Document) -> bool:
    """Whether it bears a mark of urgency: khẩn, thượng khẩn, hoả tốc."""
    issued = office.ledger.events(document.id, Act.ISSUED)
    if issued and "cover" in issued[0].data:
        return bool(issued[0].data["cover"]["urgency"])
    from workflow.services.drafting import parse_draft  # the text is read where nothing else says

    return bool(parse_draft(office, document).marks.urgency)
