"""A throw-away PKI for examples and tests: an authority, people, the organ. Never for real use."""

from __future__ import annotations

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import NameOID

_MARK = "MẪU"
_Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class SpecimenAuthority:
    """A certification authority whose every name says MẪU (specimen)."""

    def __init__(self, now: datetime, bits: int = 3072) -> None:
        self._now, self._bits = now, bits
        self._key = rsa.generate_private_key(65537, bits)
        self._name = _name(f"CA {_MARK} - không có giá trị pháp lý", f"vanban {_MARK}")
        self._certificate = (
            self._builder(self._name, self._key, now, timedelta(days=3650))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(ca=True), critical=True)
            .sign(self._key, hashes.SHA256())
        )

    @property
    def pem(self) -> bytes:
        """The authority's certificate: the trust anchor."""
        return self._certificate.public_bytes(Encoding.PEM)

    def issue(
        self,
        holder: str,
        organization: str,
        password: str,
        *,
        start: datetime | None = None,
        lifetime: timedelta = timedelta(days=730),
        may_sign: bool = True,
        curve: bool = False,
    ) -> bytes:
        """A PKCS#12 file with a new key and its certificate for a holder."""
        key: _Key = (
            ec.generate_private_key(ec.SECP256R1())
            if curve
            else rsa.generate_private_key(65537, self._bits)
        )
        certificate = (
            self._builder(_name(holder, organization), key, start or self._now, lifetime)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(sign=may_sign), critical=True)
            .sign(self._key, hashes.SHA256())
        )
        return pkcs12.serialize_key_and_certificates(
            holder.encode(), key, certificate, [self._certificate],
            BestAvailableEncryption(password.encode()),
        )  # fmt: skip

    def _builder(
        self, subject: x509.Name, key: _Key, start: datetime, lifetime: timedelta
    ) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start - timedelta(minutes=1))
            .not_valid_after(start + lifetime)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), False
            )
        )


def _name(common: str, organization: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _usage(*, ca: bool = False, sign: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=sign, content_commitment=sign, key_encipherment=not (ca or sign),
        data_encipherment=False, key_agreement=False, key_cert_sign=ca, crl_sign=ca,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
