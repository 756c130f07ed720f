"""What is said of a Word file on the command line, and the table of its places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from workflow.cli.language import _
from workflow.cli.show import emit_table, printable, talk
from workflow.model.document import Document
from workflow.model.messages import N_
from workflow.model.places import PlaceFound, read_place

_NAMES = {
    "number": N_("number"),
    "date": N_("date"),
    "signature": N_("signature"),
    "seal": N_("seal"),
}


def place_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --place, which may be given several times."""
    return click.option(
        "--place",
        multiple=True,
        callback=lambda ctx, option, values: tuple(read_place(value) for value in values),
        metavar="NAME=WHERE",
        help=_(
            "Where a place is in a file taken as it is: number=WORDS, date=WORDS, "
            "signature=after:WORDS, signature=PAGE:LEFTxTOP, seal=PAGE:LEFTxTOP (mm)."
        ),
    )(command)


def changes_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --accept-changes."""
    return click.option(
        "--accept-changes",
        is_flag=True,
        help=_("Accept the tracked changes of a Word file, and leave its comments out."),
    )(command)


def parts_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --parts."""
    return click.option(
        "--parts",
        metavar="FILE.md",
        type=click.Path(path_type=Path),
        help=_("Title, recipients and signature in Markdown, where the Word file has none."),
    )(command)


def show_places(places: Sequence[PlaceFound], document: Document) -> None:
    """Where each place was found, and how to look at it."""
    if not places:
        return
    rows = [
        (
            found.name,
            _name_of(found.name),
            found.page,
            f"{found.left:.0f}",
            f"{found.top:.0f}",
            f"{found.width:.0f} x {found.height:.0f}",
            _("as said") if found.given else _around(found),
        )
        for found in places
    ]
    headers = (_("Place"), _("What"), _("Page"), _("Left"), _("Top"), _("mm"), _("Found by"))
    emit_table(headers, rows)
    talk(
        _("Look at the pages: `vanban render {id}`; a place that is wrong: "
          "`vanban draft edit {id} --place …`").format(id=document.short_id)
    )  # fmt: skip


def _name_of(place: str) -> str:
    name, _underscore, number = place.partition("_")
    return f"{_(_NAMES[name])} {number}".strip()


def _around(found: PlaceFound) -> str:
    words = printable(found.words)
    if not words:
        return _("a mark in the file")
    if found.name.startswith(("signature", "seal")):
        return _("above “{words}”").format(words=words)
    return f"“{words}”"
