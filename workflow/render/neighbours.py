"""What paragraphs do to those beside them: space that falls away, borders that they share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from workflow.render.page_tree import Block, Border, Paragraph, ParagraphStyle


def settled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same blocks with the styles that their neighbours leave them.

    Between two paragraphs of one style the space is nothing where they want it so (ECMA-376
    17.3.1.9). Paragraphs with the same borders stand in one box: the lines above and below are
    drawn once around all of them, a line between two where there is one (17.3.1.5, 17.3.1.7).
    """
    together = list(_without_spaces(blocks))
    boxed: list[Block] = []
    for borders, group in groupby(together, key=_box):
        found = list(group)
        boxed += _in_one_box(found) if borders and len(found) > 1 else found
    return tuple(boxed)


def _without_spaces(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for before, block, after in zip((None, *blocks), blocks, (*blocks[1:], None), strict=False):
        if isinstance(block, Paragraph) and block.style.contextual:
            yield _with(
                block,
                before=0.0 if _of_one_style(block, before) else block.style.before,
                after=0.0 if _of_one_style(block, after) else block.style.after,
            )
        else:
            yield block


def _of_one_style(block: Paragraph, other: Block | None) -> bool:
    return isinstance(other, Paragraph) and other.style.name == block.style.name


def _box(block: Block) -> tuple[object, ...]:
    """What paragraphs in one box have in common; nothing for those without borders."""
    if not isinstance(block, Paragraph) or not block.style.borders or block.style.frame:
        return ()
    style = block.style
    return style.borders, style.between, style.left, style.right


def _in_one_box(blocks: list[Block]) -> Iterator[Block]:
    """The space between two of them is within the box: the lines beside it go on."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    gaps = [max(a.style.after, b.style.before) for a, b in pairwise(paragraphs)]
    last = len(paragraphs) - 1
    for place, paragraph in enumerate(paragraphs):
        style = paragraph.style
        changes: dict[str, object] = {"borders": tuple(_sides(style, place, last, gaps))}
        if place > 0:
            changes["before"] = 0.0
        if place < last:
            changes["after"] = 0.0
        yield _with(paragraph, **changes)


def _sides(
    style: ParagraphStyle, place: int, last: int, gaps: list[float]
) -> Iterator[tuple[str, Border]]:
    between = style.between
    for side, border in style.borders:
        if side == "top" and place > 0:
            continue
        if side == "bottom" and place < last:
            continue
        yield side, border
    if place > 0 and between:
        yield "top", between
    if place < last:
        space = gaps[place] + (between.space if between else 0.0)
        yield "bottom", Border(0.0, space)


def _with(paragraph: Paragraph, **changes: object) -> Paragraph:
    return replace(paragraph, style=replace(paragraph.style, **changes))  # type: ignore[arg-type]
