"""What stands in a paragraph as HTML."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from html import escape

from workflow.render.html_area import Area
from workflow.render.html_drawings import DrawingWriter, Write
from workflow.render.html_fonts import line_height, run_css
from workflow.render.html_links import LinkWriter
from workflow.render.html_notes import NoteWriter
from workflow.render.page_tree import (
    Bookmark,
    Break,
    Drawing,
    Footnote,
    Inline,
    Link,
    NoteMark,
    PageNumber,
    PageReference,
    PageTree,
    Paragraph,
    Picture,
    Place,
    RunStyle,
    Tab,
    Text,
)


class InlineWriter:
    """Writes the insides of paragraphs; `images` is what `vanban:image/NAME` stands for."""

    def __init__(self, tree: PageTree, notes: NoteWriter, blocks: Write) -> None:
        self.images: dict[str, bytes] = {}
        self.drawings = DrawingWriter(blocks, self.image)
        self._notes, self._links = notes, LinkWriter(tree)

    def write(self, paragraph: Paragraph, base: RunStyle, area: Area) -> str:
        """The inside of a paragraph whose block has the style `base`."""
        return "".join(self._inline(child, paragraph, base, area) for child in paragraph.children)

    def image(self, picture: Picture, css: str) -> str:
        """A picture; one that is decoration becomes a background, which is no part of what is
        read aloud."""
        name = hashlib.sha256(picture.data).hexdigest()
        self.images[name] = picture.data
        if not picture.alt:
            return (
                f'<span class="decoration" style="width: {picture.width:.2f}pt; '
                f"height: {picture.height:.2f}pt; background-image: url(vanban:image/{name}); "
                f'{css}"></span>'
            )
        return (
            f'<img src="vanban:image/{name}" alt="{escape(picture.alt)}" style="width: '
            f'{picture.width:.2f}pt; height: {picture.height:.2f}pt; {css}">'
        )

    def _inline(self, child: Inline, paragraph: Paragraph, base: RunStyle, area: Area) -> str:
        match child:
            case NoteMark():
                return self._notes.mark(self._text(child, paragraph, base))
            case Text():
                return self._text(child, paragraph, base)
            case PageNumber():
                return self._links.page_number(child, area, _css(child.style, base))
            case PageReference():
                return self._links.page_reference(child, _css(child.style, base))
            case Footnote():
                mark = Text(child.mark, child.style)
                call = self._text(mark, paragraph, base) if child.mark else ""
                return self._notes.write(child, call, area)
            case Picture():
                return self.image(child, "vertical-align: baseline")
            case Break(kind="line"):
                return "<br>"
            case Link():
                inner = (self._inline(c, paragraph, base, area) for c in child.children)
                return self._links.link(child, "".join(inner))
            case Bookmark():
                return self._links.bookmark(child)
            case Drawing():
                return self.drawings.in_line(child, area)
            case Tab() | Break() | Place():
                raise AssertionError(f"not written yet: {child}")

    def _text(self, child: Text, paragraph: Paragraph, base: RunStyle) -> str:
        text = escape(child.text.upper() if child.style.caps else child.text)
        css = _css(child.style, base)
        if not css:
            return text
        height = line_height(paragraph.style, child.style)
        if child.style.raised:
            css = f"{css}; line-height: 0"
        elif abs(height - line_height(paragraph.style, base)) > 0.005:
            css = f"{css}; line-height: {height:.2f}pt"
        return f'<span style="{css}">{text}</span>'


def _css(style: RunStyle, base: RunStyle) -> str:
    """How a stretch looks in a block of another style; "" for alike."""
    alike = replace(style, language="", caps=False) == replace(base, language="", caps=False)
    return "" if alike else run_css(style)
