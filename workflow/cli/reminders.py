"""remind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from workflow.cli.desk import Desk, common
from workflow.cli.language import _
from workflow.cli.show import emit_json, emit_table, plain, talk, tell_step, time_text
from workflow.model.errors import DeliveryError
from workflow.model.exchange import MESSAGE_KIND_NAMES, MessageKind
from workflow.model.overdue import LATENESS_NAMES, Lateness, Overdue

if TYPE_CHECKING:
    from workflow.services.office import OpenOffice
    from workflow.services.reminding import Reminder


@click.command(
    "remind",
    help=_(
        "List what is overdue and whom to remind. Exit code 12 while something is overdue; "
        "fit for cron."
    ),
)
@click.option(
    "--send",
    is_flag=True,
    help=_("Send each body that has not answered one letter, at most once a working day."),
)
@common
def remind_command(desk: Desk, send: bool) -> int:
    from workflow.services.overdue import overdue
    from workflow.services.reminding import send_reminders

    with desk.open() as office:
        reminders = list(send_reminders(office)) if send else []
        found = overdue(office)
        told = [_plain(office, late) for late in found]
        rows = [_row(office, late) for late in found]
    if desk.json:
        emit_json({"overdue": told, "reminders": [_told(each) for each in reminders]})
    else:
        _show(rows)
        _show_reminders(reminders)
    troubles = any(each.trouble for each in reminders)
    return DeliveryError.exit_code if found or troubles else 0


def _show(rows: Sequence[tuple[str, ...]]) -> None:
    if not rows:
        click.echo(_("Nothing is overdue."))
        return tell_step(_("`vanban track` shows what is on its way"))
    headers = (
        _("Due"), _("Document"), _("What"), _("Body"), _("Whom to remind"), _("Reminded"),
    )  # fmt: skip
    emit_table(headers, rows)
    return tell_step(
        _(
            "`vanban distribute` sends what is due, `vanban delivery` decides, "
            "`vanban remind --send` writes to the bodies"
        )
    )


def _show_reminders(reminders: Sequence[Reminder]) -> None:
    for each in reminders:
        numbers = ", ".join(late.document.label for late in each.late)
        if each.trouble:
            talk(f"✗ {each.trouble.text(_)}")
        elif each.email:
            sentence = _("{body} is reminded of {documents} ({email}).")
            talk(sentence.format(body=each.name, documents=numbers, email=each.email))
        else:
            sentence = _("{body} is to be called by telephone about {documents}.")
            talk(sentence.format(body=each.name, documents=numbers))


def _row(office: OpenOffice, late: Overdue) -> tuple[str, ...]:
    delivery = late.delivery
    what = _(LATENESS_NAMES[late.what])
    if delivery and delivery.kind is not MessageKind.NEW:
        what = f"{what} ({_(MESSAGE_KIND_NAMES[delivery.kind])})"
    reminded = time_text(delivery.reminded_at) if delivery else ""
    return (
        time_text(late.due),
        late.document.label,
        what,
        delivery.name if delivery else "",
        _whom(office, late),
        reminded,
    )


def _whom(office: OpenOffice, late: Overdue) -> str:
    """The body, where it has not answered; the clerk, where the office has something to do."""
    from workflow.model.parties import Role
    from workflow.services.reminding import email_of

    if late.what is Lateness.NOT_ANSWERED and late.delivery:
        return email_of(office, late.delivery) or _("by telephone")
    return office.people_with(Role.CLERK)


def _plain(office: OpenOffice, late: Overdue) -> dict[str, object]:
    return {
        "document": late.document.id,
        "number": late.document.official_number,
        "what": late.what.value,
        "due": plain(late.due),
        "delivery": plain(late.delivery),
        "whom": _whom(office, late),
    }


def _told(reminder: Reminder) -> dict[str, object]:
    return {
        "body": reminder.body,
        "email": reminder.email,
        "documents": [late.document.official_number for late in reminder.late],
        "error": str(reminder.trouble or ""),
    }
