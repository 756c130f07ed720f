"""Issue: the number, the seal, the official file and its evidence."""

from __future__ import annotations

import hashlib
import json

import pytest

from tests.conftest import APPROVER, CLERK, DRAFTER, SEAL, SIGNER
from tests.services.stages import At, Standing, assert_sound, conclusion, take_on
from workflow.model.errors import (
    AmbiguousDocument,
    ContentDamaged,
    NotTheKeyHolder,
    OutsideTerm,
    UnknownKey,
    VanbanError,
    WrongRole,
    WrongState,
)
from workflow.model.lifecycle import Act, State
from workflow.model.verification import Verdict
from workflow.services import issuing
from workflow.services.history import verify_journal
from workflow.services.verification import verify_file

pytestmark = pytest.mark.slow


def one_more(standing: Standing, subject: str) -> Standing:
    """Another document of the same office, issued."""
    other = Standing(standing.directory, "", standing.clock)
    other.id = other.draft(conclusion(subject)).id
    for stage in ("submitted", "approved", "signed", "issued"):
        take_on(other, stage)
    return other


def set_term(standing: Standing, name: str) -> None:
    settings = standing.directory / "office.toml"
    text = settings.read_text("utf-8")
    assert '"2025-2030"' in text
    settings.write_text(text.replace('"2025-2030"', f'"{name}"'), "utf-8")


def test_an_issued_document_has_number_seal_and_official_file(at: At) -> None:
    standing = at("signed")
    signed = standing.stored(standing.document().signed).read_bytes()
    document, place = issuing.issue(standing.acting(CLERK), standing.id, [SEAL])
    assert document.state is State.ISSUED
    assert (document.number, document.official_number) == (1, "01-KL/TU")
    assert place == standing.official()
    assert place.read_bytes().startswith(signed)
    assert hashlib.sha256(place.read_bytes()).hexdigest() == document.issued


def test_the_issued_file_is_valid_and_says_its_number(at: At) -> None:
    standing = at("issued")
    report = verify_file(standing.official(), standing.directory / "keys" / "trust")
    assert report.verdict is Verdict.VALID
    assert report.number == "Số 01-KL/TU"
    assert len(report.signatures) == 2


@pytest.mark.slow
def test_the_first_number_is_01_and_the_next_02(at: At) -> None:
    standing = at("issued")
    other = one_more(standing, "về việc thứ hai")
    assert standing.document().official_number == "01-KL/TU"
    assert other.document().official_number == "02-KL/TU"
    report = verify_file(standing.official("02-KL-TU.pdf"), standing.directory / "keys" / "trust")
    assert report.number == "Số 02-KL/TU"
    assert_sound(standing.directory)


def test_the_register_has_a_line_with_the_term(at: At) -> None:
    standing = at("issued")
    (line,) = standing.acting().ledger.register_lines()
    document = standing.document()
    assert (line.official_number, line.number, line.type) == ("01-KL/TU", 1, "KL")
    assert line.term == document.term == "2025-2030"
    assert line.document == standing.id
    assert line.dated == document.signed_on
    assert line.signer == "Trần Minh Khang"
    assert "công tác văn thư" in line.subject
    assert "Ban Bí thư" in line.recipients
    assert line.copies == 4


@pytest.mark.slow
def test_numbers_start_anew_with_a_new_term(at: At) -> None:
    standing = at("issued")
    set_term(standing, "2030-2035")
    other = one_more(standing, "về nhiệm kỳ mới")
    assert other.document().official_number == "01-KL/TU"
    assert other.document().term == "2030-2035"
    assert [line.term for line in standing.acting().ledger.register_lines()] == [
        "2025-2030",
        "2030-2035",
    ]
    with pytest.raises(AmbiguousDocument):
        standing.acting().ledger.find("01-KL/TU")


def test_the_name_of_a_term_cannot_lead_out_of_its_folder(at: At) -> None:
    """Every evidence file must be found again, wherever the term's name puts it."""
    standing = at("signed")
    set_term(standing, "2025/2030")
    try:
        take_on(standing, "issued")
    except VanbanError:
        return
    assert verify_journal(standing.acting()).evidence == 1


def test_issuing_again_gives_the_same_number(at: At) -> None:
    standing = at("issued")
    document, place = issuing.issue(standing.acting(CLERK), standing.id, [SEAL])
    assert document == standing.document()
    assert document.number == 1
    assert place == standing.official()
    assert len(standing.events(Act.ISSUED)) == 1


