"""Distribute and acknowledge: each body has the issued bytes once, and its receipt is kept."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.conftest import APPROVER, CLERK, DRAFTER, EXAMPLE, SIGNER
from tests.services import stages
from tests.services.stages import (
    BODIES,
    At,
    Standing,
    assert_delivered,
    assert_sound,
    conclusion,
    take_on,
)
from workflow.ledger.lock import exclusive
from workflow.model.delivery import Delivery, DeliveryState
from workflow.model.document import Document
from workflow.model.errors import ConcurrentChange, NotYetSent, UnknownBody, WrongRole, WrongState
from workflow.model.lifecycle import Act, State
from workflow.services import distribution, sending
from workflow.services.distribution import Attempt
from workflow.services.tracking import track, track_open

pytestmark = pytest.mark.slow

CENTRAL_OFFICE = "van-phong-trung-uong"
ARCHIVE = "Lưu Văn phòng Tỉnh uỷ"


def distribute(standing: Standing) -> list[Attempt]:
    return list(distribution.distribute(standing.acting(CLERK), standing.id))


def failures(attempts: list[Attempt]) -> dict[str, str]:
    """What went wrong, by body."""
    return {a.delivery.body: str(a.trouble) for a in attempts if a.trouble}


def acknowledge(
    standing: Standing, body: str, by: str = "", person: str = CLERK
) -> tuple[Document, Delivery]:
    return stages.acknowledge(standing.acting(person), standing.id, body, by)


def parcels(standing: Standing, body: str) -> list[Path]:
    return sorted(standing.outbox(body).iterdir())


def states(standing: Standing) -> dict[str, DeliveryState]:
    deliveries = standing.acting().ledger.deliveries(standing.id)
    return {delivery.body: delivery.state for delivery in deliveries}


def block(standing: Standing, body: str) -> Path:
    """A file where the body's outbox should be: nothing can be put into it."""
    place = standing.outbox(body)
    place.parent.mkdir(exist_ok=True)
    place.write_text("in the way")
    return place


def issued(standing: Standing, *recipients: str) -> Standing:
    """The empty office with a document to these recipients, issued."""
    standing.id = standing.draft(conclusion(recipients=recipients)).id
    for stage in ("submitted", "approved", "signed", "issued"):
        take_on(standing, stage)
    return standing


def test_every_body_has_one_folder_with_the_issued_bytes(at: At) -> None:
    standing = at("issued")
    distribute(standing)
    document = standing.document()
    assert document.state is State.DISTRIBUTED
    assert sorted(p.name for p in (standing.directory / "outbox").iterdir()) == sorted(BODIES)
    for body in BODIES:
        (parcel,) = parcels(standing, body)
        cover = assert_delivered(parcel)
        assert cover.file
        assert cover.file.sha256 == document.issued
        assert cover.recipient.body == body
        assert cover.document.reference.official_number == "01-KL/TU"
        assert cover.delivery == parcel.name


def test_the_cover_names_purpose_and_identifiers(at: At) -> None:
    standing = at("distributed")
    covers = {body: assert_delivered(parcels(standing, body)[0]) for body in BODIES}
    assert covers["ban-bi-thu"].purpose == "report"
    assert covers[CENTRAL_OFFICE].purpose == "action"
    assert covers[CENTRAL_OFFICE].recipient.organ_id == "A01.01.00.T99"
    assert covers[CENTRAL_OFFICE].sender.organ_id == "A12.01.00.H99"


def test_the_archive_copy_is_not_sent(at: At) -> None:
    standing = at("distributed")
    assert not standing.outbox("van-phong-tinh-uy").exists()
    tracking = track(standing.acting(), standing.id)
    assert tracking.archive is not None
    assert tracking.archive.body == "van-phong-tinh-uy"
    assert tracking.place == standing.official()


