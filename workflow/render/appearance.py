"""Small pages that are put into a declared field: a filled line, a signature, a seal.

They are drawn by the same renderer as the document, so their fonts are embedded and the file
stays PDF/A.
"""

from __future__ import annotations

import io
from html import escape

from PIL import Image

from workflow.model.errors import ImageUnusable, LineTooLong
from workflow.render.fonts import check_glyphs, find_face, text_width
from workflow.render.html import FONT_FACES, LineStyle
from workflow.render.pdf import write_pdf

_END = b"IEND\xaeB`\x82"


def line_page(text: str, style: LineStyle, width: float) -> bytes:
    """A one-page PDF of a line as its place is set; `width` in pt.

    The line is centred beside its indent; one too long for that takes the room of the indent too
    and ends at the right edge.

    Raises:
        GlyphsMissing: the font lacks a character of the text.
        LineTooLong: the place is too narrow for the text.
    """
    check_glyphs([text], find_face())
    room = text_width(text, _style_name(style), style.run.size)
    if room > width:
        raise LineTooLong(text=text.strip(), width=round(width / 72 * 25.4))
    fits = room <= width - style.indent
    shape = (
        f"margin-left: {style.indent:.2f}pt; text-align: center" if fits else "text-align: right"
    )
    return write_pdf(
        f'<html lang="vi"><style>{FONT_FACES}@page {{ size: {width:.3f}pt {style.height:.3f}pt; '
        f"margin: 0 }} body {{ margin: 0; font-family: 'Times New Roman'; font-kerning: none }} "
        f"p {{ margin: 0; white-space: nowrap; {shape}; {style.css} }}</style>"
        f"<body><p>{escape(text)}</p></body></html>",
        archival=False,
    )


def _style_name(style: LineStyle) -> str:
    names = ("regular", "bold", "italic", "bold-italic")
    return names[style.run.bold + 2 * style.run.italic]


def image_page(png: bytes, width: float, height: float) -> bytes:
    """A one-page PDF of an image as large as its box allows, centred; lengths in pt.

    Raises:
        ImageUnusable: the image is not a PNG.
    """
    image_size(png)
    return write_pdf(
        f'<html lang="vi"><style>@page {{ size: {width:.3f}pt {height:.3f}pt; margin: 0 }} '
        # Not "auto": WeasyPrint would ask viewers to interpolate, which PDF/A forbids.
        "body { margin: 0 } img { display: block; width: 100vw; height: 100vh; "
        "object-fit: contain; image-rendering: pixelated }</style>"
        '<body><img src="vanban:image/it" alt=""></body></html>',
        archival=False,
        images={"it": png},
    )


def image_size(png: bytes, name: str = "PNG") -> tuple[int, int]:
    """Width and height of a PNG in pixels; it is read to its end, since a viewer would too.

    Raises:
        ImageUnusable: it is not a PNG, or is damaged.
    """
    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as image:
            image.verify()  # to the last chunk; an image verified cannot be loaded any more
        if not png.rstrip().endswith(_END):
            raise ImageUnusable(file=name)
        with Image.open(io.BytesIO(png), formats=["PNG"]) as image:
            image.load()
            return image.size
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        raise ImageUnusable(file=name) from None
