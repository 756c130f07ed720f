"""How results are shown: tables for people, JSON for programs; stdout is the result."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import click

from workflow.cli.language import _
from workflow.model.document import Document
from workflow.model.lifecycle import STATE_NAMES, next_step
from workflow.model.messages import Message, local_date, local_time
from workflow.model.signature_level import Shortfall

Item = TypeVar("Item")

_PATIENCE = 2.0  # seconds
_BAR = 30  # letters


def emit_json(value: Any) -> None:
    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=2))


def emit_table(
    headers: Sequence[str], rows: Sequence[Sequence[object]], *, beside: bool = False
) -> None:
    """Columns as wide as their widest entry; the last one takes what is left of the line.

    Parameters:
        beside: it is not the result, but something beside it.
    """
    texts = [[str(entry) for entry in row] for row in rows]
    widths = [max(len(row[n]) for row in [list(headers), *texts]) for n in range(len(headers))]
    click.echo(click.style(_joined(headers, widths), bold=True), err=beside)
    for row in texts:
        click.echo(_joined(row, widths), err=beside)


def talk(text: str) -> None:
    """Something beside the result."""
    click.echo(text, err=True, color=use_colour())


def counted(items: Iterable[Item], label: str, total: int = 0) -> Iterator[Item]:
    """The items as they come; from the third second on a terminal shows how many there were.

    Parameters:
        total: how many there will be, where that is known: a bar shows how far it is.
    """
    started, terminal = time.monotonic(), sys.stderr.isatty()
    shown = False
    for number, item in enumerate(items, start=1):
        yield item
        if terminal and time.monotonic() - started > _PATIENCE:
            click.echo(f"\r{label}: {_bar(number, total)}", nl=False, err=True)
            shown = True
    if shown:
        talk("")


def _bar(number: int, total: int) -> str:
    if not total:
        return str(number)
    filled = _BAR * number // total
    return f"[{'#' * filled}{'·' * (_BAR - filled)}] {number}/{total}"


def tell_shortfall(shortfall: Shortfall | None, document: Document) -> None:
    """That a level was not reached yet, and the command that reaches it."""
    if shortfall is None:
        return
    talk(
        _("Signatures at level {reached}, wanted {wanted}: {why}").format(
            reached=shortfall.reached, wanted=shortfall.wanted, why=shortfall.why
        )
    )
    if document.issued:
        step = _("`vanban preserve {id}` adds a timestamp over the file and what else is missing")
        talk(step.format(id=document.label))


def tell_next(document: Document) -> None:
    """The next step, as every command ends."""
    tell_step(next_step(document.state, document.label, document.awaiting).text(_))


def tell_step(step: str) -> None:
    talk(click.style(_("Next: {step}").format(step=step), fg="cyan"))


def state_of(document: Document) -> str:
    return _(STATE_NAMES[document.state])


def time_text(moment: datetime | None) -> str:
    return local_time(moment) if moment else ""


def date_text(day: date | None) -> str:
    return local_date(day) if day else ""


def shown_path(path: Path) -> str:
    """A path as short as it can be named from here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def printable(text: str) -> str:
    """A text that somebody else wrote, without what could steer a terminal or turn the line."""
    spaced = text.replace("\N{NO-BREAK SPACE}", " ")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in spaced)


def use_colour() -> bool | None:
    """None leaves it to click, which asks whether a terminal is there."""
    return False if os.environ.get("NO_COLOR") else None


def plain(value: Any) -> Any:
    """A value as JSON knows it: times in UTC, ISO 8601; lengths of time in seconds."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type | Message):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Message):
        return value.text()  # the same for programs in every language
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Mapping):
        return {str(plain(k)): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(entry) for entry in value]
    if isinstance(value, bytes):
        return f"sha256:{hashlib.sha256(value).hexdigest()}"
    return str(value) if isinstance(value, Path) else value


def _joined(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(text.ljust(w) for text, w in zip(row, widths, strict=True)).rstrip()
