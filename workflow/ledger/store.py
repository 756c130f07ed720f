"""Files kept by their content: every text, R0, R1 and R2, named by its SHA-256.

A file is on the disk, whole and flushed, before the event that names it is recorded.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from workflow.model.errors import ContentDamaged, storage_error


class Store:
    """The folder of kept files below `root`."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, data: bytes) -> str:
        """Keep `data`; its SHA-256 in hexadecimal is the name to ask for it.

        Raises:
            DiskFull, StorageError: nothing was kept.
        """
        name = hashlib.sha256(data).hexdigest()
        place = self._place(name)
        if not _holds(place, data):
            write_whole(place, data)
        return name

    def get(self, sha256: str) -> bytes:
        """
        Raises:
            ContentDamaged: the file is missing or no longer what it was.
        """
        try:
            data = self._place(sha256).read_bytes()
        except OSError:
            raise ContentDamaged(sha256=sha256) from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ContentDamaged(sha256=sha256)
        return data

    def _place(self, name: str) -> Path:
        return self._root / name[:2] / name


def _holds(place: Path, data: bytes) -> bool:
    try:
        return place.read_bytes() == data
    except OSError:
        return False


def write_whole(place: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, even if the process is killed.

    Raises:
        DiskFull, StorageError: the file is not there.
    """
    part = place.with_name(f".{place.name}.{secrets.token_hex(4)}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(place)
        finally:
            part.unlink(missing_ok=True)
        _flush_folder(place.parent)
    except OSError as error:
        raise storage_error(place, error) from None


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
