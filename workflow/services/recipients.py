"""Whom a document goes to: as its text says, and as it was resolved when it was submitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from workflow.dispatch.resolution import resolve
from workflow.model.copies import Medium
from workflow.model.document import Document, Draft
from workflow.model.errors import Problem, RecipientsError
from workflow.model.lifecycle import Act
from workflow.model.messages import N_, message
from workflow.model.parties import Purpose, Recipient, Resolution, Unresolved
from workflow.services.articles import articles_meant
from workflow.services.office import OpenOffice


def resolve_recipients(office: OpenOffice, draft: Draft, on: date) -> list[Recipient]:
    """Whom the lines of a draft's Nơi nhận stand for.

    Parameters:
        on: the day of the document, or today while it has none (decision 035).

    Raises:
        RecipientsError: with every part that stands for nobody, and the nearest names.
    """
    return _all_resolved(resolve_lines(office, draft, on))


def named_recipients(office: OpenOffice, names: Sequence[str]) -> list[Recipient]:
    """Whom names stand for today, each as a line of a Nơi nhận has it.

    Raises:
        RecipientsError: with every part that stands for nobody, and the nearest names.
    """
    return _all_resolved(resolve(names, office.recipients, office.today))


def _all_resolved(resolution: Resolution) -> list[Recipient]:
    """
    Raises:
        RecipientsError: something stands for nobody.
    """
    if resolution.unresolved:
        raise RecipientsError(problems=[unresolved_problem(u) for u in resolution.unresolved])
    return list(resolution.recipients)


def resolve_lines(office: OpenOffice, draft: Draft, on: date) -> Resolution:
    articles = articles_meant(office, draft)
    return resolve(draft.recipients, office.recipients, on, draft.addressees, articles)


def unresolved_problem(lost: Unresolved) -> Problem:
    if lost.reason:
        sentence = message(N_("“{part}”: {reason}"), part=lost.part, reason=lost.reason)
    else:
        near = ", ".join(map(str, lost.proposals)) or "–"
        sentence = message(
            N_("“{part}” is nobody in the directory; nearest: {near}"), part=lost.part, near=near
        )
    return Problem(f"Nơi nhận {lost.line}", sentence)


def planned_recipients(office: OpenOffice, document: Document) -> list[Recipient]:
    """The recipients as they were resolved when the document was submitted; none before that."""
    submitted = [e for e in office.ledger.events(document.id) if e.act is Act.SUBMITTED]
    if not document.content or not submitted:
        return []
    return [
        Recipient(**{**entry, "purpose": Purpose(entry["purpose"])})
        for entry in submitted[-1].data["recipients"]
    ]


def standing_recipients(office: OpenOffice, document: Document) -> list[Recipient]:
    """The recorded recipients, each body that is there no longer with who stands for it today.

    Bodies that merged into one get one copy. One that nobody succeeded stays as it was recorded:
    issue is refused then (decision 035).
    """
    found: dict[str, Recipient] = {}
    for recipient in planned_recipients(office, document):
        standing = standing_recipient(office, recipient)
        key = f"{standing.purpose is Purpose.ARCHIVE}:{standing.body}"
        found.setdefault(key, standing)
    return list(found.values())


def standing_recipient(office: OpenOffice, recipient: Recipient) -> Recipient:
    """Who stands for a recorded recipient today."""
    directory = office.recipients
    body = recipient.body in directory.bodies and directory.standing(recipient.body, office.today)
    if not body or body.id == recipient.body:
        return recipient
    return replace(
        recipient, body=body.id, name=body.name, channel=body.channel, address=body.address,
        organ_id=body.organ_id,
    )  # fmt: skip


def is_on_paper(office: OpenOffice, document: Document) -> bool:
    """Whether a document was submitted as a certified copy on paper."""
    submitted = [e for e in office.ledger.events(document.id) if e.act is Act.SUBMITTED]
    return bool(submitted and submitted[-1].data.get("medium") == Medium.PAPER)


def archive_copy(recipients: list[Recipient]) -> Recipient | None:
    return next((r for r in recipients if r.purpose is Purpose.ARCHIVE), None)
