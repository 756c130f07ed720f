"""sign, issue."""

from __future__ import annotations

import click

from workflow.cli.desk import Desk, common
from workflow.cli.language import _
from workflow.cli.queues import issue_the_queue, sign_the_queue
from workflow.cli.reconciliation import tell_reconciliation
from workflow.cli.show import date_text, emit_json, shown_path, tell_next, tell_shortfall
from workflow.model.lifecycle import State
from workflow.model.signature_level import shortfall_of

_upgrade_later = click.option(
    "--allow-upgrade-later",
    "upgrade_later",
    is_flag=True,
    help=_(
        "If timestamps or validation data cannot be had now, go on without them; that is recorded, "
        "and `vanban preserve` adds them later."
    ),
)


@click.command(
    "sign",
    help=_(
        "Sign an approved document in the block that names the acting person, or with --queue all "
        "that wait for them. Exit code 14 while some of a queue are left."
    ),
)
@click.argument("id", required=False)
@click.option(
    "--key", default="", metavar="NAME",
    help=_("A key under [keys] in office.toml (default: the only one of the acting person)."),
)  # fmt: skip
@click.option("--queue", is_flag=True, help=_("All documents that wait for the acting person."))
@click.option("--yes", is_flag=True, help=_("Do not ask before the documents of a queue."))
@_upgrade_later
@common
def sign_command(
    desk: Desk, id: str | None, key: str, queue: bool, yes: bool, upgrade_later: bool
) -> None:
    from workflow.services.signing import sign

    desk.upgrade_later = upgrade_later
    if queue:
        _check_no_id(id)
        return sign_the_queue(desk, key, yes)
    with desk.open() as office:
        document = sign(office, _given(id), key)
        person = office.person
        lacking = shortfall_of(office.ledger.events(document.id))
    if desk.json:
        return emit_json(document)
    if document.awaiting:
        said = _("{id} is signed by {person}; still to sign: {awaiting}.").format(
            id=document.label, person=person.name, awaiting=", ".join(document.awaiting)
        )
    else:
        said = _("{id} is signed by {signer}, dated {day}.").format(
            id=document.label, signer=document.signer, day=date_text(document.signed_on)
        )
    click.echo(said)
    tell_shortfall(lacking, document)
    return tell_next(document)


@click.command(
    "issue",
    help=_(
        "Give a signed document its number and the organs' seals, or with --queue all that are "
        "signed. Exit code 14 while some of a queue are left."
    ),
)
@click.argument("id", required=False)
@click.option(
    "--seal", "seals", required=True, multiple=True, metavar="NAME",
    help=_("A seal under [seals] in office.toml; one for every organ that issues the document."),
)  # fmt: skip
@click.option("--queue", is_flag=True, help=_("All documents that are signed."))
@click.option("--yes", is_flag=True, help=_("Do not ask before the documents of a queue."))
@_upgrade_later
@common
def issue_command(
    desk: Desk,
    id: str | None,
    seals: tuple[str, ...],
    queue: bool,
    yes: bool,
    upgrade_later: bool,
) -> None:
    from workflow.services.issuing import issue
    from workflow.services.reconciliation import reconcile

    desk.upgrade_later = upgrade_later
    if queue:
        _check_no_id(id)
        return issue_the_queue(desk, seals, yes)
    with desk.open() as office:
        if office.ledger.find(_given(id)).state is State.SIGNED:
            tell_reconciliation(reconcile(office, _given(id)))
        document, place = issue(office, _given(id), seals)
        lacking = shortfall_of(office.ledger.events(document.id))
    if desk.json:
        return emit_json({"document": document, "file": place})
    click.echo(
        _("Issued as {number}: {file}").format(
            number=document.official_number, file=shown_path(place)
        )
    )
    click.echo(_("SHA-256 of the file: {sha256}").format(sha256=document.official_file))
    tell_shortfall(lacking, document)
    return tell_next(document)


def _given(id: str | None) -> str:
    if id is None:
        raise click.UsageError(_("Name a document (ID), or --queue for all that wait."))
    return id


def _check_no_id(id: str | None) -> None:
    if id is not None:
        raise click.UsageError(_("--queue takes no ID: it takes all that wait."))
