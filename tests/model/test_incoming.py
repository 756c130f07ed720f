"""The life of an incoming document: its own table, beside that of the office's documents."""

from __future__ import annotations

from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.model.errors import WrongState
from workflow.model.exchange import NEED_A_REASON, Status
from workflow.model.incoming import (
    HELD,
    INCOMING_ACTS,
    INCOMING_NEXT_STEP,
    INCOMING_STATE_NAMES,
    INCOMING_TRANSITIONS,
    REFUSAL_REASONS,
    TOLD,
    IncomingState,
    Refusal,
    after,
)
from workflow.model.lifecycle import ACT_NAMES, TRANSITIONS, Act

ENDS = {IncomingState.RETURNED}


def test_no_act_is_of_both_tables() -> None:
    assert not INCOMING_ACTS & {act for _, act in TRANSITIONS}
    assert {act.value.startswith("incoming-") for act in INCOMING_ACTS} == {True}


def test_every_document_begins_by_arriving() -> None:
    first = {act for state, act in INCOMING_TRANSITIONS if state is None}
    assert first == {Act.INCOMING_ARRIVED}


@pytest.mark.parametrize("state", IncomingState)
def test_every_state_has_a_name_and_a_next_step(state: IncomingState) -> None:
    assert INCOMING_STATE_NAMES[state]
    assert {name for _, name, _, _ in Formatter().parse(INCOMING_NEXT_STEP[state]) if name} <= {
        "id"
    }


@pytest.mark.parametrize("act", sorted(INCOMING_ACTS))
def test_every_act_has_a_name(act: Act) -> None:
    assert ACT_NAMES[act]


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_has_a_reason_in_words(refusal: Refusal) -> None:
    assert REFUSAL_REASONS[refusal].strip()


def test_a_sender_is_told_a_reason_where_one_is_needed() -> None:
    needing = {act for act, status in TOLD.items() if status in NEED_A_REASON}
    assert needing == {Act.INCOMING_REFUSED, Act.INCOMING_KEPT}
    assert set(TOLD.values()) <= set(Status)


@given(st.lists(st.sampled_from(sorted(INCOMING_ACTS)), max_size=30))
def test_any_acts_in_any_order_move_along_the_table_only(acts: list[Act]) -> None:
    state: IncomingState | None = None
    registered = False
    for act in [Act.INCOMING_ARRIVED, *acts]:
        if (state, act) not in INCOMING_TRANSITIONS:
            with pytest.raises(WrongState, match="a1b2c3"):
                after(state, act, "a1b2c3")
            continue
        new = after(state, act, "a1b2c3")
        assert new is INCOMING_TRANSITIONS[state, act]
        registered = registered or act is Act.INCOMING_REGISTERED
        assert registered or new not in HELD
        if state in ENDS:
            assert new is state
        state = new
