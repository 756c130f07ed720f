"""A ledger in a folder of its own; property tests take the time they need."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from workflow.ledger.ledger import Ledger

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "signed" / "vanban.db"


@pytest.fixture
def ledger(file: Path) -> Iterator[Ledger]:
    found = Ledger(file)
    yield found
    found.close()
