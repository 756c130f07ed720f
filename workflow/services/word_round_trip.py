"""A draft as a Word file: it goes out, comes back, and is accepted once its difference was seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from workflow.ledger.store import write_whole
from workflow.model.difference import Difference
from workflow.model.document import Document
from workflow.model.errors import CopyNotWord, FileInTheWay
from workflow.model.lifecycle import Act, after
from workflow.model.parties import Role
from workflow.model.places import FinishedFile, PlaceFound, PlaceGiven
from workflow.render.word_difference import word_difference
from workflow.services.as_is import change_as_is
from workflow.services.drafting import parse_draft
from workflow.services.finished_files import finished_file, taken_from
from workflow.services.office import OpenOffice
from workflow.services.rendering import word_file


def word_of(office: OpenOffice, document: Document) -> bytes:
    """The Word file that a draft is, or that the template makes of its text.

    Raises:
        CopyNotWord: it is a certified copy, whose pages are those of the original.
        RenderError
    """
    draft = parse_draft(office, document)
    if draft.copy_of:
        raise CopyNotWord(document=document.label)
    return word_file(office, draft)


def write_word(office: OpenOffice, name: str, place: Path) -> Document:
    """Write a draft's Word file where nothing else is in the way.

    Raises:
        FileInTheWay
        As `word_of`.
    """
    document = office.ledger.find(name)
    data = word_of(office, document)
    if place.exists() and place.read_bytes() != data:
        raise FileInTheWay(file=place)
    write_whole(place, data)
    return document


def lay_out(office: OpenOffice, name: str) -> tuple[Document, Path, bool]:
    """The working file under drafts/, and whether it holds changes that were not taken up yet:
    those are never written over.

    Raises:
        WrongState, WrongRole
        As `word_of`.
    """
    document = office.ledger.find(name)
    after(document.state, Act.EDITED, document.label)
    office.require(Role.DRAFTER)
    data, place = word_of(office, document), working_place(office, document)
    if place.exists():
        return document, place, place.read_bytes() != data
    write_whole(place, data)
    return document, place, False


def working_place(office: OpenOffice, document: Document) -> Path:
    return office.directory / "drafts" / f"{document.short_id}.docx"


def came_back(
    office: OpenOffice, name: str, source: Path, *, accepted: bool = False
) -> tuple[FinishedFile, Difference]:
    """What is in a Word file now, and how it differs from the draft.

    Parameters:
        accepted: with its tracked changes accepted and without its comments.

    Raises:
        NotFound, WordFileBroken, RenderError: it cannot be read, or holds what cannot be carried.
        ChangesUndecided: it holds tracked changes or comments, and they are not to be accepted.
        WrongState, WrongRole
    """
    document = office.ledger.find(name)
    after(document.state, Act.EDITED, document.label)
    office.require(Role.DRAFTER)
    finished = taken_from(source, accepted=accepted)
    before = word_of(office, document)
    same = before == finished.data
    return finished, Difference() if same else word_difference(before, finished.data, source.name)


def accept(
    office: OpenOffice, name: str, finished: FinishedFile, difference: Difference,
    places: Sequence[PlaceGiven] = (),
) -> tuple[Document, tuple[PlaceFound, ...]]:  # fmt: skip
    """The draft as it came back from Word: from then on the file is the document.

    Raises:
        As `change_as_is`.
    """
    document = office.ledger.find(name)
    old = finished_file(office, document)
    if old:
        finished = FinishedFile(old.name, finished.data, old.places)
    facts = {"from_word": counts_of(difference)}
    return change_as_is(office, name, finished, places, facts, becomes=True)


def counts_of(difference: Difference) -> Mapping[str, int]:
    """How many differences of each kind an event records."""
    return {
        "numbers": len(difference.numbers),
        "words": len(difference.words),
        "formats": len(difference.formats),
    }
