"""Reminders: one letter a body for all that it has not answered, at most one a working day.

The journal says first that a body is reminded, then the letter goes out: a process killed in
between costs a reminder of that day, and never sends two (decision 043).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from workflow.dispatch.channels import Letters
from workflow.ledger.journal import Entry
from workflow.ledger.lock import exclusive
from workflow.model.delivery import Delivery
from workflow.model.document import Document
from workflow.model.errors import ChannelFailed
from workflow.model.lifecycle import Act
from workflow.model.messages import VIETNAM
from workflow.model.overdue import Lateness, Overdue
from workflow.model.parties import Role
from workflow.services.channels import Ways, open_ways
from workflow.services.office import OpenOffice
from workflow.services.overdue import overdue
from workflow.services.recording import record_again
from workflow.services.reminder_letters import Letter, letter_to
from workflow.services.working_days import OfficeCalendar


@dataclass(frozen=True)
class Reminder:
    """What one body is to be reminded of, and how it went: `email` is where the letter went, ""
    for a body to be called by telephone; `trouble` why the letter could not be sent."""

    body: str
    name: str
    email: str
    late: tuple[Overdue, ...]
    trouble: ChannelFailed | None = None


def send_reminders(office: OpenOffice) -> Iterator[Reminder]:
    """Remind every body that has not answered in time and was not reminded today; nobody on a day
    off.

    Raises:
        ConcurrentChange: another process is reminding.
        HolidaysUnknown: no deadline can be told.
    """
    office.require(Role.CLERK)
    if not OfficeCalendar(office.settings.days_off).is_working(office.today):
        return
    with exclusive(office.directory / "signed" / "locks", "reminders"), open_ways(office) as ways:
        writer = _writer(office, ways)
        for body, late in _by_body(office, overdue(office)).items():
            yield _remind(office, writer, body, late)


def email_of(office: OpenOffice, delivery: Delivery) -> str:
    """The mail address of a body, "" where none is known."""
    body = office.recipients.bodies.get(delivery.body)
    known = (body.email, *(way.address for way in body.ways)) if body else ()
    return next((each for each in (*known, delivery.address) if "@" in each), "")


def is_reminded_today(office: OpenOffice, delivery: Delivery) -> bool:
    at = delivery.reminded_at
    return at is not None and at.astimezone(VIETNAM).date() == office.today


def _by_body(office: OpenOffice, found: Sequence[Overdue]) -> dict[str, list[Overdue]]:
    """What bodies are to be reminded of now."""
    wanted: dict[str, list[Overdue]] = {}
    for late in found:
        delivery = late.delivery if late.what is Lateness.NOT_ANSWERED else None
        if delivery and not is_reminded_today(office, delivery):
            wanted.setdefault(delivery.body, []).append(late)
    return wanted


def _writer(office: OpenOffice, ways: Ways) -> Letters | None:
    """The first channel of the office that writes letters."""
    for name in office.settings.channels:
        try:
            channel = ways.channel(name)
        except ChannelFailed:
            continue  # a channel that cannot be used now writes none
        if isinstance(channel, Letters):
            return channel
    return None


def _remind(
    office: OpenOffice, writer: Letters | None, body: str, late: Sequence[Overdue]
) -> Reminder:
    first = late[0].delivery
    assert first is not None
    email = email_of(office, first) if writer else ""
    reminder = Reminder(body, first.name, email, tuple(late))
    if writer is None or not email:
        return reminder
    letter: Letter = letter_to(office, first.name, late)
    id = _letter_id(office, body, office.today)
    for document, deliveries in _by_document(late):
        _record(office, document, deliveries, id, email)
    try:
        writer.write_letter(email, letter.subject, letter.text, id)
    except ChannelFailed as trouble:
        return Reminder(body, first.name, email, tuple(late), trouble)
    return reminder


def _record(
    office: OpenOffice, document: Document, deliveries: Sequence[Delivery], id: str, email: str
) -> None:
    entries = [
        Entry(
            Act.DELIVERY_REMINDED,
            {"delivery": each.id, "body": each.body, "letter": id, "address": email},
        )
        for each in deliveries
    ]
    record_again(office, document.id, lambda _: entries)


def _by_document(late: Sequence[Overdue]) -> Iterator[tuple[Document, list[Delivery]]]:
    for document in {each.document.id: each.document for each in late}.values():
        own = [each.delivery for each in late if each.document.id == document.id]
        yield document, [delivery for delivery in own if delivery]


def _letter_id(office: OpenOffice, body: str, day: date) -> str:
    """The same for the same body on the same day, whoever sends it."""
    text = f"reminder {office.settings.organ.id} {body} {day.isoformat()}"
    return hashlib.sha256(text.encode()).hexdigest()[:20]
