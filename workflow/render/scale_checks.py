"""Where letters that are made wider or narrower cannot be carried.

`set_lines.py` draws them in lines that are set already. What stands beside a drawing, and in one
line with a picture or a place, is laid out by WeasyPrint, which draws all letters as wide as they
are.
"""

from __future__ import annotations

from collections.abc import Iterator

from workflow.render.html_drawings import is_in_line
from workflow.render.page_tree import (
    Block,
    Drawing,
    Paragraph,
    Picture,
    Place,
    Section,
    inlines_of,
    paragraphs_of,
)


def lost_scales(section: Section) -> Iterator[Paragraph]:
    """The paragraphs of a section whose letters would be drawn as wide as they are."""
    for blocks in (section.blocks, section.header.blocks, section.footer.blocks):
        scaled = [paragraph for paragraph in paragraphs_of(blocks) if _is_scaled(paragraph)]
        if scaled:
            wraps = _text_goes_around(blocks)
            yield from (paragraph for paragraph in scaled if wraps or _is_laid_out(paragraph))


def _is_scaled(paragraph: Paragraph) -> bool:
    styles = [child.style for child in inlines_of(paragraph.children)]
    if paragraph.label:
        styles.append(paragraph.label.style)
    return any(style.scale != 1 for style in styles)


def _text_goes_around(blocks: tuple[Block, ...]) -> bool:
    return any(
        isinstance(child, Drawing) and child.wrap == "square"
        for paragraph in paragraphs_of(blocks)
        for child in inlines_of(paragraph.children)
    )


def _is_laid_out(paragraph: Paragraph) -> bool:
    """Whether something in a paragraph's lines is laid out by WeasyPrint."""
    return any(
        isinstance(child, Picture | Place) or is_in_line(child)
        for child in inlines_of(paragraph.children)
    )
