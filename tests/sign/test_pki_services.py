"""The PKI that other tests lean on is a real one: openssl's own clients agree with its services."""

from __future__ import annotations

import subprocess
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from asn1crypto import pem

from tests.pki_services import OCSP, PkiServices

pytestmark = pytest.mark.slow


def openssl(*arguments: str | Path) -> str:
    command = ["openssl", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    return done.stdout + done.stderr


def written(pki: PkiServices, folder: Path, *labels: str) -> list[Path]:
    files = [folder / f"{label}.pem" for label in labels]
    for file, label in zip(files, labels, strict=True):
        file.write_bytes(pem.armor("CERTIFICATE", pki.certificate(label).dump()))
    return files


@pytest.mark.parametrize(
    ("label", "status"), [("person", "good"), ("organ", "good"), ("revoked", "revoked")]
)
def test_openssl_asks_for_the_status(
    pki: PkiServices, tmp_path: Path, label: str, status: str
) -> None:
    root, issuing, holder = written(pki, tmp_path, "root", "issuing", label)
    answer = openssl(
        "ocsp", "-issuer", issuing, "-cert", holder, "-CAfile", root, "-verify_other", issuing,
        "-url", pki.certificate(label).ocsp_urls[0],
    )  # fmt: skip
    assert f"{holder}: {status}" in answer
    assert "Response verify OK" in answer


def test_openssl_verifies_a_timestamp(pki: PkiServices, tmp_path: Path) -> None:
    (root,) = written(pki, tmp_path, "root")
    data, query, reply = tmp_path / "data", tmp_path / "it.tsq", tmp_path / "it.tsr"
    data.write_bytes(b"something")
    openssl("ts", "-query", "-data", data, "-sha256", "-cert", "-out", query)
    headers = {"Content-Type": "application/timestamp-query"}
    with urlopen(Request(pki.tsa_url, query.read_bytes(), headers), timeout=10) as answer:
        reply.write_bytes(answer.read())
    said = openssl("ts", "-verify", "-data", data, "-in", reply, "-CAfile", root)
    assert "Verification: OK" in said


def test_a_service_can_be_out_of_order(pki: PkiServices, tmp_path: Path) -> None:
    issuing, holder = written(pki, tmp_path, "issuing", "person")
    url = pki.certificate("person").ocsp_urls[0]
    ask = ("ocsp", "-issuer", issuing, "-cert", holder, "-noverify", "-url", url)
    with pki.unavailable(OCSP):
        assert "503" in openssl(*ask)
    assert "good" in openssl(*ask)
