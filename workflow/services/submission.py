"""Submit: render once, resolve every recipient, and from here on nothing changes."""

from __future__ import annotations

from dataclasses import asdict

from workflow.ledger.journal import Entry
from workflow.model.document import Document, Draft
from workflow.model.errors import FormNotRight, Problem, WarningsNotAccepted
from workflow.model.findings import Finding
from workflow.model.lifecycle import Act, after
from workflow.model.parties import Recipient, Role
from workflow.render.content import pack_lines
from workflow.services.attachments import check_attachments
from workflow.services.checking import check_draft
from workflow.services.copy_rules import check_copy
from workflow.services.drafting import draft_text, parse_draft
from workflow.services.office import OpenOffice
from workflow.services.recipient_ways import check_range
from workflow.services.recipients import resolve_recipients
from workflow.services.rendering import render
from workflow.services.signatories import sealing_organs, signers_of


def submit(office: OpenOffice, name: str, accepted: str = "") -> tuple[Document, list[Recipient]]:
    """Put a draft up for approval as R0.

    Parameters:
        accepted: the reason for which warnings about its form are accepted.

    Raises:
        FormNotRight: its form breaks a rule.
        WarningsNotAccepted: its form leaves doubts, and no reason was given.
        RecipientsError: a line of the Nơi nhận stands for nobody.
        SendingForbidden: its marks forbid sending it to a body, or by the ways to it.
        DraftError: a signature block names nobody who may sign.
        RenderError: the pages cannot be made.
        WrongState, WrongRole
    """
    document = office.ledger.find(name)
    after(document.state, Act.SUBMITTED, document.label)
    office.require(Role.DRAFTER)
    draft = parse_draft(office, document)
    signers = signers_of(office, draft, document.short_id)
    recipients = resolve_recipients(office, draft, office.today)
    check_range(office, draft.marks, recipients)
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
            "signers": [person.name for person in signers],
            "seals": sealing_organs([person.organ for person in signers]),
            "recipients": [asdict(recipient) for recipient in recipients],
            "findings": findings,
            "accepted": accepted if findings else "",
            **({"medium": draft.copy_of.medium.value} if draft.copy_of else {}),
            **check_attachments(office, document),
        },
    )
    return office.record(document.id, document.version, [entry]), recipients


def _check_form(
    office: OpenOffice, document: Document, draft: Draft, pdf: bytes, accepted: str
) -> list[str]:
    """The ids of the rules about which warnings were accepted.

    The pages of a certified copy are its original's; its own parts were checked in the making.
    """
    if draft.copy_of:
        check_copy(office.rules, draft)
        return []
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
