"""Somebody else's certificate or key, and containers that say more than they should."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from asn1crypto import algos, cms, core
from pyhanko.sign.signers import Signer

from tests.sign import forge
from tests.sign.conftest import Issued, refused, sentences
from tests.sign.pki import Authority, Holder, curve_key, parsed, rsa_key
from workflow.model.verification import Report, Verdict
from workflow.sign.validate import verify

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def authority(issued: Issued) -> Authority:
    return Authority(issued.moment)


@pytest.fixture(scope="module")
def holder(authority: Authority) -> Holder:
    return authority.root.certify("Một người", curve_key())


def signed_by(issued: Issued, holder: Holder, make_cms: forge.MakeCms = forge.pades) -> bytes:
    return forge.append_by_hand(
        issued.content, holder.signer, forge.PERSON, issued.moment, make_cms=make_cms
    )


def judged(data: bytes, authority: Authority) -> Report:
    return verify(data, authority.anchors, "it.pdf", complete=False)


def test_a_signature_of_a_holder_is_valid(
    issued: Issued, authority: Authority, holder: Holder
) -> None:
    report = judged(signed_by(issued, holder), authority)
    assert sentences(report) == []
    assert report.verdict is Verdict.VALID


# -- certificates ------------------------------------------------------------------------------


def test_another_authority_of_the_same_name_is_refused(issued: Issued, holder: Holder) -> None:
    false = Authority(issued.moment)
    copy = false.root.certify("Một người", curve_key())
    assert copy.certificate.issuer == holder.certificate.issuer
    assert copy.certificate.subject == holder.certificate.subject
    signed = signed_by(issued, copy)
    assert judged(signed, false).verdict is Verdict.VALID
    assert refused(judged(signed, Authority(issued.moment)), "does not lead to a trust anchor")


def test_an_issued_file_under_another_trust_anchor_is_refused(
    issued: Issued, authority: Authority
) -> None:
    report = verify(issued.issued, authority.anchors, "it.pdf")
    assert refused(report, "does not lead to a trust anchor")
    assert [signature.verdict for signature in report.signatures] == [Verdict.INVALID] * 2


def test_a_certificate_made_by_a_holder_is_refused(
    issued: Issued, authority: Authority, holder: Holder
) -> None:
    """A person's key can sign a certificate, but the person is no authority."""
    guest = holder.certify("Khách", curve_key())
    assert refused(judged(signed_by(issued, guest), authority), "trust anchor", "validated")


def test_a_certificate_of_an_authority_below_the_anchor_is_valid(
    issued: Issued, authority: Authority
) -> None:
    middle = authority.root.certify("CA cấp dưới", curve_key(), authority=True)
    person = middle.certify("Một người", curve_key())
    report = judged(signed_by(issued, person), authority)
    assert sentences(report) == []


def test_a_certificate_that_may_not_sign_is_refused(issued: Issued, authority: Authority) -> None:
    server = authority.root.certify("Máy chủ", curve_key(), may_sign=False)
    assert refused(judged(signed_by(issued, server), authority))


@pytest.mark.parametrize("days", [-400, 2])
def test_a_certificate_of_another_time_is_refused(
    issued: Issued, authority: Authority, days: int
) -> None:
    start = issued.moment + timedelta(days=days)
    person = authority.root.certify("Một người", curve_key(), start=start)
    assert refused(judged(signed_by(issued, person), authority), "not valid then")


@pytest.mark.parametrize(("bits", "verdict"), [(1024, Verdict.INVALID), (2048, Verdict.VALID)])
def test_a_small_rsa_key_is_refused(
    issued: Issued, authority: Authority, bits: int, verdict: Verdict
) -> None:
    person = authority.root.certify("Một người", rsa_key(bits))
    report = judged(signed_by(issued, person), authority)
    assert report.verdict is verdict
    assert (f"its key is too weak ({bits} bits)" in sentences(report)) is (bits == 1024)


def test_a_file_with_another_certificate_for_the_same_key_is_refused(
    issued: Issued, authority: Authority, holder: Holder
) -> None:
    """The signature names its certificate, so one with another name does not fit."""
    other = authority.root.certify("Một người khác", holder.key)

    def exchanged(signer: Signer, digest: bytes) -> cms.ContentInfo:
        return with_certificate(forge.pades(signer, digest), other)

    report = judged(signed_by(issued, holder, exchanged), authority)
    assert refused(report)


def test_a_signature_that_does_not_name_its_certificate_is_refused(
    issued: Issued, authority: Authority, holder: Holder
) -> None:
    assert refused(judged(signed_by(issued, holder, nameless), authority))


