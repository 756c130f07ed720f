"""Frames that stand at a paragraph of a header or footer: page numbers as Word 2003 put them there.

Such a frame (`w:framePr`, ECMA-376 17.3.1.11) begins where the next paragraph begins, at the left,
in the middle or at the right of the text area, and that paragraph stands around it. So both are one
line: what stands in the frame at its place, and before it the paragraph's own text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from workflow.render.html_text import advances
from workflow.render.ooxml import Element, points, value
from workflow.render.page_tree import Block, PageNumber, Paragraph, Tab, Text

_ALIGNS = ("left", "center", "right")
_TOUCHES = 1.0  # pt: a frame so near below its paragraph's top begins there
_ROOM = 200.0  # pt: text as long as this leaves room for a number on any page


def place_beside(frame: Element) -> str:
    """Where a frame stands at the next paragraph: "left", "center", "right"; "" for frames of other
    kinds."""
    align = value(frame, "xAlign") or ""
    stands_there = (
        align in _ALIGNS
        and value(frame, "vAnchor") in (None, "text")
        and value(frame, "hAnchor") in (None, "margin", "text")
        and value(frame, "yAlign") in (None, "inline")
        and value(frame, "dropCap") in (None, "none")
        and value(frame, "h") is None
        and abs(points(value(frame, "y"))) <= _TOUCHES
    )
    return align if stands_there else ""


def joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of a header or footer with each frame in the line of the paragraph after it.

    One that is followed by another frame, by a table, or by text that may not have room beside it,
    stays as it is.
    """
    frame: Paragraph | None = None
    for block in blocks:
        is_frame = isinstance(block, Paragraph) and bool(block.style.beside)
        if frame is not None:
            line = _line(frame, block) if isinstance(block, Paragraph) and not is_frame else None
            if line is not None:
                yield line
                frame = None
                continue
            yield frame
        frame = block if isinstance(block, Paragraph) and is_frame else None
        if frame is None:
            yield block
    if frame is not None:
        yield frame


def _line(frame: Paragraph, paragraph: Paragraph) -> Paragraph | None:
    """A frame and a paragraph as one line; None where they may not be one."""
    align, style = frame.style.beside, paragraph.style
    if paragraph.label or frame.label or not _is_plain(frame) or not _is_plain(paragraph):
        return None
    height = Text("", paragraph.mark)
    if not paragraph.children:
        style = replace(style, align=align, left=0.0, right=0.0, first_line=0.0)
        return replace(paragraph, style=style, children=(*frame.children, height))
    if align == "left" or style.align not in ("left", "justify") or _width(paragraph) > _ROOM:
        return None
    tab = Tab(paragraph.mark, align)
    style = replace(style, align="left")
    return replace(paragraph, style=style, children=(*paragraph.children, tab, *frame.children))


def _is_plain(paragraph: Paragraph) -> bool:
    """Whether a paragraph holds nothing but text and page numbers."""
    return all(isinstance(child, Text | PageNumber) for child in paragraph.children)


def _width(paragraph: Paragraph) -> float:
    texts = (child for child in paragraph.children if isinstance(child, Text))
    return sum(sum(advances(text.text, text.style)) for text in texts)
