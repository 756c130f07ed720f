"""Small pages that are put into a declared field: a filled line, a signature, a seal.

They are drawn by the same renderer as the document, so their fonts are embedded and the file
stays PDF/A.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from html import escape

from PIL import Image

from workflow.model.errors import ImageUnusable, LineTooLong, SealTextTooLong
from workflow.render.fonts import check_glyphs, find_face, text_width
from workflow.render.html_fonts import FONT_FACES
from workflow.render.html_places import LineStyle
from workflow.render.pdf import write_pdf

_END = b"IEND\xaeB`\x82"
_GAP = 3.0  # pt between a seal and the text on its right
_LEADING = 1.05  # tight: eight lines of 10 pt beside a seal of 30 mm
_TEXT_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0)  # pt


def line_page(text: str, style: LineStyle, width: float) -> bytes:
    """A one-page PDF of a line as its place is set; `width` in pt.

    The line is set beside its indent, centred unless its style says otherwise; one too long for
    that takes the room of the indent too and ends at the right edge.

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
        f"margin-left: {style.indent:.2f}pt; text-align: {style.align}"
        if fits
        else "text-align: right"
    )
    return write_pdf(
        f'<html lang="vi"><style>{FONT_FACES}@page {{ size: {width:.3f}pt {style.height:.3f}pt; '
        f"margin: 0 }} body {{ margin: 0; font-family: 'Times New Roman'; font-kerning: none }} "
        f"p {{ margin: 0; white-space: pre; {shape}; {style.css} }}</style>"
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
        '<body><img src="vanban:image/it" alt=""/></body></html>',
        archival=False,
        images={"it": png},
    )


def seal_page(
    png: bytes, width: float, height: float, diameter: float, texts: Sequence[str]
) -> bytes:
    """A one-page PDF of a seal with lines of text on its right, as the Party's central office
    seals: left-aligned, in the middle of the height; lengths in pt.

    The text is set as large as its room allows, between 10 and 8 pt.

    Raises:
        ImageUnusable: the image is not a PNG.
        GlyphsMissing: the font lacks a character of the text.
        SealTextTooLong: the room is too small for the text.
    """
    image_size(png)
    check_glyphs(texts, find_face())
    left = diameter + _GAP
    size, lines = _fitted(texts, width - left, height)
    return write_pdf(
        f'<html lang="vi"><style>{FONT_FACES}@page {{ size: {width:.3f}pt {height:.3f}pt; '
        f"margin: 0 }} body {{ margin: 0; font-family: 'Times New Roman'; font-kerning: none }} "
        f"img {{ position: absolute; left: 0; top: {(height - diameter) / 2:.3f}pt; "
        f"width: {diameter:.3f}pt; height: {diameter:.3f}pt; object-fit: contain; "
        "image-rendering: pixelated } "
        f"div {{ position: absolute; left: {left:.3f}pt; white-space: nowrap; "
        f"top: {(height - len(lines) * _LEADING * size) / 2:.3f}pt; "
        f"font-size: {size:g}pt; line-height: {_LEADING} }}</style>"
        f'<body><img src="vanban:image/it" alt=""/><div>{"<br/>".join(map(escape, lines))}</div>'
        "</body></html>",
        archival=False,
        images={"it": png},
    )


def _fitted(texts: Sequence[str], width: float, height: float) -> tuple[float, list[str]]:
    """The largest size in which the texts fit, and their lines."""
    for size in _TEXT_SIZES:
        lines = [line for text in texts for line in _wrapped(text, width, size)]
        widest = max(text_width(line, "regular", size) for line in lines)
        if widest <= width and len(lines) * _LEADING * size <= height:
            return size, lines
    raise SealTextTooLong(text=" · ".join(texts), width=round(width / 72 * 25.4))


def _wrapped(text: str, width: float, size: float) -> Iterator[str]:
    """Lines of whole words, as long as the width allows."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and text_width(longer, "regular", size) > width:
            yield line
            longer = word
        line = longer
    yield line


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
