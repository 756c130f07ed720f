"""A process that issues documents of its own, or a given number of times opens the ledger.

python -m tests.ledger.claiming FILE NAME COUNT
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.ledger.entries import issue_one, sign_one
from workflow.ledger.ledger import Ledger


def main(file: str, name: str, count: str) -> None:
    ledger = Ledger(Path(file))
    for n in range(int(count)):
        document = f"{name}{n:08d}"
        sign_one(ledger, document)
        issue_one(ledger, document)


if __name__ == "__main__":
    main(*sys.argv[1:])
