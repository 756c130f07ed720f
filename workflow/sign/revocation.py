"""Whether a certificate or an authority above it was revoked: its OCSP and CRL services know."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

import aiohttp
from asn1crypto import ocsp, x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.authority import Authority
from pyhanko_certvalidator.errors import (
    CRLFetchError,
    ExpiredError,
    OCSPFetchError,
    PathBuildingError,
    PathValidationError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.fetchers import Fetchers
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend
from pyhanko_certvalidator.fetchers.aiohttp_fetchers.crl_client import AIOHttpCRLFetcher
from pyhanko_certvalidator.fetchers.aiohttp_fetchers.ocsp_client import AIOHttpOCSPFetcher
from pyhanko_certvalidator.path import ValidationPath

from workflow.model.errors import CertificateExpired, CertificateRevoked, RevocationUnknown
from workflow.model.messages import N_, Message, message
from workflow.model.office import Revocation
from workflow.sign.trust import common_name

# How far the clocks of this computer and of a service may differ.
_CLOCKS = timedelta(minutes=5)
_MODES = {Revocation.REQUIRE: "require", Revocation.IF_NAMED: "hard-fail"}
_REASONS = {
    "key_compromise": N_("the key was compromised"),
    "ca_compromise": N_("the authority was compromised"),
    "affiliation_changed": N_("the holder's office changed"),
    "superseded": N_("another certificate replaced it"),
    "cessation_of_operation": N_("it is no longer needed"),
    "certificate_hold": N_("it is suspended"),
    "privilege_withdrawn": N_("the holder's right was withdrawn"),
    "aa_compromise": N_("the authority was compromised"),
}


def check_not_revoked(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    anchors: Sequence[x509.Certificate],
    moment: datetime,
    rule: str,
    patience: float,
) -> None:
    """Whether a certificate that leads to a trust anchor is revoked at a moment (NĐ 68/2024 Đ.31).

    Parameters:
        rule: whose revocation must be known, as `model.office.Revocation`.
        patience: seconds to wait for each answer.

    Raises:
        CertificateRevoked: it is, or an authority above it.
        RevocationUnknown: no service gave an answer that can be trusted.
    """
    if rule == Revocation.OFF:
        return
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    asyncio.run(_ask(certificate, others, anchors, moment, _MODES[Revocation(rule)], patience))


async def _ask(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    anchors: Sequence[x509.Certificate],
    moment: datetime,
    mode: str,
    patience: float,
) -> None:
    # trust_env: an office may reach the world through a proxy only.
    async with aiohttp.ClientSession(trust_env=True) as session:
        context = asking(session, anchors, moment, mode, patience)
        await checked_path(certificate, others, context, patience)


def asking(
    session: aiohttp.ClientSession,
    anchors: Sequence[x509.Certificate],
    moment: datetime,
    mode: str,
    patience: float,
) -> ValidationContext:
    """A context that asks the services, and keeps their answers."""
    return ValidationContext(
        trust_roots=list(anchors),
        allow_fetching=True,
        fetcher_backend=PatientBackend(session, per_request_timeout=patience),
        moment=moment,
        revocation_mode=mode,
        time_tolerance=_CLOCKS,
    )


async def checked_path(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    context: ValidationContext,
    patience: float,
) -> ValidationPath:
    """The chain to a trust anchor, of which nothing is revoked.

    Raises:
        CertificateExpired, CertificateRevoked, RevocationUnknown
    """
    validator = CertificateValidator(
        certificate, intermediate_certs=list(others), validation_context=context
    )
    try:
        return await validator.async_validate_path()
    except RevokedError as error:
        raise CertificateRevoked(
            holder=_whom(error, certificate),
            since=error.revocation_dt,
            reason=_reason(error.reason.native),
        ) from None
    except ExpiredError as error:
        raise CertificateExpired(holder=_whom(error, certificate), until=error.expired_dt) from None
    except (PathBuildingError, ValidationError) as error:
        raise RevocationUnknown(
            holder=_whom(error, certificate),
            places=", ".join(places_to_ask([certificate, *others])) or "–",
            seconds=patience,
        ) from None


def _whom(error: Exception, certificate: x509.Certificate) -> str:
    """The one whose revocation is the trouble: the holder, or the authorities above."""
    if isinstance(error, PathValidationError) and not error.is_ee_cert:
        above = list(error.original_path.iter_certs(include_root=False))[:-1]
        return ", ".join(common_name(c) for c in above) or common_name(certificate)
    return common_name(certificate)


def places_to_ask(certificates: Sequence[x509.Certificate]) -> list[str]:
    """Where these certificates say that their revocation can be learnt."""
    places: list[str] = []
    for certificate in certificates:
        points = certificate.crl_distribution_points
        places += [*certificate.ocsp_urls, *(point.url for point in points if point.url)]
    return places


def _reason(native: str) -> Message:
    return message(_REASONS.get(native, N_("no reason is given")))


class PatientBackend(AIOHttpFetcherBackend):
    """A service that does not answer in time counts as one that cannot be reached: the next is
    asked. aiohttp's time-out is not among the errors that the library's fetchers expect."""

    def get_fetchers(self) -> Fetchers:
        made = super().get_fetchers()
        limits = {"per_request_timeout": self.per_request_timeout}
        return Fetchers(
            ocsp_fetcher=_PatientOcsp(self.session, **limits),
            crl_fetcher=_PatientCrl(self.session, **limits),
            cert_fetcher=made.cert_fetcher,
        )


class _PatientOcsp(AIOHttpOCSPFetcher):
    async def _fetch(self, cert: x509.Certificate, authority: Authority) -> ocsp.OCSPResponse:
        try:
            return await super()._fetch(cert, authority)
        except TimeoutError:
            raise OCSPFetchError("no answer in time") from None


class _PatientCrl(AIOHttpCRLFetcher):
    async def _single_fetch(self, url: str) -> object:
        try:
            return await super()._single_fetch(url)  # type: ignore[no-untyped-call]
        except TimeoutError:
            raise CRLFetchError("no answer in time") from None
