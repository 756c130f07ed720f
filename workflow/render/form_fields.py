"""The fields of Word's old forms as what they show (ECMA-376 17.16.7 to 17.16.12)."""

from __future__ import annotations

from dataclasses import replace

from workflow.model.vietnamese import nfc
from workflow.render.fonts import SYMBOLS
from workflow.render.ooxml import Element, on, value, w
from workflow.render.page_tree import RunStyle, Text

EMPTY_BOX, TICKED_BOX = "\N{BALLOT BOX}", "\N{BALLOT BOX WITH X}"


def form_field(name: str, begin: Element | None, style: RunStyle, shown: str) -> Text:
    """A box to tick, or the entry that was chosen from a list.

    Parameters:
        name: FORMCHECKBOX or FORMDROPDOWN.
        begin: the sign that the field begins with, which holds its data.
        shown: the result in the file.
    """
    data = begin.find(w("ffData")) if begin is not None else None
    if name == "FORMCHECKBOX":
        return box(_is_ticked(data), style)
    return Text(nfc(_chosen(data) or shown), style)


def box(ticked: bool, style: RunStyle) -> Text:
    """A box to tick, in the face that has it."""
    return Text(TICKED_BOX if ticked else EMPTY_BOX, replace(style, font=SYMBOLS))


def _is_ticked(data: Element | None) -> bool:
    found = data.find(w("checkBox")) if data is not None else None
    for name in ("checked", "default"):
        if found is not None and (given := found.find(w(name))) is not None:
            return on(given)
    return False


def _chosen(data: Element | None) -> str:
    found = data.find(w("ddList")) if data is not None else None
    if found is None:
        return ""
    chosen = next(
        (e for name in ("result", "default") if (e := found.find(w(name))) is not None), None
    )
    entries = [value(entry) or "" for entry in found.findall(w("listEntry"))]
    index = int(value(chosen) or 0) if chosen is not None else 0
    return entries[index] if 0 <= index < len(entries) else ""
