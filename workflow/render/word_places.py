"""How a Word file marks the places of what comes after approval.

Our templates use bookmarks. A content control with a tag is as good in Word, but LibreOffice 7.4
drops the tag, and loses a bookmark inside a control when it saves for the second time.
"""

from __future__ import annotations

from lxml import etree

from workflow.model.places import is_place
from workflow.render.ooxml import Element, Package, value, w

PLACES = ("number", "date", "signature", "seal")
TAG_PREFIX = "vanban."
BOOKMARK_PREFIX = "vanban_"  # Word's bookmarks take no points


def place_of(control: Element) -> str:
    """The place that a content control marks; "" where it marks none."""
    properties = control.find(w("sdtPr"))
    tag = properties.find(w("tag")) if properties is not None else None
    name = (value(tag) or "") if tag is not None else ""
    return name.removeprefix(TAG_PREFIX) if name.startswith(TAG_PREFIX) else ""


def controls_for_bookmarks(body: Element) -> None:
    """Put a content control in the place of every bookmark that marks a place by itself."""
    for start in list(body.iter(w("bookmarkStart"))):
        name = value(start, "name") or ""
        if not name.startswith(BOOKMARK_PREFIX) or _is_controlled(start):
            continue
        inside = _until_end(start)
        control = etree.Element(w("sdt"))
        properties = etree.SubElement(control, w("sdtPr"))
        tag = etree.SubElement(properties, w("tag"))
        tag.set(w("val"), TAG_PREFIX + name.removeprefix(BOOKMARK_PREFIX))
        content = etree.SubElement(control, w("sdtContent"))
        start.addnext(control)
        content.extend(inside)


def places_in(data: bytes, file: str) -> tuple[str, ...]:
    """The places that a Word file marks.

    Raises:
        TemplateBroken: it is not a readable Word file.
    """
    document = Package(data, file).part("word/document.xml")
    if document is None:
        return ()
    controls_for_bookmarks(document)
    found = (place_of(control) for control in document.iter(w("sdt")))
    return tuple(name for name in found if is_place(name))


def _is_controlled(element: Element) -> bool:
    return any(
        ancestor.tag == w("sdt") and place_of(ancestor) for ancestor in element.iterancestors()
    )


def _until_end(start: Element) -> list[Element]:
    """What stands between a bookmark's start and its end in the same paragraph, without the ends
    of other bookmarks: LibreOffice begins a neighbour before it ends this one."""
    inside: list[Element] = []
    for element in start.itersiblings():
        if element.tag == w("bookmarkEnd") and value(element, "id") == value(start, "id"):
            return inside
        if element.tag not in (w("bookmarkStart"), w("bookmarkEnd")):
            inside.append(element)
    return []
