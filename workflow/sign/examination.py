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
    RevocationStatus,
    SignatureFacts,
    SignatureKind,
    SubIndication,
)
from workflow.sign.ades import Validated, Validation
from workflow.sign.container import oddities, stamp_oddities
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
    """One file's signatures, examined with one set of trust anchors at one moment.

    A document timestamp proves that all before it was there at its time. So the last is validated
    now, each earlier one at the time of the next, and a signature whose certificate has expired
    at the earliest time that is proven for it (ETSI EN 319 102-1, 5.6).
    """

    def __init__(
        self,
        data: bytes,
        reader: PdfFileReader,
        anchors: Sequence[x509.Certificate],
        now: datetime,
    ) -> None:
        self._data, self._reader, self._anchors, self._now = data, reader, anchors, now
        self._from_file = ValidationData(reader, anchors)
        self._validation = Validation(anchors, self._from_file.knowledge)

    @property
    def validation_data_readable(self) -> bool:
        return self._from_file.readable

    def facts(self, signatures: Sequence[EmbeddedPdfSignature]) -> list[SignatureFacts]:
        """Facts about each, in the order given, which is that of the revisions."""
        return asyncio.run(self._facts(signatures))

    async def _facts(self, signatures: Sequence[EmbeddedPdfSignature]) -> list[SignatureFacts]:
        known: dict[str, SignatureFacts] = {}
        moment = self._now
        for signature in reversed(signatures):
            if kind_of(signature) is _STAMP:
                stamp = await self._stamp(signature, moment)
                known[stamp.field] = stamp
                moment = stamp.proof.at if stamp.proof else moment
        stamps = list(reversed(known.values()))
        return [
            known[s.field_name] if kind_of(s) is _STAMP else await self._signature(s, stamps)
            for s in signatures
        ]

    async def _stamp(self, signature: EmbeddedPdfSignature, moment: datetime) -> SignatureFacts:
        """A document timestamp, as it was worth at a moment."""
        found = await self._validation.timestamp(
            signature.signed_data, signature.compute_digest, moment
        )
        at = found.at or _time_of(signature.signed_data)
        path = await self._path(signature, found, at)
        revocation = await self._revocation(path)
        authority = common_name(signature.signer_cert)
        faults = (
            *form_faults(signature, self._data),
            *chain_faults(signature, found, path, moment),
            *strength_faults(signature),
            *revocation_faults(revocation, ProofOfTime(moment, authority, _STAMP.value)),
        )
        return replace(
            plain_facts(signature, len(self._data), path, self._anchors),
            claimed_at=at,
            proof=ProofOfTime(at, authority, _STAMP.value) if at and not faults else None,
            revocation=revocation,
            faults=faults,
            oddities=tuple(stamp_oddities(signature.signed_data)),
        )

    async def _signature(
        self, signature: EmbeddedPdfSignature, stamps: list[SignatureFacts]
    ) -> SignatureFacts:
        later = [s for s in stamps if s.revision > signature.signed_revision]
        found = await self._validation.signature(signature, self._now)
        proof, bad_stamps = await self._proof(signature, later)
        found = await self._in_the_past(signature, found, proof, later)
        claimed = signature.self_reported_timestamp
        path = await self._path(signature, found, claimed)
        revocation = await self._revocation(path)
        faults = (
            *form_faults(signature, self._data),
            *chain_faults(signature, found, path, self._now),
            *strength_faults(signature),
            *time_faults(claimed, proof, self._now),
            *revocation_faults(revocation, proof),
            *bad_stamps,
        )
        strange = list(oddities(signature, path, self._anchors))
        for token in extract_tst_data_iter(signature.signer_info, signed=False):
            strange += stamp_oddities(token)
        if claimed is None:
            strange.append(message(N_("it claims no signing time")))
        return replace(
            plain_facts(signature, len(self._data), path, self._anchors),
            proof=proof, revocation=revocation, faults=faults, oddities=tuple(strange),
        )  # fmt: skip

    async def _path(
        self, signature: EmbeddedPdfSignature, found: Validated, moment: datetime | None
    ) -> ValidationPath | None:
        """The chain that passes, else as it was when the signature says it was made."""
        if found.sub is None:
            return found.path
        others = signature.other_embedded_certs
        return await self._validation.path(signature.signer_cert, others, moment or self._now)

    async def _revocation(self, path: ValidationPath | None) -> Revocation:
        return await self._from_file.revocation(path) if path else Revocation()

    async def _proof(
        self, signature: EmbeddedPdfSignature, later: list[SignatureFacts]
    ) -> tuple[ProofOfTime | None, list[Fault]]:
        """The earliest valid timestamp over a signature, and what is wrong with its own."""
        proofs = [stamp.proof for stamp in later if stamp.proof]
        moment = min((proof.at for proof in proofs), default=self._now)
        imprint = message_imprint_checker(signature.signer_info)
        faults = []
        for token in extract_tst_data_iter(signature.signer_info, signed=False):
            found = await self._validation.timestamp(token, imprint, moment)
            if found.sub is None and found.at:
                proofs.append(ProofOfTime(found.at, _authority(token), "signature timestamp"))
            elif found.sub:
                said = found.says or found.sub.value
                text = message(N_("its timestamp cannot be validated ({error})"), error=said)
                faults.append(Fault(found.sub, text))
        return min(proofs, key=lambda proof: proof.at, default=None), faults

    async def _in_the_past(
        self,
        signature: EmbeddedPdfSignature,
        found: Validated,
        proof: ProofOfTime | None,
        later: list[SignatureFacts],
    ) -> Validated:
        """What no longer passes, as it was when a timestamp proves that it was there."""
        if found.sub is None or found.sub.indication is Indication.FAILED or proof is None:
            return found
        past = await self._validation.signature(signature, proof.at)
        if past.sub is not None or past.path is None:
            return found
        # The answer about revocation must itself be proven to be of the certificate's lifetime.
        stamp = next((stamp for stamp in reversed(later) if stamp.proof), None)
        if stamp is not None:
            before = self._reader.get_historical_resolver(stamp.revision)
            answer = await ValidationData(before, self._anchors).revocation(past.path)
            if answer.status is not RevocationStatus.UNKNOWN:
                return past
        return Validated(SubIndication.REVOCATION_OUT_OF_BOUNDS_NO_POE, past.path)


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
