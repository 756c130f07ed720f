"""draft new --from FILE.docx: what was recognised in the Word file is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.language import _
from workflow.cli.show import printable, talk

if TYPE_CHECKING:
    from workflow.services.word_bodies import WordBody

# Files that people take for Word documents: each is taken, or refused by its name.
_WORD = frozenset(
    (".docx", ".doc", ".docm", ".dot", ".dotx", ".dotm", ".odt", ".rtf", ".wps", ".pdf")
)
_SHOWN = 70  # characters of the text's first and last words


def is_word(source: Path) -> bool:
    """Whether a file is meant to be a Word document, by its name."""
    return source.suffix.lower() in _WORD


def show_taken(taken: WordBody) -> None:
    """The parts of the draft, what the text holds, and what was left out."""
    counts = taken.counts
    click.echo(_("Recognised in the Word file:"))
    click.echo("  " + _("Subject:   {subject}").format(subject=taken.subject))
    shown = "; ".join(taken.recipients)
    click.echo("  " + _("Recipients: {count} ({lines})").format(
        count=len(taken.recipients), lines=printable(shown)))  # fmt: skip
    for block in taken.signers:
        click.echo("  " + _("Signature: {block}").format(block=block))
    click.echo("  " + _("Text: {paragraphs} paragraphs, {tables} tables, {pictures} pictures, "
                        "{notes} footnotes; {appendices} appendices").format(
        paragraphs=counts.paragraphs, tables=counts.tables, pictures=counts.pictures,
        notes=counts.notes, appendices=taken.appendices))  # fmt: skip
    click.echo("  " + _("from: {words}").format(words=_short(taken.begins)))
    click.echo("  " + _("to:   {words}").format(words=_short(taken.ends, end=True)))
    for note in taken.notes:
        talk(click.style(_("Note: {text}").format(text=note.text(_)), fg="yellow"))


def _short(words: str, *, end: bool = False) -> str:
    if len(words) <= _SHOWN:
        return printable(words)
    return printable(f"…{words[-_SHOWN:]}" if end else f"{words[:_SHOWN]}…")
