"""verify, log, register list, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.desk import Desk, common, group
from workflow.cli.language import _
from workflow.cli.show import date_text, emit_json, emit_table, plain, talk, tell_step, time_text
from workflow.model.errors import NotValid, SettingsError
from workflow.model.lifecycle import ACT_NAMES
from workflow.model.verification import CAPACITY_NAMES, VERDICT_NAMES, Verdict

if TYPE_CHECKING:
    from workflow.model.verification import Report, SignatureFacts

_COLOURS = {Verdict.VALID: "green", Verdict.INVALID: "red", Verdict.INSUFFICIENT: "yellow"}


@click.command(
    "verify",
    help=_(
        "Verify a signed file, from the file and a trust anchor alone. "
        "Exit code 10 unless it is valid."
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--trust",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=_("Certificate of a trusted authority, or a folder of them (default: the office's)."),
)
@common
def verify_command(desk: Desk, file: Path, trust: Path | None) -> int:
    from workflow.services.verification import verify_file

    report = verify_file(file, trust or _office_anchors(desk))
    if desk.json:
        emit_json(plain(report) | {"verdict": report.verdict})
    else:
        _show_report(report)
        if report.verdict is Verdict.VALID:
            tell_step(_("keep the file as it is: any change makes it invalid"))
        else:
            tell_step(_("do not act on this file; ask the issuing organ for a sound copy"))
    return 0 if report.verdict is Verdict.VALID else NotValid.exit_code


def _office_anchors(desk: Desk) -> Path:
    from workflow.model.errors import NoOffice, NoTrustAnchor

    try:
        with desk.open() as office:
            return office.directory / office.settings.trust
    except NoOffice:
        raise NoTrustAnchor from None


def _show_report(report: Report) -> None:
    verdict = click.style(_(VERDICT_NAMES[report.verdict]), fg=_COLOURS[report.verdict], bold=True)
    click.echo(f"{report.file}: {verdict}")
    click.echo(_("  Size: {size} bytes, {count} revisions").format(
        size=report.size, count=report.revisions))  # fmt: skip
    click.echo(f"  SHA-256: {report.sha256}")
    if report.number or report.date:
        click.echo(
            _("  Document: {number} · {date}").format(number=report.number, date=report.date)
        )
    for number, signature in enumerate(report.signatures, start=1):
        _show_signature(number, signature)
    for problem in report.problems:
        click.echo(click.style(f"  ✗ {problem.text(_)}", fg="red"))
    for note in report.notes:
        talk(_("  Note: {text}").format(text=note.text(_)))


def _show_signature(number: int, facts: SignatureFacts) -> None:
    capacity = _(CAPACITY_NAMES[facts.capacity]) if facts.capacity else "?"
    verdict = click.style(_(VERDICT_NAMES[facts.verdict]), fg=_COLOURS[facts.verdict])
    click.echo(_("  Signature {number}, {capacity}: {verdict}").format(
        number=number, capacity=capacity, verdict=verdict))  # fmt: skip
    click.echo(_("    Signer:    {signer} ({organization})").format(
        signer=facts.signer, organization=facts.organization))  # fmt: skip
    click.echo(_("    Time:      {time} (claimed)").format(time=time_text(facts.claimed_at)))
    click.echo(_("    Issued by: {issuer}, serial {serial}").format(
        issuer=facts.issuer, serial=facts.serial))  # fmt: skip
    click.echo(_("    Algorithm: {algorithm}; covers {count} bytes").format(
        algorithm=facts.algorithm, count=facts.covers_bytes))  # fmt: skip
    for problem in (*facts.problems, *facts.doubts):
        click.echo(click.style(f"    ✗ {problem.text(_)}", fg="red"))


@click.command("log", help=_("Show the journal of one document or of all."))
@click.argument("id", required=False)
@click.option("--verify", is_flag=True, help=_("Check that nothing in the journal was changed."))
@common
def log_command(desk: Desk, id: str | None, verify: bool) -> None:
    from workflow.services.history import history, verify_journal

    with desk.open() as office:
        if verify:
            check = verify_journal(office)
            if desk.json:
                return emit_json(check)
            click.echo(
                _(
                    "The journal is whole. Events: {events}; "
                    "heads kept outside the database: {evidence}."
                ).format(events=check.events, evidence=check.evidence)
            )  # fmt: skip
            return tell_step(_("keep a copy of signed/ on another machine"))
        events = history(office, id)
        people = office.settings.people
    if desk.json:
        return emit_json(events)
    rows = [
        (
            e.sequence,
            time_text(e.at),
            e.document[:6],
            people[e.actor].name if e.actor in people else e.actor,
            _(ACT_NAMES[e.act]),
            str(e.data.get("reason") or e.data.get("body") or e.data.get("official_number") or ""),
        )
        for e in events
    ]
    emit_table((_("No."), _("Time"), _("ID"), _("Who"), _("What"), ""), rows)
    return tell_step(_("`vanban log --verify` checks that nothing was changed"))


@click.group("register", help=_("The register of issued documents."))
@group
def register_command() -> None:
    pass


@register_command.command("list", help=_("List the register, by series and number."))
@common
def register_list(desk: Desk) -> None:
    with desk.open() as office:
        lines = office.ledger.register_lines()
    if desk.json:
        return emit_json(lines)
    rows = [
        (
            line.official_number, date_text(line.dated), line.subject[:50], line.signer,
            line.recipients[:30], line.copies, time_text(line.issued_at), line.term,
        )
        for line in lines
    ]  # fmt: skip
    emit_table(
        (_("Number"), _("Dated"), _("Type and subject"), _("Signer"), _("Recipients"),
         _("Copies"), _("Issued"), _("Term")),
        rows,
    )  # fmt: skip
    return tell_step(_("`vanban track NUMBER` shows who has a document"))


@click.command("doctor", help=_("Look for what keeps this office from working."))
@common
def doctor_command(desk: Desk) -> int:
    from workflow.services.doctor import examine

    with desk.open() as office:
        findings = list(examine(office))
    troubles = [finding for finding in findings if finding.trouble]
    if desk.json:
        emit_json(
            [
                {"what": f.what.text(), "says": f.trouble.text() if f.trouble else f.says,
                 "well": f.trouble is None}
                for f in findings
            ]
        )  # fmt: skip
    else:
        for finding in findings:
            mark = click.style("✗", fg="red") if finding.trouble else click.style("✓", fg="green")
            says = finding.trouble.text(_) if finding.trouble else finding.says.text(_)
            click.echo(f"{mark} {finding.what.text(_)}: {says}")
            if finding.trouble and (hint := finding.trouble.hint_text(_)):
                click.echo(f"  {hint}")
        if troubles:
            tell_step(_("mend what is marked ✗, then `vanban doctor` again"))
        else:
            tell_step(_("`vanban draft new TYPE --from FILE`"))
    return SettingsError.exit_code if troubles else 0
