"""Laid out boxes as structure elements.

What goes over lines, columns or pages is one element: the parts of an HTML element are joined.
Boxes that only set the page (groups, columns, tables of layout, spans of looks) are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.anchors import rectangle_aabb
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from workflow.render.set_text import SetText
from workflow.render.tag_tree import Held, Mark, Tag

TITLE = "T"
"""The entry of a heading that says its words."""

LABEL, LEADER, CONTENTS = "label", "leader", "contents"
"""What the attribute `data-tag` of HTML says: the number of a paragraph, what fills a tab, a line
of a table of contents."""

HEADING, NUMBER = "H", "Number"
"""Elements that are not named finally: a heading without its level, the number of a paragraph."""

_PT_PER_PX = 0.75
_KINDS = {"p": "P", "a": "Link", "table": "Table", "thead": "THead", "tbody": "TBody",
          "tr": "TR", "th": "TH", "td": "TD", "input": "Form",
          **{f"h{level}": HEADING for level in range(1, 7)}}  # fmt: skip
_CLASSES = {"note": "Note", "endnote": "Note", "note-paragraph": "P"}
_AROUND_LINKS = {"call": "Reference", "mark": "Lbl"}
_PARTED = {"Link": "href", "Span": "data-lang"}
"""Of what each line has a part, the attribute that tells whether the next one goes on."""
_BLOCKS = ("P", HEADING)
_OF_BLOCKS = ("Document", "Note", "TH", "TD")  # what holds blocks only
_BLANK = " \N{ZERO WIDTH SPACE}"  # which WeasyPrint puts where spaces are wider than they are
_ENDS = " -\N{SOFT HYPHEN}\N{HYPHEN}"  # of lines that end with a space, or within a word
_MARGINS = {"top": "Header", "bottom": "Footer"}


@dataclass
class Reading:
    """What is read of the pages.

    `artifacts` are the marks that are not: with "Header" or "Footer" where they repeat on the pages
    (ISO 32000-1, 14.8.2.2), or "". `calls` are the paragraphs that call a note, by its HTML.
    """

    root: Tag = field(default_factory=lambda: Tag("Document"))
    artifacts: dict[Mark, str] = field(default_factory=dict)
    calls: dict[Element, Tag] = field(default_factory=dict)


def read_boxes(pages: list[Any], marks: list[dict[Any, Any]]) -> Reading:
    """
    Parameters:
        pages: WeasyPrint's, laid out.
        marks: what it has marked on each of them, by box.
    """
    reader = _Reader()
    for number, (page, marked) in enumerate(zip(pages, marks, strict=True)):
        reader.page(number, page, marked)
    return reader.reading


class _Reader:
    def __init__(self) -> None:
        self.reading = Reading()
        self._made: dict[Element, Tag] = {}
        self._heads: set[Element] = set()
        self._open: set[Element] = set()
        self._block: Tag | None = None
        self._artifact: str | None = None
        self._line = self.reading.root
        self._end: tuple[Tag, Any] | None = None  # the text read last in it, and of which element
        self._blank: Tag | Mark | Held | None = None  # that text, if it is a space
        self._number, self._height = 0, 0.0
        self._marks: dict[Any, Any] = {}

    def page(self, number: int, page: Any, marks: dict[Any, Any]) -> None:
        self._number, self._height, self._marks = number, page.height, marks
        self._box(page._page_box, self.reading.root, None)

    def _box(self, box: Any, into: Tag, matrix: Any) -> None:
        box = box._box if isinstance(box, AbsolutePlaceholder) else box
        if box.transformation_matrix:
            moved = box.transformation_matrix
            matrix = moved @ matrix if matrix else moved
        if isinstance(box, boxes.TextBox):
            self._text(box, into)
        elif isinstance(box, boxes.ReplacedBox):
            self._figure(box, into, matrix)
        elif isinstance(box, boxes.ParentBox):
            if box.footnote is not None and self._block is not None:
                self.reading.calls[box.footnote.element] = self._block
            with self._inside(box, into) as tag:
                for child in box.children:
                    self._box(child, tag, matrix)

    def _text(self, box: Any, into: Tag) -> None:
        last = into.kids[-1] if into.kids else None
        if isinstance(last, Tag) and last.kind == NUMBER and not box.text.strip(_BLANK):
            into = last  # the space after a number is a part of it
        self._mark(box, into, read=bool(into.kids or box.text.strip()))
        if self._artifact is None and into.kids:
            self._end = into, box
            if self._block is not None and self._block.kind == HEADING and not _calls(into):
                self._block.entries[TITLE] = self._block.entries.get(TITLE, "") + box.text
            self._blank = None if box.text.strip() else into.kids[-1]

    def _begin_line(self, line: Tag) -> None:
        """Lines that WeasyPrint fills end without the space between two words, which a screen
        reader needs (ISO 32000-1, 14.8.2.5)."""
        if self._end is not None and self._line is line:
            holder, box = self._end
            mark, filled = holder.kids[-1], not isinstance(box.pango_layout, SetText)
            if filled and box.text[-1] not in _ENDS and isinstance(mark, Mark):
                said = {"ActualText": f"{box.text} "}
                holder.kids[-1] = Tag("Span", kids=[mark], entries=said)
        self._line, self._end = line, None

    def _mark(self, box: Any, into: Tag, *, read: bool = True) -> None:
        mark = Mark(self._number, self._marks.pop(box)["mcid"])
        if self._artifact is None and read:
            into.kids.append(mark)
        else:
            self.reading.artifacts[mark] = self._artifact or ""

    def _figure(self, box: Any, into: Tag, matrix: Any) -> None:
        if self._artifact is not None:
            self._mark(box, into)
            return
        place = box.content_box_x(), box.content_box_y(), box.width, box.height
        left, top, right, bottom = rectangle_aabb(matrix, *place)
        sides = (left, self._height - bottom, right, self._height - top)
        figure = Tag("Figure", box.element)
        figure.entries["Alt"] = box.element.get("alt")
        figure.attributes = {"O": "/Layout", "BBox": [round(s * _PT_PER_PX, 3) for s in sides]}
        self._mark(box, figure)
        self._paragraph(box, into).kids.append(figure)

    @contextmanager
    def _inside(self, box: Any, into: Tag) -> Iterator[Tag]:
        """The element that what stands in a box belongs to."""
        element, block, artifact = box.element, self._block, self._artifact
        tag = into
        if isinstance(box, boxes.MarginBox):
            self._artifact = _MARGINS.get(box.at_keyword.removeprefix("@").partition("-")[0], "")
        elif isinstance(box, boxes.LineBox):
            tag = self._paragraph(box, into)
            if tag.kind != NUMBER:  # that stands in a box of its own, in a line
                self._begin_line(tag)
        first = element is not None and element not in self._open
        if first:  # boxes in it that go by the same element are parts of it
            self._open.add(element)
            tag = self._tag(box, tag)
        if tag.kind in _BLOCKS:
            self._block = tag
        yield tag
        if first:
            self._open.discard(element)
        self._block, self._artifact = block, artifact

    def _tag(self, box: Any, into: Tag) -> Tag:
        """The element of a box that is the first one of its HTML element here."""
        element = box.element
        if getattr(box, "is_header", False):
            if element in self._heads:
                self._artifact = self._artifact or ""
            self._heads.add(element)
        if element.get("data-tag") == LEADER:
            self._artifact = self._artifact or ""
        kind = _kind_of(element)
        if self._artifact is not None:
            return self._annotated(box, kind, into)
        if element in self._made:
            tag = self._made[element]
        elif kind:
            tag = self._made[element] = self._added(box, kind, into)
        else:
            return into
        if language := element.get("data-lang"):
            tag.entries["Lang"] = language
        self._hold(box, tag)
        return tag

    def _added(self, box: Any, kind: str, into: Tag) -> Tag:
        """A new element in its place, or the one before if that goes on in the box."""
        if kind in ("Form", "Link"):
            into = self._paragraph(box, into)
        if kind == "Form":  # what WeasyPrint draws in it gives way to the field's own appearance
            self._artifact = ""
        if kind in _PARTED and (before := self._before(kind, box.element, into)):
            return before
        if kind == "Link":
            for around in (_AROUND_LINKS[c] for c in _classes(box.element) if c in _AROUND_LINKS):
                into = _put(Tag(around), into)
        tag = _put(Tag(kind, box.element), into)
        if kind == "P":
            tag.indent = box.margin_left
        if kind == HEADING:
            top = self._height - box.position_y
            tag.place = self._number, box.position_x * _PT_PER_PX, top * _PT_PER_PX
        if kind in ("TH", "TD"):
            spans = {"ColSpan": box.colspan, "RowSpan": box.rowspan}
            tag.attributes = {name: count for name, count in spans.items() if count != 1}
            if kind == "TH":
                tag.attributes["Scope"] = "/Column"
        if kind == "Table" and (words := box.element.get("summary")):
            tag.attributes["Summary"] = words
        return tag

    def _before(self, kind: str, element: Element, into: Tag) -> Tag | None:
        """The link, or the stretch in a language, that goes on in an HTML element, over the space
        at the end of a line; None for none."""
        blank = bool(into.kids) and into.kids[-1] is self._blank
        last = into.kids[-1 - blank] if len(into.kids) > blank else None
        if not isinstance(last, Tag) or last.kind != kind:
            return None
        if last.said(_PARTED[kind]) != element.get(_PARTED[kind]):
            return None
        if blank:
            last.kids.append(into.kids.pop())
        return last

    def _annotated(self, box: Any, kind: str, into: Tag) -> Tag:
        """A link or field of a header is read, though nothing else there is: whoever cannot see
        it must find it (ISO 14289-1, 7.18.1)."""
        if kind not in ("Link", "Form") or not (box.link_annotation or box.widget_annotation):
            return into
        tag = _put(Tag(kind, box.element), _put(Tag("P"), self.reading.root))
        self._artifact = None if kind == "Link" else ""
        self._hold(box, tag)
        return tag

    def _hold(self, box: Any, tag: Tag) -> None:
        annotation = {"Link": box.link_annotation, "Form": box.widget_annotation}.get(tag.kind)
        if annotation:
            tag.kids.append(Held(self._number, annotation))

    def _paragraph(self, box: Any, into: Tag) -> Tag:
        """What stands in a line is part of a paragraph, in HTML that has none as well."""
        if into.kind not in _OF_BLOCKS or self._artifact is not None:
            return into
        last = into.kids[-1] if into.kids else None
        if isinstance(last, Tag) and last.kind == "P" and last.element is box.element:
            return last
        return _put(Tag("P", box.element), into)


def _put(tag: Tag, into: Tag) -> Tag:
    into.kids.append(tag)
    return tag


def _calls(tag: Tag) -> bool:
    """Whether an element calls a note."""
    return tag.element is not None and "call" in _classes(tag.element)


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def _kind_of(element: Element) -> str:
    """Which structure element an HTML element is; "" for none."""
    if element.get("data-tag") == LABEL:
        return NUMBER
    by_class = (_CLASSES[name] for name in _classes(element) if name in _CLASSES)
    looks = "Span" if "data-lang" in element.attrib else ""
    return _KINDS.get(element.tag) or next(by_class, looks)
