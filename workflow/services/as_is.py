"""Drafts that are finished Word files: begun, and their places corrected."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from workflow.draft.finished import read_finished
from workflow.ledger.journal import Entry
from workflow.model.document import Document, Draft
from workflow.model.errors import CopyWithoutSource, NotAFinishedFile
from workflow.model.lifecycle import Act, after
from workflow.model.parties import Role
from workflow.model.places import FinishedFile, PlaceFound, PlaceGiven
from workflow.rules.rulesets import CopyForm
from workflow.services.finished_files import finished_file, kept, taken_from, with_places
from workflow.services.office import OpenOffice
from workflow.services.rendering import places_of

NOTHING: Mapping[str, Any] = {}
Placed = tuple[Document, tuple[PlaceFound, ...]]
"""A document and the places on its pages."""


def create_as_is(
    office: OpenOffice, type_name: str, source: Path, places: Sequence[PlaceGiven] = (),
    *, accepted: bool = False,
) -> Placed:  # fmt: skip
    """A new draft that is a finished Word file.

    Parameters:
        places: where the drafter says that places are; the others are found.
        accepted: with its tracked changes accepted and without its comments.

    Raises:
        UnknownDocumentType, NotFound, WordFileBroken, WrongRole
        CopyWithoutSource: the type is a form of copy.
        DraftError: the file is of another type, or lacks parts.
        ChangesUndecided: it holds tracked changes or comments, and they are not to be accepted.
        RenderError: it cannot be carried to the page, or a place is not found.
    """
    author = office.require(Role.DRAFTER)
    kind = office.rules.document_type(type_name)
    if isinstance(kind, CopyForm):
        raise CopyWithoutSource(form=kind.id)
    draft = read_finished(taken_from(source, places, accepted=accepted), kind.id, kind.name)
    shown = places_of(office, draft)
    entry = Entry(Act.CREATED, {"type": kind.id, **_facts(office, draft)})
    document = office.record(secrets.token_hex(8), 0, [entry], actor=author)
    return document, shown.places


def change_as_is(
    office: OpenOffice,
    name: str,
    finished: FinishedFile | None = None,
    places: Sequence[PlaceGiven] = (),
    facts: Mapping[str, Any] = NOTHING,
    *,
    becomes: bool = False,
) -> Placed:
    """The draft with another file, or with its places elsewhere; the same again changes nothing.

    Parameters:
        finished: what takes the place of the file; None leaves it.
        places: what is said anew of places; what was said of others stays.
        facts: what the event says besides.
        becomes: a text may become a finished file.

    Raises:
        WrongState: it is no longer a draft.
        NotAFinishedFile: it is a text.
        DraftError, RenderError, WordFileBroken: the new file or place cannot be used.
    """
    document = office.ledger.find(name)
    after(document.state, Act.EDITED, document.label)
    office.require(Role.DRAFTER)
    old = finished_file(office, document)
    if old is None and not (finished and becomes):
        raise NotAFinishedFile(document=document.label)
    before = finished or old
    assert before
    new = replace(before, places=with_places(before.places, places))
    kind = office.rules.document_type(document.type)
    draft = read_finished(new, kind.id, kind.name)
    shown = places_of(office, draft)
    if old is None or new.data != old.data or new.places != old.places:
        entry = Entry(Act.EDITED, {**_facts(office, draft), **facts})
        document = office.record(document.id, document.version, [entry])
    return document, shown.places


def _facts(office: OpenOffice, draft: Draft) -> dict[str, Any]:
    assert draft.as_is
    return {"subject": draft.subject_line, **kept(office, draft.as_is)}
