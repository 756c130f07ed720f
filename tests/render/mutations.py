"""Word files with something wrong in them: each seed changes one file of the corpus its own way."""

from __future__ import annotations

import copy
import io
import random
import zipfile
from collections.abc import Callable
from functools import cache

from lxml import etree

from tests.render.corpus import corpus

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUES = [
    "", "0", "-1", "1", "240", "99999999999", "-99999999999", "1e400", "nan", "12,5", "0x10",
    "１２", "auto", "none", "true", "nil", "FFFFFF", "rId1", "rId999", "Normal", "٣", "a" * 5000,
    "&", "\u0301", "decimal", "continuous", "page", "%1.%2.%9",
]  # fmt: skip
_TEXTS = [
    "", " ", "\u200b", "\u202e", "\u0301", "ế" * 300, "x" * 3000, "\ue000", "☃", "𝔸", "{{ x }}",
    "{% for %}", "</p>",
]  # fmt: skip
_COPIES = (2, 5, 40)
_DEEP = (3, 30, 150)
_STRUCTURES = (
    "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>", "<w:tbl/>", "<w:p/>", "<w:r><w:tab/></w:r>",
    '<w:r><w:br w:type="page"/></w:r>', '<w:r><w:br w:type="column"/></w:r>', "<w:sdt/>",
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "<w:r><w:instrText> PAGEREF nowhere </w:instrText></w:r>", '<w:hyperlink w:anchor="nowhere"/>',
    '<w:r><w:footnoteReference w:id="77"/></w:r>', '<w:r><w:endnoteReference w:id="1"/></w:r>',
    '<w:bookmarkStart w:id="0" w:name="vanban_number"/>', '<w:bookmarkEnd w:id="0"/>',
    "<w:sectPr/>", '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
    "<w:r><w:drawing/></w:r>", "<w:r><w:pict/></w:r>", "<w:r><w:object/></w:r>",
    "<w:ins><w:r><w:t>a</w:t></w:r></w:ins>",
    '<w:pPr><w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr></w:pPr>',
    "<w:tcPr><w:vMerge/></w:tcPr>", '<w:tcPr><w:gridSpan w:val="500"/></w:tcPr>',
    "<w:trPr><w:tblHeader/></w:trPr>",
)  # fmt: skip


@cache
def _files() -> tuple[tuple[str, bytes], ...]:
    return tuple((file.name, file.data) for file in corpus())


def mutated(seed: int) -> tuple[str, bytes]:
    """A file of the corpus with one to four changes, and what was changed; the same for a seed."""
    chance = random.Random(seed)
    name, data = chance.choice(_files())
    if chance.random() < 0.08:
        return f"{seed}: {name}, bytes", _with_other_bytes(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    done = []
    for _ in range(chance.randint(1, 4)):
        part = chance.choice([p for p in parts if p.endswith((".xml", ".rels"))])
        if chance.random() < 0.06:
            done.append(f"{part} {_change_part(parts, part, chance)}")
            continue
        try:
            root = etree.fromstring(parts[part])
        except etree.XMLSyntaxError:
            break  # garbled by a change before
        change = chance.choice(_CHANGES)
        done.append(f"{part} {change.__name__}")
        change(root, chance)
        parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return f"{seed}: {name}, {', '.join(done)}", _packed(parts)


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(part, content)
    return out.getvalue()


def _with_other_bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 30))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randrange(len(changed))] if chance.random() < 0.2 else changed)


def _change_part(parts: dict[str, bytes], part: str, chance: random.Random) -> str:
    match chance.choice(("gone", "empty", "another", "garbled")):
        case "gone":
            del parts[part]
            if not any(p.endswith((".xml", ".rels")) for p in parts):
                parts[part] = b"<x/>"
            return "gone"
        case "empty":
            parts[part] = b"<empty/>"
            return "empty"
        case "another":
            parts[part] = parts[chance.choice([p for p in parts if p.endswith(".xml")] or [part])]
            return "another"
        case _:
            content = bytearray(parts[part])
            for _ in range(5):
                content[chance.randrange(len(content))] = chance.randrange(256)
            try:
                etree.fromstring(bytes(content))
            except etree.XMLSyntaxError:
                if chance.random() < 0.8:  # most of them tell nothing new
                    return "as it was"
            parts["word/document.xml"] = bytes(content)
            return "garbled"


def _one(root: etree._Element, chance: random.Random) -> etree._Element:
    return chance.choice([e for e in root.iter() if isinstance(e.tag, str)])


def removed(root: etree._Element, chance: random.Random) -> None:
    element = _one(root, chance)
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def repeated(root: etree._Element, chance: random.Random) -> None:
    element = _one(root, chance)
    if element.getparent() is not None and len(list(element.iter())) < 400:
        for _ in range(chance.choice(_COPIES)):
            element.addnext(copy.deepcopy(element))


def moved(root: etree._Element, chance: random.Random) -> None:
    element, target = _one(root, chance), _one(root, chance)
    if element.getparent() is not None and target not in list(element.iter()):
        target.insert(chance.randint(0, len(target)), element)


def nested(root: etree._Element, chance: random.Random) -> None:
    """An element inside itself, many times."""
    element = _one(root, chance)
    if element.getparent() is None or len(list(element.iter())) > 40:
        return
    alone = copy.deepcopy(element)
    inner = element
    for _ in range(chance.choice(_DEEP)):
        child = copy.deepcopy(alone)
        inner.append(child)
        inner = child


def renamed(root: etree._Element, chance: random.Random) -> None:
    element = _one(root, chance)
    element.tag = _one(root, chance).tag


def revalued(root: etree._Element, chance: random.Random) -> None:
    with_values = [e for e in root.iter() if isinstance(e.tag, str) and e.attrib]
    if with_values:
        element = chance.choice(with_values)
        element.set(chance.choice(list(element.attrib)), _legal(chance.choice(_VALUES)))


def unvalued(root: etree._Element, chance: random.Random) -> None:
    with_values = [e for e in root.iter() if isinstance(e.tag, str) and e.attrib]
    if with_values:
        element = chance.choice(with_values)
        del element.attrib[chance.choice(list(element.attrib))]


def swapped_values(root: etree._Element, chance: random.Random) -> None:
    """The value of one attribute for another: a number where a name belongs, and so on."""
    with_values = [e for e in root.iter() if isinstance(e.tag, str) and e.attrib]
    if with_values:
        one, other = chance.choice(with_values), chance.choice(with_values)
        one.set(chance.choice(list(one.attrib)), other.get(chance.choice(list(other.attrib))))


def reworded(root: etree._Element, chance: random.Random) -> None:
    texts = list(root.iter(f"{W}t", f"{W}instrText"))
    if texts:
        chance.choice(texts).text = chance.choice(_TEXTS)


def added(root: etree._Element, chance: random.Random) -> None:
    """Something that belongs elsewhere, or points to nothing."""
    xml = f'<x xmlns:w="{W[1:-1]}">{chance.choice(_STRUCTURES)}</x>'
    target = _one(root, chance)
    target.insert(chance.randint(0, len(target)), etree.fromstring(xml)[0])


def _legal(value: str) -> str:
    return "".join(c for c in value if c == "\t" or (c >= " " and c not in "\ufffe\uffff"))


_CHANGES: tuple[Callable[[etree._Element, random.Random], None], ...] = (
    removed, repeated, moved, nested, renamed, revalued, revalued, unvalued, swapped_values,
    reworded, added, added,
)  # fmt: skip
