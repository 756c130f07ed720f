"""A gateway of the exchange axis for tests: HTTP over TLS on loopback, with client certificates.

It speaks the protocol of docs/channels.md. Every office has an account, which is the first part of
the path; messages go to the account of the organ that they name. It can be told to fail.
"""

from __future__ import annotations

import atexit
import functools
import hashlib
import json
import shutil
import ssl
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import trustme
from lxml import etree

from workflow.dispatch.edxml_form import NAMESPACE, fault
from workflow.dispatch.edxml_kind import EDXML
from workflow.dispatch.edxml_parts import take_apart
from workflow.dispatch.edxml_reading import parsed
from workflow.model.errors import MessageUnreadable

CUT, SLOW = "cut", "slow"
_NS = {"e": NAMESPACE}


class Gateway:
    """`faults` says by idempotency key (or "GET") what goes wrong: a status, CUT, or SLOW.

    `largest` is what it takes, bytes; `cuts` counts requests that ended before they were whole.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._authority, self._stranger = trustme.CA(), trustme.CA()
        self._authority.cert_pem.write_to_path(str(folder / "ca.pem"))
        self._stranger.cert_pem.write_to_path(str(folder / "other-ca.pem"))
        for name, authority in (("office", self._authority), ("stranger", self._stranger)):
            made = authority.issue_cert(f"{name}.test")
            (folder / f"{name}.pem").write_bytes(
                b"".join(each.bytes() for each in made.cert_chain_pems)
            )
            made.private_key_pem.write_to_path(str(folder / f"{name}.key"))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
        self._authority.configure_trust(context)
        context.verify_mode = ssl.CERT_REQUIRED
        self.lock = threading.Lock()
        self.largest = 200 * 2**20
        self.organs: dict[str, str] = {}
        self.sent: dict[str, dict[str, bytes]] = defaultdict(dict)
        self.waiting: dict[str, dict[str, bytes]] = defaultdict(dict)
        self.faults: dict[str, int | str] = {}
        self.tokens: set[str] = set()
        self.asked: list[tuple[str, str]] = []
        self.cuts = self.active = 0
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.gateway, self._server.context = self, context
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def settings(self, account: str, **more: Any) -> dict[str, Any]:
        """Those of a channel of an office that has an account here."""
        defaults = {name: value.default for name, value in EDXML.settings.items()}
        return defaults | {
            "gateway": f"https://localhost:{self.port}/{account}",
            "key": "none",
            "tls": str(self.folder / "ca.pem"),
            "certificate": str(self.folder / "office.pem"),
            "certificate_key": str(self.folder / "office.key"),
            "unsigned": [],
            "patience": 10.0,
            **more,
        }

    def accounts(self, organs: Mapping[str, str]) -> None:
        """Whose account each is: account by OrganId."""
        self.organs |= organs

    def arrived(self, account: str) -> dict[str, bytes]:
        """What an office has sent, by its idempotency key, once nothing is on its way."""
        idle = 0
        while idle < 3:
            idle = 0 if self.active else idle + 1
            time.sleep(0.01)
        with self.lock:
            return dict(self.sent[account])

    def has_lost_one(self) -> bool:
        """Whether a request ended before it was whole since this was asked last."""
        lost, self.cuts = self.cuts > 0, 0
        return lost

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@functools.cache
def shared_gateway() -> Gateway:
    """One for all tests; it ends with them."""
    folder = Path(tempfile.mkdtemp(prefix="vanban-gateway-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    gateway = Gateway(folder)
    atexit.register(gateway.close)
    return gateway


class _Server(ThreadingHTTPServer):
    gateway: Gateway
    context: ssl.SSLContext
    daemon_threads = True
    request_queue_size = 128

    def finish_request(self, request: Any, client_address: Any) -> None:
        """The handshake in the thread of the connection: a slow one holds up nobody."""
        try:
            request.settimeout(20)
            secure = self.context.wrap_socket(request, server_side=True)
        except (OSError, ssl.SSLError):
            return
        super().finish_request(secure, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # killed clients are what it is for


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def handle_one_request(self) -> None:
        self.gateway = self.server.gateway
        super().handle_one_request()

    def do_POST(self) -> None:
        self.gateway.active += 1
        try:
            self._post()
        finally:
            self.gateway.active -= 1

    def _post(self) -> None:
        size = int(self.headers["Content-Length"])
        data = self.rfile.read(size)
        if len(data) < size:
            self.gateway.cuts += 1
            self.close_connection = True
            return
        key = self.headers["Idempotency-Key"]
        if self._fails(key) or not self._may():
            return
        account, _, what = self.path.strip("/").partition("/")
        if what not in ("documents", "statuses"):
            self._say(404)
        elif size > self.gateway.largest:
            self._say(413, "too large")
        else:
            self._say(*self._taken(account, key, data))

    def _taken(self, account: str, key: str, data: bytes) -> tuple[int, str]:
        gateway = self.gateway
        try:
            root = parsed(take_apart(data).document)
        except MessageUnreadable as error:
            return 422, str(error)
        if found := fault(root):
            return 422, f"{found.place}: {found.detail}"
        with gateway.lock:
            known = gateway.sent[account].get(key)
            if known is not None:
                return (200, "there already") if known == data else (409, "another content")
            organs = [str(each) for each in _addressees(root)]
            if gateway.organs and not set(organs) <= gateway.organs.keys():
                return 404, f"unknown organ: {', '.join(organs)}"
            gateway.sent[account][key] = data
            for organ in organs:
                id = hashlib.sha256(f"{account}/{key}/{organ}".encode()).hexdigest()[:12]
                gateway.waiting[gateway.organs.get(organ, organ)][id] = data
        return 201, "taken"

    def do_GET(self) -> None:
        if self._fails("GET") or not self._may():
            return
        account, _, what = self.path.strip("/").partition("/")
        with self.gateway.lock:
            waiting = dict(self.gateway.waiting[account])
        if what == "messages":
            self._say(200, json.dumps({"messages": [{"id": id} for id in waiting]}))
        elif (id := what.removeprefix("messages/")) in waiting:
            self._say(200, waiting[id])
        else:
            self._say(404)

    def do_DELETE(self) -> None:
        if not self._may():
            return
        account, _, what = self.path.strip("/").partition("/")
        with self.gateway.lock:
            gone = self.gateway.waiting[account].pop(what.removeprefix("messages/"), None)
        self._say(204 if gone is not None else 404)

    def _may(self) -> bool:
        token = self.headers["Authorization"] or ""
        if self.gateway.tokens and token.removeprefix("Bearer ") not in self.gateway.tokens:
            self._say(401, "no such token")
            return False
        return True

    def _fails(self, key: str) -> bool:
        self.gateway.asked.append((self.command, self.path))
        match self.gateway.faults.get(key):
            case None:
                return False
            case "cut":
                self.close_connection = True
                self.connection.close()
            case "slow":
                time.sleep(1)
                self.close_connection = True
            case int() as status:
                self._say(status, "as the test wants it")
        return True

    def _say(self, status: int, words: str | bytes = "") -> None:
        body = words.encode() if isinstance(words, str) else words
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status != 204:
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


def _addressees(root: etree._Element) -> list[Any]:
    to = root.xpath("//e:MessageHeader/e:To/e:OrganId/text()", namespaces=_NS)
    about = root.xpath("//e:MessageStatus/e:ResponseFor/e:OrganId/text()", namespaces=_NS)
    return [*to, *about]  # type: ignore[misc]
