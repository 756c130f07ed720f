"""Text that a row of exact height cuts off is refused, as hidden text is.

On paper nobody sees it; in the file it can be searched, copied and heard.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure import boxes

from workflow.model.errors import TextCut

CLIPPED = "overflow: hidden"
"""The declaration of what shows only a part of what it holds."""

_SHOWN = 40


def check_visible(document: Document) -> None:
    """
    Raises:
        TextCut: more than half of a line's height is cut off; with the words of that line.
    """
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, boxes.ParentBox) and box.style["overflow"] == "hidden":
                bottom = box.content_box_y() + box.height
                for line in _lines(box):
                    if words := _words(line) if line.position_y + line.height / 2 > bottom else "":
                        raise TextCut(text=words[:_SHOWN])


def _lines(box: Any) -> Iterator[Any]:
    return (child for child in box.descendants() if isinstance(child, boxes.LineBox))


def _words(line: Any) -> str:
    return "".join(getattr(part, "text", "") for part in line.descendants()).strip()
