"""The top right corner of page 1 of an electronic copy, where its signatures say what they are.

NĐ30 PL I Phần II I.3 and HD05 II.III.3.2-3.3: no images; form of copy, organ and time of signing in
10 pt, upright and black. The organ stands at the right margin, the person on its left; where that
place is not blank (an extract begins on a page with a number), below the organ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from workflow.model.errors import LineTooLong
from workflow.model.findings import Box
from workflow.render.fonts import check_glyphs, find_face, text_width
from workflow.render.html_fonts import FONT_FACES
from workflow.render.html_places import LineStyle
from workflow.render.line_breaks import broken
from workflow.render.page_tree import RunStyle
from workflow.render.pdf import PLAIN, write_pdf

_MM = 72 / 25.4
TOP, _TOP_OF_COLUMN = 4 * _MM, 2 * _MM
COLUMN, _PERSON, _GAP = 62 * _MM, 60 * _MM, 3 * _MM
LINE = 1.1  # of the size
_AFTER_FORM = 6.0  # pt, between the form of copy and its number
_EMPTY = "\N{NO-BREAK SPACE}"
_BASE = (
    "body { margin: 0; font-family: 'Times New Roman'; font-kerning: none; color: black } "
    "p { margin: 0; white-space: nowrap }"
)


@dataclass(frozen=True)
class Corner:
    """What the corner says; number, date and time of signing are filled in later.

    Attributes:
        form: the form of copy, with the pages of an extract.
        organ, person: who copies, and who signs for it.
        number, date: what their places say until they are filled.
        size: pt. margin: between text and the right edge of the paper, mm.
    """

    form: str
    organ: str
    person: str
    number: str
    date: str
    size: float
    margin: float

    @property
    def organ_lines(self) -> tuple[str, ...]:
        """The organ's lines up to the time of signing; an empty one where the number stands on a
        line of its own."""
        named = broken(self.organ, "regular", self.size, COLUMN)
        return (self.form, *named) if self.number_beside_form else (self.form, _EMPTY, *named)

    @property
    def number_beside_form(self) -> bool:
        return self._form_width + text_width(self.number, "regular", self.size) <= COLUMN

    @property
    def number_place(self) -> tuple[float, int]:
        """How far from the organ's left edge the number stands, pt, and on which line."""
        return (self._form_width, 0) if self.number_beside_form else (0.0, 1)

    @property
    def _form_width(self) -> float:
        return text_width(self.form, "regular", self.size) + _AFTER_FORM


@dataclass(frozen=True)
class CornerPage:
    """A page with nothing but the corner's places; `lines` is how number and date are set."""

    pdf: bytes
    lines: dict[str, LineStyle]
    blanks: dict[str, str]


def corner_areas(corner: Corner, width: float) -> tuple[Box, Box]:
    """What the corner takes of a page `width` mm wide with the person beside the organ, and with
    the person below; mm."""
    right, pitch = width - corner.margin, corner.size * LINE / _MM
    lines = len(corner.organ_lines) + 1
    beside = (
        right - (COLUMN + _GAP + _PERSON) / _MM,
        TOP / _MM,
        right,
        TOP / _MM + lines * pitch,
    )
    top = _TOP_OF_COLUMN / _MM
    return beside, (right - COLUMN / _MM, top, right, top + (lines + 2) * pitch)


def corner_page(
    corner: Corner, width: float, height: float, title: str, *, beside: bool
) -> CornerPage:
    """A page of `width` × `height` mm.

    Raises:
        LineTooLong: the paper is too narrow for the corner, or a line for its column.
        GlyphsMissing
    """
    check_glyphs([corner.form, corner.organ, corner.person], find_face())
    pitch = corner.size * LINE
    right = (width - corner.margin) * _MM - COLUMN
    left, top = (right - _GAP - _PERSON, TOP) if beside else (right, _TOP_OF_COLUMN)
    if left < 0:
        raise LineTooLong(text=corner.person, width=round(width))
    _check_fits(corner.organ_lines, corner.size, COLUMN)
    _check_fits((corner.person,), corner.size, _PERSON)
    rows = len(corner.organ_lines) + 1
    person = top if beside else top + rows * pitch
    after, row = corner.number_place
    places = {
        "signature": (left, person, _PERSON, pitch),
        "date": (left, person + pitch, _PERSON, pitch),
        "seal": (right, top, COLUMN, rows * pitch),
        "number": (right + after, top + row * pitch, COLUMN - after, pitch),
    }
    inputs = "".join(
        f'<input type="checkbox" name="{name}" style="left: {x:.2f}pt; top: {y:.2f}pt; '
        f'width: {w:.2f}pt; height: {h:.2f}pt"/>'
        for name, (x, y, w, h) in places.items()
    )
    html = (
        f'<!DOCTYPE html><html lang="vi"><head><title>{escape(title)}</title>'
        f"<style>{FONT_FACES}@page {{ size: {width * _MM:.3f}pt {height * _MM:.3f}pt; margin: 0 }} "
        f"{_BASE} input {{ appearance: auto; position: absolute; border: 0; margin: 0; padding: 0 "
        f"}}</style></head><body>{inputs}</body></html>"
    )
    style = LineStyle(
        f"{_css(corner.size)}; text-align: left", RunStyle(size=corner.size), 0.0, pitch
    )
    blanks = {"number": corner.number, "date": corner.date}
    return CornerPage(write_pdf(html, variant=PLAIN), dict.fromkeys(blanks, style), blanks)


def text_page(lines: Sequence[str], width: float, height: float, size: float) -> bytes:
    """A signature's appearance in words: a one-page PDF; `width`, `height` and `size` in pt.

    Raises:
        GlyphsMissing: the font lacks a character.
        LineTooLong: a line is longer than the place is wide.
    """
    check_glyphs(lines, find_face())
    _check_fits(lines, size, width)
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return write_pdf(
        f'<html lang="vi"><style>{FONT_FACES}@page {{ size: {width:.3f}pt {height:.3f}pt; '
        f"margin: 0 }} {_BASE} p {{ {_css(size)} }}</style><body>{paragraphs}</body></html>",
        archival=False,
    )


def _css(size: float) -> str:
    return (
        f"font-size: {size:g}pt; line-height: {size * LINE:.2f}pt; font-weight: normal; "
        "font-style: normal"
    )


def _check_fits(lines: Sequence[str], size: float, width: float) -> None:
    for line in lines:
        if text_width(line, "regular", size) > width:
            raise LineTooLong(text=line, width=round(width / _MM))
