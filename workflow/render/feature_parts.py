"""The parts of a Word file: which are printed, which never are, and what of styles is used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflow.model.messages import N_
from workflow.render.drawing_values import local
from workflow.render.ooxml import Element, Package, elements, relation, value, w

_MAIN = "word/document.xml"
_STYLED = tuple(map(w, ("pStyle", "rStyle", "tblStyle", "basedOn", "link", "numStyleLink")))
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


def printed_elements(package: Package) -> Iterator[Element]:
    """What is printed, or says how: the insides of the document and of what it calls, the
    settings, and the styles and lists that are used.

    Raises:
        TemplateBroken: a part is damaged, or called and not there.
    """
    roots = list(_printed(package))
    styles, lists = _used_styles(package, roots)
    for root in roots:
        yield from elements(root)
    yield from _of_styles(package, styles)
    yield from _of_lists(package, lists)


def unprinted(name: str) -> str | None:
    """What a part is that is never printed; "" for one that nobody knows, None for one that is
    printed or refused as a whole (macros, charts …)."""
    if name.endswith("/") or _PRINTED.fullmatch(name) or _FOREIGN.fullmatch(name):
        return None
    return next((words for form, words in _UNPRINTED if re.fullmatch(form, name)), "")


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


def _of_styles(package: Package, styles: list[Element]) -> Iterator[Element]:
    part = package.part("word/styles.xml")
    for element in elements(part) if part is not None else ():
        if element.tag != w("style") or element in styles:
            yield element


def _of_lists(package: Package, lists: set[str]) -> Iterator[Element]:
    part = package.part("word/numbering.xml")
    if part is None:
        return
    numbers = [n for n in part.findall(w("num")) if value(n, "numId") in lists]
    abstract = {value(a) for number in numbers for a in number.findall(w("abstractNumId"))}
    for element in part.findall(w("abstractNum")):
        if value(element, "abstractNumId") in abstract:
            yield element
    yield from numbers
