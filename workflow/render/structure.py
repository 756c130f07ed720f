"""What makes the rendered PDF accessible, where WeasyPrint 70 leaves it short of PDF/UA-1."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from workflow.render.structure_links import mend_links

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

_PT_PER_PX = 0.75
_GROUPING = (Name.Div, Name.Span, Name.NonStruct)


def accessible(pdf: bytes) -> bytes:
    """A tagged PDF without fields, made accessible; the same bytes every time."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        make_accessible(document)
        return saved(document)


def make_accessible(document: Pdf) -> None:
    """Mend the structure of a tagged document, and claim PDF/UA-1.

    The claim must then be true: veraPDF decides (`make conformance`).
    """
    _simplify_form_elements(document)
    _turn_figure_boxes(document)
    mend_links(document)
    _leave_out_empty(document)
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


def _simplify_form_elements(document: Pdf) -> None:
    """Let each Form element hold its widget directly instead of in a list of one.

    pyHanko's policy of allowed changes knows a tagged field only by that form.
    """
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    for index in range(1, len(numbers), 2):
        element = numbers[index]
        if isinstance(element, Dictionary) and element.get("/S") == Name.Form:
            element.K = element.K[0]


def _turn_figure_boxes(document: Pdf) -> None:
    """The box of a figure in the PDF's own measure, pt from the lower left corner.

    WeasyPrint 70 gives it in its own: pixels from the upper left one.
    """
    for element in document.objects:
        if isinstance(element, Dictionary) and element.get("/S") == Name.Figure:
            left, top, right, bottom = (float(n) * _PT_PER_PX for n in element.A.BBox)
            height = float(element.Pg.MediaBox[3])
            box = (left, height - bottom, right, height - top)
            element.A.BBox = Array([round(n, 3) for n in box])


def _leave_out_empty(document: Pdf) -> None:
    """No element for a box in which nothing is read: a drawn line, a picture that is decoration.

    Its strokes are artifacts already; WeasyPrint 70 still makes an element of its box.
    """
    empty = [element for element in document.objects if _is_empty(element)]
    while empty:
        gone = {element.objgen for element in empty}
        parents = {element.P.objgen: element.P for element in empty}.values()
        for parent in parents:
            parent.K = Array([kid for kid in parent.K if _number(kid) not in gone])
        empty = [parent for parent in parents if _is_empty(parent)]


def _is_empty(element: object) -> bool:
    return (
        isinstance(element, Dictionary)
        and element.get("/S") in _GROUPING
        and isinstance(kids := element.get("/K"), Array)
        and len(kids) == 0
    )


def _number(kid: object) -> tuple[int, int]:
    return kid.objgen if isinstance(kid, Dictionary) else (0, 0)


def _claim_accessible(document: Pdf) -> None:
    """Say in the metadata that the file is PDF/UA-1 too; WeasyPrint makes one claim only.

    PDF/A wants every schema that it does not know to be described (ISO 19005-2, 6.6.2.3).
    """
    metadata = document.Root.Metadata
    xmp = metadata.read_bytes()
    metadata.write(xmp.replace(b"</rdf:RDF>", _PDF_UA + b"</rdf:RDF>"))
