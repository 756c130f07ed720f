"""What a multiple pitch adds below the letters of a page's last line hangs over the page's foot.

Word and LibreOffice leave it out where they ask whether a line finds room on a page (measured in
LibreOffice 7.4: at 1.15 lines a page may hold a line more). CSS knows no such thing, and WeasyPrint
70 counts the whole line: so its layout of lines is given that much more room, and the line that
took it ends at the foot.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.layout import block

_PX_PER_PT = 96 / 72
_NAME = "overhang"


def overhang_css(points: float) -> str:
    """The declaration that lets the last line of a block on a page hang over so far."""
    return f"--{_NAME}: {points * _PX_PER_PT:.3f}"


def hang_over() -> None:
    """Teach WeasyPrint what `overhang_css` declares; once in a process."""
    block._linebox_layout = _hanging(block._linebox_layout)


def _hanging(lay_out: Callable[..., Any]) -> Callable[..., Any]:
    def hanging(
        context: Any, box: Any, index: Any, child: Any, lines: list[Any], *others: Any
    ) -> Any:
        """`others`: page_is_empty, absolute_boxes, fixed_boxes, adjoining_margins, bottom_space…"""
        overhang = _overhang(box)
        if not overhang:
            return lay_out(context, box, index, child, lines, *others)
        before = len(lines)
        context.page_bottom += overhang
        try:
            found = lay_out(context, box, index, child, lines, *others)
        finally:
            context.page_bottom -= overhang  # footnotes changed it meanwhile
        if len(lines) == before:
            return found
        abort, stop, resume_at, position_y, *more = found
        last = lines[-1]
        excess = last.position_y + last.height - (context.page_bottom - others[4])
        if 0 < excess <= overhang * (1 + 1e-9):
            last.height -= excess
            position_y -= excess
        return abort, stop, resume_at, position_y, *more

    return hanging


def _overhang(box: Any) -> float:
    declared = box.style[f"__{_NAME}"]
    return float(declared[0].value) if declared else 0.0
