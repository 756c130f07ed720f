"""Append one signed revision: fill fields, put in the appearance, sign (PAdES B-B or B-T).

Nothing but what the plan of revisions allows is touched: the metadata, the pages and the
structure of R0 stay as they were approved.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import (
    FieldMDPAction,
    FieldMDPSpec,
    MDPPerm,
    SigFieldSpec,
    SigSeedSubFilter,
)
from pyhanko.sign.signers import Signer
from pyhanko.sign.signers.cms_embedder import (
    PdfCMSEmbedder,
    SigIOSetup,
    SigMDPSetup,
    SigObjSetup,
)
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from workflow.model.errors import NotAContent, NotInTurn
from workflow.model.messages import N_, message
from workflow.sign.objects import form_fields, is_signature_field
from workflow.sign.plan import Step, next_fields, step_for
from workflow.sign.timestamps import HASH, TimestampAuthority

TOKENS_DIFFER = 64
"""Bytes by which two tokens of one authority may differ: integers are written without zeros."""

_TRIES = 4


@dataclass(frozen=True)
class Fill:
    """A text field's final value and the one-page PDF that shows it."""

    value: str
    page: bytes


class AppendingWriter(IncrementalPdfFileWriter):
    """Appends only what it is told to: pyHanko would also rewrite the metadata with a new time."""

    def _update_meta(self) -> None:
        pass


def field_boxes(pdf: bytes) -> dict[str, tuple[float, float]]:
    """Width and height in pt of each declared field, by its name.

    Raises:
        NotAContent: the file is not a PDF with declared fields.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        boxes = {}
        for _, name, field in form_fields(reader):
            x1, y1, x2, y2 = (float(n) for n in field["/Rect"])
            boxes[name] = (round(x2 - x1, 3), round(y2 - y1, 3))
    except (PdfError, KeyError, ValueError, TypeError) as error:
        raise NotAContent(file="PDF", reason=error) from None
    return boxes


def planned_step(pdf: bytes, field: str) -> Step:
    """The plan's step that signs `field` of this file.

    Raises:
        NotInTurn: it is not that field's turn.
        NotAContent: the file is not a PDF with declared fields.
    """
    try:
        found = form_fields(PdfFileReader(io.BytesIO(pdf)))
    except (PdfError, KeyError, ValueError) as error:
        raise NotAContent(file="PDF", reason=error) from None
    declared = [name for _, name, _ in found]
    signed = [name for _, name, f in found if is_signature_field(f) and "/V" in f]
    step = step_for(declared, signed, field)
    if step is None:
        raise NotInTurn(field=field, planned=", ".join(next_fields(declared, signed)) or "–")
    return step


def append_signature(
    pdf: bytes,
    signer: Signer,
    step: Step,
    fills: Mapping[str, Fill],
    appearance: bytes,
    moment: datetime,
    authority: TimestampAuthority | None = None,
) -> bytes:
    """The file with one more revision, as the plan's step says.

    Parameters:
        fills: the text fields that this step fills, by name.
        appearance: a one-page PDF of the signature's image or the seal, as large as its field.
        moment: the signing time that the signature claims.
        authority: gives the timestamp that the signature carries (PAdES B-T); None makes B-B.

    Raises:
        NoTimestamp: the authority gave none.
        NotAContent: the PDF has no such fields, or they are filled already.
    """
    assert set(fills) == set(step.fills)
    return embed(lambda: _filled(pdf, step, fills, appearance), signer, step, moment, authority)


def embed(
    filled: Callable[[], AppendingWriter],
    signer: Signer,
    step: Step,
    moment: datetime,
    authority: TimestampAuthority | None = None,
) -> bytes:
    """A revision with its signature.

    Parameters:
        filled: writes all that the revision holds but the signature, each time anew.

    Raises:
        As `append_signature`.
    """
    for _ in range(_TRIES):
        room = _size_of_cms(signer, authority)
        try:
            prepared = _prepare(filled(), step, moment, room)
        except (PdfError, KeyError) as error:
            reason = message(N_("a field is missing or filled already ({error})"), error=error)
            raise NotAContent(file="PDF", reason=reason) from None
        signed = asyncio.run(
            signer.async_sign(
                prepared.digest, digest_algorithm=HASH, use_pades=True, timestamper=authority
            )
        )
        if len(signed.dump()) <= room:
            return prepared.with_contents(signed)
    raise NotAContent(file="PDF", reason=message(N_("its signature grows with every try")))


class Prepared:
    """A revision written but for its signature."""

    def __init__(
        self, writer: AppendingWriter, field: str, setup: SigObjSetup, new: SigFieldSpec | None
    ) -> None:
        self._steps = PdfCMSEmbedder(new).write_cms(field, writer, existing_fields_only=new is None)
        next(self._steps)
        self._steps.send(setup)
        prepared, self._output = self._steps.send(SigIOSetup(md_algorithm=HASH, in_place=False))
        self.digest: bytes = prepared.document_digest

    def with_contents(self, signature: cms.ContentInfo) -> bytes:
        self._steps.send(signature)
        written: bytes = self._output.getvalue()
        return written


def _filled(
    pdf: bytes, step: Step, fills: Mapping[str, Fill], appearance: bytes
) -> AppendingWriter:
    writer = AppendingWriter(io.BytesIO(pdf))
    fields = {name: reference for reference, name, _ in form_fields(writer)}
    for name, fill in fills.items():
        show(writer, fields[name], fill.page)
        writer.get_object(fields[name])[pdf_name("/V")] = pdf_string(fill.value)
    show(writer, fields[step.field], appearance)
    return writer


def _prepare(writer: AppendingWriter, step: Step, moment: datetime, room: int) -> Prepared:
    if step.certifies:
        writer.update_root()  # type: ignore[no-untyped-call]
    setup = SigObjSetup(
        sig_placeholder=SignatureObject(
            timestamp=moment, subfilter=SigSeedSubFilter.PADES, bytes_reserved=2 * room
        ),
        mdp_setup=SigMDPSetup(
            md_algorithm=HASH,
            certify=step.certifies,
            docmdp_perms=MDPPerm.FILL_FORMS if step.certifies else None,
            field_lock=_lock(step),
        ),
    )
    return Prepared(writer, step.field, setup, None)


def show(writer: AppendingWriter, reference: generic.Reference, page: bytes) -> None:
    """Let a field look like a one-page PDF."""
    drawn = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(page)))
    field = writer.get_object(reference)
    shown = generic.DictionaryObject({pdf_name("/N"): drawn})  # type: ignore[no-untyped-call]
    field[pdf_name("/AP")] = shown
    writer.mark_update(reference)


def _lock(step: Step) -> FieldMDPSpec | None:
    if step.locks_all:
        return FieldMDPSpec(FieldMDPAction.ALL)
    return FieldMDPSpec(FieldMDPAction.INCLUDE, list(step.fills)) if step.fills else None


def _size_of_cms(signer: Signer, authority: TimestampAuthority | None) -> int:
    """Bytes that this signer's CMS takes, measured by making one without the private key; its
    timestamp is measured by a rehearsal."""
    rehearsal = asyncio.run(
        signer.async_sign(
            bytes(32), digest_algorithm=HASH, use_pades=True, dry_run=True, timestamper=authority
        )
    )
    return len(rehearsal.dump()) + (TOKENS_DIFFER if authority else 0)
