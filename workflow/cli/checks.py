"""check: hold a document against the rules of form."""

from __future__ import annotations

import difflib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.desk import Desk, common
from workflow.cli.language import _, language, ngettext
from workflow.cli.show import emit_json, plain, shown_path, talk, tell_step

if TYPE_CHECKING:
    from workflow.model.findings import Finding
    from workflow.services.checked import Checked
    from workflow.services.office import OpenOffice

_FOUND_ERRORS = 4


@click.command(
    "check", help=_("Check the form of a document, a text (.md), a Word file (.docx) or a PDF.")
)
@click.argument("target", metavar="ID|FILE")
@click.option(
    "--type",
    "type_name",
    default="",
    metavar="TYPE",
    help=_("The type of a text that does not name it."),
)
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help=_("The date of a document whose pages do not tell it."),
)
@click.option("--fix", is_flag=True, help=_("Correct what is mechanical; the difference is shown."))
@click.option("--yes", is_flag=True, help=_("Correct without asking."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "sarif"]),
    default="table",
    show_default=True,
    help=_("How the findings are told."),
)
@click.option(
    "--picture",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help=_("Write pictures of the pages with the findings marked."),
)
@common
def check_command(desk: Desk, target: str, type_name: str, day: datetime | None, fix: bool,
                  yes: bool, form: str, picture: Path | None) -> int:  # fmt: skip
    from workflow.services.checking import check_document
    from workflow.services.checking_files import check_file

    file = Path(target)
    with desk.open() as office:
        on = day.date() if day else None

        def check() -> Checked:
            if file.suffix:
                return check_file(office, file, type_name, on)
            return check_document(office, target)

        checked = check()
        if fix and _fix(office, checked, target, file, yes=yes):
            checked = check()
        if picture:
            _draw(checked, picture, file.stem)
    if desk.json or form == "json":
        emit_json({"rules": checked.rules.id, "findings": _plain_findings(checked)})
    elif form == "sarif":
        from workflow.services.sarif import sarif

        emit_json(sarif(checked, target, _, language()))
    else:
        _tell(checked)
    return _FOUND_ERRORS if checked.errors else 0


def show_findings(findings: tuple[Finding, ...]) -> None:
    """Each finding with its place, its sentence and its source."""
    for finding in findings:
        error = finding.severity == "error"
        mark = click.style("✗" if error else "!", fg="red" if error else "yellow", bold=True)
        click.echo(f"{mark} {_place(finding)}: {finding.says.text(_)}")
        click.echo(click.style(f"    {finding.rule} · {finding.source}", dim=True))


def _plain_findings(checked: Checked) -> list[dict[str, object]]:
    """The findings for programs; the sentence in the language of the person who reads it there."""
    return [plain(finding) | {"says": finding.says.text(_)} for finding in checked.findings]


def _tell(checked: Checked) -> None:
    show_findings(checked.findings)
    errors, warnings = len(checked.errors), len(checked.warnings)
    click.echo(
        _("{rules}: {errors}, {warnings}.").format(
            rules=checked.rules.title,
            errors=ngettext("{count} error", "{count} errors", errors).format(count=errors),
            warnings=ngettext("{count} warning", "{count} warnings", warnings).format(
                count=warnings
            ),
        )
    )
    if any(finding.fix for finding in checked.findings):
        tell_step(_("`vanban check … --fix` corrects what is mechanical"))


def _place(finding: Finding) -> str:
    spot = finding.spot
    if spot.line:
        return _("line {line}, column {column}").format(line=spot.line, column=spot.column or 1)
    if spot.page:
        return _("page {page}").format(page=spot.page)
    return _("document")


def _draw(checked: Checked, folder: Path, stem: str) -> None:
    from workflow.services.checked import write_marked_pages

    for place in write_marked_pages(checked, folder, stem):
        talk(shown_path(place))


def _fix(office: OpenOffice, checked: Checked, target: str, file: Path, *, yes: bool) -> bool:
    """Correct what is mechanical; whether anything was."""
    from workflow.services.checked import corrected, write_text
    from workflow.services.drafting import edit_draft

    if not checked.text:
        raise click.UsageError(_("Only a text can be corrected; this is a finished file."))
    text = corrected(checked)
    if text == checked.text:
        talk(_("There is nothing to correct mechanically."))
        return False
    lines = difflib.unified_diff(
        checked.text.splitlines(), text.splitlines(), target, target, lineterm="", n=0
    )
    for line in lines:
        talk(click.style(line, fg={"+": "green", "-": "red"}.get(line[0])))
    if not yes and not click.confirm(_("Correct it so?"), err=True):
        talk(_("Nothing was changed."))
        return False
    if file.suffix:
        write_text(file, text)
    else:
        edit_draft(office, target, text)
    talk(_("Corrected."))
    return True
