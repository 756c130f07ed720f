"""A part of a Word file as a Word file of its own: its blocks, and all that they lean on."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from lxml import etree

from workflow.draft.word_file import WordFile
from workflow.draft.word_shapes import W

_MAIN = "word/document.xml"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
# What a part of a document has no use for: who wrote the whole, and how it was last looked at.
_LEFT_OUT = ("docProps/thumbnail", "customXml/", "word/comments", "word/people", "word/webSettings")
_RUNNING = (W + "headerReference", W + "footerReference")


def cut(data: bytes, file: str, start: int, stop: int) -> bytes:
    """The blocks from `start` up to `stop` (which is not one of them) of a Word file.

    Styles, lists, notes, pictures and links stay; headers and footers do not. The same blocks of
    the same file give the same bytes.

    Raises:
        WordFileBroken: it is no Word file.
    """
    word = WordFile(data, file)
    for block in word.blocks:
        if not start <= block.index < stop and block.element.tag != W + "sectPr":
            word.body.remove(block.element)
    for reference in list(word.body.iter(*_RUNNING)):
        reference.getparent().remove(reference)  # type: ignore[union-attr]
    main = etree.tostring(
        word.body.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return _packed(data, {_MAIN: main})


def _packed(data: bytes, changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in _kept(old.namelist()):
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            content = changed.get(name, b"") or old.read(name)
            new.writestr(info, _without_left_out(content) if _lists_parts(name) else content)
    return out.getvalue()


def _kept(names: Iterable[str]) -> list[str]:
    kept = (name for name in dict.fromkeys(names) if not name.startswith(_LEFT_OUT))
    return sorted(kept, key=lambda name: (name != "[Content_Types].xml", name))


def _lists_parts(name: str) -> bool:
    return name == "[Content_Types].xml" or name.endswith(".rels")


def _without_left_out(content: bytes) -> bytes:
    """A list of parts without those that were left out."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(content, parser)
    for entry in list(root):
        named = entry.get("PartName") or entry.get("Target") or ""
        outside = entry.get("TargetMode") == "External"
        name = named.lstrip("/").removeprefix("../")
        if not outside and (name.startswith(_LEFT_OUT) or f"word/{name}".startswith(_LEFT_OUT)):
            root.remove(entry)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
