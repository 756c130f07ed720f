"""Recalls and updates of documents that we hold: written down for a person to decide.

Nobody is asked, and nothing is done to the document, until the clerk answers
(`services/incoming.py`).
"""

from __future__ import annotations

from workflow.dispatch.channels import Brought
from workflow.ledger.journal import Entry
from workflow.model.errors import DocumentNotHere, RequestRefused
from workflow.model.exchange import DocumentReference, MessageKind
from workflow.model.incoming import TOLD, IncomingDocument, IncomingState
from workflow.model.lifecycle import Act
from workflow.model.messages import N_, Message, message
from workflow.model.parties import Role
from workflow.services.arrivals import sender_of
from workflow.services.incoming import record_again
from workflow.services.office import OpenOffice
from workflow.services.receiving import held_document


def record_request(office: OpenOffice, brought: Brought) -> IncomingDocument:
    """Write down that the sender takes a document back, or changes what it said of it.

    The same request again changes nothing; one that was answered is not asked anew.

    Raises:
        RequestRefused: it does not come from who sent the document, is not addressed to us, or
            changes what is asked back already.
        DocumentNotHere: it came before its document, or that waits for a person itself.
    """
    office.require(Role.CLERK)
    cover = brought.cover
    meant = cover.about or cover.document.reference
    held = held_document(office, meant)
    reason = _trouble(office, brought, meant, held)
    kind, sender, document = cover.kind.value, cover.sender.name or "–", meant.official_number
    if reason:
        raise RequestRefused(kind=kind, sender=sender, document=document, reason=reason)
    if held is None:
        raise DocumentNotHere(kind=kind, sender=sender, document=document)

    def entries(found: IncomingDocument) -> tuple[list[Entry], None]:
        asked = office.ledger.events(found.id, Act.INCOMING_ASKED, naming=cover.delivery)
        known = any(event.data["delivery"] == cover.delivery for event in asked)
        if known or found.state is IncomingState.RETURNED:
            return [], None
        if found.asked == MessageKind.RECALL and cover.kind is MessageKind.UPDATE:
            # The row names one request: the recall must not be hidden by what it makes needless.
            sentence = message(N_("it is asked back, and that waits for an answer"))
            raise RequestRefused(kind=kind, sender=sender, document=document, reason=sentence)
        facts = {
            "kind": cover.kind.value,
            "delivery": cover.delivery,
            "reason": cover.reason,
            "due": cover.document.due.isoformat() if cover.document.due else "",
            "facts": office.store.put(_said(brought)),
            "status": TOLD[Act.INCOMING_ASKED].value,
        }
        return [Entry(Act.INCOMING_ASKED, facts)], None

    return record_again(office, held.id, entries)


def _trouble(
    office: OpenOffice,
    brought: Brought,
    meant: DocumentReference,
    held: IncomingDocument | None,
) -> Message | None:
    cover = brought.cover
    if cover.recipient.organ_id not in ("", office.settings.organ.id):
        return message(N_("it is not addressed to this office"))
    body = sender_of(office, cover.sender)
    if cover.sender.organ_id != meant.organ_id or body is None:
        return message(N_("only the organ that issued a document can ask for that"))
    if held and held.body != body.id:
        return message(N_("only the organ that issued a document can ask for that"))
    return None


def _said(brought: Brought) -> bytes:
    """The message as it was understood."""
    from workflow.dispatch.cover_json import write_message

    return write_message(brought.cover)
