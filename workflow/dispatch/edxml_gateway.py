"""edXML messages by HTTPS to a gateway; its protocol is described in docs/channels.md."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from workflow.dispatch.channels import Found, Surroundings
from workflow.dispatch.edxml_folder import ENDING
from workflow.dispatch.edxml_parts import LARGEST
from workflow.model.errors import ChannelFailed, Undeliverable
from workflow.model.messages import N_, Message, message
from workflow.model.office import ChannelSettings

MEDIA_TYPE = "application/edxml+xml"
_THERE_ALREADY = 409
# What the gateway will say of the same message the next time as well.
_FINAL = frozenset({400, 404, 410, 413, 414, 415, 422})
_MOST_WORDS = 300  # bytes of a gateway's reason
_MOST_PIECES = 16  # of an answer that says nothing more
_LARGEST_LIST = 8 * 2**20  # bytes


class EdxmlGateway:
    """The delivery is the idempotency key: a gateway that has it answers 409 to anything else
    under it, and the body has it once."""

    def __init__(self, client: httpx.Client, url: str) -> None:
        self._client, self._url = client, url.rstrip("/")
        self.host = urlsplit(url).netloc

    def has(self, name: str) -> bool:
        return False  # only the gateway knows, and it is asked by sending

    def bring(self, name: str, data: bytes, body: str, *, status: bool) -> None:
        headers = {"Idempotency-Key": name, "Content-Type": MEDIA_TYPE}
        where = "statuses" if status else "documents"
        self._ask("POST", where, body, headers=headers, content=data)

    def collect(self) -> Iterator[Found]:
        """Each message; one that cannot be had stays, and is told at the end."""
        trouble = None
        for id in self._waiting():
            place = f"messages/{quote(id, safe='')}"
            try:
                data = self._fetched(place, LARGEST)
            except Undeliverable as error:
                trouble = trouble or error
                continue
            settle = partial(self._settle, place)
            yield Found(f"{self._url}/{place}", {f"{id}{ENDING}": data}, settle)
        if trouble:
            raise trouble

    def close(self) -> None:
        self._client.close()

    def _waiting(self) -> list[str]:
        try:
            told = json.loads(self._fetched("messages", _LARGEST_LIST))
            return [str(each["id"]) for each in told["messages"]]
        except (ValueError, TypeError, KeyError, RecursionError):
            raise self._failed("–", message(N_("its list of messages is none"))) from None

    def _fetched(self, place: str, most: int) -> bytes:
        """What stands at a place; no more than `most` bytes are read.

        Raises:
            ChannelFailed: it cannot be had now; Undeliverable: nor at another time.
        """
        pieces: list[bytes] = []
        try:
            with self._client.stream("GET", f"{self._url}/{place}") as answer:
                _check(answer, "–")
                for piece in answer.iter_bytes():
                    pieces.append(piece)
                    most -= len(piece)
                    if most < 0:
                        reason = message(N_("{place} is too large"), place=place)
                        raise Undeliverable(channel="edxml", body="–", reason=reason)
        except (httpx.HTTPError, httpx.StreamError, ssl.SSLError) as error:
            raise self._failed("–", _why(error)) from None
        return b"".join(pieces)

    def _settle(self, place: str) -> None:
        with suppress(ChannelFailed):  # it comes again, and is known then
            self._ask("DELETE", place, "–")

    def _ask(self, method: str, place: str, body: str, **more: Any) -> None:
        try:
            with self._client.stream(method, f"{self._url}/{place}", **more) as answer:
                if answer.status_code != _THERE_ALREADY:
                    _check(answer, body)
                for _ in islice(answer.iter_bytes(), _MOST_PIECES):
                    pass  # a connection whose answer was read to its end is used again
        except (httpx.HTTPError, httpx.StreamError, ssl.SSLError) as error:
            raise self._failed(body, _why(error)) from None

    def _failed(self, body: str, why: Message) -> ChannelFailed:
        reason = message("{host}: {why}", host=self.host, why=why)
        return ChannelFailed(channel="edxml", body=body, reason=reason)


def open_gateway(settings: ChannelSettings, around: Surroundings) -> EdxmlGateway:
    """
    Raises:
        ChannelFailed: a file of certificates or keys cannot be used.
        SecretMissing: the access token is not where the setting says.
    """
    told = settings.settings
    headers = {"User-Agent": "vanban"}
    if told["token"] != "none":  # noqa: S105 - where no token is
        question = message(N_("Access token for the channel “{channel}”"), channel=settings.id)
        headers["Authorization"] = f"Bearer {around.ask(settings, 'token', question)}"
    client = httpx.Client(
        verify=_tls(settings, around),
        headers=headers,
        timeout=told["patience"],
        limits=httpx.Limits(max_connections=max(1, told["parallel"])),
        follow_redirects=False,  # nobody sends a document on to another host
    )
    return EdxmlGateway(client, told["gateway"])


def _tls(settings: ChannelSettings, around: Surroundings) -> ssl.SSLContext:
    told = settings.settings
    try:
        context = ssl.create_default_context(
            cafile=str(around.directory / told["tls"]) if told["tls"] else None
        )
        if told["certificate"]:
            key = around.directory / told["certificate_key"] if told["certificate_key"] else None
            # An encrypted key is refused, not asked for on a terminal that nobody watches.
            context.load_cert_chain(around.directory / told["certificate"], key, password="")
    except (OSError, ValueError) as error:
        files = ", ".join(filter(None, (told["tls"], told["certificate"], told["certificate_key"])))
        reason = f"{files}: {getattr(error, 'strerror', None) or error}"
        raise ChannelFailed(channel=settings.id, body="–", reason=reason) from None
    return context


def _check(answer: httpx.Response, body: str) -> None:
    """
    Raises:
        ChannelFailed: the gateway says no, in its own words as far as they fit on a line.
    """
    if answer.is_success:
        return
    words = next(answer.iter_bytes(_MOST_WORDS), b"").decode("utf-8", "replace")
    line = "".join(letter for letter in " ".join(words.split()) if letter.isprintable())
    reason = " ".join(filter(None, (str(answer.status_code), answer.reason_phrase, line)))
    kind = Undeliverable if answer.status_code in _FINAL else ChannelFailed
    raise kind(channel="edxml", body=body, reason=reason)


def _why(error: Exception) -> Message:
    if isinstance(error, httpx.TimeoutException):
        return message(N_("no answer in time"))
    return message("{error}", error=str(error) or type(error).__name__)
