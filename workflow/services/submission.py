"""Submit: render once, resolve every recipient, and from here on nothing changes."""

from __future__ import annotations

from dataclasses import asdict

from workflow.ledger.journal import Entry
from workflow.model.document import Document, Draft
from workflow.model.errors import (
    DraftError,
    FormNotRight,
    Problem,
    SeveralSigners,
    WarningsNotAccepted,
)
from workflow.model.findings import Finding
from workflow.model.lifecycle import Act, after
from workflow.model.messages import N_, message
from workflow.model.parties import Recipient, Role
from workflow.model.vietnamese import matching_key, nearest
from workflow.render.content import pack_lines
from workflow.services.checking import check_draft
from workflow.services.drafting import draft_text, parse_draft
from workflow.services.office import OpenOffice
from workflow.services.recipients import resolve_recipients
from workflow.services.rendering import render


def submit(office: OpenOffice, name: str, accepted: str = "") -> tuple[Document, list[Recipient]]:
    """Put a draft up for approval as R0.

    Parameters:
        accepted: the reason for which warnings about its form are accepted.

    Raises:
        FormNotRight: its form breaks a rule.
        WarningsNotAccepted: its form leaves doubts, and no reason was given.
        RecipientsError: a line of the Nơi nhận stands for nobody.
        DraftError: the signature block names nobody who may sign.
        RenderError: the pages cannot be made.
        WrongState, WrongRole
    """
    document = office.ledger.find(name)
    after(document.state, Act.SUBMITTED, document.label)
    office.require(Role.DRAFTER)
    draft = parse_draft(office, document)
    _check_signer(office, draft, document)
    recipients = resolve_recipients(office, draft)
    content = render(office, draft)
    accepted = accepted.strip()
    findings = _check_form(office, document, draft, content.pdf, accepted)
    entry = Entry(
        Act.SUBMITTED,
        {
            "content": office.store.put(content.pdf),
            "pages": content.pages,
            "lines": pack_lines(content.lines),
            "rules": office.rules.id,
            "font": content.face.name,
            "font_sha256": content.face.sha256,
            "recipients": [asdict(recipient) for recipient in recipients],
            "findings": findings,
            "accepted": accepted if findings else "",
        },
    )
    return office.record(document.id, document.version, [entry]), recipients


def _check_form(
    office: OpenOffice, document: Document, draft: Draft, pdf: bytes, accepted: str
) -> list[str]:
    """The ids of the rules about which warnings were accepted."""
    checked = check_draft(office, draft, draft_text(office, document), pdf)
    if checked.errors:
        problems = [_problem(finding) for finding in checked.errors]
        raise FormNotRight(problems=problems, document=document.short_id)
    if checked.warnings and not accepted:
        raise WarningsNotAccepted(problems=[_problem(f) for f in checked.warnings])
    return sorted({finding.rule for finding in checked.warnings})


def _problem(finding: Finding) -> Problem:
    spot = finding.spot
    place = f"{spot.line}:{spot.column or 1}" if spot.line else f"tr. {spot.page or 1}"
    return Problem(place, finding.says)


def _check_signer(office: OpenOffice, draft: Draft, document: Document) -> None:
    if len(draft.signatures) > 1:
        raise SeveralSigners(count=len(draft.signatures))
    signers = {matching_key(p.name): p for p in office.settings.people_with(Role.SIGNER)}
    if matching_key(draft.signature.name) not in signers:
        names = [person.name for person in signers.values()]
        sentence = message(
            N_("“{name}” of the signature block is not a signer of this office; nearest: {near}"),
            name=draft.signature.name,
            near=", ".join(nearest(draft.signature.name, names) or names) or "–",
        )
        raise DraftError(problems=[Problem(f"{document.short_id}.md", sentence)])
