"""sign, issue."""

from __future__ import annotations

import click

from workflow.cli.desk import Desk, common
from workflow.cli.language import _
from workflow.cli.show import date_text, emit_json, shown_path, tell_next


@click.command("sign", help=_("Sign an approved document as the person its signature block names."))
@click.argument("id")
@click.option("--key", required=True, metavar="NAME", help=_("A key under [keys] in office.toml."))
@common
def sign_command(desk: Desk, id: str, key: str) -> None:
    from workflow.services.signing import sign

    with desk.open() as office:
        document = sign(office, id, key)
    if desk.json:
        return emit_json(document)
    click.echo(
        _("{id} is signed by {signer}, dated {day}.").format(
            id=document.label, signer=document.signer, day=date_text(document.signed_on)
        )
    )
    return tell_next(document)


@click.command("issue", help=_("Give a signed document its number and the organ's seal."))
@click.argument("id")
@click.option(
    "--seal", "seals", required=True, multiple=True, metavar="NAME",
    help=_("A seal under [seals] in office.toml; one for every organ that issues the document."),
)  # fmt: skip
@common
def issue_command(desk: Desk, id: str, seals: tuple[str, ...]) -> None:
    from workflow.services.issuing import issue

    with desk.open() as office:
        document, place = issue(office, id, seals)
    if desk.json:
        return emit_json({"document": document, "file": place})
    click.echo(
        _("Issued as {number}: {file}").format(
            number=document.official_number, file=shown_path(place)
        )
    )
    click.echo(_("SHA-256 of the file: {sha256}").format(sha256=document.issued))
    return tell_next(document)
