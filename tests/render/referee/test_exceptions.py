"""An excuse explains the one difference that it names, and is told when it explains none."""

from __future__ import annotations

import pytest

from tests.render.referee.comparison import Difference
from tests.render.referee.exceptions import LibreOfficeFault, stale, unexplained
from tests.render.referee.words import Line, Word

FAULT = LibreOfficeFault(
    "number-legal", r"I(\.\d\. .*)", r"1(\.\d\. .*)", "ignores isLgl", "17.9.4"
)


def line(text: str, left: float = 30.0, baseline: float = 50.0, page: int = 1) -> Line:
    words = text.split(" ")
    return Line(tuple(Word(word, page, left, left + 9.0, baseline, 4.5) for word in words))


THEIRS = line("I.1. Thu ngân sách")


def test_what_the_fault_names_is_explained() -> None:
    difference = Difference(1, THEIRS, line("1.1. Thu ngân sách", left=31.0))
    assert unexplained([difference], [FAULT]) == []
    assert stale([difference], [FAULT]) == []


@pytest.mark.parametrize(
    "difference",
    [
        Difference(1, THEIRS, line("2.1. Thu ngân sách")),
        Difference(1, THEIRS, line("1.1. Chi ngân sách")),
        Difference(1, THEIRS, line("1.1. Thu ngân sách", baseline=53.5)),
        Difference(1, THEIRS, line("1.1. Thu ngân sách", left=32.5)),
        Difference(1, THEIRS, line("1.1. Thu ngân sách", page=2)),
        Difference(1, line("II. Chi ngân sách"), line("1.1. Thu ngân sách")),
        Difference(1, THEIRS),
        Difference(1, ours=line("1.1. Thu ngân sách")),
        Difference(1, paper="the paper is 210.0 × 297.0 mm"),
    ],
)
def test_nothing_else_is_explained(difference: Difference) -> None:
    assert unexplained([difference], [FAULT]) == [difference]
    assert stale([difference], [FAULT]) == [FAULT]
