"""Validation after ETSI EN 319 102-1, by pyHanko: what it says, in the model's words.

Nothing is fetched: what neither the file nor the trust anchors hold is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import cms, x509
from pyhanko.sign.ades.report import AdESPassed, AdESSubIndic
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import ades
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.status import SignatureStatus
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.errors import PathBuildingError, ValidationError
from pyhanko_certvalidator.fetchers import FetcherBackend, Fetchers
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

from workflow.model.verification import SubIndication
from workflow.sign.trust import MAY_SIGN

_ERRORS = (SignatureValidationError, SigningError, ValidationError, ValueError)


@dataclass(frozen=True)
class Validated:
    """The result of one validation: None in `sub` where it passes; `says` is the library's own."""

    sub: SubIndication | None
    path: ValidationPath | None = None
    says: str = ""
    at: datetime | None = None
    """The time of a timestamp."""


class Validation:
    """Validation with one set of anchors and the certificates that one file brings along."""

    def __init__(self, anchors: Sequence[x509.Certificate], knowledge: LocalKnowledge) -> None:
        # What the file says of revocation is looked at apart (`validation_data`): here, answers
        # that have grown old would count for less than none.
        rule = RevocationCheckingPolicy.from_legacy("none")
        self._spec = SignatureValidationSpec(
            cert_validation_policy=CertValidationPolicySpec(
                trust_manager=SimpleTrustManager.build(trust_roots=list(anchors)),
                revinfo_policy=CertRevTrustPolicy(revocation_checking_policy=rule),
            ),
            revinfo_gathering_policy=RevocationInfoGatheringSpec(
                RevinfoOnlineFetchingRule.LOCAL_ONLY, _NothingFetched()
            ),
            local_knowledge=knowledge,
            key_usage_settings=MAY_SIGN,
        )

    async def signature(self, signature: EmbeddedPdfSignature, moment: datetime) -> Validated:
        """Basic validation (5.3), as if it were that moment."""
        try:
            result = await ades.ades_basic_validation(
                signature.signed_data,
                self._spec,
                timing_info=_at(moment),
                raw_digest=signature.compute_digest(),
            )
        except _ERRORS as error:
            return _failed(error)
        return _validated(result.ades_subindic, result.api_status, result.failure_msg)

    async def timestamp(
        self, token: cms.SignedData, imprint: Callable[[str], bytes], moment: datetime
    ) -> Validated:
        """Validation of a timestamp (5.4), as if it were that moment."""
        try:
            result = await ades.ades_timestamp_validation(
                token, self._spec, imprint, timing_info=_at(moment)
            )
        except _ERRORS as error:
            return _failed(error)
        return _validated(result.ades_subindic, result.api_status, result.failure_msg)

    async def path(
        self, certificate: x509.Certificate, others: Sequence[x509.Certificate], moment: datetime
    ) -> ValidationPath | None:
        """The chain to a trust anchor as it was at a moment, if there was one."""
        context = ValidationContext(
            trust_manager=self._spec.cert_validation_policy.trust_manager,
            other_certs=[*others, *self._spec.local_knowledge.known_certs],
            moment=moment,
            revocation_mode="none",
        )
        try:
            validator = CertificateValidator(
                certificate, intermediate_certs=list(others), validation_context=context
            )
            return await validator.async_validate_path()
        except (PathBuildingError, *_ERRORS):
            return None


class _NothingFetched(FetcherBackend):
    def get_fetchers(self) -> Fetchers:
        raise NotImplementedError

    async def close(self) -> None:
        pass


def _at(moment: datetime) -> ValidationTimingInfo:
    return ValidationTimingInfo(moment, moment, point_in_time_validation=True)


def _failed(error: BaseException) -> Validated:
    sub: AdESSubIndic | None = getattr(error, "ades_subindication", None)
    name = sub.standard_name if sub else SubIndication.FORMAT_FAILURE.value
    return Validated(SubIndication(name), says=_short(error))


def _validated(sub: AdESSubIndic, status: SignatureStatus | None, says: Any) -> Validated:
    path = status.validation_path if status else None
    at = getattr(status, "timestamp", None)
    if sub is AdESPassed.OK:
        return Validated(None, path, at=at)
    return Validated(SubIndication(sub.standard_name), path, _short(says) if says else "", at)


def _short(said: object) -> str:
    text = str(said).strip().splitlines()
    return (text[0] if text else type(said).__name__)[:200]
