"""distribute, ack."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from workflow.cli.attempts import (
    attempt_json,
    send_now,
    show_troubles,
    tell_what_to_decide,
)
from workflow.cli.desk import Desk, common
from workflow.cli.language import _
from workflow.cli.show import counted, emit_json, talk, tell_next, tell_step, time_text
from workflow.model.delivery import DELIVERY_STATE_NAMES, Delivery
from workflow.model.errors import DeliveryError, VanbanError
from workflow.model.exchange import Status

if TYPE_CHECKING:
    from workflow.model.document import Document
    from workflow.services.office import OpenOffice


@click.command(
    "distribute",
    help=_(
        "Send an issued document to every body that lacks it; without ID all that is due now, of "
        "every document on its way (fit for cron)."
    ),
)
@click.argument("id", required=False)
@click.option(
    "--due",
    is_flag=True,
    help=_("Leave alone what failed and is to be tried again later, or waits for a person."),
)
@common
def distribute_command(desk: Desk, id: str | None, due: bool) -> int:
    with desk.open() as office:
        if id:
            return send_now(desk, office, office.ledger.find(id), due=due)
        return _send_all(desk, office)


def _send_all(desk: Desk, office: OpenOffice) -> int:
    """
    Raises:
        DeliveryError: something could not be sent.
    """
    from workflow.services.distribution import distribute_due, to_decide

    troubles: list[tuple[Document, VanbanError]] = []
    trouble = lambda document, error: troubles.append((document, error))  # noqa: E731
    attempts = list(counted(distribute_due(office, trouble), _("Sending")))
    if desk.json:
        emit_json([attempt_json(attempt) for attempt in attempts])
    else:
        sent = sum(attempt.trouble is None and not attempt.by_hand for attempt in attempts)
        click.echo(_("{count} deliveries sent.").format(count=sent))
        show_troubles(attempts)
    for document, error in troubles:
        talk(f"✗ {document.label}: {error.text(_)}")
    tell_what_to_decide(to_decide(office))
    if any(attempt.trouble for attempt in attempts) or troubles:
        return DeliveryError.exit_code
    tell_step(_("`vanban track` shows what is on its way, `vanban remind` what is overdue"))
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
