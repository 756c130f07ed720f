"""Attaching a file, as the drafter does it."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import DRAFTER
from tests.services.stages import Standing
from workflow.services.attaching import Attached, attach


def attached(standing: Standing, file: Path) -> Attached:
    return attach(standing.acting(DRAFTER), standing.id, file)
