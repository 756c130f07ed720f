"""A signature and its certificates as plain values for a report."""

from __future__ import annotations

from collections.abc import Sequence

from asn1crypto import x509
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator.path import ValidationPath

from workflow.model.verification import CertificateFacts, SignatureFacts, SignatureKind
from workflow.sign.trust import common_name

_ALGORITHMS = {
    "rsassa_pss": "RSASSA-PSS", "rsassa_pkcs1v15": "RSA PKCS#1 v1.5", "ecdsa": "ECDSA"
}  # fmt: skip


def plain_facts(
    signature: EmbeddedPdfSignature,
    size: int,
    path: ValidationPath | None,
    anchors: Sequence[x509.Certificate],
) -> SignatureFacts:
    """What the signature itself says, without any judgement.

    Parameters:
        size: of the file, in bytes.
        path: the chain to a trust anchor; without one only the signer's certificate is told.
    """
    certificate = signature.signer_cert
    ranges = [int(n) for n in signature.byte_range]
    known = {bytes(anchor.dump()) for anchor in anchors}
    chain = reversed(list(path)) if path else [certificate]
    return SignatureFacts(
        field=signature.field_name,
        capacity=None,
        signer=common_name(certificate),
        organization=_text(certificate.subject.native.get("organization_name", "")),
        issuer=_text(certificate.issuer.native.get("common_name", "")),
        serial=f"{certificate.serial_number:x}",
        claimed_at=signature.self_reported_timestamp,
        algorithm=_algorithm(signature),
        covers_bytes=sum(ranges[1::2]),
        kind=kind_of(signature),
        revision=signature.signed_revision,
        covers_all=len(ranges) == 4 and ranges[2] + ranges[3] == size,
        chain=tuple(_certificate(c, anchor=bytes(c.dump()) in known) for c in chain),
    )


def kind_of(signature: EmbeddedPdfSignature) -> SignatureKind:
    stamp = str(signature.sig_object_type) == "/DocTimeStamp"
    return SignatureKind.DOCUMENT_TIMESTAMP if stamp else SignatureKind.SIGNATURE


def _certificate(certificate: x509.Certificate, *, anchor: bool) -> CertificateFacts:
    return CertificateFacts(
        subject=_holder(certificate.subject),
        issuer=_holder(certificate.issuer),
        serial=f"{certificate.serial_number:x}",
        valid_from=certificate.not_valid_before,
        valid_until=certificate.not_valid_after,
        anchor=anchor,
    )


def _holder(name: x509.Name) -> str:
    """All that a name says, the common name first."""
    return ", ".join(_text(value) for value in reversed(name.native.values()))


def _algorithm(signature: EmbeddedPdfSignature) -> str:
    name = signature.signer_info["signature_algorithm"].signature_algo
    bits = signature.signer_cert.public_key.bit_size
    return f"{_ALGORITHMS.get(name, name)} {bits}, {signature.md_algorithm.upper()}"


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
