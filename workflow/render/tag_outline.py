"""The headings of a document beside its pages: how one gets around in a long one (ISO 32000-1,
12.3.3)."""

from __future__ import annotations

from typing import Any

from weasyprint.pdf.anchors import add_outlines

from workflow.render.tag_boxes import TITLE
from workflow.render.tag_tree import Tag, tags_of

_LEAST = 2  # headings; a title alone leads nowhere

Entry = tuple[str, tuple[int, float, float], list[Any], str]
"""What WeasyPrint takes: title, place (page, x, y in pt), the entries below it, and its state."""


def add_outline(pdf: Any, root: Tag) -> None:
    """
    Parameters:
        pdf: pydyf's document.
        root: its structure, whose headings are numbered.
    """
    headings = [tag for tag in tags_of(root) if tag.place is not None and tag.kids]
    if len(headings) < _LEAST:
        return
    top: list[Entry] = []
    within = [top]
    for heading in headings:
        level = int(heading.kind.removeprefix("H"))
        assert heading.place is not None
        entry: Entry = (heading.entries[TITLE], heading.place, [], "open")
        del within[level:]
        within[-1].append(entry)
        within.append(entry[2])
    add_outlines(pdf, top)
