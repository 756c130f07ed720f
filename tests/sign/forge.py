"""Signed revisions made by hand: what somebody with a real key could append, honest or not.

Nothing here goes through `workflow.sign.pades`: an attacker does not use our program.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import pikepdf
from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec
from pyhanko.sign.fields import SigSeedSubFilter as SubFilter
from pyhanko.sign.signers import Signer
from pyhanko.sign.signers.cms_embedder import (
    PdfCMSEmbedder,
    SigIOSetup,
    SigMDPSetup,
    SigObjSetup,
)
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from workflow.render.appearance import line_page
from workflow.render.html_places import LineStyle
from workflow.render.page_tree import RunStyle

DATE_LINE = "Lam Giang, ngày 05 tháng 8 năm 2026"
NUMBER_LINE = "Số 01-KL/TU"

Meddle = Callable[["Writer"], None]
MakeCms = Callable[[Signer, bytes], cms.ContentInfo]


class Writer(IncrementalPdfFileWriter):
    """Appends only what it is told to."""

    def _update_meta(self) -> None:
        pass

    def field(self, name: str) -> generic.DictionaryObject:
        """A form field, marked as changed."""
        for pointer in self.root["/AcroForm"]["/Fields"]:
            found = pointer.get_object()
            if found["/T"] == name:
                self.mark_update(pointer.reference)
                return found
        raise KeyError(name)

    def page(self, number: int) -> generic.DictionaryObject:
        """A page, marked as changed."""
        pointer = self.root["/Pages"]["/Kids"].raw_get(number)
        self.mark_update(pointer.reference)
        return pointer.get_object()

    def draw(self, text: str) -> generic.IndirectObject:
        """A new form XObject that shows a line of text."""
        return self.import_page_as_xobject(PdfFileReader(io.BytesIO(line(text))))


@dataclass(frozen=True)
class Plan:
    """One signed revision; the two plans below are the honest ones."""

    field: str
    fills: Mapping[str, str]
    certify: bool = False
    permission: MDPPerm = MDPPerm.FILL_FORMS
    lock: FieldMDPSpec | None = field(default_factory=lambda: FieldMDPSpec(FieldMDPAction.ALL))
    subfilter: SubFilter = SubFilter.PADES
    new_field: SigFieldSpec | None = None
    shown: bool = True

    def but(self, **changes: object) -> Plan:
        return replace(self, **changes)  # type: ignore[arg-type]


PERSON = Plan(
    "Signature",
    {"Date": DATE_LINE},
    certify=True,
    lock=FieldMDPSpec(FieldMDPAction.INCLUDE, ["Date"]),
)
ORGAN = Plan("Seal", {"Number": NUMBER_LINE})


def pades(signer: Signer, digest: bytes) -> cms.ContentInfo:
    """The CMS as it should be."""
    return asyncio.run(signer.async_sign(digest, digest_algorithm="sha256", use_pades=True))


def append_by_hand(
    pdf: bytes,
    signer: Signer,
    plan: Plan,
    moment: datetime,
    meddle: Meddle = lambda _: None,
    make_cms: MakeCms = pades,
    kind: type[Writer] = Writer,
    room: int = 8192,
) -> bytes:
    """The file with one more signed revision, in which `meddle` may do what it likes.

    Parameters:
        room: hexadecimal digits that are kept for the signature.
    """
    writer = kind(io.BytesIO(pdf))
    for name, text in plan.fills.items():
        fill(writer, name, text)
    if plan.new_field is None and plan.shown:
        show(writer, plan.field, plan.field)
    meddle(writer)
    steps = PdfCMSEmbedder(plan.new_field).write_cms(
        plan.field, writer, existing_fields_only=plan.new_field is None
    )
    next(steps)
    if plan.certify:
        writer.update_root()
    steps.send(
        SigObjSetup(
            sig_placeholder=SignatureObject(
                timestamp=moment, subfilter=plan.subfilter, bytes_reserved=room
            ),
            mdp_setup=SigMDPSetup(
                md_algorithm="sha256",
                certify=plan.certify,
                docmdp_perms=plan.permission if plan.certify else None,
                field_lock=plan.lock,
            ),
        )
    )
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256"))
    steps.send(make_cms(signer, prepared.document_digest))
    return bytes(output.getvalue())


def smallest_content() -> bytes:
    """R0 with the four fields on an empty page, and nothing else."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        page = pdf.pages[0].obj
        kinds = {"Number": "/Tx", "Date": "/Tx", "Signature": "/Sig", "Seal": "/Sig"}
        page.Annots = pikepdf.Array()
        for name, kind in kinds.items():
            field = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name(kind),
                T=pikepdf.String(name), Rect=pikepdf.Array([0, 0, 100, 20]), F=4, P=page,
            )  # fmt: skip
            page.Annots.append(pdf.make_indirect(field))
        form = pikepdf.Dictionary(Fields=pikepdf.Array(list(page.Annots)), SigFlags=3)
        pdf.Root.AcroForm = pdf.make_indirect(form)
        out = io.BytesIO()
        none = pikepdf.ObjectStreamMode.disable
        pdf.save(out, object_stream_mode=none, min_version="1.7", deterministic_id=True)
        return out.getvalue()


class PlainWriter(Writer):
    """Draws nothing but a small stream: for files that shall be small."""

    def draw(self, text: str) -> generic.IndirectObject:
        box = generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 100, 20)])
        head = {"/Type": pdf_name("/XObject"), "/Subtype": pdf_name("/Form"), "/BBox": box}
        entries = {pdf_name(key): value for key, value in head.items()}
        return self.add_object(generic.StreamObject(entries, stream_data=text.encode()))


def append_unsigned(pdf: bytes, meddle: Meddle) -> bytes:
    """The file with one more revision that nobody signed."""
    writer = Writer(io.BytesIO(pdf))
    meddle(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def fill(writer: Writer, name: str, text: str) -> None:
    """Give a text field a value, and the appearance that shows it."""
    show(writer, name, text)
    writer.field(name)[pdf_name("/V")] = pdf_string(text)


def show(writer: Writer, name: str, text: str) -> None:
    """Give a field an appearance that shows a line of text."""
    shown = generic.DictionaryObject({pdf_name("/N"): writer.draw(text)})
    writer.field(name)[pdf_name("/AP")] = shown


def line(text: str) -> bytes:
    """A one-page PDF of a line."""
    style = LineStyle("font-size: 14pt; line-height: 18pt", RunStyle(size=14), 0, 18)
    return line_page(text, style, 260)
