"""Declare in the rendered PDF, once and for all, the fields that are filled after approval.

WeasyPrint has put a form widget at each place, with its entry in the structure tree. Here each
widget becomes what it stands for: a read-only text field or an empty signature field.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from workflow.render.structure import make_accessible, saved

_READ_ONLY = 1
_PRINT = 4
_PRINT_LOCKED = 4 | 128
_APPEND_ONLY = 3  # signatures exist, and the file may only be appended to


def field_name(place: str) -> str:
    """What the field at a place is called: Number, Date, Signature, Seal, Signature2, …"""
    return place.capitalize().replace("_", "")


@dataclass(frozen=True)
class FieldText:
    """A text field's first state: its value and the one-page PDF that shows it."""

    value: str
    page: bytes


def field_widths(pdf: bytes) -> dict[str, float]:
    """The width in pt of every place that the page has, by its name."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        return {
            str(widget.T): float(widget.Rect[2]) - float(widget.Rect[0])
            for widget in _widgets(document)
        }


def count_pages(pdf: bytes) -> int:
    with Pdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def declare_fields(pdf: bytes, texts: Mapping[str, FieldText], labels: Mapping[str, str]) -> bytes:
    """The PDF with its fields: R0.

    Parameters:
        texts: first state of the text fields, by place.
        labels: what a screen reader says for each place.
    """
    with Pdf.open(io.BytesIO(pdf)) as document:
        fields = []
        places = [str(widget.T) for widget in _widgets(document)]
        for widget in _widgets(document):
            place = str(widget.T)
            kept = {key: widget[key] for key in ("/Rect", "/P", "/StructParent") if key in widget}
            for key in list(widget.keys()):
                del widget[key]
            for key, entry in kept.items():
                widget[key] = entry
            widget.Rect = _upright(widget.Rect)
            widget.Type, widget.Subtype = Name.Annot, Name.Widget
            widget.T, widget.TU = String(field_name(place)), String(labels[place])
            if place in texts:
                _text_field(document, widget, texts[place])
            else:
                _signature_field(document, widget, _lock(place, places))
            fields.append(widget)
        document.Root.AcroForm = document.make_indirect(
            Dictionary(Fields=Array(fields), SigFlags=_APPEND_ONLY)
        )
        for page in document.pages:
            page.obj.Tabs = Name.S
        if "/StructTreeRoot" in document.Root:
            make_accessible(document)
        return saved(document)


def _widgets(document: Pdf) -> list[pikepdf.Object]:
    return [
        annotation
        for page in document.pages
        for annotation in page.obj.get("/Annots", Array())
        if annotation.get("/Subtype") == Name.Widget
    ]


def _upright(rectangle: pikepdf.Object) -> Array:
    x1, y1, x2, y2 = (float(n) for n in rectangle)
    numbers = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
    return Array([round(n, 3) for n in numbers])


def _text_field(document: Pdf, widget: pikepdf.Object, text: FieldText) -> None:
    widget.FT, widget.V = Name.Tx, String(text.value)
    widget.F, widget.Ff = _PRINT, _READ_ONLY
    with Pdf.open(io.BytesIO(text.page)) as drawn:
        form = document.copy_foreign(drawn.pages[0].as_form_xobject())
    widget.AP = Dictionary(N=form)
    # A text field must say how it would be set anew; none is: the value is read-only.
    widget.DA = String("0 g")


def _signature_field(document: Pdf, widget: pikepdf.Object, lock: Dictionary | None) -> None:
    widget.FT, widget.F = Name.Sig, _PRINT_LOCKED
    x1, y1, x2, y2 = (float(n) for n in widget.Rect)
    empty = Stream(document, b"")
    empty.Type, empty.Subtype = Name.XObject, Name.Form
    empty.BBox = Array([0, 0, round(x2 - x1, 3), round(y2 - y1, 3)])
    widget.AP = Dictionary(N=document.make_indirect(empty))
    if lock is not None:
        widget.Lock = document.make_indirect(lock)


def _lock(place: str, places: Sequence[str]) -> Dictionary | None:
    """What the signature at a place will lock: what it fills, and the last seal everything.

    Of several persons the last to sign fills the date, and nobody knows yet who that is.
    """
    signatures = [p for p in places if p.startswith("signature")]
    seals = sorted(p for p in places if p.startswith("seal"))
    if seals and place == seals[-1]:
        return Dictionary(Type=Name.SigFieldLock, Action=Name.All)
    filled = "date" if [place] == signatures else "number" if place in seals[:1] else ""
    if not filled:
        return None
    names = Array([String(field_name(filled))])
    return Dictionary(Type=Name.SigFieldLock, Action=Name.Include, Fields=names)
