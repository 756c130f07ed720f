"""Running `vanban` as people do: in a process of its own, with or without a terminal."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

VANBAN = Path(sys.executable).parent / "vanban"
PATIENCE = 120.0


def surroundings(**more: str) -> dict[str, str]:
    """The environment of a process: English, UTF-8, nothing of vanban's set."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("VANBAN_", "LC_", "LANG", "NO_COLOR", "FORCE_COLOR", "PYTEST"))
        and name not in ("EDITOR", "VISUAL")
    }
    return kept | {"LANG": "C.UTF-8", "VANBAN_LANG": "en", "TERM": "xterm"} | more


def start(
    *words: str, cwd: Path, env: Mapping[str, str] | None = None, command: Sequence[str] = ()
) -> subprocess.Popen[str]:
    """`vanban` (or another command in its place) in a process; no terminal."""
    return subprocess.Popen(
        [*(command or [str(VANBAN)]), *words],
        cwd=cwd,
        env=surroundings(**(env or {})),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="surrogateescape",
        start_new_session=True,
        preexec_fn=hears_ctrl_c,
    )


def hears_ctrl_c() -> None:
    """What is started in the background of a shell does not, and hands that on to its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def run(
    *words: str, cwd: Path, env: Mapping[str, str] | None = None, command: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """The same, waited for."""
    process = start(*words, cwd=cwd, env=env, command=command)
    out, err = process.communicate(timeout=PATIENCE)
    return subprocess.CompletedProcess(words, process.returncode, out, err)


def run_and_kill(*words: str, cwd: Path, after: float) -> int:
    """Run, and kill -9 after some seconds; the exit code, -9 when it was killed in time."""
    process = start(*words, cwd=cwd)
    time.sleep(after)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return process.returncode


def _at_the_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    hears_ctrl_c()


@dataclass(frozen=True)
class Seen:
    """What a command did at a terminal: `screen` is stdin's echo and stderr, `out` stdout."""

    code: int
    out: str
    screen: str


def run_at_terminal(
    *words: str,
    cwd: Path,
    typed: Mapping[str, str] | None = None,
    env: Mapping[str, str] | None = None,
    whole: bool = False,
) -> Seen:
    """Run with a terminal as stdin and stderr, as stdout too if `whole`.

    Parameters:
        typed: what is typed once a word shows on the screen.
    """
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [str(VANBAN), *words],
        cwd=cwd,
        env=surroundings(**(env or {})),
        stdin=theirs,
        stdout=theirs if whole else subprocess.PIPE,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=_at_the_terminal,
    )
    os.close(theirs)
    waiting, screen = dict(typed or {}), b""
    try:
        screen = _watch(process, ours, waiting)
        out = process.stdout.read() if process.stdout else b""
    finally:
        process.kill()
        process.wait()
        os.close(ours)
        if process.stdout:
            process.stdout.close()
    return Seen(process.returncode, out.decode(), screen.decode())


def _watch(process: subprocess.Popen[bytes], ours: int, waiting: dict[str, str]) -> bytes:
    screen, end = b"", time.monotonic() + PATIENCE
    while time.monotonic() < end:
        ready, _, _ = select.select([ours], [], [], 0.1)
        if ready:
            try:
                screen += os.read(ours, 65536)
            except OSError:  # the other side is closed
                break
        elif process.poll() is not None:
            break
        for word in [w for w in waiting if w.encode() in screen]:
            time.sleep(0.05)  # the prompt empties what was typed before it listens
            os.write(ours, waiting.pop(word).encode())
    process.wait(timeout=PATIENCE)
    return screen
