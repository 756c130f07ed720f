"""How many deliveries are in which state."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workflow.model.delivery import (
    ACKNOWLEDGED,
    ANSWERED,
    DELIVERY_STATE_NAMES,
    OUTSTANDING,
    Delivery,
    DeliveryState,
    totals,
)
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
