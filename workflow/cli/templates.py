"""template list, show, check, new."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workflow.cli.checks import show_findings
from workflow.cli.desk import Desk, common, group
from workflow.cli.language import _
from workflow.cli.show import emit_json, emit_table, shown_path, tell_step

if TYPE_CHECKING:
    from workflow.model.findings import Finding
    from workflow.render.feature_report import FeatureRow

_NOT_RIGHT = 7


@click.group("template", help=_("The Word templates of the office's layouts."))
@group
def template_command() -> None:
    pass


@template_command.command("list", help=_("List the templates and the types that use them."))
@common
def list_(desk: Desk) -> None:
    from workflow.services.templates import list_templates

    with desk.open() as office:
        templates = list_templates(office)
    if desk.json:
        return emit_json(templates)
    states = {True: _("as shipped"), False: _("the office's own"), None: _("the office's own")}
    rows = [
        (
            t.layout,
            states[t.as_shipped] if t.file.exists() else _("missing"),
            ", ".join(t.types) or "–",
        )
        for t in templates
    ]
    emit_table((_("Layout"), _("State"), _("Types")), rows)
    return tell_step(_("`vanban template show LAYOUT` or `vanban template check LAYOUT`"))


@template_command.command("show", help=_("Show the fields and places that a template names."))
@click.argument("name", metavar="LAYOUT|FILE")
@common
def show(desk: Desk, name: str) -> None:
    from workflow.services.templates import template_facts

    with desk.open() as office:
        facts = template_facts(office, name)
    if desk.json:
        return emit_json(facts)
    click.echo(shown_path(facts.file))
    click.echo(_("Fields: {names}").format(names=", ".join(facts.fields)))
    click.echo(_("Places: {names}").format(names=", ".join(facts.places)))
    return tell_step(_("`vanban template check LAYOUT`"))


@template_command.command(
    "check",
    help=_(
        "Fill a template with a few words and measure it. Of a Word FILE every feature is listed: "
        "what is carried to the page, what is harmless, and what is refused."
    ),
)
@click.argument("name", metavar="LAYOUT|FILE")
@common
def check(desk: Desk, name: str) -> int:
    from workflow.services.templates import check_template, is_template

    rows: tuple[FeatureRow, ...] = ()
    findings: list[Finding] = []
    if is_file := name.lower().endswith(".docx"):
        rows = _features(desk, name)
    refused = any(row.state == "refused" for row in rows)
    if not refused and (not is_file or is_template(name)):
        with desk.open() as office:
            findings = check_template(office, name)
    if is_file and desk.json:
        emit_json({"features": rows, "findings": findings})
    elif is_file:
        show_findings(tuple(findings))
    elif desk.json:
        emit_json(findings)
    else:
        show_findings(tuple(findings))
        if not findings:
            click.echo(_("The template {name} can be used.").format(name=name))
    return _NOT_RIGHT if refused or any(f.severity == "error" for f in findings) else 0


def _features(desk: Desk, name: str) -> tuple[FeatureRow, ...]:
    """The features of a file, as a table for people."""
    from workflow.services.templates import file_features

    rows = file_features(name)
    if not desk.json:
        states = {"refused": _("refused"), "carried": _("carried"), "harmless": _("harmless")}
        emit_table(
            (_("State"), _("Times"), _("Feature"), _("First place")),
            [(states[r.state], r.count, r.feature.text(_), r.place or "–") for r in rows],
        )
    return rows


@template_command.command("new", help=_("Put a shipped template into templates/, to change it."))
@click.argument("layout")
@click.option("--name", default="", help=_("What the new file is called (default: the layout)."))
@common
def new(desk: Desk, layout: str, name: str) -> None:
    from workflow.services.templates import new_template

    with desk.open() as office:
        place = new_template(office, layout, name)
    if desk.json:
        return emit_json({"file": place})
    click.echo(shown_path(place))
    return tell_step(_("Open it in Word or LibreOffice; then `vanban template check LAYOUT`"))
