"""submit, approve, reject."""

from __future__ import annotations

import click

from workflow.cli.attachments import show_attachments
from workflow.cli.desk import Desk, common
from workflow.cli.language import _
from workflow.cli.show import emit_json, tell_next


@click.command("submit", help=_("Put a draft up for approval: from here on its pages are fixed."))
@click.argument("id")
@click.option(
    "--accept",
    default="",
    metavar="REASON",
    help=_("Accept warnings about its form; why is kept in the journal."),
)
@common
def submit_command(desk: Desk, id: str, accept: str) -> None:
    from workflow.services.submission import submit

    with desk.open() as office:
        document, recipients = submit(office, id, accept.strip())
    if desk.json:
        return emit_json({"document": document, "recipients": recipients})
    click.echo(_("{id} is submitted.").format(id=document.label))
    click.echo(_("SHA-256 of its pages: {sha256}").format(sha256=document.content))
    lines: dict[int, tuple[str, list[str]]] = {r.line: (r.printed, []) for r in recipients}
    for recipient in recipients:
        lines[recipient.line][1].append(recipient.name)
    for printed, names in lines.values():
        more = _(" and {count} more").format(count=len(names) - 2) if len(names) > 2 else ""
        click.echo(f"  - {printed}  →  {len(names)}: {', '.join(names[:2])}{more}")
    return tell_next(document)


@click.command("approve", help=_("Approve a submitted document, bound to its pages' SHA-256."))
@click.argument("id")
@common
def approve_command(desk: Desk, id: str) -> None:
    from workflow.services.approval import approve
    from workflow.services.attachments import approved_attachments

    with desk.open() as office:
        document = approve(office, id)
        person = office.person
        attachments = approved_attachments(office, document)
    if desk.json:
        return emit_json(document)
    click.echo(_("{id} is approved by {person}.").format(id=document.label, person=person))
    click.echo(_("SHA-256 of its pages: {sha256}").format(sha256=document.content))
    show_attachments(attachments)
    return tell_next(document)


@click.command("reject", help=_("Send a document back to its author, with the reason."))
@click.argument("id")
@click.option("--reason", required=True, help=_("Why; the author reads it in the journal."))
@common
def reject_command(desk: Desk, id: str, reason: str) -> None:
    from workflow.services.approval import reject

    if not reason.strip():
        raise click.BadParameter(_("a reason is needed"), param_hint="--reason")
    with desk.open() as office:
        document = reject(office, id, reason.strip())
    if desk.json:
        return emit_json(document)
    click.echo(_("{id} is a draft again: {reason}").format(id=document.label, reason=reason))
    return tell_next(document)
