"""What the commands have in common: where the office is, who acts, how to answer."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from workflow.cli.language import _

if TYPE_CHECKING:
    from workflow.services.office import OpenOffice

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass
class Desk:
    """The common options of one call."""

    office: Path = Path()
    person: str | None = None
    json: bool = False
    verbose: bool = False

    @contextmanager
    def open(self) -> Iterator[OpenOffice]:
        """The office, closed again when the command is done."""
        from workflow.services.office import open_office

        office = open_office(
            self.office, self.person, prompt=_ask_password, environment=dict(os.environ)
        )
        try:
            yield office
        finally:
            office.close()


def common(command: Command) -> Command:
    """Add the common options; the command receives a Desk as its first argument."""

    @click.option(
        "--office",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        envvar="VANBAN_OFFICE",
        help=_("The office's directory (default: here)."),
    )
    @click.option(
        "--as",
        "person",
        metavar="PERSON",
        envvar="VANBAN_AS",
        help=_("Who is acting: a name under [people] in office.toml."),
    )
    @click.option("--json", "as_json", is_flag=True, help=_("Answer in JSON, for programs."))
    @click.option("--lang", type=click.Choice(["en", "vi"]), help=_("Language of the messages."))
    @click.option("-v", "--verbose", is_flag=True, help=_("Say more, and show internal errors."))
    @functools.wraps(command)
    def wrapped(*args: Any, office: Path | None, person: str | None, as_json: bool,
                lang: str | None, verbose: bool, **kwargs: Any) -> Any:  # fmt: skip
        desk = Desk(office or _find_office(), person, as_json, verbose)
        return command(desk, *args, **kwargs)

    return wrapped  # type: ignore[return-value]


def _find_office() -> Path:
    """Here, or the nearest directory above that holds an office."""
    here = Path.cwd()
    return next((d for d in (here, *here.parents) if (d / "office.toml").is_file()), here)


def _ask_password(key: str) -> str:
    from workflow.model.errors import SecretMissing

    if not sys.stdin.isatty():
        raise SecretMissing(key=key, source=_("a prompt (no terminal is there)"))
    answer: str = click.prompt(
        _("Password for the key “{key}”").format(key=key), hide_input=True, err=True
    )
    return answer
