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
            canvas.text((box[0], box[1] - _LABEL_SIZE - 2), finding.rule, fill=colour, font=font)
        out = io.BytesIO()
        image.save(out, "PNG", optimize=True)
        yield out.getvalue()
