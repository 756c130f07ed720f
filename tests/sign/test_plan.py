"""The plan of revisions as a function of what is declared and what is signed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.model.verification import Capacity
from workflow.sign.plan import Step, is_planned, missing, next_fields, step_for

pytestmark = pytest.mark.slow


def names(base: str, count: int) -> list[str]:
    return [base, *(f"{base}{n}" for n in range(2, count + 1))]


@st.composite
def contents(draw: st.DrawFn) -> list[str]:
    """The fields of a content, in any order."""
    persons, organs = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    fields = ["Number", "Date", *names("Signature", persons), *names("Seal", organs)]
    return draw(st.permutations(fields))


@st.composite
def walks(draw: st.DrawFn) -> tuple[list[str], list[Step]]:
    """A content signed to the end, the persons in any order."""
    declared = draw(contents())
    steps: list[Step] = []
    while choices := next_fields(declared, [s.field for s in steps]):
        field = draw(st.sampled_from(choices))
        step = step_for(declared, [s.field for s in steps], field)
        assert step is not None
        steps.append(step)
    return declared, steps


def test_one_person_and_one_seal_are_as_ever() -> None:
    declared = ("Number", "Date", "Signature", "Seal")
    assert step_for(declared, (), "Signature") == Step(
        Capacity.PERSON, "Signature", ("Date",), certifies=True
    )
    assert step_for(declared, (), "Seal") is None
    assert step_for(declared, ("Signature",), "Seal") == Step(
        Capacity.ORGAN, "Seal", ("Number",), locks_all=True
    )
    assert step_for(declared, ("Signature",), "Signature") is None
    assert next_fields(declared, ("Signature", "Seal")) == ()


def test_two_persons_and_one_seal_as_in_minutes() -> None:
    declared = ("Number", "Date", "Signature", "Signature2", "Seal")
    assert set(next_fields(declared, ())) == {"Signature", "Signature2"}
    first = step_for(declared, (), "Signature2")
    assert first == Step(Capacity.PERSON, "Signature2", certifies=True)
    last = step_for(declared, ("Signature2",), "Signature")
    assert last == Step(Capacity.PERSON, "Signature", ("Date",))
    assert next_fields(declared, ("Signature2", "Signature")) == ("Seal",)


@given(walks())
def test_every_signature_field_is_signed_once_persons_before_organs(
    walk: tuple[list[str], list[Step]],
) -> None:
    declared, steps = walk
    signed = [step.field for step in steps]
    assert sorted(signed) == sorted(f for f in declared if f not in ("Number", "Date"))
    capacities = [step.capacity for step in steps]
    assert capacities == sorted(capacities, key=[Capacity.PERSON, Capacity.ORGAN].index)
    seals = [step.field for step in steps if step.capacity is Capacity.ORGAN]
    assert seals == names("Seal", len(seals))
    assert not missing(declared, signed)


@given(walks())
def test_date_and_number_are_filled_once_by_the_right_one(
    walk: tuple[list[str], list[Step]],
) -> None:
    _, steps = walk
    persons = [s for s in steps if s.capacity is Capacity.PERSON]
    organs = [s for s in steps if s.capacity is Capacity.ORGAN]
    assert [s for s in steps if "Date" in s.fills] == [persons[-1]]
    assert [s for s in steps if "Number" in s.fills] == [organs[0]]
    assert [s for s in steps if s.locks_all] == [steps[-1]] == [organs[-1]]
    assert [name for step in steps for name in step.fills] == ["Date", "Number"]


@given(walks())
def test_only_the_first_signature_certifies(walk: tuple[list[str], list[Step]]) -> None:
    _, steps = walk
    assert [step.certifies for step in steps] == [True, *[False] * (len(steps) - 1)]


@given(contents(), st.data())
def test_what_is_signed_or_not_declared_has_no_turn(
    declared: list[str], data: st.DataObject
) -> None:
    signed = data.draw(st.lists(st.sampled_from(declared), unique=True))
    for field in [*signed, "Number", "Date", "Signature0", "Seal1", "Mine", ""]:
        assert step_for(declared, signed, field) is None


@given(contents(), st.data())
def test_a_content_lacks_nothing_and_has_nothing_more(
    declared: list[str], data: st.DataObject
) -> None:
    assert is_planned(declared)
    persons, organs = (len([f for f in declared if f.startswith(n)]) for n in ("Sig", "Sea"))
    last = {names("Signature", persons)[-1], names("Seal", organs)[-1]} - {"Signature", "Seal"}
    field = data.draw(st.sampled_from(declared))
    assert is_planned([f for f in declared if f != field]) == (field in last)
    assert not is_planned([*declared, field])
    assert not is_planned([*declared, "Mine"])


@pytest.mark.parametrize("field", ["Signature1", "Signature0", "Seal10", "seal", "Seal 2"])
def test_other_names_are_no_places(field: str) -> None:
    declared = ("Number", "Date", "Signature", "Seal", field)
    assert not is_planned(declared)
    assert field not in next_fields(declared, ())
