"""Reports of distribution as one page: no scripts, nothing loaded, every foreign text escaped.

It is read on a telephone and printed on A4: tables become cards on a narrow screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from workflow.cli.language import _
from workflow.cli.report_style import STYLE
from workflow.cli.report_words import duration, heading, minute, trouble
from workflow.cli.show import date_text, printable
from workflow.model.delivery import ACKNOWLEDGED, DELIVERY_STATE_NAMES, DeliveryState
from workflow.model.exchange import MESSAGE_KIND_NAMES, MessageKind
from workflow.model.lifecycle import STATE_NAMES

if TYPE_CHECKING:
    from workflow.services.reporting import BodyFacts, DeliveryFacts, Report
    from workflow.services.tracking import Tracking

_COLOURS = {
    DeliveryState.PLANNED: "#8a8f98",
    DeliveryState.SENDING: "#6b7280",
    DeliveryState.SENT: "#2563a8",
    DeliveryState.ARRIVED: "#1d7a8c",
    DeliveryState.ACCEPTED: "#2e7d46",
    DeliveryState.ASSIGNED: "#27693b",
    DeliveryState.IN_PROCESS: "#1f5730",
    DeliveryState.FINISHED: "#14532d",
    DeliveryState.AGREED: "#4d7c0f",
    DeliveryState.FAILED: "#b42318",
    DeliveryState.REFUSED: "#7f1d1d",
    DeliveryState.DECLINED: "#9a3412",
    DeliveryState.ABANDONED: "#44403c",
}
_MOST_SLOW = 20
# How a column is set: numbers to the right, never broken, times, broken anywhere.
_RIGHT, _WHOLE, _MOMENT, _ANYWHERE = "n", "t", "m", "w"


def page(report: Report) -> str:
    """The report in the chosen language."""
    language = _("en")  # the catalogue's own name
    # Nothing may be loaded or run, whatever got past the escaping.
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    made = _("Made by vanban at {time} from the office's journal.").format(
        time=minute(report.made_at)
    )
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{language}">',
            '<head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{_text(heading(report))}</title>",
            f"<style>{STYLE}</style></head>",
            "<body>",
            *_head(report),
            "<main>",
            *_figures(report),
            *_states(report),
            *_slow(report),
            *_late(report),
            *_failed(report),
            *_withdrawn(report),
            *_documents(report),
            *_bodies(report),
            *(_deliveries(report) if report.month is None else ()),
            "</main>",
            f"<footer>{_text(made)}</footer>",
            "</body></html>\n",
        ]
    )


def _head(report: Report) -> Iterator[str]:
    yield f"<header><p>{_text(report.organ)}</p>"
    yield f"<h1>{_text(heading(report))}</h1>"
    if report.month is None:
        document = report.documents[0].document
        state = _(STATE_NAMES[document.state])
        yield f'<p class="lead">{_text(document.subject)}</p>'
        said = _("State of the document: {state}").format(state=state)
        yield f'<p class="lead">{_text(said)}</p>'
    yield "</header>"


def _figures(report: Report) -> Iterator[str]:
    totals = report.totals
    acknowledged = sum(totals.by_state.get(state, 0) for state in ACKNOWLEDGED)
    share = f" ({acknowledged / totals.all:.0%})" if totals.all else ""
    times = report.times
    figures = [
        (_("Documents"), str(len(report.documents)), False),
        (_("Deliveries"), str(totals.all), False),
        (_("Acknowledged"), f"{acknowledged}{share}", False),
        (_("Not sent"), str(totals.outstanding), totals.outstanding > 0),
        (_("Half acknowledged within"), duration(times.median), False),
        (_("One in ten took longer than"), duration(times.slowest_tenth), False),
        (_("Overdue"), str(len(report.overdue)), bool(report.overdue)),
        (_("Failed or refused"), str(len(report.failed)), bool(report.failed)),
    ]
    yield '<dl class="figures">'
    for label, text, bad in figures:
        kind = ' class="bad"' if bad else ""
        yield f"<div{kind}><dt>{_text(label)}</dt><dd>{_text(text)}</dd></div>"
    yield "</dl>"


def _states(report: Report) -> Iterator[str]:
    """A bar for each state, as long as its share of the most frequent one."""
    by_state = {s: n for s in _COLOURS if (n := report.totals.by_state.get(s, 0))}
    if not by_state:
        return
    yield _heading(_("By state"))
    yield '<table class="bars"><tbody>'
    for state, count in by_state.items():
        name, share = _(DELIVERY_STATE_NAMES[state]), count / report.totals.all
        length = 100 * count / max(by_state.values())
        yield (
            f'<tr><th scope="row">{_text(_capital(name))}</th>'
            '<td><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
            f'<rect width="100" height="10" fill="#eef1f4"/>'
            f'<rect width="{length:.2f}" height="10" fill="{_COLOURS[state]}"/></svg></td>'
            f'<td class="n">{count} ({share:.0%})</td></tr>'
        )
    yield "</tbody></table></section>"


def _slow(report: Report) -> Iterator[str]:
    if not report.slow:
        return
    yield _heading(_("Who is slow"))
    if report.times.slowest_tenth is not None:
        rule = _("Overdue, or took or has been waiting longer than nine in ten: {time}.")
        yield f"<p>{_text(rule.format(time=duration(report.times.slowest_tenth)))}</p>"
    yield from _body_table(report.slow[:_MOST_SLOW])
    if len(report.slow) > _MOST_SLOW:
        more = _("… and {count} more").format(count=len(report.slow) - _MOST_SLOW)
        yield f"<p>{_text(more)}</p>"
    yield "</section>"


def _late(report: Report) -> Iterator[str]:
    if report.overdue:
        yield _heading(_("What is overdue"))
        columns = [_("Body"), _("Number"), _("State"), _("Overdue since"), _("Reminders")]
        rows = (
            [
                each.delivery.name, each.document.label, _state_of(each), minute(each.due),
                str(each.delivery.reminders),
            ]
            for each in report.overdue
        )  # fmt: skip
        yield from _table(columns, rows, {1: _WHOLE, 3: _WHOLE, 4: _RIGHT})
        yield "</section>"


def _failed(report: Report) -> Iterator[str]:
    if report.failed:
        yield _heading(_("What failed or was refused"))
        columns = [
            _("Body"), _("Number"), _("State"), _("Reason or error"), _("Attempts"),
            _("Next attempt"),
        ]  # fmt: skip
        rows = (
            [
                each.delivery.name, each.document.label, _state_of(each), trouble(each.delivery),
                str(each.delivery.attempts),
                minute(each.delivery.next_attempt_at) or _("a person decides"),
            ]
            for each in report.failed
        )  # fmt: skip
        yield from _table(columns, rows, {1: _WHOLE, 3: _ANYWHERE, 4: _RIGHT})
        yield "</section>"


def _withdrawn(report: Report) -> Iterator[str]:
    if report.withdrawn:
        yield _heading(_("Recalled and replaced documents"))
        columns = [_("Number"), _("State"), _("Subject"), _("Who still holds it")]
        rows = (
            [
                each.document.label, _(STATE_NAMES[each.document.state]), each.document.subject,
                "; ".join(each.holders) or _("nobody"),
            ]
            for each in report.withdrawn
        )  # fmt: skip
        yield from _table(columns, rows, {0: _WHOLE, 2: _ANYWHERE})
        yield "</section>"


def _documents(report: Report) -> Iterator[str]:
    if report.month is None:
        return
    yield _heading(_("Documents"))
    columns = [
        _("Number"), _("Date"), _("Subject"), _("State"), _("Deliveries"), _("Acknowledged"),
        _("Not sent"), _("Overdue"),
    ]  # fmt: skip
    rows = (_document_cells(tracking) for tracking in report.documents)
    numbers = dict.fromkeys((4, 5, 6, 7), _RIGHT)
    yield from _table(columns, rows, {0: _WHOLE, 1: _WHOLE, 2: _ANYWHERE} | numbers)
    yield "</section>"


def _document_cells(tracking: Tracking) -> list[str]:
    document, totals = tracking.document, tracking.totals
    acknowledged = sum(totals.by_state.get(state, 0) for state in ACKNOWLEDGED)
    return [
        document.label, date_text(document.signed_on), document.subject,
        _(STATE_NAMES[document.state]), str(totals.all), str(acknowledged),
        str(totals.outstanding), str(len(tracking.overdue)),
    ]  # fmt: skip


def _bodies(report: Report) -> Iterator[str]:
    if report.bodies and report.month is not None:
        yield _heading(_("Bodies"))
        yield from _body_table(report.bodies)
        yield "</section>"


def _body_table(bodies: Sequence[BodyFacts]) -> Iterator[str]:
    columns = [
        _("Body"), _("Deliveries"), _("Acknowledged"), _("Half acknowledged within"),
        _("Has been waiting"), _("Not sent"),
    ]  # fmt: skip
    rows = (
        [
            each.name, str(each.totals.all), str(each.acknowledged), duration(each.times.median),
            duration(each.waiting), str(each.totals.outstanding),
        ]
        for each in bodies
    )  # fmt: skip
    kinds = dict.fromkeys((1, 2, 5), _RIGHT) | dict.fromkeys((3, 4), _WHOLE)
    yield from _table(columns, rows, kinds)


def _deliveries(report: Report) -> Iterator[str]:
    if not report.deliveries:
        return
    yield _heading(_("Deliveries"))
    columns = [
        _("Body"), _("State"), _("Sent"), _("Arrived"), _("Accepted"), _("Incoming number"),
        _("Took"), _("Reason or error"),
    ]  # fmt: skip
    rows = [_delivery_cells(each) for each in report.deliveries]
    used = [n for n, _name in enumerate(columns) if n < 3 or any(row[n] for row in rows)]
    kept = ([row[n] for n in used] for row in rows)
    kinds = {2: _MOMENT, 3: _MOMENT, 4: _MOMENT, 7: _ANYWHERE}
    shown = {place: kinds[n] for place, n in enumerate(used) if n in kinds}
    yield from _table([columns[n] for n in used], kept, shown)
    yield "</section>"


def _delivery_cells(facts: DeliveryFacts) -> list[str]:
    d = facts.delivery
    kind = "" if d.kind is MessageKind.NEW else f" ({_(MESSAGE_KIND_NAMES[d.kind])})"
    return [
        d.name + kind, _state_of(facts), minute(d.sent_at), minute(d.arrived_at),
        minute(d.acknowledged_at), d.incoming_number,
        duration(facts.took) if facts.took is not None else "", trouble(d),
    ]  # fmt: skip


def _state_of(facts: DeliveryFacts) -> str:
    return _(DELIVERY_STATE_NAMES[facts.delivery.state])


def _table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], kinds: Mapping[int, str]
) -> Iterator[str]:
    """A table whose first column names its rows. The roles keep it a table for screen readers
    where the style makes cards of it.

    Parameters:
        kinds: how columns are set, by their number from 0.
    """
    kind = {n: f' class="{name}"' for n, name in kinds.items()}
    yield '<table class="cards" role="table"><thead role="rowgroup"><tr role="row">'
    for n, name in enumerate(columns):
        yield f'<th role="columnheader" scope="col"{kind.get(n, "")}>{_text(name)}</th>'
    yield '</tr></thead><tbody role="rowgroup">'
    for first, *rest in rows:
        cells = [f'<th role="rowheader" scope="row"{kind.get(0, "")}>{_text(first)}</th>']
        for n, text in enumerate(rest, start=1):
            label = f'data-label="{_text(columns[n])}"'
            cells.append(f'<td role="cell"{kind.get(n, "")} {label}>{_text(text)}</td>')
        yield f'<tr role="row">{"".join(cells)}</tr>'
    yield "</tbody></table>"


def _heading(text: str) -> str:
    return f"<section><h2>{_text(text)}</h2>"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _text(text: str) -> str:
    return escape(printable(text))
