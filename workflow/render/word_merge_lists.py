"""The numbering of a Word passage in the file that takes it in (ECMA-376 17.9): every list with an
id of its own, so that none goes on from another's numbers."""

from __future__ import annotations

import copy
import hashlib

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.parts.numbering import NumberingPart
from lxml import etree

from workflow.model.errors import Problem, UnsupportedFeatures
from workflow.model.messages import N_, message
from workflow.render.ooxml import Element, Package, value, w
from workflow.render.word_merge_styles import MergedStyles
from workflow.render.word_merge_theme import Theme

_CONTENT_TYPE = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
)  # fmt: skip
_NONE = "0"  # the numId that takes a style's numbering away


class MergedLists:
    """Takes the lists of one passage into a file as they are asked for."""

    def __init__(
        self, document: WordDocument, source: Package, styles: MergedStyles, theme: Theme
    ) -> None:
        self._document, self._styles, self._theme = document, styles, theme
        self._file = source.file
        root = source.part("word/numbering.xml")
        found = root if root is not None else etree.Element(w("numbering"))
        self._nums = {value(n, "numId") or "": n for n in found.findall(w("num"))}
        self._kinds = {value(a, "abstractNumId") or "": a for a in found.findall(w("abstractNum"))}
        self._numbers, self._abstract = dict[str, str](), dict[str, str]()

    def apply(self, root: Element) -> None:
        """Give everything in an element the copies of its lists."""
        for reference in list(root.iter(w("numId"))):
            old = value(reference) or _NONE
            if old != _NONE:
                reference.set(w("val"), self._number(old))

    def _number(self, old: str) -> str:
        """The id of the copy of a list; that of no list where the file has none such."""
        if old in self._numbers:
            return self._numbers[old]
        if old not in self._nums:
            return _NONE
        number = copy.deepcopy(self._nums[old])
        named = number.find(w("abstractNumId"))
        kind = self._kind((value(named) or "") if named is not None else "")
        if named is None or not kind:
            return _NONE
        target = self._target()
        self._numbers[old] = new = _next(target, "num", "numId")
        number.set(w("numId"), new)
        named.set(w("val"), kind)
        self._clean(number)
        _append(target, number)
        return new

    def _kind(self, named: str) -> str:
        """The id of the copy of a list's definition; that of the list style that it leads to."""
        seen: set[str] = set()
        old = named
        while old not in seen and old in self._kinds and (other := self._led_to(self._kinds[old])):
            seen.add(old)
            old = other
        kind = self._kinds.get(old)
        if kind is None:
            return ""
        if old not in self._abstract:
            made, target = copy.deepcopy(kind), self._target()
            self._abstract[old] = new = _next(target, "abstractNum", "abstractNumId")
            made.set(w("abstractNumId"), new)
            self._clean(made)
            self._set_own_mark(made, new)
            _append(target, made)
        return self._abstract[old]

    def _led_to(self, kind: Element) -> str:
        """The definition that a list style's one leads to (17.9.21); "" where it leads nowhere."""
        link = kind.find(w("numStyleLink"))
        named = self._styles.numbering_of(value(link) or "") if link is not None else ""
        leads = self._nums[named].find(w("abstractNumId")) if named in self._nums else None
        return (value(leads) or "") if leads is not None else ""

    def _clean(self, element: Element) -> None:
        """What names something else of its old file."""
        if next(element.iter(w("lvlPicBulletId")), None) is not None:
            sentence = N_("a picture as a bullet: choose a letter or sign instead")
            raise UnsupportedFeatures(file=self._file, problems=[Problem("", message(sentence))])
        for name in ("styleLink", "numStyleLink", "name"):
            for each in element.findall(w(name)):
                element.remove(each)
        for style in list(element.iter(w("pStyle"))):
            if new := self._styles.known(value(style) or ""):
                style.set(w("val"), new)
            else:
                style.getparent().remove(style)  # type: ignore[union-attr]
        for style in list(element.iter(w("rStyle"))):
            style.set(w("val"), self._styles.take(value(style) or ""))
        self._theme.resolve(element)

    def _set_own_mark(self, kind: Element, id: str) -> None:
        """Word makes one list of two definitions with the same mark (`w:nsid`)."""
        mark = hashlib.sha256(f"{self._file} {id}".encode()).hexdigest()[:8].upper()
        for name in ("nsid", "tmpl"):
            if (found := kind.find(w(name))) is not None:
                found.set(w("val"), mark)

    def _target(self) -> Element:
        """The root of the file's numbering, made where it has none."""
        part = self._document.part
        for relation in part.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
                found: Element = relation.target_part.element
                return found
        root = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        name = PackURI("/word/numbering.xml")
        made = NumberingPart(name, _CONTENT_TYPE, root, part.package)
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
        return root


def _next(root: Element, name: str, attribute: str) -> str:
    used = [int(value(e, attribute) or 0) for e in root.findall(w(name))]
    return str(max(used, default=0) + 1)


def _append(root: Element, made: Element) -> None:
    """Definitions stand before lists, lists before the rest (17.9.17, CT_Numbering)."""
    last = w("num") if made.tag == w("num") else w("abstractNum")
    same = root.findall(last)
    first_list = next(iter(root.findall(w("num"))), None)
    if same:
        same[-1].addnext(made)
    elif made.tag == w("abstractNum") and first_list is not None:
        first_list.addprevious(made)
    else:
        root.append(made)