@pytest.mark.slow
def test_a_group_is_sent_to_each_of_its_bodies_once(at: At) -> None:
    standing = at("empty")
    standing.id = standing.draft(EXAMPLE.read_text("utf-8")).id
    for stage in ("submitted", "approved", "signed", "issued", "distributed"):
        take_on(standing, stage)
    assert len(states(standing)) == 57
    assert set(states(standing).values()) == {DeliveryState.SENT}
    assert all(len(parcels(standing, body)) == 1 for body in states(standing))
    assert_sound(standing.directory)


@pytest.mark.parametrize("person", [DRAFTER, APPROVER, SIGNER])
def test_only_the_clerk_distributes_and_acknowledges(at: At, person: str) -> None:
    standing = at("issued")
    with pytest.raises(WrongRole):
        list(distribution.distribute(standing.acting(person), standing.id))
    with pytest.raises(WrongRole):
        acknowledge(standing, CENTRAL_OFFICE, person=person)
    assert standing.document().state is State.ISSUED


@pytest.mark.parametrize("stage", ["drafted", "submitted", "approved", "signed"])
def test_only_what_is_issued_is_distributed(at: At, stage: str) -> None:
    standing = at(stage)
    with pytest.raises(WrongState):
        distribute(standing)
    assert not (standing.directory / "outbox").exists()
    assert standing.document() == at_again(standing)


def at_again(standing: Standing) -> Document:
    return standing.acting().ledger.find(standing.id)


def test_distributing_again_sends_nothing(at: At) -> None:
    standing = at("distributed")
    before = standing.events()
    assert distribute(standing) == []
    assert standing.events() == before


def test_one_body_that_fails_stops_no_other_and_is_sent_later(at: At) -> None:
    standing = at("issued")
    obstacle = block(standing, CENTRAL_OFFICE)
    attempts = distribute(standing)
    assert list(failures(attempts)) == [CENTRAL_OFFICE]
    assert len(attempts) == len(BODIES)
    assert standing.document().state is State.DISTRIBUTING
    assert states(standing)[CENTRAL_OFFICE] is DeliveryState.FAILED
    assert len(standing.events(Act.DELIVERY_FAILED)) == 1

    again = distribute(standing)
    assert [a.delivery.body for a in again] == list(failures(again)) == [CENTRAL_OFFICE]

    obstacle.unlink()
    mended = distribute(standing)
    assert [a.delivery.body for a in mended] == [CENTRAL_OFFICE]
    assert failures(mended) == {}
    assert standing.document().state is State.DISTRIBUTED
    sent = [event.data["body"] for event in standing.events(Act.DELIVERY_SENT)]
    assert sorted(sent) == sorted(BODIES)
    assert all(len(parcels(standing, body)) == 1 for body in BODIES)
    assert_sound(standing.directory)


def test_a_failure_says_which_body_and_why(at: At) -> None:
    standing = at("issued")
    block(standing, CENTRAL_OFFICE)
    said = failures(distribute(standing))[CENTRAL_OFFICE]
    (failed,) = standing.events(Act.DELIVERY_FAILED)
    assert failed.data["body"] == CENTRAL_OFFICE
    assert failed.data["error"]
    assert "Văn phòng Trung ương Đảng" in said
    assert failed.data["error"] in said


def test_an_unknown_channel_fails_only_its_own_body(at: At) -> None:
    """One that was taken out of office.toml after issue; before that issue is refused."""
    standing = issued(at("empty"), "Văn phòng Trung ương Đảng", "Đồng chí Bí thư Tỉnh uỷ", ARCHIVE)
    bodies = standing.directory / "recipients" / "bodies.toml"
    text = bodies.read_text("utf-8")
    named = f"[bodies.{CENTRAL_OFFICE}]\n"
    bodies.write_text(text.replace(named, named + 'channel = "pigeon"\n'), "utf-8")
    failed = failures(distribute(standing))
    assert list(failed) == [CENTRAL_OFFICE]
    assert "pigeon" in failed[CENTRAL_OFFICE]
    assert states(standing)["bi-thu-tinh-uy"] is DeliveryState.SENT


