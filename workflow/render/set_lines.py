"""Lines that are set already, handed to WeasyPrint as they are.

`html_lines.py` breaks paragraphs into lines and knows where each line's letters stand. WeasyPrint
has no way to be told: it would measure and place every word again, which took half of the time of
a document. A block with the attribute `data-lines` tells its lines, and its line boxes are made of
that (`_given`); their text is drawn by known glyphs (`set_text.py`). Everything else, as
pages, tables, columns, notes and the structure tree, stays WeasyPrint's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block
from weasyprint.layout.float import avoid_collisions
from weasyprint.layout.inline import _adjust_line_height
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text.line_break import split_first_line

from workflow.render.glyphs import glyphs_of
from workflow.render.set_text import SetText, draw_set_text

ATTRIBUTE = "data-lines"
TAB = "tab"
"""The class of what stands for a tab: spaces before it in a line are not stretched."""

_PX_PER_PT = 96 / 72
_SPACE = " "


class Told(NamedTuple):
    """What is told of a line, pt: how much stands above its baseline, how high it is, and how
    much wider each space is (after its last tab)."""

    above: float
    height: float
    stretch: float = 0.0


def lines_attribute(lines: Iterable[Told]) -> str:
    """The attribute of a block whose content are these lines, with a line feed between each."""
    told = ";".join(
        f"{above:.3f} {height:.3f}" + (f" {stretch:.4f}" if stretch else "")
        for above, height, stretch in lines
    )
    return f'{ATTRIBUTE}="{told}"'


def take_set_lines() -> None:
    """Teach WeasyPrint what `lines_attribute` tells; once in a process."""
    block.iter_line_boxes = _given(block.iter_line_boxes)
    draw_set_text()
    for side in ("top", "right", "bottom", "left"):  # of text that nobody says otherwise of
        for name in (f"margin_{side}", f"padding_{side}", f"border_{side}_width"):
            setattr(boxes.TextBox, name, 0)


def _given(lay_out: Callable[..., Any]) -> Callable[..., Any]:
    def lines(
        context: Any, box: Any, y: float, bottom: float, skip: Any, around: Any, *others: Any
    ) -> Any:
        told = box.element.get(ATTRIBUTE) if box.element is not None else None
        if told is None:
            return lay_out(context, box, y, bottom, skip, around, *others)
        return _set(context, box, y, skip, around, told.split(";"))

    return lines


def _set(
    context: Any, box: Any, y: float, skip: Any, around: Any, told: list[str]
) -> Iterator[tuple[Any, Any]]:
    """The line boxes of a block from the line on that `skip` says, each with where to go on."""
    resolve_percentages(box, around)
    first = next(iter(skip)) if skip else 0
    indent = box.style["text_indent"].value
    align = box.style["text_align_all"]
    for number, parts in enumerate(_divided(box.children, first), first):
        line = _Line(_read(told[number]), context)
        children = line.place(parts, 0.0 if number else indent)
        line.leave_last_space(children)
        made = box.copy_with_children(children)
        made.width, made.height = line.x, line.told.height
        made.margin_top = made.margin_bottom = 0
        made.baseline = line.told.above
        made.position_x, made.position_y = around.content_box_x(), y
        room = around.width
        if context.excluded_shapes:
            made.position_x, made.position_y, room = avoid_collisions(
                context, made, around, outer=False
            )
        free = max(0.0, room - line.x)
        made.position_x += {"center": free / 2, "right": free}.get(align, 0.0)
        for child in children:
            child.translate(made.position_x, made.position_y)
        y = made.position_y + made.height
        yield made, {number + 1: None} if number + 1 < len(told) else None


def _read(told: str) -> Told:
    return Told(*[float(number) * _PX_PER_PT for number in told.split()])


@dataclass
class _Part:
    """A box of a line: of text, or one that has parts itself; `rise` is in px."""

    box: Any
    text: str
    parts: list[_Part]
    rise: float


def _divided(children: Iterable[Any], first: int) -> Iterator[list[_Part]]:
    """What stands in each line from `first` on: line feeds stand between the lines, and in no box
    inside them. Only as many lines are looked at as find room on the page."""
    number = 0
    line: list[_Part] = []
    for child in children:
        if isinstance(child, boxes.TextBox):
            texts = child.text.split("\n")
            passed = min(max(first - number, 0), len(texts) - 1)
            number += passed
            for n, text in enumerate(texts[passed:]):
                if n:
                    yield line
                    number, line = number + 1, []
                if text and number >= first and child.style["font_size"]:
                    line.append(_Part(child, text, [], 0.0))
        elif number >= first:
            line.extend(_inside(child, 0.0))
    yield line


def _inside(box: Any, rise: float) -> list[_Part]:
    """A box of a line; one that only gives its text a style is left out, with its text in its
    place."""
    if isinstance(box, boxes.TextBox):
        return [_Part(box, box.text, [], rise)] if box.style["font_size"] else []
    raised = box.style["vertical_align"]
    rise += 0.0 if isinstance(raised, str) else raised
    parts = [part for child in box.children for part in _inside(child, rise)]
    return parts if _is_only_style(box) else [_Part(box, "", parts, rise)]


def _is_only_style(box: Any) -> bool:
    element = box.element
    return (
        element.tag == "span"
        and box.element_tag == "span"
        and box.footnote is None
        and bool(box.children)
        and element.keys() in ([], ["class"])
        and box.style["background_color"] == "transparent"
    )


class _Line:
    """A line while its boxes are placed; `x` is how far it reaches, px."""

    def __init__(self, told: Told, context: Any) -> None:
        self.told, self._context = told, context
        self.x = 0.0

    def place(self, parts: list[_Part], x: float) -> list[Any]:
        self.x = x
        tabs = [n for n, part in enumerate(parts) if _has_tab(part)]
        after = tabs[-1] if tabs else -1
        return [
            self._placed(part, self.told.stretch if number > after else 0.0)
            for number, part in enumerate(parts)
        ]

    def leave_last_space(self, children: list[Any]) -> None:
        """The space between the last word and the next line's is drawn, so that a screen reader
        knows two words (ISO 32000-1, 14.8.2.5), but takes no room."""
        last = children[-1] if children else None
        if isinstance(last, boxes.TextBox) and last.text.endswith(_SPACE):
            stretch = last.justification_spacing
            space = SetText.of(_SPACE, last.style, glyphs_of(last.style), stretch)
            if space is not None:
                self.x -= space.width

    def _placed(self, part: _Part, stretch: float) -> Any:
        return self._text(part, stretch) if part.text else self._box(part, stretch)

    def _text(self, part: _Part, stretch: float) -> Any:
        box = part.box.copy_with_text(part.text)
        known = glyphs_of(box.style)
        spaces = part.text.count(_SPACE)
        set_text = SetText.of(part.text, box.style, known, stretch)
        if set_text is None:
            box.pango_layout, *_, width, _, _ = split_first_line(
                part.text, box.style, self._context, None, stretch
            )
            width = width * known.scale + stretch * spaces
            box.letter_scale = known.scale
        else:
            box.pango_layout, width = set_text, set_text.width
        box.justification_spacing = stretch
        box.width, box.height, box.baseline = width, known.height, known.baseline
        box.position_x = self.x
        box.position_y = self.told.above - part.rise - known.baseline
        self.x += width
        return box

    def _box(self, part: _Part, stretch: float) -> Any:
        start = self.x
        box = part.box.copy_with_children([self._placed(each, stretch) for each in part.parts])
        resolve_percentages(box, (0, 0))
        _adjust_line_height(box)
        box.width = self.x - start
        box.position_x = start
        box.position_y = self.told.above - part.rise - box.baseline
        return box


def _has_tab(part: _Part) -> bool:
    classes = part.box.element.get("class") or ""
    return TAB in classes.split() or any(_has_tab(each) for each in part.parts)
