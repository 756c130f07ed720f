"""Figures of a draft in the Word file: an inline picture and its caption."""

from __future__ import annotations

import io
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from workflow.model.document import Draft, Figure
from workflow.render.images import image_size, plain_image

FIGURE = "VB Figure"
_EMU_PER_PT = 12700
# Room that a figure leaves on its page, pt: the space above it, and a caption of three lines.
_ABOVE, _CAPTION = 24.0, 60.0
_PENDING = "vanban-"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


@dataclass(frozen=True)
class TextArea:
    """The part of a page inside its margins, pt."""

    width: float
    height: float


def word_picture(figure: Figure, style: str, area: TextArea, more: str) -> str:
    """The paragraph with the picture, which `place_pictures` joins to its image later."""
    room = area.height - _ABOVE - (_CAPTION if figure.caption else 0.0)
    size = image_size(figure.image.data, figure.image.name).within(area.width, room)
    cx, cy = round(size.width * _EMU_PER_PT), round(size.height * _EMU_PER_PT)
    alt, name = quoteattr(figure.alt), quoteattr(figure.image.name)
    return (
        f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/>{more}</w:pPr><w:r><w:drawing>"
        f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" '
        f'distR="0"><wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="1" name={name} descr={alt}/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_DRAWING}/main" '
        f'noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic xmlns:a="{_DRAWING}/main">'
        f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="0" name={name}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{_PENDING}{figure.image.sha256}" xmlns:r="http://schemas.openxmlformats'
        '.org/officeDocument/2006/relationships"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def place_pictures(document: WordDocument, draft: Draft) -> None:
    """Put the images of a draft into the package, each once, and join its pictures to them."""
    images = {figure.image.sha256: figure.image for figure in draft.figures}
    for blip in document.element.body.iter(qn("a:blip")):
        pending = blip.get(qn("r:embed")) or ""
        if pending.startswith(_PENDING):
            image = images[pending.removeprefix(_PENDING)]
            data = plain_image(image.data, image.name)
            relation, _ = document.part.get_or_add_image(io.BytesIO(data))
            blip.set(qn("r:embed"), relation)
