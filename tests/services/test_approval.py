"""Approve and reject: four eyes, and bound to the very bytes of R0."""

from __future__ import annotations

import pytest

from tests.conftest import APPROVER, CLERK, DRAFTER, KEY, SIGNER
from tests.services.stages import At, conclusion, take_on
from workflow.model.errors import (
    AuthorMayNotApprove,
    ContentDamaged,
    UnknownDocument,
    WrongRole,
    WrongState,
)
from workflow.model.lifecycle import Act, State
from workflow.services import approval, drafting, signing, submission

pytestmark = pytest.mark.slow


def test_an_approval_names_the_bytes_it_is_for(at: At) -> None:
    standing = at("submitted")
    document = approval.approve(standing.acting(APPROVER), standing.id)
    (approved,) = standing.events(Act.APPROVED)
    assert document.state is State.APPROVED
    assert approved.data["content"] == document.content
    assert approved.actor == APPROVER


def test_the_author_may_not_approve(at: At) -> None:
    standing = at("submitted")
    with pytest.raises(WrongRole):
        approval.approve(standing.acting(DRAFTER), standing.id)
    assert standing.document().state is State.SUBMITTED


def test_an_author_who_is_an_approver_may_not_approve_either(at: At) -> None:
    standing = at("empty")
    standing.id = standing.draft(author=APPROVER).id
    submission.submit(standing.acting(APPROVER), standing.id)
    with pytest.raises(AuthorMayNotApprove) as caught:
        approval.approve(standing.acting(APPROVER), standing.id)
    assert "Trần Minh Khang" in caught.value.hint_text()
    assert standing.document().state is State.SUBMITTED
    assert approval.approve(standing.acting(SIGNER), standing.id).state is State.APPROVED


def test_who_wrote_the_last_text_may_not_approve_it(at: At) -> None:
    """Somebody who edits another's draft is an author of what it says now."""
    standing = at("drafted")
    drafting.edit_draft(standing.acting(APPROVER), standing.id, conclusion("về việc của mình"))
    take_on(standing, "submitted")
    with pytest.raises(AuthorMayNotApprove):
        approval.approve(standing.acting(APPROVER), standing.id)
    assert standing.document().state is State.SUBMITTED


def test_the_clerk_may_not_approve(at: At) -> None:
    standing = at("submitted")
    with pytest.raises(WrongRole) as caught:
        approval.approve(standing.acting(CLERK), standing.id)
    assert "quoc-bao" in caught.value.hint_text()


@pytest.mark.parametrize("stage", ["drafted", "approved", "signed", "issued", "distributed"])
def test_only_what_is_submitted_is_approved(at: At, stage: str) -> None:
    standing = at(stage)
    before = standing.document()
    with pytest.raises(WrongState):
        approval.approve(standing.acting(SIGNER), standing.id)
    assert standing.document() == before


def test_pages_that_were_tampered_with_are_not_approved(at: At) -> None:
    standing = at("submitted")
    content = standing.stored(standing.document().content)
    content.write_bytes(content.read_bytes() + b"\n")
    with pytest.raises(ContentDamaged) as caught:
        approval.approve(standing.acting(APPROVER), standing.id)
    assert content.name in str(caught.value)
    assert standing.events(Act.APPROVED) == []


def test_pages_that_are_gone_are_not_approved(at: At) -> None:
    standing = at("submitted")
    standing.stored(standing.document().content).unlink()
    with pytest.raises(ContentDamaged):
        approval.approve(standing.acting(APPROVER), standing.id)
    assert standing.events(Act.APPROVED) == []


@pytest.mark.parametrize("stage", ["submitted", "approved"])
def test_a_rejected_document_is_a_draft_again_with_the_reason_in_the_journal(
    at: At, stage: str
) -> None:
    standing = at(stage)
    content = standing.document().content
    document = approval.reject(standing.acting(APPROVER), standing.id, "sai thể thức")
    (rejected,) = standing.events(Act.REJECTED)
    assert document.state is State.DRAFT
    assert rejected.data["reason"] == "sai thể thức"
    assert rejected.data["content"] == content
    assert rejected.actor == APPROVER


@pytest.mark.parametrize("stage", ["drafted", "signed", "issued", "distributed"])
def test_what_is_signed_is_not_rejected(at: At, stage: str) -> None:
    standing = at(stage)
    before = standing.document()
    with pytest.raises(WrongState):
        approval.reject(standing.acting(APPROVER), standing.id, "muộn")
    assert standing.document() == before


@pytest.mark.parametrize("person", [DRAFTER, CLERK])
def test_who_neither_approves_nor_signs_may_not_reject(at: At, person: str) -> None:
    standing = at("submitted")
    with pytest.raises(WrongRole):
        approval.reject(standing.acting(person), standing.id, "không thích")
    assert standing.document().state is State.SUBMITTED


def test_after_an_edit_the_old_approval_does_not_count(at: At) -> None:
    standing = at("approved")
    old = standing.document().content
    approval.reject(standing.acting(APPROVER), standing.id, "sửa lại")
    text = conclusion(body="Nội dung mới.")
    drafting.edit_draft(standing.acting(DRAFTER), standing.id, text)
    assert take_on(standing, "submitted").content != old
    with pytest.raises(WrongState):
        signing.sign(standing.acting(SIGNER), standing.id, KEY)
    take_on(standing, "approved")
    assert take_on(standing, "signed").state is State.SIGNED


def test_even_the_same_pages_need_a_new_approval_after_a_rejection(at: At) -> None:
    standing = at("approved")
    approval.reject(standing.acting(APPROVER), standing.id, "xem lại")
    take_on(standing, "submitted")
    with pytest.raises(WrongState):
        signing.sign(standing.acting(SIGNER), standing.id, KEY)
    assert standing.events(Act.SIGNED) == []


def test_an_unknown_document_cannot_be_approved(at: At) -> None:
    with pytest.raises(UnknownDocument):
        approval.approve(at("submitted").acting(APPROVER), "zzz")
