"""A remote signing service on loopback: the dummy CSC service of pyHanko's author, speaking v1
as it was written and v2 through a translation, with an access token, a PIN and faults."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import web
from csc_dummy.csc_dummy_server import CSCWithCertomancer

from tests.pki_services import ARCHITECTURE, PkiServices

ACCESS, PIN, OTP = "mã-truy-cập", "mã-số-1234", "654321"
_NEW_NAMES = {"hashes": "hash", "hashAlgorithmOID": "hashAlgo"}


class _Translated:
    """A request as the dummy expects one."""

    def __init__(self, body: dict[str, Any]) -> None:
        self._body = {_NEW_NAMES.get(name, name): value for name, value in body.items()}

    async def json(self) -> dict[str, Any]:
        return self._body


class SigningService:
    def __init__(self, pki: PkiServices) -> None:
        self._dummy = CSCWithCertomancer(pki.certomancer)
        self._loop = asyncio.new_event_loop()
        self.reset()
        app = web.Application()
        for version in ("v1", "v2"):
            for endpoint in ("credentials/info", "credentials/authorize",
                             "credentials/authorizeCheck", "signatures/signHash"):  # fmt: skip
                app.router.add_post(f"/csc/{version}/{endpoint}", self._answer)
        runner = web.AppRunner(app, access_log=None)
        self._loop.run_until_complete(runner.setup())
        site = web.TCPSite(runner, "127.0.0.1", 0)
        self._loop.run_until_complete(site.start())
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)

    def reset(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.secrets = ("PIN",)  # what an authorization needs
        self.mode, self.agrees_after = "explicit", 0
        self._fault: tuple[str, Any] | None = None

    @staticmethod
    def credential(holder: str) -> str:
        return f"{ARCHITECTURE}/{holder}"

    @contextmanager
    def faulty(self, endpoint: str, fault: Any) -> Iterator[None]:
        """An endpoint gives this answer instead: a response, a text, or seconds to wait."""
        self._fault = (endpoint, fault)
        yield
        self._fault = None

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        _, _, version, endpoint = request.path.split("/", 3)
        body = await request.json()
        self.asked.append((endpoint, body))
        if request.headers.get("Authorization") != f"Bearer {ACCESS}":
            return _refusal(401, "invalid_token", "the access token is not known")
        if self._fault and self._fault[0] == endpoint:
            fault = self._fault[1]
            if isinstance(fault, web.Response):
                return web.Response(status=fault.status, body=fault.body, headers=fault.headers)
            if isinstance(fault, str):
                return web.Response(text=fault, content_type="application/json")
            await asyncio.sleep(fault)
        if endpoint == "credentials/info":
            answer = await self._dummy.credentials_info(_Translated(body))
            return self._with_secrets(answer, version)
        if endpoint == "credentials/authorize":
            return await self._authorize(body, version)
        if endpoint == "credentials/authorizeCheck":
            return await self._agree(body["handle"])
        return await self._dummy.signatures_sign_hash(_Translated(body))

    def _with_secrets(self, answer: web.Response, version: str) -> web.Response:
        import json

        found = json.loads(answer.text or "")
        if version == "v1":
            found["authMode"] = self.mode
            found |= {name: {"presence": "true"} for name in self.secrets}
        else:
            del found["authMode"]
            things = [{"type": "Password", "id": name} for name in self.secrets]
            found["auth"] = {"mode": self.mode, "objects": things}
        return web.json_response(found)

    async def _authorize(self, body: dict[str, Any], version: str) -> web.Response:
        given = body if version == "v1" else {d["id"]: d["value"] for d in body.get("authData", [])}
        for name, right in (("PIN", PIN), ("OTP", OTP)):
            if name in self.secrets and given.get(name) != right:
                return _refusal(400, f"invalid_{name.lower()}", f"the {name} is wrong")
        answer = await self._dummy.credentials_authorize(_Translated(body))
        if not self.agrees_after:
            return answer
        self._waiting = answer.text
        return web.json_response({"handle": "it"}, status=202)

    async def _agree(self, handle: str) -> web.Response:
        assert handle == "it"
        self.agrees_after -= 1
        if self.agrees_after > 0:
            return web.json_response({}, status=202)
        return web.Response(text=self._waiting, content_type="application/json")


def _refusal(status: int, error: str, description: str) -> web.Response:
    return web.json_response({"error": error, "error_description": description}, status=status)
