"""log, register list, doctor."""

from __future__ import annotations

import click

from workflow.cli.desk import Desk, common, group
from workflow.cli.language import _
from workflow.cli.show import date_text, emit_json, emit_table, plain, tell_step, time_text
from workflow.model.errors import SettingsError
from workflow.model.events import Event
from workflow.model.exchange import STATUS_NAMES, Status
from workflow.model.lifecycle import ACT_NAMES, Act


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
            _told(e),
        )
        for e in events
    ]
    emit_table((_("No."), _("Time"), _("ID"), _("Who"), _("What"), ""), rows)
    return tell_step(_("`vanban log --verify` checks that nothing was changed"))


def _told(event: Event) -> str:
    """What a line of the journal says besides who did what."""
    data = event.data
    if event.act.value.startswith("delivery-"):
        status = _(STATUS_NAMES[Status(data["status"])]) if "status" in data else ""
        why = data.get("error") or data.get("reason", "")
        return " · ".join(filter(None, (data.get("body", ""), status, why)))
    if event.act in (Act.REPLACED, Act.REPLACING):
        return f"{data['number']} · {data['reason']}"
    said = str(data.get("reason") or data.get("body") or data.get("official_number") or "")
    if "upgrade" in data:
        lacking = _("level {reached}, wanted {wanted}").format(
            reached=data["level"], wanted=data["upgrade"]["wanted"]
        )
    else:
        lacking = data.get("level", "")
    return " · ".join(filter(None, (said, lacking)))


@click.group("register", help=_("The register of issued documents."))
@group
def register_command() -> None:
    pass


@register_command.command("list", help=_("List the register, by series and number."))
@common
def register_list(desk: Desk) -> None:
    from workflow.services.register import register_lines

    with desk.open() as office:
        found = register_lines(office)
    if desk.json:
        return emit_json([plain(each.line) | {"notes": plain(each.notes)} for each in found])
    rows = [
        (
            line.official_number, date_text(line.dated), line.subject[:50], line.signer,
            line.recipients[:30], line.copies, time_text(line.issued_at), line.term,
            "; ".join(note.text(_) for note in each.notes),
        )
        for each in found
        for line in (each.line,)
    ]  # fmt: skip
    emit_table(
        (_("Number"), _("Dated"), _("Type and subject"), _("Signer"), _("Recipients"),
         _("Copies"), _("Issued"), _("Term"), _("Note")),
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
