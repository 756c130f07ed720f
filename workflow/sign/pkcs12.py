"""Keys in PKCS#12 files (.p12, .pfx)."""

from __future__ import annotations

from pathlib import Path

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization import pkcs12 as container

from workflow.model.errors import KeyUnreadable, WrongPassword
from workflow.model.messages import N_, message
from workflow.model.office import PSS, Key
from workflow.sign.keys import AskSecret
from workflow.sign.signer import LoadedKeySigner


def open_key(key: Key, directory: Path, ask: AskSecret) -> LoadedKeySigner:
    """The signer in a PKCS#12 file.

    Raises:
        KeyUnreadable: the file is missing, damaged, or holds no usable key.
        WrongPassword: the password does not open it.
    """
    name = key.settings["file"]
    file = directory / name
    try:
        data = file.read_bytes()
    except OSError as error:
        raise KeyUnreadable(file=name, reason=error.strerror) from None
    if not data.startswith(b"\x30"):
        raise KeyUnreadable(file=name, reason=message(N_("it is not a PKCS#12 file")))
    password = ask(key, "password", message(N_("Password for the key “{key}”"), key=key.id))
    if "\0" in password:  # OpenSSL's PKCS#12 cannot be asked such a thing
        raise WrongPassword(key=key.id)
    try:
        private, certificate, others = container.load_key_and_certificates(data, password.encode())
    except ValueError as error:
        if "password" in str(error).lower() or "mac" in str(error).lower():
            raise WrongPassword(key=key.id) from None
        raise KeyUnreadable(file=name, reason=str(error)) from None
    if not isinstance(private, RSAPrivateKey | EllipticCurvePrivateKey) or certificate is None:
        reason = message(N_("it holds no RSA or EC key with its certificate"))
        raise KeyUnreadable(file=name, reason=reason)
    chain = [_asn1(other) for other in others]
    return LoadedKeySigner(private, _asn1(certificate), chain, prefer_pss=key.padding == PSS)


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
