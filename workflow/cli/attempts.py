"""What came of sending: how many, what failed, what lies with the clerk, what a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from workflow.cli.desk import Desk
from workflow.cli.language import _
from workflow.cli.show import counted, emit_json, talk, tell_next, tell_step, time_text
from workflow.model.delivery import DELIVERY_STATE_NAMES
from workflow.model.errors import DeliveryError

if TYPE_CHECKING:
    from workflow.model.delivery import Delivery
    from workflow.model.document import Document
    from workflow.services.office import OpenOffice
    from workflow.services.sending import Attempt


def send_now(desk: Desk, office: OpenOffice, document: Document, *, due: bool = True) -> int:
    """Send what a document still has to send, and tell how it went.

    Parameters:
        due: leave alone what failed and is tried again later, or waits for a person.

    Raises:
        DeliveryError: something could not be sent.
    """
    from workflow.services.distribution import distribute, to_decide

    attempts = list(counted(distribute(office, document.id, due=due), _("Sending")))
    document = office.ledger.find(document.id)
    if desk.json:
        emit_json([attempt_json(attempt) for attempt in attempts])
    else:
        sent = sum(attempt.trouble is None and not attempt.by_hand for attempt in attempts)
        sentence = _("{count} deliveries sent of {document}.")
        click.echo(sentence.format(count=sent, document=document.label))
        show_troubles(attempts)
    tell_what_to_decide(to_decide(office, document.id))
    if failed := [attempt for attempt in attempts if attempt.trouble]:
        raise DeliveryError(failed=len(failed), total=len(attempts), document=document.label)
    if any(attempt.by_hand for attempt in attempts):
        step = _(
            "`vanban paper book {document}` and `vanban paper labels {document}` print what goes "
            "with them; `vanban ack {document} BODY --status sent` when one is gone"
        )
        tell_step(step.format(document=document.label))
    else:
        tell_next(document)
    return 0


def attempt_json(attempt: Attempt) -> dict[str, object]:
    return {"delivery": attempt.delivery, "error": str(attempt.trouble or "")}


def show_troubles(attempts: Sequence[Attempt]) -> None:
    for attempt in attempts:
        if attempt.trouble:
            click.echo(f"  ✗ {attempt.trouble.text(_)}")
    if in_hand := sum(attempt.by_hand for attempt in attempts):
        click.echo(_("{count} copies on paper lie with the clerk.").format(count=in_hand))


def tell_what_to_decide(found: Sequence[tuple[Document, Delivery]]) -> None:
    """The deliveries that a person has to decide about, and by which commands."""
    if not found:
        return
    talk(_("A person decides ({count}):").format(count=len(found)))
    for document, delivery in found:
        why = delivery.reason or delivery.last_error
        state = _(DELIVERY_STATE_NAMES[delivery.state])
        talk(f"  {document.label}  {delivery.body}  {delivery.name}: {state} ({why})")
    talk(_("  `vanban delivery show|resend|drop NUMBER BODY`"))


def next_attempt_text(delivery: Delivery) -> str:
    if delivery.next_attempt_at is None:
        return ""
    return _("tried again at {time}").format(time=time_text(delivery.next_attempt_at))
