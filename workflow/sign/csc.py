"""Keys at a remote signing service: the Cloud Signature Consortium's API, version 2 (or 1).

Only hashes go to the service. Before each signature it is asked for signature activation data
(SAD) that holds for exactly the hash to be signed, whether or not the service insists on that.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asn1crypto import algos, x509
from pyhanko_certvalidator.registry import SimpleCertificateStore

from workflow.model.errors import (
    RemoteCannotSign,
    RemoteKeyDisabled,
    RemoteRefused,
    RemoteSilent,
    WrongOneTimePassword,
    WrongPin,
)
from workflow.model.messages import N_, message
from workflow.model.office import PSS, Key
from workflow.sign.cms import SteadySigner
from workflow.sign.csc_service import Service
from workflow.sign.keys import AskSecret
from workflow.sign.signer import longest_signature
from workflow.sign.trust import issuers_of

_PAUSE = 1.0  # seconds between two questions whether the person has agreed on the telephone


def open_key(key: Key, directory: Path, ask: AskSecret) -> RemoteSigner:
    """The signer of a credential at a service.

    Raises:
        SigningError: the service or the credential cannot be used.
    """
    service = Service(key, directory, ask)
    return RemoteSigner(key, service, asyncio.run(_credential(key, service)), ask)


def look(
    key: Key, directory: Path, ask: AskSecret
) -> tuple[x509.Certificate, list[x509.Certificate]]:
    """A credential's certificate and those above it; no PIN is needed.

    Raises:
        SigningError: as `open_key`.
    """
    found = asyncio.run(_credential(key, Service(key, directory, ask)))
    return found.certificate, found.chain


@dataclass(frozen=True)
class _Credential:
    """`secrets`: which of the settings pin and otp an authorization needs, by the service's id."""

    certificate: x509.Certificate
    chain: list[x509.Certificate]
    algorithms: frozenset[str]
    secrets: Mapping[str, str]


class RemoteSigner(SteadySigner):
    """Signs at the service; the PIN is asked for once, a one-time password every time."""

    def __init__(self, key: Key, service: Service, credential: _Credential, ask: AskSecret) -> None:
        self._key, self._service, self._credential, self._ask = key, service, credential, ask
        self._pin: str | None = None
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(credential.chain)
        super().__init__(
            prefer_pss=key.padding == PSS,
            embed_roots=False,
            signing_cert=credential.certificate,
            cert_registry=store,
        )

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        if dry_run:
            return bytes(longest_signature(self._credential.certificate))
        mechanism = self.get_signature_mechanism_for_digest(digest_algorithm)
        wanted = mechanism["algorithm"].dotted
        if wanted not in self._credential.algorithms:
            raise RemoteCannotSign(key=self._key.id, algorithm=mechanism["algorithm"].native)
        digest = base64.b64encode(hashlib.new(digest_algorithm, data).digest()).decode()
        hashed = self._service.hashed(digest, algos.DigestAlgorithmId(digest_algorithm).dotted)
        request = hashed | {"SAD": await self._authorize(hashed), "signAlgo": wanted}
        if mechanism["parameters"].native is not None:
            parameters = base64.b64encode(mechanism["parameters"].dump()).decode()
            request["signAlgoParams"] = parameters
        answer = await self._service.post("signatures/signHash", request)
        with self._service.reading("signatures"):
            (signature,) = answer["signatures"]
            return base64.b64decode(signature, validate=True)

    async def _authorize(self, hashed: dict[str, Any]) -> str:
        """Signature activation data for one hash.

        Raises:
            WrongPin, WrongOneTimePassword, RemoteSilent, RemoteRefused
        """
        request = hashed | {"numSignatures": 1} | self._service.secrets(self._secrets())
        try:
            answer = await self._service.post("credentials/authorize", request)
            answer = await self._agreed(answer)
        except RemoteRefused as refusal:
            self._pin = None
            if refusal.facts["error"] == "invalid_pin":
                tries = message(N_("the service does not tell how many tries are left"))
                raise WrongPin(key=self._key.id, tries=tries) from None
            if refusal.facts["error"] == "invalid_otp":
                raise WrongOneTimePassword(key=self._key.id) from None
            raise
        with self._service.reading("SAD"):
            sad = answer["SAD"]
            if not isinstance(sad, str):
                raise TypeError
            return sad

    async def _agreed(self, answer: Mapping[str, Any]) -> Mapping[str, Any]:
        """Wait until the person has agreed elsewhere, where the service wants that (version 2)."""
        waited = 0.0
        while "SAD" not in answer and "handle" in answer:
            if waited >= self._service.patience:
                raise RemoteSilent(url=self._service.url, seconds=self._service.patience)
            await asyncio.sleep(_PAUSE)
            waited += _PAUSE
            handle = {"handle": answer["handle"]}
            answer = {**handle, **await self._service.post("credentials/authorizeCheck", handle)}
        return answer

    def _secrets(self) -> dict[str, str]:
        facts = {"key": self._key.id, "service": self._service.url}
        given = {}
        for id, setting in self._credential.secrets.items():
            if setting == "otp":
                question = message(N_("One-time password for the key “{key}” ({service})"), **facts)
                given[id] = self._ask(self._key, setting, question)
                continue
            if self._pin is None:
                question = message(N_("PIN for the key “{key}” ({service})"), **facts)
                self._pin = self._ask(self._key, setting, question)
            given[id] = self._pin
        return given


async def _credential(key: Key, service: Service) -> _Credential:
    asked: dict[str, Any] = {"certificates": "chain", "certInfo": False}
    asked |= {} if service.old else {"authInfo": True}
    answer = await service.post("credentials/info", asked | service.named)
    with service.reading("credentials/info"):
        if answer["key"]["status"] != "enabled":
            raise RemoteKeyDisabled(key=key.id, url=service.url)
        encoded = answer["cert"]["certificates"]
        certificates = [
            x509.Certificate.load(base64.b64decode(c, validate=True), strict=True) for c in encoded
        ]
        certificate = certificates[0]
        certificate.subject.native  # noqa: B018 - parsing is lazy
        return _Credential(
            certificate,
            issuers_of(certificate, certificates[1:]),
            frozenset(str(oid) for oid in answer["key"]["algo"]),
            _secrets_wanted(key, service, answer),
        )


def _secrets_wanted(key: Key, service: Service, answer: Mapping[str, Any]) -> dict[str, str]:
    """What a person must give to authorize a signature: the service's id and our setting."""
    if service.old:
        mode = answer.get("authMode", "implicit")
        wanted = [id for id in ("PIN", "OTP") if _present(answer.get(id, {}))]
    else:
        mode = answer.get("auth", {}).get("mode", "implicit")
        objects = answer.get("auth", {}).get("objects", [])
        if any(thing.get("type", "Password") != "Password" for thing in objects):
            mode = "challenge"
        wanted = [str(thing["id"]) for thing in objects]
    if mode not in ("implicit", "explicit"):
        raise RemoteCannotSign(key=key.id, algorithm=f"auth: {mode}")
    if mode == "implicit":
        return {}
    return {id: "otp" if "otp" in id.lower() else "pin" for id in wanted}


def _present(secret: Mapping[str, Any]) -> bool:
    return str(secret.get("presence", "")).lower() == "true"
