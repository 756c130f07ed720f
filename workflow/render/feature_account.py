"""Every element of a Word file accounted for: which feature it belongs to, and where it stands.

What is printed is looked at: the document, the headers, footers and notes that it calls, and of
styles and lists those that are used. Parts that are never printed are named as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from workflow.model.errors import Problem
from workflow.model.messages import N_, Message, message
from workflow.render.drawing_features import HARMLESS_DRAWING, UNSEEN
from workflow.render.drawing_values import local
from workflow.render.feature_index import (
    feature_of,
    is_fine,
    is_neutral,
    is_open,
    refused_value,
)
from workflow.render.feature_list import CARRIED, HARMLESS, REFUSED
from workflow.render.feature_parts import printed_elements, unprinted
from workflow.render.ooxml import Element, Package, W, elements, w
from workflow.render.refusals import words_near
from workflow.render.word_features import named

_MAIN = "word/document.xml"
_WORD = f"{{{W}"
_DRAWINGS = (w("drawing"), w("pict"))
_STYLED = tuple(map(w, ("pStyle", "rStyle", "tblStyle", "basedOn", "link", "numStyleLink")))
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_DRAWN = N_("pictures, drawn lines and text boxes")
_KEPT = N_("names, locks and settings of drawings")
_OFF = N_("{feature} (switched off)")
_EXTENSION = N_("an extension of a later Word, which others may leave out")


@dataclass(frozen=True)
class Use:
    """One use of a feature; `what` names it, `state` is as in `feature_list.py`, `refusal` says why
    it is refused. `name` is that of the element or part."""

    what: Message
    state: str
    name: str
    element: Element | None = field(default=None, repr=False)
    refusal: Message | None = None

    @property
    def place(self) -> str:
        """The words of the paragraph that it stands in, or the name of the part."""
        return _place(self.element) if self.element is not None else ""


def uses(package: Package) -> Iterator[Use]:
    """Every feature that a Word file uses, in the order of its parts, once for each element.

    Raises:
        TemplateBroken: a part is damaged.
        ValueError: a number in it is none.
    """
    for name in package.names():
        yield from _part(name)
    for element in printed_elements(package):
        yield from _element(element)


def listed_refusals(package: Package) -> Iterator[Problem]:
    """What of a file the list itself refuses, whoever reads it: what `uses` calls refused, found
    without naming all the rest.

    Raises:
        TemplateBroken: a part is damaged.
    """
    found = [use for name in package.names() for use in _part(name)]
    for top in printed_elements(package):
        for element in top.iter(etree.Element):
            if not is_fine(element) and not _is_hidden(element):
                found += _one(element)
    for use in found:
        if use.refusal is not None:
            yield Problem(use.place, use.refusal)


def _part(name: str) -> Iterator[Use]:
    """A part that is never printed, or that nobody knows."""
    words = unprinted(name)
    if words:
        yield Use(message(words), HARMLESS, name)
    elif words is not None:
        unknown = message(N_("a part of the file that nobody knows ({name})"), name=name)
        yield Use(unknown, REFUSED, name, None, unknown)


def _is_hidden(element: Element) -> bool:
    """Whether an element is told with what it stands in: a drawing, settings of the editor, or
    what is refused as a whole."""
    for holder in element.iterancestors(etree.Element):
        if holder.tag == w("txbxContent"):
            return False
        if holder.tag in _DRAWINGS or not is_open(holder):
            return True
        if not is_fine(holder) and any(use.refusal for use in _one(holder)):
            return True
    return False


def _element(element: Element) -> Iterator[Use]:
    """The uses of an element and of what it holds."""
    waiting = [element]
    while waiting:
        each = waiting.pop()
        if each.tag in _DRAWINGS:
            yield from _drawing(each)
            waiting.extend(_in_boxes(each))
            continue
        yield from (found := list(_one(each)))
        if is_open(each) and not any(use.refusal for use in found):
            waiting.extend(reversed(list(elements(each))))


def _one(element: Element) -> Iterator[Use]:
    space, _, local_name = str(element.tag).rpartition("}")
    if space != _WORD:
        yield _foreign(element)
        return
    feature, name = feature_of(element), f"w:{local_name}"
    if feature is None or (feature.state == REFUSED and not is_neutral(element)):
        what = message(feature.words) if feature else message(N_("an unknown element"))
        yield Use(what, REFUSED, name, element, named(element))
    elif feature.state == REFUSED:
        yield Use(message(_OFF, feature=message(feature.words)), HARMLESS, name, element)
    elif refusal := refused_value(element):
        yield Use(message(feature.words), REFUSED, name, element, refusal)
    else:
        yield Use(message(feature.words), feature.state, name, element)


def _foreign(element: Element) -> Use:
    """An element of another namespace: an equation, or an extension."""
    tag = etree.QName(element)
    name = f"{element.prefix or '?'}:{tag.localname}"
    if tag.namespace == _MATH and tag.localname != "mathPr":
        return Use(message(N_("an equation")), REFUSED, name, element, named(element))
    if refusal := refused_value(element):
        return Use(message(_EXTENSION), REFUSED, name, element, refusal)
    known = (tag.namespace or "").startswith(
        ("http://schemas.microsoft.com/", "urn:schemas-microsoft-com:",
         "http://schemas.openxmlformats.org/schemaLibrary/")
    ) or tag.localname == "mathPr"  # fmt: skip
    if known:
        return Use(message(_EXTENSION), HARMLESS, name, element)
    return Use(message(N_("an unknown element")), REFUSED, name, element, named(element))


def _drawing(drawing: Element) -> Iterator[Use]:
    """A drawing; `word_drawings.py` refuses what of it is not carried."""
    yield Use(message(_DRAWN), CARRIED, f"w:{local(drawing)}", drawing)
    waiting = list(elements(drawing))
    while waiting:
        part = waiting.pop()
        name = f"{'w' if part.tag.startswith(_WORD) else part.prefix or '?'}:{local(part)}"
        if local(part) == "txbxContent":
            yield Use(message(_DRAWN), CARRIED, name, part)
            continue
        if local(part) in HARMLESS_DRAWING:
            yield Use(message(_KEPT), HARMLESS, name, part)
        else:
            yield Use(message(_DRAWN), CARRIED, name, part)
        if local(part) not in UNSEEN:
            waiting.extend(elements(part))


def _in_boxes(drawing: Element) -> Iterator[Element]:
    """What stands in the text boxes of a drawing; boxes in boxes come with their own drawings."""
    for box in drawing.iter(w("txbxContent")):
        if next(box.iterancestors(*_DRAWINGS)) is drawing:
            yield from elements(box)


def _place(element: Element) -> str:
    """The words of the paragraph or table that an element stands in, or the name of its part."""
    holder = next(element.iterancestors(w("p"), w("tbl")), None)
    words = words_near(holder) if holder is not None else ""
    part = element.getroottree().docinfo.URL or _MAIN
    return words or ("" if part == _MAIN else part.removeprefix("word/"))
