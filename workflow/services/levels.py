"""The level that the office wants for a document, and what is done to reach it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from workflow.model.document import Document
from workflow.model.errors import (
    NoTimestamp,
    Problem,
    RevocationUnknown,
    SignatureNotValid,
    VanbanError,
)
from workflow.model.messages import N_, message
from workflow.model.signature_level import SignatureLevel
from workflow.model.verification import PolicyName, Verdict
from workflow.services.office import OpenOffice
from workflow.sign.evidence import append_evidence
from workflow.sign.reached import Reached, reached
from workflow.sign.timestamps import TimestampAuthority
from workflow.sign.trust import read_anchors
from workflow.sign.validate import verify

_CLOCKS = timedelta(minutes=5)  # how far two may differ


def authority_for(office: OpenOffice, document: Document) -> TimestampAuthority | None:
    """Who gives the timestamps of a document's signatures; None where they need none."""
    wanted = office.settings.signing.level_of(document.type)
    return timestamp_authority(office) if wanted.reaches(SignatureLevel.B_T) else None


def timestamp_authority(office: OpenOffice) -> TimestampAuthority:
    """
    Raises:
        NoTimestamp: the office names none.
    """
    signing = office.settings.signing
    if not signing.tsa:
        reason = message(N_("office.toml names no authority (signing.tsa)"))
        raise NoTimestamp(place="–", reason=reason, tries=0)
    return TimestampAuthority(signing.tsa, signing.patience, signing.tries)


def raise_level(
    office: OpenOffice, document: Document, sealed: bytes, why: VanbanError | None
) -> tuple[bytes, VanbanError | None]:
    """The sealed file with the evidence that the wanted level asks for, and why it lacks some.

    Parameters:
        why: what is lacking already.

    Raises:
        NoTimestamp, RevocationUnknown: it cannot be had, and may not come later.
        CertificateRevoked: never to be had.
    """
    wanted = office.settings.signing.level_of(document.type)
    if not wanted.reaches(SignatureLevel.B_LT):
        return sealed, why
    try:
        archived = wanted is SignatureLevel.B_LTA
        return add_evidence(office, document, sealed, stamped=archived), why
    except (NoTimestamp, RevocationUnknown) as error:
        if not office.upgrade_later:
            raise
        return sealed, why or error


def add_evidence(office: OpenOffice, document: Document, base: bytes, *, stamped: bool) -> bytes:
    """A file with one more revision of evidence, verified.

    Parameters:
        stamped: with a timestamp over everything.

    Raises:
        NoTimestamp, RevocationUnknown, CertificateRevoked, CertificateExpired
        SignatureNotValid: the result does not verify.
    """
    authority = timestamp_authority(office) if stamped else None
    anchors = read_anchors(office.directory / office.settings.trust)
    new = append_evidence(base, anchors, office.clock(), office.settings.patience, authority)
    check_appended(office, document, base, new, complete=True, asked=True)
    return new


def check_appended(
    office: OpenOffice, document: Document, base: bytes, new: bytes, *, complete: bool, asked: bool,
    policy: PolicyName = PolicyName.STRICT,
) -> None:  # fmt: skip
    """Nothing is recorded that was not verified.

    Parameters:
        complete: all signatures that the plan wants are there.
        policy: FOREIGN for what others made.
        asked: other services had a part in it, whose clocks may be ahead of ours.

    Raises:
        SignatureNotValid
    """
    anchors = read_anchors(office.directory / office.settings.trust)
    now = office.clock() + (_CLOCKS if asked else timedelta())
    report = verify(new, anchors, document.label, now=now, complete=complete, policy=policy)
    if report.verdict is not Verdict.VALID or not new.startswith(base):
        reasons = [*report.problems, *report.doubts]
        reasons += [says for s in report.signatures for says in (*s.problems, *s.doubts)]
        raise SignatureNotValid(problems=[Problem("", reason) for reason in reasons])


def level_reached(office: OpenOffice, pdf: bytes) -> Reached:
    return reached(pdf, read_anchors(office.directory / office.settings.trust))


def level_facts(
    office: OpenOffice,
    document: Document,
    pdf: bytes,
    why: VanbanError | None,
    most: SignatureLevel = SignatureLevel.B_LTA,
) -> dict[str, Any]:
    """What an event says of the level; nothing where the office wants B-B.

    Parameters:
        most: the highest level that can be reached with this act.
    """
    wanted = office.settings.signing.level_of(document.type)
    if wanted is SignatureLevel.B_B:
        return {}
    level = level_reached(office, pdf).level
    facts: dict[str, Any] = {"level": level.value}
    if not level.reaches(min(wanted, most, key=lambda each: each.rank)):
        facts["upgrade"] = {"wanted": wanted.value, "why": str(why or "")}
    return facts
