"""The fonts of a run: one for the letters of ASCII and one for all others, and which are refused.

Word sets U+0000 to U+007F in `w:ascii` and the other letters of Latin scripts, Vietnamese ones
among them, in `w:hAnsi` (ECMA-376 17.3.2.26).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from workflow.model.messages import N_, Message, message
from workflow.render.fonts import FAMILY, SYMBOLS, VIETNAMESE, face_of, family_of, holds
from workflow.render.html_fonts import face_style
from workflow.render.page_tree import (
    Footnote,
    PageNumber,
    PageReference,
    Paragraph,
    Place,
    RunStyle,
    Text,
    inlines_of,
)

# Fonts of the time before Unicode, by the beginnings of their names: what they show as Vietnamese
# letters are other characters in the file. The encodings are named as UniKey names them.
_OLD = (
    (re.compile(r"\.Vn", re.IGNORECASE), "TCVN3 (ABC)"),
    (re.compile(r"VNI[- ]", re.IGNORECASE), "VNI Windows"),
    (re.compile(r"VPS[- ]", re.IGNORECASE), "VPS"),
    (re.compile(r"VN(times|helve|centu)", re.IGNORECASE), "VIETWARE X"),
    (re.compile(r"SVN(times|helve|centu)", re.IGNORECASE), "VIETWARE F"),
)
_LAST_OF_ONE_BYTE = "\N{LATIN SMALL LETTER Y WITH DIAERESIS}"  # no old encoding has ă, ơ or ế


def with_fonts(style: RunStyle, first: str | None, second: str | None) -> RunStyle:
    """A style with other fonts.

    Parameters:
        first: that of ASCII, None for as it was.
        second: that of the other letters.
    """
    first, second = first or style.font, second or style.second_font or style.font
    alike = family_of(first) == family_of(second)
    return replace(style, font=first, second_font="" if alike else second)


def in_one_font(style: RunStyle, *, beyond_ascii: bool = False) -> RunStyle:
    """The style of letters of one kind."""
    if not style.second_font:
        return style
    return replace(style, font=style.second_font if beyond_ascii else style.font, second_font="")


def in_fonts(text: Text) -> Iterator[Text]:
    """A text in stretches of one font."""
    if not text.style.second_font or not text.text:
        yield replace(text, style=in_one_font(text.style))
        return
    for is_ascii, chars in groupby(text.text, str.isascii):
        yield replace(
            text, text="".join(chars), style=in_one_font(text.style, beyond_ascii=not is_ascii)
        )


def with_a_face(sign: str, style: RunStyle) -> RunStyle:
    """The style of a bullet: its own, or where that names a font that no page can be set in, one
    whose face has the sign."""
    if face_of(style.font) is not None or any(char.isalnum() for char in sign):
        return style
    for family in (FAMILY, SYMBOLS):
        face = face_of(family)
        if face is not None and holds(face, face_style(style), sign):
            return replace(style, font=family)
    return style


def printed_fonts(paragraph: Paragraph) -> dict[str, str]:
    """The fonts that what a paragraph shows is set in, and what is set in each."""
    found: dict[str, str] = {}
    for text, style in _printed(paragraph):
        if text.strip():
            found[style.font] = found.get(style.font, "") + text
    return found


def _printed(paragraph: Paragraph) -> Iterator[tuple[str, RunStyle]]:
    if label := paragraph.label:
        yield label.text, label.style
    for child in inlines_of(paragraph.children):
        match child:
            case Text() | Place():
                yield child.text, child.style
            case PageNumber() | PageReference():
                yield "1", child.style
            case Footnote():
                yield child.mark, child.style


def refused_font(name: str, text: str) -> Message | None:
    """Why a text cannot be set in a font; None where it can."""
    is_unicode = any(char in VIETNAMESE and char > _LAST_OF_ONE_BYTE for char in text)
    for beginning, encoding in _OLD:
        if beginning.match(name.strip()) and not is_unicode:
            sentence = N_(
                "the font “{name}”, whose letters are of the old encoding {encoding}: convert the "
                "text to Unicode (UniKey: Ctrl+Shift+F6, from {encoding} to Unicode), then set it "
                "in Times New Roman"
            )
            return message(sentence, name=name, encoding=encoding)
    if face_of(name) is None:
        return message(N_("the font “{name}”; set the text in Times New Roman"), name=name)
    return None
