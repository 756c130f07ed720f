"""Two people at the same moment, step by step: the clock of one lets the other act in between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from tests.conftest import APPROVER, CLERK, DRAFTER, KEY, SEAL, SIGNER
from tests.services.stages import At, Standing, acknowledge, assert_sound, conclusion, take_on
from workflow.model.errors import ConcurrentChange
from workflow.model.lifecycle import Act, State
from workflow.services import approval, distribution, drafting, issuing, signing, submission
from workflow.services.office import OpenOffice, open_office
from workflow.services.verification import verify_file

pytestmark = pytest.mark.slow


def interrupted(standing: Standing, person: str, act: Callable[[], object]) -> OpenOffice:
    """The office with a person at work; `act` happens once, when they first look at the clock."""
    waiting = [act]

    def clock() -> datetime:
        if waiting:
            waiting.pop()()
        return standing.clock()

    return open_office(standing.directory, person, clock=clock)


def test_of_an_edit_and_a_submission_only_one_counts(at: At) -> None:
    standing = at("drafted")
    text = conclusion("về việc khác")

    def edit() -> None:
        drafting.edit_draft(standing.acting(DRAFTER), standing.id, text)

    with pytest.raises(ConcurrentChange):
        submission.submit(interrupted(standing, DRAFTER, edit), standing.id)
    assert standing.document().state is State.DRAFT
    assert standing.document().subject == "về việc khác"
    assert_sound(standing.directory)


def test_of_a_submission_and_an_edit_only_one_counts(at: At) -> None:
    standing = at("drafted")
    office = interrupted(standing, DRAFTER, lambda: take_on(standing, "submitted"))
    with pytest.raises(ConcurrentChange):
        drafting.edit_draft(office, standing.id, conclusion("về việc khác"))
    assert standing.document().state is State.SUBMITTED
    assert standing.document().subject == "về công tác văn thư"


def test_of_two_approvals_only_one_counts(at: At) -> None:
    standing = at("submitted")
    office = interrupted(standing, SIGNER, lambda: take_on(standing, "approved"))
    with pytest.raises(ConcurrentChange):
        approval.approve(office, standing.id)
    assert len(standing.events(Act.APPROVED)) == 1


def test_an_approval_does_not_slip_in_after_a_rejection(at: At) -> None:
    standing = at("submitted")
    office = interrupted(
        standing,
        SIGNER,
        lambda: approval.reject(standing.acting(APPROVER), standing.id, "không được"),
    )
    with pytest.raises(ConcurrentChange):
        approval.approve(office, standing.id)
    assert standing.document().state is State.DRAFT


def test_a_rejection_while_somebody_signs_wins(at: At) -> None:
    standing = at("approved")
    office = interrupted(
        standing,
        SIGNER,
        lambda: approval.reject(standing.acting(APPROVER), standing.id, "không được"),
    )
    with pytest.raises(ConcurrentChange):
        signing.sign(office, standing.id, KEY)
    assert standing.events(Act.SIGNED) == []
    assert standing.document().signed == ""


@pytest.mark.slow
def test_who_is_slower_with_the_number_seals_again_with_the_next(at: At) -> None:
    standing = at("signed")
    other = Standing(standing.directory, "", standing.clock)
    other.id = other.draft(conclusion("về việc thứ hai")).id
    for stage in ("submitted", "approved", "signed"):
        take_on(other, stage)
    office = interrupted(standing, CLERK, lambda: take_on(other, "issued"))
    document, place = issuing.issue(office, standing.id, [SEAL])
    assert other.document().number == 1
    assert document.number == 2
    assert verify_file(place, standing.directory / "keys" / "trust").number == "Số 02-KL/TU"
    assert_sound(standing.directory)


def test_two_who_issue_the_same_document_have_one_number(at: At) -> None:
    standing = at("signed")
    office = interrupted(standing, CLERK, lambda: take_on(standing, "issued"))
    document, _ = issuing.issue(office, standing.id, [SEAL])
    assert document.number == 1
    assert len(standing.events(Act.ISSUED)) == 1
    assert len(standing.acting().ledger.register_lines()) == 1
    assert_sound(standing.directory)


def test_receipts_that_come_in_during_the_distribution_are_kept(at: At) -> None:
    standing = at("issued")
    going = distribution.distribute(standing.acting(CLERK), standing.id)
    for attempt in going:
        acknowledge(standing.acting(CLERK), standing.id, attempt.delivery.body)
    assert standing.document().state is State.ACKNOWLEDGED
    assert len(standing.events(Act.ACKNOWLEDGED)) == 1
    assert_sound(standing.directory)


def test_the_same_receipt_from_two_is_recorded_once(at: At) -> None:
    standing = at("distributed")

    def first() -> None:
        acknowledge(standing.acting(CLERK), standing.id, "ban-bi-thu", "A")

    office = interrupted(standing, CLERK, first)
    _, delivery = acknowledge(office, standing.id, "ban-bi-thu", "B")
    assert delivery.acknowledged_by == "A"
    assert len(standing.events(Act.DELIVERY_REPORTED)) == 1


def test_the_last_receipts_from_two_at_once_finish_the_document(at: At) -> None:
    standing = at("distributed")
    for body in ("ban-bi-thu", "van-phong-trung-uong"):
        acknowledge(standing.acting(CLERK), standing.id, body)

    def other() -> None:
        acknowledge(standing.acting(CLERK), standing.id, "bi-thu-tinh-uy")

    office = interrupted(standing, CLERK, other)
    last = "ban-chinh-sach-chien-luoc-trung-uong"
    document, _ = acknowledge(office, standing.id, last)
    assert document.state is State.ACKNOWLEDGED
    assert len(standing.events(Act.ACKNOWLEDGED)) == 1
