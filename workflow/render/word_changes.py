"""Tracked changes and comments of a Word file, taken: every change accepted, no comment left.

What each mark means: ECMA-376 17.13.5 (revisions) and 17.13.4 (comments).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from workflow.render.ooxml import Element, Package, elements, short_name, value, w

KEPT = ("ins", "moveTo")
"""Around runs: they stay when the change is accepted. Beside properties: what was done."""

GONE = ("del", "moveFrom")
"""The same for what goes."""

FORMERLY = (
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange",
    "tcPrChange", "tblGridChange", "numberingChange",
)  # fmt: skip
"""How something was formatted before."""

CELLS = ("cellIns", "cellDel", "cellMerge")
COMMENTS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_RANGES = tuple(
    f"{kind}Range{end}"
    for kind in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel", "customXmlMoveFrom",
                 "customXmlMoveTo")
    for end in ("Start", "End")
)  # fmt: skip
_PROPERTIES = ("rPr", "trPr", "numPr", "ctrlPr")
_STORIES = ("document", "hdr", "ftr", "footnotes", "endnotes", "styles", "numbering")
_COMMENT_PARTS = ("comments", "people")
_CONTENT_TYPES = "[Content_Types].xml"
# A paragraph that was joined to the next is followed by one of these only where a mark stands
# between them; anything else (a table, a control) is no paragraph to join to.
_BETWEEN = ("bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "proofErr", *COMMENTS)


def accept_changes(data: bytes, file: str) -> bytes:
    """A Word file with all its changes accepted and its comments removed.

    Paragraphs whose ends were deleted are one with the next, and look like it; deleted rows and
    cells are gone, what was moved stands in its new place only. Parts without changes are
    untouched, byte for byte, and so is a file without any.

    Raises:
        TemplateBroken: it is not a readable Word file.
    """
    package = Package(data, file)
    changed: dict[str, bytes | None] = {}
    for name in story_parts(package):
        root = package.part(name)
        if root is not None and accept_in(root):
            changed[name] = _written(root)
    changed |= _without_comments(package)
    return _with_parts(data, changed) if changed else data


def story_parts(package: Package) -> list[str]:
    """The names of the parts that hold text or its formats, in the order of the file."""
    found = []
    for name in package.names():
        if name.startswith("word/") and name.endswith(".xml") and name.count("/") == 1:
            root = package.part(name)
            if root is not None and root.tag in {w(story) for story in _STORIES}:
                found.append(name)
    return found


def accept_in(root: Element) -> bool:
    """Accept every change in a part, and take its comments out; whether there was any."""
    names = (*KEPT, *GONE, *FORMERLY, *CELLS, *COMMENTS, *_RANGES)
    if next(root.iter(*map(w, names)), None) is None:
        return False
    _remove_content(root)
    _accept_rows_and_cells(root)
    _join_paragraphs(root)
    for element in list(root.iter(*map(w, (*KEPT, *GONE)))):
        if is_mark(element) or element.tag in map(w, GONE):
            _remove(element)
        else:
            _unwrap(element)
    for element in list(root.iter(*map(w, (*FORMERLY, *_RANGES, *COMMENTS)))):
        _remove(element)
    return True


def is_mark(element: Element) -> bool:
    """Whether a change stands beside properties (of a paragraph's end, a row) and not around
    text."""
    parent = element.getparent()
    return parent is not None and etree.QName(parent).localname in _PROPERTIES


def _remove_content(root: Element) -> None:
    """Deleted text, and text where it was moved away from."""
    for element in list(root.iter(*map(w, GONE))):
        parent = element.getparent()
        if parent is None:
            continue
        if not is_mark(element):
            _remove(element)
        elif (run := parent.getparent()) is not None and run.tag == w("r"):
            _remove(run)


def _accept_rows_and_cells(root: Element) -> None:
    for mark in list(root.iter(w("del"))):
        properties = mark.getparent()
        if properties is not None and properties.tag == w("trPr"):
            _remove_row(properties.getparent())
    for mark in list(root.iter(*map(w, CELLS))):
        properties = mark.getparent()
        cell = properties.getparent() if properties is not None else None
        if properties is None or cell is None:
            continue
        if mark.tag == w("cellDel"):
            row = cell.getparent()
            _remove(cell)
            if row is not None and row.find(f".//{w('tc')}") is None:
                _remove_row(row)
            continue
        if mark.tag == w("cellMerge"):
            _merge(properties, mark)
        _remove(mark)


def _remove_row(row: Element | None) -> None:
    """A row, and its table with the last one; a cell goes on with an empty paragraph."""
    table = row.getparent() if row is not None else None
    if row is None or table is None:
        return
    _remove(row)
    if table.tag != w("tbl") or table.find(f".//{w('tr')}") is not None:
        return
    around = table.getparent()
    _remove(table)
    if around is not None and around.tag == w("tc") and around.find(w("p")) is None:
        etree.SubElement(around, w("p"))


def _merge(properties: Element, mark: Element) -> None:
    """A cell is merged with the one above it, or parted from it (17.13.5.1)."""
    merged = value(mark, "vMerge")
    for old in properties.findall(w("vMerge")):
        properties.remove(old)
    if merged is None:
        return
    new = etree.Element(w("vMerge"))
    if merged == "rest":
        new.set(w("val"), "restart")
    before = [properties.find(w(name)) for name in ("cnfStyle", "tcW", "gridSpan", "hMerge")]
    last = next((element for element in reversed(before) if element is not None), None)
    if last is None:
        properties.insert(0, new)
    else:
        last.addnext(new)


def _join_paragraphs(root: Element) -> None:
    """A paragraph whose end was deleted goes on in the next one, whose end and so whose format
    stay (17.13.5.15). Without a next one beside it, it stays unless nothing is left in it."""
    for paragraph in list(root.iter(w("p"))):
        marks = paragraph.find(f"{w('pPr')}/{w('rPr')}")
        if marks is None or not any(marks.find(w(name)) is not None for name in GONE):
            continue
        between, after = _next(paragraph)
        kept = [child for child in elements(paragraph) if child.tag != w("pPr")]
        if after is not None and after.tag == w("p"):
            properties = after.find(w("pPr"))
            at = 0 if properties is None else 1
            after[at:at] = [*kept, *between]
            _remove(paragraph)
        elif after is not None and not any(short_name(e) not in _MARKS for e in kept):
            for child in kept:
                paragraph.addprevious(child)
            _remove(paragraph)


_MARKS = {f"w:{name}" for name in (*_BETWEEN, *_RANGES)}


def _next(paragraph: Element) -> tuple[list[Element], Element | None]:
    """What follows a paragraph, and the marks on the way there."""
    between: list[Element] = []
    for element in paragraph.itersiblings():
        if isinstance(element.tag, str) and short_name(element) in _MARKS:
            between.append(element)
        elif isinstance(element.tag, str):
            return between, element if element.tag != w("sectPr") else None
    return [], None


def _remove(element: Element) -> None:
    """Take an element out; a run that held nothing else goes with it."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if parent.tag == w("r") and all(child.tag == w("rPr") for child in elements(parent)):
        _remove(parent)


def _unwrap(element: Element) -> None:
    for child in list(element):
        element.addprevious(child)
    _remove(element)


def _without_comments(package: Package) -> dict[str, bytes | None]:
    """The parts that hold comments, to be left out (None), and those that name them anew."""
    if "word/comments.xml" not in package.names():
        return {}
    gone = {
        name for name in package.names()
        if name.startswith("word/") and name.count("/") == 1 and name.endswith(".xml")
        and name.removeprefix("word/").startswith(_COMMENT_PARTS)
    }  # fmt: skip
    changed: dict[str, bytes | None] = dict.fromkeys(sorted(gone))
    for name in package.names():
        if name.startswith("word/_rels/") and name.rpartition("/")[2].removesuffix(".rels") in {
            part.rpartition("/")[2] for part in gone
        }:
            changed[name] = None
    for name, attribute in (
        (_CONTENT_TYPES, "PartName"),
        ("word/_rels/document.xml.rels", "Target"),
    ):
        if (root := package.part(name)) is not None and (
            named := list(_naming(root, attribute, gone))
        ):
            for element in named:
                root.remove(element)
            changed[name] = _written(root)
    return changed


def _naming(root: Element, attribute: str, parts: set[str]) -> Iterator[Element]:
    for element in elements(root):
        target = element.get(attribute) or ""
        if target.lstrip("/") in parts or f"word/{target}" in parts:
            yield element


def _written(root: Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _with_parts(data: bytes, changed: dict[str, bytes | None]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            part = changed.get(info.filename, old.read(info.filename))
            if part is not None:
                new.writestr(info, part)
    return out.getvalue()
