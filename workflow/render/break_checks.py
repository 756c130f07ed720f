"""Page and column breaks that the page cannot follow: refused, as they would be lost."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.model.messages import N_, Message, message
from workflow.render.page_tree import Break, PageTree, Paragraph, all_paragraphs, inlines_of

_COLUMN = N_("a column break; begin a section instead")
_OUTSIDE = N_("a page break in a table, text box, note, header or footer; take it out")


def break_problems(tree: PageTree) -> Iterator[tuple[Paragraph, Message]]:
    """What of a document's breaks is not carried, with the paragraph that holds it.

    A page break is carried in the paragraphs of the text itself (`page_breaks.py`).
    """
    text = {id(block) for section in tree.sections for block in section.blocks}
    for paragraph in all_paragraphs(tree):
        for child in inlines_of(paragraph.children):
            if isinstance(child, Break) and child.kind == "column":
                yield paragraph, message(_COLUMN)
            elif isinstance(child, Break) and child.kind == "page" and id(paragraph) not in text:
                yield paragraph, message(_OUTSIDE)
