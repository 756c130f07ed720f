"""Recall, replace, update: what bodies are told after a document was issued, and what is frozen."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import CLERK, DRAFTER
from tests.services.stages import (
    BODIES,
    At,
    Stages,
    Standing,
    acknowledge,
    conclusion,
    put_to_rest,
    take_on,
)
from workflow.dispatch.cover_json import read_message
from workflow.ledger.ledger import Ledger
from workflow.model.delivery import Delivery, DeliveryState
from workflow.model.document import Document
from workflow.model.errors import (
    CannotReplace,
    NothingToDecide,
    ReasonMissing,
    RecipientsError,
    StorageError,
    UnknownBody,
    UnknownChannel,
    WrongRole,
    WrongState,
)
from workflow.model.exchange import Cover, MessageKind, Status
from workflow.model.lifecycle import Act, State
from workflow.model.parties import Purpose
from workflow.services import decisions, distribution, replacing
from workflow.services.acknowledgement import Word, record_word
from workflow.services.acknowledgement import acknowledge as say
from workflow.services.history import verify_journal
from workflow.services.publishing import unpublished
from workflow.services.recalling import recall
from workflow.services.register import register_lines
from workflow.services.tracking import track, track_open
from workflow.services.updating import update
from workflow.services.verification import verify_file

pytestmark = pytest.mark.slow

WHY = "có sai sót về số liệu"
CENTRAL_OFFICE = "van-phong-trung-uong"
ADDED = "ban-to-chuc-trung-uong"


def send(standing: Standing, id: str = "") -> list[str]:
    """The bodies to which something was sent now."""
    attempts = distribution.distribute(standing.acting(CLERK), id or standing.id)
    return [attempt.delivery.body for attempt in attempts if not attempt.trouble]


def deliveries(standing: Standing, kind: MessageKind, id: str = "") -> dict[str, Delivery]:
    found = standing.acting().ledger.deliveries(id or standing.id)
    return {delivery.body: delivery for delivery in found if delivery.kind is kind}


def covers(standing: Standing, body: str) -> list[Cover]:
    """The covers that lie in a body's outbox, in the order in which they were sent."""
    found = [read_message(file.read_bytes()) for file in standing.outbox(body).glob("*/cover.json")]
    read = [cover for cover in found if isinstance(cover, Cover)]
    return sorted(read, key=lambda cover: cover.sent_at)


def block(standing: Standing, body: str) -> Path:
    """Nothing can be put into the body's outbox until the file that is given back is gone."""
    obstacle = standing.outbox(body)
    obstacle.parent.mkdir(exist_ok=True)
    obstacle.write_text("in the way")
    return obstacle


def second(standing: Standing, subject: str = "về việc khác") -> Document:
    """One more document, issued."""
    other = Standing(standing.directory, standing.draft(conclusion(subject)).id, standing.clock)
    for stage in ("submitted", "approved", "signed", "issued"):
        take_on(other, stage)
    return other.document()


