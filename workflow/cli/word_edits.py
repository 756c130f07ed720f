"""draft edit --word, --from-word, --place, --from FILE.docx: what is another way in a Word file is
shown before it counts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.desk import Desk
from workflow.cli.differences import show_difference
from workflow.cli.language import _
from workflow.cli.places import show_places
from workflow.cli.show import emit_json, shown_path, talk, tell_next
from workflow.cli.word_bodies import show_taken
from workflow.cli.word_program import edit_in_word
from workflow.model.difference import Difference
from workflow.model.document import Document
from workflow.model.places import PlaceFound, PlaceGiven

if TYPE_CHECKING:
    from workflow.services.office import OpenOffice


@dataclass(frozen=True)
class WordEdit:
    """How a draft is changed as a Word file.

    Attributes:
        source: the file that it was changed in; None for the working file, or for no new file.
        opened: open the working file and wait.
        yes: accept without asking. With --json nothing is accepted without it.
        places: what is said anew of places.
        accept_changes: with the tracked changes accepted.
    """

    source: Path | None
    opened: bool
    yes: bool
    places: tuple[PlaceGiven, ...]
    accept_changes: bool


def edit_word(office: OpenOffice, desk: Desk, id: str, given: WordEdit) -> None:
    """Change a draft in Word, from a Word file, or only where its places are."""
    from workflow.services.as_is import change_as_is
    from workflow.services.word_round_trip import accept, came_back

    before = office.ledger.find(id)
    source = _opened(office, id) if given.opened else given.source
    if source is None:
        document, found = change_as_is(office, id, places=given.places)
        return _tell(desk, before, document, found, Difference())
    finished, difference = came_back(office, id, source, accepted=given.accept_changes)
    if not difference and not given.places:
        if given.opened:
            source.unlink()
        return _tell(desk, before, before, (), difference)
    show_difference(difference)
    if not given.yes and not desk.json and not is_finished(office, id):
        talk(_("From then on the Word file is the document: it is no longer changed as a text."))
    if not given.yes and (desk.json or not _agreed()):
        talk(_("Nothing was taken up; what came back is in {file}.").format(
            file=shown_path(source)))  # fmt: skip
        return _tell(desk, before, before, (), difference)
    document, found = accept(office, id, finished, difference, given.places)
    if given.opened:
        source.unlink()
    return _tell(desk, before, document, found, difference)


def edit_body(office: OpenOffice, desk: Desk, id: str, given: WordEdit, parts: Path | None) -> None:
    """The text of a draft from another Word file.

    Parameters:
        parts: what the file does not say, in Markdown.
    """
    from workflow.services.word_body_edits import accept_body, new_body

    if given.places:
        raise click.UsageError(_("--place goes with a draft that is a Word file taken as it is."))
    before = office.ledger.find(id)
    assert given.source
    new = new_body(office, id, given.source, parts, accept=given.accept_changes)
    if not desk.json:
        show_taken(new.read.recognised)
    show_difference(new.difference)
    document = before
    if new.difference and (given.yes or (not desk.json and _agreed())):
        document = accept_body(office, id, new)
    if desk.json:
        return emit_json({
            "document": document, "accepted": document.version != before.version,
            "recognised": new.read.recognised, "difference": new.difference,
        })  # fmt: skip
    tell_changed(before, document)
    return tell_next(document)


def is_finished(office: OpenOffice, id: str) -> bool:
    """Whether a draft is a Word file taken as it is."""
    from workflow.services.finished_files import finished_file

    return finished_file(office, office.ledger.find(id)) is not None


def _opened(office: OpenOffice, id: str) -> Path:
    """The working file, after the person has changed it."""
    from workflow.services.word_round_trip import lay_out

    document, place, unfinished = lay_out(office, id)
    if unfinished:
        talk(_("{file} holds changes that were not taken up yet; they are shown with yours. "
               "Delete it to begin anew.").format(file=shown_path(place)))  # fmt: skip
    edit_in_word(place, document.label)
    return place


def tell_changed(before: Document, document: Document) -> None:
    if document.version == before.version:
        click.echo(_("Nothing was changed."))
    else:
        click.echo(_("Draft {id} was changed.").format(id=document.short_id))


def _agreed() -> bool:
    return click.confirm(_("Take it up so?"), err=True)


def _tell(
    desk: Desk, before: Document, document: Document, found: tuple[PlaceFound, ...],
    difference: Difference,
) -> None:  # fmt: skip
    if desk.json:
        accepted = document.version != before.version
        return emit_json({"document": document, "accepted": accepted, "places": found,
                          "difference": difference})  # fmt: skip
    tell_changed(before, document)
    show_places(found, document)
    return tell_next(document)
