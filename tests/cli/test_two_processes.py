"""Two processes at the same moment: each act counts once, and whoever was slower is told so."""

from __future__ import annotations

import sqlite3
from collections import Counter
from functools import partial
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from tests.cli.terminal import PATIENCE, start
from tests.cli.warm import Warm
from tests.conftest import APPROVER, CLERK, EXAMPLE, SIGNER
from tests.forked import FORKED
from tests.services.stages import (
    At,
    Stages,
    Standing,
    assert_sound,
    conclusion,
    take_on,
)
from workflow.cli.program import call
from workflow.model.lifecycle import Act, State
from workflow.services import distribution

pytestmark = pytest.mark.slow


def together(standing: Standing, *commands: tuple[str, ...]) -> list[tuple[int, str]]:
    """Run commands in processes of their own that begin at one moment; exit codes and stderr."""
    act = partial(when_all_are_ready, FORKED.Barrier(len(commands)))
    processes = [Warm(*words, cwd=standing.directory, act=act) for words in commands]
    ended = [process.ended() for process in processes]
    assert not any("Traceback" in done.stderr for done in ended)
    return [(done.returncode, done.stderr) for done in ended]


def when_all_are_ready(ready: Barrier, words: list[str]) -> int:
    ready.wait(PATIENCE)
    return call(words)


@pytest.fixture(scope="module")
def large(specimen_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Stages:
    """The example with its 57 bodies at every stage."""
    folder = tmp_path_factory.mktemp("large")
    return Stages(specimen_office, folder, EXAMPLE.read_text("utf-8"))


rounds = pytest.mark.parametrize(
    "turn", [0, *(pytest.param(turn, marks=pytest.mark.thorough) for turn in range(1, 6))]
)


@rounds
def test_two_who_approve_make_one_approval(at: At, turn: int) -> None:
    standing = at("submitted")
    ended = together(
        standing,
        ("approve", standing.id, "--as", APPROVER),
        ("approve", standing.id, "--as", SIGNER),
    )
    codes = sorted(code for code, _ in ended)
    assert codes[0] == 0
    assert codes[1] in (5, 11), ended
    assert len(standing.events(Act.APPROVED)) == 1
    assert_sound(standing.directory)


@rounds
def test_two_who_issue_give_one_number(at: At, turn: int) -> None:
    standing = at("signed")
    words = ("issue", standing.id, "--seal", "tinh-uy", "--as", "thanh-mai")
    ended = together(standing, words, words)
    assert [code for code, _ in ended] == [0, 0], ended
    assert len(standing.events(Act.ISSUED)) == 1
    assert standing.document().number == 1
    assert_sound(standing.directory)


@pytest.mark.thorough
def test_five_documents_issued_at_once_have_five_numbers(at: At) -> None:
    standing = at("signed")
    ids = [standing.id]
    for number in range(4):
        other = Standing(standing.directory, "", standing.clock)
        other.id = other.draft(conclusion(f"về việc {number}")).id
        for stage in ("submitted", "approved", "signed"):
            take_on(other, stage)
        ids.append(other.id)
    ended = together(
        standing, *(("issue", id, "--seal", "tinh-uy", "--as", "thanh-mai") for id in ids)
    )
    assert [code for code, _ in ended] == [0] * 5, ended
    assert sorted(standing.document(id).number or 0 for id in ids) == [1, 2, 3, 4, 5]
    assert_sound(standing.directory)


@pytest.mark.parametrize("begun", [False, True])
@rounds
def test_two_who_distribute_send_each_body_one_parcel(
    large: Stages, tmp_path: Path, turn: int, begun: bool
) -> None:
    """At once from the first, or both going on with what another began and left."""
    standing = large.copy("issued", tmp_path / "office")
    if begun:
        going = distribution.distribute(standing.acting(CLERK), standing.id)
        next(going)
        going.close()
    words = ("distribute", standing.id, "--as", CLERK)
    ended = together(standing, words, words)
    assert {code for code, _ in ended} <= {0, 11}, ended
    assert 0 in {code for code, _ in ended}
    assert standing.document().state is State.DISTRIBUTED
    sent = Counter(event.data["body"] for event in standing.events(Act.DELIVERY_SENT))
    assert len(sent) == 57
    assert set(sent.values()) == {1}
    assert all(len(list(standing.outbox(body).iterdir())) == 1 for body in sent)
    assert_sound(standing.directory)


@rounds
def test_of_an_edit_and_a_submission_at_once_what_is_submitted_is_what_was_written(
    at: At, turn: int
) -> None:
    standing = at("drafted")
    (standing.directory / "new.md").write_text(conclusion("về việc mới"), "utf-8")
    edit, submit = together(
        standing,
        ("draft", "edit", standing.id, "--from", "new.md", "--as", "thu-ha"),
        ("submit", standing.id, "--as", "thu-ha"),
    )
    document = standing.document()
    assert edit[0] in (0, 5, 11), edit
    assert submit[0] in (0, 11), submit
    assert 0 in (edit[0], submit[0])
    assert (document.state is State.SUBMITTED) == (submit[0] == 0)
    assert (document.subject == "về việc mới") == (edit[0] == 0)
    assert_sound(standing.directory)


@pytest.mark.thorough
def test_many_who_begin_in_a_new_office_at_once_all_begin(at: At) -> None:
    """The database is made by whoever comes first."""
    standing = at("empty")
    words = ("draft", "new", "ket-luan", "--from", "examples/ket-luan.md", "--as", "thu-ha")
    ended = together(standing, *[words] * 6)
    assert [code for code, _ in ended] == [0] * 6, ended
    assert len(standing.acting().ledger.documents()) == 6
    assert_sound(standing.directory)


@pytest.mark.thorough
def test_receipts_entered_at_once_are_all_kept(at: At) -> None:
    standing = at("distributed")
    bodies = [d.body for d in standing.acting().ledger.deliveries(standing.id)]
    ended = together(
        standing, *(("ack", standing.id, body, "--as", "thanh-mai") for body in bodies)
    )
    assert [code for code, _ in ended] == [0] * len(bodies), ended
    assert standing.document().state is State.ACKNOWLEDGED
    assert len(standing.events(Act.ACKNOWLEDGED)) == 1


def test_reading_never_waits_for_who_writes(at: At) -> None:
    """A writer that holds the only writing place for long does not stop `draft list`."""
    standing = at("issued")
    writer = sqlite3.connect(standing.directory / "signed" / "vanban.db", isolation_level=None)
    writer.execute("begin immediate")
    process = start("draft", "list", cwd=standing.directory)
    out, err = process.communicate(timeout=20)
    writer.execute("rollback")
    writer.close()
    assert process.returncode == 0, err
    assert "01-KL/TU" in out
