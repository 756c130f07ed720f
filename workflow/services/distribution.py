"""Distribute: one delivery per body, each on its own, each sent once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workflow.ledger.journal import Entry
from workflow.ledger.lock import exclusive
from workflow.model.delivery import OUTSTANDING, Delivery
from workflow.model.document import Document
from workflow.model.errors import PaperGoesByHand, VanbanError
from workflow.model.exchange import MessageKind
from workflow.model.lifecycle import Act, State, after
from workflow.model.parties import Role
from workflow.services.acknowledgement import finish
from workflow.services.channels import open_ways
from workflow.services.office import OpenOffice
from workflow.services.planning import planned_rows
from workflow.services.publishing import publish
from workflow.services.recipients import is_on_paper
from workflow.services.recording import record_again
from workflow.services.replacing import complete_replacement, replaces
from workflow.services.sending import Attempt, goes_out, send

_OPEN = (State.DISTRIBUTING, State.RECALLED)
_DONE = (State.DISTRIBUTED, State.ACKNOWLEDGED)


def distribute(office: OpenOffice, name: str, *, due: bool = False) -> Iterator[Attempt]:
    """Send what is not yet sent, delivery by delivery; one that fails stops no other.

    Parameters:
        due: leave alone what failed and is to be tried again later, or waits for a person.

    Raises:
        WrongState: the document is not issued.
        PaperGoesByHand: it is a copy on paper.
        ConcurrentChange: another process is distributing it.
    """
    office.require(Role.CLERK)
    document = office.ledger.find(name)
    if document.issued and is_on_paper(office, document):
        raise PaperGoesByHand(document=document.label, file=publish(office, document))
    if document.state not in _DONE:
        with exclusive(office.directory / "signed" / "locks", document.id):
            yield from _send_missing(office, document, due)


def distribute_due(
    office: OpenOffice, trouble: Callable[[Document, VanbanError], None]
) -> Iterator[Attempt]:
    """Send what is due now of every document that is on its way or recalled; a document that cannot
    be worked on holds up no other.

    Parameters:
        trouble: told of such a document, and why.
    """
    office.require(Role.CLERK)
    for document in reversed(office.ledger.documents()):
        if document.state in _OPEN and _waiting(office, document, due=True):
            try:
                yield from distribute(office, document.id, due=True)
            except VanbanError as error:
                trouble(document, error)


def to_decide(office: OpenOffice, name: str = "") -> list[tuple[Document, Delivery]]:
    """The deliveries that no machine brings further, of one document or of all that are open."""
    documents = [office.ledger.find(name)] if name else office.ledger.documents()
    return [
        (document, delivery)
        for document in documents
        if document.state in (*_OPEN, State.DISTRIBUTED)
        for delivery in office.ledger.deliveries(document.id)
        if delivery.waits_for_a_person
        and (document.state is not State.RECALLED or delivery.kind is MessageKind.RECALL)
    ]


def _send_missing(office: OpenOffice, document: Document, due: bool) -> Iterator[Attempt]:
    if document.state is State.ISSUED:
        document = _plan(office, document)
    after(document.state, Act.DELIVERY_ATTEMPTED, document.label)
    publish(office, document)
    with open_ways(office) as ways:
        yield from send(office, document, _waiting(office, document, due), ways)
    record_again(office, document.id, lambda found: finish(office, found))


def _waiting(office: OpenOffice, document: Document, due: bool) -> list[Delivery]:
    """What is to be sent now."""
    now = office.clock()
    return [
        delivery
        for delivery in office.ledger.deliveries(document.id)
        if delivery.state in OUTSTANDING
        and goes_out(document, delivery)
        and (not due or delivery.is_due(now))
    ]


def _plan(office: OpenOffice, document: Document) -> Document:
    """All deliveries at once."""
    event = replaces(office, document)
    replaced = complete_replacement(office, document).id if event else ""
    entry = Entry(
        Act.DISTRIBUTION_PLANNED, {"deliveries": planned_rows(office, document, replaced)}
    )
    return office.record(document.id, document.version, [entry])
