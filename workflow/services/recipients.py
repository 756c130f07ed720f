"""Whom a document goes to: as its text says, and as it was resolved when it was submitted."""

from __future__ import annotations

from workflow.dispatch.resolution import resolve
from workflow.model.copies import Medium
from workflow.model.document import Document, Draft
from workflow.model.errors import Problem, RecipientsError
from workflow.model.lifecycle import Act
from workflow.model.messages import N_, message
from workflow.model.parties import Purpose, Recipient
from workflow.services.office import OpenOffice


def resolve_recipients(office: OpenOffice, draft: Draft) -> list[Recipient]:
    """
    Raises:
        RecipientsError: with every part that stands for nobody, and the nearest names.
    """
    resolution = resolve(draft.recipients, office.recipients)
    if resolution.unresolved:
        raise RecipientsError(
            problems=[
                Problem(
                    f"Nơi nhận {lost.line}",
                    message(
                        N_("“{part}” is nobody in the directory; nearest: {near}"),
                        part=lost.part,
                        near=", ".join(lost.nearest) or "–",
                    ),
                )
                for lost in resolution.unresolved
            ]
        )
    return list(resolution.recipients)


def planned_recipients(office: OpenOffice, document: Document) -> list[Recipient]:
    """The recipients as they were resolved when the document was submitted; none before that."""
    submitted = [e for e in office.ledger.events(document.id) if e.act is Act.SUBMITTED]
    if not document.content or not submitted:
        return []
    return [
        Recipient(**{**entry, "purpose": Purpose(entry["purpose"])})
        for entry in submitted[-1].data["recipients"]
    ]


def is_on_paper(office: OpenOffice, document: Document) -> bool:
    """Whether a document was submitted as a certified copy on paper."""
    submitted = [e for e in office.ledger.events(document.id) if e.act is Act.SUBMITTED]
    return bool(submitted and submitted[-1].data.get("medium") == Medium.PAPER)


def archive_copy(recipients: list[Recipient]) -> Recipient | None:
    return next((r for r in recipients if r.purpose is Purpose.ARCHIVE), None)
