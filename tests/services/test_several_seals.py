"""Several organs seal one document in one act; the number is taken only when all have sealed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import CLERK, SEAL, SIGNER
from tests.services.joint import (
    JOINT,
    PARTNER,
    PARTNER_ORGAN,
    PARTNER_SEAL,
    SECRETARY,
    JointStages,
    approved,
    issued,
    signed_by,
)
from tests.services.stages import Standing, assert_sound
from workflow.model.errors import KeyUnreadable, NotTheKeyHolder, SealMissing, SealNotWanted
from workflow.model.lifecycle import Act, State
from workflow.model.verification import Capacity, Verdict
from workflow.services import issuing
from workflow.services.checking import check_document
from workflow.services.verification import verify_file

pytestmark = pytest.mark.slow

Copy = Callable[..., Standing]


@pytest.fixture
def signed(joint: JointStages, tmp_path: Path) -> Standing:
    """An office whose joint plan both organs' persons have signed."""
    return joint.copy(tmp_path / "at", PARTNER, SIGNER, signed=JOINT)


@pytest.mark.parametrize("seals", [(SEAL, PARTNER_SEAL), (PARTNER_SEAL, SEAL)])
def test_the_host_gives_the_number_whatever_the_order(
    signed: Standing, seals: tuple[str, str]
) -> None:
    document, place = issued(signed, *seals)
    assert document.state is State.ISSUED
    assert document.official_number == "01-KH/TU-HND"
    report = verify_file(place, signed.directory / "keys" / "trust")
    assert report.verdict is Verdict.VALID
    assert report.number == "Số 01-KH/TU-HND"
    assert [(s.field, s.capacity) for s in report.signatures] == [
        ("Signature2", Capacity.PERSON),
        ("Signature", Capacity.PERSON),
        ("Seal", Capacity.ORGAN),
        ("Seal2", Capacity.ORGAN),
    ]
    assert report.signatures[3].signer == PARTNER_ORGAN
    (event,) = signed.events(Act.ISSUED)
    assert event.data["seals"] == [SEAL, PARTNER_SEAL]
    assert place.read_bytes().startswith(signed.stored(document.signed).read_bytes())
    assert_sound(signed.directory)


def test_pdfsig_calls_all_four_valid(signed: Standing) -> None:
    _, place = issued(signed, SEAL, PARTNER_SEAL)
    said = subprocess.run(["pdfsig", "-nocert", str(place)], capture_output=True, text=True).stdout
    assert said.count("Signature is Valid") == 4
    assert said.count("Total document signed") == 1


def test_the_joint_document_is_in_form(signed: Standing) -> None:
    issued(signed, SEAL, PARTNER_SEAL)
    checked = check_document(signed.acting(), signed.id)
    assert [finding.rule for finding in checked.errors] == []


def test_a_missing_seal_is_named_and_takes_no_number(signed: Standing) -> None:
    with pytest.raises(SealMissing) as caught:
        issued(signed, SEAL)
    assert PARTNER_ORGAN in caught.value.text()
    assert PARTNER_SEAL in caught.value.hint_text()
    assert signed.document().state is State.SIGNED
    assert issued(signed, SEAL, PARTNER_SEAL)[0].number == 1


def test_a_seal_named_twice_is_refused(signed: Standing) -> None:
    with pytest.raises(SealNotWanted):
        issued(signed, SEAL, PARTNER_SEAL, SEAL)
    assert signed.document().state is State.SIGNED


def test_minutes_of_two_persons_take_one_seal_and_no_other(
    joint: JointStages, tmp_path: Path
) -> None:
    standing = joint.copy(tmp_path / "at", SECRETARY, SIGNER)
    with pytest.raises(SealNotWanted) as caught:
        issued(standing, SEAL, PARTNER_SEAL)
    assert PARTNER_ORGAN in caught.value.text()
    assert "Tỉnh uỷ Lam Giang" in caught.value.hint_text()
    document, _ = issued(standing)
    assert document.official_number == "01-BB/TU"


def test_a_second_seal_that_fails_leaves_no_number_behind(signed: Standing) -> None:
    """The host's seal is put already when the partner's key turns out to be unreadable."""
    key = signed.directory / "keys" / f"{PARTNER_SEAL}.p12"
    key.rename(key.with_suffix(".away"))
    with pytest.raises(KeyUnreadable):
        issued(signed, SEAL, PARTNER_SEAL)
    assert signed.document().state is State.SIGNED
    assert signed.acting().ledger.register_lines() == []
    key.with_suffix(".away").rename(key)
    assert issued(signed, SEAL, PARTNER_SEAL)[0].number == 1
    assert_sound(signed.directory)


def test_a_partners_seal_with_a_persons_key_is_refused(signed: Standing) -> None:
    settings = signed.directory / "office.toml"
    text = settings.read_text("utf-8")
    wrong = text.replace(f'key = "{PARTNER_SEAL}"', f'key = "{PARTNER}"')
    assert wrong != text
    settings.write_text(wrong, "utf-8")
    with pytest.raises(NotTheKeyHolder) as caught:
        issued(signed, SEAL, PARTNER_SEAL)
    assert PARTNER_ORGAN in caught.value.text()


def test_one_series_for_own_and_joint_documents(signed: Standing) -> None:
    """A joint document takes its number from the series of the organ in charge."""
    issued(signed, SEAL, PARTNER_SEAL)
    approved(signed, JOINT, "ke-hoach")
    signed_by(signed, SIGNER, PARTNER)
    document, _ = issuing.issue(signed.acting(CLERK), signed.id, (SEAL, PARTNER_SEAL))
    assert document.official_number == "02-KH/TU-HND"
    lines = signed.acting().ledger.register_lines()
    assert [line.official_number for line in lines] == ["01-KH/TU-HND", "02-KH/TU-HND"]
