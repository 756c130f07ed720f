"""The package of a Word file: its parts, opened safely, and the names inside them."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from workflow.model.errors import TemplateBroken
from workflow.model.messages import N_, message
from workflow.render.word_kind import why_no_word_file

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WORD = "http://schemas.microsoft.com/office/word/20"
_DRAWING = "http://schemas.microsoft.com/office/drawing/20"
# What is carried, and what would be refused: its other form may say no more than "Not available".
_UNDERSTOOD = frozenset(
    (
        f"{_WORD}10/wordprocessingShape", f"{_WORD}10/wordprocessingGroup",
        f"{_WORD}10/wordprocessingCanvas", f"{_WORD}10/wordml", f"{_WORD}12/wordml",
        f"{_DRAWING}10/main", f"{_DRAWING}14/chartex", f"{_DRAWING}15/9/8/chartex",
        f"{_DRAWING}15/10/21/chartex",
    )
)  # fmt: skip
_MAIN = "word/document.xml"

_LARGEST_NUMBER = 31680 * 2  # Word's own bound: 22 inches in twentieths of a point, and slack
# A page is some 20 kB of XML and 700 elements: 1,000 pages with room to spare. As a tree, XML takes
# five to ten times its bytes in memory.
_LARGEST_XML = 24 * 1024 * 1024
_MOST_ELEMENTS = 1_000_000
_LARGEST_PART = 50 * 1024 * 1024
_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, RuntimeError)

Element = etree._Element


class Package:
    """The XML parts of a DOCX.

    Raises:
        TemplateBroken: not a DOCX, damaged, or larger unpacked than any real document.
    """

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        self._relations: dict[str, dict[str, str]] = {}
        self._parts: dict[str, Element | None] = {}
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._sizes = {info.filename: info.file_size for info in self._zip.infolist()}
        except _DAMAGE:
            raise self._another(data) from None
        if _MAIN not in self._sizes:
            raise self._another(data)

    def _another(self, data: bytes) -> TemplateBroken:
        """A file that is no Word document."""
        reason = why_no_word_file(data) or message(N_("it is not a Word file (.docx)"))
        return TemplateBroken(file=self.file, reason=reason)

    def broken(self, reason: str, **facts: object) -> TemplateBroken:
        return TemplateBroken(file=self.file, reason=message(reason, **facts))

    def names(self) -> list[str]:
        return list(self._sizes)

    @property
    def unpacked(self) -> int:
        """Bytes of all parts together."""
        return sum(self._sizes.values())

    def part(self, name: str) -> Element | None:
        """The root element of a part, the same one every time; None where the package has no such
        part."""
        if name not in self._parts:
            self._parts[name] = self._parsed(name)
        return self._parts[name]

    def _parsed(self, name: str) -> Element | None:
        if name not in self._sizes:
            return None
        if self._sizes[name] > _LARGEST_XML:
            raise self.broken(N_("{part} is larger than any real document"), part=name)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            root = etree.fromstring(self._zip.read(name), parser, base_url=name)
        except (etree.XMLSyntaxError, *_DAMAGE) as error:
            raise self.broken(N_("{part} is damaged ({error})"), part=name, error=error) from None
        if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
            raise self.broken(N_("{part} declares entities"), part=name)
        if sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
            raise self.broken(N_("{part} is larger than any real document"), part=name)
        _choose_alternatives(root)
        return root

    def data(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            TemplateBroken: it is not there, is damaged, or is larger than any real one.
        """
        if name not in self._sizes:
            raise self.broken(N_("it holds no {part}"), part=name)
        if self._sizes[name] > _LARGEST_PART:
            raise self.broken(N_("{part} is larger than any real document"), part=name)
        try:
            return self._zip.read(name)
        except _DAMAGE as error:
            raise self.broken(N_("{part} is damaged ({error})"), part=name, error=error) from None

    def related(self, relation_id: str, element: Element) -> str:
        """The part, or the address outside, that a relationship points to.

        Parameters:
            element: one of the part whose relationship it is.

        Raises:
            TemplateBroken: there is no such relationship.
        """
        part = element.getroottree().docinfo.URL or _MAIN
        if part not in self._relations:
            folder, _, name = part.rpartition("/")
            relations = self.part(f"{folder}/_rels/{name}.rels")
            self._relations[part] = {
                relation.get("Id") or "": _target(relation, folder)
                for relation in (relations if relations is not None else ())
            }
        try:
            return self._relations[part][relation_id]
        except KeyError:
            raise self.broken(N_("the relationship {id} is missing"), id=relation_id) from None


