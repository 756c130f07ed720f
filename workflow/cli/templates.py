"""template list, show, check, new."""

from __future__ import annotations

import click

from workflow.cli.checks import show_findings
from workflow.cli.desk import Desk, common, group
from workflow.cli.language import _
from workflow.cli.show import emit_json, emit_table, shown_path, tell_step

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


@template_command.command("check", help=_("Fill a template with a few words and measure it."))
@click.argument("name", metavar="LAYOUT|FILE")
@common
def check(desk: Desk, name: str) -> int:
    from workflow.services.templates import check_template

    with desk.open() as office:
        findings = check_template(office, name)
    if desk.json:
        emit_json(findings)
    else:
        show_findings(tuple(findings))
        if not findings:
            click.echo(_("The template {name} can be used.").format(name=name))
    return _NOT_RIGHT if any(f.severity == "error" for f in findings) else 0


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
