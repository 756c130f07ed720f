"""The command `vanban`: parse, call one service, show."""

from __future__ import annotations


def main() -> None:
    """Entry point of the console script."""
    from workflow.cli.program import run

    run()
