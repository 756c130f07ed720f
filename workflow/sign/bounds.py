"""Reading bytes that may mean harm: in a process of its own, bounded in time and memory."""

from __future__ import annotations

import gc
import os
import pickle
import resource
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

Result = TypeVar("Result")

_MEBIBYTE = 1024 * 1024
_PAGE = resource.getpagesize()


class OutOfBounds(Exception):
    """The work took more time or memory than it may."""


def bounded(work: Callable[[], Result], *, seconds: int, mebibytes: int) -> Result:
    """What `work` returns, unless it takes more than so much processor time or new memory.

    A library that runs wild in a loop of its own cannot be stopped from within; a process can.

    Raises:
        OutOfBounds: it was stopped.
    """
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _work(work, theirs, seconds, mebibytes)
    os.close(theirs)
    try:
        with os.fdopen(ours, "rb") as answer:
            packed = answer.read()
    finally:
        _, status = os.waitpid(child, 0)
    if status or not packed:
        raise OutOfBounds
    # Written by ourselves a moment ago, in the same program.
    result: Result = pickle.loads(packed)  # noqa: S301
    return result


def _work(work: Callable[[], object], answer: int, seconds: int, mebibytes: int) -> None:
    """In the child: work under the bounds, answer, and end without touching the parent's files."""
    code = 1
    gc.freeze()  # collecting would copy the parent's memory page by page: a quarter of the time
    with suppress(BaseException):
        spent = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(spent.ru_utime + spent.ru_stime) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - nothing of Path in a child
            mapped = int(file.read().split()[0]) * _PAGE
        most = mapped + mebibytes * _MEBIBYTE
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        packed = pickle.dumps(work())
        with os.fdopen(answer, "wb") as pipe:
            pipe.write(packed)
        code = 0
    os._exit(code)
