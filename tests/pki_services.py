"""A whole PKI on loopback: two authorities, OCSP, CRLs, timestamps (certomancer over HTTP).

    root ─┬─ issuing ─┬─ person, person-2, person-3, organ … (below)
          │           └─ ocsp
          └─ tsa, tsa-next

Every certificate names where to ask for its revocation, but for those that are made not to.
The services' clock can be moved, and any of them can be made to fail, hang or talk nonsense.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from asn1crypto import x509
from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import CertLabel, CertomancerConfig
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
    pkcs12,
)
from cryptography.x509 import Certificate, load_der_x509_certificate

from workflow.sign.signer import LoadedKeySigner, PrivateKey

ARCHITECTURE = "vn"
OCSP, CRL, TSA = "ocsp", "crls", "tsa"
YEAR = timedelta(days=365)

_ORGAN = "Tỉnh uỷ Lam Giang"
_SIGNING = ["digital_signature", "non_repudiation"]

# Whose certificate: common name, kind of key, and what differs from an honest signer's.
_HOLDERS: dict[str, dict[str, Any]] = {
    "person": {"name": "Trần Minh Khang", "rsa": True},
    "in-capitals": {"name": "TRAN MINH KHANG"},
    "person-2": {"name": "Lương Quốc Bảo"},
    "person-3": {"name": "Nguyễn Thu Hà"},
    "organ": {"name": _ORGAN, "rsa": True},
    "organ-2": {"name": "Tỉnh uỷ Thanh Hải"},
    "revoked": {"name": "Người bị thu hồi", "revoked": timedelta(hours=-1)},
    "revoked-next-year": {"name": "Người sẽ bị thu hồi", "revoked": YEAR},
    "expired": {"name": "Người hết hạn", "from": -2 * YEAR, "to": -YEAR},
    "not-yet": {"name": "Người chưa đến hạn", "from": YEAR, "to": 2 * YEAR},
    "not-for-signing": {"name": "Máy chủ", "usage": ["key_encipherment"]},
    "silent": {"name": "Người không nói nơi hỏi", "ask": ()},
    "ocsp-only": {"name": "Người chỉ có OCSP", "ask": (OCSP,)},
    "crl-only": {"name": "Người chỉ có CRL", "ask": (CRL,)},
    # A CRL is renewed every 30 days; one that was revoked since is not in it yet.
    "crl-only-revoked": {"name": "Người có trong CRL", "ask": (CRL,), "from": -YEAR,
                         "revoked": timedelta(days=-31)},
}  # fmt: skip


class PkiServices:
    """The authorities, whoever they certified, and their services at `url`."""

    def __init__(self, folder: Path, start: datetime) -> None:
        """
        Parameters:
            folder: an empty folder for the keys.
            start: when the tests run (UTC, whole seconds); most certificates began the day before.
        """
        self.start = start
        self.asked: list[str] = []
        self._faults: dict[str, str | bytes | float] = {}
        self._server = make_server(
            "127.0.0.1", 0, self._answer, server_class=_Server, handler_class=_Handler
        )
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        _write_keys(folder)
        config = CertomancerConfig(
            _configuration(start, self.url), str(folder), lazy_load_keys=True
        )
        self._made = config.pki_archs[ARCHITECTURE]  # type: ignore[index]
        self.certomancer = config
        self._animator = Animator(AnimatorArchStore(config.pki_archs), with_web_ui=False)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    # -- who is certified

    @cached_property
    def root(self) -> x509.Certificate:
        return self.certificate("root")

    @property
    def root_pem(self) -> bytes:
        return _parsed(self.root).public_bytes(Encoding.PEM)

    @property
    def anchors(self) -> list[x509.Certificate]:
        return [self.root]

    @property
    def tsa_url(self) -> str:
        """Timestamps; this authority's certificate ends after five years."""
        return f"{self.url}/{ARCHITECTURE}/tsa/tsa"

    @property
    def next_tsa_url(self) -> str:
        """Timestamps of the next certificate, valid from the fourth to the fifteenth year."""
        return f"{self.url}/{ARCHITECTURE}/tsa/tsa-next"

    def certificate(self, label: str) -> x509.Certificate:
        return self._made.get_cert(CertLabel(label))

    def chain(self, label: str) -> list[x509.Certificate]:
        """The authorities above a holder, the root left out."""
        return [self.certificate("issuing")] if label in _HOLDERS else []

    def private_key(self, label: str) -> PrivateKey:
        data = self._made.key_set.get_private_key(label).dump()
        key = load_der_private_key(data, None)
        assert isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey)
        return key

    def signer(self, label: str) -> LoadedKeySigner:
        key = self.private_key(label)
        return LoadedKeySigner(key, self.certificate(label), self.chain(label))

    def p12(self, label: str, password: str) -> bytes:
        return pkcs12.serialize_key_and_certificates(
            label.encode(), self.private_key(label), _parsed(self.certificate(label)),
            [_parsed(c) for c in self.chain(label)], BestAvailableEncryption(password.encode()),
        )  # fmt: skip

    def equip(self, office: Path, person: str = "person", organ: str = "organ") -> None:
        """Give a copy of the specimen office these keys and this trust anchor instead."""
        for key, label in (("minh-khang", person), ("tinh-uy", organ)):
            password = (office / "keys" / f"{key}.password").read_text("utf-8").rstrip("\n")
            (office / "keys" / f"{key}.p12").write_bytes(self.p12(label, password))
        for anchor in (office / "keys" / "trust").iterdir():
            anchor.unlink()
        (office / "keys" / "trust" / "root.pem").write_bytes(self.root_pem)

    # -- how the services behave

    def move_clock(self, moment: datetime | None) -> None:
        """From now on every service says that it is `moment`; None: the real time."""
        self._animator.fixed_time = moment

    @contextmanager
    def unavailable(self, *services: str) -> Iterator[None]:
        """These services (OCSP, CRL, TSA; none named: all) answer 503."""
        with self._faulty(services or (OCSP, CRL, TSA), "503 Service Unavailable"):
            yield

    @contextmanager
    def talking_nonsense(self, *services: str, nonsense: bytes = b"nonsense") -> Iterator[None]:
        with self._faulty(services, nonsense):
            yield

    @contextmanager
    def hanging(self, *services: str, seconds: float = 3.0) -> Iterator[None]:
        """These services answer after some seconds only."""
        with self._faulty(services, seconds):
            yield

    @contextmanager
    def _faulty(self, services: tuple[str, ...], fault: str | bytes | float) -> Iterator[None]:
        before = dict(self._faults)
        self._faults.update(dict.fromkeys(services, fault))
        try:
            yield
        finally:
            self._faults = before

    def reset(self) -> None:
        self.move_clock(None)
        self._faults, self.asked = {}, []

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Any:
        service = environ["PATH_INFO"].strip("/").split("/")[1:2]
        name = service[0] if service else ""
        self.asked.append(name)
        fault = self._faults.get(name)
        if isinstance(fault, str):
            start_response(fault, [("Content-Type", "text/plain")])
            return [b"out of order"]
        if isinstance(fault, bytes):
            kind = {OCSP: "ocsp-response", CRL: "pkix-crl"}.get(name, "timestamp-reply")
            start_response("200 OK", [("Content-Type", f"application/{kind}")])
            return [fault]
        if isinstance(fault, float):
            time.sleep(fault)
        return self._animator(environ, start_response)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # a client that no longer waits for a hanging service


