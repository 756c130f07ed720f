"""How the difference between two Word files is shown: figures first, then words, then looks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from workflow.cli.language import _
from workflow.cli.show import printable, talk
from workflow.model.difference import Difference, FormatChanged

_MOST_PLACES = 3


def show_difference(difference: Difference) -> None:
    """Everything that is another way now; a changed figure is the dangerous one."""
    if difference.numbers:
        _heading(_("Figures that changed:"))
    for number in difference.numbers:
        change = _change(number.before, number.after)
        talk(f"  {change}   {number.place.text(_)}: {_around(number.around)}")
    if difference.words:
        _heading(_("Words that changed:"))
    for words in difference.words:
        talk(f"  {words.place.text(_)}:")
        for sign, colour, text in (("-", "red", words.removed), ("+", "green", words.added)):
            for line in text.splitlines():
                talk(click.style(f"    {sign} {printable(_row(line))}", fg=colour))
    if difference.formats:
        _heading(_("Looks that changed:"))
    for line in _grouped(difference.formats):
        talk(f"  {line}")
    if difference.places:
        names = ", ".join(difference.places)
        _heading(_("No longer marked, so found by the words around them: {names}").format(
            names=names))  # fmt: skip


def _row(line: str) -> str:
    """A line of text, or a row of a table with its cells parted."""
    return line.replace("\t", " | ")


def _heading(text: str) -> None:
    talk(click.style(text, bold=True))


def _change(before: str, after: str) -> str:
    old = click.style(printable(before) or "–", fg="red")
    return f"{old} → {click.style(printable(after) or '–', fg='green', bold=True)}"


def _around(words: str) -> str:
    return click.style(f"…{printable(words)}…", dim=True) if words else ""


def _grouped(changes: Sequence[FormatChanged]) -> Iterable[str]:
    """One line for what changed alike in several places."""
    groups: dict[tuple[str, str, str], list[FormatChanged]] = {}
    for change in changes:
        key = (_(change.what), change.before.text(_), change.after.text(_))
        groups.setdefault(key, []).append(change)
    for (what, before, after), alike in groups.items():
        shown = list(dict.fromkeys(_of_what(change) for change in alike))
        more = len(shown) - _MOST_PLACES
        tail = _("and {count} more").format(count=more)
        where = "; ".join([*shown[:_MOST_PLACES], *([tail] if more > 0 else [])])
        yield f"{what}: {_change(before, after)}   {where}"


def _of_what(change: FormatChanged) -> str:
    if change.words.strip():
        return f"“{printable(change.words.strip())}”"
    return change.place.text(_)
