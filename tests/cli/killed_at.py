"""Run vanban in this process and end it by SIGKILL just before its N-th change to the office.

    python killed_at.py N COUNT_FILE OFFICE WORDS…

A change is a file opened for writing, a rename, a new or removed file or folder below OFFICE, or a
database commit that wrote something. The program itself is not touched: Python's audit events and
SQLAlchemy's own events tell. With N = 0 nothing is killed; COUNT_FILE says how many changes.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

CHANGES = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir"}
WRITES = os.O_WRONLY | os.O_RDWR


class Executioner:
    """Counts the changes, and strikes before the one that was chosen."""

    def __init__(self, chosen: int, office: str) -> None:
        self.count = 0
        self._chosen, self._office = chosen, office
        self._written = 0

    def change(self) -> None:
        self.count += 1
        if self.count == self._chosen:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(self, name: str, arguments: tuple[Any, ...]) -> None:
        if name not in CHANGES or not str(arguments[0]).startswith(self._office):
            return
        there = os.path.lexists(arguments[0])
        if {
            "open": isinstance(arguments[-1], int) and arguments[-1] & WRITES,
            "os.mkdir": not there,
            "os.remove": there,
        }.get(name, True):
            self.change()

    def commit(self, connection: Connection) -> None:
        written = connection.connection.dbapi_connection.total_changes  # type: ignore[union-attr]
        if written > self._written:
            self._written = written
            self.change()


def main() -> None:
    chosen, count_file, office, *words = sys.argv[1:]
    executioner = Executioner(int(chosen), office)
    event.listen(Engine, "commit", executioner.commit)
    sys.addaudithook(executioner.audit)
    from workflow.cli.program import call

    code = call(words)
    seen = executioner.count
    Path(count_file).write_text(str(seen))
    sys.exit(code)


if __name__ == "__main__":
    main()
