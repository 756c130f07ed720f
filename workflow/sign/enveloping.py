"""Files closed to one body: CMS EnvelopedData (RFC 5652), AES-256, readable with its key only."""

from __future__ import annotations

from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from workflow.model.errors import CertificateUnfit
from workflow.model.messages import N_, Message, message

_PEM = b"-----BEGIN CERTIFICATE-----"
_SHORTEST = 2048  # bits of an RSA key


def recipient_certificate(data: bytes, now: datetime) -> bytes:
    """A certificate to which files can be closed, as DER.

    Parameters:
        data: the certificate, PEM or DER.
        now: UTC.

    Raises:
        CertificateUnfit: it cannot be read, is not valid now, or is not one for encryption.
    """
    try:
        load = x509.load_pem_x509_certificate if _PEM in data else x509.load_der_x509_certificate
        certificate = load(data)
        key = certificate.public_key()
        usage = _usage(certificate)
    except (ValueError, TypeError, x509.UnsupportedGeneralNameType) as error:
        raise _unfit(message(N_("it is no certificate ({error})"), error=error)) from None
    if now < certificate.not_valid_before_utc:
        begins = certificate.not_valid_before_utc
        raise _unfit(message(N_("it is valid only from {time} on"), time=begins))
    if now > certificate.not_valid_after_utc:
        ended = certificate.not_valid_after_utc
        raise _unfit(message(N_("it expired at {time}"), time=ended))
    # The library's way to close a file (CMS key transport) is for RSA keys only.
    if not isinstance(key, RSAPublicKey):
        raise _unfit(message(N_("its key is no RSA key; files can be closed to RSA keys only")))
    if key.key_size < _SHORTEST:
        raise _unfit(message(N_("its key has less than {bits} bits"), bits=_SHORTEST))
    if usage is not None and not usage.key_encipherment:
        raise _unfit(message(N_("it is not meant for encryption (keyEncipherment)")))
    return certificate.public_bytes(Encoding.DER)


def enveloped(data: bytes, certificate: bytes) -> bytes:
    """The file as EnvelopedData, DER: a new key each time, AES-256-CBC, given to the body by RSA
    (PKCS#1 v1.5, which every reader of S/MIME knows; the library offers no OAEP here).

    Parameters:
        certificate: as `recipient_certificate` gives it.
    """
    builder = (
        pkcs7.PKCS7EnvelopeBuilder()
        .set_data(data)
        .add_recipient(x509.load_der_x509_certificate(certificate))
        .set_content_encryption_algorithm(AES256)
    )
    return builder.encrypt(Encoding.DER, [pkcs7.PKCS7Options.Binary])


def _usage(certificate: x509.Certificate) -> x509.KeyUsage | None:
    try:
        return certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return None


def _unfit(reason: Message) -> CertificateUnfit:
    return CertificateUnfit(reason=reason)
