"""Processes that begin with the heavy modules loaded, as they are just after loading.

A server, one for each process of pytest, loads them once and forks; it runs no test itself.
"""

from __future__ import annotations

import multiprocessing

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(
    [
        "__main__",  # or each process would load it again: of pytest without -n it is pytest
        "workflow.cli.program",
        "workflow.services.distribution",
        "workflow.services.issuing",
        "workflow.services.submission",
        "tests.cli.killed_at",
        "tests.cli.warm",
        "tests.render.mutations",
        "weasyprint",
    ]
)
