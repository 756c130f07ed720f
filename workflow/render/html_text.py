"""Text as it is printed: in capitals where it is set so, and how far each letter takes the line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from workflow.render.fonts import Face, face_of, letter_widths
from workflow.render.html_fonts import SMALL_CAPITALS, face_style, printed_size
from workflow.render.kerning import kerning_of
from workflow.render.page_tree import RunStyle, Text

HYPHEN, SOFT_HYPHEN, KEPT_HYPHEN = "-", "\N{SOFT HYPHEN}", "\N{NON-BREAKING HYPHEN}"
_SHOWN = str.maketrans({SOFT_HYPHEN: None, KEPT_HYPHEN: HYPHEN})


def printed(child: Text) -> Iterator[Text]:
    """The text in the letters that are printed, in parts of one size.

    Small capitals are capitals, smaller where small letters stand (measured: 80 % in
    LibreOffice); few faces have ones of their own.
    """
    style = child.style
    if style.caps:
        yield replace(
            child, text=child.text.upper(), style=replace(style, caps=False, small_caps=False)
        )
    elif style.small_caps:
        large = replace(style, small_caps=False)
        small = replace(large, size=style.size * SMALL_CAPITALS)
        for is_small, letters in groupby(child.text, lambda c: c != c.upper()):
            text = "".join(letters).upper()
            yield replace(child, text=text, style=small if is_small else large)
    else:
        yield child


def shown(text: str) -> str:
    """What of a text the page shows: hyphens that keep words together are drawn as plain ones,
    optional hyphens not at all, as no line ends there."""
    return text.translate(_SHOWN)


def advances(text: str, style: RunStyle) -> Iterator[float]:
    """How far each character takes the line, pt."""
    face = face_of(style.font) or face_of(RunStyle().font)
    assert face is not None
    widths, size = letter_widths(face, face_style(style)), printed_size(style) * style.scale
    if style.kerned:
        yield from _kerned(text, style, face, widths)
        return
    for char in text:
        if char == SOFT_HYPHEN:
            yield 0.0
        else:
            char = HYPHEN if char == KEPT_HYPHEN else char
            yield widths.get(char, 0.0) * size + style.spacing


def _kerned(text: str, style: RunStyle, face: Face, widths: dict[str, float]) -> Iterator[float]:
    """The same where letters are moved together: each stands nearer to the one after it."""
    kerning, size = kerning_of(face.file(face_style(style))), printed_size(style) * style.scale
    printed = text.replace(KEPT_HYPHEN, HYPHEN)
    seen = "".join(char for char in printed if char != SOFT_HYPHEN)
    after = iter(seen[1:])
    for char in printed:
        if char == SOFT_HYPHEN:
            yield 0.0
            continue
        following = next(after, "")
        nearer = kerning.between(char, following) if following else 0.0
        yield (widths.get(char, 0.0) + nearer) * size + style.spacing
