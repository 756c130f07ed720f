"""Page breaks within paragraphs: what stands after one begins the next page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workflow.render.page_tree import (
    Block,
    Bookmark,
    Break,
    Inline,
    Paragraph,
    ParagraphStyle,
    Table,
    Text,
)


def divided(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same blocks with no page break (`w:br` of the type "page") inside a paragraph.

    The end of a paragraph stays on the page of a break that is the last thing in it, so that no
    empty line begins the next page (ECMA-376 17.15.3.54, "splitPgBreakAndParaMark", says so of
    files without that setting).
    """
    found: list[Block] = []
    begins_page = False
    for block in blocks:
        if begins_page:
            block, begins_page = _beginning_a_page(block), False
        if isinstance(block, Paragraph) and any(_is_break(child) for child in block.children):
            *pieces, last = _pieces(block)
            begins_page = not _shows(last)
            found += pieces if begins_page else [*pieces, last]
        else:
            found.append(block)
    return tuple(found)


def _pieces(paragraph: Paragraph) -> Iterator[Paragraph]:
    """The parts between page breaks, one more than there are breaks; an empty first part of a text
    that goes on is left out."""
    parts: list[list[Inline]] = [[]]
    for child in paragraph.children:
        if _is_break(child):
            parts.append([])
        else:
            parts[-1].append(child)
    whole = paragraph.style
    begun = False
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        piece = replace(paragraph, children=tuple(part), style=_part_of(whole, place, last=last))
        if begun:
            piece = replace(piece, label=None)
            piece = replace(piece, style=replace(piece.style, first_line=0.0))
        if place == 0 and not _shows(piece) and len(parts) == 2 and any(map(_is_text, parts[1])):
            continue
        begun = begun or _shows(piece)
        yield piece


def _part_of(style: ParagraphStyle, place: int, *, last: bool) -> ParagraphStyle:
    if place:
        style = replace(style, before=0.0, page_break_before=True)
    return style if last else replace(style, after=0.0)


def _beginning_a_page(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, style=replace(block.style, page_break_before=True))
    if not block.rows or not block.rows[0].cells:
        return block
    return _with_first_cell(block)


def _with_first_cell(table: Table) -> Table:
    """A table that begins a page by the first paragraph in it."""
    row, *rows = table.rows
    cell, *cells = row.cells
    if not cell.blocks:
        return table
    first, *others = cell.blocks
    cell = replace(cell, blocks=(_beginning_a_page(first), *others))
    return replace(table, rows=(replace(row, cells=(cell, *cells)), *rows))


def _is_break(child: Inline) -> bool:
    return isinstance(child, Break) and child.kind == "page"


def _is_text(child: Inline) -> bool:
    return isinstance(child, Text) and bool(child.text.strip())


def _shows(piece: Paragraph) -> bool:
    return any(
        not isinstance(child, Bookmark) and not (isinstance(child, Text) and not child.text.strip())
        for child in piece.children
    )
