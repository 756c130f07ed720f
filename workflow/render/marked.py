"""Pictures of pages with the findings of a check marked on them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from PIL import Image, ImageDraw, ImageFont

from workflow.model.findings import Finding, Severity
from workflow.render.fonts import find_face
from workflow.render.preview import page_pictures

_DPI = 110
_PER_MM = _DPI / 25.4
_COLOURS = {Severity.ERROR: "#c01818", Severity.WARNING: "#c07800"}
_LABEL_SIZE = 12
_SLACK = 0.8  # mm around what is marked


def marked_pages(pdf: bytes, findings: Sequence[Finding]) -> Iterator[bytes]:
    """Each page as a PNG; a box with the rule's id around every place that was found."""
    font = ImageFont.truetype(str(find_face().file("regular")), _LABEL_SIZE)
    for number, picture in enumerate(page_pictures(pdf, _DPI), start=1):
        image = Image.open(io.BytesIO(picture)).convert("RGB")
        canvas = ImageDraw.Draw(image)
        for finding in findings:
            if finding.spot.page != number or finding.spot.box is None:
                continue
            left, top, right, bottom = finding.spot.box
            box = [
                (left - _SLACK) * _PER_MM, (top - _SLACK) * _PER_MM,
                (right + _SLACK) * _PER_MM, (bottom + _SLACK) * _PER_MM,
            ]  # fmt: skip
            colour = _COLOURS[finding.severity]
            canvas.rectangle(box, outline=colour, width=2)
            _label(canvas, box, finding.rule, colour, font)
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
