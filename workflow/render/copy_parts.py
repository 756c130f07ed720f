"""The parts of a copy on paper: below a line under the original's last words, or on a page that
follows (HD05 II.III.2.2; HD36 II.3.3; NĐ30 PL I Phần II II.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workflow.model.document import Draft
from workflow.model.errors import CopyTooLong
from workflow.render.content import fill
from workflow.render.copy_ink import lowest_ink
from workflow.render.copy_sheets import Sheets
from workflow.render.fields import count_pages
from workflow.render.fonts import check_glyphs, find_face
from workflow.render.html import write_html
from workflow.render.html_places import Geometry, LineStyle
from workflow.render.measure import measure
from workflow.render.page_tree import (
    Block,
    Margin,
    PageNumber,
    PageTree,
    Paragraph,
    ParagraphStyle,
    RunStyle,
    Text,
)
from workflow.render.pdf import write_pdf
from workflow.render.tree_texts import printed_texts, shown_texts
from workflow.render.whole import check_whole
from workflow.render.word_reader import read_docx
from workflow.render.word_values import Letterhead

_PT_PER_MM = 72 / 25.4
_GAP = 8.0  # mm, between the original's last words and the line


@dataclass(frozen=True)
class PartsPage:
    """The page with the copy's parts. `under` is the sheet, from 0, that lies under it; as many
    as there are sheets: none."""

    pdf: bytes
    lines: dict[str, LineStyle]
    blanks: dict[str, str]
    under: int


def parts_page(
    draft: Draft, letterhead: Letterhead, template: bytes, file: str, geometry: Sequence[Geometry],
    sheets: Sheets, variant: str,
) -> PartsPage:  # fmt: skip
    """The copy's parts where the original leaves room for them.

    Parameters:
        template: the Word file, `file` its name in messages.
        variant: the part of PDF/A to claim, "" for none.

    Raises:
        CopyTooLong: they take more than a page.
        TemplateBroken, UnsupportedFeatures, GlyphsMissing, TextLost
    """
    tree = read_docx(fill(draft, letterhead, template, file), file)
    check_glyphs(printed_texts(tree), find_face())
    count = len(sheets.sheets)
    alone = _written(_numbered(tree, count + 1), letterhead, geometry, variant, file)
    top, bottom = tree.page.top / _PT_PER_MM, tree.page.bottom / _PT_PER_MM
    page = measure(alone.pdf)[0]
    below_header = [line for line in page.lines if line.box[1] >= top - 1]
    height = (
        max(b[3] for b in [*(x.box for x in below_header), *(s.box for s in page.strokes)]) - top
    )
    last = sheets.sheets[-1]
    start = lowest_ink(sheets.pdf, count - 1) + _GAP
    same_paper = abs(last.width - page.width) < 1 and abs(last.height - page.height) < 1
    if not same_paper or start + height > page.height - bottom:
        return replace(alone, under=count)
    lowered = _lowered(tree, max(0.0, start - top) * _PT_PER_MM)
    return replace(_written(lowered, letterhead, geometry, variant, file), under=count - 1)


def _written(
    tree: PageTree, letterhead: Letterhead, geometry: Sequence[Geometry], variant: str, file: str
) -> PartsPage:
    html = write_html(tree, letterhead.title, geometry)
    pdf = write_pdf(html.text, styles=html.styles, variant=variant)
    check_whole(shown_texts(tree), pdf)
    if count_pages(pdf) != 1:
        raise CopyTooLong(file=file)
    return PartsPage(pdf, html.lines, html.blanks, 0)


def _lowered(tree: PageTree, by: float) -> PageTree:
    """The parts `by` pt farther down, and no page number: the original has its own."""
    first = tree.sections[0]
    spacer = Paragraph(ParagraphStyle(line=by, line_rule="exact"), (), RunStyle(size=2.0))
    blocks: tuple[Block, ...] = (spacer, *first.blocks)
    return replace(
        tree, sections=(replace(first, blocks=blocks, header=Margin()), *tree.sections[1:])
    )


def _numbered(tree: PageTree, number: int) -> PageTree:
    """The parts on a page of their own, which goes on counting (HD36 II.3.3)."""
    first = tree.sections[0]
    header = tuple(
        replace(
            block,
            children=tuple(
                Text(str(number), c.style) if isinstance(c, PageNumber) else c
                for c in block.children
            ),
        )
        if isinstance(block, Paragraph)
        else block
        for block in first.header.default
    )
    page = replace(first.page, different_first=False)
    return replace(
        tree, sections=(replace(first, header=Margin(header), page=page), *tree.sections[1:])
    )
