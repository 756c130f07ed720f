"""The command `vanban`: parse, call one service, show."""

from __future__ import annotations

import sys

INTERRUPTED = 130  # what a shell expects after Ctrl-C


def main() -> None:
    """Entry point of the console script."""
    try:
        from workflow.cli.program import run

        run()
    except KeyboardInterrupt:  # while the program was still loading
        sys.exit(INTERRUPTED)
