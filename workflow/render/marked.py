"""Pictures of pages with what is to be looked at marked on them: findings, places."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from workflow.model.findings import Box, Finding, Severity
from workflow.model.places import PlaceFound
from workflow.render.fonts import find_face
from workflow.render.preview import page_pictures

_DPI = 110
_PER_MM = _DPI / 25.4
_COLOURS = {Severity.ERROR: "#c01818", Severity.WARNING: "#c07800"}
_PLACE = "#1060c0"
_LABEL_SIZE = 12
_SLACK = 0.8  # mm around what is marked


@dataclass(frozen=True)
class _Mark:
    page: int
    box: Box
    words: str
    colour: str


def marked_pages(pdf: bytes, findings: Sequence[Finding]) -> Iterator[bytes]:
    """Each page as a PNG; a box with the rule's id around every place that was found."""
    return _drawn(pdf, [
        _Mark(f.spot.page, f.spot.box, f.rule, _COLOURS[f.severity])
        for f in findings
        if f.spot.box is not None
    ])  # fmt: skip


def pages_with_places(pdf: bytes, places: Sequence[PlaceFound]) -> Iterator[bytes]:
    """Each page as a PNG; a box with its name where something comes after approval."""
    return _drawn(pdf, [
        _Mark(p.page, (p.left, p.top, p.left + p.width, p.top + p.height), p.name, _PLACE)
        for p in places
    ])  # fmt: skip


def _drawn(pdf: bytes, marks: Sequence[_Mark]) -> Iterator[bytes]:
    font = ImageFont.truetype(str(find_face().file("regular")), _LABEL_SIZE)
    for number, picture in enumerate(page_pictures(pdf, _DPI), start=1):
        image = Image.open(io.BytesIO(picture)).convert("RGB")
        canvas = ImageDraw.Draw(image)
        for mark in (mark for mark in marks if mark.page == number):
            left, top, right, bottom = mark.box
            box = [
                (left - _SLACK) * _PER_MM, (top - _SLACK) * _PER_MM,
                (right + _SLACK) * _PER_MM, (bottom + _SLACK) * _PER_MM,
            ]  # fmt: skip
            canvas.rectangle(box, outline=mark.colour, width=2)
            _label(canvas, box, mark.words, mark.colour, font)
        out = io.BytesIO()
        image.save(out, "PNG", optimize=True)
        yield out.getvalue()


def _label(
    canvas: ImageDraw.ImageDraw,
    box: list[float],
    words: str,
    colour: str,
    font: ImageFont.FreeTypeFont,
) -> None:
    """A name on a white ground: beside the box, or above it where there is no room."""
    width = font.getlength(words)
    left, top = box[2] + 4, box[1] + 2
    if left + width > canvas.im.size[0]:
        left, top = box[0], box[1] - _LABEL_SIZE - 4
    canvas.rectangle([left - 1, top, left + width + 1, top + _LABEL_SIZE + 2], fill="white")
    canvas.text((left, top), words, fill=colour, font=font)
