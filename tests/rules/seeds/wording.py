"""Every rule of wording with its seeds."""

from __future__ import annotations

from tests.rules.seeds.body import ABBREVIATIONS, CAPITALS, CITATIONS
from tests.rules.seeds.kinds import Seed
from tests.rules.seeds.letters import LETTERS
from tests.rules.seeds.lines import ABOVE, ENDS, PARTS
from tests.rules.seeds.missed import MISSED
from tests.rules.seeds.signing import SIGNING

FOUND: dict[str, tuple[Seed, ...]] = {
    **LETTERS, **PARTS, **ABOVE, **ENDS, **SIGNING, **CITATIONS, **ABBREVIATIONS, **CAPITALS,
}  # fmt: skip

SEEDS = {rule: (*seeds, *MISSED.get(rule, ())) for rule, seeds in FOUND.items()}


def is_missed(rule: str, seed: Seed) -> bool:
    """Whether the checker is known not to find it."""
    return seed in MISSED.get(rule, ())


def seeds_of(rule_set: str) -> list[tuple[str, Seed]]:
    """The seeds that can be planted under a rule set, each with its rule."""
    return [
        (rule, seed) for rule, seeds in SEEDS.items() for seed in seeds if rule_set in seed.sets
    ]