def _choose_alternatives(root: Element) -> None:
    """Put the first alternative that is understood in the place of each choice (ECMA-376 Part 3
    9.3); the others are no part of the document."""
    for choice in list(root.iter(f"{{{MC}}}AlternateContent")):
        taken = next((each for each in elements(choice) if _is_understood(each)), None)
        for element in list(taken) if taken is not None else ():
            choice.addprevious(element)
        parent = choice.getparent()
        if parent is not None:
            parent.remove(choice)


def _is_understood(alternative: Element) -> bool:
    required = (alternative.get("Requires") or "").split()
    return all(alternative.nsmap.get(prefix) in _UNDERSTOOD for prefix in required)


def _target(relation: Element, folder: str) -> str:
    """Targets are relative to the part's folder unless they begin with "/" (ECMA-376 Part 2 9.3).

    One outside the package stays as it is: an address."""
    target = relation.get("Target") or ""
    if relation.get("TargetMode") == "External":
        return target
    return posixpath.normpath(posixpath.join(f"/{folder}", target)).lstrip("/")


@dataclass(frozen=True)
class Relation:
    """A relationship of a part: `kind` is the last word of its type, such as `image`; `target` the
    part that it leads to, or, where it is `external`, an address."""

    kind: str
    target: str
    external: bool


def relations_of(package: Package, part: str) -> dict[str, Relation]:
    """The relationships of a part by their ids (ECMA-376 Part 2, 9.3)."""
    folder, _, name = part.rpartition("/")
    root = package.part(f"{folder}/_rels/{name}.rels")
    found: dict[str, Relation] = {}
    for relation in elements(root) if root is not None else ():
        kind = (relation.get("Type") or "").rpartition("/")[2]
        external = relation.get("TargetMode") == "External"
        found[relation.get("Id") or ""] = Relation(kind, _target(relation, folder), external)
    return found


def local_names(root: Element) -> set[str]:
    """The names of all elements of a part, without their namespaces."""
    return {etree.QName(element).localname for element in root.iter(etree.Element)}


def w(name: str) -> str:
    """`w:name` in Clark notation."""
    return f"{{{W}}}{name}"


def relation(element: Element) -> str:
    return element.get(f"{{{R}}}id") or ""


def short_name(element: Element) -> str:
    """How messages name an element: `w:tab`."""
    tag = etree.QName(element)
    prefix = "w" if tag.namespace == W else (element.prefix or "?")
    return f"{prefix}:{tag.localname}"


def value(element: Element, attribute: str = "val") -> str | None:
    return element.get(w(attribute))


def on(element: Element) -> bool:
    """A toggle: present means on unless it says otherwise."""
    return value(element) not in ("0", "false", "off", "none")


def elements(parent: Element) -> Iterator[Element]:
    """The child elements, comments and processing instructions left out."""
    return (child for child in parent if isinstance(child.tag, str))


def points(twentieths: str | None) -> float:
    """
    Raises:
        ValueError: it is no number, or larger than any page.
    """
    return number(twentieths or "0") / 20


def number(text: str) -> float:
    """A number of the file, within what Word itself allows.

    Raises:
        ValueError
    """
    value = float(text)
    if not abs(value) <= _LARGEST_NUMBER:
        raise ValueError(text)
    return value
