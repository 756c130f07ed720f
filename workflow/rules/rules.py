"""The rules of form as data: each rule once, with what each rule set says of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from workflow.model.findings import Finding, Fix, Severity, Spot
from workflow.model.messages import message

_FILES = ("measured.toml", "wording.toml")


@dataclass(frozen=True)
class Rule:
    """One rule as one rule set has it.

    Attributes:
        says: an English sentence for people, with {found} and {expected}; the catalogue has the
            Vietnamese one.
        source: the article of this rule set that the rule comes from.
        part, measure: for measured rules, what of the page is measured; "" for rules of wording.
        bound: the figures of this rule set: `min`, `max`, `equals`, `tolerance`, …
    """

    id: str
    says: str
    severity: Severity
    source: str
    part: str
    measure: str
    bound: Mapping[str, Any]

    def finding(
        self, spot: Spot, found: str = "", expected: str = "", fix: Fix | None = None
    ) -> Finding:
        """What this rule has to say of a place."""
        says = message(self.says, found=found, expected=expected)
        return Finding(self.id, self.source, self.severity, says, found, expected, spot, fix)


def rules_of(rule_set: str) -> dict[str, Rule]:
    """The rules that a rule set (such as `party-hd05`) has, by id."""
    return {
        id: Rule(
            id,
            entry["says"],
            Severity(entry[rule_set].get("severity", entry.get("severity", "error"))),
            entry[rule_set]["source"],
            entry.get("part", ""),
            entry.get("measure", ""),
            {k: v for k, v in entry[rule_set].items() if k not in ("source", "severity")},
        )
        for id, entry in _entries().items()
        if rule_set in entry
    }


def all_rule_ids() -> tuple[str, ...]:
    return tuple(_entries())


def sentences() -> list[tuple[str, str]]:
    """Every rule's sentence with the file it stands in, for the catalogue."""
    return [(file, entry["says"]) for file in _FILES for entry in _read(file).values()]


@cache
def _entries() -> dict[str, dict[str, Any]]:
    entries: dict[str, dict[str, Any]] = {}
    for file in _FILES:
        for id, entry in _read(file).items():
            assert id not in entries, f"the rule {id} stands twice"
            entries[id] = entry
    return entries


@cache
def _read(file: str) -> dict[str, dict[str, Any]]:
    text = resources.files("workflow.rules").joinpath(file).read_text("utf-8")
    read: dict[str, dict[str, Any]] = tomllib.loads(text)
    return read
