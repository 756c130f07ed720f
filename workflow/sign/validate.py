"""Verify a file from its bytes and the trust anchors alone."""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from workflow.model.messages import N_, Message, message
from workflow.model.verification import (
    PolicyName,
    Report,
    RevocationStatus,
    SignatureFacts,
    SignatureKind,
)
from workflow.sign.bounds import OutOfBounds, bounded
from workflow.sign.changes import Changes
from workflow.sign.claims import claimed_standards
from workflow.sign.examination import Examination
from workflow.sign.objects import entry, form_fields
from workflow.sign.plan import TIMESTAMP, capacity_of, is_planned, missing
from workflow.sign.policies import Found, Rights, policy_of
from workflow.sign.revisions import check_revisions

_SECONDS, _MEBIBYTES = 10, 500


def verify(
    data: bytes,
    anchors: Sequence[x509.Certificate],
    file: str,
    now: datetime | None = None,
    complete: bool = True,
    policy: PolicyName = PolicyName.STRICT,
) -> Report:
    """Facts about every signature of a file, and what a policy makes of them.

    Parameters:
        now: the moment of verification (UTC); certificates expired by then leave a doubt.
        complete: the whole plan must be there; False accepts the beginning of it.
    """
    moment = now or datetime.now(UTC)
    try:
        return bounded(
            lambda: _verify(data, anchors, file, moment, complete, policy),
            seconds=_SECONDS,
            mebibytes=_MEBIBYTES,
        )
    except OutOfBounds:
        text = message(N_("reading it takes more time or memory than any document"))
        return unreadable(data, file, text, policy)


def unreadable(data: bytes, file: str, problem: Message, policy: PolicyName) -> Report:
    """The report on a file of which nothing can be said but why."""
    sha256 = hashlib.sha256(data).hexdigest()
    return Report(
        file, sha256, len(data), revisions=0, signatures=(), problems=(problem,), policy=policy
    )


def _verify(
    data: bytes,
    anchors: Sequence[x509.Certificate],
    file: str,
    moment: datetime,
    complete: bool,
    policy: PolicyName,
) -> Report:
    for library in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # its tracebacks are our findings
    try:
        return _report(data, anchors, file, moment, complete, policy)
    except Exception as error:  # hostile bytes can make a reader fail in any way that Python can
        problem = message(N_("it cannot be read as a PDF ({error})"), error=_short(error))
        return unreadable(data, file, problem, policy)


def _report(
    data: bytes,
    anchors: Sequence[x509.Certificate],
    file: str,
    moment: datetime,
    complete: bool,
    policy: PolicyName,
) -> Report:
    reader = PdfFileReader(io.BytesIO(data))
    signatures = _signatures(reader)
    examination = Examination(data, reader, anchors, moment)
    facts = [
        replace(found, capacity=capacity_of(found.field)) for found in examination.facts(signatures)
    ]
    unreadable_data = message(N_("the validation data cannot be read"))
    strict = policy is PolicyName.STRICT
    judgement = policy_of(policy).judge(
        Found(
            size=len(data),
            signatures=facts,
            rights=[Rights(s.docmdp_level, s.fieldmdp) for s in signatures],
            steps=(steps := Changes(data, reader).revisions),
            unreadable=() if examination.validation_data_readable else (unreadable_data,),
            against_plan=check_revisions(data, reader, signatures).problems if strict else (),
            missing=_missing(reader, signatures) if complete else (),
        )
    )
    return Report(
        file,
        hashlib.sha256(data).hexdigest(),
        len(data),
        revisions=len(steps),
        signatures=judgement.signatures,
        number=_filled(reader, "Number"),
        date=_filled(reader, "Date"),
        problems=judgement.problems,
        doubts=judgement.doubts,
        notes=tuple(_notes(judgement.signatures)),
        policy=policy,
        steps=steps,
        claims=claimed_standards(reader),
        planned=_is_planned(reader),
    )


def _signatures(reader: PdfFileReader) -> list[EmbeddedPdfSignature]:
    """Every field that is signed, in the order of the revisions."""
    found = [
        EmbeddedPdfSignature(reader, field, name)
        for name, _, field in enumerate_sig_fields(reader, filled_status=True)
    ]
    return sorted(found, key=lambda signature: signature.signed_revision)


def _missing(reader: PdfFileReader, signatures: Sequence[EmbeddedPdfSignature]) -> list[Message]:
    """The signatures that the plan still waits for."""
    declared = [name for _, name, _ in form_fields(reader)]
    signed = [signature.field_name for signature in signatures]
    return [
        message(N_("the signature “{field}” is missing"), field=field)
        for field in missing(declared, signed)
    ]


def _notes(signatures: Sequence[SignatureFacts]) -> list[Message]:
    notes = []
    made = [s for s in signatures if s.kind is SignatureKind.SIGNATURE]
    if any(s.proof is None for s in made):
        notes.append(
            message(N_("signing times are claimed by the signers; no timestamp proves them"))
        )
    if any(s.revocation.status is RevocationStatus.UNKNOWN for s in made):
        notes.append(message(N_("revocation was not checked: the file holds no revocation data")))
    return notes


def _is_planned(reader: PdfFileReader) -> bool:
    """Whether the fields are those of our plan; timestamps come after it."""
    declared = [name for _, name, _ in form_fields(reader)]
    return is_planned([name for name in declared if not name.startswith(TIMESTAMP)])


def _filled(reader: PdfFileReader, name: str) -> str:
    return next((str(entry(f, "/V") or "") for _, n, f in form_fields(reader) if n == name), "")


def _short(error: BaseException) -> str:
    text = str(error).strip().splitlines()
    return (text[0] if text else type(error).__name__)[:200]
