"""The pages of an electronic document as they are printed: what its fields show becomes part of
the page, and nothing else remains of them."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from workflow.model.messages import N_, message
from workflow.render.copy_sheets import MM, Sheet, Sheets, draw, opened, saved, unusable

_UNREADABLE = (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError)


def printed_sheets(data: bytes, name: str) -> Sheets:
    """The pages of a PDF as they are printed, at 100 %.

    Raises:
        SourceUnusable: it is no PDF, is locked, or has layers, of which nobody can say which
            belong to the document.
    """
    with opened(data, name) as document, Pdf.new() as plain:
        if "/OCProperties" in document.Root:
            raise unusable(name, message(N_("it has layers that can be shown and hidden")))
        document.flatten_annotations("print")
        sheets = []
        for page in document.pages:
            width, height = _size(page)
            page.obj.TrimBox = Array(list(page.cropbox))
            if "/Annots" in page.obj:
                del page.obj.Annots
            draw(plain, plain.add_blank_page(page_size=(width, height)), page)
            sheets.append(Sheet(width * MM, height * MM))
        return Sheets(saved(plain), tuple(sheets))


def is_signed(data: bytes) -> bool:
    """Whether a PDF has a signature field that is filled."""
    try:
        with Pdf.open(io.BytesIO(data)) as document:
            form = document.Root.get("/AcroForm", Dictionary())
            fields = form.get("/Fields", Array())
            return any(_is_filled(field) for field in fields)
    except (*_UNREADABLE, AttributeError):
        return False


def archival_part(data: bytes) -> str:
    """Which part of PDF/A a PDF claims in its metadata, such as 2; "" where it claims none."""
    try:
        with Pdf.open(io.BytesIO(data)) as document, document.open_metadata() as metadata:
            return str(metadata.get("pdfaid:part", ""))
    except (*_UNREADABLE, SyntaxError):  # lxml's errors are of the last kind
        return ""


def _is_filled(field: pikepdf.Object) -> bool:
    if field.get("/FT") == Name.Sig and "/V" in field:
        return True
    return any(_is_filled(kid) for kid in field.get("/Kids", Array()) if "/T" in kid)


def _size(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height as the page is shown, pt."""
    x1, y1, x2, y2 = (float(n) for n in page.cropbox)
    turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return (y2 - y1, x2 - x1) if turned else (x2 - x1, y2 - y1)
