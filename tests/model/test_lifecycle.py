"""The table of transitions is the only way through a document's life."""

from __future__ import annotations

from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from workflow.model.errors import WrongState
from workflow.model.incoming import INCOMING_ACTS
from workflow.model.lifecycle import (
    ACT_NAMES,
    NEXT_STEP,
    STATE_NAMES,
    TRANSITIONS,
    Act,
    State,
    after,
    next_step,
)

DOCUMENT = "a1b2c3"
ISSUED = {State.ISSUED, State.DISTRIBUTING, State.DISTRIBUTED, State.ACKNOWLEDGED}
NO_LONGER_IN_FORCE = (State.RECALLED, State.REPLACED)


def reachable(start: State | None) -> set[State]:
    found: set[State] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for (state, _), there in TRANSITIONS.items():
            if state == here and there not in found:
                found.add(there)
                waiting.append(there)
    return found


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", [None, *State])
def test_an_act_leads_where_the_table_says_or_is_refused(state: State | None, act: Act) -> None:
    if (state, act) in TRANSITIONS:
        assert after(state, act, DOCUMENT) is TRANSITIONS[state, act]
    else:
        with pytest.raises(WrongState):
            after(state, act, DOCUMENT)


def test_every_document_begins_as_a_draft_and_only_by_being_created() -> None:
    assert {(a, s) for (state, a), s in TRANSITIONS.items() if state is None} == {
        (Act.CREATED, State.DRAFT)
    }


def test_every_state_can_be_reached() -> None:
    assert reachable(None) == set(State)


@pytest.mark.parametrize("state", [s for s in State if s not in NO_LONGER_IN_FORCE])
def test_every_state_in_force_has_a_way_on_to_the_end(state: State) -> None:
    assert State.ACKNOWLEDGED in reachable(state)


@pytest.mark.parametrize("state", NO_LONGER_IN_FORCE)
def test_a_document_no_longer_in_force_never_is_again(state: State) -> None:
    assert reachable(state) == {state}
    assert (state, Act.DISTRIBUTED) not in TRANSITIONS


def test_preservation_changes_no_state() -> None:
    preserved = {
        state: after for (state, act), after in TRANSITIONS.items() if act is Act.PRESERVED
    }
    assert preserved == {s: s for s in preserved}
    assert set(preserved) >= {*ISSUED, *NO_LONGER_IN_FORCE}


def test_an_issued_document_never_loses_its_number() -> None:
    assert reachable(State.ISSUED) <= {*ISSUED, *NO_LONGER_IN_FORCE}


def test_a_signed_document_is_never_a_draft_again() -> None:
    assert not {State.DRAFT, State.SUBMITTED, State.APPROVED} & reachable(State.SIGNED)


def test_only_an_approved_document_can_be_signed_and_only_a_signed_one_issued() -> None:
    assert {s for s, a in TRANSITIONS if a is Act.SIGNED} == {State.APPROVED, State.SIGNING}
    assert {s for s, a in TRANSITIONS if a is Act.SIGNED_IN_PART} == {
        State.APPROVED, State.SIGNING}  # fmt: skip
    assert {s for s, a in TRANSITIONS if a is Act.ISSUED} == {State.SIGNED}


def test_every_act_is_possible_somewhere() -> None:
    assert {act for _, act in TRANSITIONS} == set(Act) - INCOMING_ACTS


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_name_and_a_next_step_that_names_the_document(state: State) -> None:
    assert STATE_NAMES[state]
    assert [name for _, name, _, _ in Formatter().parse(NEXT_STEP[state]) if name]
    assert DOCUMENT in next_step(state, DOCUMENT).text()


@pytest.mark.parametrize("state", [State.APPROVED, State.SIGNING])
def test_the_next_step_names_those_who_still_have_to_sign(state: State) -> None:
    said = next_step(state, DOCUMENT, ("Lê Văn An", "Đỗ Thị Bình")).text()
    assert said == "`vanban sign a1b2c3 --key NAME` by Lê Văn An, Đỗ Thị Bình"


def test_what_was_signed_in_part_can_be_rejected() -> None:
    assert after(State.SIGNING, Act.REJECTED, DOCUMENT) is State.DRAFT


@pytest.mark.parametrize("act", Act)
def test_every_act_has_a_name(act: Act) -> None:
    assert ACT_NAMES[act]


def test_a_refusal_says_the_document_its_state_the_act_and_the_next_step() -> None:
    with pytest.raises(WrongState) as refused:
        after(State.DRAFT, Act.ISSUED, DOCUMENT)
    assert str(refused.value.facts["state"]) == "draft"
    assert refused.value.facts["document"] == DOCUMENT
    assert str(refused.value.facts["act"]) == "issue with number and seal"
    assert refused.value.text() == (
        "a1b2c3 is in the state “draft”; no issue with number and seal is possible now."
    )
    assert refused.value.hint_text() == "Next step: `vanban submit a1b2c3` when the text is ready"


def test_a_refusal_of_a_document_not_yet_created_says_how_to_create_one() -> None:
    with pytest.raises(WrongState) as refused:
        after(None, Act.SIGNED, DOCUMENT)
    assert "not yet created" in refused.value.text()
    assert "vanban draft new" in refused.value.hint_text()


def test_a_refusal_is_translated_with_all_its_parts() -> None:
    with pytest.raises(WrongState) as refused:
        after(State.SIGNED, Act.APPROVED, DOCUMENT)
    assert refused.value.text(lambda sentence: f"«{sentence}»") == (
        "«a1b2c3 is in the state “«signed»”; no «approval» is possible now.»"
    )


class Walk(RuleBasedStateMachine):
    """Any acts in any order: the state moves along the table, and a refused act moves nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.state: State | None = None
        self.path: list[Act] = []

    @initialize()
    def create(self) -> None:
        self.state = after(None, Act.CREATED, DOCUMENT)
        self.path = [Act.CREATED]

    @rule(act=st.sampled_from(Act))
    def attempt(self, act: Act) -> None:
        before = self.state
        try:
            self.state = after(before, act, DOCUMENT)
            self.path.append(act)
        except WrongState:
            assert (before, act) not in TRANSITIONS
        else:
            assert TRANSITIONS[before, act] is self.state

    def teardown(self) -> None:
        order = [
            self.path.index(act)
            for act in (Act.SUBMITTED, Act.APPROVED, Act.SIGNED, Act.ISSUED)
            if act in self.path
        ]
        assert order == sorted(order)
        if Act.ISSUED in self.path:
            assert self.path.count(Act.ISSUED) == self.path.count(Act.SIGNED) == 1
        if Act.SIGNED in self.path:
            before = self.path[: self.path.index(Act.SIGNED)]
            while before[-1] is Act.SIGNED_IN_PART:
                before.pop()
            assert before[-1] is Act.APPROVED


def test_any_acts_in_any_order_move_along_the_table_only() -> None:
    run_state_machine_as_test(Walk)


@given(st.lists(st.sampled_from(Act), max_size=60), st.data())
def test_a_guided_walk_always_reaches_the_end(acts: list[Act], data: st.DataObject) -> None:
    state = after(None, Act.CREATED, DOCUMENT)
    for _ in acts:
        possible = sorted(act for s, act in TRANSITIONS if s is state)
        if not possible:
            break
        state = after(state, data.draw(st.sampled_from(possible)), DOCUMENT)
    ended = {State.ACKNOWLEDGED, *NO_LONGER_IN_FORCE}
    assert state in ended or State.ACKNOWLEDGED in reachable(state)
