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
from workflow.render.fonts import FAMILY, SYMBOLS, face_of, family_of, holds
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


def printed_fonts(paragraph: Paragraph) -> Iterator[str]:
    """The fonts that what a paragraph shows is set in."""
    label = paragraph.label
    if label and label.text.strip():
        yield label.style.font
    for child in inlines_of(paragraph.children):
        match child:
            case Text() | Place() if child.text.strip():
                yield child.style.font
            case PageNumber() | PageReference():
                yield child.style.font
            case Footnote() if child.mark:
                yield child.style.font


def refused_font(name: str) -> Message | None:
    """Why no page can be set in a font; None where one can."""
    for beginning, encoding in _OLD:
        if beginning.match(name.strip()):
            sentence = N_(
                "the font “{name}”, whose letters are of the old encoding {encoding}: convert the "
                "text to Unicode (UniKey: Ctrl+Shift+F6, from {encoding} to Unicode), then set it "
                "in Times New Roman"
            )
            return message(sentence, name=name, encoding=encoding)
    if face_of(name) is None:
        return message(N_("the font “{name}”; set the text in Times New Roman"), name=name)
    return None
