"""Checks of the wording: what a careful clerk would strike in a document's text.

Only what can be told with certainty is reported; the rules and their sources stand in
wording.toml.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workflow.model.findings import Finding
from workflow.model.page import Passage
from workflow.rules.rules import Rule
from workflow.rules.wording.abbreviations import check_abbreviations
from workflow.rules.wording.capitals import check_capitals
from workflow.rules.wording.citations import check_citations
from workflow.rules.wording.days import check_days
from workflow.rules.wording.endings import check_endings
from workflow.rules.wording.facts import WordingFacts, facts_of
from workflow.rules.wording.header import check_header, type_symbol
from workflow.rules.wording.order import check_parts
from workflow.rules.wording.report import Report
from workflow.rules.wording.signing import check_signing
from workflow.rules.wording.typography import apply_fixes, check_typography, is_old

__all__ = [
    "WordingFacts",
    "apply_fixes",
    "check_passages",
    "check_typography",
    "check_wording",
    "facts_of",
    "is_old",
    "type_symbol",
]


def check_wording(
    text: str, passages: Sequence[Passage], facts: WordingFacts, rules: Mapping[str, Rule]
) -> list[Finding]:
    """What is not right in a raw text and in its passages."""
    return check_typography(text, rules) + check_passages(passages, facts, rules)


def check_passages(
    passages: Sequence[Passage], facts: WordingFacts, rules: Mapping[str, Rule]
) -> list[Finding]:
    """What is not right in the document's parts, from the top down; absent parts first."""
    report = Report(rules)
    check_parts(passages, facts, report)
    check_header(passages, facts, report)
    check_citations(passages, report)
    check_days(passages, report)
    check_abbreviations(passages, report)
    check_capitals(passages, report)
    check_endings(passages, facts, report)
    check_signing(passages, facts, report)
    return report.findings
