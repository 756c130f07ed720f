"""Standards that a file claims to keep, read from its metadata; nobody checks them here."""

from __future__ import annotations

from xml.etree import ElementTree

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.rw_common import PdfHandler

from workflow.sign.objects import entry

_PDFA = "http://www.aiim.org/pdfa/ns/id/"
_PDFUA = "http://www.aiim.org/pdfua/ns/id/"
_MOST = 1 << 20  # bytes of metadata


def claimed_standards(document: PdfHandler) -> tuple[str, ...]:
    """`PDF/A-2A` and the like, as the metadata says; nothing where they cannot be read."""
    metadata = entry(document.root, "/Metadata")
    if not isinstance(metadata, generic.StreamObject):
        return ()
    data = metadata.data
    if len(data) > _MOST or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return ()
    try:
        tree = ElementTree.fromstring(data)  # noqa: S314 - no DTD, and in a bounded process
    except (ElementTree.ParseError, ValueError, LookupError):
        return ()
    found = {}
    for element in tree.iter():
        said = {element.tag: element.text or "", **element.attrib}
        for standard in (_PDFA, _PDFUA):
            for name in ("part", "conformance"):
                if value := said.get(f"{{{standard}}}{name}", "").strip():
                    found[standard, name] = value[:8]
    claims = []
    if part := found.get((_PDFA, "part")):
        claims.append(f"PDF/A-{part}{found.get((_PDFA, 'conformance'), '')}")
    if part := found.get((_PDFUA, "part")):
        claims.append(f"PDF/UA-{part}")
    return tuple(claims)
