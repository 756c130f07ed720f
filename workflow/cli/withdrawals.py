"""recall, replace, update: what is done about a document after it was issued."""

from __future__ import annotations

from datetime import datetime

import click

from workflow.cli.attempts import send_now
from workflow.cli.desk import Desk, common
from workflow.cli.language import _
from workflow.cli.show import emit_json, tell_next
from workflow.model.parties import PURPOSE_NAMES, Purpose

_PURPOSES = [purpose.value for purpose in PURPOSE_NAMES if purpose is not Purpose.ARCHIVE]
_reason = click.option(
    "--reason", required=True, metavar="TEXT", help=_("Why; every body is told so.")
)


@click.command(
    "recall",
    help=_(
        "Recall an issued document: every body that has it is asked to give it up, and nothing "
        "more of it is sent."
    ),
)
@click.argument("id")
@_reason
@click.option("--ordered-by", default="", metavar="NAME", help=_("Who ordered it."))
@common
def recall_command(desk: Desk, id: str, reason: str, ordered_by: str) -> int:
    from workflow.services.recalling import recall

    with desk.open() as office:
        document = recall(office, id, reason, ordered_by)
        if not desk.json:
            click.echo(_("{document} is recalled.").format(document=document.label))
        return send_now(desk, office, document)


@click.command(
    "replace",
    help=_(
        "Put the document NEW, issued but not distributed, in the place of one that was sent: it "
        "goes to its own recipients and to all who have the old one."
    ),
)
@click.argument("id")
@click.argument("new")
@_reason
@common
def replace_command(desk: Desk, id: str, new: str, reason: str) -> None:
    from workflow.services.replacing import replace

    with desk.open() as office:
        old_document, new_document = replace(office, id, new, reason)
    if desk.json:
        return emit_json({"old": old_document, "new": new_document})
    sentence = _("{old} is replaced by {new}.")
    click.echo(sentence.format(old=old_document.label, new=new_document.label))
    return tell_next(new_document)


@click.command(
    "update",
    help=_(
        "Tell all who have a document what has changed about it: until when it is to be dealt "
        "with, who has it and why. Its text stays as it is."
    ),
)
@click.argument("id")
@_reason
@click.option(
    "--due",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    metavar="DATE",
    help=_("Until when it is to be dealt with, such as 2026-12-31."),
)
@click.option(
    "--purpose",
    "purposes",
    multiple=True,
    metavar="BODY=PURPOSE",
    help=_("Why a body has it from now on: action, report or information."),
)
@click.option(
    "--add", "added", multiple=True, metavar="BODY", help=_("A body or group that gets it too.")
)
@common
def update_command(
    desk: Desk,
    id: str,
    reason: str,
    due: datetime | None,
    purposes: tuple[str, ...],
    added: tuple[str, ...],
) -> int:
    from workflow.services.updating import update

    changed = dict(_purpose(each) for each in purposes)
    with desk.open() as office:
        day = due.date() if due else None
        document = update(office, id, reason, due=day, purposes=changed, added=added)
        if not desk.json:
            click.echo(_("{document} is updated.").format(document=document.label))
        return send_now(desk, office, document)


def _purpose(told: str) -> tuple[str, Purpose]:
    body, _equals, purpose = told.rpartition("=")
    if not body or purpose not in _PURPOSES:
        sentence = _("“{told}” is not BODY=PURPOSE; purposes: {known}.")
        raise click.UsageError(sentence.format(told=told, known=", ".join(_PURPOSES)))
    return body, Purpose(purpose)
