"""Before any signature: the certificate, and the authorities above it, are not revoked."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import KEY, SIGNER, As, Line
from tests.pki_services import CRL, OCSP, YEAR, PkiServices
from workflow.model.errors import CertificateRevoked, RevocationUnknown
from workflow.model.lifecycle import State
from workflow.model.office import Revocation
from workflow.services import signing
from workflow.sign.revocation import check_not_revoked

pytestmark = pytest.mark.slow


def checked(
    pki: PkiServices,
    label: str,
    rule: Revocation = Revocation.IF_NAMED,
    *,
    after: timedelta = timedelta(),
    patience: float = 5.0,
) -> None:
    moment = datetime.now(UTC) + after
    if after:
        pki.move_clock(moment)
    check_not_revoked(
        pki.certificate(label), pki.chain(label), pki.anchors, moment, rule, patience
    )  # fmt: skip


@pytest.mark.parametrize("label", ["person", "organ", "ocsp-only", "crl-only", "silent"])
def test_who_is_not_revoked_passes(pki: PkiServices, label: str) -> None:
    checked(pki, label)
    assert pki.asked


@pytest.mark.parametrize(
    ("label", "since"),
    [("revoked", timedelta(hours=1)), ("crl-only-revoked", timedelta(days=31))],
)
@pytest.mark.parametrize("rule", [Revocation.IF_NAMED, Revocation.REQUIRE])
def test_who_is_revoked_is_refused_with_time_and_reason(
    pki: PkiServices, label: str, since: timedelta, rule: Revocation
) -> None:
    with pytest.raises(CertificateRevoked, match="the key was compromised") as refused:
        checked(pki, label, rule)
    assert refused.value.facts["since"] == pki.start - since


def test_a_revocation_counts_from_its_day_on(pki: PkiServices) -> None:
    checked(pki, "revoked-next-year", after=YEAR - timedelta(days=1))
    with pytest.raises(CertificateRevoked):
        checked(pki, "revoked-next-year", after=YEAR + timedelta(days=1))


@pytest.mark.parametrize("label", ["ocsp-only", "crl-only", "person"])
def test_no_answer_is_a_refusal_that_names_the_places(pki: PkiServices, label: str) -> None:
    with pki.unavailable(), pytest.raises(RevocationUnknown, match=pki.url):
        checked(pki, label)


def test_one_of_two_services_is_enough(pki: PkiServices) -> None:
    with pki.unavailable(OCSP):
        checked(pki, "person")


@pytest.mark.parametrize("nonsense", [b"", b"\x30\x03\x0a\x01\x06", b"<html>"])
def test_an_answer_that_is_none_is_a_refusal(pki: PkiServices, nonsense: bytes) -> None:
    with (
        pki.talking_nonsense(OCSP, CRL, nonsense=nonsense),
        pytest.raises(RevocationUnknown),
    ):
        checked(pki, "person")


def test_a_service_that_hangs_is_not_waited_for_and_the_next_is_asked(pki: PkiServices) -> None:
    started = time.monotonic()
    with pki.hanging(OCSP, seconds=20.0):
        checked(pki, "person", patience=1.0)
    with pki.hanging(OCSP, CRL, seconds=20.0), pytest.raises(RevocationUnknown, match=r"1\.0 s"):
        checked(pki, "person", patience=1.0)
    assert time.monotonic() - started < 15


def test_an_old_answer_is_none(pki: PkiServices) -> None:
    pki.move_clock(pki.start - timedelta(days=60))
    with pytest.raises(RevocationUnknown):
        check_not_revoked(
            pki.certificate("person"), pki.chain("person"), pki.anchors, datetime.now(UTC),
            Revocation.IF_NAMED, 5.0,
        )  # fmt: skip


def test_who_names_no_place_is_refused_where_an_answer_is_required(pki: PkiServices) -> None:
    with pytest.raises(RevocationUnknown, match="Người không nói nơi hỏi"):
        checked(pki, "silent", Revocation.REQUIRE)


def test_nobody_is_asked_where_the_office_wants_none(pki: PkiServices) -> None:
    checked(pki, "revoked", Revocation.OFF)
    assert pki.asked == []


# -- signing with the whole program ------------------------------------------------------------


def test_a_signer_who_is_not_revoked_signs(pki: PkiServices, acting: As, line: Line) -> None:
    document = line.approved()
    pki.equip(acting(None).directory)
    assert signing.sign(acting(SIGNER), document.id, KEY).state is State.SIGNED
    assert OCSP in pki.asked


def test_nothing_is_signed_with_a_revoked_certificate(
    pki: PkiServices, acting: As, line: Line
) -> None:
    document = line.approved()
    pki.equip(acting(None).directory, person="revoked")
    with pytest.raises(CertificateRevoked):
        signing.sign(acting(SIGNER), document.id, KEY)
    assert acting(SIGNER).ledger.find(document.id) == document


def test_nothing_is_signed_while_no_service_answers(
    pki: PkiServices, acting: As, line: Line
) -> None:
    document = line.approved()
    pki.equip(acting(None).directory)
    with pki.unavailable(), pytest.raises(RevocationUnknown):
        signing.sign(acting(SIGNER), document.id, KEY)
    assert signing.sign(acting(SIGNER), document.id, KEY).state is State.SIGNED
