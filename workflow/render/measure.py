"""What a PDF really shows, measured with PDFium: lines of text, drawn lines and images.

Form fields count: number and date are text fields, signature and seal are images in signature
fields. Each page is flattened in memory first, so that their appearances are part of the page.
The text beside a seal is part of its image, not of the document's text: it is left out.
All lengths are in mm from the top left corner of the page as it is shown, sizes in pt.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2
from pypdfium2 import raw

from workflow.model.findings import Box
from workflow.model.messages import N_
from workflow.model.page import Page, Picture, Stroke
from workflow.render.measure_drawn import drawn_objects, joined, refused, underscores
from workflow.render.measure_frame import Frame
from workflow.render.measure_nesting import nests_too_deep
from workflow.render.measure_text import Glyph, Style, text_lines

_MOST_BYTES = 64 * 2**20
_MOST_PAGES = 300
_MOST_GLYPHS = 30_000  # of one page; a dense page has 6 000
_MOST_FIELDS = 2_000  # of one page
_SIGNATURE_FIELD = re.compile(r"(Signature|Seal)[2-9]?")
_FIELD_PARTS = {"Signature": "signature", "Seal": "seal"}
_INVISIBLE = {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}
_FILL_AND_STROKE = raw.FPDF_TEXTRENDERMODE_FILL_STROKE


def measure(pdf: bytes) -> tuple[Page, ...]:
    """Every page of a PDF with what stands on it.

    Raises:
        RenderError: the bytes are no PDF, are locked, or hold more than any document would.
    """
    if len(pdf) > _MOST_BYTES:
        raise refused(N_("the PDF has more than {most} MiB"), most=_MOST_BYTES // 2**20)
    try:
        if nests_too_deep(pdf):
            raise refused(N_("the PDF draws forms within forms without end"))
        with pypdfium2.PdfDocument(pdf) as document:
            if len(document) > _MOST_PAGES:
                raise refused(N_("the PDF has more than {most} pages"), most=_MOST_PAGES)
            document.init_forms()
            return tuple(_measured(document, number) for number in range(len(document)))
    except pikepdf.PasswordError as error:
        raise refused(N_("the PDF is locked with a password")) from error
    except (pypdfium2.PdfiumError, pikepdf.PdfError, ValueError, TypeError) as error:
        # What the libraries say of it is for programmers, and in no language of an office.
        raise refused(N_("it is no PDF, or a damaged one")) from error


def _measured(document: pypdfium2.PdfDocument, index: int) -> Page:
    number = index + 1
    page = document[index]
    frame = Frame.of(page)
    signed = list(_signature_fields(document, page, frame))
    fields = [(_FIELD_PARTS[name], box) for name, box in signed if name in _FIELD_PARTS]
    before = {_spot(glyph) for glyph in _glyphs(page, frame)} if signed else set()
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    page = document[index]  # PDFium shows what was flattened only on a page loaded anew
    try:
        glyphs = [
            glyph
            for glyph in _glyphs(page, frame)
            if not signed or _spot(glyph) in before or not _inside(glyph, signed)
        ]
        lines = text_lines(number, glyphs)
        objects = list(drawn_objects(page, frame))
    finally:
        page.close()
    written = [Stroke(number, r, 0.5) for line in lines if (r := underscores(line.text, line.box))]
    drawn = [Stroke(number, o.box, o.thickness) for o in objects if o.thickness > 0]
    return Page(
        number=number,
        width=frame.width,
        height=frame.height,
        lines=tuple(line for line in lines if not underscores(line.text, line.box)),
        strokes=tuple(joined([*drawn, *written])),
        pictures=tuple(
            Picture(number, o.box, _field_of(o.box, fields)) for o in objects if o.thickness == 0
        ),
    )


def _spot(glyph: Glyph) -> tuple[str, float, float]:
    """What tells a glyph from others on its page; mm."""
    return glyph.char, round(glyph.left, 1), round(glyph.baseline, 1)


def _inside(glyph: Glyph, fields: list[tuple[str, Box]]) -> bool:
    """Whether a glyph stands within one of these fields."""
    x, y = (glyph.left + glyph.right) / 2, glyph.baseline
    return any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for _, b in fields)


def _signature_fields(
    document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, frame: Frame
) -> Iterator[tuple[str, Box]]:
    """Name and place of the signature fields that the program fills."""
    if document.formenv is None:
        return
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_FIELDS)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            buffer = ctypes.create_string_buffer(256)
            length = raw.FPDFAnnot_GetFormFieldName(
                document.formenv,
                annotation,
                ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)),
                256,
            )
            name = buffer.raw[: max(0, min(length, 256) - 2)].decode("utf-16-le", "replace")
            area = raw.FS_RECTF()
            if _SIGNATURE_FIELD.fullmatch(name) and raw.FPDFAnnot_GetRect(annotation, area):
                box = frame.box(area.left, area.bottom, area.right, area.top)
                yield name, box
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _field_of(box: Box, fields: list[tuple[str, Box]]) -> str:
    """The field an image sits in: they overlap, so the one whose area fits it best."""
    inside = [
        (abs(_area(field) - _area(box)), name)
        for name, field in fields
        if field[0] - 1 <= (box[0] + box[2]) / 2 <= field[2] + 1
        and field[1] - 1 <= (box[1] + box[3]) / 2 <= field[3] + 1
        and box[2] - box[0] <= field[2] - field[0] + 2
        and box[3] - box[1] <= field[3] - field[1] + 2
    ]
    return min(inside)[1] if inside else ""


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _glyphs(page: pypdfium2.PdfPage, frame: Frame) -> Iterator[Glyph]:
    """Every glyph that is shown upright; PDFium's own line ends and spaces left out."""
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > _MOST_GLYPHS:
            raise refused(N_("one page has more than {most} letters"), most=_MOST_GLYPHS)
        styles: dict[int, Style | None] = {}
        x, y = ctypes.c_double(), ctypes.c_double()
        for index in range(count):
            if raw.FPDFText_IsGenerated(text, index) == 1:
                continue
            key = ctypes.cast(raw.FPDFText_GetTextObject(text, index), ctypes.c_void_p).value or 0
            if key not in styles:
                styles[key] = _style(text, index, frame)
            style = styles[key]
            code = raw.FPDFText_GetUnicode(text, index)
            if style is None or not 0x20 <= code < 0x110000 or 0xD800 <= code < 0xE000:
                continue
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            advance = frame.box(*text.get_charbox(index, loose=True))
            ink = frame.box(*text.get_charbox(index))
            baseline = frame.point(x.value, y.value)[1]
            yield Glyph(chr(code), style, advance[0], advance[2], baseline, ink[1], ink[3])
    finally:
        text.close()


def _style(text: pypdfium2.PdfTextPage, index: int, frame: Frame) -> Style | None:
    """How the glyphs of one text object look; None where they are not shown or not upright."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    shown = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text, index))
    if shown in _INVISIBLE or not frame.upright(matrix):
        return None
    buffer, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, index, buffer, 256, flags)
    r, g, b, a = (ctypes.c_uint() for _ in range(4))
    raw.FPDFText_GetFillColor(text, index, r, g, b, a)
    tall = (matrix.c**2 + matrix.d**2) ** 0.5
    return Style.named(
        buffer.value.decode("utf-8", "replace"),
        size=raw.FPDFText_GetFontSize(text, index) * tall,
        flags=flags.value,
        weight=raw.FPDFText_GetFontWeight(text, index),
        thickened=shown == _FILL_AND_STROKE,
        slanted=abs(matrix.c) > 0.1 * abs(matrix.d),
        colour=f"#{r.value & 255:02x}{g.value & 255:02x}{b.value & 255:02x}",
    )
