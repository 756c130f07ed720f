"""draft edit --word, --from-word, --place: what came back from Word is shown before it counts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.desk import Desk
from workflow.cli.differences import show_difference
from workflow.cli.language import _
from workflow.cli.places import show_places
from workflow.cli.show import emit_json, shown_path, talk, tell_next
from workflow.cli.word_program import edit_in_word
from workflow.model.difference import Difference
from workflow.model.document import Document
from workflow.model.places import PlaceFound, PlaceGiven

if TYPE_CHECKING:
    from workflow.services.office import OpenOffice


def edit_word(
    office: OpenOffice, desk: Desk, id: str, *,
    source: Path | None, opened: bool, yes: bool, places: tuple[PlaceGiven, ...],
) -> None:  # fmt: skip
    """Change a draft in Word, from a Word file, or where its places are.

    Parameters:
        source: the file that it was changed in; None for the working file, or for no new file.
        opened: open the working file and wait.
        yes: accept without asking. With --json nothing is accepted without it.
    """
    from workflow.services.as_is import change_as_is
    from workflow.services.word_round_trip import accept, came_back, lay_out

    before = office.ledger.find(id)
    if not source and not opened:
        document, found = change_as_is(office, id, places=places)
        return _tell(desk, before, document, found, Difference())
    if opened:
        before, source, unfinished = lay_out(office, id)
        if unfinished:
            talk(_("{file} holds changes that were not taken up yet; they are shown with yours. "
                   "Delete it to begin anew.").format(file=shown_path(source)))  # fmt: skip
        edit_in_word(source, before.label)
    assert source
    finished, difference = came_back(office, id, source)
    if not difference and not places:
        if opened:
            source.unlink()
        return _tell(desk, before, before, (), difference)
    show_difference(difference)
    if not yes and (desk.json or not _agreed(office, before)):
        talk(_("Nothing was taken up; what came back is in {file}.").format(
            file=shown_path(source)))  # fmt: skip
        return _tell(desk, before, before, (), difference)
    document, found = accept(office, id, finished, difference, places)
    if opened:
        source.unlink()
    return _tell(desk, before, document, found, difference)


def tell_changed(before: Document, document: Document) -> None:
    if document.version == before.version:
        click.echo(_("Nothing was changed."))
    else:
        click.echo(_("Draft {id} was changed.").format(id=document.short_id))


def _agreed(office: OpenOffice, document: Document) -> bool:
    from workflow.services.finished_files import finished_file

    if finished_file(office, document):
        return click.confirm(_("Take it up so?"), err=True)
    talk(_("From then on the Word file is the document: it is no longer changed as a text."))
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
