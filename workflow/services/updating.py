"""Update: what was sent is told anew: until when it wants to be dealt with, who has it and why.

The file stays what it is; whose text is wrong is replaced (`replacing.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from workflow.ledger.journal import Entry
from workflow.model.delivery import Delivery, DeliveryState, holders
from workflow.model.document import Document
from workflow.model.errors import ReasonMissing
from workflow.model.exchange import MessageKind
from workflow.model.lifecycle import ACT_NAMES, Act, after
from workflow.model.messages import message
from workflow.model.parties import Purpose, Recipient, Role
from workflow.services.acknowledgement import find_delivery
from workflow.services.office import OpenOffice
from workflow.services.planning import delivery_row, message_row
from workflow.services.recipients import named_recipients
from workflow.services.recording import record_again

_GIVEN_BACK = (DeliveryState.REFUSED, DeliveryState.ABANDONED)


def update(
    office: OpenOffice,
    name: str,
    reason: str,
    *,
    due: date | None = None,
    purposes: Mapping[str, Purpose] | None = None,
    added: Sequence[str] = (),
) -> Document:
    """Record an update and plan its deliveries: a message to every body that has the document, and
    the document itself to those that are added. `distribute` sends what is planned.

    Parameters:
        due: when the document wants to be dealt with.
        purposes: why a body has the document from now on, by what the body is called.
        added: bodies and groups that get it too, as a line of the Nơi nhận would name them.

    Raises:
        ReasonMissing: nobody says why.
        UnknownBody: a body in `purposes` does not have the document.
        RecipientsError: one in `added` is nobody in the directory.
        WrongState: it was not sent out, or is no longer in force.
    """
    office.require(Role.CLERK)
    if not reason.strip():
        raise ReasonMissing(status=message(ACT_NAMES[Act.UPDATED]))
    document = office.ledger.find(name)
    after(document.state, Act.UPDATED, document.label)
    changed = {
        find_delivery(office, document, body).body: purpose
        for body, purpose in (purposes or {}).items()
    }
    further = named_recipients(office, added)

    def entries(document: Document) -> list[Entry]:
        deliveries = office.ledger.deliveries(document.id)
        number = len(office.ledger.events(document.id, Act.UPDATED)) + 1
        having = _having(deliveries, changed)
        new = _new(deliveries, further)
        first = len(deliveries)
        rows = [
            message_row(
                office, document, held, first + n, MessageKind.UPDATE, f"update {number}",
                changed.get(held.body),
            )
            for n, held in enumerate(having)
        ]  # fmt: skip
        first += len(rows)
        rows += [delivery_row(office, document, each, first + n) for n, each in enumerate(new)]
        said = {
            "reason": reason.strip(),
            "due": due.isoformat() if due else "",
            "receivers": _receivers(rows, {*changed, *(each.body for each in new)}),
            "deliveries": rows,
        }
        return [Entry(Act.UPDATED, said), *_sent_again(deliveries, further)]

    return record_again(office, document.id, entries)


def _having(deliveries: Sequence[Delivery], changed: Mapping[str, Purpose]) -> list[Delivery]:
    """By which bodies have the file, or will have it for another purpose than was planned."""
    held = {d.body: d for d in holders(deliveries)}
    planned = {d.body: d for d in deliveries if d.kind.brings_a_file and d.body in changed}
    return [d for d in (planned | held).values() if d.state not in _GIVEN_BACK]


def _receivers(
    rows: Sequence[Mapping[str, object]], told_anew: Collection[str]
) -> list[dict[str, object]]:
    """Who has the document for another reason than before, or has it from now on. Not all who have
    it: each of ten thousand bodies would be told of ten thousand."""
    return [
        {name: row[name] for name in ("body", "name", "purpose")}
        for row in rows
        if row["body"] in told_anew
    ]


def _new(deliveries: Sequence[Delivery], further: Sequence[Recipient]) -> list[Recipient]:
    known = {d.body for d in deliveries if d.kind.brings_a_file}
    return [each for each in further if each.body not in known]


def _sent_again(deliveries: Sequence[Delivery], further: Sequence[Recipient]) -> list[Entry]:
    """Those who are added, but gave the document back or were given up before."""
    wanted = {each.body for each in further}
    return [
        Entry(
            Act.DELIVERY_REPLANNED,
            {"delivery": d.id, "body": d.body, "channel": d.channel, "address": d.address},
        )
        for d in deliveries
        if d.kind.brings_a_file and d.body in wanted and d.state in _GIVEN_BACK
    ]
