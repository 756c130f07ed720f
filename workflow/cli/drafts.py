"""draft new · show · edit · list, render."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.attachments import show_attachments
from workflow.cli.desk import Desk, common, group
from workflow.cli.language import _
from workflow.cli.places import changes_option, parts_option, place_option, show_places
from workflow.cli.show import (
    emit_json,
    emit_table,
    printable,
    shown_path,
    state_of,
    tell_next,
    tell_shortfall,
    tell_step,
    time_text,
)
from workflow.cli.word_bodies import is_word, show_taken
from workflow.cli.word_edits import (
    WordEdit,
    edit_body,
    edit_word,
    is_finished,
    tell_changed,
)
from workflow.model.document import Block, Document, WordPassage
from workflow.model.places import PlaceFound, PlaceGiven
from workflow.model.signature_level import shortfall_of

if TYPE_CHECKING:
    from workflow.services.office import OpenOffice


@click.group("draft", help=_("Drafts: new, show, edit, list."))
@group
def draft_command() -> None:
    pass


@draft_command.command("new", help=_("Start a document of TYPE (such as ket-luan) from a text."))
@click.argument("type_name", metavar="TYPE")
@click.option(
    "--from",
    "source",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=_("The text, in Markdown or as a Word file (.docx)."),
)
@click.option("--as-is", is_flag=True, help=_("Take a Word file as it is laid out, unchanged."))
@place_option
@parts_option
@changes_option
@common
def new(
    desk: Desk, type_name: str, source: Path, as_is: bool, place: tuple[PlaceGiven, ...],
    parts: Path | None, accept_changes: bool,
) -> None:  # fmt: skip
    from workflow.services.as_is import create_as_is
    from workflow.services.drafting import create_draft

    if place and not as_is:
        raise click.UsageError(_("--place goes with --as-is."))
    if accept_changes and not is_word(source):
        raise click.UsageError(_("--accept-changes goes with a Word file (.docx)."))
    if parts and (as_is or not is_word(source)):
        raise click.UsageError(_("--parts goes with a Word file that is not taken as it is."))
    if is_word(source) and not as_is:
        from workflow.services.word_bodies import create_from_word

        with desk.open() as office:
            taken = create_from_word(office, type_name, source, parts, accept=accept_changes)
        if desk.json:
            return emit_json(taken)
        show_taken(taken)
        return _tell_new(taken.document)
    found: tuple[PlaceFound, ...] = ()
    with desk.open() as office:
        if as_is:
            document, found = create_as_is(
                office, type_name, source, place, accepted=accept_changes
            )
        else:
            document = create_draft(office, type_name, source)
    if desk.json:
        return emit_json({"document": document, "places": found} if as_is else document)
    return _tell_new(document, found)


def _tell_new(document: Document, places: tuple[PlaceFound, ...] = ()) -> None:
    click.echo(_("Draft {id}: {subject}").format(id=document.short_id, subject=document.subject))
    show_places(places, document)
    tell_next(document)


@draft_command.command("show", help=_("Show a draft's parts as they were understood."))
@click.argument("id")
@click.option("--source", is_flag=True, help=_("Print the Markdown itself."))
@common
def show(desk: Desk, id: str, source: bool) -> None:
    from workflow.services.attachments import attachments_of
    from workflow.services.drafting import draft_text, parse_draft

    with desk.open() as office:
        document = office.ledger.find(id)
        source_text, draft = draft_text(office, document), parse_draft(office, document)
        attachments = attachments_of(office, document)
        type_name = office.rules.document_type(draft.type).title
        lacking = shortfall_of(office.ledger.events(document.id))
    if desk.json:
        return emit_json({"document": document, "draft": draft, "attachments": attachments})
    if source:
        return click.echo(source_text, nl=False)
    click.echo(_("Document:  {id} ({state})").format(id=document.label, state=state_of(document)))
    click.echo(_("Type:      {type}").format(type=type_name))
    click.echo(_("Subject:   {subject}").format(subject=draft.subject_line))
    if draft.copy_of:
        files = ", ".join(file.name for file in draft.copy_of.files)
        click.echo(_("Original:  {files}").format(files=files))
    texts = [text for block in draft.body for text in _texts(block)]
    click.echo(_("Text:      {count} paragraphs").format(count=len(texts)))
    for text in texts:
        click.echo(f"  {text[:90]}{'…' if len(text) > 90 else ''}")
    click.echo(_("Recipients:"))
    for line in draft.recipients:
        click.echo(f"  - {line}")
    block = draft.signature
    click.echo(_("Signature: {block}").format(block=" · ".join(block.lines)))
    show_attachments(attachments)
    tell_shortfall(lacking, document)
    return tell_next(document)


def _texts(block: Block) -> Iterable[str]:
    """Of a Word passage every paragraph."""
    return map(printable, block.texts) if isinstance(block, WordPassage) else (block.text,)


@draft_command.command("edit", help=_("Change a draft in your editor, in Word, or from a file."))
@click.argument("id")
@click.option(
    "--from",
    "source",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=_("Take the new text from a file, in Markdown or as a Word file (.docx)."),
)
@click.option(
    "--word", is_flag=True, help=_("Open it in Word (the program that VANBAN_WORD names).")
)
@click.option(
    "--from-word",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=_("Take it from a Word file that was changed outside."),
)
@click.option("--yes", is_flag=True, help=_("Accept what came back from Word without asking."))
@place_option
@parts_option
@changes_option
@common
def edit(
    desk: Desk, id: str, source: Path | None, word: bool, from_word: Path | None, yes: bool,
    place: tuple[PlaceGiven, ...], parts: Path | None, accept_changes: bool,
) -> None:  # fmt: skip
    if sum(map(bool, (source, word, from_word))) > 1:
        raise click.UsageError(_("--from, --word and --from-word exclude each other."))
    body = source if source and is_word(source) else None
    if parts and not body:
        raise click.UsageError(_("--parts goes with a Word file that is not taken as it is."))
    with desk.open() as office:
        if body and not is_finished(office, id):
            given = WordEdit(body, False, yes, place, accept_changes)
            return edit_body(office, desk, id, given, parts)
        if word or from_word or place or body:
            given = WordEdit(from_word or body, word, yes, place, accept_changes)
            return edit_word(office, desk, id, given)
        return _edit_text(office, desk, id, source)


def _edit_text(office: OpenOffice, desk: Desk, id: str, source: Path | None) -> None:
    from workflow.model.lifecycle import Act, after
    from workflow.services.drafting import check_is_text, draft_text, edit_draft, read_text

    document = office.ledger.find(id)
    after(document.state, Act.EDITED, document.label)
    check_is_text(office, document)
    text = (
        read_text(source) if source else click.edit(draft_text(office, document), extension=".md")
    )
    changed = document if text is None else edit_draft(office, document.id, text, source)
    if desk.json:
        return emit_json(changed)
    tell_changed(document, changed)
    return tell_next(changed)


@draft_command.command("word", help=_("Write the Word file that a draft is, or is printed from."))
@click.argument("id")
@click.option(
    "--out",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=_("Where to write it."),
)
@common
def word_(desk: Desk, id: str, out: Path) -> None:
    from workflow.services.word_round_trip import write_word

    with desk.open() as office:
        document = write_word(office, id, out)
    if desk.json:
        return emit_json({"document": document, "file": out})
    click.echo(shown_path(out))
    return tell_step(
        _("`vanban draft edit {id} --from-word FILE` takes it back").format(id=document.label)
    )


@draft_command.command("list", help=_("List all documents, the one touched last first."))
@common
def list_(desk: Desk) -> None:
    with desk.open() as office:
        documents = office.ledger.documents()
    if desk.json:
        return emit_json(documents)
    rows = [
        (
            d.short_id,
            d.official_number or "–",
            state_of(d),
            time_text(d.updated_at),
            d.subject[:60],
        )
        for d in documents
    ]
    emit_table((_("ID"), _("Number"), _("State"), _("Changed"), _("Subject")), rows)
    if documents:
        return tell_step(_("`vanban draft show ID` or `vanban render ID`"))
    return tell_step(_("`vanban draft new TYPE --from FILE`"))


@click.command("render", help=_("Make the pages of a document and pictures of them."))
@click.argument("id")
@click.option("--open", "open_it", is_flag=True, help=_("Open the PDF in the usual viewer."))
@common
def render_command(desk: Desk, id: str, open_it: bool) -> None:
    from workflow.services.rendering import preview

    with desk.open() as office:
        document, pdf, pictures = preview(office, id)
    if desk.json:
        return emit_json({"document": document, "pdf": pdf, "pictures": pictures})
    click.echo(shown_path(pdf))
    for picture in pictures:
        click.echo(shown_path(picture))
    if open_it:
        click.launch(str(pdf))
    return tell_next(document)