def test_the_recipients_are_those_of_the_submission(at: At) -> None:
    """What recipients/ says later changes nothing."""
    standing = at("submitted")
    folder = standing.directory / "recipients"
    bodies, groups = folder / "bodies.toml", folder / "groups.toml"
    text = bodies.read_text("utf-8").replace("[bodies.ban-bi-thu]", "[bodies.ban-bi-thu-moi]")
    text = text.replace("Văn phòng Trung ương Đảng", "Một tên khác")
    bodies.write_text(text, "utf-8")
    groups.write_text(groups.read_text("utf-8").replace('"ban-bi-thu"', '"ban-bi-thu-moi"'))
    for stage in ("approved", "signed", "issued", "distributed"):
        take_on(standing, stage)
    assert sorted(states(standing)) == sorted(BODIES)
    cover = assert_delivered(parcels(standing, CENTRAL_OFFICE)[0])
    assert cover.recipient.name == "Văn phòng Trung ương Đảng"
    assert standing.document().state is State.DISTRIBUTED


def test_a_body_removed_later_keeps_the_identifier_it_had(at: At) -> None:
    standing = at("submitted")
    bodies = standing.directory / "recipients" / "bodies.toml"
    text = bodies.read_text("utf-8")
    named = f"[bodies.{CENTRAL_OFFICE}]\n"
    assert named in text
    bodies.write_text(text.replace(named, "[bodies.mot-co-quan-khac]\n"), "utf-8")
    for stage in ("approved", "signed", "issued", "distributed"):
        take_on(standing, stage)
    cover = assert_delivered(parcels(standing, CENTRAL_OFFICE)[0])
    assert cover.recipient.organ_id == "A01.01.00.T99"


def test_a_document_for_the_archive_alone_is_distributed_to_nobody(at: At) -> None:
    standing = issued(at("empty"), "Lưu Văn phòng Tỉnh uỷ")
    assert distribute(standing) == []
    assert standing.document().state is State.ACKNOWLEDGED
    assert_sound(standing.directory)


@pytest.mark.parametrize(
    "name",
    [
        CENTRAL_OFFICE,
        "Văn phòng Trung ương Đảng",
        "văn phòng  trung ương đảng",
        "Văn phòng Trung ương",
        "A01.01.00.T99",
    ],
)
def test_a_body_is_known_by_id_name_alias_and_identifier(at: At, name: str) -> None:
    standing = at("distributed")
    _, delivery = acknowledge(standing, name, "Lê Thị Văn Thư")
    assert delivery.body == CENTRAL_OFFICE
    assert delivery.state is DeliveryState.ACCEPTED
    assert delivery.acknowledged_by == "Lê Thị Văn Thư"
    (event,) = standing.events(Act.DELIVERY_REPORTED)
    assert event.data["sha256"] == standing.document().issued
    assert event.actor == CLERK


@pytest.mark.slow
def test_a_body_is_known_by_an_abbreviation_of_its_name(at: At) -> None:
    """What a line of the Nơi nhận may say, a receipt may say."""
    standing = issued(at("empty"), "VPTU", "Đồng chí Bí thư Tỉnh uỷ", ARCHIVE)
    distribute(standing)
    assert acknowledge(standing, "VPTU")[1].body == "van-phong-tinh-uy"


def test_acknowledging_twice_changes_nothing(at: At) -> None:
    standing = at("distributed")
    acknowledge(standing, CENTRAL_OFFICE, "người thứ nhất")
    before = standing.events()
    _, delivery = acknowledge(standing, CENTRAL_OFFICE, "người thứ hai")
    assert delivery.acknowledged_by == "người thứ nhất"
    assert standing.events() == before


@pytest.mark.parametrize("name", ["Văn phòng Trung ưng Đảng", "van-phong-trung-uog"])
def test_an_unknown_body_names_the_nearest(at: At, name: str) -> None:
    standing = at("distributed")
    with pytest.raises(UnknownBody) as caught:
        acknowledge(standing, name)
    assert name in str(caught.value)
    said = caught.value.hint_text()
    assert "Văn phòng Trung ương Đảng" in said or CENTRAL_OFFICE in said
    assert standing.events(Act.DELIVERY_REPORTED) == []


