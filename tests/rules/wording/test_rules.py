"""The rules as data: each that is applied stands there, and each that stands there is applied."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from workflow.rules.rules import rules_of

ROOM = resources.files("workflow.rules")
ENTRIES = tomllib.loads(ROOM.joinpath("wording.toml").read_text("utf-8"))
CODE = "".join(
    path.read_text("utf-8")
    for path in ROOM.joinpath("wording").iterdir()
    if path.name[-3:] == ".py"
)
SETS = ("party-hd05", "party-hd36", "state-nd30")


@pytest.mark.parametrize("id", ENTRIES)
def test_every_rule_is_applied_somewhere(id: str) -> None:
    assert f'"{id}"' in CODE


@pytest.mark.parametrize("id", sorted(set(re.findall(r'(?:add|mark|Slip)\(\s*"([a-z-]+)"', CODE))))
def test_every_finding_has_its_rule(id: str) -> None:
    assert id in ENTRIES


@pytest.mark.parametrize("id", ENTRIES)
def test_a_rule_names_its_article_and_only_the_places_there_are(id: str) -> None:
    entry = ENTRIES[id]
    held = [entry[rule_set] for rule_set in SETS if rule_set in entry]
    assert held
    assert all(rule["source"] for rule in held)
    assert entry["severity"] in ("error", "warning")
    assert set(re.findall(r"{(\w*)}", entry["says"])) <= {"found", "expected"}


@pytest.mark.parametrize("rule_set", SETS)
def test_an_article_is_cited_only_by_its_own_rule_set(rule_set: str) -> None:
    own = {"party-hd05": "HD05", "party-hd36": "HD36", "state-nd30": "NĐ30"}[rule_set]
    for id in ENTRIES:
        if rule_set in ENTRIES[id]:
            assert re.match(f"{own} |thông lệ", rules_of(rule_set)[id].source), id


def test_the_party_alone_forbids_the_slash_at_the_end() -> None:
    assert [s for s in SETS if s in ENTRIES["body-slash"]] == ["party-hd05", "party-hd36"]