@pytest.fixture(scope="module")
def pair(stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> tuple[Standing, str]:
    """A document that is distributed, and the id of one that is issued; only to be copied."""
    standing = stages.copy("distributed", tmp_path_factory.mktemp("pair") / "office")
    return standing, second(standing).id


@pytest.fixture
def two(pair: tuple[Standing, str], tmp_path: Path) -> tuple[Standing, str]:
    """A copy of `pair` for one test."""
    kept, new = pair
    standing = Standing(Path(shutil.copytree(kept.directory, tmp_path / "two")), kept.id)
    put_to_rest(standing.directory / "signed" / "vanban.db")
    return standing, new


def assert_whole(standing: Standing) -> None:
    """The rows are what the events add up to."""
    verify_journal(standing.acting())


# -- recall ----------------------------------------------------------------------------------------


def test_every_body_that_has_a_document_is_asked_to_give_it_up(at: At) -> None:
    standing = at("distributed")
    assert recall(standing.acting(CLERK), standing.id, WHY).state is State.RECALLED
    assert sorted(send(standing)) == sorted(BODIES)
    assert_whole(standing)
    for body in BODIES:
        first, last = covers(standing, body)
        assert (last.kind, last.reason, last.file) == (MessageKind.RECALL, WHY, None)
        assert last.about == first.document.reference
        assert last.delivery != first.delivery


def test_a_failed_delivery_may_have_arrived_so_its_body_is_asked_but_not_sent_it_again(
    at: At,
) -> None:
    standing = at("issued")
    obstacle = block(standing, CENTRAL_OFFICE)
    send(standing)
    recall(standing.acting(CLERK), standing.id, WHY)
    obstacle.unlink()
    assert sorted(send(standing)) == sorted(BODIES)
    (cover,) = covers(standing, CENTRAL_OFFICE)
    assert cover.kind is MessageKind.RECALL
    new = deliveries(standing, MessageKind.NEW)[CENTRAL_OFFICE]
    assert (new.state, new.reason) == (DeliveryState.ABANDONED, WHY)


@pytest.mark.thorough
def test_a_recall_before_distribution_sends_nothing_ever(at: At) -> None:
    standing = at("issued")
    recall(standing.acting(CLERK), standing.id, WHY)
    assert send(standing) == []
    assert not (standing.directory / "outbox").exists()


@pytest.mark.thorough
def test_a_recall_said_twice_is_recorded_once_and_the_first_reason_counts(at: At) -> None:
    standing = at("distributed")
    recall(standing.acting(CLERK), standing.id, WHY, ordered_by="Trần Minh Khang")
    recall(standing.acting(CLERK), standing.id, "khác")
    (event,) = standing.events(Act.RECALLED)
    assert (event.data["reason"], event.data["ordered_by"]) == (WHY, "Trần Minh Khang")
    send(standing)
    assert send(standing) == []
    assert len(covers(standing, CENTRAL_OFFICE)) == 2


def test_bodies_agree_or_decline_each_for_itself(at: At) -> None:
    standing = at("distributed")
    recall(standing.acting(CLERK), standing.id, WHY)
    send(standing)
    office = standing.acting(CLERK)
    say(office, standing.id, BODIES[0], Word(Status.AGREED, office.clock()))
    say(
        office, standing.id, BODIES[1], Word(Status.DECLINED, office.clock(), reason="đã thực hiện")
    )
    found = deliveries(standing, MessageKind.RECALL)
    assert found[BODIES[0]].state is DeliveryState.AGREED
    assert (found[BODIES[1]].state, found[BODIES[1]].reason) == (
        DeliveryState.DECLINED, "đã thực hiện")  # fmt: skip
    tracking = track(standing.acting(), standing.id)
    assert [held.body for held in tracking.holding] == list(BODIES[1:])
    assert tracking.is_open()
    assert [t.document.id for t in track_open(standing.acting())] == [standing.id]


@pytest.mark.thorough
def test_a_recall_is_settled_when_every_body_agreed(at: At) -> None:
    standing = at("distributed")
    recall(standing.acting(CLERK), standing.id, WHY)
    send(standing)
    office = standing.acting(CLERK)
    for body in BODIES:
        say(office, standing.id, body, Word(Status.AGREED, office.clock()))
    assert not track(standing.acting(), standing.id).is_open()
    assert track_open(standing.acting()) == []


def test_a_recall_while_it_is_distributed_stops_the_rest(
    at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not yet announced when the recall is recorded stays here."""
    monkeypatch.setattr("workflow.services.sending._AHEAD", 1)
    standing = at("issued")
    sending = distribution.distribute(standing.acting(CLERK), standing.id)
    first = next(sending)
    recall(standing.acting(CLERK), standing.id, WHY)
    assert list(sending) == []
    sent = [body for body in BODIES if standing.outbox(body).exists()]
    assert sent == [first.delivery.body]
    states = {b: d.state for b, d in deliveries(standing, MessageKind.NEW).items()}
    assert set(states.values()) - {DeliveryState.SENT} == {DeliveryState.ABANDONED}
    assert set(deliveries(standing, MessageKind.RECALL)) == set(sent)


@pytest.mark.thorough
def test_a_late_receipt_still_says_that_the_body_has_a_recalled_document(at: At) -> None:
    standing = at("issued")
    block(standing, CENTRAL_OFFICE)
    send(standing)
    recall(standing.acting(CLERK), standing.id, WHY)
    office = standing.acting(CLERK)
    given_up = deliveries(standing, MessageKind.NEW)[CENTRAL_OFFICE]
    record_word(office, given_up, Word(Status.ACCEPTED, office.clock(), number="12/VP"))
    known = deliveries(standing, MessageKind.NEW)[CENTRAL_OFFICE]
    assert (known.state, known.incoming_number) == (DeliveryState.ACCEPTED, "12/VP")
    assert standing.document().state is State.RECALLED


def test_a_recalled_document_says_so_everywhere(at: At) -> None:
    standing = at("distributed")
    recall(standing.acting(CLERK), standing.id, WHY)
    office = standing.acting()
    (line,) = register_lines(office)
    assert WHY in line.notes[0].text()
    evidence = json.loads(standing.official("01-KL-TU.json").read_text("utf-8"))
    assert evidence["withdrawn"]["reason"] == WHY
    trust = standing.directory / "keys" / "trust"
    for judge in (office, None):
        report = verify_file(standing.official(), trust, office=judge)
        assert report.verdict.value == "valid"
        assert report.withdrawn
        assert "recalled" in report.withdrawn.text()
        assert WHY in report.withdrawn.text()
    assert unpublished(office) == []


@pytest.mark.thorough
def test_a_document_in_force_is_not_said_to_be_withdrawn(at: At) -> None:
    standing = at("distributed")
    trust = standing.directory / "keys" / "trust"
    assert verify_file(standing.official(), trust, office=standing.acting()).withdrawn is None
    assert register_lines(standing.acting())[0].notes == ()


@pytest.mark.thorough
def test_evidence_that_does_not_know_of_the_recall_is_written_again(at: At) -> None:
    standing = at("distributed")
    place = standing.official("01-KL-TU.json")
    before = place.read_bytes()
    recall(standing.acting(CLERK), standing.id, WHY)
    place.write_bytes(before)
    assert [d.id for d in unpublished(standing.acting())] == [standing.id]
    send(standing)
    assert unpublished(standing.acting()) == []


@pytest.mark.thorough
@pytest.mark.parametrize("stage", ["drafted", "approved", "signed"])
def test_what_is_not_issued_cannot_be_recalled(at: At, stage: str) -> None:
    standing = at(stage)
    with pytest.raises(WrongState):
        recall(standing.acting(CLERK), standing.id, WHY)


def test_a_recall_needs_a_reason_and_the_clerk(at: At) -> None:
    standing = at("distributed")
    with pytest.raises(ReasonMissing):
        recall(standing.acting(CLERK), standing.id, "  ")
    with pytest.raises(WrongRole):
        recall(standing.acting(DRAFTER), standing.id, WHY)
    assert standing.document().state is State.DISTRIBUTED


# -- replace ---------------------------------------------------------------------------------------


def test_all_who_have_the_old_document_get_the_new_one(two: tuple[Standing, str]) -> None:
    standing, new = two
    update(standing.acting(CLERK), standing.id, WHY, added=["Ban Tổ chức Trung ương"])
    send(standing)
    old, _ = replacing.replace(standing.acting(CLERK), standing.id, new, WHY)
    assert old.state is State.REPLACED
    assert sorted(send(standing, new)) == sorted([*BODIES, ADDED])
    assert_whole(standing)
    last = covers(standing, ADDED)[-1]
    assert (last.kind, last.purpose, last.reason) == (
        MessageKind.REPLACE, Purpose.INFORMATION, WHY)  # fmt: skip
    assert last.about
    assert last.about.official_number == "01-KL/TU"
    assert last.document.reference.official_number == "02-KL/TU"
    assert last.file
    assert covers(standing, BODIES[0])[-1].purpose is Purpose.REPORT


@pytest.mark.thorough
def test_who_never_had_the_old_document_gets_the_new_one_as_any_other(
    two: tuple[Standing, str],
) -> None:
    standing, old = two  # issued and never sent
    new = second(standing, "về việc thứ ba")
    replacing.replace(standing.acting(CLERK), old, new.id, WHY)
    send(standing, new.id)
    sent = [cover for body in BODIES for cover in covers(standing, body)]
    assert {cover.kind for cover in sent} == {MessageKind.NEW}
    assert send(standing, old) == []


def test_who_has_not_accepted_the_new_document_still_holds_the_old_one(
    two: tuple[Standing, str],
) -> None:
    standing, new = two
    replacing.replace(standing.acting(CLERK), standing.id, new, WHY)
    send(standing, new)
    acknowledge(standing.acting(CLERK), new, CENTRAL_OFFICE)
    tracking = track(standing.acting(), standing.id)
    assert [held.body for held in tracking.holding] == [b for b in BODIES if b != CENTRAL_OFFICE]
    for body in tracking.holding:
        acknowledge(standing.acting(CLERK), new, body.body)
    assert not track(standing.acting(), standing.id).is_open()


@pytest.mark.thorough
def test_register_and_verification_name_the_document_in_its_place(
    two: tuple[Standing, str],
) -> None:
    standing, new = two
    replacing.replace(standing.acting(CLERK), standing.id, new, WHY)
    old_line, new_line = register_lines(standing.acting())
    assert "02-KL/TU" in old_line.notes[0].text()
    assert new_line.notes[0].text() == "replaces 01-KL/TU"
    report = verify_file(standing.official(), standing.directory / "keys" / "trust")
    assert report.withdrawn
    assert "02-KL/TU" in report.withdrawn.text()


@pytest.mark.thorough
@pytest.mark.parametrize("finished_by", ["replace", "distribute"])
def test_a_replacement_cut_off_in_between_is_finished(
    two: tuple[Standing, str], monkeypatch: pytest.MonkeyPatch, finished_by: str
) -> None:
    standing, new = two
    real, office = Ledger.record, standing.acting(CLERK)

    def fail(ledger: Ledger, document: str, *args: object, **kwargs: object) -> object:
        if document == standing.id:
            raise StorageError(place="–", reason="gone")
        return real(ledger, document, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Ledger, "record", fail)
    with pytest.raises(StorageError):
        replacing.replace(office, standing.id, new, WHY)
    monkeypatch.undo()
    assert standing.document().state is State.DISTRIBUTED
    if finished_by == "replace":
        replacing.replace(standing.acting(CLERK), standing.id, new, WHY)
    send(standing, new)
    assert standing.document().state is State.REPLACED
    assert len(standing.events(Act.REPLACED)) == 1
    assert covers(standing, BODIES[0])[-1].kind is MessageKind.REPLACE


def test_only_an_issued_document_that_is_not_distributed_takes_anothers_place(
    two: tuple[Standing, str],
) -> None:
    standing, sent = two
    clerk = standing.acting(CLERK)
    draft = standing.draft()
    with pytest.raises(CannotReplace, match="not issued"):
        replacing.replace(clerk, standing.id, draft.id, WHY)
    with pytest.raises(CannotReplace, match="same document"):
        replacing.replace(clerk, standing.id, standing.id, WHY)
    send(standing, sent)
    with pytest.raises(CannotReplace, match="distributed already"):
        replacing.replace(clerk, standing.id, sent, WHY)
    assert standing.document().state is State.DISTRIBUTED


@pytest.mark.thorough
def test_a_document_takes_one_place_and_what_is_withdrawn_is_not_replaced(
    two: tuple[Standing, str],
) -> None:
    standing, new = two
    clerk, third = standing.acting(CLERK), second(standing, "về việc thứ ba")
    replacing.replace(clerk, standing.id, new, WHY)
    with pytest.raises(CannotReplace, match="replaces 01-KL/TU already"):
        replacing.replace(clerk, third.id, new, WHY)
    with pytest.raises(CannotReplace, match="no longer in force"):
        replacing.replace(clerk, standing.id, third.id, WHY)


# -- update ----------------------------------------------------------------------------------------


def test_an_update_tells_all_who_have_the_document_what_has_changed(at: At) -> None:
    standing = at("distributed")
    update(
        standing.acting(CLERK), standing.id, WHY, due=date(2026, 12, 31),
        purposes={"Văn phòng Trung ương Đảng": Purpose.INFORMATION},
        added=["Ban Tổ chức Trung ương"],
    )  # fmt: skip
    assert sorted(send(standing)) == sorted([*BODIES, ADDED])
    told = covers(standing, CENTRAL_OFFICE)[-1]
    assert (told.kind, told.reason, told.file) == (MessageKind.UPDATE, WHY, None)
    assert (told.document.due, told.purpose) == (date(2026, 12, 31), Purpose.INFORMATION)
    assert told.about == told.document.reference
    receivers = {receiver.name: receiver.purpose for receiver in told.receivers}
    assert receivers == {
        "Văn phòng Trung ương Đảng": Purpose.INFORMATION,
        "Ban Tổ chức Trung ương": Purpose.ACTION,
    }
    (added,) = covers(standing, ADDED)
    assert (added.kind, added.document.due) == (MessageKind.NEW, date(2026, 12, 31))
    assert added.file


@pytest.mark.thorough
def test_every_update_is_a_message_of_its_own(at: At) -> None:
    standing = at("distributed")
    for day in (1, 2):
        update(standing.acting(CLERK), standing.id, f"hạn mới {day}", due=date(2026, 12, day))
        send(standing)
    told = covers(standing, CENTRAL_OFFICE)
    assert [cover.reason for cover in told] == ["", "hạn mới 1", "hạn mới 2"]
    assert len({cover.delivery for cover in told}) == 3


@pytest.mark.thorough
def test_a_body_that_gave_the_document_back_gets_it_again_when_it_is_added(at: At) -> None:
    standing = at("distributed")
    office = standing.acting(CLERK)
    say(office, standing.id, CENTRAL_OFFICE, Word(Status.REFUSED, office.clock(), reason="nhầm"))
    update(standing.acting(CLERK), standing.id, WHY, added=["Văn phòng Trung ương Đảng"])
    given_back = deliveries(standing, MessageKind.NEW)[CENTRAL_OFFICE]
    assert given_back.state is DeliveryState.PLANNED
    assert CENTRAL_OFFICE not in deliveries(standing, MessageKind.UPDATE)


@pytest.mark.thorough
def test_an_update_names_only_bodies_that_there_are(at: At) -> None:
    standing = at("distributed")
    clerk = standing.acting(CLERK)
    with pytest.raises(UnknownBody):
        update(clerk, standing.id, WHY, purposes={"Sở Nội vụ": Purpose.ACTION})
    with pytest.raises(RecipientsError):
        update(clerk, standing.id, WHY, added=["Sở Không Có"])
    assert standing.events(Act.UPDATED) == []


@pytest.mark.thorough
def test_what_is_not_sent_or_recalled_is_not_updated(at: At) -> None:
    standing = at("issued")
    with pytest.raises(WrongState):
        update(standing.acting(CLERK), standing.id, WHY)
    recall(standing.acting(CLERK), standing.id, WHY)
    with pytest.raises(WrongState):
        update(standing.acting(CLERK), standing.id, WHY)


# -- a person decides ------------------------------------------------------------------------------


def refused(standing: Standing) -> None:
    office = standing.acting(CLERK)
    say(office, standing.id, CENTRAL_OFFICE, Word(Status.REFUSED, office.clock(), reason="mờ"))


def test_what_was_refused_is_sent_again_by_the_way_that_is_named(at: At) -> None:
    standing = at("distributed")
    refused(standing)
    delivery = decisions.resend(standing.acting(CLERK), standing.id, CENTRAL_OFFICE, "", "khac")
    assert (delivery.state, delivery.address, delivery.tries) == (DeliveryState.PLANNED, "khac", 0)
    assert standing.document().state is State.DISTRIBUTING
    assert send(standing) == [CENTRAL_OFFICE]
    assert len(list(standing.outbox("khac").iterdir())) == 1
    assert standing.document().state is State.DISTRIBUTED


def test_what_is_given_up_is_waited_for_no_longer(at: At) -> None:
    standing = at("distributed")
    refused(standing)
    for body in BODIES:
        if body != CENTRAL_OFFICE:
            acknowledge(standing.acting(CLERK), standing.id, body)
    assert standing.document().state is State.DISTRIBUTED
    document, delivery = decisions.drop(standing.acting(CLERK), standing.id, CENTRAL_OFFICE, "thôi")
    assert (delivery.state, delivery.reason) == (DeliveryState.ABANDONED, "thôi")
    assert document.state is State.ACKNOWLEDGED


@pytest.mark.thorough
def test_nothing_is_decided_about_what_goes_its_way(at: At) -> None:
    standing = at("distributed")
    acknowledge(standing.acting(CLERK), standing.id, CENTRAL_OFFICE)
    clerk = standing.acting(CLERK)
    with pytest.raises(NothingToDecide):
        decisions.resend(clerk, standing.id, CENTRAL_OFFICE)
    with pytest.raises(NothingToDecide):
        decisions.drop(clerk, standing.id, CENTRAL_OFFICE, WHY)
    with pytest.raises(UnknownChannel):
        decisions.resend(clerk, standing.id, "ban-bi-thu", "pigeon")
    with pytest.raises(ReasonMissing):
        decisions.drop(clerk, standing.id, "ban-bi-thu", " ")


@pytest.mark.thorough
def test_a_recalled_file_is_not_sent_again_by_anybody(at: At) -> None:
    standing = at("distributed")
    refused(standing)
    recall(standing.acting(CLERK), standing.id, WHY)
    with pytest.raises(NothingToDecide, match="no longer in force"):
        decisions.resend(standing.acting(CLERK), standing.id, CENTRAL_OFFICE)


@pytest.mark.thorough
def test_the_whole_life_of_a_delivery_is_told(at: At) -> None:
    standing = at("issued")
    obstacle = block(standing, CENTRAL_OFFICE)
    send(standing)
    obstacle.unlink()
    send(standing)
    acknowledge(standing.acting(CLERK), standing.id, CENTRAL_OFFICE, "Lê Văn Thư")
    _, ((delivery, events),) = decisions.life_of(standing.acting(), standing.id, CENTRAL_OFFICE)
    assert delivery.attempts == 2
    assert [event.act for event in events] == [
        Act.DISTRIBUTION_PLANNED, Act.DELIVERY_ATTEMPTED, Act.DELIVERY_FAILED,
        Act.DELIVERY_ATTEMPTED, Act.DELIVERY_SENT, Act.DELIVERY_REPORTED,
    ]  # fmt: skip
    assert events[-1].data["by"] == "Lê Văn Thư"
