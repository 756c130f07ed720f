"""Every rule has a seed in each of its rule sets and finds it; right documents give no finding."""

from __future__ import annotations

import pytest

from tests.rules.seeds.kinds import ALL, Seed
from tests.rules.seeds.planting import check_pages_text, check_text, found_in, office_on
from tests.rules.seeds.right import DRAFTS, passages_of_pages
from tests.rules.seeds.wording import SEEDS, is_missed, seeds_of
from tests.rules.test_measured import SPOILT
from workflow.rules.rules import rules_of

pytestmark = pytest.mark.slow

PLANTED = [(s, rule, seed) for s in ALL for rule, seed in seeds_of(s)]
IDS = [f"{s}-{rule}-{SEEDS[rule].index(seed) + 1}" for s, rule, seed in PLANTED]


@pytest.mark.parametrize("rule_set", ALL)
def test_every_rule_has_a_seed(rule_set: str) -> None:
    """At least one that is found; measured rules have theirs by measure."""
    seeded = {rule for rule, seed in seeds_of(rule_set) if not is_missed(rule, seed)}
    for rule in rules_of(rule_set).values():
        assert rule.measure in SPOILT if rule.measure else rule.id in seeded, rule.id


@pytest.mark.parametrize("rule_set", ALL)
def test_a_seed_belongs_to_a_rule_of_its_rule_set(rule_set: str) -> None:
    assert {rule for rule, _ in seeds_of(rule_set)} <= set(rules_of(rule_set))


@pytest.mark.parametrize(("rule_set", "rule", "seed"), PLANTED, ids=IDS)
def test_a_seed_is_found_by_its_rule(rule_set: str, rule: str, seed: Seed) -> None:
    """A seed that is found though it is listed as missed belongs to the others."""
    assert (rule in found_in(seed, rule_set)) != is_missed(rule, seed)


@pytest.mark.parametrize("rule_set", ALL)
def test_the_office_follows_the_rule_set(rule_set: str) -> None:
    assert office_on(rule_set).rules.id == rule_set


@pytest.mark.slow
@pytest.mark.parametrize("rule_set", ALL)
def test_a_right_draft_and_its_pages_give_no_finding(rule_set: str) -> None:
    assert check_text(DRAFTS[rule_set], rule_set, rendered=True) == []


@pytest.mark.parametrize(
    ("type", "registered"),
    [("quyet-dinh", False), ("quyet-dinh", True), ("to-trinh", False), ("cong-van", False)],
)
@pytest.mark.parametrize("rule_set", ALL)
def test_right_passages_give_no_finding(rule_set: str, type: str, registered: bool) -> None:
    passages = passages_of_pages(rule_set, type)
    assert check_pages_text(passages, rule_set, type, registered=registered) == []
