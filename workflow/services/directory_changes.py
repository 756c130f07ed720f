"""Changing the directory of recipients: from a table, into a table, and bodies that merge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workflow.dispatch.directory import Examined, examine
from workflow.dispatch.directory_edits import Change, Edit, edit_by_merger, edit_by_rows
from workflow.dispatch.directory_tables import is_table, read_table, write_csv, write_xlsx
from workflow.ledger.store import write_whole
from workflow.model.errors import (
    ConcurrentChange,
    NotFound,
    Problem,
    RecipientTableRefused,
    SettingsError,
    storage_error,
)
from workflow.model.messages import N_, message
from workflow.services.directory_lookup import FOLDER, find_body
from workflow.services.office import OpenOffice


@dataclass(frozen=True)
class Planned:
    """Changes that are not written yet, and the texts that they were made from."""

    changes: tuple[Change, ...]
    edit: Edit
    before: Examined


def plan_import(office: OpenOffice, file: Path) -> Planned:
    """What a table would change.

    Raises:
        RecipientTableRefused, SettingsError, NotFound
    """
    examined = _examined(office)
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise NotFound(file=file) from None
    except OSError as error:
        raise storage_error(str(file), error) from None
    rows = read_table(data, file.name)
    edit = edit_by_rows(examined, rows, FOLDER, file.name)
    return Planned(edit.changes, edit, examined)


def plan_merger(
    office: OpenOffice, old: Sequence[str], new: str, on: date | None = None
) -> Planned:
    """What has to be written when bodies merge into another, or one is renamed.

    Parameters:
        old, new: ids, names or identifiers; the new body must be in the directory.
        on: the first day of which the new body stands for the old ones; None is today.

    Raises:
        UnknownEntry, RecipientTableRefused, SettingsError
    """
    examined = _examined(office)
    directory, day = examined.directory, on or office.today
    ids = [find_body(directory, name, day).id for name in old]
    edit = edit_by_merger(examined, ids, find_body(directory, new, day).id, day, FOLDER)
    return Planned(edit.changes, edit, examined)


def write_changes(office: OpenOffice, planned: Planned) -> None:
    """Write what was planned. Each file is there whole or not at all; if one cannot be written,
    those before it are put back.

    Raises:
        ConcurrentChange: somebody changed the directory meanwhile.
        StorageError: nothing was changed.
    """
    folder = office.directory / FOLDER
    if dict(examine(folder).texts) != dict(planned.before.texts):
        raise ConcurrentChange(document=FOLDER)
    written: list[str] = []
    try:
        for name, text in planned.edit.texts.items():
            write_whole(folder / name, text.encode())
            written.append(name)
    except BaseException:
        for name in written:
            write_whole(folder / name, planned.before.texts[name].encode())
        raise
    office.__dict__.pop("recipients", None)


def export_bodies(office: OpenOffice, file: Path) -> int:
    """Write all bodies into a table; how many they are.

    Raises:
        RecipientTableRefused: its name is that of no table.
        StorageError: it cannot be written.
    """
    bodies = list(office.recipients.bodies.values())
    if not is_table(file.name):
        problem = Problem("", message(N_("its name must end in .csv or .xlsx")))
        raise RecipientTableRefused(file=file.name, problems=[problem])
    is_workbook = file.suffix.lower() == ".xlsx"
    write_whole(file, write_xlsx(bodies) if is_workbook else write_csv(bodies))
    return len(bodies)


def _examined(office: OpenOffice) -> Examined:
    """
    Raises:
        SettingsError: the directory has mistakes already; they come first.
    """
    examined = examine(office.directory / FOLDER)
    if examined.problems:
        raise SettingsError(problems=examined.problems)
    return examined
