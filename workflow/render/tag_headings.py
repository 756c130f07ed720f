"""Headings whose levels begin with the first and leave none out (ISO 14289-1, 7.4.2)."""

from __future__ import annotations

from workflow.model.vietnamese import squeeze
from workflow.render.tag_boxes import HEADING, TITLE
from workflow.render.tag_tree import Tag, tags_of


def number_headings(root: Tag) -> None:
    """Give each heading its level: how many headings it is under.

    Word knows levels of outline, of which a file may use the second and fourth alone.
    """
    above: list[int] = []
    for heading in (tag for tag in tags_of(root) if tag.kind == HEADING):
        assert heading.element is not None
        level = int(heading.element.tag.removeprefix("h"))
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        heading.kind = f"H{len(above)}"
        heading.entries[TITLE] = squeeze(heading.entries.get(TITLE, ""))
