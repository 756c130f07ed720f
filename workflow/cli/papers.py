"""paper book, paper labels: what goes with the copies that are carried by people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from workflow.cli.desk import Desk, common, group
from workflow.cli.language import _
from workflow.cli.show import emit_json, shown_path, tell_step
from workflow.model.errors import storage_error

if TYPE_CHECKING:
    from workflow.services.paper import Copy

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group("paper", help=_("Print the delivery book and labels for copies that go on paper."))
@group
def paper_command() -> None:
    pass


def _which(command: Command) -> Command:
    for option in (
        click.option(
            "--output",
            metavar="FILE",
            type=click.Path(path_type=Path, dir_okay=False),
            help=_("Where the PDF goes (default: here)."),
        ),
        click.option(
            "--date",
            "day",
            type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
            metavar="YYYY-MM-DD",
            help=_("What was handed over on this day; without it and ID, what lies here now."),
        ),
        click.argument("id", required=False),
    ):
        command = option(command)
    return command


@paper_command.command(
    "book", help=_("The delivery book, with room for signatures and postmarks, as PDF.")
)
@_which
@common
def book_command(desk: Desk, id: str | None, day: datetime | None, output: Path | None) -> None:
    from workflow.services.paper import book, copies_on_paper

    with desk.open() as office:
        copies = copies_on_paper(office, id, day.date() if day else None)
        place = output or Path("so-chuyen-giao.pdf")
        _write(desk, place, book(office, copies), copies)


@paper_command.command("labels", help=_("Labels for the envelopes, 2 × 7 on A4, as PDF."))
@click.option(
    "--skip",
    type=click.IntRange(0, 13),
    default=0,
    metavar="COUNT",
    help=_("How many labels of the first sheet are used up."),
)
@_which
@common
def labels_command(
    desk: Desk, id: str | None, day: datetime | None, output: Path | None, skip: int
) -> None:
    from workflow.services.paper import copies_on_paper, labels

    with desk.open() as office:
        copies = copies_on_paper(office, id, day.date() if day else None)
        place = output or Path("nhan-bi.pdf")
        _write(desk, place, labels(office, copies, skip), copies)


def _write(desk: Desk, place: Path, pdf: bytes, copies: list[Copy]) -> None:
    try:
        place.write_bytes(pdf)
    except OSError as error:
        raise storage_error(place, error) from None
    if desk.json:
        told = [{"document": c.document.label, "delivery": c.delivery} for c in copies]
        return emit_json({"file": str(place), "copies": told})
    click.echo(
        _("{file}: {count} copies on paper.").format(file=shown_path(place), count=len(copies))
    )
    step = _(
        "`vanban ack NUMBER BODY --status sent` when a copy is gone, and "
        "`vanban ack NUMBER BODY` when the book is signed"
    )
    return tell_step(step)
