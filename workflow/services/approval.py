"""Approve or reject: bound to the bytes of R0."""

from __future__ import annotations

from workflow.ledger.journal import Entry
from workflow.model.document import Document
from workflow.model.errors import AuthorMayNotApprove
from workflow.model.lifecycle import Act, after
from workflow.model.parties import Role
from workflow.services.attachments import check_attachments
from workflow.services.office import OpenOffice


def approve(office: OpenOffice, name: str) -> Document:
    """Approve R0 and its attachments as they lie in the store, by their SHA-256.

    Whoever wrote the text, or changed it, does not approve it.

    Raises:
        AuthorMayNotApprove: the acting person wrote it.
        WrongRole, WrongState, ContentDamaged
    """
    document = office.ledger.find(name)
    after(document.state, Act.APPROVED, document.label)
    person = office.require(Role.APPROVER)
    if person.id in _writers(office, document):
        others = [p.name for p in office.settings.people_with(Role.APPROVER) if p.id != person.id]
        raise AuthorMayNotApprove(person=person, people=", ".join(others) or "–")
    office.store.get(document.content)  # the very bytes must be there and unchanged
    entry = Entry(
        Act.APPROVED, {"content": document.content, **check_attachments(office, document)}
    )
    return office.record(document.id, document.version, [entry])


def _writers(office: OpenOffice, document: Document) -> set[str]:
    """Everybody who wrote the text or changed it."""
    acts = {Act.CREATED, Act.EDITED}
    return {event.actor for event in office.ledger.events(document.id) if event.act in acts}


def reject(office: OpenOffice, name: str, reason: str) -> Document:
    """Send a submitted or approved document back to its author, with the reason.

    What some of several persons have signed already is void from then on.

    Raises:
        WrongRole, WrongState
    """
    document = office.ledger.find(name)
    after(document.state, Act.REJECTED, document.label)
    office.require(Role.SIGNER if Role.SIGNER in office.person.roles else Role.APPROVER)
    data = {"content": document.content, "reason": reason}
    if document.signed:
        data["void"] = document.signed
    return office.record(document.id, document.version, [Entry(Act.REJECTED, data)])
