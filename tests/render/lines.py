"""Text set into lines, and where its words are put."""

from __future__ import annotations

import re
from itertools import groupby

from workflow.render.html_area import Area
from workflow.render.html_lines import Piece, SetLine, set_lines
from workflow.render.html_text import advances
from workflow.render.page_tree import (
    Break,
    Inline,
    PageSetup,
    PageTree,
    Paragraph,
    ParagraphStyle,
    RunStyle,
    Section,
    Tab,
    Text,
)

_PAGE = PageSetup(595.3, 841.9, 56.7, 42.5, 56.7, 85.0, header=28.3)


def set_text(
    text: str, style: ParagraphStyle, width: float, run: RunStyle | None = None
) -> list[SetLine]:
    """The lines of a text; its tabs and line ends are Word's.

    Parameters:
        width: of the area, pt.
    """
    return set_children(children_of(text, run or RunStyle()), style, width)


def set_children(
    children: tuple[Inline, ...], style: ParagraphStyle, width: float
) -> list[SetLine]:
    paragraph = Paragraph(style, children, RunStyle())
    return set_lines(paragraph, Area(PageTree((Section(_PAGE, ()),)), _PAGE, width))


def children_of(text: str, run: RunStyle) -> tuple[Inline, ...]:
    signs = {"\t": Tab(run), "\n": Break(run)}
    parts = [part for part in re.split(r"([\t\n])", text) if part]
    return tuple(signs.get(part) or Text(part, run) for part in parts)


def text_of_line(line: SetLine) -> str:
    return "".join(_text(piece.child) for piece in line.pieces)


def width_of_line(line: SetLine) -> float:
    """How wide what stands in a line is, its tabs included, pt."""
    return sum(map(_piece_width, line.pieces))


def places(lines: list[SetLine], style: ParagraphStyle) -> list[list[tuple[str, float]]]:
    """What stands between the tabs of each line of a paragraph, and where it begins, pt from the
    edge of the area."""
    found = []
    for n, line in enumerate(lines):
        x = style.left + (0.0 if n else style.first_line)
        words: list[tuple[str, float]] = []
        for is_tab, pieces in groupby(line.pieces, lambda piece: isinstance(piece.child, Tab)):
            group = list(pieces)
            if not is_tab:
                words.append(("".join(_text(piece.child) for piece in group), x))
            x += sum(_piece_width(piece) for piece in group)
        found.append(words)
    return found


def _text(child: Inline) -> str:
    if isinstance(child, Text):
        return child.text
    return "\t" if isinstance(child, Tab) else ""


def _piece_width(piece: Piece) -> float:
    child = piece.child
    if isinstance(child, Tab):
        return piece.width
    if not isinstance(child, Text):
        return 0.0
    return sum(advances(child.text, child.style)) + piece.stretch * child.text.count(" ")
