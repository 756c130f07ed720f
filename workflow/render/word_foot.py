"""The foot of the last page of a Word document: how to reach the organ, above the other mark."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.shared import Pt

from workflow.render.fonts import text_width

_CONTACT, _BELOW = "VB Contact", "VB Not For Media"
_TWENTIETHS_PER_PT = 20
_RULE = 1.0  # pt: the line above the contact


def make_room_for_contact(document: WordDocument, styles: dict[str, str], contact: str) -> None:
    """Raise a contact of several lines, so that the mark below it stays free, and keep the end of
    the text as much higher.

    Parameters:
        styles: the template's style ids by their names.
    """
    framed = next(_framed(document, styles.get(_CONTACT)), None)
    below = next(_framed(document, styles.get(_BELOW)), None)
    if framed is None or below is None or not document.tables:
        return
    shape = document.styles[_CONTACT]
    size, pitch = shape.font.size, shape.paragraph_format.line_spacing
    if size is None or pitch is None:
        return
    top, limit, width = (_number(framed, "y"), _number(below, "y"), _number(framed, "w"))
    height = _lines(contact, size.pt, width) * pitch.pt + _RULE
    missing = math.ceil(top + height - limit)
    if missing <= 0:
        return
    _frame(framed).set(qn("w:y"), str(round((top - missing) * _TWENTIETHS_PER_PT)))
    for cell in document.tables[-1].rows[-1].cells:
        cell.paragraphs[-1].paragraph_format.space_after = Pt(missing)


def _framed(document: WordDocument, style: str | None) -> Iterator[CT_P]:
    """The paragraphs of a style that have a place of their own on the page."""
    for paragraph in document.element.body.iter(qn("w:p")):
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if named is not None and named.get(qn("w:val")) == style and _frame(paragraph) is not None:
            yield paragraph


def _frame(paragraph: CT_P) -> Any:
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:framePr')}")


def _number(paragraph: CT_P, name: str) -> float:
    """A measure of a frame, pt."""
    return float(_frame(paragraph).get(qn(f"w:{name}")) or 0) / _TWENTIETHS_PER_PT


def _lines(text: str, size: float, width: float) -> int:
    """How many lines a text takes."""
    count, line = 1, ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and text_width(longer, "regular", size) > width:
            count, line = count + 1, word
        else:
            line = longer
    return count
