"""Recalls and updates of documents that we hold: written down for a person to decide.

Nobody is asked, and nothing is done to the document, until the clerk answers
(`services/incoming.py`).
"""

from __future__ import annotations

from workflow.dispatch.channels import Brought
from workflow.ledger.journal import Entry
from workflow.model.errors import RequestRefused
from workflow.model.exchange import DocumentReference
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
            speaks of a document that is not here.
    """
    office.require(Role.CLERK)
    cover = brought.cover
    meant = cover.about or cover.document.reference
    held = held_document(office, meant)
    reason = _trouble(office, brought, meant, held)
    if held is None or reason:
        raise RequestRefused(
            kind=cover.kind.value,
            sender=cover.sender.name or "–",
            document=meant.official_number,
            reason=reason or message(N_("no such document is registered here")),
        )

    def entries(found: IncomingDocument) -> tuple[list[Entry], None]:
        asked = office.ledger.events(found.id, Act.INCOMING_ASKED, naming=cover.delivery)
        known = any(event.data["delivery"] == cover.delivery for event in asked)
        if known or found.state is IncomingState.RETURNED:
            return [], None
        facts = {
            "kind": cover.kind.value,
            "delivery": cover.delivery,
            "reason": cover.reason,
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