class _Handler(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


def _parsed(certificate: x509.Certificate) -> Certificate:
    return load_der_x509_certificate(certificate.dump())


_AUTHORITIES = ("root", "issuing", "ocsp", "tsa", "tsa-next")


def _write_keys(folder: Path) -> None:
    for label in (*_AUTHORITIES, *_HOLDERS):
        key = (
            rsa.generate_private_key(65537, 3072)
            if _HOLDERS.get(label, {}).get("rsa")
            else ec.generate_private_key(ec.SECP256R1())
        )
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / f"{label}.pem").write_bytes(pem)


def _configuration(start: datetime, url: str) -> dict[str, Any]:
    day = timedelta(days=1)
    long_ago = start - 3 * YEAR

    def validity(begin: datetime, end: datetime) -> dict[str, str]:
        return {"valid-from": begin.isoformat(), "valid-to": end.isoformat()}

    def extension(id: str, schema: str, params: Any, critical: bool = False) -> dict[str, Any]:
        smart = {"schema": schema, "params": params}
        return {"id": id, "critical": critical, "smart-value": smart}

    def usage(*usages: str) -> dict[str, Any]:
        return extension("key_usage", "key-usage", list(usages), critical=True)

    def ask_crl(repository: str) -> dict[str, Any]:
        names = {"crl-repo-names": [repository]}
        return extension("crl_distribution_points", "crl-dist-url", names)

    def timestamping(begin: datetime, end: datetime) -> dict[str, Any]:
        purpose = {"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]}
        extensions = [usage("digital_signature"), purpose, ask_crl("root")]
        return {"issuer": "root", "validity": validity(begin, end), "extensions": extensions}

    def authority(end: datetime, **more: Any) -> dict[str, Any]:
        return {"validity": validity(long_ago, end), "profiles": ["simple-ca"], **more}

    def holder(facts: dict[str, Any]) -> dict[str, Any]:
        begin, end = start + facts.get("from", -day), start + facts.get("to", 3 * YEAR)
        extensions = [usage(*facts.get("usage", _SIGNING))]
        where = facts.get("ask", (OCSP, CRL))
        if OCSP in where:
            names = {"ocsp-responder-names": ["issuing"]}
            extensions.append(extension("authority_information_access", "aia-urls", names))
        if CRL in where:
            extensions.append(ask_crl("issuing"))
        made = {"issuer": "issuing", "validity": validity(begin, end), "extensions": extensions}
        if "revoked" in facts:
            since = (start + facts["revoked"]).isoformat()
            made["revocation"] = {"revoked-since": since, "reason": "key_compromise"}
        return made

    certificates: dict[str, Any] = {
        "root": authority(start + 30 * YEAR, subject="root", issuer="root"),
        "issuing": authority(start + 20 * YEAR, issuer="root", extensions=[ask_crl("root")]),
        "ocsp": {
            "issuer": "issuing",
            "validity": validity(long_ago, start + 20 * YEAR),
            "profiles": ["ocsp-responder"],
        },
        "tsa": timestamping(long_ago, start + 5 * YEAR),
        "tsa-next": timestamping(start + 4 * YEAR, start + 15 * YEAR),
        **{label: holder(facts) for label, facts in _HOLDERS.items()},
    }
    names = {
        "root": "CA gốc thử nghiệm",
        "issuing": "CA cấp dưới thử nghiệm",
        "ocsp": "OCSP thử nghiệm",
        "tsa": "Dấu thời gian thử nghiệm",
        "tsa-next": "Dấu thời gian thử nghiệm 2",
        **{label: facts["name"] for label, facts in _HOLDERS.items()},
    }
    crl = {"simulated-update-schedule": "P30D"}
    return {
        "external-url-prefix": url,
        "keysets": {"keys": {"keys": {label: {"path": f"{label}.pem"} for label in names}}},
        "pki-architectures": {
            ARCHITECTURE: {
                "keyset": "keys",
                "entity-defaults": {"country-name": "VN", "organization-name": _ORGAN},
                "entities": {label: {"common-name": name} for label, name in names.items()},
                "certs": certificates,
                "services": {
                    "ocsp": {"issuing": {"for-issuer": "issuing", "responder-cert": "ocsp"}},
                    "crl-repo": {
                        "root": {"for-issuer": "root", **crl},
                        "issuing": {"for-issuer": "issuing", **crl},
                    },
                    "time-stamping": {
                        name: {"signing-cert": name, "signing-key": name}
                        for name in ("tsa", "tsa-next")
                    },
                },
            }
        },
    }
