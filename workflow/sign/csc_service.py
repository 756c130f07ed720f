"""Talking to a remote signing service: HTTP, JSON, and every way in which that can fail."""

from __future__ import annotations

import binascii
import json
import ssl
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import aiohttp

from workflow.model.errors import (
    KeyUnreadable,
    RemoteNonsense,
    RemoteRefused,
    RemoteSilent,
    RemoteUnreachable,
    RemoteUntrusted,
)
from workflow.model.messages import N_, message
from workflow.model.office import Key
from workflow.sign.keys import AskSecret

_MOST = 1024 * 1024  # bytes of an answer
_OLD = "v1"


class Service:
    """The service of one key: where it is, how it is asked, and what its answers mean."""

    def __init__(self, key: Key, directory: Path, ask: AskSecret) -> None:
        settings = key.settings
        self.url, self.old = settings["url"].rstrip("/"), settings["version"] == _OLD
        self.patience: float = settings["patience"]
        self.named = {"credentialID": settings["credential"]}
        self._base = f"{self.url}/csc/{settings['version']}"
        self._tls = _tls(directory, settings["tls"])
        question = message(
            N_("Access token of the service {service} for the key “{key}”"),
            service=self.url, key=key.id,
        )  # fmt: skip
        self._headers = {"Authorization": f"Bearer {ask(key, 'token', question)}"}

    def hashed(self, digest: str, algorithm: str) -> dict[str, Any]:
        """A request about one hash, in the words of the API's version."""
        names = ("hash", "hashAlgo") if self.old else ("hashes", "hashAlgorithmOID")
        return self.named | {names[0]: [digest], names[1]: algorithm}

    def secrets(self, given: Mapping[str, str]) -> dict[str, Any]:
        if self.old or not given:
            return dict(given)
        return {"authData": [{"id": id, "value": value} for id, value in given.items()]}

    async def post(self, endpoint: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """The service's answer to a request.

        Raises:
            RemoteUnreachable, RemoteUntrusted, RemoteSilent: there is none.
            RemoteRefused: it says no; RemoteNonsense: it is no answer.
        """
        wait = aiohttp.ClientTimeout(total=self.patience)
        try:
            async with (
                aiohttp.ClientSession(trust_env=True, timeout=wait) as session,
                session.post(
                    f"{self._base}/{endpoint}",
                    json=dict(body), headers=self._headers, ssl=self._tls,
                    allow_redirects=False,  # the access token is for this service alone
                ) as response,
            ):  # fmt: skip
                status, data = response.status, await _read(response, self._nonsense)
        except (aiohttp.ClientSSLError, ssl.SSLError) as error:
            raise RemoteUntrusted(url=self.url, reason=error) from None
        except TimeoutError:
            raise RemoteSilent(url=self.url, seconds=self.patience) from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            reason = str(error) or type(error).__name__
            raise RemoteUnreachable(url=self.url, reason=reason) from None
        return self._understood(endpoint, status, data)

    def _understood(self, endpoint: str, status: int, data: bytes) -> Mapping[str, Any]:
        try:
            answer = json.loads(data)
        except ValueError:
            answer = None
        if status not in (200, 202):
            told: Mapping[str, Any] = answer if isinstance(answer, dict) else {}
            raise RemoteRefused(
                url=self.url,
                status=status,
                error=str(told.get("error") or "–")[:60],
                reason=str(told.get("error_description") or told.get("error") or endpoint)[:200],
            )
        if not isinstance(answer, dict):
            raise self._nonsense(endpoint)
        return answer

    def _nonsense(self, what: str) -> RemoteNonsense:
        return RemoteNonsense(url=self.url, what=what)

    def reading(self, what: str) -> Reading:
        """In this context a missing or malformed part of an answer is said as `what`."""
        return Reading(self._nonsense(what))


class Reading:
    def __init__(self, error: RemoteNonsense) -> None:
        self._error = error

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        malformed = (KeyError, TypeError, ValueError, IndexError, AttributeError, binascii.Error)
        if kind is not None and issubclass(kind, malformed):
            raise self._error from None


async def _read(response: aiohttp.ClientResponse, error: Callable[[str], RemoteNonsense]) -> bytes:
    data = b""
    async for part in response.content.iter_chunked(64 * 1024):
        data += part
        if len(data) > _MOST:
            raise error("size")
    return data


def _tls(directory: Path, authorities: str) -> ssl.SSLContext:
    """Certificates are always checked, against the system's authorities or the ones of a file."""
    try:
        return ssl.create_default_context(cafile=directory / authorities if authorities else None)
    except (OSError, ssl.SSLError) as error:
        raise KeyUnreadable(file=authorities, reason=error) from None
