"""Trust anchors, and whether a certificate may sign now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from asn1crypto import pem, x509
from pyhanko.sign.signers import Signer as Signer
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError, ValidationError
from pyhanko_certvalidator.path import ValidationPath

from workflow.model.errors import (
    CertificateExpired,
    CertificateNotYetValid,
    CertificateUntrusted,
    CertificateUsage,
    KeyUnreadable,
    NoTrustAnchor,
)
from workflow.model.messages import N_, message

Certificate = x509.Certificate

MAY_SIGN = KeyUsageConstraints(
    key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False
)
_ENDINGS = {".pem", ".crt", ".cer", ".der"}


def read_anchors(place: Path) -> list[x509.Certificate]:
    """The trust anchors in a PEM or DER file, or in all such files of a folder.

    Raises:
        NoTrustAnchor: there is none.
        KeyUnreadable: a file is not a certificate.
    """
    files = [place] if place.is_file() else sorted(place.glob("*")) if place.is_dir() else []
    anchors = [
        certificate
        for file in files
        if file == place or file.suffix.lower() in _ENDINGS
        for certificate in read_certificates(file)
    ]
    if not anchors:
        raise NoTrustAnchor
    return anchors


def read_certificates(file: Path) -> list[x509.Certificate]:
    """The certificates in a PEM file, in its order, or the one in a DER file.

    Raises:
        KeyUnreadable: it holds none.
    """
    try:
        data = file.read_bytes()
        blocks = [b for _, _, b in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
        certificates = [x509.Certificate.load(block, strict=True) for block in blocks]
        for certificate in certificates:
            certificate.subject.native  # noqa: B018 - parsing is lazy; a broken file shows here
    except (OSError, ValueError) as error:
        reason = message(N_("it is not a certificate ({error})"), error=error)
        raise KeyUnreadable(file=file, reason=reason) from None
    return certificates


def path_of(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    anchors: Sequence[x509.Certificate],
    moment: datetime,
) -> ValidationPath:
    """The chain from a certificate to a trust anchor, valid at a moment.

    Raises:
        ValidationError: there is none (pyhanko_certvalidator's own reasons).
    """
    from pyhanko_certvalidator import CertificateValidator

    context = ValidationContext(
        trust_roots=list(anchors),
        other_certs=list(others),
        allow_fetching=False,
        moment=moment,
        revocation_mode="soft-fail",
    )
    validator = CertificateValidator(
        certificate, intermediate_certs=list(others), validation_context=context
    )
    return _run(validator.async_validate_path())


def check_may_sign(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    anchors: Sequence[x509.Certificate],
    moment: datetime,
) -> None:
    """Whether a certificate may make a signature at a moment (NĐ 68/2024 Đ.29, Đ.31).

    Raises:
        CertificateExpired, CertificateNotYetValid, CertificateUsage, CertificateUntrusted
    """
    check_period(certificate, moment)
    check_usage(certificate)
    check_chain(certificate, others, anchors, moment)


def check_period(certificate: x509.Certificate, moment: datetime) -> None:
    """
    Raises:
        CertificateExpired, CertificateNotYetValid
    """
    holder = common_name(certificate)
    validity = certificate["tbs_certificate"]["validity"]
    start, end = validity["not_before"].native, validity["not_after"].native
    if moment > end:
        raise CertificateExpired(holder=holder, until=end)
    if moment < start:
        raise CertificateNotYetValid(holder=holder, start=start)


def check_usage(certificate: x509.Certificate) -> None:
    """
    Raises:
        CertificateUsage: it is not for signing documents.
    """
    usage = certificate.key_usage_value
    if usage is not None and not {"digital_signature", "non_repudiation"} & usage.native:
        raise CertificateUsage(holder=common_name(certificate))


def check_chain(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    anchors: Sequence[x509.Certificate],
    moment: datetime,
) -> list[str]:
    """The names from the certificate to the trust anchor.

    Raises:
        CertificateUntrusted: it leads to none.
    """
    try:
        path = path_of(certificate, others, anchors, moment)
    except (PathBuildingError, PathValidationError, ValidationError) as error:
        raise CertificateUntrusted(holder=common_name(certificate), reason=error) from None
    return [common_name(c) for c in path.iter_certs(include_root=True)][::-1]


def certificates_of(signer: Signer) -> tuple[x509.Certificate, list[x509.Certificate]]:
    """The certificate that a signer signs with, and the others it brings along."""
    certificate = signer.signing_cert
    assert certificate is not None
    return certificate, [c for c in signer.cert_registry if c is not certificate]


def issuers_of(
    certificate: x509.Certificate, others: Sequence[x509.Certificate]
) -> list[x509.Certificate]:
    """Those of the others that stand above a certificate, the nearest first."""
    above: list[x509.Certificate] = []
    left = [other for other in others if other.ca]
    current = certificate
    while found := next((c for c in left if c.subject == current.issuer), None):
        above.append(found)
        left.remove(found)
        current = found
    return above


def common_name(certificate: x509.Certificate) -> str:
    return str(certificate.subject.native.get("common_name", certificate.subject.human_friendly))


def _run(coroutine: object) -> ValidationPath:
    import asyncio

    return asyncio.run(coroutine)  # type: ignore[arg-type]
