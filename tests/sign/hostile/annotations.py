"""Annotations that cover, act, or show something beside the text."""

from __future__ import annotations

from collections.abc import Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string

from tests.sign.forge import Meddle, Writer
from tests.sign.hostile.base import Base, Hostile
from tests.sign.test_forged_revisions import script

KIND = "an evil annotation"
_KINDS = (
    "FreeText", "Stamp", "Link", "Widget", "Screen", "RichMedia", "Redact", "Watermark",
    "FileAttachment", "Ink", "Square", "Highlight", "Text", "3D",
)  # fmt: skip


def adding(kind: str) -> Meddle:
    def meddle(writer: Writer) -> None:
        box = generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 595, 842)])
        shown = generic.DictionaryObject({pdf_name("/N"): writer.draw("1 g 0 0 595 842 re f")})
        note = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name(f"/{kind}"),
                pdf_name("/Rect"): box, pdf_name("/F"): generic.NumberObject(4),
                pdf_name("/Contents"): pdf_string("Đã thu hồi"), pdf_name("/AP"): shown,
            }
        )  # fmt: skip
        if kind in ("Link", "Screen"):
            note[pdf_name("/A")] = script()
        if kind == "Widget":
            note[pdf_name("/FT")] = pdf_name("/Sig")  # poses as a place for a signature
            note[pdf_name("/T")] = pdf_string("Seal9")
        page = writer.root["/Pages"]["/Kids"].raw_get(0)
        writer.register_annotation(page, writer.add_object(note))

    return meddle


def files(base: Base) -> Iterator[Hostile]:
    for kind in _KINDS:
        yield Hostile(KIND, f"{kind} after R2", base.updated(adding(kind)))
        early = base.updated(adding(kind), base.r1)
        yield Hostile(KIND, f"{kind} after R1", early, beginning=True)
        yield Hostile(KIND, f"{kind} by the organ", base.sealed(meddle=adding(kind)))
        own = base.signed(meddle=adding(kind))
        yield Hostile(KIND, f"{kind} by the person", own, beginning=True, fair=True)
