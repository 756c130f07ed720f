"""Checks of a raw text, letter by letter: a Markdown draft, or the text of a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from workflow.model.findings import Finding
from workflow.rules.rules import Rule
from workflow.rules.wording.doubled import doubled_marks, doubled_words
from workflow.rules.wording.habits import Habits, habit_slips, habits_of, with_tones
from workflow.rules.wording.legacy import legacy_texts
from workflow.rules.wording.letters import letter_slips, stray_marks
from workflow.rules.wording.names import in_name
from workflow.rules.wording.pairs import unpaired
from workflow.rules.wording.report import Report
from workflow.rules.wording.slips import Slip, replaced, within
from workflow.rules.wording.spaces import space_slips

_PARAGRAPH = re.compile(r"\S.*(?:\n[^\n]*\S[^\n]*)*")


def check_typography(text: str, rules: Mapping[str, Rule]) -> list[Finding]:
    """What is not right in the characters of a text, in the order of the text.

    A paragraph typed in an old encoding is one finding; its fix rights the rest of it as well.
    """
    old = _old_paragraphs(text)
    habits = habits_of(_readable(text, old))
    report = Report(rules)
    for slip in old:
        # Fixes of what the rule set does not have a rule for are not made.
        inner = [s for s in _slips(slip.text, habits) if s.rule in rules]
        report.mark(slip.rule, text, (slip.start, slip.end), replaced(slip.text, inner))
    for slip in _slips(text, habits):
        if not within(slip.start, old):
            report.mark(slip.rule, text, (slip.start, slip.end), slip.text)
    for rule, places in (
        ("stray-mark", stray_marks(text)),
        ("unpaired-mark", unpaired(text)),
        ("doubled-word", doubled_words(text)),
    ):
        for place in places:
            if not within(place[0], old):
                report.mark(rule, text, place, None)
    return sorted(report.findings, key=lambda finding: (finding.spot.line, finding.spot.column))


def is_old(text: str) -> bool:
    """Whether most of a text is typed in an old encoding: nothing else can be read of it."""
    words = [paragraph[0] for paragraph in _PARAGRAPH.finditer(text) if not paragraph[0].isascii()]
    old = [converted for converted in legacy_texts(words) if converted]
    return 2 * len(old) > max(len(words), 1)


def apply_fixes(text: str, findings: Iterable[Finding]) -> str:
    """The text with the mechanical corrections that do not touch each other; the first wins."""
    fixes = sorted(
        {finding.fix for finding in findings if finding.fix}, key=lambda fix: (fix.start, fix.end)
    )
    return replaced(text, [Slip("", fix.start, fix.end, fix.text) for fix in fixes])


def _old_paragraphs(text: str) -> list[Slip]:
    paragraphs = list(_PARAGRAPH.finditer(text))
    texts = legacy_texts([paragraph[0] for paragraph in paragraphs])
    return [
        Slip("old-encoding", *paragraph.span(), converted)
        for paragraph, converted in zip(paragraphs, texts, strict=True)
        if converted
    ]


def _readable(text: str, old: list[Slip]) -> str:
    """The text in which spellings can be counted: Unicode throughout, its letters composed."""
    text = replaced(text, old)
    return replaced(text, letter_slips(text))


def _slips(text: str, habits: Habits) -> list[Slip]:
    letters = [
        slip
        if in_name(text, slip.start, slip.end)
        else replace(slip, text=with_tones(slip.text, habits))
        for slip in letter_slips(text)
    ]
    others = space_slips(text) + habit_slips(text, habits) + doubled_marks(text)
    slips = letters + [slip for slip in others if not _touches(slip, letters)]
    return sorted(slips, key=lambda slip: (slip.start, slip.end))


def _touches(slip: Slip, letters: list[Slip]) -> bool:
    """Whether a slip lies in a word that is replaced; a space put before the word does not."""
    before = slip.start == slip.end and any(slip.start == word.start for word in letters)
    return within(slip.start, letters) and not before
