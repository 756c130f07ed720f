"""Authorities and holders with any names, keys and dates: honest, clumsy or false."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from workflow.sign.signer import LoadedKeySigner

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def curve_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def rsa_key(bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


def named(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def parsed(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


@dataclass(frozen=True)
class Holder:
    """A key with its certificate and those above it."""

    key: Key
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def signer(self) -> LoadedKeySigner:
        return LoadedKeySigner(self.key, parsed(self.certificate), [parsed(c) for c in self.chain])

    def p12(self, password: str) -> bytes:
        return pkcs12.serialize_key_and_certificates(
            b"it", self.key, self.certificate, list(self.chain),
            BestAvailableEncryption(password.encode()),
        )  # fmt: skip

    def certify(
        self,
        name: str,
        key: Key,
        *,
        start: datetime | None = None,
        lifetime: timedelta = timedelta(days=365),
        authority: bool = False,
        may_sign: bool = True,
    ) -> Holder:
        """A holder under this one, whether or not this one may certify anybody."""
        begin = start or self.certificate.not_valid_before_utc
        usage = x509.KeyUsage(
            digital_signature=may_sign and not authority, content_commitment=False,
            key_encipherment=not may_sign, data_encipherment=False, key_agreement=False,
            key_cert_sign=authority, crl_sign=authority, encipher_only=False, decipher_only=False,
        )  # fmt: skip
        made = (
            x509.CertificateBuilder()
            .subject_name(named(name))
            .issuer_name(self.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begin)
            .not_valid_after(begin + lifetime)
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .sign(self.key, hashes.SHA256())
        )
        return Holder(key, made, (self.certificate, *self.chain))


@dataclass(frozen=True)
class Authority:
    """A root with an EC key; certificates begin the day before `now`."""

    now: datetime
    name: str = "CA"
    key: Key = field(default_factory=curve_key)

    @property
    def root(self) -> Holder:
        begin = self.now - timedelta(days=1)
        made = (
            x509.CertificateBuilder()
            .subject_name(named(self.name))
            .issuer_name(named(self.name))
            .public_key(self.key.public_key())
            .serial_number(1)
            .not_valid_before(begin)
            .not_valid_after(begin + timedelta(days=3650))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(self.key, hashes.SHA256())
        )
        return Holder(self.key, made)

    @property
    def anchors(self) -> list[asn1_x509.Certificate]:
        return [parsed(self.root.certificate)]

    @property
    def pem(self) -> bytes:
        return self.root.certificate.public_bytes(Encoding.PEM)
