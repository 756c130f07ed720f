"""PAdES B-T, B-LT and B-LTA: files made against a real PKI, and other people's tools about them."""

from __future__ import annotations

import asyncio
import io
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, StandardDiffPolicy
from pyhanko.sign.diff_analysis.form_rules_api import FormUpdatingRule
from pyhanko.sign.diff_analysis.rules.form_field_rules import (
    GenericFieldModificationRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
)
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

from tests.pki_services import CRL, OCSP, TSA, PkiServices
from tests.sign.conftest import sentences
from tests.sign.levels import Levels, authority, now, signed, verified
from workflow.model.errors import CertificateRevoked, NoTimestamp, RevocationUnknown
from workflow.model.verification import SignatureKind, Verdict
from workflow.sign.evidence import append_evidence
from workflow.sign.timestamps import TimestampAuthority
from workflow.sign.trust import MAY_SIGN

pytestmark = pytest.mark.slow


def test_every_level_appends_to_the_one_before(levels: Levels) -> None:
    assert levels.b_lt.startswith(levels.b_t)
    assert levels.b_lta.startswith(levels.b_t)
    assert levels.renewed.startswith(levels.b_lta)


@pytest.mark.parametrize("level", ["b_b", "b_t", "b_lt", "b_lta", "renewed"])
def test_every_level_is_valid(pki: PkiServices, levels: Levels, level: str) -> None:
    report = verified(pki, getattr(levels, level))
    assert report.verdict is Verdict.VALID, sentences(report)
    for facts in report.signatures:
        assert (facts.proof is not None) == (level != "b_b")
    stamps = [s for s in report.signatures if s.kind is SignatureKind.DOCUMENT_TIMESTAMP]
    assert len(stamps) == {"b_lta": 1, "renewed": 2}.get(level, 0)


def test_a_lower_level_can_be_raised_later(pki: PkiServices, levels: Levels) -> None:
    """Validation data can come later, and a timestamp over everything; never one of a signature."""
    from_b_b = append_evidence(levels.b_b, pki.anchors, now(), 10, authority(pki))
    from_lt = append_evidence(levels.b_lt, pki.anchors, now(), 10, authority(pki))
    for raised in (from_b_b, from_lt):
        report = verified(pki, raised)
        assert report.verdict is Verdict.VALID, sentences(report)
        assert all(s.proof is not None for s in report.signatures)


def test_an_archive_outlives_the_certificates(pki: PkiServices, levels: Levels) -> None:
    after_signers = now() + timedelta(days=4 * 365)
    assert verified(pki, levels.b_b, after_signers).verdict is Verdict.INSUFFICIENT
    assert verified(pki, levels.b_lta, after_signers).verdict is Verdict.VALID
    pki.move_clock(after_signers)
    next_authority = TimestampAuthority(pki.next_tsa_url, 10, 2)
    renewed = append_evidence(levels.b_lta, pki.anchors, after_signers, 10, next_authority)
    after_tsa = now() + timedelta(days=6 * 365)
    assert verified(pki, levels.b_lta, after_tsa).verdict is not Verdict.VALID
    report = verified(pki, renewed, after_tsa)
    assert report.verdict is Verdict.VALID, sentences(report)


def test_nothing_is_added_where_nothing_is_missing(pki: PkiServices, levels: Levels) -> None:
    assert append_evidence(levels.b_lt, pki.anchors, now(), 10) == levels.b_lt


# -- other people's tools --------------------------------------------------------------------------

# pyHanko's own policy, without leave to change appearances in place. By default it has that leave,
# and takes a locked field for changed that was filled before the lock (see decision 020).
POLICY = StandardDiffPolicy(
    global_rules=DEFAULT_DIFF_POLICY.global_rules,
    form_rule=FormUpdatingRule(
        [
            SigFieldCreationRule(),  # type: ignore[no-untyped-call]
            SigFieldModificationRule(allow_in_place_appearance_stream_changes=False),
            GenericFieldModificationRule(allow_in_place_appearance_stream_changes=False),
        ]
    ),
)


@pytest.mark.parametrize("level", ["b_lta", "renewed"])
def test_pyhankos_long_term_validation_passes(pki: PkiServices, levels: Levels, level: str) -> None:
    spec = PdfSignatureValidationSpec(
        SignatureValidationSpec(
            CertValidationPolicySpec(
                SimpleTrustManager.build(pki.anchors),
                CertRevTrustPolicy(REQUIRE_REVINFO),
            ),
            RevocationInfoGatheringSpec(RevinfoOnlineFetchingRule.LOCAL_ONLY),
            key_usage_settings=MAY_SIGN,
        ),
        POLICY,
    )
    reader = PdfFileReader(io.BytesIO(getattr(levels, level)))
    for signature in reader.embedded_regular_signatures:
        result = asyncio.run(ades_lta_validation(signature, spec))
        assert result.ades_subindic is AdESPassed.OK, (signature.field_name, result)


