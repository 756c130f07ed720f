"""A part of a Word file made ready to be read: what only wraps something is taken away.

Content controls around rows and cells, custom XML and smart tags hold what stands in a document
without changing it.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from workflow.render.ooxml import Element, W, value, w

_WRAPPERS = ("customXml", "smartTag", "bdo", "dir")
_PROPERTIES = ("customXmlPr", "smartTagPr")
_AROUND = ("tbl", "tr")
_FOLLOWING = etree.XPath("following::w:p[1]", namespaces={"w": W})
_BLOCKS = ("body", "tc", "tbl", "tr", "sdtContent", "hdr", "ftr", "footnote", "endnote",
           "txbxContent")  # fmt: skip


def make_ready(root: Element) -> None:
    """Leave nothing in a part but what is read: paragraphs, tables, controls around them."""
    for wrapper in list(root.iter(*map(w, _WRAPPERS))):
        for name in _PROPERTIES:
            for properties in wrapper.findall(w(name)):
                wrapper.remove(properties)
        _unwrap(wrapper, wrapper)
    for control in list(root.iter(w("sdt"))):
        around, content = control.getparent(), control.find(w("sdtContent"))
        if around is not None and around.tag in map(w, _AROUND) and content is not None:
            _unwrap(control, content)
    for mark in list(root.iter(w("bookmarkStart"))):
        _into_paragraph(mark)


def _unwrap(wrapper: Element, content: Element) -> None:
    """Put what is inside in the place of what is around it."""
    for child in list(content):
        wrapper.addprevious(child)
    around = wrapper.getparent()
    if around is not None:
        around.remove(wrapper)


def _into_paragraph(mark: Element) -> None:
    """A bookmark that begins between paragraphs begins with the next one; Word never counts the
    other end."""
    around = mark.getparent()
    if around is None or around.tag not in map(w, _BLOCKS):
        return
    if any(element.tag in (w("r"), w("hyperlink")) for element in mark.itersiblings()):
        return  # a control in a paragraph
    following = _next_paragraph(mark)
    if following is None:
        return
    properties = following.find(w("pPr"))
    following.insert(0 if properties is None else 1, mark)


def _next_paragraph(mark: Element) -> Element | None:
    found: Any = _FOLLOWING(mark)
    return found[0] if found else None


def bookmark_names(root: Element) -> set[str]:
    """The bookmarks of a part; Word does not tell capital letters in their names from small
    ones."""
    return {(value(mark, "name") or "").casefold() for mark in root.iter(w("bookmarkStart"))}
