"""Seeds that their rule does not find today; the table of the checker counts them as missed."""

from __future__ import annotations

from tests.rules.seeds.kinds import Seed

MISSED: dict[str, tuple[Seed, ...]] = {}
