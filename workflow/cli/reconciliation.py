"""Who gets a document, as it is shown before issue: in full, or in a few lines beside something."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from workflow.cli.language import _
from workflow.cli.show import date_text, emit_table, talk
from workflow.model.parties import PURPOSE_NAMES

if TYPE_CHECKING:
    from workflow.services.reconciliation import PrintedLine, Reconciliation, Sending

_FEW = 3


def show_reconciliation(found: Reconciliation) -> None:
    """What is printed, what will be sent, how many copies, and what does not fit together."""
    document = found.document
    click.echo(f"{document.label}  {document.subject}")
    day = date_text(found.day)
    if found.recorded:
        click.echo(_("Recipients as recorded at submission; the directory as of {day}.").format(
            day=day))  # fmt: skip
    else:
        click.echo(_("Not submitted yet: the directory as of {day}.").format(day=day))
    click.echo(click.style(_("What is printed"), bold=True))
    _show_lines(found)
    if found.sendings:
        click.echo(click.style(_("What will be sent"), bold=True))
        headers = ("", _("Body"), _("Purpose"), _("Channel"), _("Address"), _("Note"))
        emit_table(headers, [
            (
                "✗" if s.trouble else "→", s.name, _(PURPOSE_NAMES[s.purpose]), s.channel,
                s.address or "–", _note(s),
            )
            for s in found.sendings
        ])  # fmt: skip
    click.echo(copies_text(found))
    for text in difference_texts(found):
        click.echo(text)


def tell_reconciliation(found: Reconciliation) -> None:
    """The same in a few lines, beside what is being done."""
    talk(_("Recipients of {id}:").format(id=found.document.label))
    for line in found.lines:
        talk(f"  {line.number}. {line.printed} → {_names(line)}")
    channels = Counter(s.channel for s in found.sendings)
    ways = ", ".join(f"{channel} {count}" for channel, count in channels.items()) or "–"
    talk(f"  {copies_text(found)} ({ways})")
    for text in difference_texts(found):
        talk(f"  {text}")
    for sending in found.troubles:
        assert sending.trouble is not None
        talk(f"  ✗ {sending.name}: {sending.trouble.text(_)}")


def copies_text(found: Reconciliation) -> str:
    return _(
        "Copies: {electronic} electronic, {paper} on paper, {archive} for the archive."
    ).format(
        electronic=found.electronic_copies, paper=found.paper_copies, archive=found.archive_copies
    )


def difference_texts(found: Reconciliation) -> list[str]:
    """What does not fit together, one sentence each."""
    texts = [
        _("Instead of {old}: {new}.").format(old=s.recorded_as, new=s.name)
        for s in found.sendings
        if s.recorded_as
    ]
    for sentence, names in (
        (_("Not recorded at submission, so without a copy: {names}."), found.added),
        (_("Recorded at submission, though the directory says otherwise now: {names}."),
         found.dropped),
        (_("Said without names, so nobody gets a copy for it: {names}."), found.unnamed),
        (_("In the Kính gửi, but not in the Nơi nhận: {names}."), found.only_addressed),
        (_("In the Nơi nhận, but not in the Kính gửi: {names}."), found.only_listed),
    ):  # fmt: skip
        if names:
            texts.append(sentence.format(names="; ".join(names)))
    return [*texts, *(problem.text(_) for problem in found.unread)]


def _show_lines(found: Reconciliation) -> None:
    for line in found.lines:
        purpose = f" [{_(PURPOSE_NAMES[line.purpose])}]" if line.purpose else ""
        click.echo(f"{line.number:3}. {line.printed}{purpose}")
        click.echo(f"     → {_names(line)}")


def _names(line: PrintedLine) -> str:
    if not line.read:
        return _("not clear: see below")
    if not line.names:
        return _("nobody who is not named before")
    if len(line.names) <= _FEW:
        return "; ".join(line.names)
    return _("{count}: {names} …").format(count=len(line.names), names="; ".join(line.names[:_FEW]))


def _note(sending: Sending) -> str:
    instead = sending.recorded_as and _("recorded as {name}").format(name=sending.recorded_as)
    trouble = sending.trouble.text(_) if sending.trouble else ""
    return "; ".join(filter(None, (sending.person, instead, trouble)))
