"""One worker at a time on one document's deliveries; the lock dies with its process."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workflow.model.errors import ConcurrentChange, storage_error


@contextmanager
def exclusive(folder: Path, document: str) -> Iterator[None]:
    """
    Raises:
        ConcurrentChange: another process holds the lock.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / f"{document}.lock").open("w")
    except OSError as error:
        raise storage_error(folder, error) from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ConcurrentChange(document=document[:6]) from None
        yield
