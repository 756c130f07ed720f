"""The chain of events: whatever is changed, removed, put in or swapped afterwards is found."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.model.events import (
    GENESIS,
    Event,
    broken_links,
    canonical_json,
    chain,
    digest,
    utc_text,
    utc_time,
)
from workflow.model.lifecycle import Act

pytestmark = pytest.mark.slow

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words
values = st.recursive(
    scalars, lambda v: st.lists(v, max_size=3) | st.dictionaries(words, v, max_size=3), max_leaves=8
)
facts = st.dictionaries(words, words | st.integers(), max_size=2)
moments = st.integers(0, 10**16).map(
    lambda microseconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
)


@st.composite
def journals(draw: st.DrawFn, least: int = 1) -> list[Event]:
    """A whole journal of several documents."""
    events: list[Event] = []
    for sequence in range(1, draw(st.integers(least, 5)) + 1):
        document = draw(st.sampled_from(["a" * 16, "b" * 16]))
        events.append(
            chain(
                sequence=sequence,
                document=document,
                version=1 + sum(e.document == document for e in events),
                act=draw(st.sampled_from(Act)),
                at=draw(moments),
                actor=draw(words),
                data=draw(facts),
                previous=events[-1].hash if events else GENESIS,
            )
        )
    return events


@given(journals())
def test_a_journal_as_it_was_written_is_whole(events: list[Event]) -> None:
    assert broken_links(events) == []


def test_an_empty_journal_is_whole() -> None:
    assert broken_links([]) == []


CHANGES: dict[str, object] = {
    "sequence": 99,
    "document": "c" * 16,
    "version": 99,
    "actor": "somebody else",
    "data": {"number": 1},
    "previous": "f" * 64,
    "hash": "e" * 64,
}


@pytest.mark.parametrize("field", [*CHANGES, "act", "at"])
@given(journals(), st.data())
def test_a_changed_field_is_found_at_its_event(
    field: str, events: list[Event], data: st.DataObject
) -> None:
    n = data.draw(st.integers(0, len(events) - 1))
    event = events[n]
    changes: dict[str, Any] = CHANGES | {
        "act": data.draw(st.sampled_from([act for act in Act if act is not event.act])),
        "at": event.at + timedelta(microseconds=1),
    }
    events[n] = replace(event, **{field: changes[field]})
    assert events[n].sequence in broken_links(events)


@given(journals(), st.data())
def test_a_changed_event_with_its_hash_made_anew_is_found_unless_it_is_the_last(
    events: list[Event], data: st.DataObject
) -> None:
    n = data.draw(st.integers(0, len(events) - 1))
    forged = replace(events[n], actor=events[n].actor + "!")
    events[n] = replace(forged, hash=digest(forged))
    assert broken_links(events) == [e.sequence for e in events[n + 1 : n + 2]]


@given(journals(), st.sampled_from([-1, 1, 100]))
def test_a_last_event_with_another_sequence_is_found_though_its_hash_is_right(
    events: list[Event], shift: int
) -> None:
    forged = replace(events[-1], sequence=events[-1].sequence + shift)
    events[-1] = replace(forged, hash=digest(forged))
    assert broken_links(events) == [events[-1].sequence]


@given(journals(least=2), st.data())
def test_a_removed_event_is_found(events: list[Event], data: st.DataObject) -> None:
    n = data.draw(st.integers(0, len(events) - 2))
    after = events[n + 1].sequence
    del events[n]
    assert broken_links(events) == [after]


@given(journals(least=2))
def test_a_journal_cut_off_at_its_end_ends_with_another_head(events: list[Event]) -> None:
    """The chain alone cannot show this: that is why heads are quoted outside the database."""
    assert broken_links(events[:-1]) == []
    assert events[-2].hash != events[-1].hash


@given(journals(), st.data())
def test_an_event_put_in_is_found(events: list[Event], data: st.DataObject) -> None:
    n = data.draw(st.integers(0, len(events) - 1))
    forged = chain(
        sequence=events[n].sequence,
        document="d" * 16,
        version=1,
        act=Act.CREATED,
        at=events[n].at,
        actor="forger",
        data={},
        previous=events[n].previous,
    )
    events.insert(n, forged)
    assert broken_links(events) != []


@given(journals(), st.data())
def test_an_event_written_twice_is_found(events: list[Event], data: st.DataObject) -> None:
    n = data.draw(st.integers(0, len(events) - 1))
    events.insert(n, events[n])
    assert broken_links(events) != []


@given(journals(least=2), st.data())
def test_two_events_swapped_are_found(events: list[Event], data: st.DataObject) -> None:
    a, b = data.draw(st.lists(st.integers(0, len(events) - 1), min_size=2, max_size=2, unique=True))
    events[a], events[b] = events[b], events[a]
    assert broken_links(events) != []


@given(journals(least=2), st.data())
def test_the_places_where_the_chain_breaks_come_in_order(
    events: list[Event], data: st.DataObject
) -> None:
    for n in data.draw(st.sets(st.integers(0, len(events) - 1), min_size=2)):
        events[n] = replace(events[n], actor=events[n].actor + "!")
    found = broken_links(events)
    assert len(found) >= 2
    assert found == sorted(found)


@given(values)
def test_canonical_json_reads_back_as_the_same_value(value: object) -> None:
    assert json.loads(canonical_json(value)) == value


@settings(max_examples=40)
@given(st.dictionaries(words, values, min_size=2), st.randoms())
def test_the_order_of_keys_does_not_change_canonical_json(
    value: dict[str, object], random: object
) -> None:
    items = list(value.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    assert canonical_json(dict(items)) == canonical_json(value)


@given(values)
def test_canonical_json_is_stable_when_read_and_written_again(value: object) -> None:
    assert canonical_json(json.loads(canonical_json(value))) == canonical_json(value)


def test_canonical_json_has_no_spaces_and_keeps_letters() -> None:
    assert canonical_json({"b": [1, None], "a": "Tỉnh uỷ"}) == '{"a":"Tỉnh uỷ","b":[1,null]}'


def test_the_hash_can_be_recomputed_by_anybody_from_the_canonical_json() -> None:
    event = chain(
        sequence=1,
        document="0123456789abcdef",
        version=1,
        act=Act.CREATED,
        at=datetime(2026, 11, 23, 2, 0, tzinfo=UTC),
        actor="thu-ha",
        data={"type": "ket-luan"},
        previous=GENESIS,
    )
    text = (
        '{"act":"created","actor":"thu-ha","at":"2026-11-23T02:00:00.000000Z",'
        '"data":{"type":"ket-luan"},"document":"0123456789abcdef",'
        f'"previous":"{"0" * 64}","sequence":1,"version":1}}'
    )
    assert event.hash == hashlib.sha256(text.encode()).hexdigest()


@given(moments)
def test_a_utc_time_survives_being_written(moment: datetime) -> None:
    assert utc_time(utc_text(moment)) == moment


@given(moments, st.integers(-12, 14))
def test_a_time_of_another_zone_is_written_as_utc(moment: datetime, hours: int) -> None:
    if 1 < moment.year < 9999:
        local = moment.astimezone(timezone(timedelta(hours=hours)))
        assert utc_text(local) == utc_text(moment)


@given(moments, moments)
def test_written_times_sort_as_the_times_do(one: datetime, other: datetime) -> None:
    assert (utc_text(one) < utc_text(other)) == (one < other)
