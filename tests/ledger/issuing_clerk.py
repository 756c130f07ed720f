"""A process that issues signed documents, in any order, until none waits or it is killed.

    python -m tests.ledger.issuing_clerk OFFICE READY

It touches the file READY when it begins to work, and does not outlive who started it.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from tests.conftest import CLERK, SEAL
from workflow.model.errors import ConcurrentChange
from workflow.model.lifecycle import State
from workflow.services.issuing import issue
from workflow.services.office import open_office


def main(directory: str, ready: str) -> None:
    started_by = os.getppid()
    office = open_office(Path(directory), CLERK)
    Path(ready).touch()
    while waiting := [d for d in office.ledger.documents() if d.state is State.SIGNED]:
        if os.getppid() != started_by:
            break
        try:
            issue(office, random.choice(waiting).id, [SEAL])
        except ConcurrentChange:
            continue


if __name__ == "__main__":
    main(*sys.argv[1:])
