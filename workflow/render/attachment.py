"""Attachments: PDF files that others made, which get the organ's signature on page 1.

NĐ30 PL I III.1 d: number and symbol and the time of signing, at the top on the right of page 1 of
each file, in 10 pt, upright and black.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from workflow.model.messages import N_, Message, message
from workflow.render.copy_corner import COLUMN, LINE, TOP, text_page
from workflow.render.copy_ink import is_blank
from workflow.render.fonts import text_width
from workflow.render.line_breaks import broken

MOST_PAGES = 1000
MOST_OBJECTS = 12_000  # verifying what is signed takes 0.4 ms each, and may take 10 s
_USUAL_LINES, _MOST_LINES = 2, 4
_PT_PER_MM = 72 / 25.4
_QUARTER = 90
_DEEPEST = 60
_FAULTY = (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError)
_HARMLESS = {Name.URI, Name.GoTo}
_ACTIVE = ("/AA", "/JS", "/JavaScript", "/XFA", "/RichMedia", "/RichMediaContent")
_ACTING = {Name.Screen, Name.Movie, Name.Sound, Name("/3D"), Name.RichMedia, Name.FileAttachment}


@dataclass(frozen=True)
class CornerPlace:
    """Where the signature stands on page 1.

    Attributes:
        rectangle: left, bottom, right and top in the page's own units.
        turned: degrees by which viewers turn the page clockwise.
    """

    rectangle: tuple[float, float, float, float]
    turned: int


@dataclass(frozen=True)
class CornerWords:
    """What the signature shows: a one-page PDF, and its width and height in pt."""

    page: bytes
    width: float
    height: float


def corner_words(texts: Sequence[str], size: float) -> CornerWords:
    """Texts below each other, each broken where it is longer than the column; `size` in pt.

    Raises:
        GlyphsMissing
    """
    lines = [line for text in texts for line in broken(text, "regular", size, COLUMN)]
    width = max(text_width(line, "regular", size) for line in lines) + 0.5
    height = len(lines) * size * LINE
    return CornerWords(text_page(lines, width, height, size), width, height)


def corner_place(pdf: bytes, width: float, height: float, margin: float) -> CornerPlace:
    """The top right corner of page 1 as viewers show it, inside its crop box.

    Parameters:
        width, height: of what shall stand there, pt.
        margin: between it and the right edge where the page is wide enough, mm.

    Raises:
        ValueError: page 1 is too small, or is turned by no quarter.
    """
    with Pdf.open(io.BytesIO(pdf)) as document:
        return _place(document.pages[0], width, height, margin)


def attachment_problems(pdf: bytes, size: float, margin: float) -> tuple[Message, ...]:
    """Why a file cannot be an attachment; empty where it can.

    Parameters:
        size: of the words that its signature shows, pt.
        margin: between them and the right edge, mm.
    """
    if not pdf.startswith(b"%PDF-"):
        return (message(N_("it is no PDF")),)
    try:
        with Pdf.open(io.BytesIO(pdf), attempt_recovery=False) as document:
            return tuple(_problems(document, size, margin))
    except pikepdf.PasswordError:
        return (message(N_("it is locked by a password")),)
    except _FAULTY as error:
        text = str(error).strip().splitlines()[:1]
        return (message(N_("it is damaged ({error})"), error=(text or [type(error).__name__])[0]),)


def has_blank_corner(pdf: bytes, size: float, margin: float) -> bool:
    """Whether nothing stands yet where the signature will; parameters as above."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        left, bottom, right, top = _shown(page)
        sideways = int(page.obj.get("/Rotate", 0)) % (2 * _QUARTER)
        end = ((top - bottom) if sideways else (right - left)) / _PT_PER_MM - margin
    below = (TOP + _USUAL_LINES * size * LINE) / _PT_PER_MM
    return is_blank(pdf, 0, (end - COLUMN / _PT_PER_MM, TOP / _PT_PER_MM, end, below))


