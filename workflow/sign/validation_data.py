"""The validation data that a file brings along, and what it says of a certificate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from asn1crypto import x509
from asn1crypto.crl import CertificateList
from asn1crypto.ocsp import OCSPResponse
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.rw_common import PdfHandler
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.policy_decl import LocalKnowledge
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import RevokedError, ValidationError
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer, OCSPContainer
from pyhanko_certvalidator.validate import async_validate_path

from workflow.model.verification import Revocation, RevocationStatus

_MOST_ANSWERS = 20
_AFTER = timedelta(seconds=1)
_ONLY_THE_HOLDER = CertRevTrustPolicy(
    RevocationCheckingPolicy(
        RevocationCheckingRule.CRL_OR_OCSP_REQUIRED, RevocationCheckingRule.NO_CHECK
    )
)


class ValidationData:
    """Certificates, CRLs and OCSP responses from a file's /DSS; none where it is not readable."""

    def __init__(self, document: PdfHandler, anchors: Sequence[x509.Certificate]) -> None:
        self._trust = SimpleTrustManager.build(trust_roots=list(anchors))
        self.readable = True
        try:
            self.knowledge = _read(document)
        except Exception:  # hostile bytes can make a parser fail in any way that Python can
            self.readable, self.knowledge = False, LocalKnowledge()

    async def revocation(self, path: ValidationPath) -> Revocation:
        """What the last answer about a chain's first certificate was, when it was given.

        An answer counts if it is signed by whom it must be; how old it is is for the reader.
        """
        found = Revocation()
        for moment in self._moments():
            context = ValidationContext(
                trust_manager=self._trust,
                other_certs=self.knowledge.known_certs,
                moment=moment + _AFTER,
                crls=[c.crl_data for c in self.knowledge.known_crls],
                ocsps=[c.ocsp_response_data for c in self.knowledge.known_ocsps],
                revinfo_policy=_ONLY_THE_HOLDER,
            )
            try:
                await async_validate_path(context, path)
            except RevokedError as error:
                since = error.revocation_dt
                return Revocation(RevocationStatus.REVOKED, moment, since)
            except (ValidationError, ValueError):
                continue
            found = Revocation(RevocationStatus.GOOD, moment)
        return found

    def _moments(self) -> list[datetime]:
        """When the answers were given, the latest last."""
        given: Iterable[CRLContainer | OCSPContainer] = (
            *self.knowledge.known_crls,
            *self.knowledge.known_ocsps,
        )
        moments = {answer.issuance_date for answer in given if answer.issuance_date}
        return sorted(moments)[-_MOST_ANSWERS:]


def _read(document: PdfHandler) -> LocalKnowledge:
    try:
        store = DocumentSecurityStore.read_dss(document)
    except NoDSSFoundError:
        return LocalKnowledge()
    crls = (c.get_object().read_data(DecodePurpose.CRL) for c in store.crls)
    answers = (o.get_object().read_data(DecodePurpose.OCSP_RESPONSE) for o in store.ocsps)
    return LocalKnowledge(
        known_crls=[CRLContainer(CertificateList.load(data)) for data in crls],
        known_ocsps=[
            container
            for data in answers
            for container in OCSPContainer.load_multi(OCSPResponse.load(data))
        ],
        known_certs=list(store.load_certs()),
    )
