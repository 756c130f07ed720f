"""The corpus is what it says: valid by Word's rules, the same every time, wide enough."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator

import docx
import pytest
from lxml import etree

from tests.render.corpus import CorpusFile, corpus
from tests.render.corpus.files import built
from tests.render.corpus.wml import NAMESPACES, ORDER

pytestmark = pytest.mark.slow

_FILES = corpus()
_W = f"{{{NAMESPACES['w']}}}"
_FAMILIES = {
    "style", "font", "run", "paragraph", "tab", "number", "bullet", "table", "picture", "drawn",
    "text", "page", "section", "header", "footer", "footnote", "endnote", "link", "field",
    "control", "marks", "outline",
}  # fmt: skip

each_file = pytest.mark.parametrize("file", _FILES, ids=lambda file: file.name)


def parts(file: CorpusFile) -> Iterator[tuple[str, etree._Element]]:
    """The XML of each part of a Word file, by its name."""
    with zipfile.ZipFile(io.BytesIO(file.data)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                yield name, etree.fromstring(package.read(name))


def test_the_corpus_is_wide_enough() -> None:
    names = [file.name for file in _FILES]
    assert len(names) == len(set(names)) >= 60
    counts = Counter(name.split("-")[0] for name in names)
    assert counts.keys() == {*_FAMILIES, "document"}
    assert counts["document"] >= 12


def test_the_corpus_is_the_same_every_time() -> None:
    assert [file.data for file in built()] == [file.data for file in _FILES]


@each_file
def test_a_file_opens_in_python_docx(file: CorpusFile) -> None:
    document = docx.Document(io.BytesIO(file.data))
    assert document.paragraphs or document.tables


@each_file
def test_elements_stand_in_the_order_of_the_schema(file: CorpusFile) -> None:
    """Word calls a file damaged where they do not (ECMA-376, wml.xsd)."""
    for part, root in parts(file):
        for element in root.iter(*(f"{_W}{name}" for name in ORDER)):
            order = ORDER[etree.QName(element).localname]
            names = [etree.QName(child).localname for child in element if child.tag[0] == "{"]
            known = [name for name in names if name in order]
            assert known == sorted(known, key=order.index), f"{part}: {element.tag}"
            if not file.name.startswith("document-by-libreoffice"):
                assert set(names) <= set(order), f"{part}: {element.tag}"


@each_file
def test_a_cell_ends_with_a_paragraph_and_an_id_is_given_once(file: CorpusFile) -> None:
    """A cell without one (17.4.65), and a bookmark's id that is used twice, damage a file."""
    for part, root in parts(file):
        for cell in root.iter(f"{_W}tc"):
            last = [child for child in cell if child.tag != f"{_W}sdt"][-1]
            assert last.tag == f"{_W}p", part
        ids = [mark.get(f"{_W}id") for mark in root.iter(f"{_W}bookmarkStart")]
        assert len(ids) == len(set(ids)), part


@each_file
def test_all_that_is_named_is_there(file: CorpusFile) -> None:
    """Relations, styles, numbers and notes that the text calls."""
    found = dict(parts(file))
    text = found["word/document.xml"]
    relations = {r.get("Id") for r in found["word/_rels/document.xml.rels"]}
    relation = f"{{{NAMESPACES['r']}}}"
    called = {v for e in text.iter() for k, v in e.attrib.items() if k.startswith(relation)}
    assert called <= relations
    styles = {s.get(f"{_W}styleId") for s in found["word/styles.xml"].iter(f"{_W}style")}
    for kind in ("pStyle", "rStyle", "tblStyle"):
        assert {e.get(f"{_W}val") for e in text.iter(f"{_W}{kind}")} <= styles
    numbers = {e.get(f"{_W}val") for e in text.iter(f"{_W}numId")} - {"0"}
    if numbers:
        kinds = found["word/numbering.xml"].iter(f"{_W}num")
        assert numbers <= {e.get(f"{_W}numId") for e in kinds}
    for kind in ("footnote", "endnote"):
        calls = {e.get(f"{_W}id") for e in text.iter(f"{_W}{kind}Reference")}
        if calls:
            notes = found[f"word/{kind}s.xml"].iter(f"{_W}{kind}")
            assert calls <= {e.get(f"{_W}id") for e in notes}
