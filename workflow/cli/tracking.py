"""track: who has a document, once or again and again."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from workflow.cli.desk import Desk, common
from workflow.cli.language import _
from workflow.cli.show import (
    emit_json,
    emit_table,
    shown_path,
    talk,
    tell_next,
    tell_shortfall,
    tell_step,
    time_text,
)
from workflow.model.delivery import ANSWERED, DELIVERY_STATE_NAMES, Delivery, DeliveryState, Totals
from workflow.model.errors import DeliveryError
from workflow.model.exchange import MESSAGE_KIND_NAMES, MessageKind
from workflow.model.messages import VIETNAM
from workflow.model.parties import PURPOSE_NAMES

if TYPE_CHECKING:
    from workflow.services.tracking import Tracking

MARKS = {
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
_OVERDUE = "!"
_EVERY = 2.0  # seconds
_SUBJECT = 60  # letters
_NAMES = 20
_HOME_AND_CLEAR = "\033[H\033[J"
_BESIDE_THE_ROWS = 6  # lines of a screen


@click.command(
    "track",
    help=_(
        "Show who has a document, or all that is not yet acknowledged. "
        "Exit code 12 while something is not sent."
    ),
)
@click.argument("id", required=False)
@click.option("--acknowledged", is_flag=True, help=_("Exit code 12 until all have acknowledged."))
@click.option(
    "--watch",
    is_flag=False,
    flag_value=_EVERY,
    type=click.FloatRange(min=0.1),
    metavar="[SECONDS]",
    help=_("Look again and again, every 2 seconds or as often as said; Ctrl-C ends it."),
)
@common
def track_command(desk: Desk, id: str | None, acknowledged: bool, watch: float | None) -> int:
    from workflow.services.tracking import track, track_open

    with desk.open() as office:

        def look() -> list[Tracking]:
            return [track(office, id)] if id else track_open(office)

        found = look()
        if watch is not None:
            found = _Watch(desk.json, bool(id), look, watch).until_interrupted(found)
        elif desk.json:
            emit_json(found[0] if id else found)
        elif id:
            _show_tracking(found[0])
        else:
            _show_open(found)
    open_ = any(tracking.is_open(acknowledged=acknowledged) for tracking in found)
    return DeliveryError.exit_code if open_ else 0


class _Watch:
    """The same look again and again: drawn anew on a terminal, otherwise what has changed."""

    def __init__(
        self, json: bool, one: bool, look: Callable[[], list[Tracking]], every: float
    ) -> None:
        self._json, self._one, self._look, self._every = json, one, look, every
        self._drawn = not json and sys.stdout.isatty()
        self._known: dict[str, DeliveryState] | None = None

    def until_interrupted(self, found: list[Tracking]) -> list[Tracking]:
        """What the last look found."""
        try:
            while True:
                self._show(found)
                sys.stdout.flush()
                time.sleep(self._every)
                found = self._look()
        except KeyboardInterrupt:
            if self._drawn:
                click.echo()
            return found

    def _show(self, found: list[Tracking]) -> None:
        states = {d.id: d.state for tracking in found for d in tracking.deliveries}
        states |= {t.document.id: DeliveryState.PLANNED for t in found if not t.deliveries}
        known, self._known = self._known, states
        if self._drawn:
            _draw(found, one=self._one)
        elif known == states:
            return
        elif self._json:
            emit_json(found[0] if self._one else found)
        elif known is None:
            _show_tracking(found[0]) if self._one else _show_open(found)
        else:
            _append(found, known)


def _append(found: Sequence[Tracking], known: dict[str, DeliveryState]) -> None:
    """A line for each delivery whose state has changed, and the totals where any has."""
    now = datetime.now(VIETNAM).strftime("%H:%M:%S")
    for tracking in found:
        for delivery in tracking.deliveries:
            if known.get(delivery.id) is not delivery.state:
                click.echo(
                    f"{now}  {tracking.document.label}  {MARKS[delivery.state]} {delivery.name}: "
                    f"{_(DELIVERY_STATE_NAMES[delivery.state])}"
                )
        if any(known.get(d.id) is not d.state for d in tracking.deliveries):
            click.echo(f"{now}  {tracking.document.label}  {totals_text(tracking.totals)}")


def _draw(found: Sequence[Tracking], *, one: bool) -> None:
    """A screen full; of one document first the deliveries of which something is awaited."""
    size = shutil.get_terminal_size()
    now = datetime.now(VIETNAM).strftime("%d/%m/%Y %H:%M:%S")
    click.echo(_HOME_AND_CLEAR + _("{time}; Ctrl-C ends").format(time=now))
    rows: list[tuple[str, ...]] = []
    if one:
        (tracking,) = found
        click.echo(f"{tracking.document.label}  {tracking.document.subject}"[: size.columns])
        click.echo(totals_text(tracking.totals)[: size.columns])
        awaited = sorted(tracking.deliveries, key=lambda d: d.state in ANSWERED)
        rows = [
            (_mark(tracking, d), d.name, state_text(tracking, d), time_text(_latest(d)))
            for d in awaited
        ]
    else:
        rows = [_open_row(tracking) for tracking in found]
    room = max(size.lines - _BESIDE_THE_ROWS, 1)
    for row in rows[:room]:
        click.echo("  ".join(row)[: size.columns])
    if more := len(rows) - room if len(rows) > room else 0:
        click.echo(_("… and {count} more").format(count=more))


def _latest(delivery: Delivery) -> datetime | None:
    """When the last thing happened that brought the delivery where it is."""
    moments = (
        delivery.sent_at, delivery.arrived_at, delivery.acknowledged_at, delivery.finished_at,
        delivery.answered_at,
    )  # fmt: skip
    return max(filter(None, moments), default=None)


def _mark(tracking: Tracking, delivery: Delivery) -> str:
    late = _OVERDUE if delivery.id in tracking.overdue else ""
    return (MARKS[delivery.state] + late).ljust(2)


def _show_tracking(tracking: Tracking) -> None:
    document = tracking.document
    click.echo(f"{document.label}  {document.subject}")
    if tracking.withdrawn:
        click.echo(click.style(tracking.withdrawn.text(_), fg="red", bold=True))
    if tracking.deliveries:
        _table([_row(tracking, delivery) for delivery in tracking.deliveries])
    click.echo(totals_text(tracking.totals))
    if tracking.overdue:
        click.echo(_("{mark} Overdue: {count}").format(mark=_OVERDUE, count=len(tracking.overdue)))
    if tracking.holding:
        shown = [held.name for held in tracking.holding[:_NAMES]]
        if len(tracking.holding) > _NAMES:
            shown.append("…")
        told = _("Still with ({count}): {names}")
        click.echo(told.format(count=len(tracking.holding), names="; ".join(shown)))
    if tracking.to_return:
        names = "; ".join(each.name for each in tracking.to_return)
        click.echo(
            _("To be returned: {count} ({names})").format(
                count=len(tracking.to_return), names=names
            )
        )
    if tracking.archive and tracking.place:
        click.echo(
            _("Archive copy: {body} ({file})").format(
                body=tracking.archive.name, file=shown_path(tracking.place)
            )
        )
    tell_shortfall(tracking.shortfall, document)
    tell_next(document)


def _row(tracking: Tracking, delivery: Delivery) -> dict[str, str]:
    """What is told of a delivery, by the name of its column."""
    kind = "" if delivery.kind is MessageKind.NEW else _(MESSAGE_KIND_NAMES[delivery.kind])
    due = tracking.overdue.get(delivery.id)
    return {
        "": _mark(tracking, delivery),
        _("Body"): delivery.name,
        _("Message"): kind,
        _("Purpose"): _(PURPOSE_NAMES[delivery.purpose]),
        _("Channel"): delivery.channel,
        _("State"): state_text(tracking, delivery),
        _("Sent"): time_text(delivery.sent_at),
        _("Arrived"): time_text(delivery.arrived_at),
        _("Accepted"): time_text(delivery.acknowledged_at),
        _("Incoming number"): delivery.incoming_number,
        _("Answered"): time_text(delivery.answered_at),
        _("Overdue since"): time_text(due),
        _("Attempts"): str(delivery.attempts) if delivery.attempts > 1 else "",
        _("Next attempt"): time_text(delivery.next_attempt_at),
        _("By, or error"): delivery.acknowledged_by or delivery.reason or delivery.last_error,
    }


def _table(rows: Sequence[dict[str, str]]) -> None:
    """The rows without the columns in which nothing stands."""
    used = [name for name in rows[0] if any(row[name].strip() for row in rows)]
    emit_table(used, [[row[name] for name in used] for row in rows])


def _show_open(found: Sequence[Tracking]) -> None:
    if found:
        headers = (_("Number"), _("Deliveries"), _("Overdue"), _("Subject"))
        emit_table(headers, [_open_row(tracking) for tracking in found])
    else:
        talk(_("Every issued document has been acknowledged by all."))
    tell_step(_("`vanban track NUMBER` shows one document body by body"))


def _open_row(tracking: Tracking) -> tuple[str, ...]:
    late = str(len(tracking.overdue)) if tracking.overdue else ""
    document = tracking.document
    return document.label, totals_text(tracking.totals), late, document.subject[:_SUBJECT]


def state_text(tracking: Tracking, delivery: Delivery) -> str:
    """The state; of a copy on paper where it is."""
    if delivery.id in tracking.with_clerk:
        return _("with the clerk")
    return _(DELIVERY_STATE_NAMES[delivery.state])


def totals_text(totals: Totals) -> str:
    states = [
        f"{_(DELIVERY_STATE_NAMES[state])} {count}"
        for state, count in totals.by_state.items()
        if count
    ]
    return _("Total {count}").format(count=totals.all) + (
        ": " + ", ".join(states) if states else ""
    )
