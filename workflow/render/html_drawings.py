"""Pictures, lines and text boxes that stand at places of their own, as HTML.

One that is placed from its paragraph becomes a box in a wrapper around the paragraph; text goes
around a float. Lines and empty rectangles are borders of boxes without content, which WeasyPrint
writes as artifacts: decoration is not read aloud.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from workflow.render.drawing_place import left_of, text_side, top_on
from workflow.render.html_area import Area
from workflow.render.html_lines import Gap
from workflow.render.page_tree import (
    Block,
    Drawing,
    Inline,
    Line,
    Paragraph,
    ParagraphStyle,
    Picture,
    TextBox,
)

Write = Callable[[tuple[Block, ...], Area], str]
WriteImage = Callable[[Picture, str], str]
_IN_LINE = ("line", "character")
_ON_PAGE = ("page", "margin")
_THIN = 0.01  # pt


def is_in_line(child: Inline) -> bool:
    """Whether a drawing is placed from the spot in the text that it is anchored at."""
    return isinstance(child, Drawing) and (
        child.down.relative == "line" or child.across.relative == "character"
    )


class DrawingWriter:
    """Writes the drawings of one document.

    `blocks` writes what stands in a text box, `image` a picture with CSS of its own.
    """

    def __init__(self, blocks: Write, image: WriteImage) -> None:
        self._blocks, self._image = blocks, image

    def in_line(self, drawing: Drawing, area: Area) -> str:
        """A drawing whose place is counted from the spot in the text where it is anchored."""
        across, down = drawing.across, drawing.down
        css = ["position: absolute"]
        if across.relative != "character":
            css.append(f"left: {left_of(drawing, area.width, area.own_page):.2f}pt")
        if down.relative != "line":
            css.append(f"top: {down.offset:.2f}pt")
        x = across.offset if across.relative == "character" else 0.0
        y = down.offset if down.relative == "line" else 0.0
        css.append(f"transform: translate({x:.2f}pt, {y:.2f}pt)")
        return self._content(drawing, "; ".join(css), area, tag="span")

    def around(self, html: str, drawings: tuple[Drawing, ...], style: ParagraphStyle,
               area: Area) -> str:  # fmt: skip
        """A paragraph with what is drawn at it.

        Parameters:
            html: the paragraph, without the space before it.
            style: that of the paragraph with it.
        """
        css = f"margin-top: {style.before:.2f}pt"
        if style.page_break_before:
            css = f"{css}; break-before: page"
        if style.keep_next:
            css = f"{css}; break-after: avoid"
        beside = ""
        placed = {True: "", False: ""}
        for drawing in drawings:
            if drawing.wrap != "none" and gap_of(drawing, area) is None:
                beside += self._beside(drawing, style, area)
            else:
                on_page = drawing.down.relative in _ON_PAGE and area.own_page is not None
                placed[on_page] += self._placed(drawing, area)
        inner = f"{placed[False]}{beside}{html}"
        if not placed[True]:
            return f'<div style="position: relative; {css}">{inner}</div>'
        if placed[False]:  # what is placed from the paragraph needs a box around that alone
            inner = f'<div style="position: relative">{inner}</div>'
        return f'<div style="{css}">{placed[True]}{inner}</div>'

    def _placed(self, drawing: Drawing, area: Area) -> str:
        """Over or under the text, which does not mind it."""
        left = left_of(drawing, area.width, area.own_page)
        css = "position: absolute" + ("; z-index: -1" if drawing.behind else "")
        if drawing.down.relative in _ON_PAGE and area.own_page is not None:
            # Laid out at the top and moved from there: WeasyPrint leaves out the lines of an
            # absolute box that would come below the page's text area.
            down = top_on(drawing, area.own_page) - (area.origin or 0.0)
            return self._at(drawing, left, 0.0, f"{css}; transform: translateY({down:.2f}pt)", area)
        return self._at(drawing, left, drawing.down.offset, css, area)

    def _beside(self, drawing: Drawing, style: ParagraphStyle, area: Area) -> str:
        """A float at the height of its place; text stands beside it, or only above and below.

        Text that begins below it keeps the paragraph's space before it, as in LibreOffice.
        """
        top, right, bottom, left = drawing.around
        x, width = left_of(drawing, area.width, area.own_page), drawing.content.width
        side = text_side(drawing, x, area.width) if drawing.wrap == "square" else ""
        above = drawing.down.offset - top
        if not side and above <= 0:
            bottom += style.before
        spacer = (
            f'<div style="float: left; clear: both; width: 0; height: {above:.2f}pt"></div>'
            if above > 0 else ""
        )  # fmt: skip
        rest = area.width - x - width
        edge = _edge(drawing.content) / 2  # half the border is outside of the box
        margins = (
            top + min(above, 0.0) - edge,
            (right if side == "right" else rest) - edge,
            bottom - edge,
            (left if side == "left" else x) - edge,
        )
        css = f"float: {'right' if side == 'left' else 'left'}; clear: both; margin: " + " ".join(
            f"{margin:.2f}pt" for margin in margins
        )
        return spacer + self._content(drawing, css, area)

    def _at(self, drawing: Drawing, left: float, top: float, css: str, area: Area) -> str:
        edge = _edge(drawing.content) / 2
        place = f"left: {left - edge:.2f}pt; top: {top - edge:.2f}pt"
        return self._content(drawing, f"{css}; {place}", area)

    def _content(self, drawing: Drawing, css: str, area: Area, tag: str = "div") -> str:
        content = drawing.content
        match content:
            case Picture():
                return self._picture(content, css)
            case Line():
                return f'<{tag} style="{_line_css(content)}; {css}"></{tag}>'
            case TextBox():
                inside = self._inside(content, area)
                return f'<{tag} style="{_box_css(content)}; {css}">{inside}</{tag}>'

    def _picture(self, picture: Picture, css: str) -> str:
        if picture.alt:
            return self._image(picture, f"display: block; {css}")
        return self._image(picture, css)

    def _inside(self, box: TextBox, area: Area) -> str:
        if not box.blocks:
            return ""
        top, right, bottom, left = box.margins
        width, height = box.width - left - right, box.height - top - bottom
        inner = self._blocks(box.blocks, replace(area, width=width, flowing=False, origin=None))
        if box.align == "top" or box.grows:
            return inner
        align = "middle" if box.align == "center" else "bottom"
        return (
            f'<div class="table" style="width: {width:.2f}pt"><div class="row"><div class="cell" '
            f'style="height: {height:.2f}pt; vertical-align: {align}">{inner}</div></div></div>'
        )


def _line_css(line: Line) -> str:
    """A line across its box: the border of a box without height, turned where it is slanting."""
    stroke = f"{line.stroke.width:.3f}pt {line.stroke.kind} #{line.stroke.colour}"
    half = line.stroke.width / 2
    if line.width < _THIN:
        return f"height: {line.height:.2f}pt; border-left: {stroke}; margin-left: {-half:.3f}pt"
    long = math.hypot(line.width, line.height)
    css = f"width: {long:.2f}pt; border-top: {stroke}; margin-top: {-half:.3f}pt"
    if line.height < _THIN:
        return css
    angle = math.degrees(math.atan2(line.height, line.width))
    if line.rising:
        turn = f"translateY({line.height:.2f}pt) rotate({-angle:.3f}deg)"
    else:
        turn = f"rotate({angle:.3f}deg)"
    return f"{css}; transform-origin: 0 50%; transform: {turn}"


def _box_css(box: TextBox) -> str:
    """A box whose border is drawn on its edge, half of it outside (as shapes are drawn)."""
    edge = _edge(box)
    top, right, bottom, left = (max(0.0, margin - edge / 2) for margin in box.margins)
    css = [
        f"box-sizing: border-box; width: {box.width + edge:.2f}pt",
        f"{'min-height' if box.grows else 'height'}: {box.height + edge:.2f}pt",
    ]
    if box.blocks:
        css.append(f"padding: {top:.2f}pt {right:.2f}pt {bottom:.2f}pt {left:.2f}pt")
    if box.borders:
        border = box.borders[0][1]
        css.append(f"border: {border.width:.3f}pt {border.kind} #{border.colour}")
    if box.background:
        css.append(f"background: #{box.background}")
    return "; ".join(css)


def _edge(content: Picture | Line | TextBox) -> float:
    """The thickness of a box's border, pt."""
    borders = content.borders if isinstance(content, TextBox) else ()
    return max((border.width for _, border in borders), default=0.0)


def gap_of(drawing: Drawing, area: Area) -> Gap | None:
    """What a drawing takes from the middle of the lines beside it, with text on both its sides;
    None for the others."""
    if drawing.wrap != "square":
        return None
    left = left_of(drawing, area.width, area.own_page)
    if text_side(drawing, left, area.width) != "both":
        return None
    over, right, under, before = drawing.around
    content, top = drawing.content, drawing.down.offset
    return Gap(
        left - before, left + content.width + right, top - over, top + content.height + under
    )


def parted(paragraph: Paragraph) -> tuple[Paragraph, tuple[Drawing, ...]]:
    """A paragraph without what is drawn at places of its own, and these."""
    drawings = tuple(c for c in paragraph.children if isinstance(c, Drawing) and not is_in_line(c))
    if not drawings:
        return paragraph, ()
    kept = tuple(c for c in paragraph.children if c not in drawings)
    return replace(paragraph, children=kept), drawings
