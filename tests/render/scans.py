"""Scans made from pages: what a scanner would make of the printed document."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

Coded = tuple[bytes, pikepdf.Object]


def pictures(pdf: bytes, dpi: int, mode: str = "RGB") -> list[Image.Image]:
    """Every page as the scanner sees it, form fields and all."""
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        return [page.render(scale=dpi / 72).to_pil().convert(mode) for page in document]


def jpeg(picture: Image.Image) -> Coded:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=60)
    return out.getvalue(), Name.DCTDecode


def scan_pdf(
    images: list[Image.Image],
    dpi: int,
    code: Callable[[Image.Image], Coded] = jpeg,
    *,
    rotate: int = 0,
    share: float = 1.0,
    hidden_text: str = "",
    text: str = "",
) -> bytes:
    """A PDF with a picture on each page, as scanners write it; `share` of its width and height."""
    with Pdf.new() as pdf:
        for image in images:
            width, height = image.width * 72 / dpi, image.height * 72 / dpi
            page = pdf.add_blank_page(page_size=(width, height))
            coded, filter_ = code(image)
            stream = Stream(pdf, b"")
            stream.write(coded, filter=filter_)
            spaces = {"RGB": Name.DeviceRGB, "L": Name.DeviceGray, "1": Name.DeviceGray}
            stream.Type, stream.Subtype = Name.XObject, Name.Image
            stream.Width, stream.Height = image.width, image.height
            stream.ColorSpace = spaces[image.mode]
            stream.BitsPerComponent = 1 if image.mode == "1" else 8
            name = page.add_resource(stream, Name.XObject)
            content = f"q {width * share} 0 0 {height * share} 0 0 cm {name} Do Q\n"
            for mode, words in ((3, hidden_text), (0, text)):
                if words:
                    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
                    face = page.add_resource(font, Name.Font)
                    content += f"BT {face} 12 Tf {mode} Tr 90 700 Td ({words}) Tj ET\n"
            page.contents_add(content.encode())
            if rotate:
                page.obj.Rotate = rotate
        return saved(pdf)


def picture_bytes(pdf: bytes) -> list[bytes]:
    """The coded bytes of every page's picture, wherever it is."""
    found = []
    with Pdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            found += [bytes(each.read_raw_bytes()) for each in _images(page.obj.Resources)]
    return found


def locked(pdf: bytes, password: str = "bí mật") -> bytes:
    with Pdf.open(io.BytesIO(pdf)) as document:
        out = io.BytesIO()
        document.save(out, encryption=pikepdf.Encryption(user=password, owner=password))
        return out.getvalue()


def saved(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def image_file(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _images(resources: pikepdf.Object) -> list[pikepdf.Object]:
    found = []
    for entry in dict(resources.get("/XObject", Dictionary())).values():
        if entry.Subtype == Name.Image:
            found.append(entry)
        else:
            found += _images(entry.get("/Resources", Dictionary()))
    return found


def note_on(pdf: bytes) -> bytes:
    """The PDF with a stamp put on its first page afterwards."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([90, 90, 200, 200]))
        document.pages[0].obj.Annots = Array([document.make_indirect(note)])
        return saved(document)
