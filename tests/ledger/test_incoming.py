"""Incoming documents in the ledger: no gap in the numbers, one file under each, rows audited."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from tests.ledger.entries import NOON, created
from workflow.ledger.journal import Entry
from workflow.ledger.ledger import Claim, Ledger
from workflow.model.errors import AmbiguousIncoming, ConcurrentChange, WrongState
from workflow.model.incoming import IncomingState
from workflow.model.lifecycle import Act
from workflow.model.numbering import INCOMING_SERIES, Series

ORGAN = "A12.01.00.H99"
YEAR = Series(ORGAN, INCOMING_SERIES, "2026")


def arrived(number: str = "01-KL/TU", sender: str = "A01.01.00.T99") -> Entry:
    texts = (
        "delivery", "about", "sender", "body", "type_name", "subject", "signer", "urgency", "due",
        "came_by", "file_name", "doubts",
    )  # fmt: skip
    facts = dict.fromkeys(texts, "") | {
        "kind": "new", "sender_organ": sender, "official_number": number, "dated": "2026-03-05",
        "sha256": "a" * 64, "organ": ORGAN,
    }  # fmt: skip
    return Entry(Act.INCOMING_ARRIVED, facts)


def registered(number: int) -> Entry:
    facts = {"number": number, "year": "2026", "note": "", "delivery": "d", "status": "03"}
    return Entry(Act.INCOMING_REGISTERED, facts)


def register(ledger: Ledger, id: str, entry: Entry, number: int) -> None:
    entries = [entry, registered(number)]
    ledger.record(id, 0, entries, at=NOON, actor="x", claim=Claim(YEAR, number))


def assert_whole(ledger: Ledger) -> None:
    found = ledger.audit()
    assert (found.broken, found.differing) == ([], [])


def test_numbers_follow_each_other_and_a_stale_one_leaves_nothing(ledger: Ledger) -> None:
    register(ledger, "1" * 16, arrived(), 1)
    with pytest.raises(ConcurrentChange):
        register(ledger, "2" * 16, arrived("02-KL/TU"), 1)
    assert len(ledger.incoming_documents()) == 1
    register(ledger, "2" * 16, arrived("02-KL/TU"), ledger.next_number(YEAR))
    assert [d.number for d in ledger.incoming_documents()] == [1, 2]
    assert ledger.find_incoming("2/2026").official_number == "02-KL/TU"
    assert_whole(ledger)


def test_two_files_under_one_number_of_an_organ_are_never_both_registered(ledger: Ledger) -> None:
    register(ledger, "1" * 16, arrived(), 1)
    with pytest.raises(ConcurrentChange):
        register(ledger, "2" * 16, arrived(), 2)
    assert ledger.next_number(YEAR) == 2
    register(ledger, "3" * 16, arrived(sender="A02.01.00.T99"), 2)
    with pytest.raises(AmbiguousIncoming):
        ledger.find_incoming("01-KL/TU")
    assert_whole(ledger)


def test_what_is_told_is_owed_until_it_is_answered(ledger: Ledger) -> None:
    register(ledger, "1" * 16, arrived(), 1)
    assert ledger.find_incoming("1/2026").owed == 1
    entry = Entry(Act.INCOMING_ANSWERED, {"of": 2, "by": "folder"})
    ledger.record("1" * 16, 2, [entry], at=NOON + timedelta(minutes=1), actor="x")
    found = ledger.find_incoming("1/2026")
    assert (found.owed, found.state) == (0, IncomingState.REGISTERED)
    assert_whole(ledger)


def test_a_document_of_the_office_never_becomes_an_incoming_one(ledger: Ledger) -> None:
    ledger.record("1" * 16, 0, [created()], at=NOON, actor="x")
    with pytest.raises(WrongState):
        ledger.record("1" * 16, 1, [arrived()], at=NOON, actor="x")
    with pytest.raises(WrongState):
        ledger.record("2" * 16, 0, [registered(1)], at=NOON, actor="x", claim=Claim(YEAR, 1))
    assert ledger.incoming_documents() == []
    assert ledger.next_number(YEAR) == 1


@pytest.mark.parametrize("change", ["state = 'finished'", "number = 7", "sha256 = 'b'", "owed = 0"])
def test_a_row_that_was_changed_by_hand_is_found(ledger: Ledger, file: Path, change: str) -> None:
    register(ledger, "1" * 16, arrived(), 1)
    with sqlite3.connect(file) as connection:
        connection.execute(f"UPDATE incoming SET {change}")
    assert ledger.audit().differing
