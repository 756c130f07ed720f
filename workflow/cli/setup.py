"""init, demo."""

from __future__ import annotations

import time
from pathlib import Path

import click

from workflow.cli.desk import Desk, common
from workflow.cli.language import _
from workflow.cli.show import emit_json, shown_path, talk

_MARK = ".vanban-demo"


@click.command("init", help=_("Make a new office in DIR: settings, templates, recipients."))
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--specimen-keys",
    is_flag=True,
    help=_("Also make a throw-away authority, keys and images, to try things out."),
)
@common
def init_command(desk: Desk, directory: Path, specimen_keys: bool) -> None:
    from workflow.services.starter import create_office

    office = create_office(directory, specimen_keys=specimen_keys).office
    if desk.json:
        return emit_json({"directory": directory, "organ": office.organ})
    click.echo(_("Office of {organ} in {directory}.").format(
        organ=office.organ.name, directory=shown_path(directory)))  # fmt: skip
    next_step = _("edit {file}, then `vanban doctor --office {directory}`")
    talk(
        click.style(
            _("Next: {step}").format(
                step=next_step.format(file=directory / "office.toml", directory=directory)
            ),
            fg="cyan",
        )
    )
    return None


@click.command(
    "demo", help=_("Show the whole line in a throw-away office: from a text to receipts.")
)
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
    from workflow.model.errors import FolderNotEmpty
    from workflow.services.starter import create_office, remove_demo

    started = time.monotonic()
    if not remove_demo(directory, _MARK):
        raise FolderNotEmpty(directory=directory)
    directory.mkdir(parents=True, exist_ok=True)
    (directory / _MARK).touch()
    _heading(_("A throw-away office with specimen keys (RSA-3072)"))
    _run(["init", str(directory)])
    for source in sources or (directory / "examples" / "ket-luan.md",):
        _add_signer_of(directory, source)
    create_keys(directory)
    files = []
    for source in sources or (directory / "examples" / "ket-luan.md",):
        _heading(_("From text to receipts: {file}").format(file=source.name))
        files += _one_document(directory, source)
    _heading(_("The register and the journal"))
    _run(["register", "list", "--office", str(directory)])
    _run(["log", "--verify", "--office", str(directory)])
    _heading(_("Done in {seconds} s; look at").format(seconds=round(time.monotonic() - started, 1)))
    for file in files:
        click.echo(f"  {shown_path(file)}")


def create_keys(directory: Path) -> None:
    from workflow.services.office import SETTINGS
    from workflow.services.starter import make_specimen_keys
    from workflow.model.office import read_office

    office = read_office((directory / SETTINGS).read_text("utf-8"))
    make_specimen_keys(directory, office)
    click.echo(_("Specimen keys: {keys}").format(keys=", ".join(office.keys)))


def _add_signer_of(directory: Path, source: Path) -> None:
    """A real text names a signer of its own: make them one of the throw-away office."""
    from workflow.draft.markdown import read_markdown
    from workflow.services.drafting import read_text
    from workflow.services.starter import add_signer

    block = read_markdown(read_text(source), "ket-luan", "KẾT LUẬN", source.name).signature
    add_signer(directory, block.name, block.title.capitalize())


def _one_document(directory: Path, source: Path) -> list[Path]:
    """Every step as a person would type it; the files to look at afterwards."""
    from workflow.services.issuing import published_place
    from workflow.services.office import open_office
    from workflow.services.rendering import write_pictures

    office = ["--office", str(directory)]
    _run(["draft", "new", "ket-luan", "--from", str(source), "--as", "thu-ha", *office])
    opened = open_office(directory)
    document = opened.ledger.documents()[0]
    from workflow.services.drafting import parse_draft
    from workflow.model.vietnamese import matching_key

    named = matching_key(parse_draft(opened, document).signature.name)
    signer = next(p for p in opened.settings.people.values() if matching_key(p.name) == named)
    key = next(k for k in opened.settings.keys.values() if k.holder == signer.id)
    id = document.short_id
    _run(["submit", id, "--as", "thu-ha", *office])
    _run(["approve", id, "--as", "quoc-bao", *office])
    _run(["sign", id, "--key", key.id, "--as", signer.id, *office])
    _run(["issue", id, "--seal", "tinh-uy", "--as", "thanh-mai", *office])
    document = opened.ledger.find(id)
    number, place = document.official_number, published_place(opened, document)
    _run(["distribute", number, "--as", "thanh-mai", *office])
    for delivery in opened.ledger.deliveries(document.id)[:3]:
        _run(["ack", number, delivery.body, "--as", "thanh-mai", *office])
    _run(["track", number, *office])
    _run(["verify", str(place), "--trust", str(directory / opened.settings.trust)])
    pictures = write_pictures(place.read_bytes(), directory / "drafts", place.stem)
    opened.close()
    return [place, *pictures]


def _heading(text: str) -> None:
    click.echo()
    click.echo(click.style(f"== {text} ==", bold=True))


def _run(words: list[str]) -> None:
    """A command, shown and run as if typed."""
    from workflow.cli.program import build

    click.echo()
    click.echo(click.style(f"$ vanban {' '.join(words)}", dim=True))
    result = build().main(words, prog_name="vanban", standalone_mode=False)
    if isinstance(result, int) and result:
        raise click.exceptions.Exit(result)
