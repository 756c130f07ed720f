"""Certificates to close files to, and OpenSSL to open what was closed."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


def certificate(
    key: Key, *, begins: int = -1, ends: int = 365, enciphers: bool | None = True
) -> bytes:
    """Self-signed, PEM; days from now; `enciphers` None: it does not say what it is for."""
    now = datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Sở Y tế")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=begins))
        .not_valid_after(now + timedelta(days=ends))
    )
    if enciphers is not None:
        usage = x509.KeyUsage(
            digital_signature=not enciphers, content_commitment=False,
            key_encipherment=enciphers, data_encipherment=False, key_agreement=False,
            key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
        )  # fmt: skip
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(key, SHA256()).public_bytes(Encoding.PEM)


def opened(closed: bytes, key: Key, folder: Path) -> bytes:
    """What OpenSSL makes of a closed file with a key."""
    (folder / "closed").write_bytes(closed)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(pem)
    command = ["openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", "closed",
               "-inkey", "key.pem"]  # fmt: skip
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return done.stdout
