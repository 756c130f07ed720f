"""Fonts of a page: their faces, and the size and line of a stretch of text, as CSS."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from urllib.parse import quote

from workflow.render.fonts import FAMILY, STYLES, face_of
from workflow.render.page_tree import BLACK, ParagraphStyle, RunStyle

_UNDERLINES = {"single": "solid", "words": "solid", "thick": "solid", "double": "double",
               "dotted": "dotted", "dash": "dashed", "wave": "wavy"}  # fmt: skip
_RAISED_SIZE = 0.58  # of the size: what LibreOffice draws for superscript and subscript
_RAISED_BY, _LOWERED_BY = 0.33, 0.08
SMALL_CAPITALS = 0.8
"""The size of a small capital in parts of a large one."""


@cache
def font_faces(families: tuple[str, ...]) -> str:
    """The rules that load these families and no others."""
    return "".join(
        f"@font-face {{ font-family: '{family}'; src: url(vanban:font/{style}/{quote(family)}); "
        f"font-weight: {'bold' if 'bold' in style else 'normal'}; "
        f"font-style: {'italic' if 'italic' in style else 'normal'} }}\n"
        for family in families
        for style in STYLES
    )


def families_of(styles: Iterable[RunStyle]) -> tuple[str, ...]:
    """The families that run styles name, Times New Roman first."""
    found = {face.family for style in styles if (face := face_of(style.font))}
    return (FAMILY, *sorted(found - {FAMILY}))


FONT_FACES = font_faces((FAMILY,))


def face_style(style: RunStyle) -> str:
    """Which of the four styles of a face a run is set in."""
    parts = [name for name in ("bold", "italic") if getattr(style, name)]
    return "-".join(parts) or "regular"


def printed_size(style: RunStyle) -> float:
    """The size that letters are really set in, pt: raised and lowered ones are smaller."""
    return style.size * _RAISED_SIZE if style.raised else style.size


def single_line(style: RunStyle) -> float:
    """The pitch of single spacing, pt."""
    face = face_of(style.font) or face_of(FAMILY)
    assert face is not None
    return face.metrics.line * style.size


def line_height(style: ParagraphStyle, run: RunStyle) -> float:
    """How high a line with text of one style is, pt."""
    if style.line_rule == "exact":
        return style.line
    if style.line_rule == "atLeast":
        return max(style.line, single_line(run))
    return style.line * single_line(run)


def run_css(style: RunStyle) -> str:
    """How a stretch of text looks, its line left out; black and without kerning where it says
    nothing of them, as all that is around it must be."""
    face = face_of(style.font)
    css = [
        f"font-family: '{face.family if face else FAMILY}'",
        f"font-size: {printed_size(style):g}pt",
        f"font-weight: {'bold' if style.bold else 'normal'}",
        f"font-style: {'italic' if style.italic else 'normal'}",
    ]
    lines = ["underline"] * bool(style.underline) + ["line-through"] * bool(style.strike)
    if lines:
        kind = _UNDERLINES.get(style.underline, "double" if style.strike == "double" else "solid")
        thick = 1.2 if style.underline == "thick" else 0.6
        css.append(
            f"text-decoration: {' '.join(lines)} {kind}; text-decoration-thickness: {thick:g}pt"
        )
        if style.underline_colour and style.underline_colour != style.colour:
            css.append(f"text-decoration-color: #{style.underline_colour}")
    if style.colour != BLACK:
        css.append(f"color: #{style.colour}")
    if style.background:
        css.append(f"background: #{style.background}")
    if shift := raised_by(style):
        css.append(f"vertical-align: {shift:.2f}pt")
    if style.kerned:
        css.append("font-kerning: normal")
    if style.scale != 1:
        css.append(f"--scale: {style.scale:g}")
    if style.spacing:
        css.append(f"letter-spacing: {style.spacing:g}pt")
    return "; ".join(css)


def raised_by(style: RunStyle) -> float:
    """How far above the line's baseline a run stands, pt."""
    shift = {"super": _RAISED_BY, "sub": -_LOWERED_BY}.get(style.raised, 0.0) * style.size
    return shift + style.position
