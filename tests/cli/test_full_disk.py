"""A full disk: exit code 9 and a clear sentence, nothing half-done; with room again, it works."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Say
from tests.cli.needs import small_disk
from tests.cli.warm import run
from tests.services.stages import Stages, Standing, assert_sound
from workflow.model.lifecycle import Act, State

pytestmark = pytest.mark.slow

KIB = 1024
# command: the stage before, its words, the state it leads to
COMMANDS: dict[str, tuple[str, tuple[str, ...], State]] = {
    "submit": ("drafted", ("--as", "thu-ha"), State.SUBMITTED),
    "approve": ("submitted", ("--as", "quoc-bao"), State.APPROVED),
    "sign": ("approved", ("--key", "minh-khang", "--as", "minh-khang"), State.SIGNED),
    "issue": ("signed", ("--seal", "tinh-uy", "--as", "thanh-mai"), State.ISSUED),
    "distribute": ("issued", ("--as", "thanh-mai"), State.DISTRIBUTED),
}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", 8) as place:
        yield place


@contextlib.contextmanager
def filled(disk: Path, left: int) -> Iterator[None]:
    """No room on the disk but for `left` bytes, as long as this lasts."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4 * KIB))
    with ballast.open("r+b") as file:
        file.truncate(max(0, ballast.stat().st_size - left))
    try:
        yield
    finally:
        ballast.unlink()


def words_of(command: str, standing: Standing) -> tuple[str, ...]:
    return (command, standing.id, *COMMANDS[command][1])


def official_files(standing: Standing) -> list[Path]:
    return sorted(standing.directory.glob("signed/2*/*/*"))


@pytest.mark.parametrize("command", COMMANDS)
def test_on_a_full_disk_nothing_is_recorded_and_later_it_works(
    say: Say, stages: Stages, disk: Path, command: str
) -> None:
    stage, _, state = COMMANDS[command]
    standing = stages.copy(stage, disk / "office")
    before, published = standing.events(), official_files(standing)
    with filled(disk, left=0):
        done = run(*words_of(command, standing), cwd=standing.directory)
    assert done.returncode == 9, done.stderr
    assert done.stdout == ""
    assert "room" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) >= 2
    assert standing.events() == before
    assert official_files(standing) == published
    assert_sound(standing.directory)
    again = say(*words_of(command, standing), "--office", standing.directory)
    assert again.code == 0, again.err
    assert standing.document().state is state
    assert_sound(standing.directory)


@pytest.mark.parametrize(
    ("command", "left"),
    [
        pytest.param(command, left, marks=() if left == most else pytest.mark.thorough)
        for command in COMMANDS
        for most in (400 if command in ("issue", "distribute") else 128,)
        for left in (16, 64, 128, 200, 300, 400, 560, 720)
        if command in ("issue", "distribute") or left <= 200
    ],
)
def test_on_a_disk_that_fills_in_the_middle_nothing_is_half_done(
    say: Say, stages: Stages, disk: Path, command: str, left: int
) -> None:
    """Room for some of the files, not for all: what the error says must be true."""
    stage, _, state = COMMANDS[command]
    standing = stages.copy(stage, disk / "office")
    with filled(disk, left=left * KIB):
        done = run(*words_of(command, standing), cwd=standing.directory)
    assert done.returncode in ((0, 9, 12) if command == "distribute" else (0, 9)), done.stderr
    assert "Traceback" not in done.stderr
    if done.returncode == 9:
        assert "goes on where it stopped" in done.stderr  # the rest of this test shows that it does
    assert_sound(standing.directory)
    again = say(*words_of(command, standing), "--office", standing.directory)
    # Only the repeatable commands say yes to what was done already.
    finished = done.returncode == 0 and command not in ("issue", "distribute")
    assert again.code == (5 if finished else 0), again.err
    assert standing.document().state is state
    if command == "issue":
        assert len(standing.events(Act.ISSUED)) == 1
        assert standing.official().exists()
        assert standing.official("01-KL-TU.json").exists()
    assert_sound(standing.directory)


def test_a_new_office_on_a_full_disk_is_made_by_the_same_command_later(disk: Path) -> None:
    with filled(disk, left=64 * KIB):
        done = run("init", "office", "--specimen-keys", cwd=disk)
    assert done.returncode == 9, done.stderr
    again = run("init", "office", "--specimen-keys", cwd=disk)
    assert again.returncode == 0, again.stderr
    assert (disk / "office" / "templates" / "party-named.docx").exists()


def test_a_picture_of_the_pages_on_a_full_disk_says_so(stages: Stages, disk: Path) -> None:
    standing = stages.copy("submitted", disk / "office")
    with filled(disk, left=0):
        done = run("render", standing.id, cwd=standing.directory)
    assert done.returncode == 9, done.stderr
    assert "room" in done.stderr


@pytest.mark.parametrize("words", [("draft", "list"), ("track",), ("log", "--verify"), ("doctor",)])
def test_reading_works_on_a_full_disk_or_says_that_it_is_full(
    stages: Stages, disk: Path, words: tuple[str, ...]
) -> None:
    """SQLite may need a little room even to read."""
    standing = stages.copy("distributed", disk / "office")
    with filled(disk, left=0):
        done = run(*words, cwd=standing.directory)
    assert done.returncode in ((3,) if words == ("doctor",) else (0, 9)), done.stderr
    if done.returncode != 0:
        assert "room" in done.stdout + done.stderr
