"""Which parts a document has, and in which order they stand."""

from __future__ import annotations

from collections.abc import Sequence

from workflow.model.page import PART_NAMES, Part, Passage
from workflow.rules.wording.facts import WordingFacts
from workflow.rules.wording.report import Report

_ABOVE = (Part.TYPE, Part.SUBJECT, Part.LETTER_SUBJECT, Part.SEPARATOR)
_BELOW = (Part.AUTHORITY, Part.TITLE, Part.NAME, Part.RECIPIENTS_HEADING)
_CELLS = 4  # of the smallest table: two columns, their names and a row


def check_parts(passages: Sequence[Passage], facts: WordingFacts, report: Report) -> None:
    """Mandatory parts that are absent, and parts that stand before what they follow.

    The rule's `parts` names them, `a|b` where either will do, `a>b` for b where a stands. Its
    `order` holds rows: of a row each part follows the one before; parts of different rows may
    stand side by side.
    """
    present = {passage.part for passage in passages} | facts.supplied
    if _is_table(passages):
        present.add(Part.BODY)
    if rule := report.rules.get("part-missing"):
        for entry in rule.bound["parts"]:
            condition, _, choice = entry.rpartition(">")
            if condition and Part(condition) not in present:
                continue
            if not present & {Part(name) for name in choice.split("|")}:
                report.add("part-missing", None, "", _named(Part(choice.split("|")[0])))
    if rule := report.rules.get("part-order"):
        for row in rule.bound["order"]:
            _check_row(passages, [Part(name) for name in row], report)


def _is_table(passages: Sequence[Passage]) -> bool:
    """Whether the text of a document is a table, as that of many a programme of work."""
    parts = [passage.part for passage in passages]
    start = max((n for n, part in enumerate(parts) if part in _ABOVE), default=len(parts))
    end = next((n for n, part in enumerate(parts) if n > start and part in _BELOW), len(parts))
    return parts[start:end].count(Part.OTHER) >= _CELLS


def _check_row(passages: Sequence[Passage], row: list[Part], report: Report) -> None:
    first: dict[Part, Passage] = {}
    for passage in passages:
        if passage.part is Part.APPENDIX:
            break
        if passage.part not in row or passage.part in first:
            continue
        later = [part for part in first if row.index(part) > row.index(passage.part)]
        if later:
            report.add("part-order", passage, _named(passage.part), _named(later[0]))
        first[passage.part] = passage


def _named(part: Part) -> str:
    return PART_NAMES.get(part, part.value)
