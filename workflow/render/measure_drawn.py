"""Drawn lines and images of a page, read with PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from workflow.model.errors import Problem, RenderError
from workflow.model.findings import Box
from workflow.model.messages import N_, message
from workflow.model.page import Stroke
from workflow.render.measure_frame import MM, Frame

_MOST_OBJECTS = 50_000  # of one page
_DEEPEST = 8  # forms within forms
_THIN = 1.2  # mm: a shape no thicker is a line
_JOINED = 0.6  # mm: pieces of one line are no farther apart
_WHITE = 0xF0


def refused(sentence: str, **facts: object) -> RenderError:
    """Why a PDF is not measured."""
    return RenderError(problems=(Problem("", message(sentence, **facts)),))


@dataclass(frozen=True)
class Drawn:
    """A drawn line with its thickness in pt, or an image: thickness 0."""

    box: Box
    thickness: float


_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1, 0, 0, 1, 0, 0)


def drawn_objects(page: pypdfium2.PdfPage, frame: Frame) -> Iterator[Drawn]:
    """Images and thin shapes, those within forms too."""
    seen = 0
    waiting = [
        (raw.FPDFPage_GetObject(page, n), _SAME, 0) for n in range(raw.FPDFPage_CountObjects(page))
    ]
    while waiting:
        found, outer, depth = waiting.pop()
        seen += 1
        if seen > _MOST_OBJECTS:
            raise refused(N_("one page has more than {most} drawn objects"), most=_MOST_OBJECTS)
        kind = raw.FPDFPageObj_GetType(found)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _times(_matrix_of(found), outer)
            for n in range(raw.FPDFFormObj_CountObjects(found)):
                waiting.append((raw.FPDFFormObj_GetObject(found, n), inner, depth + 1))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            matrix = _times(_matrix_of(found), outer)
            corners = [_moved(matrix, x, y) for x in (0, 1) for y in (0, 1)]
            yield Drawn(_around(corners, frame), 0)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            yield from _thin_shapes(found, outer, frame)


def _thin_shapes(path: object, outer: _Matrix, frame: Frame) -> Iterator[Drawn]:
    """The lines of a path: its stroked lines, and its filled areas that are as thin as one."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    filled = fill.value != raw.FPDF_FILLMODE_NONE and _visible(path, raw.FPDFPageObj_GetFillColor)
    stroked = stroke.value and _visible(path, raw.FPDFPageObj_GetStrokeColor)
    if not (filled or stroked):
        return
    matrix = _times(_matrix_of(path), outer)
    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(path, width)
    pen = width.value * abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
    clip = _clip(path, outer, frame)
    if clip and min(_sides(clip)) <= _THIN:
        # A border as WeasyPrint draws it: a frame is filled, clipped to one of its sides.
        whole = _around([_moved(matrix, x, y) for p in _subpaths(path) for x, y in p], frame)
        shapes = [_common(whole, clip)]
    else:
        shapes = [
            _around([_moved(matrix, x, y) for x, y in points], frame)
            for points in _subpaths(path)
            if len(points) > 1
        ]
    for box in shapes:
        thin, long = sorted(_sides(box))
        if 0 <= thin <= _THIN < long:
            yield Drawn(box, max(pen if stroked else 0.0, thin / MM if filled else 0.0, 0.01))


def _clip(path: object, outer: _Matrix, frame: Frame) -> Box | None:
    """What of the page a path may show on, where that is less than the page."""
    clip = raw.FPDFPageObj_GetClipPath(path)
    found: Box | None = None
    for n in range(min(max(raw.FPDFClipPath_CountPaths(clip), 0), _DEEPEST * 4) if clip else 0):
        points = [
            _moved(outer, *_point(raw.FPDFClipPath_GetPathSegment(clip, n, k)))
            for k in range(min(raw.FPDFClipPath_CountPathSegments(clip, n), 200))
        ]
        if points:
            box = _around(points, frame)
            found = _common(found, box) if found else box
    return found


def _sides(box: Box) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]


def _common(a: Box, b: Box) -> Box:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def _subpaths(path: object) -> list[list[tuple[float, float]]]:
    found: list[list[tuple[float, float]]] = []
    for n in range(min(raw.FPDFPath_CountSegments(path), _MOST_OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(path, n)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO or not found:
            found.append([])
        found[-1].append(_point(segment))
    return found


def _point(segment: object) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value


def _visible(found: object, colour: object) -> bool:
    r, g, b, a = (ctypes.c_uint() for _ in range(4))
    if not colour(found, r, g, b, a):  # type: ignore[operator]
        return True
    return a.value > 0 and min(r.value, g.value, b.value) < _WHITE


def _matrix_of(found: object) -> _Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(found, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(m: _Matrix, n: _Matrix) -> _Matrix:
    """First `m`, then `n`."""
    a, b, c, d, e, f = m
    g, h, i, j, k, o = n
    first = (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j)
    return (*first, e * g + f * i + k, e * h + f * j + o)


def _moved(m: _Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _around(points: list[tuple[float, float]], frame: Frame) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return frame.box(min(xs), min(ys), max(xs), max(ys))


def underscores(text: str, box: Box) -> Box | None:
    """A line typed as underscores counts as drawn."""
    return (
        (box[0], box[3] - 0.2, box[2], box[3]) if len(text) > 2 and not text.strip("_ ") else None
    )


def joined(strokes: list[Stroke]) -> Iterator[Stroke]:
    """Horizontal pieces that meet become one line: Word draws a rule word by word."""
    level = sorted(
        (s for s in strokes if s.box[3] - s.box[1] <= s.box[2] - s.box[0]),
        key=lambda s: (round(s.box[3], 1), s.box[0]),
    )
    current: Stroke | None = None
    for stroke in level:
        if current and _meet(current.box, stroke.box):
            a, b = current.box, stroke.box
            box = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
            current = Stroke(stroke.page, box, max(current.thickness, stroke.thickness))
            continue
        if current:
            yield current
        current = stroke
    if current:
        yield current
    yield from (s for s in strokes if s.box[3] - s.box[1] > s.box[2] - s.box[0])


def _meet(a: Box, b: Box) -> bool:
    return abs(a[3] - b[3]) < 0.3 and abs(a[1] - b[1]) < 0.3 and b[0] - a[2] < _JOINED
