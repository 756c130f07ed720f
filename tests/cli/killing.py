"""Kill a command just before one of its changes to the office: `killed_at.py` in a process."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from functools import partial

from tests.cli import killed_at
from tests.cli.warm import run
from tests.services.stages import Standing


def changes_of(standing: Standing, words: Sequence[str]) -> list[str]:
    """The changes of a command that nobody kills."""
    changes = killed_before(0, standing, words)
    assert changes is not None
    return changes


def killed_before(change: int, standing: Standing, words: Sequence[str]) -> list[str] | None:
    """None if the command was killed; its changes if it came to its end with fewer of them."""
    file = standing.directory.parent / "changes"
    act = partial(killed_at.act, change, file, standing.directory)
    done = run(*words, cwd=standing.directory, act=act)
    assert "Traceback" not in done.stderr, done.stderr
    if done.returncode == -signal.SIGKILL:
        return None
    assert done.returncode == 0, done.stderr
    return file.read_text("utf-8").splitlines()
