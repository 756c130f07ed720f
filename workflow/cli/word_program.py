"""Opens a Word file in the person's own program, and waits until it was saved and closed."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

import click

from workflow.cli.language import _
from workflow.cli.show import shown_path, talk
from workflow.model.errors import WordNotOpened
from workflow.model.messages import N_, message

_VARIABLE = "VANBAN_WORD"
_PAUSE = 0.3  # seconds between two looks at the lock
_SETTLES = 2.0  # seconds in which a program that was only called makes its lock


def edit_in_word(place: Path, document: str) -> None:
    """Let the person change a file.

    It was closed when the program has ended and the file that marks it as open (`~$…` of Word,
    `.~lock.…#` of LibreOffice) is gone. A program that hands over to one that runs already ends at
    once: then the person is asked to press Enter.

    Raises:
        WordNotOpened
    """
    before = place.stat().st_mtime_ns
    program = os.environ.get(_VARIABLE, "")
    talk(_("Opened: {file}").format(file=shown_path(place)))
    _run(place, program, document)
    _wait_for_lock(place)
    if place.stat().st_mtime_ns == before and sys.stdin.isatty():
        click.prompt(
            _("Press Enter when you have saved and closed it"),
            default="", show_default=False, prompt_suffix=" ", err=True,
        )  # fmt: skip
        _wait_for_lock(place)


def _run(place: Path, program: str, document: str) -> None:
    before = place.stat().st_mtime_ns
    try:
        if program:
            code = subprocess.run([*shlex.split(program), str(place)], check=False).returncode  # noqa: S603
        else:
            code = click.launch(str(place), wait=True)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise WordNotOpened(program=program, reason=why, document=document) from None
    if code and place.stat().st_mtime_ns == before:
        reason = message(N_("it ended with code {code}"), code=code)
        raise WordNotOpened(program=program or place.name, reason=reason, document=document)


def _wait_for_lock(place: Path) -> None:
    until = time.monotonic() + _SETTLES if sys.stdin.isatty() else 0.0
    while _locks(place) or (time.monotonic() < until and not _locks(place)):
        if _locks(place):
            until = 0.0
        time.sleep(_PAUSE)


def _locks(place: Path) -> bool:
    """Whether another program has the file open. Word leaves out the first two letters of a name
    that is longer than eight."""
    names = (f".~lock.{place.name}#", f"~${place.name}", f"~${place.name[2:]}")
    return any(place.with_name(name).exists() for name in names)
