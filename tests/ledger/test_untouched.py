"""The past cannot be rewritten: the database itself refuses, and force leaves a mark."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledger.entries import (
    NOON,
    created,
    is_whole,
    issue_one,
    planned,
    sign_one,
    submitted,
)
from workflow.ledger.ledger import Ledger

ONE, OTHER = "a1b2c3d4e5f60718", "b1b2c3d4e5f60718"
pytestmark = pytest.mark.slow

COLUMNS = ["sequence", "document", "version", "act", "at", "actor", "data", "previous", "hash"]
NEW_VALUES = {
    "sequence": 99, "document": "f" * 16, "version": 99, "act": "edited",
    "at": "2020-01-01T00:00:00.000000Z", "actor": "forger", "data": '{"type":"x"}',
    "previous": "1" * 64, "hash": "2" * 64,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _issued(ledger: Ledger) -> None:
    for id in (ONE, OTHER):
        sign_one(ledger, id)
        issue_one(ledger, id)


@pytest.fixture
def raw(file: Path, _issued: None) -> Iterator[sqlite3.Connection]:
    """The database as an operator opens it, past this program."""
    connection = sqlite3.connect(file, isolation_level=None)
    yield connection
    connection.close()


def drop_triggers(raw: sqlite3.Connection) -> None:
    names = [n for (n,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    assert names
    for name in names:
        raw.execute(f"DROP TRIGGER {name}")


def rows(raw: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return list(raw.execute(f"SELECT * FROM {table}"))


# -- refused by the database -----------------------------------------------------------------------


@pytest.mark.parametrize("table", ["events", "register"])
def test_a_row_cannot_be_deleted(raw: sqlite3.Connection, table: str) -> None:
    before = rows(raw, table)
    with pytest.raises(sqlite3.IntegrityError, match=f"{table}: DELETE is not possible"):
        raw.execute(f"DELETE FROM {table}")
    assert rows(raw, table) == before != []


@pytest.mark.parametrize("column", COLUMNS)
def test_no_column_of_an_event_can_be_changed(raw: sqlite3.Connection, column: str) -> None:
    before = rows(raw, "events")
    with pytest.raises(sqlite3.IntegrityError, match="events: UPDATE is not possible"):
        raw.execute(f"UPDATE events SET {column} = ? WHERE sequence = 3", (NEW_VALUES[column],))
    assert rows(raw, "events") == before


@pytest.mark.parametrize("column", ["number", "official_number", "subject", "dated", "recipients"])
def test_no_column_of_the_register_can_be_changed(raw: sqlite3.Connection, column: str) -> None:
    before = rows(raw, "register")
    with pytest.raises(sqlite3.IntegrityError, match="register: UPDATE is not possible"):
        raw.execute(f"UPDATE register SET {column} = 7 WHERE number = 1")
    assert rows(raw, "register") == before


@pytest.mark.parametrize("table", ["events", "register"])
@pytest.mark.parametrize("way", ["INSERT OR REPLACE INTO", "REPLACE INTO"])
def test_a_row_cannot_be_replaced(raw: sqlite3.Connection, table: str, way: str) -> None:
    """SQLite's REPLACE deletes the old row without asking the triggers for deletion."""
    before = rows(raw, table)
    names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    changed = {"events": "actor", "register": "subject"}[table]
    columns = ", ".join("'forged'" if name == changed else name for name in names)
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(f"{way} {table} SELECT {columns} FROM {table} LIMIT 1")
    assert rows(raw, table) == before


def test_an_existing_row_cannot_be_changed_by_way_of_an_insertion(raw: sqlite3.Connection) -> None:
    before = rows(raw, "events")
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(
            "INSERT INTO events SELECT * FROM events WHERE sequence = 1 "
            "ON CONFLICT (sequence) DO UPDATE SET actor = 'forger'"
        )
    assert rows(raw, "events") == before


def test_a_second_event_of_one_version_cannot_be_written(raw: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=r"UNIQUE|already"):
        raw.execute(
            "INSERT INTO events SELECT 99, document, version, act, at, actor, data, 'x', 'y' "
            "FROM events WHERE sequence = 1"
        )


def test_a_number_cannot_be_given_twice(raw: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=r"UNIQUE|already"):
        raw.execute(
            "INSERT INTO register SELECT organ, type, term, number, 'c', official_number, dated, "
            "subject, signer, recipients, copies, issued_at FROM register WHERE number = 1"
        )


def test_a_document_cannot_have_two_numbers(raw: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=r"UNIQUE|already"):
        raw.execute(
            "INSERT INTO register SELECT organ, type, term, 9, document, official_number, dated, "
            "subject, signer, recipients, copies, issued_at FROM register WHERE number = 1"
        )


# -- found afterwards ------------------------------------------------------------------------------


