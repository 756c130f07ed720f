"""Distribute: one delivery per body, each on its own, each sent once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from workflow.ledger.journal import Entry
from workflow.ledger.lock import exclusive
from workflow.model.delivery import OUTSTANDING, Delivery
from workflow.model.document import Document
from workflow.model.errors import PaperGoesByHand
from workflow.model.exchange import MessageKind
from workflow.model.lifecycle import Act, State, after
from workflow.model.parties import Purpose, Recipient, Role
from workflow.services.acknowledgement import finish
from workflow.services.channels import open_ways
from workflow.services.office import OpenOffice
from workflow.services.publishing import publish
from workflow.services.recipient_ways import way_to
from workflow.services.recipients import is_on_paper, standing_recipients
from workflow.services.recording import record_again
from workflow.services.sending import Attempt, send

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


def _send_missing(office: OpenOffice, document: Document, due: bool) -> Iterator[Attempt]:
    if document.state is State.ISSUED:
        document = _plan(office, document)
    after(document.state, Act.DELIVERY_ATTEMPTED, document.label)
    publish(office, document)
    with open_ways(office) as ways:
        yield from send(office, document, _waiting(office, document, due), ways)
    record_again(office, document.id, lambda found: finish(office, found))


def _waiting(office: OpenOffice, document: Document, due: bool) -> list[Delivery]:
    """What is to be sent now; of a document that is no longer in force only what says so."""
    now, in_force = office.clock(), document.state is State.DISTRIBUTING
    return [
        delivery
        for delivery in office.ledger.deliveries(document.id)
        if delivery.state in OUTSTANDING
        and (in_force or delivery.kind is MessageKind.RECALL)
        and (not due or delivery.is_due(now))
    ]


def _plan(office: OpenOffice, document: Document) -> Document:
    """All deliveries at once, from the recipients that were resolved at submission; a body that
    is there no longer is replaced by its successor (decision 035)."""
    rows = [
        delivery_row(office, document, recipient, position)
        for position, recipient in enumerate(standing_recipients(office, document))
        if recipient.purpose is not Purpose.ARCHIVE
    ]
    entry = Entry(Act.DISTRIBUTION_PLANNED, {"deliveries": rows})
    return office.record(document.id, document.version, [entry])


def delivery_row(
    office: OpenOffice, document: Document, recipient: Recipient, position: int
) -> dict[str, object]:
    """A planned delivery as its event has it. The way is the one that the directory names today:
    addresses change between submission and issue."""
    way = way_to(office, recipient)
    return {
        "id": delivery_id(document, recipient.body),
        "body": recipient.body,
        "name": recipient.name,
        "position": position,
        "line": recipient.line,
        "purpose": recipient.purpose.value,
        "channel": way.channel,
        "address": way.address,
    }


def delivery_id(document: Document, body: str, about: str = "") -> str:
    """The same for the same bytes to the same body, whoever plans it.

    Parameters:
        about: what tells a later message of the same document to the same body apart.
    """
    told = " ".join(filter(None, (document.issued, body, about)))
    return hashlib.sha256(told.encode()).hexdigest()[:20]
