"""report: how documents were sent and received, as a page and as tables."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.desk import Desk, common
from workflow.cli.language import _
from workflow.cli.report_words import duration, heading, scope
from workflow.cli.show import emit_json, shown_path, talk, tell_step
from workflow.cli.tracking import totals_text
from workflow.model.errors import storage_error
from workflow.model.messages import VIETNAM

if TYPE_CHECKING:
    from workflow.services.reporting import Report


@click.command(
    "report",
    help=_(
        "Report how a document, or all of a month, was sent and received: a page to read and "
        "print, and tables for spreadsheets."
    ),
)
@click.argument("id", required=False)
@click.option(
    "--month",
    type=click.DateTime(["%Y-%m", "%m/%Y"]),
    metavar="YYYY-MM",
    help=_("All documents issued in this month."),
)
@click.option(
    "--html",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("Where the page goes; without any of the three: report-NUMBER.html here."),
)
@click.option(
    "--csv",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("A line for each delivery."),
)
@click.option(
    "--xlsx",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("A workbook: deliveries, documents, bodies."),
)
@common
def report_command(
    desk: Desk,
    id: str | None,
    month: datetime | None,
    html: Path | None,
    csv: Path | None,
    xlsx: Path | None,
) -> None:
    from workflow.services.reporting import report_document, report_month

    if (id is None) == (month is None):
        raise click.UsageError(_("Name a document, or a month with --month."))
    with desk.open() as office:
        if id is not None:
            report = report_document(office, id)
        else:
            assert month is not None
            report = report_month(office, month.replace(tzinfo=VIETNAM))
    if not (html or csv or xlsx or desk.json):
        html = Path(f"report-{_plain(scope_name(report))}.html")
    if desk.json:
        emit_json(report)
    else:
        _show(report)
    _write(report, html, csv, xlsx)


def scope_name(report: Report) -> str:
    """The number of the document, or the month, as part of a file's name."""
    return scope(report) if report.month is None else f"{report.month:%Y-%m}"


def _plain(name: str) -> str:
    return name.replace("/", "-").replace(" ", "-")


def _show(report: Report) -> None:
    click.echo(heading(report))
    click.echo(totals_text(report.totals))
    if report.times.count:
        click.echo(
            _("Half acknowledged within {median}, one in ten took longer than {slowest}").format(
                median=duration(report.times.median), slowest=duration(report.times.slowest_tenth)
            )
        )
    for label, count in (
        (_("Slow bodies: {count}"), len(report.slow)),
        (_("Overdue: {count}"), len(report.overdue)),
        (_("Failed or refused: {count}"), len(report.failed)),
        (_("Recalled or replaced: {count}"), len(report.withdrawn)),
    ):
        if count:
            click.echo(label.format(count=count))


def _write(report: Report, html: Path | None, csv: Path | None, xlsx: Path | None) -> None:
    if html:
        from workflow.cli.report_page import page

        try:
            html.write_text(page(report), "utf-8")
        except OSError as error:
            raise storage_error(html, error) from None
    if csv:
        from workflow.cli.report_tables import write_csv

        write_csv(report, csv)
    if xlsx:
        from workflow.cli.report_tables import write_xlsx

        write_xlsx(report, xlsx)
    for place in filter(None, (html, csv, xlsx)):
        talk(_("Report: {file}").format(file=shown_path(place)))
    if html:
        tell_step(_("open {file} in a browser to read or print it").format(file=shown_path(html)))
    else:
        tell_step(_("`vanban track` shows what is open now"))
