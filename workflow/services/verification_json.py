"""Reports as JSON, in the terms of ETSI EN 319 102-1. The form: docs/verification.md."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from workflow.model.messages import Message
from workflow.model.verification import (
    CertificateFacts,
    Comparison,
    Indication,
    Report,
    RevisionFacts,
    SignatureFacts,
    SubIndication,
    Verdict,
)

FORM = 1
"""The version of this form; it grows when a key changes its meaning or goes."""

_WORST_FIRST = (Verdict.INVALID, Verdict.INSUFFICIENT, Verdict.VALID)


def reports_json(reports: Sequence[Report]) -> dict[str, Any]:
    """All reports of one call, with the worst verdict. Sentences are in English."""
    return {
        "form": FORM,
        "verdict": worst(reports).value,
        "reports": [_report(report) for report in reports],
    }


def worst(reports: Sequence[Report]) -> Verdict:
    verdicts = {report.verdict for report in reports}
    return next((v for v in _WORST_FIRST if v in verdicts), Verdict.INVALID)


def _report(report: Report) -> dict[str, Any]:
    return {
        "file": report.file,
        "sha256": report.sha256,
        "size": report.size,
        "policy": report.policy.value,
        "verdict": report.verdict.value,
        **_indication(report.indication, report.sub_indication),
        "number": report.number,
        "date": report.date,
        "problems": _texts(report.problems),
        "doubts": _texts(report.doubts),
        "notes": _texts(report.notes),
        "claims": list(report.claims),
        "signatures": [_signature(signature) for signature in report.signatures],
        "revisions": [_revision(step) for step in report.steps],
        "register": _comparison(report.register),
        "evidence": _comparison(report.evidence),
        "withdrawn": report.withdrawn.text() if report.withdrawn else None,
    }


def _signature(facts: SignatureFacts) -> dict[str, Any]:
    proof, revocation = facts.proof, facts.revocation
    return {
        "field": facts.field,
        "kind": facts.kind.value,
        "capacity": facts.capacity.value if facts.capacity else None,
        "verdict": facts.verdict.value,
        **_indication(facts.indication, facts.sub_indication),
        "signer": facts.signer,
        "organization": facts.organization,
        "claimed_at": _time(facts.claimed_at),
        "proven_at": {
            "at": _time(proof.at), "authority": proof.authority, "by": proof.kind
        } if proof else None,
        "chain": [_certificate(certificate) for certificate in facts.chain],
        "revocation": {
            "status": revocation.status.value,
            "as_of": _time(revocation.as_of),
            "since": _time(revocation.since),
        },
        "algorithm": facts.algorithm,
        "covers": {
            "bytes": facts.covers_bytes,
            "revision": facts.revision,
            "whole_file": facts.covers_all,
        },
        "faults": [
            {"sub_indication": fault.sub_indication.value, "says": fault.says.text()}
            for fault in facts.faults
        ],
        "problems": _texts(facts.problems),
        "doubts": _texts(facts.doubts),
    }  # fmt: skip


def _certificate(facts: CertificateFacts) -> dict[str, Any]:
    return {
        "subject": facts.subject,
        "issuer": facts.issuer,
        "serial": facts.serial,
        "valid_from": _time(facts.valid_from),
        "valid_until": _time(facts.valid_until),
        "trust_anchor": facts.anchor,
    }


def _revision(step: RevisionFacts) -> dict[str, Any]:
    return {
        "revision": step.number,
        "end": step.end,
        "sha256": step.sha256,
        "changes": [
            {"kind": change.kind.value, "field": change.field, "says": change.says.text()}
            for change in step.changes
        ],
    }


def _indication(indication: Indication, sub: SubIndication | None) -> dict[str, str | None]:
    return {"indication": indication.value, "sub_indication": sub.value if sub else None}


def _comparison(found: Comparison | None) -> dict[str, Any] | None:
    return {"agrees": found.agrees, "says": found.says.text()} if found else None


def _texts(messages: Sequence[Message]) -> list[str]:
    return [message.text() for message in messages]


def _time(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
