"""The official files under signed/: each issued document and its evidence, in their place."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from workflow.ledger.store import write_whole
from workflow.model.document import Document
from workflow.model.events import utc_text
from workflow.model.lifecycle import Act
from workflow.services.office import OpenOffice, recorded


def publish(office: OpenOffice, document: Document) -> Path:
    """The official file and its evidence under signed/; safe to repeat."""
    place = published_place(office, document)
    name = recorded(office, document, Act.ISSUED, "issued")
    if document.preserved:
        name = recorded(office, document, Act.PRESERVED, "preserved")
    pdf = office.store.get(name)
    if not place.exists() or place.read_bytes() != pdf:
        write_whole(place, pdf)
    evidence = place.with_suffix(".json")
    if _hashes(evidence) != _hashes_of(document):
        write_whole(evidence, _evidence(office, document))
    return place


def published_place(office: OpenOffice, document: Document) -> Path:
    kind = office.rules.document_type(document.type)
    symbol = kind.symbol or kind.id
    name = document.official_number.replace("/", "-")
    term = document.term.replace("/", "-")
    return office.directory / "signed" / term / symbol / f"{name}.pdf"


def file_name(document: Document) -> str:
    return document.official_number.replace("/", "-") + ".pdf"


def _evidence(office: OpenOffice, document: Document) -> bytes:
    """What must outlive the database: the hashes, who did what, and the journal's head."""
    sequence, head = office.ledger.head()
    events = office.ledger.events(document.id)
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
    return (json.dumps(evidence, ensure_ascii=False, indent=2) + "\n").encode()


def _hashes_of(document: Document) -> dict[str, str]:
    stages = ("content", "signed", "issued", "preserved")
    return {stage: name for stage in stages if (name := getattr(document, stage))}


def _hashes(evidence: Path) -> object:
    """The hashes that an evidence file names; None where there is none that can be read."""
    try:
        return json.loads(evidence.read_bytes())["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def unpublished(office: OpenOffice) -> list[Document]:
    """Issued documents whose official file or evidence is missing or is not what was issued."""
    return [d for d in office.ledger.documents() if d.issued and not _is_published(office, d)]


def _is_published(office: OpenOffice, document: Document) -> bool:
    place = published_place(office, document)
    try:
        found = hashlib.sha256(place.read_bytes()).hexdigest()
    except OSError:
        return False
    evidence = place.with_suffix(".json")
    return found == document.official_file and _hashes(evidence) == _hashes_of(document)
