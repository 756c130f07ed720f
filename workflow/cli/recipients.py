"""recipient list, show, check, import, export, merge, reconcile."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.desk import Desk, common, group
from workflow.cli.language import _
from workflow.cli.reconciliation import show_reconciliation
from workflow.cli.show import date_text, emit_json, emit_table, shown_path, talk, tell_step
from workflow.model.errors import RecipientsError, SettingsError

if TYPE_CHECKING:
    from workflow.model.periods import Period
    from workflow.services.directory_changes import Planned
    from workflow.services.directory_lookup import Entry, GroupEntry
    from workflow.services.office import OpenOffice

_on = click.option(
    "--on", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), metavar="DATE",
    help=_("As of which day, such as 2026-10-15 (default: today)."),
)  # fmt: skip
_yes = click.option("--yes", is_flag=True, help=_("Write the changes without asking."))
_table = click.Path(path_type=Path, dir_okay=False)


@click.group("recipient", help=_("The directory of bodies that receive documents."))
@group
def recipient_command() -> None:
    pass


@recipient_command.command("list", help=_("List the bodies that are there on a day."))
@click.option("--kind", default="", metavar="KIND", help=_("Only bodies of this kind."))
@click.option("--under", default="", metavar="BODY",
              help=_("Only bodies that stand under this one, at any depth."))  # fmt: skip
@click.option("--group", default="", metavar="GROUP", help=_("Only bodies that the group holds."))
@click.option("--all", "over", is_flag=True, help=_("Also those that are not there on that day."))
@_on
@common
def list_(
    desk: Desk, kind: str, under: str, group: str, over: bool, on: datetime | None
) -> None:  # fmt: skip
    from workflow.services.directory_lookup import list_bodies

    with desk.open() as office:
        entries = list_bodies(office, _day(on), kind=kind, under=under, group=group, over=over)
    if desk.json:
        return emit_json(entries)
    rows = [
        (e.body.id, e.body.name, e.body.kind, e.body.organ_id, _way(e), _period(e.body.period))
        for e in entries
    ]
    headers = (_("ID"), _("Name"), _("Kind"), _("Identifier"), _("Channel"), _("Period"))
    emit_table(headers, rows)
    talk(_("Bodies: {count}").format(count=len(rows)))
    return tell_step(_("`vanban recipient show ID` shows one of them"))


@recipient_command.command("show", help=_("Show everything that is known of a body or a group."))
@click.argument("body")
@_on
@common
def show(desk: Desk, body: str, on: datetime | None) -> None:
    from workflow.services.directory_lookup import GroupEntry, show_entry

    with desk.open() as office:
        entry = show_entry(office, body, _day(on))
    if desk.json:
        return emit_json(entry)
    if isinstance(entry, GroupEntry):
        _show_group(entry)
    else:
        _show_body(entry)
    return tell_step(_("`vanban recipient check` looks for mistakes"))


@recipient_command.command(
    "check", help=_("Name every mistake of the directory, by file and line. Exit code 3 if any.")
)
@common
def check(desk: Desk) -> int:
    from workflow.services.directory_lookup import check_directory

    with desk.open() as office:
        problems = check_directory(office)
    if desk.json:
        emit_json([{"place": p.place, "says": p.message.text()} for p in problems])
        return SettingsError.exit_code if problems else 0
    for problem in problems:
        click.echo(f"{click.style('✗', fg='red')} {problem.text(_)}")
    if problems:
        tell_step(_("mend what is marked ✗, then `vanban recipient check` again"))
        return SettingsError.exit_code
    click.echo(_("Nothing is wrong in the directory."))
    tell_step(_("`vanban recipient list`"))
    return 0


@recipient_command.command(
    "import",
    help=_(
        "Add and change bodies as a CSV or XLSX table says: they are known by id or identifier. "
        "The difference is shown before anything is written."
    ),
)
@click.argument("file", type=_table)
@_yes
@common
def import_(desk: Desk, file: Path, yes: bool) -> None:
    from workflow.services.directory_changes import plan_import

    with desk.open() as office:
        _write(desk, office, plan_import(office, file), yes)


@recipient_command.command("export", help=_("Write all bodies into a CSV or XLSX table."))
@click.argument("file", type=_table)
@common
def export(desk: Desk, file: Path) -> None:
    from workflow.services.directory_changes import export_bodies

    with desk.open() as office:
        count = export_bodies(office, file)
    if desk.json:
        return emit_json({"file": file, "bodies": count})
    click.echo(_("{file}: {count} bodies.").format(file=shown_path(file), count=count))
    return tell_step(_("`vanban recipient import {file}` takes it in again").format(file=file))


@recipient_command.command(
    "merge",
    help=_(
        "Record that bodies merged into another, or that one goes on under another name: their "
        "last day, and who stands for them from then on."
    ),
)
@click.argument("old", nargs=-1, required=True)
@click.option("--into", "new", required=True, metavar="BODY",
              help=_("Who stands for them; it must be in the directory."))  # fmt: skip
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), metavar="DATE",
    help=_("The first day of that (default: today)."),
)  # fmt: skip
@_yes
@common
def merge(desk: Desk, old: tuple[str, ...], new: str, on: datetime | None, yes: bool) -> None:
    from workflow.services.directory_changes import plan_merger

    with desk.open() as office:
        _write(desk, office, plan_merger(office, old, new, _day(on)), yes)


@recipient_command.command(
    "reconcile",
    help=_(
        "Hold what a document prints against what will be sent: to whom, by which way, how many "
        "copies. Exit code 6 if somebody cannot be reached."
    ),
)
@click.argument("id")
@common
def reconcile_command(desk: Desk, id: str) -> int:
    from workflow.services.reconciliation import reconcile

    with desk.open() as office:
        found = reconcile(office, id)
    well = not found.troubles and (found.recorded or not found.unread)
    if desk.json:
        copies = {
            "electronic": found.electronic_copies,
            "paper": found.paper_copies,
            "archive": found.archive_copies,
        }
        unread = [{"place": p.place, "says": p.message.text()} for p in found.unread]
        plain = {name: getattr(found, name) for name in found.__dataclass_fields__}
        emit_json(plain | {"unread": unread, "copies": copies})
    else:
        show_reconciliation(found)
        tell_step(_("`vanban recipient show BODY` shows how a body is reached"))
    return 0 if well else RecipientsError.exit_code


def _day(on: datetime | None) -> date | None:
    return on.date() if on else None


def _way(entry: Entry) -> str:
    text = f"{entry.way.channel}: {entry.way.address}" if entry.way.address else entry.way.channel
    return f"✗ {text}" if entry.trouble else text


def _period(period: Period) -> str:
    if period.start is None and period.end is None:
        return ""
    return f"{date_text(period.start)}–{date_text(period.end)}"


def _show_group(entry: GroupEntry) -> None:
    group = entry.group
    click.echo(click.style(f"{group.name} ({group.id})", bold=True))
    for label, text in (
        (_("Other names"), "; ".join(group.names[1:])),
        (_("Kinds"), ", ".join(group.kinds)),
        (_("Under"), group.under or group.superior),
        (_("Members"), ", ".join(group.members)),
    ):
        if text:
            click.echo(f"  {label}: {text}")
    click.echo(_("  Holds on that day: {count}").format(count=len(entry.members)))
    for body in entry.members:
        click.echo(f"    {body.name} ({body.id})")


def _show_body(entry: Entry) -> None:
    body = entry.body
    click.echo(click.style(f"{body.name} ({body.id})", bold=True))
    ways = [f"{way.channel}: {way.address}" if way.address else way.channel for way in body.ways]
    held = [f"{post.title}: {official.name}" for official, post in entry.posts]
    for label, text in (
        (_("Other names"), "; ".join(body.names[1:])),
        (_("Kind"), body.kind),
        (_("Identifier"), body.organ_id),
        (_("Superior"), body.superior),
        (_("Ways"), ", ".join(ways)),
        (_("Taken now"), _way(entry)),
        (_("Trouble"), entry.trouble.text(_) if entry.trouble else ""),
        (_("Mail"), body.email),
        (_("Certificate"), body.certificate),
        (_("Encrypted"), _("yes") if body.encrypt else ""),
        (_("Period"), _period(body.period)),
        (_("Successor"), body.successor),
        (_("Stands for"), "; ".join(entry.before)),
        (_("Groups"), "; ".join(entry.groups)),
        (_("Posts"), "; ".join(held)),
        (_("Below it"), "; ".join(entry.below)),
    ):
        if text:
            click.echo(f"  {label}: {text}")
    if not entry.there:
        stands = entry.stands_for_it.name if entry.stands_for_it else _("nobody")
        click.echo(_("  It is not there on that day; in its place: {name}").format(name=stands))


def _write(desk: Desk, office: OpenOffice, planned: Planned, yes: bool) -> None:
    """Show what would change, ask, and write it.

    Raises:
        click.UsageError: nobody can be asked.
    """
    from workflow.services.directory_changes import write_changes

    changes = planned.changes
    for change in changes:
        mark = click.style("+" if change.new else "~", fg="green" if change.new else "yellow")
        talk(f"{mark} {change.name} ({change.body})")
        for field, (before, after) in change.fields.items():
            talk(f"    {field}: {before or '–'} → {after or '–'}")
    new = sum(change.new for change in changes)
    counts = _("New: {new}, changed: {changed}.").format(new=new, changed=len(changes) - new)
    if changes and not yes:
        if not sys.stdin.isatty():
            raise click.UsageError(
                _("{counts} Nothing was written: add --yes to write it.").format(counts=counts)
            )
        if not click.confirm(_("{counts} Write it so?").format(counts=counts), err=True):
            talk(_("Nothing was changed."))
            return None
    if changes:
        write_changes(office, planned)
    if desk.json:
        return emit_json(changes)
    click.echo(counts if changes else _("Nothing is different; nothing was written."))
    return tell_step(_("`vanban recipient check` looks for mistakes"))
