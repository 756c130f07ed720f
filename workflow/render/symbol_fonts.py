"""Signs of the fonts Symbol and Wingdings: no office's machine but one with Word has these fonts,
so their signs are set in the same ones of Unicode.

The tables hold what Word's galleries of bullets and of symbols offer; sources: the mappings that
Unicode publishes for Symbol, and the names of the glyphs of Wingdings.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from workflow.render.fonts import SYMBOLS, face_of, holds
from workflow.render.html_fonts import face_style
from workflow.render.page_tree import RunStyle, Text

_PRIVATE = 0xF000

_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAB: "↔", 0xAC: "←",
    0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB6: "∂",
    0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC6: "∅",
    0xC7: "∩", 0xC8: "∪", 0xCC: "⊂", 0xCE: "∈", 0xCF: "∉", 0xD0: "∠", 0xD2: "®", 0xD3: "©",
    0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD8: "¬", 0xDB: "⇔", 0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒",
    0xDF: "⇓", 0xE0: "◊", 0xE5: "∑", 0xF2: "∫",
    0x61: "α", 0x62: "β", 0x64: "δ", 0x65: "ε", 0x67: "γ", 0x6C: "λ", 0x6D: "μ", 0x70: "π",
    0x73: "σ", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω", 0x2D: "−", 0x2B: "+", 0x2A: "∗",
}  # fmt: skip
_WINGDINGS = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x3F: "✍", 0x46: "☞", 0x4A: "☺",
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "❐", 0x71: "❑", 0x72: "❒",
    0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA1: "○", 0xA2: "○", 0xA4: "◉",
    0xA7: "▪", 0xA8: "☐", 0xAA: "✦", 0xAB: "★", 0xAC: "✶", 0xB2: "☆", 0xD8: "➢", 0xDC: "➲",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧",
    0xF2: "⇩", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x9E: "■",
    0xA2: "■", 0xA3: "□", 0x2A: "☐", 0x30: "☐",
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def is_symbol_font(name: str) -> bool:
    """Whether a font's characters are signs of its own instead of letters."""
    return name.strip().lower() in {*_FONTS, "wingdings 3", "webdings"}


def shown_sign(font: str, code: int, style: RunStyle) -> tuple[RunStyle, str] | None:
    """A sign of a symbol font, and the style it is set in: a face that has it.

    Parameters:
        code: as the file has it, from U+F000 on or below U+0100 (ECMA-376 17.3.3.30).

    Returns:
        None for a sign that is not known, or that no face on this machine has.
    """
    signs = _FONTS.get(font.strip().lower(), {})
    sign = signs.get(code - _PRIVATE if code >= _PRIVATE else code)
    if sign is None:
        return None
    for family in (style.font, SYMBOLS):
        face = face_of(family)
        if face is not None and holds(face, face_style(style), sign):
            return replace(style, font=family), sign
    return None


_PLAIN: set[str] = set()
"""The characters that were seen to be no signs: nearly all there are."""


def with_signs(text: Text) -> Iterator[Text]:
    """A text in stretches of one face: signs that its own lacks, such as boxes to tick, are set in
    the face of signs."""
    if _PLAIN.issuperset(text.text):
        yield text
        return
    style = replace(text.style, font=SYMBOLS)
    for is_sign, chars in groupby(text.text, lambda char: _needs_another(char, text.style)):
        yield Text("".join(chars), style if is_sign else text.style)


def _needs_another(char: str, style: RunStyle) -> bool:
    """Whether a character is a sign (of Unicode's categories S) that its face lacks."""
    if char.isascii() or unicodedata.category(char)[0] != "S":
        _PLAIN.add(char)
        return False
    own, signs = face_of(style.font), face_of(SYMBOLS)
    if own is not None and holds(own, face_style(style), char):
        return False
    return signs is not None and holds(signs, face_style(style), char)
