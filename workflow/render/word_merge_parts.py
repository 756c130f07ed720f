"""What the text of a Word passage points to in its own file, put into the file that takes it in:
pictures and links; and the ids and names that must not stand there twice."""

from __future__ import annotations

import re
from itertools import count
from posixpath import basename

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package as WordPackage
from lxml import etree

from workflow.model.errors import Problem, UnsupportedFeatures
from workflow.model.messages import N_, message
from workflow.render.images import check_image, plain_image
from workflow.render.ooxml import Element, Package, R, relations_of, value, w
from workflow.render.word_places import BOOKMARK_PREFIX, TAG_PREFIX

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = f"{{{R}}}"
_PLAIN = (".png", ".jpg", ".jpeg")
_IDS = re.compile(r"\}(docPr|cNvPr)$")
_EDITING = ("rsidR", "rsidRDefault", "rsidRPr", "rsidP", "rsidDel", "rsidSect", "rsidTr")
_UNSEEN = ("proofErr", "lastRenderedPageBreak", "permStart", "permEnd", "commentRangeStart",
           "commentRangeEnd")  # fmt: skip
_LONGEST_NAME = 40  # letters of a bookmark's name (17.13.6.2)


def clean(root: Element, ignorable: set[str]) -> None:
    """Take away what only editing needs, and what newer programs may ignore: the file that takes it
    in does not say that they may (ECMA-376 Part 3, 7.2)."""
    for element in list(root.iter(etree.Element)):
        for attribute in list(element.attrib):
            name = etree.QName(attribute)
            if name.namespace in ignorable or (name.localname in _EDITING):
                del element.attrib[attribute]
        unseen = element.tag in map(w, _UNSEEN)
        parent = element.getparent()
        if parent is not None and (unseen or etree.QName(element).namespace in ignorable):
            parent.remove(element)


def ignorable_in(root: Element) -> set[str]:
    """The namespaces that a part says may be ignored."""
    prefixes = (root.get(f"{_MC}Ignorable") or "").split()
    return {str(root.nsmap[prefix]) for prefix in prefixes if prefix in root.nsmap}


class MergedParts:
    """Takes the pictures and links of one passage into a file."""

    def __init__(self, document: WordDocument, source: Package, prefix: str) -> None:
        self._document, self._source, self._prefix = document, source, prefix
        self._pictures: dict[str, Part] = {}

    def apply(self, root: Element, part_name: str, part: Part) -> None:
        """Give an element, from a part of the passage, the relationships of a part of the file.

        Raises:
            ImageRefused: a picture is damaged or larger than may be.
            UnsupportedFeatures: it points to what cannot be carried.
        """
        relations = relations_of(self._source, part_name)
        for element in root.iter(etree.Element):
            for attribute, id in element.attrib.items():
                if not str(attribute).startswith(_R):
                    continue
                relation = relations.get(str(id))
                if relation is None:
                    sentence = N_("the relationship {id} is missing")
                    raise self._source.broken(sentence, id=id)
                if relation.kind == "hyperlink" and relation.external:
                    new = part.relate_to(
                        relation.target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
                    )
                elif relation.kind == "image" and not relation.external:
                    new = part.relate_to(self._picture(relation.target), RELATIONSHIP_TYPE.IMAGE)
                else:
                    sentence = N_("{kind}, which is no part of the text")
                    problem = Problem(part_name, message(sentence, kind=relation.kind))
                    raise UnsupportedFeatures(file=self._source.file, problems=[problem])
                element.set(attribute, new)

    def _picture(self, name: str) -> Part:
        """The part with a picture, the same for all that show it; PNG and JPEG in plain form."""
        if name not in self._pictures:
            data = self._source.data(name)
            if name.lower().endswith(_PLAIN):
                place = f"{self._source.file}: {basename(name)}"
                check_image(data, place)
                data = plain_image(data, place)
            package = self._document.part.package
            self._pictures[name] = _part_with(package, data, name, self._prefix)
        return self._pictures[name]


def _part_with(package: WordPackage, data: bytes, name: str, prefix: str) -> Part:
    ending = name.rpartition(".")[2].lower()
    kind = {"jpg": "jpeg", "emf": "x-emf", "wmf": "x-wmf"}.get(ending, ending)
    uri = PackURI(f"/word/media/{prefix.lower()}-{basename(name)}")
    return Part(uri, f"image/{kind}", data, package)


def own_names(root: Element, document: WordDocument, prefix: str) -> None:
    """Bookmarks, drawings and the marks of places: none may stand twice, none may be a place."""
    body = document.element.body
    names = {value(b, "name") for b in body.iter(w("bookmarkStart"))}
    _renumber_bookmarks(root, body)
    renamed: dict[str, str] = {}
    for start in root.iter(w("bookmarkStart")):
        old = value(start, "name") or ""
        if old in names or old.startswith(BOOKMARK_PREFIX):
            renamed[old] = f"{prefix}_{old}"[:_LONGEST_NAME]
            start.set(w("name"), renamed[old])
    for link in root.iter(w("hyperlink")):
        if (anchor := value(link, "anchor")) in renamed:
            link.set(w("anchor"), renamed[str(anchor)])
    for code in root.iter(w("instrText")):
        words = (code.text or "").split(" ")
        code.text = " ".join(renamed.get(word, word) for word in words)
    for field in root.iter(w("fldSimple")):
        words = (value(field, "instr") or "").split(" ")
        field.set(w("instr"), " ".join(renamed.get(word, word) for word in words))
    for tag in list(root.iter(w("tag"))):
        if (value(tag) or "").startswith(TAG_PREFIX):
            tag.getparent().remove(tag)  # type: ignore[union-attr]
    _renumber_drawings(root, body)


def _renumber_bookmarks(root: Element, body: Element) -> None:
    """One that begins or ends in a part that was cut off goes."""
    used = {value(b, "id") for b in body.iter(w("bookmarkStart"))}
    starts = {value(b, "id"): b for b in root.iter(w("bookmarkStart"))}
    ends = {value(b, "id"): b for b in root.iter(w("bookmarkEnd"))}
    free = (str(n) for n in count(1) if str(n) not in used)
    for id, mark in [*starts.items(), *ends.items()]:
        if id not in starts or id not in ends:
            mark.getparent().remove(mark)  # type: ignore[union-attr]
    for id in (id for id in starts if id in ends):
        new = next(free)
        starts[id].set(w("id"), new)
        ends[id].set(w("id"), new)


def _renumber_drawings(root: Element, body: Element) -> None:
    drawings = [e for e in body.iter(etree.Element) if _IDS.search(str(e.tag))]
    used = [int(i) for e in drawings if (i := e.get("id") or "0").isdigit()]
    numbers = count(max(used, default=0) + 1)
    for element in root.iter(etree.Element):
        if _IDS.search(str(element.tag)) and element.get("id"):
            element.set("id", str(next(numbers)))
