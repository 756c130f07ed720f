"""verify: files judged, on the screen, in JSON, or as a page for printing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.desk import Desk, common
from workflow.cli.language import _
from workflow.cli.show import emit_json, printable, talk, tell_step
from workflow.cli.verification_words import (
    VERDICT_COLOURS,
    certificate_line,
    changes_line,
    comparison_lines,
    file_facts,
    heading_of,
    signature_facts,
)
from workflow.model.errors import NotValid, storage_error
from workflow.model.verification import VERDICT_NAMES, PolicyName, Verdict

if TYPE_CHECKING:
    from workflow.model.verification import Report, SignatureFacts
    from workflow.services.office import OpenOffice


@click.command(
    "verify",
    help=_(
        "Verify signed files, offline, from the files and a trust anchor alone; in an office "
        "also against its register. Exit code 10 unless all are valid."
    ),
)
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option(
    "--trust",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=_("Certificate of a trusted authority, or a folder of them (default: the office's)."),
)
@click.option(
    "--policy",
    type=click.Choice([name.value for name in PolicyName]),
    default=PolicyName.STRICT.value,
    show_default=True,
    help=_("strict: exactly our plan of revisions. foreign: files that other tools made."),
)
@click.option(
    "--html",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=_("Write the report as a page for printing."),
)
@common
def verify_command(
    desk: Desk, files: tuple[Path, ...], trust: Path | None, policy: str, html: Path | None
) -> int:
    from workflow.services.verification import verify_files
    from workflow.services.verification_json import reports_json, worst

    with _office(desk, trust) as (office, anchors):
        found = verify_files(files, anchors, policy=PolicyName(policy), office=office)
        reports = []
        for report in found:
            reports.append(report)
            if not desk.json:
                _show_report(report)
    if desk.json:
        emit_json(reports_json(reports))
    if html:
        _write_page(html, reports)
    verdict = worst(reports)
    if not desk.json:
        _tell_step(verdict, withdrawn=any(report.withdrawn for report in reports))
    return 0 if verdict is Verdict.VALID else NotValid.exit_code


@contextmanager
def _office(desk: Desk, trust: Path | None) -> Iterator[tuple[OpenOffice | None, Path]]:
    """The office here, if there is one, and where the trust anchors are."""
    from workflow.model.errors import NoOffice, NoTrustAnchor

    try:
        with desk.open() as office:
            known = office.directory / office.settings.trust
            yield office, trust or known
    except NoOffice:
        if trust is None:
            raise NoTrustAnchor from None
        yield None, trust


def _write_page(place: Path, reports: Sequence[Report]) -> None:
    from workflow.cli.verification_page import page

    try:
        place.write_text(page(reports), "utf-8")
    except OSError as error:
        raise storage_error(place, error) from None
    talk(_("The report for printing: {file}").format(file=printable(str(place))))


def _tell_step(verdict: Verdict, *, withdrawn: bool) -> None:
    if withdrawn:
        tell_step(_("do not act on this document: it is no longer in force"))
    elif verdict is Verdict.VALID:
        tell_step(_("keep the file as it is: any change makes it invalid"))
    else:
        tell_step(_("do not act on this file; ask the issuing organ for a sound copy"))


def _show_report(report: Report) -> None:
    verdict = click.style(
        _(VERDICT_NAMES[report.verdict]), fg=VERDICT_COLOURS[report.verdict], bold=True
    )
    click.echo(f"{printable(report.file)}: {verdict}")
    if report.withdrawn:
        click.echo(click.style(f"  ! {printable(report.withdrawn.text(_))}", fg="red", bold=True))
    for label, text in file_facts(report):
        click.echo(f"  {label}: {printable(text)}")
    for number, signature in enumerate(report.signatures, start=1):
        _show_signature(number, signature)
    if report.steps:
        click.echo(_("  Revisions:"))
    for step in report.steps:
        click.echo(f"    R{step.number}: {printable(changes_line(step))}")
    for line in comparison_lines(report):
        click.echo(f"  {printable(line)}")
    for problem in (*report.problems, *report.doubts):
        click.echo(click.style(f"  ✗ {printable(problem.text(_))}", fg="red"))
    for note in report.notes:
        talk(_("  Note: {text}").format(text=note.text(_)))


def _show_signature(number: int, facts: SignatureFacts) -> None:
    verdict = click.style(_(VERDICT_NAMES[facts.verdict]), fg=VERDICT_COLOURS[facts.verdict])
    click.echo(f"  {heading_of(number, facts)}: {verdict}")
    for label, text in signature_facts(facts):
        click.echo(f"    {label}: {printable(text)}")
    for certificate in facts.chain:
        click.echo(f"      {printable(certificate_line(certificate))}")
    for problem in (*facts.problems, *facts.doubts):
        click.echo(click.style(f"    ✗ {printable(problem.text(_))}", fg="red"))
