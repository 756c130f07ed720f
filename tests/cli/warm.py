"""`vanban` in a process that begins with the program loaded.

Loading takes 1 to 2 s of a processor, and nothing of an office is touched in it. Where a test is
about what a command does to an office (killed, on a full disk, beside another one), a server of
multiprocessing loads the program once and forks for each command. What loading itself must do is
tested with `terminal.start`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.cli.terminal import PATIENCE, surroundings
from tests.forked import FORKED
from workflow.cli.program import call

Act = Callable[[list[str]], int]


class Warm:
    """A command in a process of its own: no terminal, what it says goes into files."""

    def __init__(self, *words: str, cwd: Path, act: Act = call) -> None:
        """
        Parameters:
            act: what is called with the words in the process; a function of a module.
        """
        self._words = words
        self._said = TemporaryDirectory(prefix="vanban-warm-")
        self._process = FORKED.Process(target=_command, args=(act, words, cwd, self._said.name))
        self._process.start()

    def poll(self) -> int | None:
        """The exit code, negative for a signal; None while it runs."""
        return self._process.exitcode

    def wait(self, seconds: float) -> None:
        """Until it has ended, or as long as that."""
        self._process.join(seconds)

    def kill(self) -> None:
        """SIGKILL."""
        self._process.kill()

    def ended(self, patience: float = PATIENCE) -> subprocess.CompletedProcess[str]:
        """What became of it.

        Parameters:
            patience: seconds to wait.

        Raises:
            subprocess.TimeoutExpired: it was killed then.
        """
        self.wait(patience)
        if (code := self._process.exitcode) is None:
            self._process.kill()
            self._process.join()
            raise subprocess.TimeoutExpired(self._words, patience)
        said = [_read(Path(self._said.name) / name) for name in ("out", "err")]
        self._said.cleanup()
        self._process.close()
        return subprocess.CompletedProcess(self._words, code, *said)


def run(*words: str, cwd: Path, act: Act = call) -> subprocess.CompletedProcess[str]:
    """A command that is waited for."""
    return Warm(*words, cwd=cwd, act=act).ended()


def run_and_kill(*words: str, cwd: Path, after: float) -> int:
    """Run, and kill -9 after some seconds; the exit code, -9 when it was killed in time."""
    process = Warm(*words, cwd=cwd)
    process.wait(after)
    process.kill()
    return process.ended().returncode


def _command(act: Act, words: Sequence[str], cwd: Path, said: str) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, name in ((1, "out"), (2, "err")):
        file = os.open(f"{said}/{name}", os.O_WRONLY | os.O_CREAT)
        os.dup2(file, number)
        os.close(file)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(surroundings())
    sys.exit(act(list(words)))


def _read(file: Path) -> str:
    return file.read_text("utf-8", "surrogateescape") if file.exists() else ""
