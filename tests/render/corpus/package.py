"""Word files made of their parts' XML, the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from tests.render.corpus.standard import SETTINGS, STYLES, THEME
from tests.render.corpus.wml import NAMESPACES, section

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = NAMESPACES["r"]
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_OUTSIDE = ' TargetMode="External"'
_IGNORABLE = 'mc:Ignorable="w14 wp14"'


@dataclass(frozen=True)
class WordFile:
    """The parts of a Word file as XML, without their root elements.

    `headers` and `footers` are called by their names (r:id), and so are `images` (by file name) and
    `links` (by URL).
    """

    body: str
    last_section: str = field(default_factory=section)
    styles: str = STYLES
    settings: str = SETTINGS
    numbering: str = ""
    footnotes: str = ""
    endnotes: str = ""
    theme: str = THEME
    headers: Mapping[str, str] = field(default_factory=dict)
    footers: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, bytes] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)

    def packed(self) -> bytes:
        """The DOCX."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for name, data in self._files():
                file.writestr(zipfile.ZipInfo(name, _FIRST_DAY), data, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _files(self) -> Iterator[tuple[str, bytes]]:
        parts = dict(self._parts())
        yield "[Content_Types].xml", _content_types(parts).encode()
        yield "_rels/.rels", _relations([("rId1", "officeDocument", "word/document.xml", False)])
        body = f"<w:body>{self.body}{self.last_section}</w:body>"
        yield "word/document.xml", _root("document", body)
        yield "word/_rels/document.xml.rels", _relations(list(self._links(parts)))
        images = [(name, "image", f"media/{name}", False) for name in self.images]
        for name, (kind, data) in parts.items():
            yield f"word/{name}.xml", data
            if images and kind in ("header", "footer", "footnotes"):
                yield f"word/_rels/{name}.xml.rels", _relations(images)
        for name, data in self.images.items():
            yield f"word/media/{name}", data

    def _parts(self) -> Iterator[tuple[str, tuple[str, bytes]]]:
        """Name without extension, kind and content of each part beside the main one."""
        yield "styles", ("styles", _root("styles", self.styles))
        yield "settings", ("settings", _root("settings", self.settings))
        if self.theme:
            yield "theme1", ("theme", self.theme.encode())
        if self.numbering:
            yield "numbering", ("numbering", _root("numbering", self.numbering))
        if self.footnotes:
            yield "footnotes", ("footnotes", _root("footnotes", self.footnotes))
        if self.endnotes:
            yield "endnotes", ("endnotes", _root("endnotes", self.endnotes))
        for name, content in self.headers.items():
            yield name, ("header", _root("hdr", content))
        for name, content in self.footers.items():
            yield name, ("footer", _root("ftr", content))

    def _links(
        self, parts: Mapping[str, tuple[str, bytes]]
    ) -> Iterator[tuple[str, str, str, bool]]:
        for name, (kind, _) in parts.items():
            yield name, kind, f"{name}.xml", False
        for name in self.images:
            yield name, "image", f"media/{name}", False
        for name, url in self.links.items():
            yield name, "hyperlink", url, True


def _root(name: str, content: str) -> bytes:
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<w:{name} {declared} {_IGNORABLE}>{content}</w:{name}>".encode()


def _relations(links: list[tuple[str, str, str, bool]]) -> bytes:
    inner = "".join(
        f'<Relationship Id={quoteattr(name)} Type="{_OFFICE}/{kind}" Target={quoteattr(target)}'
        f"{_OUTSIDE if outside else ''}/>"
        for name, kind, target, outside in links
    )
    return f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'.encode()


def _content_types(parts: Mapping[str, tuple[str, bytes]]) -> str:
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
        "jpeg": "image/jpeg",
    }
    written = "".join(
        f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in defaults.items()
    )
    types = {"document": f"{_MAIN}.document.main+xml"}
    for name, (kind, _) in parts.items():
        types[name] = (
            "application/vnd.openxmlformats-officedocument.theme+xml"
            if kind == "theme"
            else f"{_MAIN}.{kind}+xml"
        )
    written += "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>'
        for name, kind in types.items()
    )
    return f'<Types xmlns="{_TYPES}">{written}</Types>'
