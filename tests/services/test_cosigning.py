"""Several persons on one document: each signs once, in any order, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import APPROVER, DRAFTER, KEY, SIGNER
from tests.services.joint import (
    CHAIR_NAME,
    JOINT,
    MINUTES,
    PARTNER,
    PARTNER_NAME,
    REASON,
    SECRETARY,
    SECRETARY_NAME,
    JointStages,
    blocks,
    drafted,
    issued,
    signed_by,
    with_partner,
)
from tests.services.stages import At, Standing, assert_sound
from workflow.model.errors import (
    AlreadySigned,
    ConcurrentChange,
    DraftError,
    NotTheNamedSigner,
    OthersSignFirst,
    UnknownKey,
    WrongState,
)
from workflow.model.lifecycle import Act, State
from workflow.model.verification import Verdict
from workflow.services import approval, drafting, signing, submission
from workflow.services.office import OpenOffice, open_office
from workflow.services.verification import verify_file

pytestmark = pytest.mark.slow

Copy = Callable[..., Standing]


@pytest.fixture
def stand(joint: JointStages, tmp_path: Path) -> Copy:
    """`stand(SECRETARY)` is an office whose minutes are approved, and signed by the secretary."""
    return lambda *signers, signed=MINUTES: joint.copy(tmp_path / "at", *signers, signed=signed)


def problems_of(standing: Standing, signed: str, kind: str = "bien-ban") -> str:
    """What submitting a document with these signature blocks is refused for."""
    document = drafted(standing, signed, kind)
    with pytest.raises(DraftError) as caught:
        submission.submit(standing.acting(DRAFTER), document.id, REASON)
    assert standing.document() == document
    return caught.value.text()


def interrupted(standing: Standing, person: str, act: Callable[[], object]) -> OpenOffice:
    """The office with a person at work; `act` happens once, when they look at the clock to date
    their signature: after they opened their key."""
    waiting = [lambda: None, act]

    def clock() -> datetime:
        if waiting:
            waiting.pop(0)()
        return standing.clock()

    return open_office(standing.directory, person, clock=clock)


def test_every_person_who_signs_is_recorded_at_the_submission(stand: Copy) -> None:
    standing = stand()
    document = standing.document()
    assert document.awaiting == (CHAIR_NAME, SECRETARY_NAME)
    (event,) = standing.events(Act.SUBMITTED)
    assert event.data["signers"] == [CHAIR_NAME, SECRETARY_NAME]
    assert event.data["seals"] == [""]


@pytest.mark.parametrize("order", [(SECRETARY, SIGNER), (SIGNER, SECRETARY)])
def test_two_sign_in_any_order_and_the_last_one_dates_it(
    stand: Copy, order: tuple[str, str]
) -> None:
    standing = stand()
    content = standing.document().content
    first = signed_by(standing, order[0])
    assert first.state is State.SIGNING
    assert first.awaiting == tuple(
        {SIGNER: CHAIR_NAME, SECRETARY: SECRETARY_NAME}[p] for p in order[1:]
    )
    assert (first.signed_on, first.signer) == (None, "")
    part = standing.stored(first.signed).read_bytes()
    assert part.startswith(standing.stored(content).read_bytes())
    standing.clock.now += timedelta(days=1)
    last = signed_by(standing, order[1])
    assert last.state is State.SIGNED
    assert last.awaiting == ()
    assert last.signer == f"{CHAIR_NAME}, {SECRETARY_NAME}"
    assert last.signed_on is not None
    assert standing.stored(last.signed).read_bytes().startswith(part)
    (event,) = standing.events(Act.SIGNED_IN_PART)
    assert event.data["key"] in (KEY, SECRETARY)
    document, place = issued(standing)
    report = verify_file(place, standing.directory / "keys" / "trust", standing.clock.now)
    assert report.verdict is Verdict.VALID
    assert len(report.signatures) == 3
    day = last.signed_on
    assert f"ngày {day.day:02d} tháng" in report.date
    assert day != event.at.date()
    assert document.official_number == "01-BB/TU"
    assert standing.acting().ledger.register_lines()[0].signer == last.signer
    assert_sound(standing.directory)


def test_nobody_signs_twice(stand: Copy) -> None:
    standing = stand(SECRETARY)
    before = standing.document()
    with pytest.raises(AlreadySigned) as caught:
        signed_by(standing, SECRETARY)
    assert CHAIR_NAME in caught.value.hint_text()
    assert standing.document() == before


def test_somebody_whom_no_block_names_does_not_sign(stand: Copy) -> None:
    standing = stand()
    with pytest.raises(NotTheNamedSigner) as caught:
        signed_by(standing, PARTNER)
    for name in (CHAIR_NAME, SECRETARY_NAME, PARTNER_NAME):
        assert name in caught.value.text()


def test_what_only_some_have_signed_is_not_issued(stand: Copy) -> None:
    standing = stand(SECRETARY)
    with pytest.raises(WrongState):
        issued(standing)
    assert standing.acting().ledger.register_lines() == []


def test_a_rejection_makes_what_was_signed_void(stand: Copy) -> None:
    standing = stand(SECRETARY)
    part = standing.document().signed
    document = approval.reject(standing.acting(SIGNER), standing.id, "sai số liệu")
    assert (document.state, document.signed, document.awaiting) == (State.DRAFT, "", ())
    (event,) = standing.events(Act.REJECTED)
    assert event.data["void"] == part
    assert_sound(standing.directory)
    # The same text once more: everybody signs anew.
    submission.submit(standing.acting(DRAFTER), standing.id, REASON)
    approval.approve(standing.acting(APPROVER), standing.id)
    assert standing.document().awaiting == (CHAIR_NAME, SECRETARY_NAME)
    again = signed_by(standing, SIGNER)
    assert again.awaiting == (SECRETARY_NAME,)
    assert again.signed != part
    assert signed_by(standing, SECRETARY).state is State.SIGNED
    assert_sound(standing.directory)


def test_of_two_who_sign_at_once_the_second_signs_on_top(stand: Copy) -> None:
    standing = stand()
    office = interrupted(standing, SIGNER, lambda: signed_by(standing, SECRETARY))
    document = signing.sign(office, standing.id, KEY)
    assert document.state is State.SIGNED
    (part,) = standing.events(Act.SIGNED_IN_PART)
    assert part.actor == SECRETARY
    signed = standing.stored(document.signed).read_bytes()
    assert signed.startswith(standing.stored(part.data["signed"]).read_bytes())
    assert verify_file(issued(standing)[1], standing.directory / "keys" / "trust").verdict is (
        Verdict.VALID
    )
    assert_sound(standing.directory)


def test_a_rejection_wins_over_who_signs_at_the_same_moment(stand: Copy) -> None:
    standing = stand(SECRETARY)
    office = interrupted(
        standing, SIGNER, lambda: approval.reject(standing.acting(APPROVER), standing.id, "không")
    )
    with pytest.raises(ConcurrentChange):
        signing.sign(office, standing.id, KEY)
    assert standing.document().state is State.DRAFT
    assert standing.events(Act.SIGNED) == []


def test_nobody_signs_a_text_that_came_in_between(stand: Copy) -> None:
    """Rejected, changed, submitted and approved while somebody was at their token."""
    standing = stand()

    def other_text() -> None:
        approval.reject(standing.acting(APPROVER), standing.id, "không")
        text = drafting.draft_text(standing.acting(), standing.document())
        changed = text.replace("Đã thống nhất", "Không thống nhất")
        drafting.edit_draft(standing.acting(DRAFTER), standing.id, changed)
        submission.submit(standing.acting(DRAFTER), standing.id, REASON)
        approval.approve(standing.acting(APPROVER), standing.id)

    office = interrupted(standing, SIGNER, other_text)
    with pytest.raises(ConcurrentChange):
        signing.sign(office, standing.id, KEY)
    assert standing.document().state is State.APPROVED


def test_where_the_office_says_so_the_principal_signs_last(stand: Copy) -> None:
    standing = stand()
    settings = standing.directory / "office.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text + '\n[signing]\norder = "principal-last"\n', "utf-8")
    with pytest.raises(OthersSignFirst) as caught:
        signed_by(standing, SIGNER)
    assert SECRETARY_NAME in caught.value.hint_text()
    assert signed_by(standing, SECRETARY, SIGNER).state is State.SIGNED


def test_who_has_one_key_need_not_name_it(stand: Copy) -> None:
    standing = stand()
    document = signing.sign(standing.acting(SECRETARY), standing.id)
    assert document.awaiting == (CHAIR_NAME,)
    (event,) = standing.events(Act.SIGNED_IN_PART)
    assert event.data["key"] == SECRETARY


def test_who_has_no_key_is_told_what_there_is(stand: Copy) -> None:
    standing = stand()
    settings = standing.directory / "office.toml"
    text = settings.read_text("utf-8").replace(f'holder = "{SECRETARY}"', f'holder = "{SIGNER}"')
    settings.write_text(text, "utf-8")
    with pytest.raises(UnknownKey):
        signing.sign(standing.acting(SECRETARY), standing.id)


# -- what is submitted


def test_every_block_that_nobody_can_sign_is_named(at: At) -> None:
    standing = with_partner(at("empty"))
    said = problems_of(standing, blocks(("CHỦ TRÌ", "Lê Văn Không"), ("THƯ KÝ", "Đỗ Thị Không")))
    assert "Lê Văn Không" in said
    assert "Đỗ Thị Không" in said


def test_nobody_stands_in_two_blocks(at: At) -> None:
    standing = with_partner(at("empty"))
    said = problems_of(standing, blocks(("CHỦ TRÌ", CHAIR_NAME), ("THƯ KÝ", CHAIR_NAME)))
    assert f"“{CHAIR_NAME}” stands in two" in said


def test_the_first_block_is_of_this_office(at: At) -> None:
    standing = with_partner(at("empty"))
    said = problems_of(standing, blocks(("CHỦ TỊCH", PARTNER_NAME), ("CHỦ TRÌ", CHAIR_NAME)))
    assert "Hội Nông dân tỉnh" in said


def test_a_partner_without_a_seal_cannot_sign(at: At) -> None:
    standing = with_partner(at("empty"))
    settings = standing.directory / "office.toml"
    text = settings.read_text("utf-8")
    assert '\norgan = "hoi-nong-dan"\n\n[keys' in text
    settings.write_text(text.replace('\norgan = "hoi-nong-dan"\n\n[keys', "\n\n[keys"), "utf-8")
    assert "no seal of Hội Nông dân tỉnh" in problems_of(standing, JOINT, "ke-hoach")
