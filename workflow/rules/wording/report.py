"""Gathering what a check of the wording finds, with the place of each finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workflow.model.findings import Finding, Fix, Spot
from workflow.model.page import Passage
from workflow.rules.rules import Rule

_SHOWN = 80


@dataclass
class Report:
    """The findings so far; what the rule set has no rule for is left out."""

    rules: Mapping[str, Rule]
    findings: list[Finding] = field(default_factory=list)

    def add(self, rule: str, passage: Passage | None, found: str = "", expected: str = "") -> None:
        """Something is not right in a passage, or in the document where there is none."""
        spot = _spot_of(passage) if passage else Spot()
        if rule in self.rules:
            self.findings.append(self.rules[rule].finding(spot, found, expected))

    def mark(self, rule: str, text: str, found: tuple[int, int], expected: str | None) -> None:
        """Something is not right in the characters `found` of a raw text.

        `expected` is what should stand there; None where only a person can tell.
        """
        start, end = found
        if rule not in self.rules:
            return
        fix = None if expected is None else Fix(start, end, expected)
        shown = _short(text[start:end]), _short(expected or "")
        self.findings.append(self.rules[rule].finding(spot_at(text, start), *shown, fix))


def _short(text: str) -> str:
    """A stretch of text as a sentence mentions it: of a paragraph its first words."""
    if len(text) <= _SHOWN:
        return text
    return " ".join(text[:_SHOWN].split()) + "…"


def spot_at(text: str, offset: int) -> Spot:
    """The line and column, from 1, of a character."""
    before = text[:offset]
    return Spot(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


def _spot_of(passage: Passage) -> Spot:
    column = 1 if passage.line else 0
    return Spot(passage.line, column, passage.page, passage.box)
