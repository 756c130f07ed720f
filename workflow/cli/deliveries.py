"""distribute, ack."""

from __future__ import annotations

from datetime import datetime

import click

from workflow.cli.desk import Desk, common
from workflow.cli.language import _
from workflow.cli.show import counted, emit_json, tell_next, tell_step, time_text
from workflow.model.delivery import DELIVERY_STATE_NAMES, Delivery
from workflow.model.errors import DeliveryError
from workflow.model.exchange import Status


@click.command("distribute", help=_("Send an issued document to every body that lacks it."))
@click.argument("id")
@common
def distribute_command(desk: Desk, id: str) -> int:
    from workflow.services.distribution import distribute

    with desk.open() as office:
        attempts = list(counted(distribute(office, id), _("Sending")))
        document = office.ledger.find(id)
    failed = [attempt for attempt in attempts if attempt.trouble]
    in_hand = [attempt for attempt in attempts if attempt.by_hand]
    if desk.json:
        emit_json([{"delivery": a.delivery, "error": str(a.trouble or "")} for a in attempts])
    else:
        sent = len(attempts) - len(failed) - len(in_hand)
        click.echo(_("{count} deliveries sent of {document}.").format(
            count=sent, document=document.label))  # fmt: skip
        for attempt in failed:
            assert attempt.trouble is not None
            click.echo(f"  ✗ {attempt.trouble.text(_)}")
        if in_hand:
            click.echo(_("{count} copies on paper lie with the clerk.").format(count=len(in_hand)))
    if failed:
        raise DeliveryError(failed=len(failed), total=len(attempts), document=document.label)
    if in_hand:
        step = _(
            "`vanban paper book {document}` and `vanban paper labels {document}` print what goes "
            "with them; `vanban ack {document} BODY --status sent` when one is gone"
        )
        tell_step(step.format(document=document.label))
    else:
        tell_next(document)
    return 0


_GONE = "sent"  # on paper: the clerk's word, not the body's
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
    type=click.Choice([_GONE, *_WORDS]),
    default="accepted",
    show_default=True,
    help=_("What the body says; sent: a copy on paper was given to the post or a courier."),
)
@click.option("--number", default="", metavar="NUMBER", help=_("Its incoming number there."))
@click.option("--reason", default="", metavar="TEXT", help=_("Why it is refused."))
@common
def ack_command(
    desk: Desk, id: str, body: str, by: str, status: str, number: str, reason: str
) -> None:
    from workflow.services.acknowledgement import Word, acknowledge, hand_over

    with desk.open() as office:
        if status == _GONE:
            document, delivery = hand_over(office, id, body, by)
        else:
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


def _latest(delivery: Delivery) -> datetime | None:
    """When the last thing happened that brought the delivery where it is."""
    moments = (
        delivery.sent_at, delivery.arrived_at, delivery.acknowledged_at, delivery.finished_at,
        delivery.answered_at,
    )  # fmt: skip
    return max(filter(None, moments), default=None)
