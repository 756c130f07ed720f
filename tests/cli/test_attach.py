"""`vanban attach`: what a drafter types, what is shown, and what is said to mistakes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Say
from tests.cli.killing import changes_of, killed_before
from tests.conftest import APPROVER, CLERK, DRAFTER, KEY, SEAL, SIGNER
from tests.render.test_attachment import attachment, encrypted
from tests.services.attaching import attached
from tests.services.stages import At, Stages, Standing, assert_sound, put_to_rest, take_on
from workflow.model.lifecycle import State

pytestmark = pytest.mark.slow

TABLE = "Biểu số 1.pdf"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / TABLE
    file.write_bytes(attachment())
    return file


def test_an_attachment_goes_out_with_its_document(say: Say, at: At, table: Path) -> None:
    standing = at("drafted")
    id, office = standing.id[:6], ("--office", standing.directory)
    made = say("attach", id, table, "--as", DRAFTER, *office)
    assert made.code == 0, made.err
    assert f"{TABLE} is attached to {id}." in made.out
    assert "vanban submit" in made.err
    shown = say("draft", "show", id, *office)
    line = next(line for line in shown.out.splitlines() if TABLE in line)
    assert "SHA-256" in line
    assert say("submit", id, "--as", DRAFTER, *office).code == 0
    assert line in say("approve", id, "--as", APPROVER, *office).out
    for words in (
        ("sign", id, "--key", KEY, "--as", SIGNER),
        ("issue", id, "--seal", SEAL, "--as", CLERK),
        ("distribute", id, "--as", CLERK),
        ("doctor",),
    ):
        answer = say(*words, *office)
        assert answer.code == 0, answer.err
    file = standing.official("01-KL-TU.attachments") / TABLE
    verified = say("verify", file, *office)
    assert verified.code == 0, verified.out
    assert "attachment of 01-KL/TU" in verified.out
    trust = standing.directory / "keys" / "trust"
    assert say("verify", file, "--policy", "foreign", "--trust", trust).code == 0


def test_an_attachment_is_removed_by_its_name(say: Say, at: At, table: Path) -> None:
    standing = at("drafted")
    attached(standing, table)
    words = ("attach", standing.id, "--remove", TABLE, "--as", DRAFTER)
    answer = say(*words, "--json", "--office", standing.directory)
    assert answer.json["attachments"] == {}
    assert say(*words, "--office", standing.directory).code == 13


def test_a_file_that_cannot_be_attached_is_refused_with_a_remedy(
    say: Say, at: At, table: Path
) -> None:
    standing = at("drafted")
    table.write_bytes(encrypted())
    here = ("--as", DRAFTER, "--office", standing.directory)
    answer = say("attach", standing.id, table, *here)
    assert answer.code == 4
    assert TABLE in answer.err
    assert "encrypted" in answer.err
    assert "plain PDF" in answer.err
    assert say("attach", standing.id, table.with_name("khong-co.pdf"), *here).code == 13
    assert say("attach", standing.id, *here).code == 2
    assert say("attach", standing.id, table, "--remove", TABLE, *here).code == 2


def test_ink_in_the_corner_is_pointed_out(say: Say, at: At, table: Path) -> None:
    standing = at("drafted")
    table.write_bytes(attachment(lambda p: p.pages[0].contents_add(b"450 800 90 20 re f")))
    answer = say("attach", standing.id, table, "--as", DRAFTER, "--office", standing.directory)
    assert answer.code == 0
    assert "corner of page 1 is not blank" in answer.err


@pytest.mark.thorough
def test_an_issue_killed_before_its_changes_is_finished_by_the_same_command(
    say: Say, stages: Stages, tmp_path: Path, table: Path
) -> None:
    """With an attachment: while it signs, and while the attachment is published."""

    kept = stages.copy("drafted", tmp_path / "kept")
    attached(kept, table)
    for stage in ("submitted", "approved", "signed"):
        take_on(kept, stage)

    def signed(place: Path) -> Standing:
        standing = Standing(Path(shutil.copytree(kept.directory, place)), kept.id)
        put_to_rest(standing.directory / "signed" / "vanban.db")
        return standing

    words = ("issue", kept.id, "--seal", SEAL, "--as", CLERK)
    changes = len(changes_of(signed(tmp_path / "0" / "office"), words))
    for change in (changes // 2, changes - 3):
        standing = signed(tmp_path / str(change) / "office")
        assert killed_before(change, standing, words) is None
        assert_sound(standing.directory)
        assert say(*words, "--office", standing.directory).code == 0
        assert standing.document().state is State.ISSUED
        assert (standing.official("01-KL-TU.attachments") / TABLE).exists()
        assert say("doctor", "--office", standing.directory).code == 0
        assert_sound(standing.directory)
