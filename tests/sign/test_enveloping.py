"""Files closed to a certificate: OpenSSL opens them with its key, and with no other."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.sign.closing import certificate, opened, rsa_key
from workflow.model.errors import CertificateUnfit
from workflow.sign.enveloping import enveloped, recipient_certificate

NOW = datetime.now(UTC)


def refused(data: bytes) -> str:
    with pytest.raises(CertificateUnfit) as failed:
        recipient_certificate(data, NOW)
    return str(failed.value)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\r\n\n\r", os.urandom(1_000_003)], ids=len)
def test_openssl_opens_what_was_closed_byte_for_byte(data: bytes, tmp_path: Path) -> None:
    key = rsa_key()
    to = recipient_certificate(certificate(key), NOW)
    closed = enveloped(data, to)
    if data:
        assert data[:1000] not in closed
    assert opened(closed, key, tmp_path) == data


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    closed = enveloped(b"document", recipient_certificate(certificate(rsa_key()), NOW))
    try:
        found = opened(closed, rsa_key(), tmp_path)
    except subprocess.CalledProcessError:
        return  # since OpenSSL 3.2 a wrong key may also give random bytes
    assert found != b"document"


def test_it_is_closed_with_aes_256(tmp_path: Path) -> None:
    closed = enveloped(b"document", recipient_certificate(certificate(rsa_key()), NOW))
    (tmp_path / "closed").write_bytes(closed)
    told = subprocess.run(
        ["openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", "closed"],
        cwd=tmp_path, capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    assert "aes-256-cbc" in told
    assert "pkcs7-envelopedData" in told


def test_a_certificate_may_be_der_and_need_not_say_what_it_is_for() -> None:
    pem = certificate(rsa_key(), enciphers=None)
    der = recipient_certificate(pem, NOW)
    assert not der.startswith(b"-----")
    assert recipient_certificate(der, NOW) == der


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: b"no certificate", "no certificate"),
        (lambda: b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
         "no certificate"),
        (lambda: certificate(rsa_key(), begins=-9, ends=-1), "expired"),
        (lambda: certificate(rsa_key(), begins=1), "only from"),
        (lambda: certificate(ec.generate_private_key(ec.SECP256R1())), "no RSA key"),
        (lambda: certificate(rsa_key(1024)), "2048"),
        (lambda: certificate(rsa_key(), enciphers=False), "not meant for encryption"),
    ],
    ids=["no certificate", "broken", "expired", "not yet", "EC", "short", "signs only"],
)  # fmt: skip
def test_what_cannot_be_closed_to_is_refused_with_the_reason(
    make: Callable[[], bytes], said: str
) -> None:
    assert said in refused(make())
