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

from workflow.cli.language import LANGUAGES, _

if TYPE_CHECKING:
    from workflow.model.messages import Message
    from workflow.services.office import OpenOffice

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass
class Desk:
    """The common options of one call."""

    office: Path = Path()
    person: str | None = None
    json: bool = False
    verbose: bool = False
    upgrade_later: bool = False

    @contextmanager
    def open(self) -> Iterator[OpenOffice]:
        """The office, closed again when the command is done."""
        from workflow.services.office import open_office

        office = open_office(
            self.office, self.person, prompt=_ask_secret, environment=dict(os.environ)
        )
        office.upgrade_later = self.upgrade_later
        try:
            yield office
        finally:
            office.close()


def options(command: Command) -> Command:
    """Add the common options, to a command or to a group before its command."""
    for option in (
        click.option("-v", "--verbose", is_flag=True, default=None,
                     help=_("Say more, and show internal errors.")),
        click.option("--lang", type=click.Choice(LANGUAGES), help=_("Language of the messages.")),
        click.option("--json", "json", is_flag=True, default=None,
                     help=_("Answer in JSON, for programs.")),
        click.option("--as", "person", metavar="PERSON",
                     help=_("Who is acting: a name under [people] in office.toml.")),
        click.option("--office", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
                     help=_("The office's directory (default: here, or the nearest above).")),
    ):  # fmt: skip
        command = option(command)
    return command


def group(command: Command) -> Command:
    """Let a group take the common options too; its commands find them in the context."""

    @options
    @functools.wraps(command)
    def wrapped(**given: Any) -> None:
        ctx = click.get_current_context()
        outer = ctx.obj or {}
        ctx.obj = outer | {name: value for name, value in given.items() if value is not None}

    return wrapped  # type: ignore[return-value]


def common(command: Command) -> Command:
    """Add the common options; the command receives a Desk as its first argument.

    What is said at the command counts before what is said at its group, that before the
    environment (VANBAN_OFFICE, VANBAN_AS).
    """

    @options
    @functools.wraps(command)
    def wrapped(
        *args: Any, office: Path | None, person: str | None,
                json: bool | None, lang: str | None, verbose: bool | None,
                **kwargs: Any) -> Any:  # fmt: skip
        outer = click.get_current_context().obj or {}
        place = office or outer.get("office") or os.environ.get("VANBAN_OFFICE")
        desk = Desk(
            office=Path(place) if place else _find_office(),
            person=person or outer.get("person") or os.environ.get("VANBAN_AS"),
            json=bool(json or outer.get("json")),
            verbose=bool(verbose or outer.get("verbose")),
        )
        return command(desk, *args, **kwargs)

    return wrapped  # type: ignore[return-value]


def _find_office() -> Path:
    """Here, or the nearest directory above that holds an office."""
    here = Path.cwd()
    return next((d for d in (here, *here.parents) if (d / "office.toml").is_file()), here)


def _ask_secret(question: Message) -> str | None:
    if not sys.stdin.isatty():
        return None
    answer: str = click.prompt(question.text(_), hide_input=True, err=True)
    return answer