@pytest.mark.parametrize("column", [c for c in COLUMNS if c != "sequence"])
def test_an_event_changed_by_force_is_found(
    ledger: Ledger, raw: sqlite3.Connection, column: str
) -> None:
    drop_triggers(raw)
    raw.execute(f"UPDATE events SET {column} = ? WHERE sequence = 3", (NEW_VALUES[column],))
    assert 3 in ledger.audit().broken


def test_an_event_moved_to_another_place_by_force_is_found(
    ledger: Ledger, raw: sqlite3.Connection
) -> None:
    drop_triggers(raw)
    raw.execute("UPDATE events SET sequence = 99 WHERE sequence = 3")
    assert ledger.audit().broken == [4, 99]


@pytest.mark.parametrize("sequence", [1, 5, 9])
def test_an_event_removed_by_force_is_found_at_the_one_after_it(
    ledger: Ledger, raw: sqlite3.Connection, sequence: int
) -> None:
    drop_triggers(raw)
    raw.execute("DELETE FROM events WHERE sequence = ?", (sequence,))
    assert ledger.audit().broken == [sequence + 1]


def test_the_last_events_removed_by_force_leave_another_head(
    ledger: Ledger, raw: sqlite3.Connection
) -> None:
    """The chain alone cannot show it; the heads quoted beside the issued files can."""
    head = ledger.head()
    drop_triggers(raw)
    raw.execute("DELETE FROM events WHERE sequence > 8")
    assert ledger.audit().broken == []
    assert ledger.head() != head
    assert head[1] not in {event.hash for event in ledger.events()}


def test_an_event_that_is_not_json_any_more_is_found_and_breaks_nothing(
    ledger: Ledger, raw: sqlite3.Connection
) -> None:
    drop_triggers(raw)
    raw.execute("UPDATE events SET data = '{' WHERE sequence = 3")
    assert 3 in ledger.audit().broken


@pytest.mark.parametrize(("column", "value"), [("act", "forged"), ("at", "yesterday")])
def test_an_event_with_a_word_nobody_knows_is_found_and_breaks_nothing(
    ledger: Ledger, raw: sqlite3.Connection, column: str, value: str
) -> None:
    drop_triggers(raw)
    raw.execute(f"UPDATE events SET {column} = ? WHERE sequence = 3", (value,))
    assert 3 in ledger.audit().broken


def test_after_a_forgery_the_journal_goes_on_and_still_shows_it(
    ledger: Ledger, raw: sqlite3.Connection
) -> None:
    drop_triggers(raw)
    raw.execute("UPDATE events SET actor = 'forger' WHERE sequence = 3")
    ledger.record("c" * 16, 0, [created(), submitted()], at=NOON, actor="thu-ha")
    assert ledger.audit().broken == [3]


ROWS = [
    ("documents", "state", "'draft'"),
    ("documents", "subject", "'forged'"),
    ("documents", "official_number", "'99-KL/TU'"),
    ("documents", "issued", "'" + "9" * 64 + "'"),
    ("register", "subject", "'forged'"),
    ("register", "recipients", "'nobody'"),
    ("register", "dated", "'2020-01-01'"),
    ("deliveries", "state", "'acknowledged'"),
    ("deliveries", "acknowledged_by", "'forger'"),
    ("series", "last", "7"),
]


@pytest.mark.parametrize(("table", "column", "value"), ROWS)
def test_a_row_that_differs_from_the_events_is_found_and_named(
    ledger: Ledger, raw: sqlite3.Connection, table: str, column: str, value: str
) -> None:
    ledger.record(ONE, 5, [planned(ONE, "so-y-te")], at=NOON, actor="thanh-mai")
    assert is_whole(ledger)
    drop_triggers(raw)
    raw.execute(f"UPDATE {table} SET {column} = {value} WHERE rowid = 1")
    assert raw.total_changes == 1
    (found,) = ledger.audit().differing
    assert found.startswith(table)


@pytest.mark.parametrize("table", ["documents", "register", "deliveries", "series"])
def test_a_row_that_was_removed_is_found_and_named(
    ledger: Ledger, raw: sqlite3.Connection, table: str
) -> None:
    ledger.record(ONE, 5, [planned(ONE, "so-y-te")], at=NOON, actor="thanh-mai")
    drop_triggers(raw)
    raw.execute(f"DELETE FROM {table} WHERE rowid = 1")
    assert any(found.startswith(table) for found in ledger.audit().differing)


def test_a_document_that_no_event_knows_is_found(ledger: Ledger, raw: sqlite3.Connection) -> None:
    names = [row[1] for row in raw.execute("PRAGMA table_info(documents)")]
    columns = ", ".join("'ffff'" if name == "id" else name for name in names)
    raw.execute(f"INSERT INTO documents SELECT {columns} FROM documents LIMIT 1")
    assert ledger.audit().differing == ["documents ffff"]


def test_the_triggers_are_there_again_when_the_program_has_made_them(
    ledger: Ledger, raw: sqlite3.Connection
) -> None:
    names = {n for (n,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert {
        "events_no_update", "events_no_delete", "register_no_update", "register_no_delete",
    } <= names  # fmt: skip
