"""Verify: from the file and trust anchors alone; in an office also against its register."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from workflow.model.document import Document
from workflow.model.errors import NotFound
from workflow.model.events import utc_time
from workflow.model.lifecycle import Act
from workflow.model.messages import N_, Message, message
from workflow.model.verification import Comparison, PolicyName, Report, SignatureKind, Verdict
from workflow.model.withdrawal import Withdrawal
from workflow.services.office import OpenOffice
from workflow.services.withdrawals import withdrawal
from workflow.sign.trust import read_anchors
from workflow.sign.validate import unreadable, verify

_MOST_BYTES = 256 * 1024 * 1024
_MOST_EVIDENCE = 1024 * 1024


def verify_file(
    file: Path,
    trust: Path,
    now: datetime | None = None,
    policy: PolicyName = PolicyName.STRICT,
    office: OpenOffice | None = None,
) -> Report:
    """What a file's signatures are worth, judged by the trust anchors at `trust`.

    Parameters:
        office: whose register the file is compared with.

    Raises:
        NotFound: there is no such file.
        NoTrustAnchor: `trust` holds no certificate.
    """
    return next(verify_files([file], trust, now, policy, office))


def verify_files(
    files: Sequence[Path],
    trust: Path,
    now: datetime | None = None,
    policy: PolicyName = PolicyName.STRICT,
    office: OpenOffice | None = None,
) -> Iterator[Report]:
    """A report on each file; one that cannot be read has a verdict like any other.

    Raises:
        NotFound: one of them is not there; then none is verified.
        NoTrustAnchor: `trust` holds no certificate.
    """
    anchors = read_anchors(trust)
    for file in files:
        if not _exists(file):
            raise NotFound(file=file)
    for file in files:
        try:
            data = _read(file)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            problem = message(N_("it cannot be read ({error})"), error=reason)
            yield unreadable(b"", file.name, problem, policy)
            continue
        owner = _attached_to(office, data) if office and _has_register(office) else None
        judged_by = PolicyName.FOREIGN if owner else policy  # others made its pages
        report = verify(data, anchors, file.name, now, policy=judged_by)
        report = _with_evidence(report, file, office)
        if office and owner:
            says = N_("attachment of {number}, issued by this office")
            yield _agreeing(report, says, owner, office)
        else:
            yield _with_register(report, office) if office and _has_register(office) else report


def _exists(file: Path) -> bool:
    try:
        return file.exists()
    except OSError:  # a name that no file can have
        return False


def _read(file: Path) -> bytes:
    """
    Raises:
        OSError: it is not a plain file of a sensible size, or cannot be read.
    """
    status = file.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(0, "not a plain file")
    if status.st_size > _MOST_BYTES:
        raise OSError(0, "too large")
    return file.read_bytes()


# -- the register ------------------------------------------------------------------------------


def _has_register(office: OpenOffice) -> bool:
    """Verifying must not make a register where there is none."""
    return _exists(office.directory / office.settings.database)


def _attached_to(office: OpenOffice, data: bytes) -> Document | None:
    """The issued document whose signed attachment these bytes are."""
    sha256 = hashlib.sha256(data).hexdigest()
    for event in office.ledger.events(act=Act.ISSUED, naming=sha256):
        if sha256 in event.data.get("attachments", {}).values():
            return office.ledger.find(event.document)
    return None


def _with_register(report: Report, office: OpenOffice) -> Report:
    """The report, and what the office's register says of the file and its number."""
    documents = office.ledger.documents()
    for document in documents:
        if report.sha256 == document.issued:
            return _agreeing(report, N_("issued by this office as {number}"), document, office)
        if report.sha256 in (document.signed, document.content):
            says = N_("it is an unfinished revision of {number}, not what was issued")
            return _contradicted(report, message(says, number=document.label))
    issued = next((d for d in documents if _carries(report, d)), None)
    if issued is None:
        unknown = message(N_("the register of this office has no such number"))
        return replace(report, register=Comparison(None, unknown))
    if _grown_from(report, issued):
        says = N_("issued by this office as {number}, preserved since")
        return _agreeing(report, says, issued, office)
    number = issued.official_number
    if not _speaks_for(report, office.settings.organ.name):
        others = message(N_("the number {number} is another organ's"), number=number)
        return replace(report, register=Comparison(None, others))
    template = N_("{number} was issued with other bytes (SHA-256 {sha256})")
    return _contradicted(report, message(template, number=number, sha256=issued.issued))


