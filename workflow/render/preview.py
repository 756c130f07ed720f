"""PNG pictures of PDF pages, form fields and signatures included."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2


def page_pictures(pdf: bytes, dpi: float = 110) -> Iterator[bytes]:
    """Each page as a PNG."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        document.init_forms()
        for page in document:
            image = page.render(scale=dpi / 72, may_draw_forms=True).to_pil()
            out = io.BytesIO()
            image.save(out, "PNG", optimize=True)
            yield out.getvalue()
    finally:
        document.close()
