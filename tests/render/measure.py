"""What is really on a page, by PDFium: glyphs, lines and drawn rules; mm from the top left."""

from __future__ import annotations

import ctypes
import io
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pypdfium2
from pypdfium2 import raw

MM = 25.4 / 72


@dataclass(frozen=True)
class Glyph:
    """`left` and `right` are the edges of its advance, `top` and `bottom` those of its ink."""

    char: str
    font: str
    size: float
    left: float
    right: float
    baseline: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Line:
    """Glyphs side by side on one baseline, white space at the ends left out."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return unicodedata.normalize("NFC", "".join(g.char for g in self.glyphs))

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return self.glyphs[-1].right

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def baseline(self) -> float:
        return self.glyphs[0].baseline

    @property
    def size(self) -> float:
        (size,) = {round(g.size, 2) for g in self.glyphs}
        return size

    @property
    def style(self) -> str:
        """regular, bold, italic or bold italic: one for the whole line."""
        (font,) = {g.font for g in self.glyphs if g.char.strip()}
        words = [word for word in ("bold", "italic") if word in font.lower()]
        return " ".join(words) or "regular"

    def part(self, text: str) -> Line:
        """The glyphs of a stretch of the line."""
        start = self.text.index(text)
        return Line(self.glyphs[start : start + len(text)])


@dataclass(frozen=True)
class Rule:
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]

    def line(self, text: str) -> Line:
        """The first line that begins with a text."""
        for line in self.lines:
            if line.text.startswith(text):
                return line
        raise AssertionError(f"{text!r} is not on the page: {[line.text for line in self.lines]}")


def measured(pdf: bytes, *, fields: bool = False) -> list[Page]:
    """The pages of a file; with what its fields show, if asked for."""
    data = flattened(pdf) if fields else pdf
    with pypdfium2.PdfDocument(data) as document:
        return [_page(page) for page in document]


def images(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The images that the first page names."""
    named = document.pages[0].Resources.get("/XObject", {})
    return [found for found in named.values() if found.Subtype == pikepdf.Name.Image]


def flattened(pdf: bytes) -> bytes:
    """The file with what its fields show made part of the pages."""
    with pypdfium2.PdfDocument(pdf) as document:
        if document.get_formtype() == raw.FORMTYPE_NONE:
            return pdf
        document.init_forms()
        for page in document:
            page.flatten()
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def _page(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    text = page.get_textpage()
    glyphs = [g for n in range(text.count_chars()) if (g := _glyph(text, n, height))]
    rules = tuple(_rules(page, height))
    return Page(width * MM, height * MM, tuple(_lines(glyphs)), rules)


def _glyph(text: pypdfium2.PdfTextPage, number: int, height: float) -> Glyph | None:
    """None for what PDFium adds itself: ends of lines, and spaces where it sees a gap."""
    if raw.FPDFText_IsGenerated(text, number):
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, number, x, y)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, number, matrix)
    name = ctypes.create_string_buffer(200)
    raw.FPDFText_GetFontInfo(text, number, name, 200, ctypes.c_int())
    left, _, right, _ = text.get_charbox(number, loose=True)
    _, bottom, _, top = text.get_charbox(number)
    return Glyph(
        char=chr(raw.FPDFText_GetUnicode(text, number)),
        font=name.value.decode("utf-8", "replace"),
        size=raw.FPDFText_GetFontSize(text, number) * math.hypot(matrix.c, matrix.d),
        left=left * MM,
        right=right * MM,
        baseline=(height - y.value) * MM,
        top=(height - top) * MM,
        bottom=(height - bottom) * MM,
    )


def _lines(glyphs: list[Glyph]) -> Iterator[Line]:
    """Neighbours on one baseline, unless a wide gap parts them."""
    line: list[Glyph] = []
    for glyph in [*glyphs, None]:
        if line and (
            glyph is None
            or abs(glyph.baseline - line[-1].baseline) > 0.05
            or not -1 < glyph.left - line[-1].right < 10
        ):
            while line and not line[-1].char.strip(" \r\n"):
                line.pop()
            while line and not line[0].char.strip(" \r\n"):
                line.pop(0)
            if line:
                yield Line(tuple(line))
            line = []
        if glyph is not None:
            line.append(glyph)


def _rules(page: pypdfium2.PdfPage, height: float) -> Iterator[Rule]:
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = _stroke(drawn) or drawn.get_bounds()
        yield Rule(left * MM, right * MM, (height - top) * MM, (height - bottom) * MM)


def _stroke(drawn: pypdfium2.PdfObject) -> tuple[float, float, float, float] | None:
    """The box of a straight level or upright line, which ends where its path does; PDFium makes it
    longer by the thickness of the pen. None for another shape."""
    fill, stroke, pen = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    raw.FPDFPath_GetDrawMode(drawn, fill, stroke)
    raw.FPDFPageObj_GetStrokeWidth(drawn, pen)
    if fill.value or not stroke.value or raw.FPDFPath_CountSegments(drawn) != 2:
        return None
    matrix, ends = drawn.get_matrix(), []
    for n in range(2):
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(drawn, n), x, y)
        ends.append(matrix.on_point(x.value, y.value))
    (x1, x2), (y1, y2) = map(sorted, zip(*ends, strict=True))
    half = pen.value * abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5 / 2
    across, down = (0.0, half) if x2 - x1 > y2 - y1 else (half, 0.0)
    return x1 - across, y1 - down, x2 + across, y2 + down
