"""Whether a file's revisions follow the plan exactly.

Every object that a revision adds or changes is accounted for; anything else is named and refused.
Stock policies of allowed changes are not enough: some accept a replaced page.
"""

from __future__ import annotations

from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from workflow.model.messages import N_
from workflow.sign.check import Check
from workflow.sign.content import check_content
from workflow.sign.evidence_revision import EvidenceRevision
from workflow.sign.plan import missing, next_fields, step_for
from workflow.sign.signed_revision import SignedRevision


def check_revisions(
    data: bytes, reader: PdfFileReader, signatures: list[EmbeddedPdfSignature]
) -> Check:
    """Compare a file with the plan, revision by revision.

    Parameters:
        signatures: all signatures and document timestamps, in the order of their revisions.
    """
    check = Check(data, revisions=reader.xrefs.total_revisions)
    _check_ends(data, signatures, check)
    declared = check_content(reader, check)
    by_revision = {signature.signed_revision: signature for signature in signatures}
    if len(by_revision) != len(signatures) or 0 in by_revision:
        check.refuse(N_("several signatures are in one revision"))
        return check
    signed: list[str] = []
    for number in range(1, check.revisions):
        signature = by_revision.get(number)
        if signature is None or is_timestamp(signature):
            before = [s for s in signatures if s.signed_revision < number]
            if missing(declared, signed):
                check.refuse(
                    N_("revision {revision} is signed by nobody, and yet comes before “{field}”"),
                    revision=number, field=", ".join(next_fields(declared, signed)),
                )  # fmt: skip
                return check
            EvidenceRevision(reader, number, signature, before, check).verify()
            continue
        step = step_for(declared, signed, signature.field_name)
        if step is None:
            check.refuse(
                N_("signature {number} is in the field “{field}”, where the plan has “{planned}”"),
                number=len(signed) + 1,
                field=signature.field_name,
                planned=", ".join(next_fields(declared, signed)) or "–",
            )
            return check
        SignedRevision(reader, number, step, signature, check).verify()
        signed.append(signature.field_name)
    _check_last_end(check)
    return check


def is_timestamp(signature: EmbeddedPdfSignature) -> bool:
    """Whether it is a document timestamp rather than somebody's signature."""
    return str(signature.sig_object_type) == "/DocTimeStamp"


def _check_last_end(check: Check) -> None:
    """Nothing follows the last revision."""
    end = max([*check.ends, *check.evidence_ends], default=len(check.data))
    if end != len(check.data):
        check.refuse(
            N_("{count} bytes were appended after the last signature"), count=len(check.data) - end
        )


def _check_ends(data: bytes, signatures: list[EmbeddedPdfSignature], check: Check) -> None:
    """Each signature covers everything from the first byte to the end of its revision."""
    for number, signature in enumerate(signatures, start=1):
        ranges = [int(n) for n in signature.byte_range]
        if len(ranges) != 4 or ranges[0] != 0:
            check.refuse(N_("the byte range of signature {number} is not whole"), number=number)
            continue
        start, end, length = ranges[1], ranges[2], ranges[3]
        if data[start:end] != canonical_contents(signature, end - start):
            check.refuse(
                N_("the place of signature {number} holds more than the signature"), number=number
            )
        if end + length > len(data) or not data[: end + length].rstrip(b"\r\n").endswith(b"%%EOF"):
            check.refuse(N_("signature {number} does not end with its revision"), number=number)
        check.ends.append(end + length)
    if check.ends != sorted(set(check.ends)):
        check.refuse(N_("the signatures do not follow one another"))


def canonical_contents(signature: EmbeddedPdfSignature, length: int) -> bytes:
    """The bytes that stand between the two ranges when nothing is hidden there: the signature
    in hexadecimal as it is written, then zeros."""
    der: bytes = cms.ContentInfo.load(signature.pkcs7_content).dump()
    return b"<" + der.hex().upper().encode().ljust(length - 2, b"0") + b">"
