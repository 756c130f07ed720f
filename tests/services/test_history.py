"""The journal: nothing is changed in it unnoticed, even by who holds the database file."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.services.stages import At, Standing, conclusion, take_on
from workflow.model.errors import JournalBroken, VanbanError
from workflow.services.history import history, verify_journal

pytestmark = pytest.mark.slow


def database(standing: Standing) -> Path:
    return standing.directory / "signed" / "vanban.db"


def tamper(standing: Standing, *statements: str) -> None:
    """What somebody with the file and sqlite3 can do: drop the triggers and write."""
    connection = sqlite3.connect(database(standing))
    triggers = connection.execute("select name from sqlite_master where type = 'trigger'")
    for (name,) in triggers.fetchall():
        connection.execute(f"drop trigger {name}")
    for statement in statements:
        assert connection.execute(statement).rowcount > 0
    connection.commit()
    connection.close()


def assert_broken(standing: Standing) -> str:
    with pytest.raises(JournalBroken) as caught:
        verify_journal(standing.acting())
    return str(caught.value)


@pytest.mark.parametrize("stage", ["empty", "drafted", "issued", "distributed"])
def test_an_untouched_journal_is_whole(at: At, stage: str) -> None:
    standing = at(stage)
    check = verify_journal(standing.acting())
    assert check.events == len(standing.events())
    assert check.evidence == (1 if stage in ("issued", "distributed") else 0)


@pytest.mark.parametrize("table", ["events", "register"])
@pytest.mark.parametrize("act", ["update {} set document = 'x'", "delete from {}"])
def test_the_past_cannot_be_rewritten_through_the_database(at: At, table: str, act: str) -> None:
    connection = sqlite3.connect(database(at("issued")))
    with pytest.raises(sqlite3.DatabaseError, match="not possible"):
        connection.execute(act.format(table))
    connection.close()


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'thu-ha'",
        "at = '2026-01-01T00:00:00.000000Z'",
        "data = replace(data, 'content', 'kontent')",
        "act = 'rejected'",
        "hash = replace(hash, substr(hash, 1, 1), 'x')",
        "previous = replace(previous, substr(previous, 1, 1), 'x')",
        "document = 'other'",
    ],
)
def test_a_changed_event_is_found(at: At, change: str) -> None:
    standing = at("issued")
    tamper(standing, f"update events set {change} where act = 'approved'")
    assert "3" in assert_broken(standing)


@pytest.mark.parametrize(
    "change", ["act = 'invented'", "data = '{'", "at = 'yesterday'", "data = x'ff'"]
)
def test_an_event_made_unreadable_is_found(at: At, change: str) -> None:
    standing = at("issued")
    tamper(standing, f"update events set {change} where sequence = 3")
    assert "3" in assert_broken(standing)


def test_an_event_that_was_taken_out_is_found(at: At) -> None:
    standing = at("issued")
    tamper(standing, "delete from events where sequence = 3")
    assert_broken(standing)


def test_a_chain_written_anew_does_not_fit_the_quoted_head(at: At) -> None:
    """Who computes all hashes again has a whole chain, but not the one that the evidence quotes."""
    standing = at("issued")
    other = at("approved")
    other.clock.now = standing.clock.now
    for stage in ("signed", "issued"):
        take_on(other, stage)
    evidence = standing.official("01-KL-TU.json")
    evidence.write_bytes(other.official("01-KL-TU.json").read_bytes())
    assert "01-KL-TU.json" in assert_broken(standing)


def test_a_tail_cut_off_is_found_by_the_head_that_the_evidence_quotes(at: At) -> None:
    standing = at("issued")
    tamper(
        standing,
        "delete from events where act = 'issued'",
        "update documents set version = version - 1, state = 'signed', issued = ''",
    )
    assert "01-KL-TU.json" in assert_broken(standing)


def test_a_tail_cut_off_after_the_quoted_head_is_found_by_what_it_led_to(at: At) -> None:
    """The document's row still counts the events that are gone."""
    standing = at("distributed")
    last = standing.events()[-1]
    tamper(standing, f"delete from events where sequence = {last.sequence}")
    assert_broken(standing)


def another(standing: Standing, *stages: str) -> Standing:
    other = Standing(standing.directory, "", standing.clock)
    other.id = other.draft(conclusion("về việc khác hẳn")).id
    for stage in stages:
        take_on(other, stage)
    return other


def test_pages_exchanged_in_the_database_are_not_signed(at: At) -> None:
    """Approved were other pages: the journal says which."""
    standing = at("approved")
    other = another(standing, "submitted").document()
    tamper(standing, f"update documents set content = '{other.content}' where id = '{standing.id}'")
    with pytest.raises(VanbanError):
        take_on(standing, "signed")
    assert standing.events()[-1].act.value == "approved"


def test_a_signed_file_exchanged_in_the_database_is_not_issued(at: At) -> None:
    """It would be another document under this one's number."""
    standing = at("signed")
    other = another(standing, "submitted", "approved", "signed").document()
    tamper(standing, f"update documents set signed = '{other.signed}' where id = '{standing.id}'")
    with pytest.raises(VanbanError):
        take_on(standing, "issued")
    assert standing.acting().ledger.register_lines() == []


def test_evidence_that_is_no_evidence_is_found(at: At) -> None:
    standing = at("issued")
    standing.official("01-KL-TU.json").write_text("{}")
    assert "01-KL-TU.json" in assert_broken(standing)


def test_evidence_that_quotes_another_head_is_found(at: At) -> None:
    standing = at("issued")
    file = standing.official("01-KL-TU.json")
    evidence = json.loads(file.read_text("utf-8"))
    evidence["journal"]["hash"] = "0" * 64
    file.write_text(json.dumps(evidence))
    assert "01-KL-TU.json" in assert_broken(standing)


def test_the_history_is_of_one_document_or_of_all(at: At) -> None:
    standing = at("issued")
    second = standing.draft()
    assert len(history(standing.acting(), None)) == len(standing.events()) + 1
    assert [e.document for e in history(standing.acting(), second.id)] == [second.id]
