"""Asking a time-stamping authority (TSA) for tokens (RFC 3161), with patience."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from asn1crypto import cms, tsp
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError

from workflow.model.errors import NoTimestamp
from workflow.model.messages import N_, message

HASH = "sha256"


class TimestampAuthority(HTTPTimeStamper):
    """An authority at a URL. The largest token so far is kept: it tells how much room one
    takes, and with which certificates they come."""

    def __init__(self, url: str, patience: float, tries: int) -> None:
        """
        Parameters:
            patience: seconds to wait for each answer.
            tries: how often to ask before giving up.
        """
        super().__init__(url, timeout=patience)
        self._patience, self._tries = patience, tries

    async def rehearsal(self) -> cms.ContentInfo:
        """The largest token so far; a token over nothing is asked for where there was none.

        Raises:
            NoTimestamp
        """
        return await self.async_dummy_response(HASH)

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """A token over a digest.

        Raises:
            NoTimestamp: there was no answer, or not the answer to our question.
        """
        try:
            token = await super().async_timestamp(message_digest, md_algorithm)
            stamped = token["content"]["encap_content_info"]["content"].parsed["message_imprint"]
            answers = (
                stamped["hash_algorithm"]["algorithm"].native == md_algorithm
                and stamped["hashed_message"].native == message_digest
            )
        except TimestampRequestError as error:
            raise self._failed(error) from None
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise self._failed(message(N_("it does not answer in the form of a timestamp"))) from (
                error
            )
        if not answers:
            raise self._failed(message(N_("it answers another question")))
        known = self._dummy_response_cache.get(HASH)
        if known is None or len(token.dump()) > len(known.dump()):
            self._register_dummy(HASH, token)  # type: ignore[no-untyped-call]
        return token

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        for _ in range(self._tries - 1):
            try:
                return await super().async_request_tsa_response(req)
            except TimestampRequestError:
                continue
        return await super().async_request_tsa_response(req)

    @asynccontextmanager
    async def _acquire_session(self) -> AsyncIterator[aiohttp.ClientSession]:
        # trust_env: an office may reach the world through a proxy only.
        async with aiohttp.ClientSession(trust_env=True) as session:
            yield session

    def _failed(self, reason: object) -> NoTimestamp:
        cause = reason.__cause__ if isinstance(reason, Exception) else None
        if isinstance(cause, TimeoutError):
            reason = message(N_("no answer within {seconds} s"), seconds=self._patience)
        elif isinstance(cause, Exception):
            reason = str(cause) or type(cause).__name__
        return NoTimestamp(place=self.url, reason=reason, tries=self._tries)
