"""Numbers: 1, 2, 3 … in every series, whoever claims them, in whatever order, and whoever fails."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.ledger.entries import (
    CONCLUSIONS,
    NEXT_TERM,
    NOON,
    RESOLUTIONS,
    created,
    is_whole,
    issue_one,
    issued,
    sign_one,
)
from workflow.ledger.journal import Entry
from workflow.ledger.ledger import Claim, Ledger
from workflow.model.errors import ConcurrentChange, WrongState
from workflow.model.lifecycle import Act
from workflow.model.numbering import Series

ROOT = Path(__file__).parents[2]
SERIES = [CONCLUSIONS, RESOLUTIONS, NEXT_TERM]
ONE = "a1b2c3d4e5f60718"


def numbers(ledger: Ledger, series: Series = CONCLUSIONS) -> list[int]:
    return [
        line.number
        for line in ledger.register_lines()
        if (line.type, line.term) == (series.type, series.term)
    ]


def test_a_series_begins_at_one(ledger: Ledger) -> None:
    assert [ledger.next_number(series) for series in SERIES] == [1, 1, 1]


def test_asking_for_the_next_number_does_not_take_it(ledger: Ledger) -> None:
    assert {ledger.next_number(CONCLUSIONS) for _ in range(3)} == {1}


def test_each_organ_type_and_term_counts_for_itself(ledger: Ledger) -> None:
    for n, series in enumerate([*SERIES, CONCLUSIONS, CONCLUSIONS, RESOLUTIONS]):
        sign_one(ledger, f"{n:016d}")
        issue_one(ledger, f"{n:016d}", series)
    assert [numbers(ledger, series) for series in SERIES] == [[1, 2, 3], [1, 2], [1]]


@pytest.mark.parametrize("wrong", [-1, 0, 2, 3, 100])
def test_only_the_next_number_can_be_claimed(ledger: Ledger, wrong: int) -> None:
    sign_one(ledger, ONE)
    with pytest.raises(ConcurrentChange):
        ledger.record(ONE, 4, [issued(1)], at=NOON, actor="x", claim=Claim(CONCLUSIONS, wrong))
    assert (ledger.next_number(CONCLUSIONS), numbers(ledger)) == (1, [])


@pytest.mark.parametrize("wrong", [1, 2, 4, 5, 100])
def test_neither_a_taken_number_nor_one_further_on_can_be_claimed(
    ledger: Ledger, wrong: int
) -> None:
    for id in ("1" * 16, "2" * 16):
        sign_one(ledger, id)
        issue_one(ledger, id)
    sign_one(ledger, ONE)
    with pytest.raises(ConcurrentChange):
        ledger.record(ONE, 4, [issued(wrong)], at=NOON, actor="x", claim=Claim(CONCLUSIONS, wrong))
    assert (ledger.next_number(CONCLUSIONS), numbers(ledger)) == (3, [1, 2])


@pytest.mark.parametrize(
    ("version", "entry", "error"),
    [
        (3, issued(1), ConcurrentChange),
        (4, created(), WrongState),
        (4, Entry(Act.ISSUED, {"number": 1}), KeyError),
    ],
)
def test_a_number_is_taken_only_with_the_event_that_uses_it(
    ledger: Ledger, version: int, entry: Entry, error: type[Exception]
) -> None:
    sign_one(ledger, ONE)
    with pytest.raises(error):
        ledger.record(ONE, version, [entry], at=NOON, actor="x", claim=Claim(CONCLUSIONS, 1))
    assert ledger.next_number(CONCLUSIONS) == 1
    assert issue_one(ledger, ONE) == 1


class Clerks(RuleBasedStateMachine):
    """Clerks at one counter, each with a ledger of their own, who look, claim, fail and vanish."""

    clerks = st.integers(0, 3)

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.ids = (f"{n:016x}" for n in itertools.count())
        self.given: dict[Series, int] = dict.fromkeys(SERIES, 0)

    @initialize()
    def open(self) -> None:
        self.ledgers = [Ledger(self.folder / "vanban.db") for _ in range(4)]
        self.desks: list[tuple[str, Series, int] | None] = [None] * 4

    @rule(clerk=clerks, series=st.sampled_from(SERIES))
    def look(self, clerk: int, series: Series) -> None:
        """Take the next document, and see which number would be next."""
        id = next(self.ids)
        sign_one(self.ledgers[clerk], id)
        self.desks[clerk] = (id, series, self.ledgers[clerk].next_number(series))
        assert self.desks[clerk] == (id, series, self.given[series] + 1)

    @rule(clerk=clerks)
    def claim(self, clerk: int) -> None:
        """Take the number seen before, if nobody was faster; else look again."""
        if not (desk := self.desks[clerk]):
            return
        id, series, number = desk
        faster = number != self.given[series] + 1
        try:
            self.ledgers[clerk].record(
                id, 4, [issued(number, series)], at=NOON, actor="x", claim=Claim(series, number)
            )
        except ConcurrentChange:
            assert faster
            self.desks[clerk] = (id, series, self.ledgers[clerk].next_number(series))
        else:
            assert not faster
            self.given[series] = number
            self.desks[clerk] = None

    @rule(clerk=clerks)
    def fail(self, clerk: int) -> None:
        """The claim is right, but the act is not possible."""
        if desk := self.desks[clerk]:
            id, series, number = desk
            with pytest.raises((WrongState, ConcurrentChange)):
                self.ledgers[clerk].record(
                    id, 4, [created()], at=NOON, actor="x", claim=Claim(series, number)
                )

    @rule(clerk=clerks)
    def vanish(self, clerk: int) -> None:
        """A program that ends in the middle takes its number with it: nobody has it."""
        self.ledgers[clerk].close()
        self.ledgers[clerk] = Ledger(self.folder / "vanban.db")
        self.desks[clerk] = None

    @invariant()
    def no_gap_and_no_duplicate(self) -> None:
        for series, last in self.given.items():
            assert numbers(self.ledgers[0], series) == list(range(1, last + 1))
            assert self.ledgers[0].next_number(series) == last + 1

    def teardown(self) -> None:
        assert is_whole(self.ledgers[0])
        for ledger in self.ledgers:
            ledger.close()
        shutil.rmtree(self.folder)


@pytest.mark.slow
def test_clerks_at_one_counter_leave_no_gap_and_no_duplicate() -> None:
    run_state_machine_as_test(Clerks, settings=settings(max_examples=15, stateful_step_count=25))


@pytest.mark.slow
def test_threads_with_a_ledger_each_leave_no_gap_and_no_duplicate(file: Path) -> None:
    threads, count, found = 6, 8, []
    barrier, failures = threading.Barrier(threads), []

    def work(name: int) -> None:
        try:
            barrier.wait()
            mine = Ledger(file)
            for n in range(count):
                id = f"{name:08d}{n:08d}"
                sign_one(mine, id)
                found.append(issue_one(mine, id))
        except BaseException as error:
            failures.append(error)

    workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failures == []
    assert sorted(found) == numbers(Ledger(file)) == list(range(1, threads * count + 1))
    assert is_whole(Ledger(file))


@pytest.mark.slow
def test_threads_that_share_a_ledger_leave_no_gap_and_no_duplicate(ledger: Ledger) -> None:
    threads, count = 6, 8

    def work(name: int) -> None:
        for n in range(count):
            sign_one(ledger, f"{name:08d}{n:08d}")
            issue_one(ledger, f"{name:08d}{n:08d}")

    workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert numbers(ledger) == list(range(1, threads * count + 1))
    assert is_whole(ledger)


@pytest.mark.slow
def test_processes_leave_no_gap_and_no_duplicate(file: Path) -> None:
    processes, count = 4, 20
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.ledger.claiming", str(file), f"{n:08d}", str(count)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
        )
        for n in range(processes)
    ]
    for process in started:
        _, errors = process.communicate()
        assert (process.returncode, errors) == (0, b"")
    ledger = Ledger(file)
    assert numbers(ledger) == list(range(1, processes * count + 1))
    assert len({line.document for line in ledger.register_lines()}) == processes * count
    assert is_whole(ledger)
