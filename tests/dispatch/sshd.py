"""A real OpenSSH server on a loopback port, for the account that runs the tests."""

from __future__ import annotations

import atexit
import contextlib
import functools
import getpass
import os
import resource
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SSHD = "/usr/sbin/sshd"
_CONFIG = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/client.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin yes
MaxStartups 100
Subsystem sftp internal-sftp {options}
"""


class SshServer:
    """Keys and settings stand in `folder`; what it serves is the whole disk.

    Parameters:
        most_bytes: what a file may grow to, as on a full disk; 0: no bound.
        read_only: nothing may be written, not even by root.
    """

    def __init__(self, folder: Path, most_bytes: int = 0, *, read_only: bool = False) -> None:
        self.folder, self._most = folder, most_bytes
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("host", "client", "other"):
            if not (folder / name).exists():
                make_key(folder / name)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        options = "-R" if read_only else ""
        config = _CONFIG.format(port=self.port, folder=folder, options=options)
        (folder / "config").write_text(config)
        self.knows("host")
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def knows(self, key: str) -> None:
        """The file of known hosts says that the server has this key."""
        public = (self.folder / f"{key}.pub").read_text()
        (self.folder / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {public}")

    def start(self) -> None:
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)  # sshd asks for it
        command = [SSHD, "-D", "-e", "-f", str(self.folder / "config")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, preexec_fn=self._bound, start_new_session=True
            )
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError((self.folder / "log").read_text())

    def stop(self) -> None:
        """End the server; every connection is cut."""
        if self._process is None:
            return
        for child in _children(self._process.pid):
            with contextlib.suppress(ProcessLookupError):  # it has ended meanwhile
                os.kill(child, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        self._process = None

    def settings(self, directory: Path, **changed: Any) -> Mapping[str, Any]:
        return {
            "host": "127.0.0.1",
            "port": self.port,
            "user": getpass.getuser(),
            "key": str(self.folder / "client"),
            "password": "none",
            "known_hosts": str(self.folder / "known_hosts"),
            "directory": str(directory),
            "inbox": "",
            "patience": 10.0,
            "parallel": 2,
            **changed,
        }

    def _bound(self) -> None:
        if self._most:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the write fails, nothing else
            resource.setrlimit(resource.RLIMIT_FSIZE, (self._most, self._most))


@functools.cache
def shared_server() -> SshServer:
    """The one that most tests use, started when the first asks."""
    folder = tempfile.TemporaryDirectory(prefix="sshd-")
    server = SshServer(Path(folder.name))
    atexit.register(folder.cleanup)
    atexit.register(server.stop)
    return server


def make_key(place: Path, password: str = "") -> None:
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", password, "-C", "test", "-f", str(place)]
    subprocess.run(command, check=True)


def _children(process: int) -> list[int]:
    """All processes below this one, the nearest first."""
    listed = subprocess.run(
        ["ps", "-e", "-o", "pid=,ppid="], check=True, capture_output=True, text=True
    )
    parents = {int(p): int(q) for p, q in (line.split() for line in listed.stdout.splitlines())}
    found = [process]
    for known in found:
        found.extend(child for child, parent in parents.items() if parent == known)
    return found[1:]
