"""Append evidence: validation data for all signatures, and a document timestamp (R3).

With the validation data (PAdES B-LT) the signatures can be judged when the authorities no longer
answer; the timestamp over everything (B-LTA) proves that all of it was there while the
certificates and algorithms could still be trusted. Both are repeated before that timestamp ages.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import aiohttp
from asn1crypto import cms, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec
from pyhanko.sign.general import extract_certificate_info
from pyhanko.sign.signers.cms_embedder import SigObjSetup
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.path import ValidationPath

from workflow.model.errors import NotAContent
from workflow.model.messages import N_, message
from workflow.sign.objects import entry, form_fields, is_signature_field
from workflow.sign.pades import TOKENS_DIFFER, AppendingWriter, Prepared
from workflow.sign.plan import timestamp_field
from workflow.sign.revocation import asking, checked_path
from workflow.sign.timestamps import HASH, TimestampAuthority

_TRIES = 4
_INVISIBLE = InvisSigSettings(box_out_of_bounds=True)


def append_evidence(
    pdf: bytes,
    anchors: Sequence[x509.Certificate],
    moment: datetime,
    patience: float,
    authority: TimestampAuthority | None = None,
) -> bytes:
    """The file with one more revision, or the same file if there is nothing to add.

    Parameters:
        moment: now, in UTC.
        patience: seconds to wait for each answer about a revocation.
        authority: gives the timestamp over everything (B-LTA); None adds validation data only.

    Raises:
        CertificateRevoked: by now, one of the certificates is revoked.
        RevocationUnknown: whether one is cannot be learnt.
        NoTimestamp: the authority gave none.
        NotAContent: the file cannot be read.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        found = asyncio.run(_gather(reader, anchors, moment, patience, authority))
        return asyncio.run(_append(pdf, found, authority))
    except (PdfError, KeyError, ValueError) as error:
        raise NotAContent(file="PDF", reason=error) from None


@dataclass
class _Found:
    """What is to be added: paths by the hexadecimal contents of the signature (None: of the coming
    timestamp), and all answers about revocations."""

    paths: list[tuple[bytes | None, list[ValidationPath]]] = field(default_factory=list)
    answers: ValidationContext | None = None


async def _gather(
    reader: PdfFileReader,
    anchors: Sequence[x509.Certificate],
    moment: datetime,
    patience: float,
    authority: TimestampAuthority | None,
) -> _Found:
    """Validation data for every signature and timestamp that has none in the file yet."""
    found = _Found()
    async with aiohttp.ClientSession(trust_env=True) as session:
        context = asking(session, anchors, moment, "require", patience)
        for signature in signatures_in(reader):
            if has_validation_data(reader, signature):
                continue
            tokens = extract_tst_data_iter(signature.signer_info, signed=False)
            chain = [signature.signed_data, *tokens]
            paths = [await _path(signed, context, patience) for signed in chain]
            found.paths.append((_contents(signature), paths))
        if authority is not None:
            token = await authority.rehearsal()
            found.paths.append((None, [await _path(token["content"], context, patience)]))
    found.answers = context
    return found


async def _path(
    signed: cms.SignedData, context: ValidationContext, patience: float
) -> ValidationPath:
    certificates = extract_certificate_info(signed)
    return await checked_path(certificates.signer_cert, certificates.other_certs, context, patience)


def has_validation_data(reader: PdfFileReader, signature: EmbeddedPdfSignature) -> bool:
    """Whether the file holds validation data for a signature of it."""
    store = entry(reader.root, "/DSS")
    named = entry(store, "/VRI") if isinstance(store, generic.DictionaryObject) else None
    if not isinstance(named, generic.DictionaryObject):
        return False
    return DocumentSecurityStore.sig_content_identifier(_contents(signature)) in named


def signatures_in(reader: PdfFileReader) -> list[EmbeddedPdfSignature]:
    """All signatures and document timestamps, in the order of their fields."""
    return [
        EmbeddedPdfSignature(reader, found, name)
        for _, name, found in form_fields(reader)
        if is_signature_field(found) and "/V" in found
    ]


def _contents(signature: EmbeddedPdfSignature) -> bytes:
    """What names a signature's entry in the /VRI, before it is hashed."""
    return signature.pkcs7_content.hex().encode("ascii")


async def _append(pdf: bytes, found: _Found, authority: TimestampAuthority | None) -> bytes:
    if authority is None:
        writer = AppendingWriter(io.BytesIO(pdf))
        if not _add_validation_data(writer, found):
            return pdf
        out = io.BytesIO()
        writer.write(out)  # type: ignore[no-untyped-call]
        return out.getvalue()
    for _ in range(_TRIES):
        room = len((await authority.rehearsal()).dump()) + TOKENS_DIFFER
        writer = AppendingWriter(io.BytesIO(pdf))
        _add_validation_data(writer, found)
        name = timestamp_field([name for _, name, _ in form_fields(writer)])
        stamp = DocumentTimestamp(bytes_reserved=2 * room)  # type: ignore[no-untyped-call]
        setup = SigObjSetup(sig_placeholder=stamp)
        new = SigFieldSpec(name, invis_sig_settings=_INVISIBLE)
        prepared = Prepared(writer, name, setup, new)
        token = await authority.async_timestamp(prepared.digest, HASH)
        if len(token.dump()) <= room:
            return prepared.with_contents(token)
    raise NotAContent(file="PDF", reason=message(N_("its signature grows with every try")))


def _add_validation_data(writer: AppendingWriter, found: _Found) -> bool:
    """Put what was found into the /DSS; whether there was anything.

    The anchors too: ETSI EN 319 102-1 asks for a proof that they existed when they were used.
    """
    modified = False
    for contents, paths in found.paths:
        store = DocumentSecurityStore.supply_dss_in_writer(
            writer, contents, paths=paths, validation_context=found.answers
        )
        modified = modified or store.modified
    return modified
