"""Whether a page of a PDF is a scan: one picture all over it, and nothing else that shows."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
from pypdfium2 import raw

from workflow.model.messages import N_, Message, message

Matrix = tuple[float, float, float, float, float, float]

_SAME: Matrix = (1, 0, 0, 1, 0, 0)
_DEEPEST, _MOST_OBJECTS = 8, 5_000
_WHOLE = 0.9  # of the page's area: scanners may leave a white edge
_HIDDEN = {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}
_HARMLESS = {raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP}


@dataclass(frozen=True)
class FoundPage:
    """A page as it is shown, pt: its size, and where its picture stands. `problems` tells why it
    is no scan; hidden text, as text recognition adds it, is none."""

    width: float
    height: float
    matrix: Matrix
    problems: tuple[Message, ...] = ()

    @property
    def is_picture(self) -> bool:
        return not self.problems


@dataclass
class Found:
    """What shows on a page."""

    pictures: list[Matrix] = field(default_factory=list)
    text: bool = False
    drawings: bool = False


def pages_with_pictures(pdf: bytes) -> list[FoundPage]:
    """Every page of a PDF that can be read; none where it cannot."""
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            return [_page(document[n]) for n in range(len(document))]
    except (pypdfium2.PdfiumError, ValueError):
        return []


def _page(page: pypdfium2.PdfPage) -> FoundPage:
    try:
        left, bottom, right, top = page.get_bbox()
        turn = _upright(left, bottom, right, top, page.get_rotation())
        width, height = page.get_size()
        found = Found()
        for kind, entry, outer in _objects(page):
            _look_at(kind, entry, outer, found)
        problems = []
        if found.text:
            problems.append(message(N_("it has text besides a picture")))
        if found.drawings:
            problems.append(message(N_("it has drawings besides a picture")))
        if _has_notes(page):
            problems.append(message(N_("notes or stamps were put on it later")))
        if len(found.pictures) != 1:
            count = len(found.pictures)
            problems.append(message(N_("it is not one picture but {count}"), count=count))
            return FoundPage(width, height, _SAME, tuple(problems))
        matrix = times(found.pictures[0], turn)
        if _shown_area(matrix, width, height) < _WHOLE * width * height:
            problems.append(message(N_("the picture does not fill the page")))
        return FoundPage(width, height, matrix, tuple(problems))
    finally:
        page.close()


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[int, object, Matrix]]:
    waiting = [
        (raw.FPDFPage_GetObject(page, n), _SAME, 0) for n in range(raw.FPDFPage_CountObjects(page))
    ][:_MOST_OBJECTS]
    while waiting:
        entry, outer, depth = waiting.pop()
        kind = raw.FPDFPageObj_GetType(entry)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = times(_matrix(entry), outer)
            waiting.extend(
                (raw.FPDFFormObj_GetObject(entry, n), inner, depth + 1)
                for n in range(min(raw.FPDFFormObj_CountObjects(entry), _MOST_OBJECTS))
            )
            continue
        yield kind, entry, outer


def _look_at(kind: int, entry: object, outer: Matrix, found: Found) -> None:
    if kind == raw.FPDF_PAGEOBJ_IMAGE:
        found.pictures.append(times(_matrix(entry), outer))
    elif kind == raw.FPDF_PAGEOBJ_TEXT:
        if raw.FPDFTextObj_GetTextRenderMode(entry) not in _HIDDEN:
            found.text = True
    elif kind != raw.FPDF_PAGEOBJ_PATH or _shows(entry):
        found.drawings = True


def _shows(path: object) -> bool:
    """A path that is neither filled nor stroked only cuts out what follows."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if stroke.value:
        return True
    r, g, b, a = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(path, r, g, b, a)
    white = min(r.value, g.value, b.value) == 255  # the paper, as some scanners paint it
    return fill.value != raw.FPDF_FILLMODE_NONE and not white


def _has_notes(page: pypdfium2.PdfPage) -> bool:
    for n in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_OBJECTS)):
        note = raw.FPDFPage_GetAnnot(page, n)
        kind = raw.FPDFAnnot_GetSubtype(note)
        raw.FPDFPage_CloseAnnot(note)
        if kind not in _HARMLESS:
            return True
    return False


def times(a: Matrix, b: Matrix) -> Matrix:
    """First `a`, then `b`."""
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


def _matrix(entry: object) -> Matrix:
    m = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(entry, m)
    return m.a, m.b, m.c, m.d, m.e, m.f


def _upright(left: float, bottom: float, right: float, top: float, rotation: int) -> Matrix:
    """From the page's own points to those of the page as it is shown, its corner at 0, 0."""
    if rotation == 90:
        return 0, -1, 1, 0, -bottom, right
    if rotation == 180:
        return -1, 0, 0, -1, right, top
    if rotation == 270:
        return 0, 1, -1, 0, top, -left
    return 1, 0, 0, 1, -left, -bottom


def _shown_area(m: Matrix, width: float, height: float) -> float:
    xs = [m[4] + x * m[0] + y * m[2] for x in (0, 1) for y in (0, 1)]
    ys = [m[5] + x * m[1] + y * m[3] for x in (0, 1) for y in (0, 1)]
    across = min(max(xs), width) - max(min(xs), 0.0)
    down = min(max(ys), height) - max(min(ys), 0.0)
    return max(across, 0.0) * max(down, 0.0)
