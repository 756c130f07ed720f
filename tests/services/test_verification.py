"""Verifying inside an office: the register and the evidence have a say, the file comes first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.services.stages import At, Standing
from tests.services.test_issuing import one_more
from workflow.model.errors import NotFound
from workflow.model.verification import Comparison, Report, Verdict
from workflow.services.verification import verify_file, verify_files

pytestmark = pytest.mark.slow


def verified(standing: Standing, file: Path) -> Report:
    office = standing.acting()
    try:
        return verify_file(file, standing.directory / "keys" / "trust", office=office)
    finally:
        office.close()


def says(found: Comparison | None) -> str:
    assert found is not None
    return str(found.says)


def copied(standing: Standing, data: bytes, name: str = "copy.pdf") -> Path:
    place = standing.directory / name
    place.write_bytes(data)
    return place


def test_the_register_knows_what_was_issued(at: At) -> None:
    standing = at("issued")
    report = verified(standing, copied(standing, standing.official().read_bytes()))
    assert report.verdict is Verdict.VALID
    assert report.register is not None
    assert report.register.agrees is True
    assert "01-KL/TU" in says(report.register)
    assert report.evidence is None


def test_a_copy_with_other_bytes_under_the_same_number_is_named(at: At) -> None:
    standing = at("issued")
    document = standing.document()
    report = verified(standing, copied(standing, standing.official().read_bytes() + b"\n"))
    assert report.register is not None
    assert report.register.agrees is False
    assert report.register.says in report.problems
    assert "01-KL/TU" in says(report.register)
    assert document.issued in says(report.register)


def test_an_unfinished_revision_is_named(at: At) -> None:
    standing = at("issued")
    document = standing.document()
    for revision in (document.content, document.signed):
        report = verified(standing, copied(standing, standing.stored(revision).read_bytes()))
        assert "unfinished revision" in says(report.register)
        assert report.verdict is Verdict.INVALID


def test_a_number_that_was_never_given_is_not_held_against_the_file(at: At) -> None:
    issued, other = at("issued"), at("distributed")
    one_more(other, "về việc thứ hai")
    second = other.official("02-KL-TU.pdf").read_bytes()
    report = verified(issued, copied(issued, second))
    assert report.register is not None
    assert report.register.agrees is None
    assert report.verdict is Verdict.VALID


def test_verifying_makes_no_register(at: At) -> None:
    issued, empty = at("issued"), at("empty")
    database = empty.directory / "signed" / "vanban.db"
    assert not database.exists()
    report = verified(empty, copied(empty, issued.official().read_bytes()))
    assert report.register is None
    assert not database.exists()


# -- evidence ----------------------------------------------------------------------------------


def test_the_evidence_beside_the_file_agrees(at: At) -> None:
    standing = at("issued")
    report = verified(standing, standing.official())
    assert report.evidence is not None
    assert report.evidence.agrees is True
    assert report.verdict is Verdict.VALID


@pytest.mark.parametrize("stage", ["content", "signed", "issued"])
def test_evidence_of_other_bytes_is_a_problem(at: At, stage: str) -> None:
    standing = at("issued")
    place = standing.official().with_suffix(".json")
    evidence = json.loads(place.read_text("utf-8"))
    evidence["sha256"][stage] = "0" * 64
    place.write_text(json.dumps(evidence), "utf-8")
    report = verified(standing, standing.official())
    assert "other bytes" in says(report.evidence)
    assert report.verdict is Verdict.INVALID


def test_a_head_that_the_journal_does_not_have_is_a_problem(at: At) -> None:
    standing = at("issued")
    place = standing.official().with_suffix(".json")
    evidence = json.loads(place.read_text("utf-8"))
    evidence["journal"]["hash"] = "0" * 64
    place.write_text(json.dumps(evidence), "utf-8")
    assert "no longer has the head" in says(verified(standing, standing.official()).evidence)


def test_another_offices_journal_is_not_asked_for_the_head(at: At) -> None:
    """Who received the file with its evidence keeps a journal too, with other heads."""
    sender, receiver = at("issued"), at("empty")
    receiver.draft()
    trust = sender.directory / "keys" / "trust"
    office = receiver.acting()
    report = verify_file(sender.official(), trust, office=office)
    office.close()
    assert report.evidence is not None
    assert report.evidence.agrees is True
    assert report.verdict is Verdict.VALID


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "[" * 100_000, '{"sha256": 7}', "\x00", '{"journal": null}']
)
def test_evidence_that_cannot_be_read_is_said_and_harms_nothing(at: At, text: str) -> None:
    standing = at("issued")
    standing.official().with_suffix(".json").write_text(text, "utf-8")
    report = verified(standing, standing.official())
    assert report.evidence is not None
    assert report.evidence.agrees is None
    assert report.verdict is Verdict.VALID


# -- files that are none -----------------------------------------------------------------------


def test_what_cannot_be_read_has_a_verdict_and_stops_no_other(at: At) -> None:
    standing = at("issued")
    empty = copied(standing, b"", "empty.pdf")
    files = [standing.directory, Path("/dev/zero"), empty, standing.official()]
    reports = list(verify_files(files, standing.directory / "keys" / "trust"))
    assert [r.verdict for r in reports] == [*[Verdict.INVALID] * 3, Verdict.VALID]
    assert all(report.problems for report in reports[:3])


def test_a_file_too_large_is_not_read(at: At, tmp_path: Path) -> None:
    standing = at("issued")
    place = tmp_path / "large.pdf"
    with place.open("wb") as file:
        file.truncate(10 * 1024**3)
    (report,) = verify_files([place], standing.directory / "keys" / "trust")
    assert "too large" in str(report.problems[0])


def test_a_missing_file_is_an_error_before_anything_is_verified(at: At, tmp_path: Path) -> None:
    standing = at("issued")
    files = [standing.official(), tmp_path / "gone.pdf"]
    with pytest.raises(NotFound, match=r"gone\.pdf"):
        next(verify_files(files, standing.directory / "keys" / "trust"))
