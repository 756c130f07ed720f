"""Run vanban in this process and end it by SIGKILL just before its N-th change to the office.

A change is a file opened for writing, a rename, a new or removed file or folder of the office, or a
database commit that wrote something. The program itself is not touched: Python's audit events and
SQLAlchemy's own events tell.

A command that does one thing after the other makes the same number of changes each time. That
takes a rule for the folders of the store: they are named by the first letters of a hash, so about
one file in thirty finds its own there already. Its request counts as a change all the same.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from workflow.cli.program import call

CHANGES = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir"}
WRITES = os.O_WRONLY | os.O_RDWR
STORE = "content"
_COMMITTED = "killed_at_committed"


class Executioner:
    """Notes the changes, and strikes before the one that was chosen."""

    def __init__(self, chosen: int, office: str) -> None:
        self.changes: list[str] = []
        self._chosen, self._office = chosen, office
        self._one_at_a_time = threading.Lock()  # deliveries go out by threads

    def change(self, what: str) -> None:
        with self._one_at_a_time:
            self.changes.append(what)
            if len(self.changes) == self._chosen:
                os.kill(os.getpid(), signal.SIGKILL)

    def audit(self, name: str, arguments: tuple[Any, ...]) -> None:
        if name not in CHANGES or not str(arguments[0]).startswith(self._office):
            return
        place = Path(arguments[0])
        there = os.path.lexists(place)
        if {
            "open": isinstance(arguments[-1], int) and arguments[-1] & WRITES,
            "os.mkdir": place.parent.is_dir() and (not there or place.parent.name == STORE),
            "os.remove": there,
        }.get(name, True):
            self.change(f"{name} {place.relative_to(self._office)}")

    def commit(self, connection: Connection) -> None:
        written = connection.connection.dbapi_connection.total_changes  # type: ignore[union-attr]
        if written > connection.info.get(_COMMITTED, 0):
            connection.info[_COMMITTED] = written
            self.change("commit")


def act(chosen: int, file: Path, office: Path, words: list[str]) -> int:
    """The exit code of a command that is not killed; its changes are in `file` then, one a line.

    Parameters:
        chosen: the number of the change before which it is killed, from 1; 0: nothing is.
    """
    executioner = Executioner(chosen, str(office))
    event.listen(Engine, "commit", executioner.commit)
    sys.addaudithook(executioner.audit)
    code = call(words)
    file.write_text("\n".join(executioner.changes), "utf-8")
    return code
