"""Opening the database, and transactions in which all of an act happens or none of it."""

from __future__ import annotations

import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from workflow.ledger import schema
from workflow.ledger.migration import upgrade
from workflow.model.errors import (
    ConcurrentChange,
    DatabaseBusy,
    DatabaseOnNetwork,
    DiskFull,
    StorageError,
    storage_error,
)
from workflow.model.messages import N_, message

_BUSY_SECONDS = 30
_SMALLEST_ROOM = 64 * 1024  # bytes
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "9p", "glusterfs", "ceph"}
_WRITES = "vanban_writes"
_OCTAL = re.compile(r"\\([0-7]{3})")  # how /proc/mounts writes a space: \\040


class Database:
    """The office's SQLite file: one writer at a time, readers never wait.

    Raises:
        DatabaseOnNetwork: the file would lie on a network share, where WAL is not safe.
        StorageError: it cannot be opened, or was made by a newer program.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        _refuse_network(file)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise storage_error(file, error) from None
        self._engine = _engine(file)
        self._prepare()

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database."""
        with self._transaction(writes=False) as connection:
            yield connection

    @contextmanager
    def writing(self, document: str = "") -> Iterator[Connection]:
        """A transaction that holds the only writing place; committed at the end, or not at all.

        Raises:
            DatabaseBusy, DiskFull, ConcurrentChange, StorageError
        """
        with self._transaction(writes=True, document=document) as connection:
            yield connection

    @contextmanager
    def _transaction(self, *, writes: bool, document: str = "") -> Iterator[Connection]:
        try:
            with (
                self._engine.connect().execution_options(**{_WRITES: writes}) as connection,
                connection.begin(),
            ):
                yield connection
        except IntegrityError as error:
            if "UNIQUE" in str(error.orig) or schema.REPLACING in str(error.orig):
                raise ConcurrentChange(document=document) from None
            raise StorageError(place=self.file, reason=error.orig) from None
        except OperationalError as error:
            raise self._trouble(error) from None
        except DatabaseError as error:
            raise StorageError(place=self.file, reason=error.orig) from None

    def _trouble(self, error: OperationalError) -> StorageError:
        reason = str(error.orig)
        if "locked" in reason or "busy" in reason:
            return DatabaseBusy(place=self.file)
        if "full" in reason or ("I/O" in reason and self._no_room()):
            return DiskFull(place=self.file)
        return StorageError(place=self.file, reason=reason)

    def _no_room(self) -> bool:
        """SQLite calls it an I/O error when its shared memory (32 KiB) finds no room."""
        return shutil.disk_usage(self.file.parent).free < _SMALLEST_ROOM

    def _prepare(self) -> None:
        with self.reading() as connection:
            found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if found > schema.VERSION:
            reason = message(N_("it was made by a newer version of this program"))
            raise StorageError(place=self.file, reason=reason)
        if found < schema.VERSION:
            with self.writing() as connection:  # another process may have been faster
                found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
                upgrade(connection, found)


def _engine(file: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(file)), connect_args={"timeout": _BUSY_SECONDS}
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # BEGIN is ours, below
        # Bytes that are no text must not stop the audit: replaced, they fail its hashes.
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        _patiently(connection, "PRAGMA journal_mode = WAL")
        for pragma in ("synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _patiently(connection: Any, statement: str) -> None:
    """SQLite's own patience does not hold for a change of the journal's mode: two who open a new
    database at once would get an error right away."""
    end = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute(statement)
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.01)


def _refuse_network(file: Path) -> None:
    """The mount that holds the file, by /proc/mounts; other systems are taken as local."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return
    place = str(file.resolve())
    best, kind = "", ""
    for line in mounts.read_text("utf-8", errors="replace").splitlines():
        _, point, found, *_ = line.split(" ")
        point = _OCTAL.sub(lambda match: chr(int(match[1], 8)), point)
        inside = point == "/" or place == point or place.startswith(point + "/")
        if inside and len(point) >= len(best):
            best, kind = point, found
    if kind in _NETWORK:
        raise DatabaseOnNetwork(place=file, kind=kind)
