"""Where a page is blank, seen as a reader sees it: scans have no text to ask."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image

from workflow.model.findings import Box

_SCALE = 2.0  # pixels per pt
_PT_PER_MM = 72 / 25.4
_EDGE = 6.0  # mm: what a scanner leaves at the edges is no ink of the page
_INK = 160  # of 255: darker is ink
_SPECKS = 12  # pixels of dust


def lowest_ink(pdf: bytes, index: int) -> float:
    """How far down a page anything is printed, mm from its top edge; `index` from 0."""
    picture = _picture(pdf, index)
    edge = round(_EDGE * _PT_PER_MM * _SCALE)
    inner = picture.crop((edge, edge, picture.width - edge, picture.height - edge))
    box = _ink(inner).getbbox()
    return (box[3] + edge) / _SCALE / _PT_PER_MM if box else 0.0


def is_blank(pdf: bytes, index: int, area: Box) -> bool:
    """Whether nothing stands in an area of a page, mm; `index` from 0."""
    left, top, right, bottom = (round(n * _PT_PER_MM * _SCALE) for n in area)
    ink = _ink(_picture(pdf, index).crop((left, top, right, bottom)))
    return ink.histogram()[255] <= _SPECKS


def _picture(pdf: bytes, index: int) -> Image.Image:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        page = document[index]
        picture: Image.Image = page.render(scale=_SCALE, grayscale=True).to_pil().convert("L")
        page.close()
    return picture


def _ink(picture: Image.Image) -> Image.Image:
    return picture.point([255 if value < _INK else 0 for value in range(256)])
