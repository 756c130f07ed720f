"""Notes where a reader wants them: after the paragraph that calls them, each with a name of its own
(ISO 14289-1, 7.9).

The page has footnotes at its foot, in the middle of the text that goes on overleaf.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from xml.etree.ElementTree import Element

from workflow.render.tag_tree import Held, Mark, Tag, tags_of


def place_notes(root: Tag, calls: Mapping[Element, Tag]) -> None:
    """
    Parameters:
        calls: the paragraphs that call a footnote, by its HTML.
    """
    called: dict[Tag, list[Tag]] = {}
    for note in (tag for tag in tags_of(root) if tag.kind == "Note"):
        note.entries["ID"] = note.said("id")
        _put_number_first(note)
        if note.element is not None and note.element in calls:
            called.setdefault(calls[note.element], []).append(note)
    if called:
        moved = {note for notes in called.values() for note in notes}
        for tag in list(tags_of(root)):
            tag.kids = [part for kid in tag.kids for part in _with_notes(kid, called, moved)]


def _with_notes(
    kid: Tag | Mark | Held, called: Mapping[Tag, list[Tag]], moved: Collection[Tag]
) -> list[Tag | Mark | Held]:
    """What stands where something stood: nothing for a note, a paragraph with those it calls."""
    if not isinstance(kid, Tag):
        return [kid]
    return [] if kid in moved else [kid, *called.get(kid, [])]


def _put_number_first(note: Tag) -> None:
    """The number is the note's own, and its paragraphs come after it."""
    first = note.tags[0] if note.tags else None
    if first is not None and first.tags and first.tags[0] is first.kids[0]:
        label = first.tags[0]
        if label.kind == "Lbl":
            first.kids.remove(label)
            note.kids.insert(0, label)
