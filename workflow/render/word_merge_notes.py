"""Footnotes and endnotes of a Word passage, put behind those that the file has already."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from workflow.model.errors import Problem, UnsupportedFeatures
from workflow.model.messages import N_, message
from workflow.render.ooxml import Element, Package, value, w

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
_SEPARATORS = (("separator", "-1"), ("continuationSeparator", "0"))

Adapt = Callable[[Element, str, Part], None]
"""Makes an element of the passage one of the file: the element, the part of the passage that it is
from, and the part of the file that it goes to."""


@dataclass(frozen=True)
class NoteKind:
    """`footnote` or `endnote`."""

    name: str
    relation: str

    @property
    def part(self) -> str:
        return f"{self.name}s"


KINDS = (
    NoteKind("footnote", RELATIONSHIP_TYPE.FOOTNOTES),
    NoteKind("endnote", RELATIONSHIP_TYPE.ENDNOTES),
)


def merge_notes(document: WordDocument, source: Package, root: Element, adapt: Adapt) -> None:
    """Take in the notes that an element calls, and let it call them by their new ids.

    Raises:
        UnsupportedFeatures: a note that the passage does not hold.
    """
    for kind in KINDS:
        calls = list(root.iter(w(f"{kind.name}Reference")))
        if calls:
            _merge(document, source, kind, calls, adapt)


def _merge(
    document: WordDocument, source: Package, kind: NoteKind, calls: list[Element], adapt: Adapt
) -> None:
    name = f"word/{kind.part}.xml"
    found = source.part(name)
    notes = {value(n, "id"): n for n in found.findall(w(kind.name))} if found is not None else {}
    part = _part(document, kind)
    root = etree.fromstring(part.blob)
    last = max((int(value(n, "id") or 0) for n in root.findall(w(kind.name))), default=0)
    for number, call in enumerate(calls, start=last + 1):
        note = notes.get(value(call, "id"))
        if note is None:
            sentence = message(N_("a footnote that the file does not hold"))
            raise UnsupportedFeatures(file=source.file, problems=[Problem("", sentence)])
        made = copy.deepcopy(note)
        made.set(w("id"), str(number))
        call.set(w("id"), str(number))
        adapt(made, name, part)
        root.append(made)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _part(document: WordDocument, kind: NoteKind) -> Part:
    """The file's part with its notes, made where it has none."""
    main = document.part
    for relation in main.rels.values():
        if relation.reltype == kind.relation:
            part: Part = relation.target_part
            return part
    root = etree.Element(w(kind.part), nsmap={"w": w("")[1:-1]})
    for separator, id in _SEPARATORS:
        note = etree.SubElement(root, w(kind.name))
        note.set(w("type"), separator)
        note.set(w("id"), id)
        paragraph = etree.SubElement(note, w("p"))
        etree.SubElement(etree.SubElement(paragraph, w("r")), w(separator))
    made = Part(
        PackURI(f"/word/{kind.part}.xml"), _TYPE.format(name=kind.part),
        etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True),
        main.package,
    )  # fmt: skip
    main.relate_to(made, kind.relation)
    return made
