"""Tables of contents (ISO 32000-1, 14.8.4.2)."""

from __future__ import annotations

from itertools import groupby

from workflow.render.tag_boxes import CONTENTS
from workflow.render.tag_tree import Held, Mark, Tag, tags_of


def make_contents(root: Tag) -> None:
    """Make a table of contents of the lines of one that follow each other."""
    for tag in list(tags_of(root)):
        if any(_is_line(kid) for kid in tag.kids):
            kids: list[Tag | Mark | Held] = []
            for are_lines, group in groupby(tag.kids, _is_line):
                found = list(group)
                kids += [_contents(found)] if are_lines else found
            tag.kids = kids


def _is_line(kid: Tag | Mark | Held) -> bool:
    return isinstance(kid, Tag) and kid.kind == "P" and kid.said("data-tag") == CONTENTS


def _contents(lines: list[Tag | Mark | Held]) -> Tag:
    """Each line refers to the place that it names."""
    items: list[Tag | Mark | Held] = []
    for line in lines:
        assert isinstance(line, Tag)
        line.kind = "Reference"
        items.append(Tag("TOCI", kids=[line]))
    return Tag("TOC", kids=items)
