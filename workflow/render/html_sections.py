"""Sections of the page tree as HTML: what runs on every page, columns, and where each begins."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

from workflow.render.fonts import text_width
from workflow.render.html_area import Area, text_area
from workflow.render.html_fonts import face_style, line_height
from workflow.render.html_pages import (
    BLANK_CSS,
    KINDS,
    Heights,
    check_room,
    page_css,
    running_name,
)
from workflow.render.page_tree import (
    Block,
    Margin,
    PageNumber,
    PageSetup,
    PageTree,
    Paragraph,
    Section,
    Text,
    inlines_of,
    shares_page,
)

Write = Callable[[tuple[Block, ...], Area], str]
Measure = Callable[[str, float], float]
_BREAKS = {"oddPage": "right", "evenPage": "left"}
_LONGEST_NUMBER = "9999"
_SLACK = 1.1  # of the width of a text: the other faces and sizes in it are not looked at


class SectionWriter:
    """Writes the sections of one document.

    Parameters:
        blocks: writes blocks.
        after: gives what follows the text of a section: its endnotes.
        measure: the height in pt of HTML that is set in a width of pt.
    """

    def __init__(
        self, tree: PageTree, blocks: Write, after: Callable[[Section], str], measure: Measure
    ) -> None:
        self._tree, self._blocks, self._after = tree, blocks, after
        self._measure = measure
        self.rules = BLANK_CSS if any(s.page.begins in _BREAKS for s in tree.sections) else ""

    def write(self) -> str:
        """All of them; `rules` are then the rules of their pages."""
        written = []
        for number, group in enumerate(_groups(self._tree.sections)):
            first = group[0]
            running = self._running(number, first)
            text = running + "".join(
                self._part(section, first.page, after)
                for section, after in zip(group, [*group[1:], None], strict=True)
            )
            if number:
                begins = _BREAKS.get(first.page.begins, "page")
                text = f'<div style="page: section{number}; break-before: {begins}">{text}</div>'
            written.append(text)
        return "".join(written)

    def _running(self, number: int, section: Section) -> str:
        """Headers and footers; the rules of the pages that they run on."""
        area = text_area(self._tree, section.page)
        heights: dict[str, dict[str, float]] = {"header": {}, "footer": {}}
        written = []
        for place, margin in (("header", section.header), ("footer", section.footer)):
            for kind in KINDS:
                if not (blocks := getattr(margin, kind)):
                    continue
                origin = 0.0 if place == "header" else None
                inside = self._blocks(blocks, replace(area, origin=origin))
                name = running_name(place, number, kind)
                written.append(
                    f'<div class="{place}" style="position: running({name})">{inside}</div>'
                )
                if _may_reach(blocks, place, section.page, area):
                    heights[place][kind] = self._measure(inside, area.width)
            _inherit(heights[place], margin)
        high = Heights(heights["header"], heights["footer"])
        check_room(section, high)
        self.rules += page_css(number, section, high)
        return "".join(written)

    def _part(self, section: Section, page: PageSetup, after: Section | None) -> str:
        """The text of one of the sections that share a page; `after` is the one that follows on.

        Word makes columns equally high where another section follows on the page.
        """
        area = text_area(self._tree, section.page)
        css = []
        if columns := section.page.columns:
            area = replace(area, width=columns.widths[0], origin=None)
            fill = "balance" if after is not None else "auto"
            css = [
                f"columns: {len(columns.widths)}; column-gap: {columns.space:.2f}pt; "
                f"column-fill: {fill}"
            ]
            if columns.line:
                css.append("column-rule: 0.5pt solid black")
        left, right = section.page.left - page.left, section.page.right - page.right
        if left or right:
            css.append(f"margin-left: {left:.2f}pt; margin-right: {right:.2f}pt")
        text = self._blocks(section.blocks, area) + self._after(section)
        return f'<div style="{"; ".join(css)}">{text}</div>' if css else text


def _groups(sections: tuple[Section, ...]) -> Iterator[list[Section]]:
    """The sections that share pages."""
    group: list[Section] = []
    for section in sections:
        if group and not shares_page(group[-1], section):
            yield group
            group = []
        group.append(section)
    yield group


def _inherit(heights: dict[str, float], margin: Margin) -> None:
    """Pages without a header of their own have that of most pages."""
    for kind in KINDS:
        if getattr(margin, kind) is None and "default" in heights:
            heights[kind] = heights["default"]


def _may_reach(blocks: tuple[Block, ...], place: str, page: PageSetup, area: Area) -> bool:
    """Whether a header or footer may be higher than its margin; it is measured only then."""
    margin = page.top - page.header if place == "header" else page.bottom - page.footer
    if (page.top if place == "header" else page.bottom) < 0:
        return False
    return sum(_most_height(block, area) for block in blocks) > margin


def _most_height(block: Block, area: Area) -> float:
    """No less than the height of a block, pt."""
    children = list(inlines_of(block.children)) if isinstance(block, Paragraph) else []
    if not isinstance(block, Paragraph):
        return math.inf
    if not all(isinstance(c, Text | PageNumber) for c in children):
        return math.inf
    style = block.style
    texts = (
        (c.text if isinstance(c, Text) else _LONGEST_NUMBER, c.style)
        for c in children
        if isinstance(c, Text | PageNumber)
    )
    width = sum(text_width(text, face_style(run), run.size) for text, run in texts)
    lines = math.ceil(_SLACK * width / max(1.0, area.width - style.left - style.right)) or 1
    height = max(line_height(style, s) for s in (block.mark, *(c.style for c in children)))
    return style.before + style.after + lines * height
