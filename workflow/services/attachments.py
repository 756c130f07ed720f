"""Attachments: files of their own that go with a document, as its events name them.

The draft's events name the SHA-256 of each by its name; submission and approval repeat what counts.
"""

from __future__ import annotations

from collections.abc import Mapping

from workflow.model.document import Document
from workflow.model.lifecycle import Act
from workflow.services.office import OpenOffice


def attachments_of(office: OpenOffice, document: Document) -> Mapping[str, str]:
    """The SHA-256 of each attachment by its name: as drafted, and from issue on as signed."""
    found: Mapping[str, str] = {}
    for event in office.ledger.events(document.id):
        if event.act in (Act.EDITED, Act.ISSUED):
            found = event.data.get("attachments", found)
    return found


def approved_attachments(office: OpenOffice, document: Document) -> Mapping[str, str]:
    """The SHA-256 of each attachment as it was approved last, not yet signed."""
    approvals = [e for e in office.ledger.events(document.id) if e.act is Act.APPROVED]
    found: Mapping[str, str] = approvals[-1].data.get("attachments", {}) if approvals else {}
    return found


def check_attachments(office: OpenOffice, document: Document) -> dict[str, dict[str, str]]:
    """What an event says of the attachments, whose bytes must be there and unchanged; nothing
    where there are none.

    Raises:
        ContentDamaged
    """
    found = dict(attachments_of(office, document))
    for sha256 in found.values():
        office.store.get(sha256)
    return {"attachments": found} if found else {}
