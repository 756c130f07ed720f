"""delivery show, resend, drop: one delivery in a person's hands."""

from __future__ import annotations

import click

from workflow.cli.attempts import next_attempt_text, send_now
from workflow.cli.desk import Desk, common, group
from workflow.cli.language import _
from workflow.cli.show import emit_json, emit_table, tell_next, tell_step, time_text
from workflow.model.delivery import DELIVERY_STATE_NAMES, Delivery
from workflow.model.events import Event
from workflow.model.exchange import MESSAGE_KIND_NAMES, STATUS_NAMES, Status
from workflow.model.lifecycle import ACT_NAMES, Act


@click.group(
    "delivery", help=_("One document on its way to one body: look at it, decide about it.")
)
@group
def delivery_command() -> None:
    pass


@delivery_command.command("show", help=_("Show all that happened to the deliveries to a body."))
@click.argument("id")
@click.argument("body")
@common
def show(desk: Desk, id: str, body: str) -> None:
    from workflow.services.decisions import life_of

    with desk.open() as office:
        document, lives = life_of(office, id, body)
        people = office.settings.people
    if desk.json:
        return emit_json([{"delivery": each, "events": events} for each, events in lives])
    for delivery, events in lives:
        _show_head(delivery)
        rows = [
            (
                time_text(event.at),
                people[event.actor].name if event.actor in people else event.actor,
                _(ACT_NAMES[event.act]),
                _told(event),
            )
            for event in events
        ]
        emit_table((_("Time"), _("Who"), _("What"), ""), rows)
        click.echo()
    return tell_next(document)


@delivery_command.command(
    "resend", help=_("Send to a body once more, by another way if one is named.")
)
@click.argument("id")
@click.argument("body")
@click.option("--channel", default="", metavar="NAME", help=_("The channel to send by."))
@click.option("--address", default="", metavar="ADDRESS", help=_("The address there."))
@common
def resend(desk: Desk, id: str, body: str, channel: str, address: str) -> int:
    from workflow.services.decisions import resend as plan_anew

    with desk.open() as office:
        delivery = plan_anew(office, id, body, channel, address)
        return send_now(desk, office, office.ledger.find(delivery.document))


@delivery_command.command("drop", help=_("Give a delivery up: it is no longer sent or waited for."))
@click.argument("id")
@click.argument("body")
@click.option("--reason", required=True, metavar="TEXT", help=_("Why."))
@common
def drop(desk: Desk, id: str, body: str, reason: str) -> None:
    from workflow.services.decisions import drop as give_up

    with desk.open() as office:
        document, delivery = give_up(office, id, body, reason)
    if desk.json:
        return emit_json(delivery)
    sentence = _("{document} is no longer sent to {body}.")
    click.echo(sentence.format(document=document.label, body=delivery.name))
    return tell_next(document)


def _show_head(delivery: Delivery) -> None:
    kind = _(MESSAGE_KIND_NAMES[delivery.kind])
    state = _(DELIVERY_STATE_NAMES[delivery.state])
    heading = f"{delivery.name}: {kind}, {state}"
    click.echo(click.style(heading, bold=True))
    click.echo(f"  {delivery.id}  {delivery.channel} {delivery.address}".rstrip())
    if again := next_attempt_text(delivery):
        click.echo(f"  {again}")
    elif delivery.waits_for_a_person:
        document, body = delivery.document[:6], delivery.body
        step = _("`vanban delivery resend {id} {body}`, or `vanban delivery drop {id} {body}`")
        tell_step(step.format(id=document, body=body))


def _told(event: Event) -> str:
    """What a line says besides who did what."""
    data = event.data
    if event.act is Act.DELIVERY_REPORTED:
        said = _(STATUS_NAMES[Status(data["status"])])
        when = time_text_of(data["said_at"])
        return " · ".join(filter(None, (said, data["reason"], data["number"], data["by"], when)))
    if event.act is Act.DELIVERY_REPLANNED:
        return f"{data['channel']} {data['address']}".rstrip()
    if event.act is Act.DELIVERY_FAILED and "next_attempt_at" in data:
        again = _("tried again at {time}").format(time=time_text_of(data["next_attempt_at"]))
        return f"{data['error']} · {again}"
    return str(
        data.get("error") or data.get("reason") or data.get("address") or data.get("by") or ""
    )


def time_text_of(text: str) -> str:
    from workflow.model.events import utc_time

    return time_text(utc_time(text))
