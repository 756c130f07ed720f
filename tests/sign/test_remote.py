"""Remote signing: what is sent, what is asked of the person, and every way it can fail."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import socket
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.pki_services import PkiServices
from tests.sign import signing_service
from tests.sign.pki import Authority, curve_key
from tests.sign.signing_service import SigningService
from tests.sign.sources import Remote, key_of
from workflow.model.errors import (
    RemoteCannotSign,
    RemoteKeyDisabled,
    RemoteNonsense,
    RemoteRefused,
    RemoteSilent,
    RemoteUnreachable,
    RemoteUntrusted,
    SettingsError,
    WrongOneTimePassword,
)
from workflow.model.office_settings import read_office
from workflow.sign.keys import key_forms, look_at_key, open_key

pytestmark = pytest.mark.slow


@pytest.fixture(params=["v2", "v1"])
def remote(
    request: pytest.FixtureRequest, pki: PkiServices, tmp_path: Path, service: SigningService
) -> Remote:
    return Remote(pki, tmp_path, service, request.param)


def sign(remote: Remote, data: bytes = b"it", holder: str = "person", **settings: Any) -> bytes:
    key = remote.key(holder)
    key.settings.update(settings)  # type: ignore[attr-defined]
    signer = open_key(key, remote.folder, remote.ask)
    return asyncio.run(signer.async_sign_raw(data, "sha256"))


def test_only_the_hash_leaves_this_computer(remote: Remote) -> None:
    sign(remote, b"something secret")
    bodies = [body for _, body in remote.service.asked]
    assert b"something secret" not in repr(bodies).encode()
    digest = base64.b64encode(hashlib.sha256(b"something secret").digest()).decode()
    name = "hash" if remote.version == "v1" else "hashes"
    authorized, signed = bodies[-2:]
    assert authorized[name] == signed[name] == [digest]


def test_the_pin_is_asked_once_and_a_one_time_password_every_time(remote: Remote) -> None:
    remote.service.secrets = ("PIN", "OTP")
    signer = open_key(remote.key("person"), remote.folder, remote.ask)
    for _ in range(3):
        asyncio.run(signer.async_sign_raw(b"it", "sha256"))
    kinds = [question.split(" ")[0] for question in remote.questions]
    assert (kinds.count("PIN"), kinds.count("One-time"), kinds.count("Access")) == (1, 3, 1)
    assert all(remote.service.url in question for question in remote.questions)


def test_no_secret_is_asked_for_that_the_service_does_not_want(remote: Remote) -> None:
    remote.service.secrets, remote.service.mode = (), "implicit"
    assert sign(remote)
    assert [question.split(" ")[0] for question in remote.questions] == ["Access"]


def test_a_wrong_one_time_password_is_named(remote: Remote, monkeypatch: Any) -> None:
    remote.service.secrets = ("PIN", "OTP")
    monkeypatch.setattr(signing_service, "OTP", "000000")
    right = Remote.ask
    monkeypatch.setattr(
        Remote, "ask", lambda self, k, s, q: "1" if s == "otp" else right(self, k, s, q)
    )
    with pytest.raises(WrongOneTimePassword):
        sign(remote)


def test_a_person_who_agrees_on_the_telephone_is_waited_for(
    pki: PkiServices, tmp_path: Path, service: SigningService
) -> None:
    service.agrees_after = 2
    assert sign(Remote(pki, tmp_path, service, "v2"))
    service.agrees_after = 99
    with pytest.raises(RemoteSilent, match=r"2\.0 s"):
        sign(Remote(pki, tmp_path, service, "v2"), patience=2.0)


def test_a_wrong_access_token_is_refused(remote: Remote) -> None:
    with pytest.raises(RemoteRefused, match="the access token is not known"):
        open_key(remote.key("person"), remote.folder, lambda *_: "wrong")


def test_a_credential_that_is_not_there_is_refused(remote: Remote) -> None:
    with pytest.raises(RemoteRefused, match="404"):
        sign(remote, credential="vn/nobody")


@pytest.mark.parametrize("mode", ["oauth2code", "oauth2token"])
def test_an_authorization_in_a_browser_is_not_pretended(remote: Remote, mode: str) -> None:
    remote.service.mode = mode
    with pytest.raises(RemoteCannotSign, match=mode):
        sign(remote)


def test_a_disabled_key_is_named(remote: Remote) -> None:
    text = '{"key": {"status": "disabled", "algo": []}, "cert": {"certificates": []}}'
    with remote.service.faulty("credentials/info", text), pytest.raises(RemoteKeyDisabled):
        sign(remote)


def test_a_key_that_has_no_pss_is_said_with_the_setting_that_helps(
    remote: Remote, pki: PkiServices
) -> None:
    certificate = base64.b64encode(pki.certificate("person").dump()).decode()
    text = (
        '{"key": {"status": "enabled", "algo": ["1.2.840.113549.1.1.11"]},'
        f'"cert": {{"certificates": ["{certificate}"]}}}}'
    )
    with (
        remote.service.faulty("credentials/info", text),
        pytest.raises(RemoteCannotSign, match="rsassa_pss") as refused,
    ):
        sign(remote)
    assert "pkcs1v15" in refused.value.hint_text()


ENDPOINTS = ["credentials/info", "credentials/authorize", "signatures/signHash"]


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize(
    "answer",
    ["", "<html>", "[]", "null", "{}", '{"SAD": 5}', '{"signatures": []}',
     '{"signatures": ["%%%"]}', '{"signatures": ["AA==", "AA=="]}',
     '{"key": {"status": "enabled", "algo": []}, "cert": {"certificates": []}}',
     '{"key": {"status": "enabled", "algo": 5}, "cert": {"certificates": ["AAAA"]}}',
     '{"key": "x", "cert": 7}', "{" * 5000],
)  # fmt: skip
def test_an_answer_that_is_none_is_a_refusal(
    pki: PkiServices, tmp_path: Path, service: SigningService, endpoint: str, answer: str
) -> None:
    remote = Remote(pki, tmp_path, service, "v2")
    with service.faulty(endpoint, answer), pytest.raises(RemoteNonsense, match=service.url):
        sign(remote)


def test_an_endless_answer_is_cut_off(remote: Remote) -> None:
    endless = '{"x": "' + "x" * 2_000_000
    with remote.service.faulty("credentials/info", endless), pytest.raises(RemoteNonsense):
        sign(remote)


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("status", [302, 400, 403, 429, 500, 503])
def test_a_refusal_of_http_is_told_with_its_number(
    pki: PkiServices, tmp_path: Path, service: SigningService, endpoint: str, status: int
) -> None:
    fault = web.Response(status=status, body=b"no", headers={"Location": "http://127.0.0.1:9/"})
    remote = Remote(pki, tmp_path, service, "v2")
    with service.faulty(endpoint, fault), pytest.raises(RemoteRefused, match=str(status)):
        sign(remote)


def test_a_service_that_hangs_is_not_waited_for(remote: Remote) -> None:
    started = time.monotonic()
    with remote.service.faulty("signatures/signHash", 30), pytest.raises(RemoteSilent):
        sign(remote, patience=1.0)
    assert time.monotonic() - started < 15


def test_a_service_that_is_not_there_is_named(remote: Remote) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
    with pytest.raises(RemoteUnreachable, match=url):
        sign(remote, url=url)


def test_the_certificate_is_seen_without_the_pin(remote: Remote) -> None:
    found, _ = look_at_key(remote.key("person"), remote.folder, remote.ask)
    assert found.dump() == remote.pki.certificate("person").dump()
    assert [question.split(" ")[0] for question in remote.questions] == ["Access"]


# -- TLS ---------------------------------------------------------------------------------------


@pytest.fixture
def tls_service(tmp_path: Path, pki: PkiServices) -> Any:
    """A service that proves itself by a certificate of a private authority."""
    authority = Authority(pki.start)
    holder = authority.root.certify("localhost", curve_key())
    pem = holder.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "server.pem").write_bytes(pem + holder.certificate.public_bytes(Encoding.PEM))
    (tmp_path / "authority.pem").write_bytes(authority.pem)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(503)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"https://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("host", "tls", "error"),
    [
        ("localhost", "", RemoteUntrusted),  # of an authority that nobody knows
        ("127.0.0.1", "authority.pem", RemoteUntrusted),  # of another host
        ("localhost", "authority.pem", RemoteRefused),  # it is the one, and says 503
    ],
)
def test_a_service_that_does_not_prove_who_it_is_gets_nothing(
    tls_service: str, tmp_path: Path, host: str, tls: str, error: type[Exception]
) -> None:
    url = tls_service.replace("localhost", host)
    key = key_of("csc", {"url": url, "credential": "x", "patience": 5.0, "tls": tls})
    with pytest.raises(error, match=url):
        open_key(key, tmp_path, lambda *_: signing_service.ACCESS)


# -- settings ----------------------------------------------------------------------------------

OFFICE = (Path(__file__).parents[2] / "office.toml").read_text("utf-8")


@pytest.mark.parametrize(
    "url",
    [
        "http://ky-so.example.vn",
        "http://localhost@example.vn",
        "http://127.0.0.1.example.vn",
        "http://localhost.example.vn/",
        "ftp://localhost",
        "https://user:pass@example.vn",
        "localhost",
    ],
)
def test_without_tls_only_a_service_on_this_computer_is_taken(url: str) -> None:
    line = f'url = "{url}"'
    table = ["[keys.xa]", 'source = "csc"', 'holder = "organ"', line, 'credential = "x"']
    text = "\n".join([OFFICE, *table])
    with pytest.raises(SettingsError) as refused:
        read_office(text, key_forms=key_forms())
    places = [problem.place for problem in refused.value.problems]
    assert places == [f"office.toml:{text.splitlines().index(line) + 1}"]