def test_a_nameless_signature_with_another_certificate_is_refused(
    issued: Issued, authority: Authority, holder: Holder
) -> None:
    other = authority.root.certify("Một người khác", holder.key)

    def exchanged(signer: Signer, digest: bytes) -> cms.ContentInfo:
        return with_certificate(nameless(signer, digest), other)

    assert refused(judged(signed_by(issued, holder, exchanged), authority))


def nameless(signer: Signer, digest: bytes) -> cms.ContentInfo:
    """A CMS without the attribute signing-certificate-v2."""
    attributes = cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [digest]}),
        ]
    )
    return asyncio.run(signer.async_sign_prescribed_attributes("sha256", attributes))


def with_certificate(container: cms.ContentInfo, holder: Holder) -> cms.ContentInfo:
    """The same CMS as if another certificate had made it."""
    certificate = parsed(holder.certificate)
    signed = container["content"]
    signed["certificates"] = cms.CertificateSet([certificate])
    signed["signer_infos"][0]["sid"] = cms.SignerIdentifier(
        "issuer_and_serial_number",
        cms.IssuerAndSerialNumber(
            {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
        ),
    )
    return cms.ContentInfo.load(container.dump(force=True))


# -- the container, whose own words no signature protects --------------------------------------


Alter = Callable[[Any, Holder], None]


def adds_a_certificate(signed: Any, holder: Holder) -> None:
    stranger = Authority(holder.certificate.not_valid_before_utc).root.certificate
    signed["certificates"] = cms.CertificateSet(
        [choice.chosen for choice in signed["certificates"]] + [parsed(stranger)]
    )


def repeats_the_certificate(signed: Any, holder: Holder) -> None:
    signed["certificates"] = cms.CertificateSet([parsed(holder.certificate)] * 2)


def adds_an_unsigned_attribute(signed: Any, _: Holder) -> None:
    signed["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes(
        [cms.CMSAttribute({"type": "1.2.3.4", "values": [core.OctetString(b"more")]})]
    )


def repeats_the_signer(signed: Any, _: Holder) -> None:
    signed["signer_infos"] = cms.SignerInfos([signed["signer_infos"][0]] * 2)


def adds_an_algorithm(signed: Any, _: Holder) -> None:
    signed["digest_algorithms"].append(algos.DigestAlgorithm({"algorithm": "sha1"}))


def changes_the_version(signed: Any, _: Holder) -> None:
    signed["version"] = "v3"


def changes_the_signers_version(signed: Any, _: Holder) -> None:
    signed["signer_infos"][0]["version"] = "v3"


def brings_content(signed: Any, _: Holder) -> None:
    signed["encap_content_info"] = cms.ContentInfo({"content_type": "data", "content": b"more"})


@pytest.mark.parametrize(
    "alter",
    [
        adds_a_certificate,
        repeats_the_certificate,
        adds_an_unsigned_attribute,
        repeats_the_signer,
        adds_an_algorithm,
        changes_the_version,
        changes_the_signers_version,
        brings_content,
    ],
)
def test_a_container_that_says_more_than_it_should_is_refused(
    issued: Issued, authority: Authority, holder: Holder, alter: Alter
) -> None:
    def altered(signer: Signer, digest: bytes) -> cms.ContentInfo:
        container = forge.pades(signer, digest)
        before = container.dump()
        alter(container["content"], holder)
        after = container.dump(force=True)
        assert after != before
        return cms.ContentInfo.load(after)

    assert refused(judged(signed_by(issued, holder, altered), authority))


def test_a_container_holds_each_certificate_once(issued: Issued) -> None:
    container = forge.pades(issued.person, bytes(32))
    certificates = [choice.chosen.dump() for choice in container["content"]["certificates"]]
    assert len(certificates) == len(set(certificates)) == 1


def test_a_signature_with_sha1_is_refused(
    issued: Issued, authority: Authority, holder: Holder
) -> None:
    def weak(signer: Signer, digest: bytes) -> cms.ContentInfo:
        signing = signer.async_sign(bytes(20), digest_algorithm="sha1", use_pades=True)
        return asyncio.run(signing)

    assert refused(judged(signed_by(issued, holder, weak), authority))


def test_a_signature_over_another_digest_is_refused(
    issued: Issued, authority: Authority, holder: Holder
) -> None:
    def wrong(signer: Signer, _: bytes) -> cms.ContentInfo:
        return forge.pades(signer, bytes(32))

    report = judged(signed_by(issued, holder, wrong), authority)
    assert refused(report, "the bytes that it covers were changed after signing")