@pytest.mark.parametrize("name", ["", " ", ".", "so-noi-vu", "cac-so-nganh"])
def test_a_body_the_document_does_not_go_to_is_refused(at: At, name: str) -> None:
    standing = at("distributed")
    with pytest.raises(UnknownBody):
        acknowledge(standing, name)
    assert standing.events(Act.DELIVERY_REPORTED) == []


def test_before_it_is_sent_nothing_is_acknowledged(at: At) -> None:
    standing = at("issued")
    block(standing, CENTRAL_OFFICE)
    distribute(standing)
    with pytest.raises(NotYetSent) as caught:
        acknowledge(standing, CENTRAL_OFFICE)
    assert "01-KL/TU" in str(caught.value)
    assert standing.events(Act.DELIVERY_REPORTED) == []


@pytest.mark.parametrize("stage", ["drafted", "signed", "issued"])
def test_before_the_distribution_nothing_is_acknowledged(at: At, stage: str) -> None:
    standing = at(stage)
    with pytest.raises((UnknownBody, NotYetSent, WrongState)):
        acknowledge(standing, CENTRAL_OFFICE)
    assert standing.events(Act.DELIVERY_REPORTED) == []


def test_when_all_have_acknowledged_the_document_is_acknowledged(at: At) -> None:
    standing = at("distributed")
    for body in BODIES[:-1]:
        assert acknowledge(standing, body)[0].state is State.DISTRIBUTED
    assert len(track_open(standing.acting())) == 1
    assert acknowledge(standing, BODIES[-1])[0].state is State.ACKNOWLEDGED
    assert len(standing.events(Act.ACKNOWLEDGED)) == 1
    assert track_open(standing.acting()) == []


def test_receipts_may_come_in_while_something_is_still_to_be_sent(at: At) -> None:
    standing = at("issued")
    obstacle = block(standing, CENTRAL_OFFICE)
    distribute(standing)
    for body in set(BODIES) - {CENTRAL_OFFICE}:
        acknowledge(standing, body)
    assert standing.document().state is State.DISTRIBUTING
    obstacle.unlink()
    distribute(standing)
    assert standing.document().state is State.DISTRIBUTED
    assert states(standing)[BODIES[0]] is DeliveryState.ACCEPTED
    assert acknowledge(standing, CENTRAL_OFFICE)[0].state is State.ACKNOWLEDGED


def test_a_distribution_left_in_the_middle_goes_on_where_it_stopped(
    at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing = at("issued")
    monkeypatch.setattr(sending, "_AHEAD", 1)
    going = distribution.distribute(standing.acting(CLERK), standing.id)
    first = next(going)
    going.close()
    assert [s for s in states(standing).values() if s is DeliveryState.SENT] == [DeliveryState.SENT]
    rest = distribute(standing)
    assert first.delivery.body not in {a.delivery.body for a in rest}
    assert len(standing.events(Act.DELIVERY_SENT)) == len(BODIES)


def test_while_one_distributes_another_is_told_so(at: At) -> None:
    standing = at("issued")
    with (
        exclusive(standing.directory / "signed" / "locks", standing.id),
        pytest.raises(ConcurrentChange),
    ):
        distribute(standing)
    assert len(distribute(standing)) == len(BODIES)


def test_an_official_file_that_was_deleted_is_back_after_the_distribution(at: At) -> None:
    standing = at("issued")
    standing.official().unlink()
    distribute(standing)
    digest = hashlib.sha256(standing.official().read_bytes()).hexdigest()
    assert digest == standing.document().issued


def test_tracking_counts_what_is_sent_failed_and_acknowledged(at: At) -> None:
    standing = at("issued")
    block(standing, CENTRAL_OFFICE)
    distribute(standing)
    acknowledge(standing, "ban-bi-thu")
    totals = track(standing.acting(), standing.id).totals
    assert totals.all == len(BODIES)
    assert totals.by_state[DeliveryState.SENT] == 2
    assert totals.outstanding == 1
    assert totals.unanswered == 3
