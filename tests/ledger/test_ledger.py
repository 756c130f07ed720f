"""The ledger: what is recorded can be found again, and a refused act leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger.entries import (
    CONCLUSIONS,
    NEXT_TERM,
    NOON,
    RESOLUTIONS,
    UP_TO_SIGNED,
    approved,
    created,
    is_whole,
    issue_one,
    issued,
    later,
    planned,
    sign_one,
    signed,
    submitted,
)
from workflow.ledger.journal import Entry
from workflow.ledger.ledger import Claim, Ledger
from workflow.model.delivery import DeliveryState
from workflow.model.document import Document
from workflow.model.errors import (
    AmbiguousDocument,
    ConcurrentChange,
    UnknownDocument,
    WrongState,
)
from workflow.model.events import GENESIS
from workflow.model.lifecycle import TRANSITIONS, Act, State, after

pytestmark = pytest.mark.slow

ONE, OTHER = "a1b2c3d4e5f60718", "a1b2ffffffffffff"


def everything(ledger: Ledger) -> tuple[object, ...]:
    """All that the ledger says, to compare before and after."""
    documents = ledger.documents()
    return (
        ledger.events(), documents, [ledger.deliveries(d.id) for d in documents],
        ledger.register_lines(),
        [ledger.next_number(s) for s in (CONCLUSIONS, RESOLUTIONS, NEXT_TERM)],
        ledger.head(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """One growing ledger for all examples of a property test."""
    return Ledger(tmp_path_factory.mktemp("shared") / "vanban.db")


# -- record and read -------------------------------------------------------------------------------


def test_a_new_ledger_is_empty(ledger: Ledger) -> None:
    assert everything(ledger) == ([], [], [], [], [1, 1, 1], (0, GENESIS))
    assert is_whole(ledger)


def test_a_document_is_what_its_events_add_up_to(ledger: Ledger) -> None:
    sign_one(ledger, ONE)
    assert ledger.find(ONE) == Document(
        id=ONE, version=4, state=State.SIGNED, type="ket-luan", subject="về việc gì đó",
        author="thu-ha", draft="d" * 64, updated_at=NOON, content="c" * 64, signed="e" * 64,
        signer="Trần Minh Khang", signed_on=date(2026, 11, 23),
    )  # fmt: skip


def test_an_issued_document_has_its_number_and_a_line_in_the_register(ledger: Ledger) -> None:
    sign_one(ledger, ONE)
    assert issue_one(ledger, ONE) == 1
    document = ledger.find(ONE)
    assert (document.state, document.number, document.official_number, document.term) == (
        State.ISSUED, 1, "01-KL/TU", "2025-2030",
    )  # fmt: skip
    (line,) = ledger.register_lines()
    assert (line.official_number, line.number, line.document) == ("01-KL/TU", 1, ONE)
    assert (line.dated, line.issued_at, line.copies) == (date(2026, 11, 23), NOON, 1)


def test_an_edited_draft_has_its_new_text_and_subject(ledger: Ledger) -> None:
    ledger.record(ONE, 0, [created()], at=NOON, actor="thu-ha")
    edited = Entry(Act.EDITED, {"draft": "b" * 64, "subject": "về việc khác"})
    ledger.record(ONE, 1, [edited], at=later(1), actor="quoc-bao")
    document = ledger.find(ONE)
    assert (document.draft, document.subject, document.author) == (
        "b" * 64, "về việc khác", "thu-ha",
    )  # fmt: skip
    assert (document.version, document.updated_at) == (2, later(1))


def test_a_rejected_document_is_a_draft_without_content(ledger: Ledger) -> None:
    rejected = Entry(Act.REJECTED, {"content": "c" * 64, "reason": "x"})
    ledger.record(ONE, 0, [created(), submitted(), approved(), rejected], at=NOON, actor="x")
    document = ledger.find(ONE)
    assert (document.state, document.content) == (State.DRAFT, "")


def test_events_are_counted_per_document_and_over_the_whole_journal(ledger: Ledger) -> None:
    ledger.record(ONE, 0, [created()], at=NOON, actor="thu-ha")
    ledger.record(OTHER, 0, [created(), submitted()], at=NOON, actor="thu-ha")
    ledger.record(ONE, 1, [submitted()], at=NOON, actor="thu-ha")
    assert [(e.sequence, e.document, e.version) for e in ledger.events()] == [
        (1, ONE, 1), (2, OTHER, 1), (3, OTHER, 2), (4, ONE, 2),
    ]  # fmt: skip
    assert [e.sequence for e in ledger.events(ONE)] == [1, 4]
    assert ledger.head() == (4, ledger.events()[-1].hash)
    assert is_whole(ledger)


def test_what_is_written_is_given_back_as_it_is_read(ledger: Ledger) -> None:
    written = ledger.record(ONE, 0, UP_TO_SIGNED, at=NOON, actor="thu-ha")
    assert ledger.events(ONE) == written


def test_a_time_of_another_zone_is_kept_as_the_same_moment(ledger: Ledger) -> None:
    vietnam = NOON.astimezone(timezone(timedelta(hours=7)))
    ledger.record(ONE, 0, [created()], at=vietnam, actor="thu-ha")
    assert ledger.events()[0].at == ledger.find(ONE).updated_at == NOON
    assert is_whole(ledger)


@settings(max_examples=40)
@given(
    facts=st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
        st.none() | st.booleans() | st.integers() | st.text("aạ'\"\\\n\x00\U0001f600", max_size=9),
        max_size=4,
    )
)
def test_facts_of_any_kind_are_kept_as_they_are(shared: Ledger, facts: dict[str, object]) -> None:
    version = len(shared.events(ONE))
    needed = {"draft": "d" * 64, "subject": "x", "type": "ket-luan"}
    entry = Entry(Act.EDITED if version else Act.CREATED, facts | needed)
    shared.record(ONE, version, [entry], at=NOON, actor="thu-ha")
    assert shared.events(ONE)[-1].data == entry.data
    assert is_whole(shared)


def test_a_ledger_opened_again_says_the_same(ledger: Ledger, file: Path) -> None:
    sign_one(ledger, ONE)
    issue_one(ledger, ONE)
    before = everything(ledger)
    ledger.close()
    assert everything(Ledger(file)) == before


def test_the_document_touched_last_comes_first(ledger: Ledger) -> None:
    for minute, id in enumerate([ONE, OTHER, "c" * 16]):
        ledger.record(id, 0, [created()], at=later(minute), actor="thu-ha")
    ledger.record(ONE, 1, [submitted()], at=later(9), actor="thu-ha")
    assert [d.id for d in ledger.documents()] == [ONE, "c" * 16, OTHER]


def test_the_register_is_ordered_by_term_type_and_number(ledger: Ledger) -> None:
    order = [NEXT_TERM, CONCLUSIONS, RESOLUTIONS, CONCLUSIONS]
    for n, series in enumerate(order):
        sign_one(ledger, f"{n:016d}")
        issue_one(ledger, f"{n:016d}", series)
    assert [(line.term, line.type, line.number) for line in ledger.register_lines()] == [
        ("2025-2030", "KL", 1), ("2025-2030", "KL", 2), ("2025-2030", "NQ", 1),
        ("2030-2035", "KL", 1),
    ]  # fmt: skip


# -- deliveries ------------------------------------------------------------------------------------


def distributing(ledger: Ledger) -> None:
    sign_one(ledger, ONE)
    issue_one(ledger, ONE)
    ledger.record(ONE, 5, [planned(ONE, "so-y-te", "so-noi-vu")], at=NOON, actor="thanh-mai")


def test_deliveries_are_planned_in_the_order_of_the_recipients(ledger: Ledger) -> None:
    distributing(ledger)
    found = ledger.deliveries(ONE)
    assert [(d.body, d.state, d.attempts) for d in found] == [
        ("so-y-te", DeliveryState.PLANNED, 0), ("so-noi-vu", DeliveryState.PLANNED, 0),
    ]  # fmt: skip
    assert ledger.deliveries(OTHER) == []


def test_a_delivery_goes_through_its_states_and_no_other_is_touched(ledger: Ledger) -> None:
    distributing(ledger)
    facts = {"delivery": f"{ONE}-so-y-te", "body": "so-y-te"}
    seen = []
    for version, entry in enumerate(
        [
            Entry(Act.DELIVERY_ATTEMPTED, facts),
            Entry(Act.DELIVERY_FAILED, facts | {"error": "disk full"}),
            Entry(Act.DELIVERY_ATTEMPTED, facts),
            Entry(Act.DELIVERY_SENT, facts),
            Entry(Act.DELIVERY_ACKNOWLEDGED, facts | {"by": "văn thư"}),
        ],
        start=6,
    ):
        ledger.record(ONE, version, [entry], at=later(version), actor="thanh-mai")
        one, other = ledger.deliveries(ONE)
        seen.append((one.state.value, one.attempts, one.last_error))
        assert (other.state, other.attempts) == (DeliveryState.PLANNED, 0)
    assert seen == [
        ("sending", 1, ""), ("failed", 1, "disk full"), ("sending", 2, "disk full"),
        ("sent", 2, ""), ("accepted", 2, ""),
    ]  # fmt: skip
    assert (one.sent_at, one.acknowledged_at, one.acknowledged_by) == (
        later(9), later(10), "văn thư",
    )  # fmt: skip


def test_a_body_has_one_delivery_of_a_document(ledger: Ledger) -> None:
    sign_one(ledger, ONE)
    issue_one(ledger, ONE)
    entry = planned(ONE, "so-y-te", "so-y-te")
    before = everything(ledger)
    with pytest.raises(ConcurrentChange):
        ledger.record(ONE, 5, [entry], at=NOON, actor="thanh-mai")
    assert everything(ledger) == before


# -- find ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [ONE, ONE[:12], "a1b2c", ONE.upper(), "01-KL/TU"])
def test_a_document_is_found_by_the_beginning_of_its_id_or_its_number(
    ledger: Ledger, name: str
) -> None:
    sign_one(ledger, ONE)
    sign_one(ledger, OTHER)
    issue_one(ledger, ONE)
    assert ledger.find(name).id == ONE


@pytest.mark.parametrize("name", ["zzz", "b2c3", "02-KL/TU", "01-KL", "1-KL/TU", "01-KL/TU "])
def test_what_fits_no_document_is_unknown(ledger: Ledger, name: str) -> None:
    sign_one(ledger, ONE)
    issue_one(ledger, ONE)
    with pytest.raises(UnknownDocument) as refused:
        ledger.find(name)
    assert f"“{name}”" in refused.value.text()


@pytest.mark.parametrize("name", ["", "%", "_", "a%", "_1b2", "a1b2c3d4e5f6071_"])
@pytest.mark.parametrize("stage", ["draft", "issued"])
def test_an_empty_name_or_a_pattern_fits_nothing_even_if_there_is_only_one_document(
    ledger: Ledger, name: str, stage: str
) -> None:
    """`vanban approve "$ID"` with ID unset must not approve whatever happens to be there."""
    sign_one(ledger, ONE)
    if stage == "issued":
        issue_one(ledger, ONE)
    with pytest.raises(UnknownDocument):
        ledger.find(name)


def test_a_beginning_of_several_ids_is_ambiguous_and_says_which(ledger: Ledger) -> None:
    for id in (ONE, OTHER):
        ledger.record(id, 0, [created(f"về {id}")], at=NOON, actor="thu-ha")
    with pytest.raises(AmbiguousDocument) as refused:
        ledger.find("a1b2")
    assert ONE[:12] in refused.value.text()
    assert OTHER[:12] in refused.value.text()


def test_a_number_that_two_terms_gave_is_ambiguous(ledger: Ledger) -> None:
    for id, series in ((ONE, CONCLUSIONS), (OTHER, NEXT_TERM)):
        sign_one(ledger, id)
        issue_one(ledger, id, series)
    with pytest.raises(AmbiguousDocument):
        ledger.find("01-KL/TU")


# -- whole or not at all ---------------------------------------------------------------------------


@pytest.mark.parametrize("version", [0, 1, 3, 5, 99, -1])
def test_a_stale_version_is_a_concurrent_change_and_leaves_nothing(
    ledger: Ledger, version: int
) -> None:
    sign_one(ledger, ONE)
    before = everything(ledger)
    with pytest.raises(ConcurrentChange):
        ledger.record(ONE, version, [issued(1)], at=NOON, actor="x", claim=Claim(CONCLUSIONS, 1))
    assert everything(ledger) == before


def test_of_two_people_who_looked_at_the_same_moment_the_second_is_told(ledger: Ledger) -> None:
    ledger.record(ONE, 0, [created(), submitted()], at=NOON, actor="thu-ha")
    seen = ledger.find(ONE).version
    ledger.record(ONE, seen, [approved()], at=NOON, actor="quoc-bao")
    rejected = Entry(Act.REJECTED, {"content": "c" * 64, "reason": "x"})
    with pytest.raises(ConcurrentChange) as refused:
        ledger.record(ONE, seen, [rejected], at=NOON, actor="minh-khang")
    assert ONE[:6] in refused.value.text()
    assert ledger.find(ONE).state is State.APPROVED


def facts_for(act: Act) -> Entry:
    known = {entry.act: entry for entry in [*UP_TO_SIGNED, issued(1), planned(ONE, "so-y-te")]}
    facts = {"delivery": "x", "body": "x", "error": "x", "by": "x", "draft": "x", "subject": "x",
             "content": "x", "status": "01", "state": "", "said_at": "x", "reason": "x",
             "number": "", "channel": "x", "address": "x", "deliveries": []}  # fmt: skip
    return known.get(act, Entry(act, facts))


PATHS: dict[State | None, list[Entry]] = {
    None: [],
    State.DRAFT: UP_TO_SIGNED[:1],
    State.SUBMITTED: UP_TO_SIGNED[:2],
    State.APPROVED: UP_TO_SIGNED[:3],
    State.SIGNED: UP_TO_SIGNED,
}


@pytest.mark.parametrize(
    ("state", "act"),
    [
        (s, act)
        for s in PATHS
        for act in Act
        if (s, act) not in TRANSITIONS and (s, act) != (None, Act.INCOMING_ARRIVED)
    ],
)
def test_an_act_that_does_not_follow_is_refused_and_leaves_nothing(
    ledger: Ledger, state: State | None, act: Act
) -> None:
    path = PATHS[state]
    ledger.record(ONE, 0, path, at=NOON, actor="thu-ha")
    before = everything(ledger)
    with pytest.raises(WrongState):
        ledger.record(
            ONE, len(path), [facts_for(act)], at=NOON, actor="x", claim=Claim(CONCLUSIONS, 1)
        )
    assert everything(ledger) == before


def test_of_several_acts_all_are_recorded_or_none(ledger: Ledger) -> None:
    ledger.record(ONE, 0, [created()], at=NOON, actor="thu-ha")
    before = everything(ledger)
    with pytest.raises(WrongState):
        ledger.record(ONE, 1, [submitted(), approved(), issued(1)], at=NOON, actor="x")
    assert everything(ledger) == before


def test_an_act_without_its_facts_leaves_nothing(ledger: Ledger) -> None:
    sign_one(ledger, ONE)
    before = everything(ledger)
    facts = {k: v for k, v in issued(1).data.items() if k != "signer"}
    with pytest.raises(KeyError):
        ledger.record(
            ONE, 4, [Entry(Act.ISSUED, facts)], at=NOON, actor="x", claim=Claim(CONCLUSIONS, 1)
        )
    assert everything(ledger) == before


def test_facts_that_cannot_be_written_leave_nothing(ledger: Ledger) -> None:
    before = everything(ledger)
    entry = replace(created(), data={**created().data, "more": object()})
    with pytest.raises(TypeError):
        ledger.record(ONE, 0, [entry], at=NOON, actor="x")
    assert everything(ledger) == before


def test_nothing_to_record_changes_nothing(ledger: Ledger) -> None:
    sign_one(ledger, ONE)
    before = everything(ledger)
    assert ledger.record(ONE, 4, [], at=later(5), actor="x") == []
    assert everything(ledger) == before


_OURS = [act for act in Act if act is not Act.INCOMING_ARRIVED]


@settings(max_examples=20)
@given(
    tries=st.lists(st.tuples(st.sampled_from([ONE, OTHER]), st.sampled_from(_OURS)), max_size=25)
)
def test_documents_and_journal_never_differ_whatever_is_tried(
    shared: Ledger, tries: list[tuple[str, Act]]
) -> None:
    ledger, salt = shared, f"{len(shared.events()):08x}"
    states: dict[str, State] = {}
    versions: dict[str, int] = {}
    for name, act in tries:
        id = f"{salt}{name}"
        number = ledger.next_number(CONCLUSIONS)
        entry = issued(number) if act is Act.ISSUED else facts_for(act)
        if act is Act.DISTRIBUTION_PLANNED:
            entry = planned(id, "so-y-te")
        claim = Claim(CONCLUSIONS, number) if act is Act.ISSUED else None
        version = versions.get(id, 0)
        try:
            ledger.record(id, version, [entry], at=NOON, actor="x", claim=claim)
        except WrongState:
            assert (states.get(id), act) not in TRANSITIONS
        else:
            states[id] = after(states.get(id), act, id)
            versions[id] = version + 1
    for id, state in states.items():
        assert (ledger.find(id).state, ledger.find(id).version) == (state, versions[id])
        assert len(ledger.events(id)) == versions[id]
    numbers = [line.number for line in ledger.register_lines()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert is_whole(ledger)


def test_the_facts_of_a_signature_are_those_recorded(ledger: Ledger) -> None:
    ledger.record(ONE, 0, [created(), submitted(), approved()], at=NOON, actor="thu-ha")
    (event,) = ledger.record(ONE, 3, [signed()], at=NOON, actor="minh-khang")
    assert (event.act, event.actor, event.data) == (Act.SIGNED, "minh-khang", signed().data)


def test_a_moment_is_kept_to_the_microsecond(ledger: Ledger) -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=NOON.tzinfo)
    ledger.record(ONE, 0, [created()], at=moment, actor="x")
    assert ledger.find(ONE).updated_at == moment
