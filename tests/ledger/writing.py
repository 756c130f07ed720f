"""A process that keeps files in a store until it is killed, or who started it is gone.

python -m tests.ledger.writing ROOT
"""

from __future__ import annotations

import itertools
import os
import sys
from pathlib import Path

from workflow.ledger.store import Store


def content(number: int) -> bytes:
    """The same for everybody who asks, and large enough to be killed in."""
    return f"{number:016d}".encode() * (2 * 1024**2 // 16)


def main(root: str) -> None:
    started_by = os.getppid()
    store = Store(Path(root))
    print("ready", flush=True)
    for number in itertools.count():
        if os.getppid() != started_by:
            break
        store.put(content(number))


if __name__ == "__main__":
    main(sys.argv[1])
