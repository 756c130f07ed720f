"""Content controls of a Word file (ECMA-376 17.5.2): what stands in them is part of the text.

An empty field of a form, which only says what should be written there, is refused.
"""

from __future__ import annotations

from workflow.render.form_fields import box
from workflow.render.ooxml import Element, elements, on, w
from workflow.render.page_tree import RunStyle, Text
from workflow.render.refusals import Refusals, first_words
from workflow.render.word_features import named

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def refuse_empty(control: Element, refusals: Refusals) -> None:
    """Refuse a control that shows its prompt (`w:showingPlcHdr`) instead of an entry."""
    properties = control.find(w("sdtPr"))
    shown = properties.find(w("showingPlcHdr")) if properties is not None else None
    if shown is not None and on(shown):
        with refusals.at(first_words(control)):
            refusals.add(named(shown))


def tick_box(control: Element, style: RunStyle) -> Text | None:
    """The box of a control that is ticked; None for other controls."""
    properties = control.find(w("sdtPr"))
    for found in elements(properties) if properties is not None else ():
        if found.tag == f"{{{_W14}}}checkbox":
            checked = found.find(f"{{{_W14}}}checked")
            given = checked.get(f"{{{_W14}}}val") if checked is not None else "0"
            return box(given in ("1", "true", "on"), style)
    return None
