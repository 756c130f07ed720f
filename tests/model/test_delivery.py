"""The life of a delivery: what words of a body change, and how many are in which state."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from workflow.model.delivery import (
    ACKNOWLEDGED,
    ANSWERED,
    DELIVERY_STATE_NAMES,
    OUTSTANDING,
    Delivery,
    DeliveryState,
    advanced,
    holders,
    pause_after,
    totals,
)
from workflow.model.exchange import MessageKind, Status
from workflow.model.parties import Purpose


def delivery(state: DeliveryState) -> Delivery:
    return Delivery(
        id="d", document="a", body="b", name="B", position=0, line=1, purpose=Purpose.ACTION,
        channel="folder", address="", state=state,
    )  # fmt: skip


@given(st.lists(st.sampled_from(DeliveryState)))
def test_the_totals_are_those_of_counting_one_by_one(states: list[DeliveryState]) -> None:
    counted = totals(delivery(state) for state in states)
    assert counted.all == len(states)
    assert counted.outstanding == sum(state in OUTSTANDING for state in states)
    assert counted.unanswered == sum(state not in ANSWERED for state in states)
    assert all(counted.by_state[state] == states.count(state) for state in states)


def test_nothing_is_outstanding_of_no_deliveries() -> None:
    counted = totals([])
    assert (counted.all, counted.outstanding, counted.unanswered) == (0, 0, 0)


def test_a_delivery_that_was_cut_off_while_sending_is_still_outstanding() -> None:
    assert totals([delivery(DeliveryState.SENDING)]).outstanding == 1


def test_what_is_sent_or_acknowledged_is_not_sent_again() -> None:
    assert not ({DeliveryState.SENT} | ACKNOWLEDGED | ANSWERED) & OUTSTANDING


def test_a_refusal_is_no_answer_that_ends_the_matter() -> None:
    assert not {DeliveryState.REFUSED, DeliveryState.DECLINED} & ANSWERED


def test_every_state_of_a_delivery_has_a_name() -> None:
    assert set(DELIVERY_STATE_NAMES) == set(DeliveryState)
    assert len(set(DELIVERY_STATE_NAMES.values())) == len(DeliveryState)


# -- words of bodies -------------------------------------------------------------------------------

START = datetime(2026, 11, 27, 2, tzinfo=UTC)
PROGRESS = [
    Status.ARRIVED, Status.ACCEPTED, Status.ASSIGNED, Status.IN_PROCESS, Status.FINISHED
]  # fmt: skip
ANSWERS = [Status.AGREED, Status.DECLINED]
REACHED = [
    DeliveryState.ARRIVED, DeliveryState.ACCEPTED, DeliveryState.ASSIGNED,
    DeliveryState.IN_PROCESS, DeliveryState.FINISHED,
]  # fmt: skip


def minutes(count: int) -> datetime:
    return START + timedelta(minutes=count)


def told(delivery: Delivery, status: Status, at: datetime) -> Delivery:
    """The delivery after a word, as the ledger keeps it."""
    state = advanced(delivery, status, at)
    if state is None:
        return delivery
    answers = status in (Status.REFUSED, *ANSWERS)
    return replace(delivery, state=state, answered_at=at if answers else delivery.answered_at)


def sent(kind: MessageKind = MessageKind.NEW) -> Delivery:
    return replace(delivery(DeliveryState.SENT), kind=kind, attempts=1, sent_at=START)


words_of_progress = st.lists(st.tuples(st.sampled_from(PROGRESS), st.integers(0, 9)), min_size=1)


@given(words_of_progress, st.randoms(use_true_random=False))
def test_in_whatever_order_and_how_often_words_come_the_furthest_counts(
    words: list[tuple[Status, int]], chance: object
) -> None:
    found = sent()
    shuffled = [*words, *words]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    for status, at in shuffled:
        found = told(found, status, minutes(at))
    furthest = max(PROGRESS.index(status) for status, _ in words)
    assert found.state is REACHED[furthest]


@given(
    st.lists(st.tuples(st.sampled_from(ANSWERS), st.integers(0, 99)), min_size=1,
             unique_by=lambda word: word[1]),
    st.sampled_from([MessageKind.RECALL, MessageKind.UPDATE]),
)  # fmt: skip
def test_of_several_answers_the_one_said_last_counts(
    words: list[tuple[Status, int]], kind: MessageKind
) -> None:
    found = sent(kind)
    for status, at in words:
        found = told(found, status, minutes(at))
    last = max(words, key=lambda word: word[1])[0]
    wanted = DeliveryState.AGREED if last is Status.AGREED else DeliveryState.DECLINED
    assert found.state is wanted


@pytest.mark.parametrize("status", ANSWERS)
@pytest.mark.parametrize("kind", [MessageKind.NEW, MessageKind.REPLACE])
def test_nobody_agrees_to_a_document(kind: MessageKind, status: Status) -> None:
    assert advanced(sent(kind), status, minutes(1)) is None


def test_a_refusal_before_it_was_sent_again_is_about_the_first_time() -> None:
    again = replace(sent(), attempts=2, sent_at=minutes(10))
    assert advanced(again, Status.REFUSED, minutes(5)) is None
    assert advanced(again, Status.REFUSED, minutes(11)) is DeliveryState.REFUSED


def test_what_was_given_up_but_had_been_sent_may_still_be_accepted() -> None:
    given_up = replace(sent(), state=DeliveryState.ABANDONED)
    assert advanced(given_up, Status.ACCEPTED, minutes(1)) is DeliveryState.ACCEPTED
    assert advanced(given_up, Status.REFUSED, minutes(1)) is None
    never = replace(given_up, attempts=0, sent_at=None)
    assert advanced(never, Status.ACCEPTED, minutes(1)) is None


class Life(RuleBasedStateMachine):
    """Attempts, ends and words in any order, at any times: what is known never gets less."""

    def __init__(self) -> None:
        super().__init__()
        self.delivery = delivery(DeliveryState.PLANNED)
        self.now = 0

    @rule()
    def attempt(self) -> None:
        if self.delivery.state in OUTSTANDING:
            attempts = self.delivery.attempts + 1
            self.delivery = replace(self.delivery, state=DeliveryState.SENDING, attempts=attempts)

    @rule(arrived=st.booleans())
    def end(self, arrived: bool) -> None:
        if self.delivery.state is DeliveryState.SENDING:
            self.now += 1
            state = DeliveryState.SENT if arrived else DeliveryState.FAILED
            at = minutes(self.now) if arrived else self.delivery.sent_at
            self.delivery = replace(self.delivery, state=state, sent_at=at)

    @rule(ago=st.integers(0, 5), status=st.sampled_from([*PROGRESS, Status.REFUSED, *ANSWERS]))
    def word(self, ago: int, status: Status) -> None:
        self.now += 1
        before, at = self.delivery, minutes(self.now - ago)
        self.delivery = told(before, status, at)
        assert told(self.delivery, status, at) == self.delivery, "the same word again"
        if before.state in ACKNOWLEDGED:
            assert self.delivery.state in ACKNOWLEDGED
            assert REACHED.index(self.delivery.state) >= REACHED.index(before.state)
        if status in ANSWERS or status is Status.TAKE_BACK:
            assert self.delivery == before

    @rule()
    def give_up(self) -> None:
        if self.delivery.state not in ANSWERED:
            self.delivery = replace(self.delivery, state=DeliveryState.ABANDONED)

    @rule()
    def plan_anew(self) -> None:
        if self.delivery.state in (DeliveryState.REFUSED, DeliveryState.ABANDONED):
            self.delivery = replace(self.delivery, state=DeliveryState.PLANNED)

    @invariant()
    def a_body_that_answers_was_sent_something(self) -> None:
        if self.delivery.state is DeliveryState.SENT:
            assert self.delivery.attempts


def test_what_is_known_of_a_delivery_never_gets_less() -> None:
    run_state_machine_as_test(Life)


def test_who_may_have_the_file_is_who_was_sent_it_once_each() -> None:
    never = delivery(DeliveryState.PLANNED)
    other = replace(sent(), body="c", state=DeliveryState.FAILED)
    asked = replace(sent(MessageKind.RECALL), id="e")
    assert holders([never, sent(), other, asked]) == [sent(), other]


def test_the_pauses_are_taken_one_after_the_other_and_then_a_person_decides() -> None:
    found = [pause_after(tries, (5, 15)) for tries in range(1, 4)]
    assert found == [timedelta(minutes=5), timedelta(minutes=15), None]
