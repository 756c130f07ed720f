"""kill -9 at any moment: nothing is half-done, and the same command run again finishes the act.

Two kinds: at random moments of its work, and just before each change that a command makes.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.cli import warm
from tests.cli.conftest import Say
from tests.cli.killing import changes_of, killed_before
from tests.cli.terminal import run, start
from tests.conftest import EXAMPLE
from tests.services.stages import Stages, Standing, assert_sound
from workflow.model.lifecycle import Act, State

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_layouts_drawn")]

# command: the stage before, its words, the state it leads to, the event that must be there once
COMMANDS: dict[str, tuple[str, tuple[str, ...], State, Act]] = {
    "submit": ("drafted", ("--as", "thu-ha"), State.SUBMITTED, Act.SUBMITTED),
    "sign": (
        "approved", ("--key", "minh-khang", "--as", "minh-khang"), State.SIGNED, Act.SIGNED,
    ),
    "issue": ("signed", ("--seal", "tinh-uy", "--as", "thanh-mai"), State.ISSUED, Act.ISSUED),
    "distribute": ("issued", ("--as", "thanh-mai"), State.DISTRIBUTED, Act.DISTRIBUTED),
}  # fmt: skip
KILLS = {"submit": 6, "sign": 6, "issue": 15, "distribute": 15}
REPEATABLE = {"issue", "distribute"}
"""They say so themselves when the act was done already; the others refuse, having done it."""


@pytest.fixture(scope="module")
def large(specimen_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Stages:
    """The example with its 57 bodies at every stage."""
    folder = tmp_path_factory.mktemp("large")
    return Stages(specimen_office, folder, EXAMPLE.read_text("utf-8"))


@pytest.fixture(scope="module")
def usual(large: Stages, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], float]:
    """How long a command takes here when nobody kills it."""
    measured: dict[str, float] = {}

    def duration(command: str) -> float:
        if command not in measured:
            standing = large.copy(COMMANDS[command][0], tmp_path_factory.mktemp("usual") / "office")
            started = time.monotonic()
            done = warm.run(*words_of(command, standing), cwd=standing.directory)
            measured[command] = time.monotonic() - started
            assert done.returncode == 0, done.stderr
        return measured[command]

    return duration


def words_of(command: str, standing: Standing) -> tuple[str, ...]:
    return (command, standing.id, *COMMANDS[command][1])


def assert_finished_by_running_again(say: Say, command: str, standing: Standing) -> None:
    """What the killed process left is sound; the same command brings the rest, once."""
    _, _, state, act = COMMANDS[command]
    assert_sound(standing.directory)
    reached = standing.document().state is state
    answer = say(*words_of(command, standing), "--office", standing.directory)
    assert answer.code == (5 if reached and command not in REPEATABLE else 0), answer.err
    assert_sound(standing.directory)
    assert standing.document().state is state
    assert len(standing.events(act)) == 1
    if command == "issue":
        assert standing.document().number == 1
        assert standing.official().exists()
        assert standing.official("01-KL-TU.json").exists()
    if command == "distribute":
        deliveries = standing.acting().ledger.deliveries(standing.id)
        sent = Counter(event.data["body"] for event in standing.events(Act.DELIVERY_SENT))
        assert sent == Counter(delivery.body for delivery in deliveries)
        for delivery in deliveries:
            assert len(list(standing.outbox(delivery.body).iterdir())) == 1
    answer = say("doctor", "--office", standing.directory)
    assert answer.code == 0, answer.out


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("command", "turn"), [(command, turn) for command, n in KILLS.items() for turn in range(n)]
)
def test_a_command_killed_at_a_random_moment_is_finished_by_the_same_command(
    say: Say,
    large: Stages,
    usual: Callable[[str], float],
    tmp_path: Path,
    command: str,
    turn: int,
) -> None:
    """The moments are spread over the command's usual duration, at random within each part."""
    standing = large.copy(COMMANDS[command][0], tmp_path / "office")
    part = usual(command) / KILLS[command]
    moment = (turn + random.random()) * part
    print(f"killed after {moment:.3f} s")
    code = warm.run_and_kill(*words_of(command, standing), cwd=standing.directory, after=moment)
    assert code in (0, -signal.SIGKILL)
    assert_finished_by_running_again(say, command, standing)


