"""What stands in a paragraph as HTML."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from html import escape
from itertools import groupby

from workflow.render.html_area import Area
from workflow.render.html_drawings import DrawingWriter, Write
from workflow.render.html_fonts import line_height, run_css
from workflow.render.html_lines import Piece, SetLine
from workflow.render.html_links import LinkWriter
from workflow.render.html_notes import NoteWriter
from workflow.render.html_pitch import Pitch, middle
from workflow.render.html_places import Places
from workflow.render.html_tabs import Stops
from workflow.render.html_text import advances, printed, shown
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
from workflow.render.set_lines import TAB, Told, lines_attribute
from workflow.render.tag_boxes import LABEL, LEADER

_SAME = 0.005  # pt


class InlineWriter:
    """Writes the insides of paragraphs; `images` is what `vanban:image/NAME` stands for."""

    def __init__(self, tree: PageTree, notes: NoteWriter, blocks: Write, places: Places) -> None:
        self.images: dict[str, bytes] = {}
        self._places = places
        self.drawings = DrawingWriter(blocks, self.image)
        self._notes, self._links = notes, LinkWriter(tree)

    def told(self, lines: list[SetLine], base: RunStyle, area: Area) -> tuple[str, str] | None:
        """What tells a block its lines, and what stands in them; None where only WeasyPrint knows
        how much room something takes."""
        if any(
            isinstance(p.child, Picture | Place | Drawing) for line in lines for p in line.pieces
        ):
            return None
        told, written = [], []
        for line in lines:
            after = _after_tabs(line)
            stretch = max((piece.stretch for piece in line.pieces[after:]), default=0.0)
            told.append(Told(line.pitch.above, line.pitch.height, stretch))
            ends = " " if line.broken else ""
            written.append(self._pieces(line, base, area, after, stretch) + ends)
        return lines_attribute(told), "\n".join(written)

    def lines(self, lines: list[SetLine], base: RunStyle, area: Area) -> str:
        """Lines that are set already, in a block of the style `base` whose line height is that of
        the lowest line, and whose white space is kept."""
        least = lowest(lines)
        return "\n".join(self._line(line, base, least, area) for line in lines)

    def flow(self, paragraph: Paragraph, base: RunStyle, area: Area) -> str:
        """The inside of a paragraph whose lines WeasyPrint breaks, as beside a drawing."""
        inner = "".join(self._flowing(child, paragraph, base, area) for child in paragraph.children)
        return self._flowing_label(paragraph, base, area) + inner

    def _flowing_label(self, paragraph: Paragraph, base: RunStyle, area: Area) -> str:
        """The number of a paragraph, as wide as the way to where its text begins."""
        label, style = paragraph.label, paragraph.style
        if label is None:
            return ""
        text = self._text(Text(label.text, label.style), "", base)
        if label.suffix != "tab":
            space = " " if label.suffix == "space" else ""
            return f'<span data-tag="{LABEL}">{text}{space}</span>'
        start = style.left + style.first_line
        reached = start + sum(advances(label.text, label.style))
        width = Stops(style, area.tree.tab_distance).after(reached).position - start
        css = f"display: inline-block; width: {width:.2f}pt; text-indent: 0"
        return f'<span data-tag="{LABEL}" style="{css}">{text}</span>'

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
            f'{picture.width:.2f}pt; height: {picture.height:.2f}pt; {css}"/>'
        )

    def _line(self, line: SetLine, base: RunStyle, least: Pitch, area: Area) -> str:
        stretch = max((piece.stretch for piece in line.pieces), default=0.0)
        css = _line_css(line.pitch, least, base)
        if stretch:
            css += f"; word-spacing: {stretch:.2f}pt"
        return f'<span style="{css}">{self._pieces(line, base, area, 0, stretch)}</span>'

    def _pieces(self, line: SetLine, base: RunStyle, area: Area, after: int, stretch: float) -> str:
        """
        Parameters:
            stretch: what the spaces from the piece `after` on are stretched by the line itself.
        """
        parts = []
        numbered = enumerate(line.pieces)
        for link, pieces in groupby(numbered, lambda piece: piece[1].link):
            inner = "".join(
                self._piece(piece, base, stretch if number >= after else 0.0, area)
                for number, piece in pieces
            )
            parts.append(self._links.link(link, inner) if link else inner)
        return "".join(parts)

    def _piece(self, piece: Piece, base: RunStyle, stretch: float, area: Area) -> str:
        child = piece.child
        if isinstance(child, Tab):
            return _tab(piece, child.style)
        if isinstance(child, Place):
            return self._places.in_line(child, piece.width, piece.align)
        if isinstance(child, Text):
            text = self._text(
                child,
                f"word-spacing: {piece.stretch:.2f}pt" if piece.stretch != stretch else "",
                base,
            )
            return f'<span data-tag="{LABEL}">{text}</span>' if piece.label else text
        return self._inline(child, base, area)

    def _text(self, child: Text, more: str, base: RunStyle) -> str:
        """
        Parameters:
            more: CSS besides that of its style.
        """
        text = escape(shown(child.text))
        language = child.style.language
        said = f' data-lang="{language}"' if language not in ("", base.language) else ""
        css = "; ".join(filter(None, (_css(child.style, base), more)))
        if css or said:
            style = f' style="{css}"' if css else ""
            text = f"<span{said}{style}>{text}</span>"
        return self._notes.mark(text) if isinstance(child, NoteMark) else text

    def _inline(self, child: Inline, base: RunStyle, area: Area) -> str:
        match child:
            case PageNumber():
                return self._links.page_number(child, area, _css(child.style, base))
            case PageReference():
                return self._links.page_reference(child, _css(child.style, base))
            case Footnote():
                call = self._text(Text(child.mark, child.style), "", base) if child.mark else ""
                return self._notes.write(child, call, area)
            case Picture():
                return self.image(child, "vertical-align: baseline")
            case Bookmark():
                return self._links.bookmark(child)
            case Drawing():
                return self.drawings.in_line(child, area)
            case Break():
                return ""
        raise AssertionError(f"not written yet: {child}")

    def _flowing(self, child: Inline, paragraph: Paragraph, base: RunStyle, area: Area) -> str:
        match child:
            case Text():
                return "".join(
                    self._text(part, _height_css(part.style, paragraph, base), base)
                    for part in printed(child)
                )
            case Tab():
                return " "
            case Break():
                return "<br/>"
            case Link():
                inner = (self._flowing(c, paragraph, base, area) for c in child.children)
                return self._links.link(child, "".join(inner))
        return self._inline(child, base, area)


def lowest(lines: Iterable[SetLine]) -> Pitch:
    """The pitch of the lowest line."""
    return min((line.pitch for line in lines), key=lambda pitch: pitch.height)


def _after_tabs(line: SetLine) -> int:
    """The first piece after the last tab of a line."""
    return 1 + max((n for n, p in enumerate(line.pieces) if isinstance(p.child, Tab)), default=-1)


def _line_css(pitch: Pitch, least: Pitch, base: RunStyle) -> str:
    """Makes a line as high as its pitch, and sets its letters where that wants them.

    CSS centres letters in their line height (CSS 2.1, 10.8.1). Two boxes with different baselines
    make any other division: that of the block itself (its "strut"), which is as high as the lowest
    line, and this one. One of them ends where the line begins above, the other where it ends below.
    """
    half = middle(base)
    if pitch.below + 2 * half <= pitch.above:
        lower, height = pitch.above - half - least.height / 2, 2 * (pitch.below + half)
    else:
        lower, height = least.height / 2 - half - pitch.below, 2 * (pitch.above - half)
    return f"vertical-align: {-lower:.2f}pt; line-height: {height:.2f}pt"


def _tab(piece: Piece, style: RunStyle) -> str:
    """A tab is a space as wide as the way it takes, or a space and what fills the way."""
    css = f"{run_css(style)}; line-height: 0"
    space = next(advances(" ", style))
    if not piece.leader or piece.width < 2 * space:
        way = f"word-spacing: {piece.width - space:.2f}pt"
        return f'<span class="{TAB}" style="{css}; {way}"> </span>'
    plain = replace(style, spacing=0.0, underline="")
    one = next(advances(piece.leader, plain))
    count = int((piece.width - space) / one)
    wider = (piece.width - space) / count - one if count else 0.0
    filled = f"{run_css(replace(plain, spacing=wider))}; line-height: 0"
    dots = escape(piece.leader) * count
    return f' <span data-tag="{LEADER}" class="{TAB}" style="{filled}">{dots}</span>'


@lru_cache(maxsize=1024)
def _css(style: RunStyle, base: RunStyle) -> str:
    """How a stretch looks in a block of another style, "" for alike; its line is as high as the
    one around it."""
    return "" if _seen(style) == _seen(base) else f"{run_css(style)}; line-height: 0"


def _seen(style: RunStyle) -> RunStyle:
    """What of a style shows in the text itself."""
    return replace(style, language="", caps=False, kern=style.size if style.kerned else 0.0)


def _height_css(style: RunStyle, paragraph: Paragraph, base: RunStyle) -> str:
    """What makes a line as high as a stretch wants it, where WeasyPrint fills the lines."""
    height = line_height(paragraph.style, style)
    higher = height > line_height(paragraph.style, base) + _SAME and not style.raised
    return f"line-height: {height:.2f}pt" if higher else ""
