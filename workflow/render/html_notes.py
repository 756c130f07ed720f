"""Footnotes and endnotes as HTML.

A footnote stands at the foot of the page that calls it (CSS Generated Content for Paged Media 2);
endnotes are gathered until the end of the section or document. Call and note lead to each other.
"""

from __future__ import annotations

from collections.abc import Callable

from workflow.render.html_area import Area, text_area
from workflow.render.page_tree import Footnote, Paragraph

CSS = """
.note { float: footnote; footnote-policy: line; text-indent: 0; word-spacing: 0;
       white-space: normal }
.note::footnote-call, .note::footnote-marker { content: none; line-height: 0;
       vertical-align: baseline }
.note-paragraph { display: block }
.endnotes { border-top: 0.5pt solid black; width: 144pt; margin: 6pt 0 }
"""

AREA_CSS = """@page { @footnote { margin-top: 2.8pt; padding-top: 3.4pt;
       background: linear-gradient(to right, black 0, black 144pt, transparent 144pt) no-repeat;
       background-size: 100% 0.5pt } }
"""
"""The rule of 2 inches above the footnotes, 1 mm from text and notes as LibreOffice has it. A
border would be as wide as the page; and of a gradient without transparent parts WeasyPrint 70 takes
no notice of the size, and fills the whole area."""

WriteParagraph = Callable[[Paragraph, Area, bool], str]


class NoteWriter:
    """Writes notes; `paragraph` writes a paragraph, and is told whether it stands in a line."""

    def __init__(self, paragraph: WriteParagraph) -> None:
        self._paragraph = paragraph
        self._count = 0
        self._open: list[int] = []
        self._ends: list[tuple[int, Footnote, Area]] = []

    @property
    def rules(self) -> str:
        """The rules of the pages that footnotes stand on."""
        return AREA_CSS if self._count else ""

    def write(self, note: Footnote, mark: str, area: Area) -> str:
        """The call of a note, and a footnote itself.

        Parameters:
            mark: its number as HTML, "" where it has none.
        """
        self._count += 1
        number, call = self._count, ""
        if mark:
            call = f'<a class="call" id="call{number}" href="#note{number}">{mark}</a>'
        if note.end:
            self._ends.append((number, note, area))
            return call
        foot = text_area(area.tree, area.page)  # also of a note that a cell calls
        inside = self._inside(number, note, foot, in_line=True)
        return f'{call}<span class="note" id="note{number}">{inside}</span>'

    def mark(self, mark: str) -> str:
        """The number of a note in its own text."""
        return f'<a class="mark" href="#call{self._open[-1]}">{mark}</a>'

    def endnotes(self) -> str:
        """The endnotes called since the last time, as blocks."""
        if not self._ends:
            return ""
        notes, self._ends = self._ends, []
        written = ""
        for number, note, area in notes:
            inside = self._inside(number, note, area, in_line=False)
            written += f'<div class="endnote" id="note{number}">{inside}</div>'
        return f'<div class="endnotes"></div>{written}'

    def _inside(self, number: int, note: Footnote, area: Area, *, in_line: bool) -> str:
        self._open.append(number)
        inside = "".join(self._paragraph(paragraph, area, in_line) for paragraph in note.paragraphs)
        self._open.pop()
        return inside
