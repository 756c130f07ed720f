"""What of drawings only shows where they stand: whether the page has room for them, and text around
them."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.model.messages import Message
from workflow.render.drawing_features import refused_drawing
from workflow.render.page_tree import (
    Block,
    Drawing,
    Footnote,
    PageSetup,
    Paragraph,
    Picture,
    Section,
    Table,
    TextBox,
    inlines_of,
)

_SLACK = 0.5  # pt
_ON_PAGE = ("page", "margin")


def drawing_problems(section: Section) -> Iterator[tuple[Paragraph, Message]]:
    """What of a section's drawings cannot be carried, with the paragraph of each."""
    page = section.page
    width = page.width - page.left - page.right
    columns = page.columns.widths if page.columns else (width,)
    on_page = len(columns) == 1
    yield from _in_blocks(section.blocks, min(columns), page, on_page=on_page)
    yield from _in_blocks(section.header.blocks, width, page, on_page=True)
    yield from _in_blocks(section.footer.blocks, width, page, on_page=False)


def _in_blocks(
    blocks: tuple[Block, ...],
    width: float,
    page: PageSetup,
    *,
    on_page: bool,
    inside: bool = False,
) -> Iterator[tuple[Paragraph, Message]]:
    """
    Parameters:
        width: of the column that the blocks stand in, pt.
        on_page: drawings in them can be placed on the page.
        inside: they stand in a cell or a box.
    """
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    room = cell.width - cell.margins[1] - cell.margins[3]
                    yield from _in_blocks(cell.blocks, room, page, on_page=False, inside=True)
            continue
        for child in inlines_of(block.children):
            if isinstance(child, Footnote):
                for paragraph in child.paragraphs:
                    if any(isinstance(each, Drawing) for each in inlines_of(paragraph.children)):
                        yield paragraph, refused_drawing("in_note")
            elif isinstance(child, Picture) and not inside and not _fits(child, page):
                yield block, refused_drawing("too_large")
            elif isinstance(child, Drawing):
                if feature := _fault(child, width, page if on_page else None):
                    yield block, refused_drawing(feature)
                if isinstance(child.content, TextBox):
                    margins = child.content.margins
                    room = child.content.width - margins[1] - margins[3]
                    held = child.content.blocks
                    yield from _in_blocks(held, room, page, on_page=False, inside=True)


def _fits(picture: Picture, page: PageSetup) -> bool:
    """Whether a picture is no wider and no higher than the text area of its page."""
    return (
        picture.width <= page.width - page.left - page.right + _SLACK
        and picture.height <= page.height - page.top - page.bottom + _SLACK
    )


def _fault(drawing: Drawing, width: float, page: PageSetup | None) -> str:
    """What is wrong with a drawing, as `drawing_features` names it; "" where nothing is."""
    down = drawing.down
    if down.relative in _ON_PAGE and page is None:
        return "page_in_cell"
    if down.align not in ("", "top") and down.relative not in _ON_PAGE:
        return "aligned_down"
    in_line = down.relative == "line" or drawing.across.relative == "character"
    if in_line and (drawing.wrap != "none" or isinstance(drawing.content, TextBox)):
        return "beside_spot"
    if drawing.wrap == "none":
        return ""
    if down.relative in _ON_PAGE:
        return "around_page"
    if down.offset + drawing.content.height <= 0 or down.offset < -_SLACK:
        return "around_above"
    return ""
