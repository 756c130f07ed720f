"""Recall: an issued document loses its force, and every body that has it is asked to give it up.

NĐ30 Đ.18(3), QĐ28 Đ.8(2) and 9: who sent a document tells its receivers of the recall on the same
way, and they answer.
"""

from __future__ import annotations

from workflow.ledger.journal import Entry
from workflow.model.delivery import holders
from workflow.model.document import Document
from workflow.model.errors import ReasonMissing
from workflow.model.exchange import MessageKind
from workflow.model.lifecycle import ACT_NAMES, Act, State
from workflow.model.messages import message
from workflow.model.parties import Role
from workflow.services.office import OpenOffice
from workflow.services.planning import message_row
from workflow.services.publishing import publish
from workflow.services.recording import record_again
from workflow.services.withdrawals import abandoned


def recall(office: OpenOffice, name: str, reason: str, ordered_by: str = "") -> Document:
    """Record a recall and plan its deliveries; one that is recalled already stays as it is.

    A body is asked if it was, or may have been, sent the document; what was never sent never is.
    `distribute` sends what is planned.

    Parameters:
        ordered_by: who ordered it, where that is not the acting person.

    Raises:
        ReasonMissing: nobody says why.
        WrongState: it is not issued, or replaced.
    """
    office.require(Role.CLERK)
    if not reason.strip():
        raise ReasonMissing(status=message(ACT_NAMES[Act.RECALLED]))

    def entries(document: Document) -> list[Entry]:
        if document.state is State.RECALLED:
            return []
        deliveries = office.ledger.deliveries(document.id)
        first = len(deliveries)
        rows = [
            message_row(office, document, held, first + n, MessageKind.RECALL, "recall")
            for n, held in enumerate(holders(deliveries))
        ]
        said = {"reason": reason.strip(), "ordered_by": ordered_by.strip(), "deliveries": rows}
        return [Entry(Act.RECALLED, said), *abandoned(deliveries, reason.strip())]

    document = record_again(office, office.ledger.find(name).id, entries)
    publish(office, document)
    return document
