"""What a report says in words and columns, the same on the page, in CSV and in XLSX."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from workflow.cli.language import _, ngettext
from workflow.model.delivery import ACKNOWLEDGED, DELIVERY_STATE_NAMES, Delivery
from workflow.model.exchange import MESSAGE_KIND_NAMES
from workflow.model.lifecycle import STATE_NAMES
from workflow.model.messages import VIETNAM
from workflow.model.parties import PURPOSE_NAMES

if TYPE_CHECKING:
    from workflow.services.reporting import BodyFacts, DeliveryFacts, Report
    from workflow.services.tracking import Tracking

Value = str | int | float | date | datetime | None
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


def heading(report: Report) -> str:
    return _("Sending and receiving of documents: {what}").format(what=scope(report))


def scope(report: Report) -> str:
    """Which document, or which month."""
    if report.month is None:
        return report.documents[0].document.label
    return _("month {month}").format(month=f"{report.month:%m/%Y}")


def duration(length: timedelta | None) -> str:
    """A length in the two largest units that say something."""
    if length is None:
        return "–"
    minutes = round(length.total_seconds() / 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [
        ngettext("{count} day", "{count} days", days).format(count=days) if days else "",
        ngettext("{count} hour", "{count} hours", hours).format(count=hours) if hours else "",
        ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
        if minutes and not days
        else "",
    ]
    return " ".join(filter(None, parts)) or _("under a minute")


def minute(moment: datetime | None) -> str:
    """A time in Vietnam, to the minute."""
    return f"{moment.astimezone(VIETNAM):%d/%m/%Y %H:%M}" if moment else ""


def trouble(delivery: Delivery) -> str:
    return delivery.reason or delivery.last_error


def document_columns() -> list[str]:
    return [
        _("Number"), _("Date"), _("Subject"), _("State"), _("Deliveries"), _("Acknowledged"),
        _("Not sent"), _("Overdue"),
    ]  # fmt: skip


def document_row(tracking: Tracking) -> list[Value]:
    document, totals = tracking.document, tracking.totals
    acknowledged = sum(totals.by_state.get(state, 0) for state in ACKNOWLEDGED)
    return [
        document.label, document.signed_on, document.subject, _(STATE_NAMES[document.state]),
        totals.all, acknowledged, totals.outstanding, len(tracking.overdue),
    ]  # fmt: skip


def body_columns() -> list[str]:
    return [
        _("Body"), _("Deliveries"), _("Acknowledged"), _("Median (hours)"),
        _("Waiting (hours)"), _("Slow"),
    ]  # fmt: skip


def body_row(facts: BodyFacts) -> list[Value]:
    return [
        facts.name, facts.totals.all, facts.acknowledged, _hours(facts.times.median),
        _hours(facts.waiting), _("yes") if facts.slow else "",
    ]  # fmt: skip


def delivery_columns() -> list[str]:
    return [
        _("Number"), _("Body"), _("Message"), _("Purpose"), _("Channel"), _("Address"), _("State"),
        _("Planned"), _("Sent"), _("Arrived"), _("Accepted"), _("Incoming number"), _("By"),
        _("Finished"), _("Answered"), _("Hours until accepted"), _("Overdue since"),
        _("Attempts"), _("Next attempt"), _("Reminders"), _("Reason or error"),
    ]  # fmt: skip


def delivery_row(facts: DeliveryFacts) -> list[Value]:
    d = facts.delivery
    return [
        facts.document.label, d.name, _(MESSAGE_KIND_NAMES[d.kind]), _(PURPOSE_NAMES[d.purpose]),
        d.channel, d.address, _(DELIVERY_STATE_NAMES[d.state]),
        _local(d.planned_at), _local(d.sent_at), _local(d.arrived_at), _local(d.acknowledged_at),
        d.incoming_number, d.acknowledged_by, _local(d.finished_at), _local(d.answered_at),
        _hours(facts.took), _local(facts.due), d.attempts, _local(d.next_attempt_at), d.reminders,
        trouble(d),
    ]  # fmt: skip


def tables(report: Report) -> Iterator[tuple[str, list[str], list[list[Value]]]]:
    """Name, columns and rows of each table."""
    deliveries = [delivery_row(each) for each in report.deliveries]
    yield _("Deliveries"), delivery_columns(), deliveries
    yield _("Documents"), document_columns(), [document_row(each) for each in report.documents]
    yield _("Bodies"), body_columns(), [body_row(each) for each in report.bodies]


def _hours(length: timedelta | None) -> float | None:
    return None if length is None else round(length / _HOUR, 2)


def _local(moment: datetime | None) -> datetime | None:
    """The time in Vietnam, without its zone: tables know none."""
    return moment.astimezone(VIETNAM).replace(tzinfo=None, microsecond=0) if moment else None