def _agreeing(report: Report, template: str, document: Document, office: OpenOffice) -> Report:
    says = message(template, number=document.official_number)
    said = withdrawal(office, document)
    withdrawn = said.says if said else report.withdrawn
    return replace(report, register=Comparison(True, says), withdrawn=withdrawn)


def _contradicted(report: Report, says: Message) -> Report:
    problems = (*report.problems, says)
    return replace(report, register=Comparison(False, says), problems=problems)


def _carries(report: Report, document: Document) -> bool:
    """Whether the file shows the number of an issued document."""
    number = document.official_number
    return bool(number) and number in report.number.split()


def _grown_from(report: Report, document: Document) -> bool:
    """Whether the file is what was issued, byte for byte, and sound revisions after it."""
    begins = any(step.sha256 == document.issued for step in report.steps)
    return begins and report.verdict is not Verdict.INVALID


def _speaks_for(report: Report, organ: str) -> bool:
    """Whether a file is, or may be, sealed by this organ."""
    made = [s for s in report.signatures if s.kind is SignatureKind.SIGNATURE]
    return not made or organ in made[-1].signer or organ in made[-1].organization


# -- evidence ----------------------------------------------------------------------------------


def _with_evidence(report: Report, file: Path, office: OpenOffice | None) -> Report:
    """The report, and whether the evidence beside the file agrees with it."""
    place = file.with_suffix(".json")
    if file.suffix == ".json" or not _exists(place):
        return report
    try:
        kept = json.loads(_read_evidence(place))
        hashes = {stage: str(kept["sha256"][stage]) for stage in ("content", "signed", "issued")}
        head = int(kept["journal"]["sequence"]), str(kept["journal"]["hash"])
        id = str(kept["document"])
        withdrawn = _withdrawn(kept)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        says = message(N_("the evidence {file} cannot be read"), file=place.name)
        return replace(report, evidence=Comparison(None, says))
    found = {step.sha256 for step in report.steps}
    if not set(hashes.values()) <= found:
        says = message(N_("the evidence {file} is of other bytes"), file=place.name)
        return replace(report, evidence=Comparison(False, says), problems=(*report.problems, says))
    if office and _is_ours(office, place, id) and not _has_head(office, *head):
        says = message(N_("the journal no longer has the head quoted in {file}"), file=place.name)
        return replace(report, evidence=Comparison(False, says), problems=(*report.problems, says))
    agrees = message(N_("the evidence {file} agrees"), file=place.name)
    return replace(report, evidence=Comparison(True, agrees), withdrawn=withdrawn)


def _withdrawn(kept: Any) -> Message | None:
    """What an evidence file says of the force of its document.

    Raises:
        ValueError, KeyError, TypeError: it is not as it was written.
    """
    if "withdrawn" not in kept:
        return None
    told = kept["withdrawn"]
    number = str(told.get("replaced_by", ""))
    return Withdrawal(utc_time(told["at"]), str(told["reason"]), number=number).says


def _read_evidence(place: Path) -> str:
    if place.stat().st_size > _MOST_EVIDENCE:
        raise OSError(0, "too large")
    return place.read_text("utf-8")


def _is_ours(office: OpenOffice, place: Path, id: str) -> bool:
    """Whether this office issued the document: its evidence lies here, or its journal knows it."""
    if not _has_register(office):
        return False
    here = place.resolve().is_relative_to((office.directory / "signed").resolve())
    return here or any(document.id == id for document in office.ledger.documents())


def _has_head(office: OpenOffice, sequence: int, head: str) -> bool:
    return any(e.sequence == sequence and e.hash == head for e in office.ledger.events())
