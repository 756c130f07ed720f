"""Footnotes stay on the page of their call.

Where only the first line of a paragraph fits above the footnotes, so that the paragraph belongs on
the next page, WeasyPrint 70 rather sends the footnotes of the whole page overleaf, to make room for
a second line (`_linebox_layout`, "first try to report footnotes"). No property forbids it. So the
page is looked at, that paragraph is told to begin the next page, and it is laid out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint import HTML, Document

from workflow.model.errors import FootnoteTooLong
from workflow.render.html_classes import HELD

_SHOWN = 40
_BREAK = "; break-before: page"


def with_footnotes(source: HTML, lay_out: Callable[[], Document]) -> Document:
    """The laid out pages, every footnote on the page that calls it.

    Raises:
        FootnoteTooLong: there is no room for one even on a page of its own paragraph.
    """
    tree = source.etree_element
    document = lay_out()
    while lost := _displaced(document):
        note, page = lost
        block = _first_held(_overleaf(document, tree, note, page), tree)
        if _BREAK in block.get("style", ""):
            raise FootnoteTooLong(text="".join(note.itertext())[:_SHOWN])
        block.set("style", block.get("style", "") + _BREAK)
        document = lay_out()
    return document


def _displaced(document: Document) -> tuple[Element, int] | None:
    """The first footnote that is not on the page of its call, and that page."""
    called: dict[Element, int] = {}
    laid: dict[Element, int] = {}
    for number, page in enumerate(document.pages):
        for box in _boxes(page):
            if box.footnote is not None:
                called[box.footnote.element] = number
            elif type(box).__name__ == "FootnoteAreaBox":
                laid.update((child.element, number) for child in box.children)
    return next(((e, n) for e, n in called.items() if laid.get(e) != n), None)


def _overleaf(document: Document, tree: Element, note: Element, page: int) -> Element:
    """The block that goes on from a page to the next, or that was tried on it and begins the next
    one; without any, that of the footnote's call. A row of a table is a block."""
    parents = {child: parent for parent in tree.iter() for child in parent}
    blocks = set(_blocks(tree))
    calling = note
    while calling not in blocks:
        calling = parents[calling]
    if page + 1 < len(document.pages):
        here = {box.element for box in _boxes(document.pages[page])}
        after = _boxes(document.pages[page + 1])
        there: list[Element] = [box.element for box in after if box.element in blocks]
        begun = [element for element in there if element is not calling]
        if divided := [element for element in there if element in here]:
            return divided[-1]
        if begun and _BREAK not in begun[0].get("style", ""):
            return begun[0]
    return calling


def _first_held(block: Element, tree: Element) -> Element:
    """A block, or the headings before it that must not be left alone."""
    blocks = list(_blocks(tree))
    place = blocks.index(block)
    while place and blocks[place - 1].get(HELD) is not None:
        place -= 1
    return blocks[place]


def _blocks(tree: Element) -> Iterator[Element]:
    """The paragraphs of the text, and the rows of its tables but those that name the columns."""
    body = tree.find("body")
    assert body is not None
    for child in body:
        if "page: section" in child.get("style", ""):
            for block in child:
                yield from _parts(block)
        else:
            yield from _parts(child)


def _parts(block: Element) -> Iterator[Element]:
    """A block, or the rows of a table."""
    if block.tag != "table" and "table" not in block.get("class", "").split():
        yield block
        return
    for group in block:
        if group.tag == "tr" or "row" in group.get("class", "").split():
            yield group
        elif group.tag == "tbody" or "body" in group.get("class", "").split():
            yield from group


def _boxes(page: Any) -> Iterator[Any]:
    """What stands on a page, its margins left out: the header is on every one of them."""
    for child in page._page_box.children:
        if type(child).__name__ != "MarginBox":
            yield child
            yield from child.descendants()
