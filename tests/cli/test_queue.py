"""sign --queue and issue --queue: one question, a result for each, and kills in the middle."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Say
from tests.cli.killing import changes_of, killed_before
from tests.services import failing_source
from tests.services.joint import SECRETARY, JointStages
from tests.services.stages import At, Stages, Standing, assert_sound
from tests.services.test_queue import as_many, with_failing_key
from workflow.model.events import Event
from workflow.model.lifecycle import Act, State

pytestmark = pytest.mark.slow

SIGN = ("sign", "--queue", "--as", "minh-khang")
ISSUE = ("issue", "--queue", "--seal", "tinh-uy", "--as", "thanh-mai")


def test_the_list_is_shown_and_nothing_is_done_unasked(say: Say, at: At) -> None:
    standing = at("approved")
    answer = say(*SIGN, "--office", standing.directory)
    assert answer.code == 2
    for shown in (standing.id[:6], "Kết luận", "về công tác văn thư", "Lương Quốc Bảo"):
        assert shown in answer.out
    assert "--yes" in answer.err
    assert standing.document().state is State.APPROVED


def test_all_are_signed_and_then_issued(say: Say, at: At) -> None:
    standing = at("approved")
    as_many(standing, 1)
    answer = say(*SIGN, "--yes", "--office", standing.directory)
    assert answer.code == 0, answer.err
    assert answer.out.count("✓") == 2
    told = say(*ISSUE, "--yes", "--json", "--office", standing.directory)
    assert told.code == 0
    assert (told.json["total"], told.json["left"]) == (2, 0)
    numbers = [one["document"]["official_number"] for one in told.json["documents"]]
    assert numbers == ["01-KL/TU", "02-KL/TU"]
    assert [one["result"] for one in told.json["documents"]] == ["done", "done"]
    assert_sound(standing.directory)


def test_an_empty_queue_says_so(say: Say, at: At) -> None:
    standing = at("drafted")
    answer = say(*SIGN, "--office", standing.directory)
    assert (answer.code, answer.out) == (0, "Nothing is waiting.\n")


def test_what_is_left_is_listed_with_an_exit_code_of_its_own(
    say: Say, at: At, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    standing = at("approved")
    failing_source.installed(monkeypatch, tmp_path / "packages")
    with_failing_key(standing, survives=1)
    as_many(standing, 2)
    answer = say(*SIGN, "--yes", "--office", standing.directory)
    assert answer.code == 14
    assert [answer.out.count(mark) for mark in ("✓", "✗", "· ")] == [1, 1, 1]
    assert "went away" in answer.out
    assert "2 of 3" in answer.err
    told = say(*SIGN, "--yes", "--json", "--office", standing.directory)
    assert told.code == 14
    assert [one["result"] for one in told.json["documents"]] == ["done", "failed"]
    assert "went away" in told.json["documents"][1]["error"]
    assert say(*SIGN, "--yes", "--office", standing.directory).code == 0


@pytest.mark.parametrize(
    "words", [("sign", "--as", "minh-khang"), ("sign", "a1b2c3", "--queue", "--as", "minh-khang")]
)
def test_a_document_or_the_queue_but_not_both(say: Say, at: At, words: tuple[str, ...]) -> None:
    standing = at("approved")
    answer = say(*words, "--office", standing.directory)
    assert answer.code == 2
    assert "--queue" in answer.err


def test_signing_in_part_says_who_is_still_to_sign(
    say: Say, joint: JointStages, tmp_path: Path
) -> None:
    standing = joint.copy(tmp_path / "at")
    answer = say("sign", standing.id, "--as", SECRETARY, "--office", standing.directory)
    assert answer.code == 0, answer.err
    assert "still to sign: Trần Minh Khang" in answer.out
    assert "by Trần Minh Khang" in answer.err


# -- kill -9


def some_of(changes: list[str]) -> list[int]:
    """The first, the last, and one in the middle."""
    return [1, len(changes) // 2, len(changes)]


@pytest.mark.thorough
def test_a_queue_killed_anywhere_is_finished_by_the_same_command(
    say: Say, stages: Stages, tmp_path: Path
) -> None:
    def three(name: str) -> tuple[Standing, list[str]]:
        standing = stages.copy("approved", tmp_path / name / "office")
        return standing, [standing.id, *as_many(standing, 2)]

    for change in some_of(changes_of(three("0")[0], (*SIGN, "--yes"))):
        standing, ids = three(str(change))
        assert killed_before(change, standing, (*SIGN, "--yes")) is None
        assert_sound(standing.directory)
        assert say(*SIGN, "--yes", "--office", standing.directory).code == 0
        assert_sound(standing.directory)
        signed = [event.document for event in _all(standing) if event.act is Act.SIGNED]
        assert sorted(signed) == sorted(ids)


@pytest.mark.thorough
def test_the_queue_of_the_clerk_killed_anywhere_leaves_no_gap(
    say: Say, stages: Stages, tmp_path: Path
) -> None:
    def three(name: str) -> Standing:
        standing = stages.copy("signed", tmp_path / name / "office")
        as_many(standing, 2)
        return standing

    for change in some_of(changes_of(three("0"), (*ISSUE, "--yes"))):
        standing = three(str(change))
        assert killed_before(change, standing, (*ISSUE, "--yes")) is None
        assert_sound(standing.directory)
        assert say(*ISSUE, "--yes", "--office", standing.directory).code == 0
        assert_sound(standing.directory)
        lines = standing.acting().ledger.register_lines()
        assert [line.number for line in lines] == [1, 2, 3]
        assert len(list(standing.official().parent.glob("*.pdf"))) == 3


@pytest.mark.thorough
def test_one_of_several_killed_while_signing_signs_by_the_same_command(
    say: Say, joint: JointStages, tmp_path: Path
) -> None:
    words = ("--as", SECRETARY)
    first = joint.copy(tmp_path / "0" / "office")
    for change in some_of(changes_of(first, ("sign", first.id, *words))):
        standing = joint.copy(tmp_path / str(change) / "office")
        assert killed_before(change, standing, ("sign", standing.id, *words)) is None
        assert_sound(standing.directory)
        reached = standing.document().state is State.SIGNING
        answer = say("sign", standing.id, *words, "--office", standing.directory)
        assert answer.code == (5 if reached else 0), answer.err
        assert standing.document().state is State.SIGNING
        assert len(standing.events(Act.SIGNED_IN_PART)) == 1
        assert_sound(standing.directory)


def _all(standing: Standing) -> list[Event]:
    office = standing.acting()
    try:
        return list(office.ledger.events())
    finally:
        office.close()
