"""Finished Word files: documents that their drafter laid out in full, taken as they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workflow.model.document import Document
from workflow.model.lifecycle import Act
from workflow.model.places import FinishedFile, PlaceGiven, read_place
from workflow.services.office import OpenOffice
from workflow.services.word_files import read_word_file

_WITH_TEXT = (Act.CREATED, Act.EDITED)


def finished_file(office: OpenOffice, document: Document) -> FinishedFile | None:
    """The Word file that a document is, as it was last recorded; None where it is a text."""
    said: dict[str, Any] | None = None
    for event in office.ledger.events(document.id):
        if event.act in _WITH_TEXT:
            said = event.data.get("as_is")
    if said is None:
        return None
    places = tuple(read_place(text) for text in said["places"])
    return FinishedFile(said["name"], office.store.get(document.draft), places)


def taken_from(
    source: Path, places: Sequence[PlaceGiven] = (), *, accepted: bool = False
) -> FinishedFile:
    """A Word file as it is on the disk.

    Parameters:
        accepted: with its tracked changes accepted and without its comments.

    Raises:
        NotFound, WordFileBroken
        UnsupportedFeatures: it holds what no page can carry.
    """
    data = read_word_file(source, accept=accepted)
    return FinishedFile(source.name, data, tuple(places))


def kept(office: OpenOffice, finished: FinishedFile) -> dict[str, Any]:
    """What an event says of a finished file, which is kept in the store."""
    return {
        "draft": office.store.put(finished.data),
        "as_is": {"name": finished.name, "places": [given.text for given in finished.places]},
    }


def with_places(old: Sequence[PlaceGiven], new: Sequence[PlaceGiven]) -> tuple[PlaceGiven, ...]:
    """What was said of places before, with what is said anew of the same ones."""
    return tuple({given.name: given for given in (*old, *new)}.values())
