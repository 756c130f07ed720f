"""What can be seen of a key, and the proof that it signs: a nonce and its certificate."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.util import get_pyca_cryptography_hash, process_pss_params

from workflow.model.errors import KeyDoesNotMatch
from workflow.model.office import PSS, Key

_HASH = "sha256"


@dataclass(frozen=True)
class Seen:
    """What a certificate says of a key; times in UTC."""

    subject: str
    issuer: str
    start: datetime
    end: datetime
    algorithm: str


def seen(key: Key, certificate: x509.Certificate) -> Seen:
    validity = certificate["tbs_certificate"]["validity"]
    return Seen(
        _name(certificate.subject),
        _name(certificate.issuer),
        validity["not_before"].native,
        validity["not_after"].native,
        algorithm_of(key, certificate),
    )


def _name(name: x509.Name) -> str:
    """The parts of a name as people say them: the person or organ first, the country last."""
    parts = {kind: part for kind, part in name.native.items() if isinstance(part, str)}
    first = parts.pop("common_name", "")
    return ", ".join(filter(None, [first, *reversed(parts.values())]))


def algorithm_of(key: Key, certificate: x509.Certificate) -> str:
    """How the key signs, such as “RSASSA-PSS, RSA 3072”."""
    public = certificate.public_key
    if public.algorithm == "ec":
        return f"ECDSA, EC {public.bit_size}"
    padding = "RSASSA-PSS" if key.padding == PSS else "PKCS#1 v1.5"
    return f"{padding}, RSA {public.bit_size}"


def prove(key: Key, signer: Signer) -> None:
    """Sign a nonce and verify the signature with the certificate that documents would carry.

    Raises:
        KeyDoesNotMatch: the certificate is not the one of this key.
        SigningError: the key does not sign.
    """
    certificate = signer.signing_cert
    assert certificate is not None
    nonce = secrets.token_bytes(32)
    signature = asyncio.run(signer.async_sign_raw(nonce, _HASH))
    public = load_der_public_key(certificate.public_key.dump())
    mechanism = signer.get_signature_mechanism_for_digest(_HASH)
    algorithm = get_pyca_cryptography_hash(_HASH)
    try:
        if isinstance(public, EllipticCurvePublicKey):
            public.verify(signature, nonce, ECDSA(algorithm))
        elif isinstance(public, RSAPublicKey) and mechanism.signature_algo == "rsassa_pss":
            padding, algorithm = process_pss_params(mechanism["parameters"])
            public.verify(signature, nonce, padding, algorithm)
        elif isinstance(public, RSAPublicKey):
            public.verify(signature, nonce, PKCS1v15(), algorithm)
        else:
            raise KeyDoesNotMatch(key=key.id)
    except InvalidSignature:
        raise KeyDoesNotMatch(key=key.id) from None
