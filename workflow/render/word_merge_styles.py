"""The styles of a Word passage in the file that takes it in: copied under names of their own, with
all that they are based on, so that none of that file's styles means something else to it."""

from __future__ import annotations

import copy
import re

from lxml import etree

from workflow.model.errors import Problem, UnsupportedFeatures
from workflow.model.messages import N_, message
from workflow.render.ooxml import Element, Package, elements, value, w
from workflow.render.word_merge_defaults import Defaults, put_defaults, stand_alone
from workflow.render.word_merge_theme import Theme

_REFERENCES = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
_HEADING = re.compile(r"^heading ([1-9])$", re.IGNORECASE)
_TEXT_PROPERTIES = (w("pPr"), w("rPr"))


class StyleSheet:
    """The `styles.xml` of the file that takes passages in.

    Its defaults become those of the first passage: what a table style says counts more than
    defaults, and less than a paragraph style, so nothing else can take their place there.
    """

    def __init__(self, root: Element, theme: Theme) -> None:
        self.root, self._theme = root, theme
        self.defaults, self._taken = Defaults(root, theme), False

    def adopt(self, own: Defaults) -> None:
        """Make the defaults of a passage those of the file, unless another passage came first."""
        if not self._taken and not own.same_as(self.defaults):
            for style in self.root.findall(w("style")):
                if value(style, "type") == "paragraph" and style.find(w("basedOn")) is None:
                    self._theme.resolve(style)
                    stand_alone(style, self.defaults, own)
            put_defaults(self.root, own)
            self.defaults = own
        self._taken = True


class MergedStyles:
    """Takes the styles of one passage into a file as they are asked for.

    Parameters:
        prefix: begins the ids and names of the copies, such as `W1`.
    """

    def __init__(self, sheet: StyleSheet, source: Package, theme: Theme, prefix: str) -> None:
        self._sheet, self._prefix, self._theme = sheet, prefix, theme
        self._file = source.file
        found = source.part("word/styles.xml")
        root = found if found is not None else etree.Element(w("styles"))
        self._styles = {value(s, "styleId") or "": s for s in root.findall(w("style"))}
        self._own, self._ids = Defaults(root, theme), dict[str, str]()
        self._usual = {
            value(s, "type"): id for id, s in self._styles.items()
            if value(s, "default") in ("1", "true", "on")
        }  # fmt: skip
        self.taken: list[Element] = []
        sheet.adopt(self._own)

    def known(self, id: str) -> str:
        """The id of the copy of a style that was taken in; "" of any other."""
        return self._ids.get(id, "")

    def numbering_of(self, id: str) -> str:
        """The `numId` that a list style names; "" where it names none."""
        style = self._styles.get(id)
        found = style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}") if style is not None else None
        return (value(found) or "") if found is not None else ""

    def apply(self, root: Element) -> None:
        """Give everything in an element the copies of its styles, those too that it has without
        naming them."""
        for paragraph in root.iter(w("p")):
            self._name_usual(paragraph, "pPr", "pStyle", "paragraph")
        for table in root.iter(w("tbl")):
            self._name_usual(table, "tblPr", "tblStyle", "table")
        for name in _REFERENCES:
            for reference in list(root.iter(w(name))):
                new = self.take(value(reference) or "")
                if new:
                    reference.set(w("val"), new)
                else:
                    reference.getparent().remove(reference)  # type: ignore[union-attr]

    def take(self, id: str) -> str:
        """The id of the copy of a style; "" where the file has no such style."""
        if id in self._ids:
            return self._ids[id]
        if id not in self._styles:
            return ""
        style = copy.deepcopy(self._styles[id])
        self._ids[id] = new = f"{self._prefix}{re.sub(r'[^A-Za-z0-9]', '', id)}{len(self._ids)}"
        name = self._rename(style, new)
        _keep_level(style, name)
        self._theme.resolve(style)
        self._relate(style)
        if style.find(w("basedOn")) is None and value(style, "type") == "paragraph":
            stand_alone(style, self._own, self._sheet.defaults)
        self._sheet.root.append(style)
        self.taken.append(style)
        return new

    def _rename(self, style: Element, new: str) -> str:
        """The style's old name; its new one cannot be that of another, nor one of Word's own."""
        style.set(w("styleId"), new)
        style.set(w("customStyle"), "1")
        if w("default") in style.attrib:
            del style.attrib[w("default")]
        name = style.find(w("name"))
        old = (value(name) or "") if name is not None else ""
        if name is not None:
            name.set(w("val"), f"{self._prefix} {old}")
        for unwanted in ("aliases", "link", "next", "rsid", "autoRedefine", "qFormat"):
            for element in style.findall(w(unwanted)):
                style.remove(element)
        return old

    def _relate(self, style: Element) -> None:
        """The style that it is based on comes too."""
        based = style.find(w("basedOn"))
        if based is not None:
            if new := self.take(value(based) or ""):
                based.set(w("val"), new)
            else:
                style.remove(based)
        if value(style, "type") == "table" and not self._own.same_as(self._sheet.defaults):
            self._check_table(style)

    def _check_table(self, style: Element) -> None:
        """Under other defaults the words of a table cannot keep what its style says of them."""
        if any(e.tag in _TEXT_PROPERTIES and len(e) for e in style.iter(etree.Element)):
            sentence = N_(
                "a table style that sets text, in the second of two Word files with other "
                "defaults: put both texts into one Word file"
            )
            raise UnsupportedFeatures(file=self._file, problems=[Problem("", message(sentence))])

    def _name_usual(self, element: Element, properties: str, name: str, kind: str) -> None:
        usual = self._usual.get(kind)
        found = element.find(w(properties))
        if usual is None or (found is not None and found.find(w(name)) is not None):
            return
        if kind == "table" and _is_plain_table(self._styles[usual]):
            return
        if found is None:
            found = etree.Element(w(properties))
            element.insert(0, found)
        reference = etree.Element(w(name))
        reference.set(w("val"), usual)
        found.insert(0, reference)


def _keep_level(style: Element, name: str) -> None:
    """A heading of Word's own is one by its name, which the copy cannot keep."""
    if not (match := _HEADING.match(name)):
        return
    properties = style.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        run = style.find(w("rPr"))
        style.append(properties) if run is None else run.addprevious(properties)
    if properties.find(w("outlineLvl")) is None:
        level = etree.SubElement(properties, w("outlineLvl"))
        level.set(w("val"), str(int(match[1]) - 1))


def _is_plain_table(style: Element) -> bool:
    """Word's own Normal Table: nothing but cell margins of 5.4 pt left and right."""
    properties = style.find(w("tblPr"))
    margins = properties.find(w("tblCellMar")) if properties is not None else None
    found = elements(margins) if margins is not None else ()
    sides = {etree.QName(margin).localname: value(margin, "w") for margin in found}
    usual = {"top": "0", "left": "108", "bottom": "0", "right": "108"}
    rest = [e for e in style.iter(w("rPr"), w("tblBorders"), w("shd")) if len(e)]
    return sides in (usual, {}) and not rest
