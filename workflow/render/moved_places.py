"""The places of a laid out page: where they are, and how one is put elsewhere.

A place keeps its entry in the structure tree, so a screen reader meets it between the title and
the name of who signs, wherever on the paper it is.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

_MM_PER_PT = 25.4 / 72


@dataclass(frozen=True)
class Spot:
    """The box of a place: its page (from 1), mm from the page's left and top edge."""

    page: int
    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.left + self.width / 2, self.top + self.height / 2


def spots_of(pdf: bytes) -> dict[str, Spot]:
    """Every place of a laid out PDF by its name."""
    found = {}
    with Pdf.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages, start=1):
            height = float(page.MediaBox[3])
            for widget in _widgets(page.obj):
                x1, y1, x2, y2 = (float(n) for n in widget.Rect)
                left, top = min(x1, x2), height - max(y1, y2)
                sides = (left, top, abs(x2 - x1), abs(y2 - y1))
                found[str(widget.T)] = Spot(number, *(side * _MM_PER_PT for side in sides))
    return found


def move_places(pdf: bytes, spots: Mapping[str, Spot]) -> bytes:
    """The PDF with these places where `spots` says; the pages must exist."""
    if not spots:
        return pdf
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(pdf)) as document:
        for page in list(document.pages):
            for widget in _widgets(page.obj):
                if spot := spots.get(str(widget.T)):
                    _move(document, page.obj, widget, spot)
        document.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def _move(document: Pdf, page: pikepdf.Object, widget: pikepdf.Object, spot: Spot) -> None:
    target = document.pages[spot.page - 1].obj
    left, bottom = spot.left, float(target.MediaBox[3]) * _MM_PER_PT - spot.top - spot.height
    corners = (left, bottom, left + spot.width, bottom + spot.height)
    widget.Rect = Array([round(corner / _MM_PER_PT, 3) for corner in corners])
    if target.objgen == page.objgen:
        return
    page.Annots = Array([each for each in page.Annots if each.objgen != widget.objgen])
    target.Annots = Array([*target.get("/Annots", Array()), widget])
    widget.P = target
    for element in document.objects:
        if isinstance(element, Dictionary) and _refers_to(element, widget):
            element.Pg = target


def _refers_to(element: pikepdf.Object, widget: pikepdf.Object) -> bool:
    """Whether an object of the structure tree is a widget's: its reference, or the form element
    around that."""
    if element.get("/S") == Name.Form:
        return _refers_to(element.K, widget)
    return bool(element.get("/Type") == Name.OBJR and element.Obj.objgen == widget.objgen)


def _widgets(page: pikepdf.Object) -> list[pikepdf.Object]:
    return [each for each in page.get("/Annots", Array()) if each.get("/Subtype") == Name.Widget]
