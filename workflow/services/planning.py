"""Planned deliveries, as the acts that plan them record them."""

from __future__ import annotations

import hashlib

from workflow.model.delivery import Delivery, holders
from workflow.model.document import Document
from workflow.model.exchange import MessageKind
from workflow.model.parties import Purpose, Recipient
from workflow.services.office import OpenOffice
from workflow.services.recipient_ways import way_to
from workflow.services.recipients import standing_recipients
from workflow.services.restrictions import restrictions_of

_UNPRINTED = 0  # the line of the Nơi nhận that stands for nobody


def planned_rows(
    office: OpenOffice, document: Document, replaced: str = ""
) -> list[dict[str, object]]:
    """The deliveries of a document to the recipients that were resolved at submission; in the place
    of a body that is there no longer stands its successor (decision 035).

    Parameters:
        replaced: the id of the document that it replaces, if any: who holds that gets this one too,
            for information, and to all who hold it this one says what it replaces.
    """
    holding = holders(office.ledger.deliveries(replaced)) if replaced else []
    recipients = [
        recipient
        for recipient in standing_recipients(office, document)
        if recipient.purpose is not Purpose.ARCHIVE
    ]
    named = {recipient.body for recipient in recipients}
    recipients += [
        Recipient(
            _UNPRINTED, "", Purpose.INFORMATION, held.body, held.name, held.channel, held.address
        )
        for held in holding
        if held.body not in named
    ]
    holds = {held.body for held in holding}
    return [
        delivery_row(office, document, recipient, position, replaced * (recipient.body in holds))
        for position, recipient in enumerate(recipients)
    ]


def delivery_row(
    office: OpenOffice, document: Document, recipient: Recipient, position: int, about: str = ""
) -> dict[str, object]:
    """A planned delivery of the file. The way is the first one that the directory names today
    (addresses change between submission and issue) and the document's marks allow.

    Parameters:
        about: the id of the document that this one replaces with that body.
    """
    way = way_to(office, recipient, restrictions_of(office, document))
    return {
        "id": delivery_id(document, recipient.body),
        "body": recipient.body,
        "name": recipient.name,
        "position": position,
        "line": recipient.line,
        "purpose": recipient.purpose.value,
        "channel": way.channel,
        "address": way.address,
        "kind": (MessageKind.REPLACE if about else MessageKind.NEW).value,
        "about": about,
    }


def message_row(
    office: OpenOffice,
    document: Document,
    held: Delivery,
    position: int,
    kind: MessageKind,
    told: str,
    purpose: Purpose | None = None,
) -> dict[str, object]:
    """A planned message about a document to a body that holds it.

    Parameters:
        told: what tells it apart from other messages of this document to that body.
        purpose: why the body has the document from now on; None: as before.
    """
    recipient = Recipient(
        held.line, "", purpose or held.purpose, held.body, held.name, held.channel, held.address
    )
    return delivery_row(office, document, recipient, position) | {
        "id": delivery_id(document, held.body, told),
        "kind": kind.value,
        "about": document.id,
    }


def delivery_id(document: Document, body: str, told: str = "") -> str:
    """The same for the same bytes to the same body, whoever plans it.

    Parameters:
        told: what tells a later message of the same document to the same body apart.
    """
    text = " ".join(filter(None, (document.issued, body, told)))
    return hashlib.sha256(text.encode()).hexdigest()[:20]
