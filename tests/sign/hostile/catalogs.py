"""Metadata, structure and the document's catalog changed afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string

from tests.sign.forge import Meddle, Writer
from tests.sign.hostile.base import Base, Hostile
from tests.sign.test_forged_revisions import script, stream

KIND = "metadata, structure or catalog changed"
_KEYS = (
    "/Lang", "/MarkInfo", "/ViewerPreferences", "/PageLabels", "/Outlines", "/Names", "/Dests",
    "/PieceInfo", "/OutputIntents", "/AF", "/Collection", "/URI", "/AA", "/PageMode", "/Version",
    "/Extensions", "/Legal", "/Requirements", "/StructTreeRoot", "/AcroForm", "/Metadata",
)  # fmt: skip
_FAIR = {"/Version", "/Extensions", "/Metadata", "says_another_title"}


def setting(key: str) -> Meddle:
    def meddle(writer: Writer) -> None:
        value: generic.PdfObject = generic.DictionaryObject({pdf_name("/X"): script()})
        if key in ("/Lang", "/PageMode", "/Version"):
            value = pdf_name("/9.9")
        elif key == "/Metadata":
            value = writer.add_object(stream(b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"))
        elif key in ("/AcroForm", "/StructTreeRoot"):
            value = writer.add_object(value)
        writer.root[pdf_name(key)] = value
        writer.update_root()

    return meddle


def says_another_title(writer: Writer) -> None:
    writer.set_info(generic.DictionaryObject({pdf_name("/Title"): pdf_string("Văn bản khác")}))


def says_nothing_aloud(writer: Writer) -> None:
    """What a screen reader reads is taken away."""
    tree = writer.root["/StructTreeRoot"]
    tree[pdf_name("/K")] = generic.ArrayObject()
    writer.update_container(tree)


def says_something_else_aloud(writer: Writer) -> None:
    tree = writer.root["/StructTreeRoot"]
    element = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/StructElem"), pdf_name("/S"): pdf_name("/Document"),
            pdf_name("/ActualText"): pdf_string("Văn bản khác"),
        }
    )  # fmt: skip
    tree[pdf_name("/K")] = writer.add_object(element)
    writer.update_container(tree)


def files(base: Base) -> Iterator[Hostile]:
    changes = {key: setting(key) for key in _KEYS}
    changes |= {
        change.__name__: change
        for change in (says_another_title, says_nothing_aloud, says_something_else_aloud)
    }
    for name, change in changes.items():
        yield Hostile(KIND, f"{name} after R2", base.updated(change))
        if name != "/AcroForm":  # without a form there is no field to sign
            sealed = base.sealed(meddle=change)
            yield Hostile(KIND, f"{name} by the organ", sealed, fair=name in _FAIR)
