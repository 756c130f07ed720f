"""The official files under signed/: each issued document with its attachments and its evidence."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from workflow.ledger.store import write_whole
from workflow.model.document import Document
from workflow.model.events import utc_text
from workflow.model.lifecycle import Act
from workflow.services.attachments import approved_attachments, attachments_of
from workflow.services.office import OpenOffice, recorded
from workflow.services.withdrawals import withdrawal


def publish(office: OpenOffice, document: Document) -> Path:
    """The official file, its attachments and its evidence under signed/; safe to repeat."""
    place = published_place(office, document)
    name = recorded(office, document, Act.ISSUED, "issued")
    if document.preserved:
        name = recorded(office, document, Act.PRESERVED, "preserved")
    pdf = office.store.get(name)
    if not place.exists() or place.read_bytes() != pdf:
        write_whole(place, pdf)
    for file, sha256 in _attachments(office, document).items():
        if not _is(file, sha256):
            write_whole(file, office.store.get(sha256))
    evidence = place.with_suffix(".json")
    if not _says_all(office, evidence, document):
        write_whole(evidence, _evidence(office, document))
    return place


def published_place(office: OpenOffice, document: Document) -> Path:
    kind = office.rules.document_type(document.type)
    symbol = kind.symbol or kind.id
    name = document.official_number.replace("/", "-")
    term = document.term.replace("/", "-")
    return office.directory / "signed" / term / symbol / f"{name}.pdf"


def published_attachments(office: OpenOffice, document: Document) -> Path:
    """The folder with the attachments of an issued document, beside it."""
    return published_place(office, document).with_suffix(".attachments")


def file_name(document: Document) -> str:
    return document.official_number.replace("/", "-") + ".pdf"


def _evidence(office: OpenOffice, document: Document) -> bytes:
    """What must outlive the database: the hashes, who did what, and the journal's head."""
    sequence, head = office.ledger.head()
    # Thousands of deliveries are in the journal only: its head vouches for them.
    acts = office.ledger.events(document.id)
    events = [event for event in acts if not event.act.value.startswith("delivery-")]
    evidence: dict[str, object] = {
        "document": document.id,
        "official_number": document.official_number,
        "term": document.term,
        "organ": office.settings.organ.id,
        "sha256": _hashes_of(document),
        "acts": [
            {"act": e.act.value, "at": utc_text(e.at), "actor": e.actor, "hash": e.hash}
            for e in events
        ],
        "journal": {"sequence": sequence, "hash": head},
    }
    if "original" in events[0].data:  # of a certified copy, with what verifying said of it
        evidence["original"] = events[0].data["original"]
    if said := _withdrawn(office, document):
        evidence["withdrawn"] = said
    if signed := attachments_of(office, document):
        approved = approved_attachments(office, document)
        evidence["attachments"] = {
            name: {"content": approved[name], "issued": sha256} for name, sha256 in signed.items()
        }
    return (json.dumps(evidence, ensure_ascii=False, indent=2) + "\n").encode()


def _withdrawn(office: OpenOffice, document: Document) -> dict[str, str] | None:
    """Since when and why a document is no longer in force; None while it is."""
    if (said := withdrawal(office, document)) is None:
        return None
    told = {"at": utc_text(said.at), "reason": said.reason}
    return told | ({"replaced_by": said.number} if said.number else {})


def _hashes_of(document: Document) -> dict[str, str]:
    stages = ("content", "signed", "issued", "preserved")
    return {stage: name for stage in stages if (name := getattr(document, stage))}


def _says_all(office: OpenOffice, evidence: Path, document: Document) -> bool:
    """Whether an evidence file is there, of this document and of where it stands today."""
    try:
        said = json.loads(evidence.read_bytes())
        hashes, withdrawn = said["sha256"], said.get("withdrawn")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
    same: bool = hashes == _hashes_of(document)
    return same and withdrawn == _withdrawn(office, document)


def unpublished(office: OpenOffice) -> list[Document]:
    """Issued documents whose official file or evidence is missing or is not what was issued."""
    return [d for d in office.ledger.documents() if d.issued and not _is_published(office, d)]


def _is_published(office: OpenOffice, document: Document) -> bool:
    place = published_place(office, document)
    try:
        found = hashlib.sha256(place.read_bytes()).hexdigest()
    except OSError:
        return False
    if not all(_is(*each) for each in _attachments(office, document).items()):
        return False
    evidence = place.with_suffix(".json")
    return found == document.official_file and _says_all(office, evidence, document)


def _attachments(office: OpenOffice, document: Document) -> dict[Path, str]:
    """Where each attachment is published, and its SHA-256."""
    folder = published_attachments(office, document)
    return {folder / name: sha256 for name, sha256 in attachments_of(office, document).items()}


def _is(file: Path, sha256: str) -> bool:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest() == sha256
    except OSError:
        return False