@pytest.mark.parametrize("level", ["b_lt", "b_lta", "renewed"])
def test_pyhanko_needs_nothing_but_the_file(pki: PkiServices, levels: Levels, level: str) -> None:
    """Every certificate's revocation is required, and nothing may be asked."""
    reader = PdfFileReader(io.BytesIO(getattr(levels, level)))
    wanted = {"trust_roots": pki.anchors, "allow_fetching": False, "revocation_mode": "require"}
    store = DocumentSecurityStore.read_dss(reader)
    for signature in reader.embedded_regular_signatures:
        status = validate_pdf_signature(
            signature,
            store.as_validation_context(wanted),
            ts_validation_context=store.as_validation_context(wanted),
            key_usage_settings=MAY_SIGN,
            diff_policy=POLICY,
        )
        assert status.bottom_line, status.summary()
        assert status.docmdp_ok
        assert status.timestamp_validity is not None
    for stamp in reader.embedded_timestamp_signatures:
        found = validate_pdf_timestamp(
            stamp, store.as_validation_context(wanted), diff_policy=POLICY
        )
        assert (found.intact, found.valid, found.trusted) == (True, True, True), found.summary()


@pytest.mark.slow
@pytest.mark.parametrize("level", ["b_t", "b_lt", "b_lta", "renewed"])
def test_qpdf_and_pdfsig_find_no_fault(levels: Levels, tmp_path: Path, level: str) -> None:
    place = tmp_path / "it.pdf"
    place.write_bytes(getattr(levels, level))
    checked = subprocess.run(["qpdf", "--check", place], capture_output=True, text=True, check=True)
    assert "WARNING" not in checked.stdout + checked.stderr
    said = subprocess.run(["pdfsig", "-nocert", place], capture_output=True, text=True, check=True)
    assert said.stdout.count("Signature is Valid.") == 2


def test_the_file_holds_the_answers_for_every_certificate(pki: PkiServices, levels: Levels) -> None:
    store = DocumentSecurityStore.read_dss(PdfFileReader(io.BytesIO(levels.b_lta)))
    held = {certificate.sha256 for certificate in store.load_certs()}
    for label in ("person", "organ", "issuing", "tsa", "ocsp"):
        assert pki.certificate(label).sha256 in held
    assert len(store.ocsps) == 2  # of the two signers
    assert store.crls  # of the authorities
    assert len(store.vri_entries) == 2


# -- services that fail ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (lambda pki: pki.unavailable(TSA), "503"),
        (lambda pki: pki.talking_nonsense(TSA), "form of a timestamp"),
        (lambda pki: pki.hanging(TSA, seconds=1.0), "within 0.2 s"),
    ],
    ids=["unavailable", "nonsense", "hanging"],
)
def test_without_a_timestamp_nothing_is_made(
    pki: PkiServices, fault: Callable[[PkiServices], object], reason: str
) -> None:
    with fault(pki), pytest.raises(NoTimestamp, match=reason) as caught:  # type: ignore[attr-defined]
        signed(pki, authority(pki, patience=0.2, tries=2))
    assert pki.tsa_url in str(caught.value)


def test_a_slow_authority_is_asked_again(pki: PkiServices) -> None:
    pki.asked.clear()
    with pki.unavailable(TSA), pytest.raises(NoTimestamp):
        signed(pki, authority(pki, tries=3))
    assert pki.asked == [TSA] * 3


def test_without_answers_there_is_no_evidence(pki: PkiServices, levels: Levels) -> None:
    with pki.unavailable(OCSP, CRL), pytest.raises(RevocationUnknown):
        append_evidence(levels.b_t, pki.anchors, now(), 1)
    silent = signed(pki, None, person="silent")
    with pytest.raises(RevocationUnknown, match="Người không nói nơi hỏi"):
        append_evidence(silent, pki.anchors, now(), 1)


def test_a_revoked_signer_stops_it(pki: PkiServices) -> None:
    with pytest.raises(CertificateRevoked, match="Người bị thu hồi"):
        append_evidence(signed(pki, None, person="revoked"), pki.anchors, now(), 5)


class Growing(TimestampAuthority):
    """An authority that sends a long chain along from its second token on."""

    more: tuple[cms.CertificateChoices, ...] = ()
    given = 0

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        token = await super().async_timestamp(message_digest, md_algorithm)
        self.given += 1
        if self.given > 1:
            brought = [choice.copy() for choice in token["content"]["certificates"]]
            token["content"]["certificates"] = cms.CertificateSet([*brought, *self.more])
        large = cms.ContentInfo.load(token.dump(force=True))
        if self.given > 1:
            self._register_dummy("sha256", large)
        return large


def test_a_token_larger_than_the_rehearsal_gets_its_room(pki: PkiServices) -> None:
    tsa = Growing(pki.tsa_url, 10, 2)
    labels = ("root", "issuing", "organ", "person", "expired", "revoked", "person-2", "person-3")
    tsa.more = tuple(
        cms.CertificateChoices({"certificate": pki.certificate(label)}) for label in labels
    )
    pdf = signed(pki, tsa)
    assert tsa.given == 4  # a rehearsal, one that did not fit, and two that did
    report = verified(pki, pdf)
    assert report.verdict is Verdict.VALID, sentences(report)
