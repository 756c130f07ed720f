"""attach."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from workflow.cli.desk import Desk, common
from workflow.cli.language import _
from workflow.cli.show import emit_json, printable, talk, tell_next


@click.command(
    "attach",
    help=_(
        "Attach a PDF file to a draft, as a file of its own; `issue` puts number, time and the "
        "organ's signature on its first page."
    ),
)
@click.argument("id")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--remove", metavar="NAME", help=_("Take an attachment away again."))
@common
def attach_command(desk: Desk, id: str, file: Path | None, remove: str | None) -> None:
    from workflow.services.attaching import attach, detach
    from workflow.services.attachments import attachments_of

    if (file is None) == (remove is None):
        raise click.UsageError(_("Name a file, or an attachment with --remove."))
    with desk.open() as office:
        if file is not None:
            made = attach(office, id, file)
            document, name, blank = made.document, made.name, made.blank_corner
        else:
            document, name, blank = detach(office, id, remove or ""), remove or "", True
        attachments = attachments_of(office, document)
    if desk.json:
        return emit_json({"document": document, "attachments": attachments})
    said = _("{name} is attached to {id}.") if file else _("{name} is removed from {id}.")
    click.echo(said.format(name=printable(name), id=document.label))
    show_attachments(attachments)
    if not blank:
        talk(
            _(
                "The top right corner of page 1 is not blank: the signature will stand over what "
                "is there. Look at the page before you submit it."
            )
        )
    return tell_next(document)


def show_attachments(attachments: Mapping[str, str]) -> None:
    """Attachments with their hashes, below what they belong to; nothing where there are none."""
    if attachments:
        click.echo(_("Attachments:"))
    for name, sha256 in attachments.items():
        click.echo(f"  - {printable(name)}  SHA-256 {sha256}")
