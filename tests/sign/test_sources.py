"""What a key must do wherever it is kept: file, token or service; RSA or EC."""

from __future__ import annotations

import asyncio
import json
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import pem, x509
from pyhanko.sign.signers import Signer

from tests.conftest import KEY, SIGNER, As, Line
from tests.pki_services import PkiServices
from tests.sign.sources import Files, Remote, Source, Tokens
from workflow.model.errors import CertificateExpired, CertificateRevoked, CertificateUsage
from workflow.model.lifecycle import State
from workflow.services import signing
from workflow.services.office import OpenOffice
from workflow.sign.keys import look_at_key, open_key
from workflow.sign.trust import certificates_of
from workflow.sign.xml_signature import sign_xml, verify_xml

pytestmark = pytest.mark.slow

RSA, EC = "person", "person-2"


@pytest.fixture(params=["pkcs12", "pkcs11", "csc-v2", "csc-v1"])
def source(request: pytest.FixtureRequest, pki: PkiServices, tmp_path: Path) -> Source:
    if request.param == "pkcs12":
        return Files(pki, tmp_path)
    if request.param.startswith("csc"):
        service = request.getfixturevalue("service")
        return Remote(pki, tmp_path, service, request.param.removeprefix("csc-"))
    return Tokens(pki, tmp_path, request.getfixturevalue("tokens"))


def raw_signature(signer: Signer, data: bytes) -> bytes:
    return asyncio.run(signer.async_sign_raw(data, "sha256"))


def openssl_accepts(
    folder: Path, certificate: x509.Certificate, data: bytes, signature: bytes, *padding: str
) -> bool:
    public = certificate.public_key.dump()
    files = {"key.pem": pem.armor("PUBLIC KEY", public), "data": data, "signature": signature}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    command = ["openssl", "dgst", "-sha256", "-verify", "key.pem", "-signature", "signature"]
    options = [part for option in padding for part in ("-sigopt", option)]
    done = subprocess.run([*command, *options, "data"], cwd=folder, capture_output=True, text=True)
    return done.stdout.strip() == "Verified OK"


PSS = ("rsa_padding_mode:pss", "rsa_pss_saltlen:digest")


@pytest.mark.parametrize(("holder", "padding"), [(RSA, PSS), (EC, ())])
def test_openssl_accepts_what_a_key_signs(
    source: Source, tmp_path: Path, holder: str, padding: tuple[str, ...]
) -> None:
    signer = open_key(source.key(holder), source.folder, source.ask)
    certificate, others = certificates_of(signer)
    assert certificate.dump() == source.pki.certificate(holder).dump()
    assert source.pki.certificate("issuing").dump() in [other.dump() for other in others]
    for data in (b"", b"it", b"x" * 100_000):
        signature = raw_signature(signer, data)
        assert openssl_accepts(tmp_path, certificate, data, signature, *padding)
        assert len(signature) <= len(asyncio.run(signer.async_sign_raw(data, "sha256", True)))


def test_a_key_set_to_the_old_padding_uses_it(source: Source, tmp_path: Path) -> None:
    key = source.key(RSA, padding="pkcs1v15")
    signer = open_key(key, source.folder, source.ask)
    signature = raw_signature(signer, b"it")
    certificate = certificates_of(signer)[0]
    assert openssl_accepts(tmp_path, certificate, b"it", signature, "rsa_padding_mode:pkcs1")
    assert not openssl_accepts(tmp_path, certificate, b"it", signature, *PSS)


@pytest.mark.parametrize(("holder", "padding"), [(RSA, "pss"), (EC, "pss")])
def test_an_envelope_signed_by_a_key_verifies(source: Source, holder: str, padding: str) -> None:
    signer = open_key(source.key(holder, padding=padding), source.folder, source.ask)
    plain = b'<m xmlns="urn:m"><envelope Id="e"><header/><body>it</body></envelope></m>'
    signed = sign_xml(plain, signer, "e", "header")
    moment = signer.signing_cert.not_valid_before + timedelta(days=1)
    found = verify_xml(signed, "envelope", "header", source.pki.anchors, moment)
    assert b"<body>it</body>" in found.element
    assert found.certificate == source.pki.certificate(holder).dump()


def test_the_certificate_can_be_looked_at(source: Source) -> None:
    certificate, _ = look_at_key(source.key(RSA), source.folder, source.ask)
    assert certificate.dump() == source.pki.certificate(RSA).dump()


def test_a_wrong_secret_is_refused_and_the_right_one_still_opens(source: Source) -> None:
    key = source.key(EC)
    with pytest.raises(source.refuses, match="it"):
        raw_signature(open_key(key, source.folder, source.ask_wrongly), b"it")
    assert raw_signature(open_key(key, source.folder, source.ask), b"it")


def test_a_key_that_is_gone_is_named_and_works_again_when_it_is_back(
    source: Source, tmp_path: Path
) -> None:
    signer = open_key(source.key(EC), source.folder, source.ask)
    raw_signature(signer, b"before")
    with source.lost(), pytest.raises(source.loses):
        raw_signature(open_key(source.gone(EC), source.folder, source.ask), b"while")
    again = open_key(source.key(EC), source.folder, source.ask)
    signature = raw_signature(again, b"after")
    assert openssl_accepts(tmp_path, certificates_of(again)[0], b"after", signature)


# -- in an office ------------------------------------------------------------------------------


def equipped(office: OpenOffice, source: Source, holder: str) -> None:
    """The office's signer gets this key; its trust anchor becomes the PKI's root."""
    source.pki.equip(office.directory)
    key = source.key(holder)
    settings = {"source": key.source} | {k: v for k, v in key.settings.items() if v is not None}
    for name in {"password", "pin", "token"} & set(settings):
        if settings[name] == "prompt":
            (office.directory / f"secret-{name}").write_text(source.ask(key, name, ""), "utf-8")
            settings[name] = f"file:secret-{name}"
    if "file" in settings:
        settings["file"] = str(source.folder / settings["file"])
    table = "\n".join(f"{name} = {json.dumps(value)}" for name, value in settings.items() if value)
    file = office.directory / "office.toml"
    before, _, after = file.read_text("utf-8").partition(f"[keys.{KEY}]")
    _, _, rest = after.partition("\n[")
    head = f'[keys.{KEY}]\nholder = "{SIGNER}"\nimage = "keys/{KEY}.png"\n'
    file.write_text(f"{before}{head}{table}\n\n[{rest}", "utf-8")


@pytest.mark.parametrize("holder", [RSA, EC])
def test_a_document_is_signed(source: Source, acting: As, line: Line, holder: str) -> None:
    document = line.approved()
    equipped(acting(None), source, holder)
    assert signing.sign(acting(SIGNER), document.id, KEY).state is State.SIGNED


@pytest.mark.parametrize(
    ("holder", "error"),
    [
        ("expired", CertificateExpired),
        ("not-for-signing", CertificateUsage),
        ("revoked", CertificateRevoked),
    ],
)
def test_a_key_that_may_not_sign_is_refused(
    source: Source, acting: As, holder: str, error: type[Exception]
) -> None:
    equipped(acting(None), source, holder)
    office = acting(SIGNER)
    key = office.settings.key(KEY)
    with pytest.raises(error):
        signing.ready_stamp(office, key, key.image)
