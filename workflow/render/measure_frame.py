"""Where things are on a page as it is shown."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from workflow.model.findings import Box

MM = 25.4 / 72


@dataclass(frozen=True)
class Frame:
    """From PDFium's points (from the bottom left, before rotation) to mm as the page is shown."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> Frame:
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, right, top, page.get_rotation())

    @property
    def width(self) -> float:
        turned = self.rotation in (90, 270)
        return (self.top - self.bottom if turned else self.right - self.left) * MM

    @property
    def height(self) -> float:
        turned = self.rotation in (90, 270)
        return (self.right - self.left if turned else self.top - self.bottom) * MM

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.rotation == 90:
            return (y - self.bottom) * MM, (x - self.left) * MM
        if self.rotation == 180:
            return (self.right - x) * MM, (y - self.bottom) * MM
        if self.rotation == 270:
            return (self.top - y) * MM, (self.right - x) * MM
        return (x - self.left) * MM, (self.top - y) * MM

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        x1, y1 = self.point(left, bottom)
        x2, y2 = self.point(right, top)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def upright(self, matrix: raw.FS_MATRIX) -> bool:
        """Whether text of this matrix runs from left to right on the page as it is shown."""
        x1, y1 = self.point(0, 0)
        x2, y2 = self.point(matrix.a, matrix.b)
        return x2 - x1 > 0 and abs(y2 - y1) < 0.1 * (x2 - x1)
