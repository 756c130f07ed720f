"""Whether validation data in a file are signed by somebody who is in the file, too.

Nobody signs the /DSS itself. Each certificate, CRL and OCSP response in it carries a signature of
its own, so none can be changed or invented without a key.
"""

from __future__ import annotations

from collections.abc import Iterable

from asn1crypto import algos, core, crl, ocsp, x509
from cryptography.exceptions import InvalidSignature
from pyhanko_certvalidator.sig_validate import DefaultSignatureValidator

_KEYS = {
    "rsassa_pkcs1v15": ("rsa",),
    "rsassa_pss": ("rsa", "rsassa_pss"),
    "ecdsa": ("ec",),
    "ed25519": ("ed25519",),
    "ed448": ("ed448",),
}


def is_vouched_for(datum: core.Asn1Value, certificates: Iterable[x509.Certificate]) -> bool:
    """Whether one of the certificates has signed a certificate, a CRL or an OCSP response.

    The certificates that a response brings along, which it does not sign, must be among them.
    """
    signature, signed, algorithm = _parts(datum)
    known = list(certificates)
    if signature is None:
        return False
    if isinstance(datum, ocsp.OCSPResponse):
        brought = {c.dump() for c in datum.basic_ocsp_response["certs"]}
        if brought - {c.dump() for c in known}:
            return False
    return any(_fits(signature, signed, algorithm, certificate) for certificate in known)


def _parts(datum: core.Asn1Value) -> tuple[bytes | None, bytes, algos.SignedDigestAlgorithm]:
    """Signature (None: written otherwise than in whole bytes), what it signs, its algorithm."""
    if isinstance(datum, x509.Certificate):
        value, signed = datum["signature_value"], datum["tbs_certificate"]
    elif isinstance(datum, crl.CertificateList):
        value, signed = datum["signature"], datum["tbs_cert_list"]
    else:
        assert isinstance(datum, ocsp.OCSPResponse)
        datum = datum.basic_ocsp_response
        value, signed = datum["signature"], datum["tbs_response_data"]
    whole = value.contents[:1] == b"\0"  # no unused bits
    return value.native if whole else None, signed.dump(), datum["signature_algorithm"]


def _fits(
    signature: bytes,
    signed: bytes,
    algorithm: algos.SignedDigestAlgorithm,
    certificate: x509.Certificate,
) -> bool:
    if certificate.public_key.algorithm not in _KEYS.get(algorithm.signature_algo, ()):
        return False
    try:
        DefaultSignatureValidator().validate_signature(
            signature, signed, certificate.public_key, algorithm
        )
    except (InvalidSignature, ValueError, TypeError, NotImplementedError):
        return False
    return True