@pytest.mark.parametrize("stage", ["issued", "distributed"])
def test_issuing_again_publishes_what_was_deleted(at: At, stage: str) -> None:
    standing = at(stage)
    pdf, evidence = standing.official(), standing.official("01-KL-TU.json")
    before = pdf.read_bytes()
    pdf.unlink()
    evidence.unlink()
    issuing.issue(standing.acting(CLERK), standing.id, [SEAL])
    assert pdf.read_bytes() == before
    assert json.loads(evidence.read_text("utf-8"))["official_number"] == "01-KL/TU"
    assert_sound(standing.directory)


def test_issuing_again_mends_an_official_file_that_was_changed(at: At) -> None:
    standing = at("issued")
    before = standing.official().read_bytes()
    standing.official().write_bytes(before[:-100])
    issuing.issue(standing.acting(CLERK), standing.id, [SEAL])
    assert standing.official().read_bytes() == before


def test_the_evidence_has_the_hashes_the_acts_and_a_head_of_the_journal(at: At) -> None:
    standing = at("issued")
    evidence = json.loads(standing.official("01-KL-TU.json").read_text("utf-8"))
    document, events = standing.document(), standing.events()
    assert evidence["document"] == standing.id
    assert evidence["sha256"] == {
        "content": document.content,
        "signed": document.signed,
        "issued": hashlib.sha256(standing.official().read_bytes()).hexdigest(),
    }
    assert [act["act"] for act in evidence["acts"]] == [
        "created",
        "submitted",
        "approved",
        "signed",
        "issued",
    ]
    heads = {event.sequence: event.hash for event in events}
    assert heads[evidence["journal"]["sequence"]] == evidence["journal"]["hash"]
    assert evidence["journal"]["sequence"] >= events[-1].sequence


@pytest.mark.parametrize("person", [DRAFTER, APPROVER, SIGNER])
def test_only_the_clerk_issues(at: At, person: str) -> None:
    standing = at("signed")
    with pytest.raises(WrongRole):
        issuing.issue(standing.acting(person), standing.id, [SEAL])
    assert standing.document().state is State.SIGNED


@pytest.mark.parametrize("stage", ["drafted", "submitted", "approved"])
def test_only_what_is_signed_is_issued(at: At, stage: str) -> None:
    standing = at(stage)
    with pytest.raises(WrongState):
        issuing.issue(standing.acting(CLERK), standing.id, [SEAL])
    assert standing.acting().ledger.register_lines() == []


def test_an_unknown_seal_names_the_known_ones(at: At) -> None:
    standing = at("signed")
    with pytest.raises(UnknownKey) as caught:
        issuing.issue(standing.acting(CLERK), standing.id, ["khong-co"])
    assert "tinh-uy" in caught.value.hint_text()


def test_a_seal_with_a_persons_key_is_refused(at: At) -> None:
    standing = at("signed")
    settings = standing.directory / "office.toml"
    text = settings.read_text("utf-8").replace('key = "tinh-uy"', 'key = "minh-khang"')
    settings.write_text(text, "utf-8")
    with pytest.raises(NotTheKeyHolder):
        issuing.issue(standing.acting(CLERK), standing.id, [SEAL])
    assert standing.document().state is State.SIGNED


def test_a_signed_file_that_was_changed_is_not_sealed(at: At) -> None:
    standing = at("signed")
    signed = standing.stored(standing.document().signed)
    signed.write_bytes(signed.read_bytes() + b" ")
    with pytest.raises(ContentDamaged):
        issuing.issue(standing.acting(CLERK), standing.id, [SEAL])
    assert standing.acting().ledger.register_lines() == []


def test_a_failed_issue_takes_no_number(at: At) -> None:
    standing = at("signed")
    key = standing.directory / "keys" / "tinh-uy.p12"
    key.rename(key.with_suffix(".away"))
    with pytest.raises(VanbanError):
        issuing.issue(standing.acting(CLERK), standing.id, [SEAL])
    key.with_suffix(".away").rename(key)
    assert take_on(standing, "issued").number == 1


def test_a_document_signed_before_the_term_is_not_issued_in_it(at: At) -> None:
    standing = at("signed")
    settings = standing.directory / "office.toml"
    text = settings.read_text("utf-8")
    assert "from = 2025-10-16" in text
    settings.write_text(text.replace("from = 2025-10-16", "from = 2099-10-16"), "utf-8")
    with pytest.raises(OutsideTerm) as caught:
        issuing.issue(standing.acting(CLERK), standing.id, [SEAL])
    assert "2025-2030" in str(caught.value)
    assert standing.acting().ledger.register_lines() == []
