"""The title of a document as its heading, where a Word file marks none."""

from __future__ import annotations

from dataclasses import replace

from workflow.model.vietnamese import matching_key
from workflow.render.page_tree import (
    Block,
    Break,
    PageTree,
    Paragraph,
    Section,
    Text,
    inlines_of,
    paragraphs_of,
)


def with_title(tree: PageTree, type_name: str) -> PageTree:
    """A page tree in which the line of the document's type is a heading of the first level.

    Offices centre it in bold and seldom give it a style; a screen reader finds headings by their
    level of outline. A file that has any keeps its own, and one without such a line has none.
    """
    if any(p.style.outline is not None for p in paragraphs_of(tree.blocks)):
        return tree
    first = tree.sections[0]
    for place, block in enumerate(first.blocks):
        if isinstance(block, Paragraph) and _is_title(block, type_name):
            heading = replace(block, style=replace(block.style, outline=0))
            return _with_block(tree, first, place, heading)
    return tree


def _is_title(paragraph: Paragraph, type_name: str) -> bool:
    line = ""
    for child in inlines_of(paragraph.children):
        if isinstance(child, Break) and line.strip():
            break
        line += child.text if isinstance(child, Text) else ""
    return paragraph.label is None and matching_key(line) == matching_key(type_name)


def _with_block(tree: PageTree, section: Section, place: int, block: Block) -> PageTree:
    blocks = (*section.blocks[:place], block, *section.blocks[place + 1 :])
    return replace(tree, sections=(replace(section, blocks=blocks), *tree.sections[1:]))
