"""A small document at every level of PAdES, made against the PKI of the tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from tests.pki_services import PkiServices
from tests.sign import forge
from workflow.model.verification import Report
from workflow.sign.evidence import append_evidence
from workflow.sign.pades import Fill, append_signature, planned_step
from workflow.sign.timestamps import TimestampAuthority
from workflow.sign.validate import verify

TEXTS = {"Date": forge.DATE_LINE, "Number": forge.NUMBER_LINE}


def now() -> datetime:
    return datetime.now(UTC)


def authority(pki: PkiServices, patience: float = 10.0, tries: int = 2) -> TimestampAuthority:
    return TimestampAuthority(pki.tsa_url, patience, tries)


def signed(
    pki: PkiServices, tsa: TimestampAuthority | None, person: str = "person", organ: str = "organ"
) -> bytes:
    """A small document, signed and sealed."""
    pdf = forge.smallest_content()
    for field, who in (("Signature", person), ("Seal", organ)):
        step = planned_step(pdf, field)
        fills = {name: Fill(TEXTS[name], forge.line(TEXTS[name])) for name in step.fills}
        image, moment = forge.line("x"), now().replace(microsecond=0)
        pdf = append_signature(pdf, pki.signer(who), step, fills, image, moment, tsa)
    return pdf


@dataclass(frozen=True)
class Levels:
    b_b: bytes
    b_t: bytes
    b_lt: bytes
    b_lta: bytes
    renewed: bytes


def made(pki: PkiServices) -> Levels:
    """The same small document at every level."""
    tsa = authority(pki)
    b_t = signed(pki, tsa)
    b_lt = append_evidence(b_t, pki.anchors, now(), 10)
    b_lta = append_evidence(b_t, pki.anchors, now(), 10, tsa)
    renewed = append_evidence(b_lta, pki.anchors, now(), 10, tsa)
    return Levels(signed(pki, None), b_t, b_lt, b_lta, renewed)


def verified(pki: PkiServices, data: bytes, at: datetime | None = None) -> Report:
    return verify(data, pki.anchors, "it.pdf", now=at)