def office_killed_before(change: int, command: str, place: Callable[[], Standing]) -> Standing:
    """An office whose command was killed just before a change.

    Deliveries go out by threads, and their ends are recorded together when they come together: a
    distribution that made fewer changes than were counted is followed by one that is killed before
    as many.
    """
    while True:
        standing = place()
        ended = killed_before(change, standing, words_of(command, standing))
        if ended is None:
            return standing
        assert command == "distribute", ended
        assert len(ended) < change
        change = len(ended)


@pytest.mark.parametrize(
    ("command", "most"),
    [
        ("issue", 2),
        pytest.param("distribute", 2, marks=pytest.mark.thorough),
        *(pytest.param(command, 12, marks=pytest.mark.thorough) for command in KILLS),
    ],
)
def test_a_command_killed_before_its_changes_is_finished_by_the_same_command(
    say: Say, stages: Stages, tmp_path: Path, command: str, most: int
) -> None:
    """Before the first and the last change, and before so many between them."""

    def place() -> Standing:
        return stages.copy(COMMANDS[command][0], Path(mkdtemp(dir=tmp_path)) / "office")

    standing = place()
    changes = len(changes_of(standing, words_of(command, standing)))
    assert changes >= 3
    step = max(1, changes // most)
    for change in sorted({*range(1, changes + 1, step), changes}):
        standing = office_killed_before(change, command, place)
        assert_finished_by_running_again(say, command, standing)


@pytest.mark.thorough
def test_a_distribution_killed_again_and_again_is_finished_at_last(
    say: Say, large: Stages, usual: Callable[[str], float], tmp_path: Path
) -> None:
    standing = large.copy("issued", tmp_path / "office")
    for _ in range(5):
        moment = usual("distribute") * random.uniform(0.3, 0.7)
        warm.run_and_kill(*words_of("distribute", standing), cwd=standing.directory, after=moment)
        assert_sound(standing.directory)
    assert_finished_by_running_again(say, "distribute", standing)


@pytest.mark.thorough
def test_numbers_have_no_gap_when_issuing_is_killed(
    say: Say, stages: Stages, tmp_path: Path
) -> None:
    """Documents issued one after the other, each killed once: 01, 02, 03 without a gap."""
    standing = stages.copy("signed", tmp_path / "office")
    counted = stages.copy("signed", tmp_path / "0" / "office")
    changes = len(changes_of(counted, words_of("issue", counted)))
    for turn in range(3):
        if turn:
            standing = Standing(standing.directory, standing.draft().id, standing.clock)
            for command, words in (
                ("submit", ("--as", "thu-ha")),
                ("approve", ("--as", "quoc-bao")),
                ("sign", ("--key", "minh-khang", "--as", "minh-khang")),
            ):
                assert say(command, standing.id, *words, "--office", standing.directory).code == 0
        # Later documents make two changes less: the folders of their term and type are there.
        change = random.randint(1, changes - 2 if turn else changes)
        assert killed_before(change, standing, words_of("issue", standing)) is None
        assert say(*words_of("issue", standing), "--office", standing.directory).code == 0
        assert standing.document().number == turn + 1
    assert_sound(standing.directory)


def test_who_presses_ctrl_c_can_go_on_later(say: Say, large: Stages, tmp_path: Path) -> None:
    standing = large.copy("issued", tmp_path / "office")
    process = start(*words_of("distribute", standing), cwd=standing.directory)
    while len(list(standing.directory.glob("outbox/*/[!.]*"))) < 3:
        assert process.poll() is None
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in err
    assert_finished_by_running_again(say, "distribute", standing)


@pytest.mark.parametrize(
    "module", ["workflow.cli.program", "click", "workflow.cli.desk", "sqlalchemy"]
)
def test_ctrl_c_while_the_program_is_loading_ends_it_quietly(
    large: Stages, tmp_path: Path, module: str
) -> None:
    """The key is pressed at the moment when a module begins to be imported."""
    standing = large.copy("drafted", tmp_path / "office")
    program = (
        "import os, signal, sys\n"
        "def strike(name, arguments):\n"
        f"    if name == 'import' and arguments[0] == {module!r}:\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.addaudithook(strike)\nfrom workflow.cli import main\nmain()"
    )
    done = run("draft", "list", cwd=standing.directory, command=[sys.executable, "-c", program])
    assert done.returncode == 130, done.stderr
    assert "Traceback" not in done.stderr
