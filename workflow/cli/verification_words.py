"""What a report says, as labels and texts in the chosen language: for the screen and the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workflow.cli.language import _
from workflow.cli.show import time_text
from workflow.model.messages import N_, local_date
from workflow.model.verification import (
    CAPACITY_NAMES,
    POLICY_NAMES,
    RevocationStatus,
    SignatureKind,
    Verdict,
)

if TYPE_CHECKING:
    from workflow.model.verification import (
        CertificateFacts,
        Report,
        RevisionFacts,
        Revocation,
        SignatureFacts,
    )

VERDICT_COLOURS = {
    Verdict.VALID: "green", Verdict.INVALID: "red", Verdict.INSUFFICIENT: "yellow"
}  # fmt: skip

_KINDS = {
    "signature timestamp": N_("signature timestamp"),
    "document timestamp": N_("document timestamp"),
}

Line = tuple[str, str]


def file_facts(report: Report) -> Iterator[Line]:
    """Facts about the file as a whole."""
    size = _("{size} bytes, {count} revisions").format(size=report.size, count=report.revisions)
    yield _("Size"), size
    yield "SHA-256", report.sha256
    if report.number or report.date:
        yield _("Document"), f"{report.number} · {report.date}"
    if report.claims:
        claims = ", ".join(report.claims)
        yield _("Claims to be"), _("{standards} (claimed, not checked)").format(standards=claims)
    yield _("Policy"), _(POLICY_NAMES[report.policy])
    sub = f", {report.sub_indication.value}" if report.sub_indication else ""
    yield "ETSI EN 319 102-1", report.indication.value + sub


def heading_of(number: int, facts: SignatureFacts) -> str:
    if facts.kind is SignatureKind.DOCUMENT_TIMESTAMP:
        return _("Signature {number}, document timestamp").format(number=number)
    capacity = _(CAPACITY_NAMES[facts.capacity]) if facts.capacity else "?"
    return _("Signature {number}, {capacity}").format(number=number, capacity=capacity)


def signature_facts(facts: SignatureFacts) -> Iterator[Line]:
    """Facts about one signature, without its chain."""
    holder = f"{facts.signer} ({facts.organization})" if facts.organization else facts.signer
    yield _("Signer"), holder
    claimed = time_text(facts.claimed_at) or "–"
    yield _("Time"), _("{time} (claimed)").format(time=claimed)
    if facts.proof:
        yield (
            _("Proven by"),
            _("{kind} of {authority}, {time}").format(
                kind=_(_KINDS.get(facts.proof.kind, facts.proof.kind)),
                authority=facts.proof.authority,
                time=time_text(facts.proof.at),
            ),
        )
    yield _("Algorithm"), facts.algorithm
    yield _("Covers"), _covers(facts)
    yield _("Revocation"), revocation_text(facts.revocation)
    sub = f", {facts.sub_indication.value}" if facts.sub_indication else ""
    yield "ETSI EN 319 102-1", facts.indication.value + sub
    yield _("Certificates"), str(len(facts.chain))


def revocation_text(revocation: Revocation) -> str:
    as_of = time_text(revocation.as_of)
    if revocation.status is RevocationStatus.GOOD:
        return _("not revoked, as of {time}").format(time=as_of)
    if revocation.status is RevocationStatus.REVOKED:
        since = time_text(revocation.since)
        return _("revoked at {since}, as of {time}").format(since=since, time=as_of)
    return _("not known")


def certificate_line(facts: CertificateFacts) -> str:
    text = _("{subject}; issued by {issuer}; {start} to {end}; serial {serial}").format(
        subject=facts.subject,
        issuer=facts.issuer,
        start=local_date(facts.valid_from),
        end=local_date(facts.valid_until),
        serial=facts.serial,
    )
    return _("{certificate} (trust anchor)").format(certificate=text) if facts.anchor else text


def changes_line(step: RevisionFacts) -> str:
    """What a revision does, in one line."""
    if step.number == 0:
        return _("the content, {end} bytes").format(end=step.end)
    done = "; ".join(change.says.text(_) for change in step.changes) or "–"
    return _("{changes} (up to byte {end})").format(changes=done, end=step.end)


def comparison_lines(report: Report) -> Iterator[str]:
    """What the register and the evidence say, unless it stands among the problems."""
    if report.register and report.register.says not in report.problems:
        yield _("Register: {text}").format(text=report.register.says.text(_))
    if report.evidence and report.evidence.says not in report.problems:
        yield _("Evidence: {text}").format(text=report.evidence.says.text(_))


def _covers(facts: SignatureFacts) -> str:
    text = _("{count} bytes, revision {revision}").format(
        count=facts.covers_bytes, revision=facts.revision
    )
    return _("{bytes}, to the end of the file").format(bytes=text) if facts.covers_all else text
