"""Files closed to this office (CMS EnvelopedData), opened with its key."""

from __future__ import annotations

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import pkcs7

from workflow.model.errors import KeyOpensNothing
from workflow.model.office import Key
from workflow.sign.keys import AskSecret, open_key
from workflow.sign.signer import LoadedKeySigner


class OpeningKey:
    """A key that opens what was closed to its certificate."""

    def __init__(self, private: RSAPrivateKey, certificate: x509.Certificate) -> None:
        self._private, self._certificate = private, certificate

    def opened(self, data: bytes) -> bytes | None:
        """The plain file; None where it is not closed to this key, or is damaged."""
        try:
            return pkcs7.pkcs7_decrypt_der(data, self._certificate, self._private, [])
        except (ValueError, TypeError, UnicodeDecodeError):
            return None


def opening_key(key: Key, directory: Path, ask: AskSecret) -> OpeningKey:
    """The key of the office that opens closed files.

    Raises:
        KeyOpensNothing: it is no RSA key in a file; tokens and services give no such use of theirs.
        SigningError: it cannot be opened itself.
    """
    signer = open_key(key, directory, ask)
    private = signer.private if isinstance(signer, LoadedKeySigner) else None
    if not isinstance(private, RSAPrivateKey) or signer.signing_cert is None:
        raise KeyOpensNothing(key=key.id)
    return OpeningKey(private, x509.load_der_x509_certificate(signer.signing_cert.dump()))
