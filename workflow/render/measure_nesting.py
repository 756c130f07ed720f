"""Whether the forms of a PDF, drawn within one another, come to an end soon.

PDFium draws a form as often as it is named; a few forms that name each other twice are enough to
keep it busy for ever. So they are counted before PDFium sees them.
"""

from __future__ import annotations

import io
import re

import pikepdf

_MOST_DRAWN = 5_000
_DEEPEST = 12
_DO = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")


def nests_too_deep(pdf: bytes) -> bool:
    """True if a page draws forms within forms without end, or very many of them.

    Raises:
        pikepdf.PdfError: the file is damaged or locked.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        known: dict[tuple[int, int], int] = {}
        for page in document.pages:
            if _drawn(page.obj, known, 0) > _MOST_DRAWN:
                return True
            for annotation in page.obj.get("/Annots", pikepdf.Array()):
                shown = annotation.get("/AP", pikepdf.Dictionary()).get("/N")
                if isinstance(shown, pikepdf.Stream) and _drawn(shown, known, 0) > _MOST_DRAWN:
                    return True
    return False


def _drawn(holder: pikepdf.Object, known: dict[tuple[int, int], int], depth: int) -> int:
    """How many forms are drawn in all by what a page or form names."""
    if depth > _DEEPEST:
        return _MOST_DRAWN + 1
    key = holder.objgen
    if key in known and key != (0, 0):
        return known[key]
    resources = holder.get("/Resources", pikepdf.Dictionary())
    named = resources.get("/XObject", pikepdf.Dictionary())
    forms = {name: x for name, x in named.items() if x.get("/Subtype") == "/Form"}
    total = 0
    if forms:
        drawn = [f"/{n.decode('latin-1')}" for n in _DO.findall(_content(holder))]
        for name, form in forms.items():
            times = drawn.count(name)
            total += times * (1 + _drawn(form, known, depth + 1)) if times else 0
            if total > _MOST_DRAWN:
                break
    known[key] = total
    return total


def _content(holder: pikepdf.Object) -> bytes:
    if isinstance(holder, pikepdf.Stream):
        return holder.read_bytes()
    content = holder.get("/Contents", pikepdf.Array())
    parts = [content] if isinstance(content, pikepdf.Stream) else list(content)
    return b"\n".join(part.read_bytes() for part in parts)
