"""Text beside drawings: which paragraphs stand there, and what of their lines is taken."""

from __future__ import annotations

from dataclasses import replace

from workflow.render.html_area import Area
from workflow.render.html_drawings import gap_of
from workflow.render.html_lines import Gap, SetLine
from workflow.render.page_tree import Drawing, ParagraphStyle


class Beside:
    """How far down the text is that stands beside drawings, whose lines only WeasyPrint knows."""

    def __init__(self) -> None:
        self._left = 0.0  # pt
        self._gap: Gap | None = None
        self._area: Area | None = None

    def add(self, drawings: tuple[Drawing, ...], area: Area) -> None:
        """The text goes around these from here on."""
        for drawing in drawings:
            if gap := gap_of(drawing, area):
                self._gap, self._area = gap, area
            elif drawing.wrap == "square":
                height = drawing.down.offset + drawing.content.height + drawing.around[2]
                self._left = max(self._left, height)

    def passed(self, style: ParagraphStyle, lines: list[SetLine]) -> bool:
        """Whether a paragraph begins beside a drawing; the text after it is further down."""
        beside = self._left > 0
        height = style.before + sum(line.pitch.height for line in lines) + style.after
        self._left -= height
        if (gap := self._gap) is not None:
            left = gap.bottom - height
            self._gap = replace(gap, top=gap.top - height, bottom=left) if left > 0 else None
        return beside

    @property
    def is_open(self) -> bool:
        """Whether the text here may stand beside a drawing."""
        return self._left > 0

    def gap_in(self, area: Area) -> Gap | None:
        """What a drawing takes from the middle of the next lines of an area; nothing after
        something else, such as a table, came between."""
        if area is not self._area:
            self._gap = None
        return self._gap
