"""Sign an attachment: a file that others made gets one revision with the organ's signature."""

from __future__ import annotations

import io
from datetime import datetime

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.signers import Signer

from workflow.model.verification import Capacity
from workflow.sign.objects import form_fields
from workflow.sign.pades import AppendingWriter, embed, show
from workflow.sign.plan import Step
from workflow.sign.timestamps import TimestampAuthority

_STEP = Step(Capacity.ORGAN, "Seal", locks_all=True, certifies=True)
_TURNS = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}

Rectangle = tuple[float, float, float, float]


def sign_attachment(
    pdf: bytes,
    signer: Signer,
    rectangle: Rectangle,
    turned: int,
    appearance: bytes,
    moment: datetime,
    authority: TimestampAuthority | None = None,
) -> bytes:
    """The file with one more revision: a field on page 1, signed and certified.

    Parameters:
        rectangle: left, bottom, right and top of the field in the page's own units.
        turned: degrees by which viewers turn page 1 clockwise.
        appearance: a one-page PDF.
        moment: the signing time that the signature claims.
        authority: gives the timestamp that the signature carries (PAdES B-T); None makes B-B.

    Raises:
        NoTimestamp: the authority gave none.
        NotAContent: the file cannot be continued.
    """
    return embed(
        lambda: _with_field(pdf, rectangle, turned, appearance), signer, _STEP, moment, authority
    )


def rehearsed(pdf: bytes) -> tuple[bytes, str]:
    """The file with the field but no signature, and what stands in the way; "" for nothing."""
    out = io.BytesIO()
    try:
        writer = AppendingWriter(io.BytesIO(pdf))
        append_signature_field(writer, SigFieldSpec(_STEP.field, box=(0, 0, 9, 9)))
        writer.write(out)  # type: ignore[no-untyped-call]
    except Exception as error:  # a file that others made can make a reader fail in any way
        return b"", str(error) or type(error).__name__
    return out.getvalue(), ""


def _with_field(
    pdf: bytes, rectangle: Rectangle, turned: int, appearance: bytes
) -> AppendingWriter:
    writer = AppendingWriter(io.BytesIO(pdf))
    # pyHanko writes fractions as they are.
    append_signature_field(writer, SigFieldSpec(_STEP.field, box=rectangle))  # type: ignore[arg-type]
    ((field, _, _),) = form_fields(writer)
    show(writer, field, appearance)
    drawn = writer.get_object(field)["/AP"]["/N"]
    matrix = (*_TURNS[turned], 0, 0)
    drawn[pdf_name("/Matrix")] = generic.ArrayObject(map(generic.NumberObject, matrix))
    return writer
