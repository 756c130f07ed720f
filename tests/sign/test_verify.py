"""What a verification says of files that are whole, unfinished, or judged at another time."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import cms
from pyhanko.sign.signers import Signer

from tests.conftest import ROOT
from tests.sign import forge
from tests.sign.conftest import Issued, refused, sentences
from tests.sign.pki import Authority, curve_key
from workflow.model.errors import NotFound, NoTrustAnchor
from workflow.model.office import Key
from workflow.model.verification import Capacity, Verdict
from workflow.services.verification import verify_file
from workflow.sign.pkcs12 import open_key
from workflow.sign.pss import pss_algorithm
from workflow.sign.signer import LoadedKeySigner
from workflow.sign.specimen import SpecimenAuthority
from workflow.sign.trust import certificates_of, read_anchors
from workflow.sign.validate import verify

pytestmark = pytest.mark.slow


def test_an_issued_file_is_valid(issued: Issued) -> None:
    report = issued.verified(issued.issued)
    assert sentences(report) == []
    assert report.verdict is Verdict.VALID
    assert report.revisions == 3
    assert report.size == len(issued.issued)


def test_the_report_names_signers_fields_and_capacities(issued: Issued) -> None:
    person, organ = issued.verified(issued.issued).signatures
    assert (person.field, organ.field) == ("Signature", "Seal")
    assert (person.capacity, organ.capacity) == (Capacity.PERSON, Capacity.ORGAN)
    assert person.signer == "Trần Minh Khang (MẪU)"
    assert organ.signer == "Tỉnh uỷ Lam Giang (MẪU)"
    assert person.algorithm == organ.algorithm == "RSASSA-PSS 3072, SHA256"


def test_the_report_gives_number_and_date_as_they_are_printed(issued: Issued) -> None:
    report = issued.verified(issued.issued)
    assert report.number == "Số 01-KL/TU"
    assert report.date.startswith("Lam Giang, ngày ")
    assert "\N{NO-BREAK SPACE}" not in report.date


def test_what_was_not_checked_is_said(issued: Issued) -> None:
    notes = " ".join(map(str, issued.verified(issued.issued).notes))
    assert "timestamp" in notes
    assert "revocation" in notes


@pytest.mark.parametrize(
    ("salt", "usual"),
    [(32, True), (3072 // 8 - 32 - 2, True), (20, False), (0, False)],
    ids=["as long as the digest", "as long as fits", "another", "none"],
)
def test_a_salt_of_an_unusual_length_says_something_that_nobody_signed(
    issued: Issued, salt: int, usual: bool
) -> None:
    signer = AnySalt.of(issued.person, salt)
    data = forge.append_by_hand(issued.content, signer, forge.PERSON, issued.moment)
    report = issued.verified(data, complete=False)
    assert (sentences(report) == []) is usual
    if not usual:
        assert refused(report, "container")


class AnySalt(LoadedKeySigner):
    """A signer whose salt has any length."""

    salt: int

    @classmethod
    def of(cls, signer: Signer, salt: int) -> AnySalt:
        assert isinstance(signer, LoadedKeySigner)
        certificate, others = certificates_of(signer)
        made = cls(signer.private, certificate, others)
        made.salt = salt
        return made

    def get_signature_mechanism_for_digest(
        self, digest_algorithm: str | None
    ) -> cms.SignedDigestAlgorithm:
        return pss_algorithm("sha256", self.salt)


def test_a_signed_file_lacks_the_seal(issued: Issued) -> None:
    report = issued.verified(issued.signed)
    assert refused(report, "the signature “Seal” is missing")
    assert len(sentences(report)) == 1
    assert report.signatures[0].verdict is Verdict.VALID


def test_a_signed_file_is_a_good_beginning(issued: Issued) -> None:
    assert issued.verified(issued.signed, complete=False).verdict is Verdict.VALID


def test_a_content_lacks_both_signatures(issued: Issued) -> None:
    report = issued.verified(issued.content)
    assert refused(report, "the signature “Signature” is missing")
    assert refused(report, "the signature “Seal” is missing")


def test_a_content_alone_is_never_valid(issued: Issued) -> None:
    assert issued.verified(issued.content, complete=False).verdict is Verdict.INVALID


# -- time --------------------------------------------------------------------------------------


def test_certificates_expired_meanwhile_leave_a_doubt(issued: Issued) -> None:
    report = issued.verified(issued.issued, now=issued.moment + timedelta(days=731))
    assert report.verdict is Verdict.INSUFFICIENT
    assert [len(signature.doubts) for signature in report.signatures] == [1, 1]
    assert "expired" in str(report.signatures[0].doubts[0])


def test_on_the_last_day_of_the_certificates_the_file_is_valid(issued: Issued) -> None:
    now = issued.moment + timedelta(days=729)
    assert issued.verified(issued.issued, now=now).verdict is Verdict.VALID


def test_a_signing_time_in_the_future_is_refused(issued: Issued) -> None:
    report = issued.verified(issued.issued, now=issued.moment - timedelta(hours=1))
    assert refused(report, "claims a signing time in the future")


def test_a_changed_file_does_not_become_doubtful_with_time(issued: Issued) -> None:
    changed = issued.issued.replace(b"/Lang (vi)", b"/Lang (en)")
    assert changed != issued.issued
    report = issued.verified(changed, now=issued.moment + timedelta(days=731))
    assert report.verdict is Verdict.INVALID


# -- keys and anchors --------------------------------------------------------------------------


def test_keys_on_a_curve_are_valid_too(issued: Issued, tmp_path: Path) -> None:
    authority = SpecimenAuthority(issued.moment, bits=2048)
    place = tmp_path / "anchor.pem"
    place.write_bytes(authority.pem)
    signed = issued.content
    for plan in (forge.PERSON, forge.ORGAN):
        (tmp_path / "it.p12").write_bytes(authority.issue(plan.field, "O", "x", curve=True))
        key = Key("it", "pkcs12", "it", settings={"file": "it.p12", "password": "prompt"})
        signer = open_key(key, tmp_path, lambda *_: "x")
        signed = forge.append_by_hand(signed, signer, plan, issued.moment)
    report = verify(signed, read_anchors(place), "it.pdf")
    assert sentences(report) == []
    assert report.verdict is Verdict.VALID
    assert [s.algorithm for s in report.signatures] == ["ECDSA 256, SHA256"] * 2


def test_no_anchor_at_all_makes_nothing_valid(issued: Issued) -> None:
    assert refused(verify(issued.issued, [], "it.pdf"), "trust anchor")


def test_several_anchors_do_not_disturb_each_other(issued: Issued) -> None:
    other = Authority(issued.moment, "CA khác", curve_key())
    report = verify(issued.issued, [*other.anchors, *issued.anchors], "it.pdf")
    assert sentences(report) == []


def test_an_empty_folder_of_anchors_is_an_error(issued: Issued, tmp_path: Path) -> None:
    file = tmp_path / "it.pdf"
    file.write_bytes(issued.issued)
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(NoTrustAnchor):
        verify_file(file, empty)


def test_a_missing_file_is_an_error(issued: Issued, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"none\.pdf"):
        verify_file(tmp_path / "none.pdf", issued.trust)


def test_a_file_is_judged_by_its_bytes_not_by_its_name(issued: Issued, tmp_path: Path) -> None:
    file = tmp_path / "Văn bản số 1 (bản sao).bin"
    file.write_bytes(issued.issued)
    report = verify_file(file, issued.trust)
    assert report.verdict is Verdict.VALID
    assert report.file == file.name


@pytest.mark.slow
def test_a_refused_file_makes_no_noise(issued: Issued, tmp_path: Path) -> None:
    """What a library logs, tracebacks among it, is not for the person who verifies."""
    file = tmp_path / "it.pdf"
    other = Authority(issued.moment)
    anchor = tmp_path / "anchor.pem"
    anchor.write_bytes(other.pem)
    file.write_bytes(issued.issued)
    said = subprocess.run(
        [sys.executable, "-m", "workflow", "verify", str(file), "--trust", str(anchor)],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert said.returncode != 0
    assert "Traceback" not in said.stderr + said.stdout
    assert "pyhanko" not in said.stderr + said.stdout
