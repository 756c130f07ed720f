"""demo: every step of the line, shown and run as a person would type it."""

from __future__ import annotations

import shlex
import sys
import time
from contextlib import nullcontext, redirect_stdout
from pathlib import Path

import click

from workflow.cli.desk import Desk, common
from workflow.cli.language import _
from workflow.cli.show import emit_json, shown_path, use_colour

_MARK = ".vanban-demo"
_DRAFTER, _APPROVER, _CLERK, _SEAL = "thu-ha", "quoc-bao", "thanh-mai", "tinh-uy"
_ACKNOWLEDGED = 3


@click.command("demo", help=_("Show the whole line in a throw-away office: from text to receipts."))
@click.option(
    "--dir",
    "directory",
    default="demo",
    show_default=True,
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help=_("Where the office is made."),
)
@click.option(
    "--from",
    "sources",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=_("A conclusion to take through the line (default: the example)."),
)
@common
def demo_command(desk: Desk, directory: Path, sources: tuple[Path, ...]) -> None:
    started = time.monotonic()
    with redirect_stdout(sys.stderr) if desk.json else nullcontext():
        files = _show_the_line(directory, sources)
    seconds = round(time.monotonic() - started, 1)
    if desk.json:
        return emit_json({"office": directory, "seconds": seconds, "files": files})
    _heading(_("Done in {seconds} s; look at").format(seconds=seconds))
    for file in files:
        click.echo(f"  {shown_path(file)}")
    return None


def _show_the_line(directory: Path, sources: tuple[Path, ...]) -> list[Path]:
    """Make the office and take every text through it; the files to look at afterwards."""
    _clear(directory)
    _heading(_("A throw-away office with specimen keys (RSA-3072)"))
    _run("init", str(directory))
    texts = sources or (directory / "examples" / "ket-luan.md",)
    keys = _specimen_keys(directory, texts)
    files: list[Path] = []
    for text in texts:
        _heading(_("From text to receipts: {file}").format(file=text.name))
        files += _take_through(directory, text, keys[text])
    _heading(_("The register and the journal"))
    _run("register", "list", "--office", str(directory))
    _run("log", "--verify", "--office", str(directory))
    return files


def _clear(directory: Path) -> None:
    """An empty directory; only an earlier demonstration is ever removed."""
    from workflow.model.errors import FolderNotEmpty
    from workflow.services.starter import remove_demo

    if not remove_demo(directory, _MARK):
        raise FolderNotEmpty(directory=directory)
    directory.mkdir(parents=True, exist_ok=True)
    (directory / _MARK).touch()


def _specimen_keys(directory: Path, texts: tuple[Path, ...]) -> dict[Path, str]:
    """Keys for the office's people, and the key that signs each text.

    A real text names a signer of its own: they become one of the throw-away office.
    """
    from workflow.services.drafting import read_signature_block
    from workflow.services.office import open_office
    from workflow.services.starter import add_signer, make_specimen_keys

    signers = {}
    for text in texts:
        block = read_signature_block(text)
        signers[text] = add_signer(directory, block.name, block.title.capitalize())
    names = make_specimen_keys(directory, open_office(directory).settings)
    click.echo(_("Specimen keys: {keys}").format(keys=", ".join(names)))
    return signers


def _take_through(directory: Path, text: Path, key: str) -> list[Path]:
    """One document from draft to receipts; the files to look at afterwards."""
    from workflow.services.office import open_office
    from workflow.services.publishing import published_place
    from workflow.services.rendering import write_pictures

    here = ("--office", str(directory))
    _run("draft", "new", "ket-luan", "--from", str(text), "--as", _DRAFTER, *here)
    office = open_office(directory)
    id = office.ledger.documents()[0].short_id
    signer = office.settings.key(key).holder
    # A real text has what a careful clerk would ask about; here it is taken as it is.
    as_it_is = ("--accept", _("taken as it is, to show the line"))
    _run("submit", id, *as_it_is, "--as", _DRAFTER, *here)
    _run("approve", id, "--as", _APPROVER, *here)
    _run("sign", id, "--key", key, "--as", signer, *here)
    _run("issue", id, "--seal", _SEAL, "--as", _CLERK, *here)
    document = office.ledger.find(id)
    number, place = document.official_number, published_place(office, document)
    _run("distribute", number, "--as", _CLERK, *here)
    for delivery in office.ledger.deliveries(document.id)[:_ACKNOWLEDGED]:
        _run("ack", number, delivery.body, "--as", _CLERK, *here)
    _run("track", number, *here)
    _run("verify", str(place), "--trust", str(directory / office.settings.trust))
    pictures = write_pictures(place.read_bytes(), directory / "drafts", place.stem)
    office.close()
    return [place, *pictures]


def _heading(text: str) -> None:
    click.echo()
    click.echo(click.style(f"== {text} ==", bold=True))


def _run(*words: str) -> None:
    """A command, shown and run as if typed."""
    from workflow.cli.program import build

    click.echo()
    click.echo(click.style(f"$ vanban {shlex.join(words)}", dim=True))
    result = build().main(
        list(words), prog_name="vanban", standalone_mode=False, color=use_colour()
    )
    if isinstance(result, int) and result:
        raise click.exceptions.Exit(result)
