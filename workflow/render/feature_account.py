"""Every element of a Word file accounted for: which feature it belongs to, and where it stands.

What is printed is looked at: the document, the headers, footers and notes that it calls, and of
styles and lists those that are used. Parts that are never printed are named as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from workflow.model.errors import Problem
from workflow.model.messages import N_, Message, message
from workflow.render.drawing_features import HARMLESS_DRAWING, UNSEEN
from workflow.render.drawing_values import local
from workflow.render.feature_index import feature_of, is_neutral, is_open, refused_value
from workflow.render.feature_list import CARRIED, HARMLESS, REFUSED
from workflow.render.ooxml import Element, Package, W, elements, relation, value, w
from workflow.render.refusals import first_words
from workflow.render.word_features import named

_MAIN = "word/document.xml"
_DRAWINGS = (w("drawing"), w("pict"))
_STYLED = tuple(map(w, ("pStyle", "rStyle", "tblStyle", "basedOn", "link", "numStyleLink")))
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_DRAWN = N_("pictures, drawn lines and text boxes")
_KEPT = N_("names, locks and settings of drawings")
_OFF = N_("{feature} (switched off)")
_EXTENSION = N_("an extension of a later Word, which others may leave out")
_UNPRINTED = (
    (r"\[Content_Types\]\.xml|(.*/)?_rels/.*\.rels", N_("the list of the file's parts")),
    (r"docProps/.*", N_("properties of the file, and its preview")),
    (r"customXml/.*", N_("data that is kept beside the text")),
    (r"word/(webSettings|fontTable|people|stylesWithEffects)\.xml",
     N_("settings that nothing printed depends on")),
    (r"word/glossary/.*", N_("building blocks of the editor")),
    (r"word/comments\w*\.xml|word/(documentTasks|tasks)/.*", N_("comments")),
    (r"word/printerSettings/.*|word/fonts/.*|word/(customizations|attachedToolbars)\..*",
     N_("settings of printers and of the editor, and fonts that are not used")),
    (r"docMetadata/.*|userCustomization/.*|_xmlsignatures/.*|package/.*|META-INF/.*",
     N_("labels and signatures of the file itself")),
)  # fmt: skip
_PRINTED = re.compile(
    r"word/(document|styles|settings|numbering|footnotes|endnotes|header\w*|footer\w*)\.xml"
    r"|word/(theme/)?theme\d*\.xml|word/theme/_rels/.*|word/media/.*|media/.*"
)
_FOREIGN = re.compile(r".*(vbaProject\.bin|vbaData\.xml|embeddings/|charts/|diagrams/|activeX/).*")


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
    roots = list(_printed(package))
    styles, lists = _used_styles(package, roots)
    for root in roots:
        yield from _inside(root)
    yield from _of_styles(package, styles)
    yield from _of_lists(package, lists)


def listed_refusals(package: Package) -> Iterator[Problem]:
    """What of a file the list itself refuses, whoever reads it."""
    for use in uses(package):
        if use.refusal is not None:
            yield Problem(use.place, use.refusal)


def _part(name: str) -> Iterator[Use]:
    """A part that is never printed, or that nobody knows."""
    if name.endswith("/") or _PRINTED.fullmatch(name) or _FOREIGN.fullmatch(name):
        return
    for form, words in _UNPRINTED:
        if re.fullmatch(form, name):
            yield Use(message(words), HARMLESS, name)
            return
    unknown = message(N_("a part of the file that nobody knows ({name})"), name=name)
    yield Use(unknown, REFUSED, name, None, unknown)


def _printed(package: Package) -> Iterator[Element]:
    """The document, what it calls, and the settings."""
    document = package.part(_MAIN)
    if document is None:
        return
    yield document
    called = list(document.iter(w("headerReference"), w("footerReference")))
    names = [package.related(relation(reference), reference) for reference in called]
    notes = [f"word/{kind}s.xml" for kind in ("footnote", "endnote")
             if next(document.iter(w(f"{kind}Reference")), None) is not None]  # fmt: skip
    for name in dict.fromkeys((*names, *notes, "word/settings.xml")):
        if (root := package.part(name)) is not None:
            yield root


def _used_styles(package: Package, roots: list[Element]) -> tuple[list[Element], set[str]]:
    """The styles that something printed is in, and the numbers of the lists."""
    part = package.part("word/styles.xml")
    known = {value(s, "styleId"): s for s in part.findall(w("style"))} if part is not None else {}
    waiting = [value(s, "styleId") for s in known.values() if value(s, "default")]
    lists: set[str] = set()
    for root in roots:
        waiting += [value(element) for element in root.iter(*_STYLED)]
        lists |= {value(number) or "" for number in root.iter(w("numId"))}
    used: dict[str | None, Element] = {}
    while waiting:
        name = waiting.pop()
        if name in used or name not in known:
            continue
        used[name] = known[name]
        waiting += [value(e) for e in known[name].iter(*_STYLED) if local(e) != "link"]
        lists |= {value(number) or "" for number in known[name].iter(w("numId"))}
    return list(used.values()), lists


def _of_styles(package: Package, styles: list[Element]) -> Iterator[Use]:
    part = package.part("word/styles.xml")
    for element in elements(part) if part is not None else ():
        if element.tag != w("style") or element in styles:
            yield from _element(element)


def _of_lists(package: Package, lists: set[str]) -> Iterator[Use]:
    part = package.part("word/numbering.xml")
    if part is None:
        return
    numbers = [n for n in part.findall(w("num")) if value(n, "numId") in lists]
    abstract = {value(a) for number in numbers for a in number.findall(w("abstractNumId"))}
    for element in part.findall(w("abstractNum")):
        if value(element, "abstractNumId") in abstract:
            yield from _element(element)
    for number in numbers:
        yield from _element(number)


def _inside(root: Element) -> Iterator[Use]:
    for element in elements(root):
        yield from _element(element)


def _element(element: Element) -> Iterator[Use]:
    """The uses of an element and of what it holds."""
    waiting = [element]
    while waiting:
        each = waiting.pop()
        if each.tag in _DRAWINGS:
            yield from _drawing(each)
            waiting.extend(each.iter(w("txbxContent")))
            continue
        yield from (found := list(_one(each)))
        if is_open(each) and not any(use.refusal for use in found):
            waiting.extend(reversed(list(elements(each))))


def _one(element: Element) -> Iterator[Use]:
    tag = etree.QName(element)
    if tag.namespace != W:
        yield _foreign(element)
        return
    feature, name = feature_of(element), f"w:{tag.localname}"
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
        if local(part) == "txbxContent":
            continue
        name = f"{part.prefix or '?'}:{local(part)}"
        if local(part) in HARMLESS_DRAWING:
            yield Use(message(_KEPT), HARMLESS, name, part)
        else:
            yield Use(message(_DRAWN), CARRIED, name, part)
        if local(part) not in UNSEEN:
            waiting.extend(elements(part))


def _place(element: Element) -> str:
    """The words of the paragraph or table that an element stands in, or the name of its part."""
    holder = next(element.iterancestors(w("p"), w("tbl")), None)
    words = first_words(holder) if holder is not None else ""
    part = element.getroottree().docinfo.URL or _MAIN
    return words or ("" if part == _MAIN else part.removeprefix("word/"))
