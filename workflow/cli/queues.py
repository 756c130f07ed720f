"""sign --queue and issue --queue: the list, one question, and a result for each document."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from workflow.cli.desk import Desk
from workflow.cli.language import _
from workflow.cli.show import counted, emit_json, emit_table, talk, tell_step, time_text
from workflow.model.errors import QueueUnfinished

if TYPE_CHECKING:
    from workflow.services.queue import Outcome, Waiting

_SUBJECT = 48  # letters


def sign_the_queue(desk: Desk, key_name: str, agreed: bool) -> None:
    """Sign all that waits for the acting person.

    Raises:
        QueueUnfinished: something is left.
    """
    from workflow.services.queue import sign_queue, waiting_for_signature
    from workflow.services.signing import key_of_person, ready_stamp

    with desk.open() as office:
        queue = waiting_for_signature(office)
        if not queue:
            return _tell_nothing(desk)
        key = key_of_person(office, key_name)
        if not _agreed(desk, queue, agreed):
            return None
        outcomes = sign_queue(office, queue, ready_stamp(office, key, key.image))
        return _work(desk, queue, outcomes, _("signed"), _("Signing"))


def issue_the_queue(desk: Desk, seal_names: tuple[str, ...], agreed: bool) -> None:
    """Number and seal all that is signed.

    Raises:
        QueueUnfinished: something is left.
    """
    from workflow.services.queue import issue_queue, waiting_for_seal
    from workflow.services.sealing import named_seals, open_seals

    with desk.open() as office:
        queue = waiting_for_seal(office)
        if not queue:
            return _tell_nothing(desk)
        seals = named_seals(office, seal_names)
        if not _agreed(desk, queue, agreed):
            return None
        outcomes = issue_queue(office, queue, open_seals(office, seals))
        return _work(desk, queue, outcomes, _("issued"), _("Issuing"))


def _tell_nothing(desk: Desk) -> None:
    if desk.json:
        emit_json({"total": 0, "left": 0, "documents": []})
    else:
        click.echo(_("Nothing is waiting."))


def _agreed(desk: Desk, queue: list[Waiting], agreed: bool) -> bool:
    """Show what waits, and ask once."""
    if not desk.json:
        rows = [
            (
                w.document.label, w.type, w.document.subject[:_SUBJECT], w.pages, w.approver,
                time_text(w.since),
            )
            for w in queue
        ]  # fmt: skip
        emit_table(
            (_("ID"), _("Type"), _("Subject"), _("Pages"), _("Approved by"), _("Waiting since")),
            rows,
        )
    if agreed:
        return True
    if desk.json or not sys.stdin.isatty():
        raise click.UsageError(_("Nobody can be asked here: add --yes to agree beforehand."))
    if click.confirm(_("Go on with these {count} documents?").format(count=len(queue)), err=True):
        return True
    talk(_("Nothing was done."))
    return False


def _work(
    desk: Desk, queue: list[Waiting], outcomes: Iterator[Outcome], done: str, label: str
) -> None:
    found: list[Outcome] = []
    try:
        for outcome in counted(outcomes, label, len(queue)):
            found.append(outcome)
    finally:  # what was done is told also when it is cut off
        left = len(queue) - sum(outcome.error is None for outcome in found)
        if desk.json:
            emit_json({"total": len(queue), "left": left, "documents": _plain(queue, found)})
        else:
            _show(queue, found, done)
    if left:
        raise QueueUnfinished(left=left, total=len(queue))
    if not desk.json:
        tell_step(_("`vanban draft list` shows what is to be done with each"))


def _show(queue: list[Waiting], found: list[Outcome], done: str) -> None:
    for outcome in found:
        name = f"{outcome.document.label}  {outcome.document.subject[:_SUBJECT]}"
        if outcome.error is None:
            click.echo(f"{click.style('✓', fg='green')} {name}: {done}")
        elif outcome.tried:
            click.echo(f"{click.style('✗', fg='red')} {name}: {outcome.error.text(_)}")
            if hint := outcome.error.hint_text(_):
                click.echo(f"    {hint}")
        else:
            click.echo(f"· {name}: {_('not tried: the key failed before')}")
    for waiting in queue[len(found) :]:
        name = f"{waiting.document.label}  {waiting.document.subject[:_SUBJECT]}"
        click.echo(f"· {name}: {_('not tried')}")


def _plain(queue: list[Waiting], found: list[Outcome]) -> list[dict[str, object]]:
    """A result for each document, for programs."""
    told: list[dict[str, object]] = []
    for number, waiting in enumerate(queue):
        outcome = found[number] if number < len(found) else None
        document = outcome.document if outcome else waiting.document
        tried = outcome is not None and outcome.tried
        told.append(
            {
                "document": document,
                "type": waiting.type,
                "pages": waiting.pages,
                "approver": waiting.approver,
                "since": waiting.since,
                "result": "not-tried" if outcome is None or not tried
                else "failed" if outcome.error else "done",
                "error": str(outcome.error or "") if outcome else "",
            }
        )  # fmt: skip
    return told
