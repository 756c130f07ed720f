"""What a Word file uses, feature by feature: how often, where first, and whether it is carried."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workflow.model.errors import ChangesUndecided, Problem, UnsupportedFeatures
from workflow.model.messages import N_, Message
from workflow.render.feature_account import Use, uses
from workflow.render.feature_list import CARRIED, HARMLESS, REFUSED
from workflow.render.ooxml import Package
from workflow.render.word_reader import read_docx

_ORDER = (REFUSED, CARRIED, HARMLESS)
_MOST_NAMES = 6


@dataclass(frozen=True)
class FeatureRow:
    """A feature of a file: `feature` in words, `state` "carried", "harmless" or "refused", `count`
    how often it is used, `place` where first; `names` are those of its elements or parts."""

    feature: Message
    state: str
    count: int
    place: str
    names: tuple[str, ...] = ()


def feature_report(data: bytes, file: str) -> tuple[FeatureRow, ...]:
    """Every feature that a Word file uses: what is refused first, then what is carried.

    A file is refused exactly where this says so: both come from reading it.

    Raises:
        TemplateBroken: it is not a readable Word file.
    """
    package = Package(data, file)
    try:
        found = [use for use in uses(package) if use.refusal is None]
    except ValueError as error:
        raise package.broken(N_("a number in it is none ({error})"), error=error) from None
    rows = [*_refused(_problems(data, file)), *_used(found)]
    return tuple(sorted(rows, key=lambda row: _ORDER.index(row.state)))


def _problems(data: bytes, file: str) -> tuple[Problem, ...]:
    try:
        read_docx(data, file)
    except (UnsupportedFeatures, ChangesUndecided) as error:
        return error.problems
    return ()


def _refused(problems: Iterable[Problem]) -> list[FeatureRow]:
    rows: dict[str, FeatureRow] = {}
    for problem in problems:
        key = problem.message.text()
        before = rows.get(key)
        count, place = (before.count + 1, before.place) if before else (1, problem.place)
        rows[key] = FeatureRow(problem.message, REFUSED, count, place)
    return list(rows.values())


def _used(found: Iterable[Use]) -> list[FeatureRow]:
    rows: dict[tuple[str, str], FeatureRow] = {}
    for use in found:
        key = (use.what.text(), use.state)
        before = rows.get(key) or FeatureRow(use.what, use.state, 0, use.place)
        names = before.names
        if use.name not in names and len(names) < _MOST_NAMES:
            names = (*names, use.name)
        rows[key] = replace(before, count=before.count + 1, names=names)
    return list(rows.values())
