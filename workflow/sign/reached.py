"""Which level a file has reached, and how long it will hold."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError, ValidationError

from workflow.model.errors import NotAContent
from workflow.model.signature_level import SignatureLevel
from workflow.sign.evidence import has_validation_data, signatures_in
from workflow.sign.revisions import is_timestamp
from workflow.sign.trust import path_of

_LASTING_HASHES = {"sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"}


@dataclass(frozen=True)
class Reached:
    """`until` is when the first certificate above the newest document timestamp ends (None: there
    is no such timestamp); `weak` whether the algorithm of that timestamp no longer counts."""

    level: SignatureLevel
    until: datetime | None = None
    weak: bool = False


def reached(pdf: bytes, anchors: Sequence[x509.Certificate]) -> Reached:
    """The level that all signatures of a file have.

    Raises:
        NotAContent: the file cannot be read.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        found = sorted(signatures_in(reader), key=lambda s: s.signed_revision)
        return _reached(reader, found, anchors)
    except (PdfError, KeyError, ValueError) as error:
        raise NotAContent(file="PDF", reason=error) from None


def _reached(
    reader: PdfFileReader, found: list[EmbeddedPdfSignature], anchors: Sequence[x509.Certificate]
) -> Reached:
    made = [signature for signature in found if not is_timestamp(signature)]
    stamps = [signature for signature in found if is_timestamp(signature)]
    held = all(has_validation_data(reader, signature) for signature in made)
    level = SignatureLevel.B_B
    if stamps and held:
        level = SignatureLevel.B_LTA
    elif stamps or all(_has_own_timestamp(signature) for signature in made):
        level = SignatureLevel.B_LT if held else SignatureLevel.B_T
    if not stamps:
        return Reached(level)
    return Reached(level, _end(stamps[-1], anchors), stamps[-1].md_algorithm not in _LASTING_HASHES)


def _has_own_timestamp(signature: EmbeddedPdfSignature) -> bool:
    return any(True for _ in extract_tst_data_iter(signature.signer_info, signed=False))


def _end(stamp: EmbeddedPdfSignature, anchors: Sequence[x509.Certificate]) -> datetime:
    content = stamp.signed_data["encap_content_info"]["content"].parsed
    try:
        path = path_of(
            stamp.signer_cert, stamp.other_embedded_certs, anchors, content["gen_time"].native
        )
        chain = list(path)
    except (PathBuildingError, PathValidationError, ValidationError):
        chain = [stamp.signer_cert]
    ends: list[datetime] = [c["tbs_certificate"]["validity"]["not_after"].native for c in chain]
    return min(ends)
