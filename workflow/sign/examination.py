"""The mechanism of verification: facts about each signature, the same under every policy."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from asn1crypto import cms, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter, message_imprint_checker
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator.path import ValidationPath

from workflow.model.messages import N_, message
from workflow.model.verification import (
    Fault,
    Indication,
    ProofOfTime,
    Revocation,
    SignatureFacts,
    SignatureKind,
    SubIndication,
)
from workflow.sign.ades import Validated, Validation
from workflow.sign.container import oddities
from workflow.sign.faults import (
    chain_faults,
    form_faults,
    revocation_faults,
    strength_faults,
    time_faults,
)
from workflow.sign.signature_facts import kind_of, plain_facts
from workflow.sign.trust import common_name
from workflow.sign.validation_data import ValidationData

_STAMP = SignatureKind.DOCUMENT_TIMESTAMP


class Examination:
    """One file's signatures, examined with one set of trust anchors at one moment."""

    def __init__(
        self,
        data: bytes,
        reader: PdfFileReader,
        anchors: Sequence[x509.Certificate],
        now: datetime,
    ) -> None:
        self._data, self._anchors, self._now = data, anchors, now
        self._from_file = ValidationData(reader, anchors)
        self._validation = Validation(anchors, self._from_file.knowledge, now)

    def facts(self, signatures: Sequence[EmbeddedPdfSignature]) -> list[SignatureFacts]:
        """Facts about each, in the order given."""
        return asyncio.run(self._facts(signatures))

    async def _facts(self, signatures: Sequence[EmbeddedPdfSignature]) -> list[SignatureFacts]:
        stamps = [await self._stamp(s) for s in signatures if kind_of(s) is _STAMP]
        known = {stamp.field: stamp for stamp in stamps}
        return [
            known[s.field_name] if kind_of(s) is _STAMP else await self._signature(s, stamps)
            for s in signatures
        ]

    async def _stamp(self, signature: EmbeddedPdfSignature) -> SignatureFacts:
        """A document timestamp."""
        found = await self._validation.timestamp(signature.signed_data, signature.compute_digest)
        at = found.at or _time_of(signature.signed_data)
        path = await self._path(signature, found, at)
        revocation = await self._revocation(path)
        faults = [
            *form_faults(signature, self._data),
            *chain_faults(signature, found, path, revocation, self._now),
            *strength_faults(signature),
        ]
        proof = None
        if at and not faults:
            proof = ProofOfTime(at, common_name(signature.signer_cert), _STAMP.value)
        return replace(
            plain_facts(signature, len(self._data), path, self._anchors),
            claimed_at=at, proof=proof, revocation=revocation, faults=tuple(faults),
        )  # fmt: skip

    async def _signature(
        self, signature: EmbeddedPdfSignature, stamps: list[SignatureFacts]
    ) -> SignatureFacts:
        found = await self._validation.signature(signature)
        claimed = signature.self_reported_timestamp
        path = await self._path(signature, found, claimed)
        revocation = await self._revocation(path)
        proof, bad_stamp = await self._proof(signature, stamps)
        if proof or bad_stamp:
            found, proof, bad_stamp = await self._in_time(
                signature, found, proof, bad_stamp, revocation
            )
        faults = [
            *form_faults(signature, self._data),
            *chain_faults(signature, found, path, revocation, self._now),
            *strength_faults(signature),
            *time_faults(claimed, proof, self._now),
            *([bad_stamp] if bad_stamp else []),
        ]
        if found.sub not in (SubIndication.REVOKED, SubIndication.REVOKED_NO_POE):
            faults += revocation_faults(revocation, proof)
        strange = list(oddities(signature, path, self._anchors))
        if claimed is None:
            strange.append(message(N_("it claims no signing time")))
        return replace(
            plain_facts(signature, len(self._data), path, self._anchors),
            proof=proof, revocation=revocation, faults=tuple(faults), oddities=tuple(strange),
        )  # fmt: skip

    async def _path(
        self, signature: EmbeddedPdfSignature, found: Validated, moment: datetime | None
    ) -> ValidationPath | None:
        """The chain that passes now, else as it was when the signature says it was made."""
        if found.sub is None:
            return found.path
        others = signature.other_embedded_certs
        return await self._validation.path(signature.signer_cert, others, moment or self._now)

    async def _revocation(self, path: ValidationPath | None) -> Revocation:
        return await self._from_file.revocation(path) if path else Revocation()

    async def _proof(
        self, signature: EmbeddedPdfSignature, stamps: list[SignatureFacts]
    ) -> tuple[ProofOfTime | None, Fault | None]:
        """The earliest valid timestamp over a signature, and what is wrong with others."""
        later = [s for s in stamps if s.revision > signature.signed_revision]
        proofs = [s.proof for s in later if s.proof]
        fault = next((f for s in later for f in s.faults), None)
        imprint = message_imprint_checker(signature.signer_info)
        for token in extract_tst_data_iter(signature.signer_info, signed=False):
            found = await self._validation.timestamp(token, imprint)
            if found.sub is None and found.at:
                proofs.append(ProofOfTime(found.at, _authority(token), "signature timestamp"))
            elif found.sub:
                said = found.says or found.sub.value
                text = message(N_("its timestamp cannot be validated ({error})"), error=said)
                fault = Fault(found.sub, text)
        return min(proofs, key=lambda proof: proof.at, default=None), fault

    async def _in_time(
        self,
        signature: EmbeddedPdfSignature,
        found: Validated,
        proof: ProofOfTime | None,
        bad_stamp: Fault | None,
        revocation: Revocation,
    ) -> tuple[Validated, ProofOfTime | None, Fault | None]:
        """What no longer passes by itself, with all that the file's timestamps prove."""
        since = revocation.since
        if found.sub is SubIndication.REVOKED_NO_POE and proof and since:
            if proof.at < since:
                return replace(found, sub=None), proof, bad_stamp
            return found, proof, bad_stamp
        if found.sub is None and bad_stamp is None:
            return found, proof, bad_stamp
        failed = (found.sub, bad_stamp.sub_indication if bad_stamp else None)
        if any(sub and sub.indication is Indication.FAILED for sub in failed):
            return found, proof, bad_stamp
        past = await self._validation.with_proofs(signature)
        if past.sub is not None:
            return found, proof, bad_stamp
        if proof is None and past.at and past.at < self._now:
            proof = ProofOfTime(past.at, _first_authority(signature), "signature timestamp")
        return past, proof, None


def _time_of(token: cms.SignedData) -> datetime | None:
    parsed = token["encap_content_info"]["content"].parsed
    at: datetime | None = parsed["gen_time"].native if parsed else None
    return at


def _authority(token: cms.SignedData) -> str:
    """Who issued a timestamp, by the certificate that it was signed with."""
    serial = token["signer_infos"][0]["sid"].chosen["serial_number"].native
    certificates = [choice.chosen for choice in token["certificates"]]
    found = (common_name(c) for c in certificates if c.serial_number == serial)
    return next(found, "")


def _first_authority(signature: EmbeddedPdfSignature) -> str:
    tokens = extract_tst_data_iter(signature.signer_info, signed=False)
    return next((_authority(token) for token in tokens), "")
