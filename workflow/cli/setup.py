"""init."""

from __future__ import annotations

from pathlib import Path

import click

from workflow.cli.desk import Desk, common
from workflow.cli.language import _
from workflow.cli.show import emit_json, shown_path, tell_step


@click.command("init", help=_("Make a new office in DIR: settings, templates, recipients."))
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--specimen-keys",
    is_flag=True,
    help=_("Also make a throw-away authority, keys and images, to try things out."),
)
@common
def init_command(desk: Desk, directory: Path, specimen_keys: bool) -> None:
    from workflow.services.starter import create_office

    office = create_office(directory, specimen_keys=specimen_keys).office
    if desk.json:
        return emit_json({"directory": directory, "organ": office.organ})
    click.echo(_("Made the office of {organ} in {directory}.").format(
        organ=office.organ.name, directory=shown_path(directory)))  # fmt: skip
    next_step = _("edit {file}, then `vanban doctor --office {directory}`")
    return tell_step(next_step.format(file=directory / "office.toml", directory=directory))
