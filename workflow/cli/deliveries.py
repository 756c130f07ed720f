"""distribute, ack, track."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from workflow.cli.desk import Desk, common
from workflow.cli.language import _
from workflow.cli.show import (
    counted,
    emit_json,
    emit_table,
    shown_path,
    talk,
    tell_next,
    tell_shortfall,
    tell_step,
    time_text,
)
from workflow.model.delivery import DELIVERY_STATE_NAMES, Delivery, DeliveryState, Totals
from workflow.model.errors import DeliveryError
from workflow.model.exchange import Status
from workflow.model.parties import PURPOSE_NAMES

if TYPE_CHECKING:
    from workflow.services.tracking import Tracking

_MARKS = {
    DeliveryState.PLANNED: "·",
    DeliveryState.SENDING: "…",
    DeliveryState.SENT: "→",
    DeliveryState.FAILED: "✗",
    DeliveryState.ABANDONED: "–",
    DeliveryState.ARRIVED: "⇥",
    DeliveryState.ACCEPTED: "✓",
    DeliveryState.ASSIGNED: "✓",
    DeliveryState.IN_PROCESS: "✓",
    DeliveryState.FINISHED: "✔",
    DeliveryState.REFUSED: "✗",
    DeliveryState.AGREED: "✓",
    DeliveryState.DECLINED: "✗",
}


@click.command("distribute", help=_("Send an issued document to every body that lacks it."))
@click.argument("id")
@common
def distribute_command(desk: Desk, id: str) -> int:
    from workflow.services.distribution import distribute

    with desk.open() as office:
        attempts = list(counted(distribute(office, id), _("Sending")))
        document = office.ledger.find(id)
    failed = [attempt for attempt in attempts if attempt.trouble]
    if desk.json:
        emit_json([{"delivery": a.delivery, "error": str(a.trouble or "")} for a in attempts])
    else:
        sent = len(attempts) - len(failed)
        click.echo(_("{count} deliveries sent of {document}.").format(
            count=sent, document=document.label))  # fmt: skip
        for attempt in failed:
            assert attempt.trouble is not None
            click.echo(f"  ✗ {attempt.trouble.text(_)}")
    if failed:
        raise DeliveryError(failed=len(failed), total=len(attempts), document=document.label)
    tell_next(document)
    return 0


_WORDS = {
    "arrived": Status.ARRIVED,
    "accepted": Status.ACCEPTED,
    "assigned": Status.ASSIGNED,
    "in-process": Status.IN_PROCESS,
    "finished": Status.FINISHED,
    "refused": Status.REFUSED,
    "agreed": Status.AGREED,
    "declined": Status.DECLINED,
}


@click.command("ack", help=_("Record what BODY says of a document: that it has accepted it."))
@click.argument("id")
@click.argument("body")
@click.option("--by", default="", metavar="NAME", help=_("Who said so there."))
@click.option(
    "--status",
    type=click.Choice(list(_WORDS)),
    default="accepted",
    show_default=True,
    help=_("What the body says."),
)
@click.option("--number", default="", metavar="NUMBER", help=_("Its incoming number there."))
@click.option("--reason", default="", metavar="TEXT", help=_("Why it is refused."))
@common
def ack_command(
    desk: Desk, id: str, body: str, by: str, status: str, number: str, reason: str
) -> None:
    from workflow.services.acknowledgement import Word, acknowledge

    with desk.open() as office:
        word = Word(_WORDS[status], office.clock(), by, reason, number)
        document, delivery = acknowledge(office, id, body, word)
    if desk.json:
        return emit_json(delivery)
    click.echo(
        _("{body}, {document}: {state}, {time} (by {by}).").format(
            body=delivery.name,
            document=document.label,
            state=_(DELIVERY_STATE_NAMES[delivery.state]),
            time=time_text(_latest(delivery)),
            by=delivery.acknowledged_by or by or delivery.name,
        )
    )
    return tell_next(document)


@click.command(
    "track",
    help=_(
        "Show who has a document, or all that is not yet acknowledged. "
        "Exit code 12 while something is not sent."
    ),
)
@click.argument("id", required=False)
@click.option("--acknowledged", is_flag=True, help=_("Exit code 12 until all have acknowledged."))
@common
def track_command(desk: Desk, id: str | None, acknowledged: bool) -> int:
    from workflow.services.tracking import track, track_open

    with desk.open() as office:
        found = [track(office, id)] if id else track_open(office)
    if desk.json:
        emit_json(found[0] if id else found)
    elif id:
        _show_tracking(found[0])
    else:
        _show_open(found)
    open_ = [
        t for t in found
        if not t.deliveries or t.totals.outstanding or (acknowledged and t.totals.unanswered)
    ]  # fmt: skip
    return DeliveryError.exit_code if open_ else 0


def _latest(delivery: Delivery) -> datetime | None:
    """When the last thing happened that brought the delivery where it is."""
    moments = (
        delivery.sent_at, delivery.arrived_at, delivery.acknowledged_at, delivery.finished_at,
        delivery.answered_at,
    )  # fmt: skip
    return max(filter(None, moments), default=None)


def _show_tracking(tracking: Tracking) -> None:
    document = tracking.document
    click.echo(f"{document.label}  {document.subject}")
    rows = [
        (
            _MARKS[d.state],
            d.name,
            _(PURPOSE_NAMES[d.purpose]),
            d.channel,
            _(DELIVERY_STATE_NAMES[d.state]),
            time_text(_latest(d)),
            d.acknowledged_by or d.reason or d.last_error,
        )
        for d in tracking.deliveries
    ]
    headers = ("", _("Body"), _("Purpose"), _("Channel"), _("State"), _("Time"), _("By, or error"))
    if rows:
        emit_table(headers, rows)
    click.echo(_totals(tracking.totals))
    if tracking.archive and tracking.place:
        click.echo(
            _("Archive copy: {body} ({file})").format(
                body=tracking.archive.name, file=shown_path(tracking.place)
            )
        )
    tell_shortfall(tracking.shortfall, document)
    tell_next(document)


def _show_open(found: list[Tracking]) -> None:
    rows = [(t.document.label, _totals(t.totals), t.document.subject[:60]) for t in found]
    if rows:
        emit_table((_("Number"), _("Deliveries"), _("Subject")), rows)
    else:
        talk(_("Every issued document has been acknowledged by all."))
    tell_step(_("`vanban track NUMBER` shows one document body by body"))


def _totals(totals: Totals) -> str:
    states = [
        f"{_(DELIVERY_STATE_NAMES[state])} {count}"
        for state, count in totals.by_state.items()
        if count
    ]
    return _("Total {count}").format(count=totals.all) + (
        ": " + ", ".join(states) if states else ""
    )