def _problems(document: Pdf, size: float, margin: float) -> Iterator[Message]:
    if document.is_encrypted:
        yield message(N_("it is encrypted"))
        return
    found = [str(each) for each in document.check_pdf_syntax()]
    if found:
        yield message(N_("it is damaged ({error})"), error=found[0])
        return
    if not 0 < len(document.pages) <= MOST_PAGES:
        yield message(N_("it has no pages, or more than {most}"), most=MOST_PAGES)
        return
    if (count := len(document.objects)) > MOST_OBJECTS:
        sentence = N_("it is made of {count} parts, more than {most}; save it in several files")
        yield message(sentence, count=count, most=MOST_OBJECTS)
        return
    form = document.Root.get("/AcroForm", Dictionary())
    signed = any(key in document.Root for key in ("/Perms", "/DSS"))
    if signed or len(form.get("/Fields", Array())) or "/XFA" in form:
        yield message(N_("it has form fields or signatures"))
    if "/OCProperties" in document.Root:
        yield message(N_("it has layers that can be shown and hidden"))
    if name := next(_active(document), ""):
        yield message(N_("it has an active element ({name})"), name=name)
    try:
        _place(document.pages[0], COLUMN, _MOST_LINES * size * LINE, margin)
    except ValueError:
        yield message(N_("page 1 has no room for the organ's signature, or is turned askew"))


def _active(document: Pdf) -> Iterator[str]:
    """What acts by itself, or on a click does anything but lead to a page or an address."""
    for thing in document.objects:
        yield from _active_in(thing, 0)


def _active_in(thing: pikepdf.Object, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        yield "…"
    elif isinstance(thing, Array):
        for part in thing:
            yield from _deeper(part, depth)
    elif isinstance(thing, Dictionary | pikepdf.Stream):
        yield from (key for key in _ACTIVE if key in thing)
        if thing.get("/Subtype") in _ACTING or thing.get("/Subtype") == Name.Widget:
            yield str(thing.Subtype)
        if thing.get("/Type") != Name.StructElem:  # whose /A says how it looks
            yield from _acts(thing.get("/A"))
        yield from _acts(thing.get("/OpenAction"))
        yield from _acts(thing.get("/Next"))
        for _, part in thing.items():
            yield from _deeper(part, depth)


def _deeper(part: object, depth: int) -> Iterator[str]:
    """What stands in a thing itself; what it only refers to is looked at on its own."""
    if isinstance(part, pikepdf.Object) and not part.is_indirect:
        yield from _active_in(part, depth + 1)


def _acts(action: object) -> Iterator[str]:
    if isinstance(action, Dictionary) and "/S" in action and action.S not in _HARMLESS:
        yield str(action.S)


def _place(page: pikepdf.Page, width: float, height: float, margin: float) -> CornerPlace:
    turned = int(page.obj.get("/Rotate", 0)) % 360
    unit = float(page.obj.get("/UserUnit", 1.0))
    left, bottom, right, top = _shown(page)
    across, down = (right - left) * unit, (top - bottom) * unit
    if turned % (2 * _QUARTER):
        across, down = down, across
    if turned % _QUARTER or width > across or height > down:
        raise ValueError
    aside = min(margin * _PT_PER_MM, (across - width) / 2) / unit
    below = min(TOP, (down - height) / 2) / unit
    w, h = width / unit, height / unit
    rectangle = {
        0: (right - aside - w, top - below - h, right - aside, top - below),
        90: (left + below, top - aside - w, left + below + h, top - aside),
        180: (left + aside, bottom + below, left + aside + w, bottom + below + h),
        270: (right - below - h, bottom + aside, right - below, bottom + aside + w),
    }[turned]
    return CornerPlace(rectangle, turned)


def _shown(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """What viewers show of a page: its crop box inside its media box."""
    boxes = [[float(n) for n in box] for box in (page.cropbox, page.mediabox)]
    (a, b, c, d), (e, f, g, h) = (
        (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)) for x1, y1, x2, y2 in boxes
    )
    return max(a, e), max(b, f), min(c, g), min(d, h)
