"""receive, collect."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.desk import Desk, common
from workflow.cli.language import _
from workflow.cli.show import emit_json, printable, shown_path, talk, tell_step
from workflow.model.errors import ReceivingError
from workflow.model.exchange import STATUS_NAMES
from workflow.model.incoming import INCOMING_NEXT_STEP

if TYPE_CHECKING:
    from workflow.services.collecting import Outcome
    from workflow.services.receipts import Answered


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day as people in Vietnam write it, or as programs do."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        for form in ("%d/%m/%Y", "%Y-%m-%d"):
            try:
                return datetime.strptime(str(value), form).date()  # noqa: DTZ007 - a day only
            except ValueError:
                continue
        return self.fail(_("“{text}” is no day such as 05/03/2026").format(text=value), param, ctx)


@click.command(
    "receive",
    help=_(
        "Take a document that another office sent: verify it, register it and answer, or refuse "
        "it with the reason. FILE is a PDF, a delivery's folder or its cover.json, an edXML "
        "message or a mail. Exit code 15 when it is refused or waits for you."
    ),
)
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option("--number", default="", metavar="NUMBER", help=_("Its number, as 127-KL/TU."))
@click.option("--dated", type=Day(), metavar="DAY", help=_("Its date, as 05/03/2026."))
@click.option("--from", "sender", default="", metavar="BODY", help=_("Who sends it."))
@click.option("--subject", default="", metavar="TEXT", help=_("What it is about."))
@click.option("--type", "type_", default="", metavar="TYPE", help=_("Its type, as Kết luận."))
@click.option("--signer", default="", metavar="NAME", help=_("Who signed it."))
@click.option("--due", type=Day(), metavar="DAY", help=_("When it is to be dealt with."))
@click.option(
    "--accept",
    default="",
    metavar="REASON",
    help=_("Register it in spite of doubts; the reason is kept in the journal."),
)
@common
def receive_command(
    desk: Desk,
    files: tuple[Path, ...],
    number: str,
    dated: date | None,
    sender: str,
    subject: str,
    type_: str,
    signer: str,
    due: date | None,
    accept: str,
) -> int:
    from workflow.services.receipts import answer
    from workflow.services.receiving_files import ToldFacts, receive_file

    told = ToldFacts(number, dated, sender, subject, type_, signer, due)
    outcomes = []
    with desk.open() as office:
        for file in files:
            outcome = receive_file(office, file, told, accept)
            outcomes.append(outcome)
            if not desk.json:
                show_outcome(outcome)
            if outcome.document:
                tell_answers(answer(office, outcome.document))
    return _end(desk, outcomes)


@click.command(
    "collect",
    help=_(
        "Read everything that came in by all channels: documents, receipts, recalls; then send "
        "the receipts that are owed. Fit for cron. Exit code 15 when something was refused or "
        "waits for you."
    ),
)
@common
def collect_command(desk: Desk) -> int:
    from workflow.services.collecting import collect

    outcomes = []
    with desk.open() as office:
        for outcome in collect(office):
            outcomes.append(outcome)
            if not desk.json:
                show_outcome(outcome)
    if not outcomes:
        talk(_("Nothing came in."))
    return _end(desk, outcomes)


def show_outcome(outcome: Outcome) -> None:
    """One line on one thing."""
    mark = click.style("!", fg="yellow") if outcome.trouble else click.style("✓", fg="green")
    channel = f" {outcome.channel}" if outcome.channel else ""
    click.echo(f"{mark}{channel} {outcome.what.text(_)}: {printable(outcome.says.text(_)).strip()}")
    if outcome.aside:
        talk(_("  kept in {place}").format(place=shown_path(outcome.aside)))


def tell_answers(answers: list[Answered]) -> None:
    """How the receipts went that an act owed to the sender."""
    for each in answers:
        status = _(STATUS_NAMES[each.owed.receipt.status])
        if each.place is None:
            text = _("The sender was told: {status}.").format(status=status)
        else:
            text = _("The receipt ({status}) lies in {place} for you to bring.").format(
                status=status, place=shown_path(each.place)
            )
        talk(text)


def _end(desk: Desk, outcomes: list[Outcome]) -> int:
    troubles = [outcome for outcome in outcomes if outcome.trouble]
    if desk.json:
        emit_json(outcomes)
    documents = [outcome.document for outcome in outcomes if outcome.document]
    if len(documents) == 1:
        step = INCOMING_NEXT_STEP[documents[0].state]
        tell_step(_(step).format(id=documents[0].label))
    else:
        tell_step(_("`vanban incoming list` shows what is here and where it stands"))
    if troubles:
        raise ReceivingError(total=len(outcomes), troubles=len(troubles))
    return 0
