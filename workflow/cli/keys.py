"""key list, key test, key add."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from workflow.cli.desk import Desk, common, group
from workflow.cli.language import _
from workflow.cli.show import emit_json, emit_table, talk, tell_step, time_text
from workflow.model.errors import SigningError
from workflow.model.office import ORGAN_HOLDER, PKCS1, PSS

if TYPE_CHECKING:
    from workflow.model.settings import Value
    from workflow.services.keys import Found, KeyFacts
    from workflow.services.office import OpenOffice

_PKCS11 = "pkcs11"


@click.group("key", help=_("The office's signing keys: files, tokens, remote services."))
@group
def key_command() -> None:
    pass


@key_command.command(
    "list", help=_("List the keys with their certificates; nobody is asked for a password or PIN.")
)
@common
def list_(desk: Desk) -> None:
    from workflow.services.keys import list_keys

    with desk.open() as office:
        keys = list_keys(office)
    if desk.json:
        return emit_json(keys)
    for facts in keys:
        _show(facts)
    return tell_step(_("`vanban key test NAME` tries one, with its password or PIN"))


def _show(facts: KeyFacts) -> None:
    state = click.style(facts.state.text(_), fg="green" if facts.usable else "red")
    click.echo(f"{click.style(facts.id, bold=True)}: {state}")
    click.echo(_("  Source:      {source}").format(source=facts.source))
    click.echo(_("  Holder:      {holder}").format(holder=facts.holder))
    if facts.valid_until is None:
        return
    click.echo(_("  Subject:     {subject}").format(subject=facts.subject))
    click.echo(_("  Issued by:   {issuer}").format(issuer=facts.issuer))
    click.echo(_("  Valid until: {end} (days left: {days})").format(
        end=time_text(facts.valid_until), days=facts.days_left))  # fmt: skip
    click.echo(_("  Algorithm:   {algorithm}").format(algorithm=facts.algorithm))


@key_command.command(
    "test",
    help=_(
        "Open a key, let it sign a random number, and check all that a signature needs: period, "
        "usage, trust anchor, revocation. Exit code 8 if something is missing."
    ),
)
@click.argument("name")
@common
def test(desk: Desk, name: str) -> int:
    from workflow.services.keys import try_key

    troubles, answers = 0, []
    with desk.open() as office:
        for check in try_key(office, name):
            troubles += check.trouble is not None
            if desk.json:
                trouble = check.trouble
                answers.append(
                    {"what": check.what.text(), "well": trouble is None,
                     "says": trouble.text() if trouble else check.says.text()}
                )  # fmt: skip
                continue
            mark = click.style("✗", fg="red") if check.trouble else click.style("✓", fg="green")
            says = check.trouble.text(_) if check.trouble else check.says.text(_)
            click.echo(f"{mark} {check.what.text(_)}: {says}")
            if check.trouble and (hint := check.trouble.hint_text(_)):
                click.echo(f"  {hint}")
    if desk.json:
        emit_json(answers)
    elif troubles:
        tell_step(_("mend what is marked ✗, then `vanban key test {name}` again").format(name=name))
    else:
        tell_step(_("`vanban sign ID --key {name}`, or name it in a seal").format(name=name))
    return SigningError.exit_code if troubles else 0


@key_command.command(
    "add",
    help=_(
        "Write a new key into office.toml; what is not said is asked for. For a PKCS#11 module "
        "the tokens and certificates that are there are shown."
    ),
)
@click.argument("name")
@click.option("--source", help=_("Where the key is kept, such as pkcs12, pkcs11, csc."))
@click.option("--holder", help=_("A person of the office, or “organ”."))
@click.option("--image", default="", metavar="FILE", help=_("PNG of the hand signature."))
@click.option(
    "--padding", type=click.Choice([PSS, PKCS1]), default=PSS, help=_("Padding of an RSA key.")
)
@click.option(
    "--set", "settings", multiple=True, metavar="SETTING=VALUE",
    help=_("A setting of the source, such as file=keys/a.p12 or module=/usr/lib/token.so."),
)  # fmt: skip
@common
def add(
    desk: Desk, name: str, source: str | None, holder: str | None, image: str, padding: str,
    settings: tuple[str, ...],
) -> None:  # fmt: skip
    from workflow.services.keys import add_key, source_settings

    given = _given(settings)
    with desk.open() as office:
        forms = source_settings()
        source = source or _chosen(_("Source"), list(forms))
        holder = holder or _chosen(_("Holder"), [*office.settings.people, ORGAN_HOLDER])
        form: Mapping[str, Value] = forms.get(source, {})
        table: dict[str, Any] = {"source": source, "holder": holder}
        table |= {"image": image} if image else {}
        table |= {"padding": padding} if padding != PSS else {}
        table |= _asked(form, given)
        if source == _PKCS11 and not {"label", "id", "certificate"} & set(given):
            table |= _chosen_on_tokens(office, str(table.get("module", "")), given)
        key = add_key(office, name, table)
    if desk.json:
        return emit_json(key)
    click.echo(_("The key {name} is in office.toml.").format(name=name))
    return tell_step(_("`vanban key test {name}`").format(name=name))


def _given(settings: tuple[str, ...]) -> dict[str, str]:
    """
    Raises:
        click.UsageError: one is not of the form SETTING=VALUE.
    """
    pairs = [setting.partition("=") for setting in settings]
    for setting, (_name, equals, _value) in zip(settings, pairs, strict=True):
        if not equals:
            raise click.UsageError(_("“{text}” is not SETTING=VALUE.").format(text=setting))
    return {name.strip(): value for name, _equals, value in pairs}


def _asked(form: Mapping[str, Value], given: Mapping[str, str]) -> dict[str, Any]:
    """The settings as TOML wants them; those that must be there are asked for."""
    table: dict[str, Any] = {}
    for name, expected in form.items():
        if name in given:
            table[name] = _typed(expected, given[name])
        elif expected.required and sys.stdin.isatty():
            meaning = _(expected.meaning) if expected.meaning else name
            table[name] = _typed(expected, click.prompt(f"{name} – {meaning}", err=True))
    # What the source does not know is left for the settings' own check to name.
    return table | {name: value for name, value in given.items() if name not in form}


def _typed(expected: Value, text: str) -> Any:
    if expected.type is bool and text in ("true", "false"):
        return text == "true"
    if expected.type is float:
        try:
            return float(text)
        except ValueError:
            return text
    return text


def _chosen(what: str, choices: list[str]) -> str:
    """
    Raises:
        click.UsageError: nobody can be asked.
    """
    if not sys.stdin.isatty():
        option = "--source" if what == _("Source") else "--holder"
        known = ", ".join(choices)
        raise click.UsageError(
            _("{option} is missing; possible: {known}").format(option=option, known=known)
        )
    answer: str = click.prompt(what, type=click.Choice(choices), err=True)
    return answer


def _chosen_on_tokens(office: OpenOffice, module: str, given: Mapping[str, str]) -> dict[str, str]:
    """The settings that mean one of the certificates on the module's tokens.

    Raises:
        click.UsageError: it is not clear which, and nobody can be asked.
    """
    from workflow.services.keys import found_on_tokens

    found = found_on_tokens(office, module, given)
    if not found:
        talk(_("No certificate is on any token; name the key with --set label=… ."))
        return {}
    _show_found(found)
    if len(found) == 1:
        return dict(found[0].settings)
    if not sys.stdin.isatty():
        raise click.UsageError(_("Say which one, with --set token=… and --set label=… ."))
    number = click.prompt(_("Which one"), type=click.IntRange(1, len(found)), err=True)
    return dict(found[number - 1].settings)


def _show_found(found: list[Found]) -> None:
    rows = [
        (n, f.token, f.serial, f.label, f.id, time_text(f.valid_until), f.subject)
        for n, f in enumerate(found, start=1)
    ]
    headers = (_("No."), _("Token"), _("Serial"), _("Label"), _("Id"), _("Valid until"),
               _("Subject"))  # fmt: skip
    emit_table(headers, rows, beside=True)
