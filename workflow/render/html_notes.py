"""Footnotes and endnotes as HTML."""

from __future__ import annotations

from collections.abc import Callable

from workflow.render.html_area import Area
from workflow.render.html_fonts import line_height, run_css
from workflow.render.page_tree import Footnote, Paragraph, RunStyle

CSS = """
.note { float: footnote; footnote-policy: line }
.note::footnote-call, .note::footnote-marker {
       content: counter(footnote); font-size: 8pt; vertical-align: 3pt; line-height: 0 }
.note::footnote-marker { padding-right: 1.5pt }
"""


class NoteWriter:
    """Writes notes; `inside` writes the inside of a paragraph."""

    def __init__(self, inside: Callable[[Paragraph, RunStyle, Area], str]) -> None:
        self._inside = inside

    def write(self, note: Footnote, area: Area) -> str:
        """A footnote at the foot of the page that calls it; its paragraphs follow in one line."""
        first = note.paragraphs[0]
        inner = " ".join(self._inside(p, p.mark, area) for p in note.paragraphs)
        css = f"{run_css(first.mark)}; line-height: {line_height(first.style, first.mark):.2f}pt"
        return (
            f'<span class="note" style="{css}; text-indent: 0; text-align: justify">{inner}</span>'
        )
