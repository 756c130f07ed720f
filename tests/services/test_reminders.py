"""What is overdue, when it is tried again, and who is reminded of it; the clock is moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import CLERK
from tests.mail_server import PASSWORD, USER, MailHost, shared_host
from tests.services.stages import BODIES, At, Standing, acknowledge, conclusion, take_on
from workflow.model.delivery import PAUSES, Delivery, DeliveryState
from workflow.model.document import Document
from workflow.model.errors import VanbanError
from workflow.model.exchange import Status
from workflow.model.lifecycle import Act
from workflow.model.messages import VIETNAM
from workflow.model.office import DaysOff
from workflow.model.overdue import Lateness
from workflow.services import decisions, distribution
from workflow.services.acknowledgement import Word
from workflow.services.acknowledgement import acknowledge as say
from workflow.services.overdue import overdue
from workflow.services.recalling import recall
from workflow.services.reminding import Reminder, send_reminders
from workflow.services.tracking import track
from workflow.services.working_days import OfficeCalendar

pytestmark = pytest.mark.slow

CENTRAL_OFFICE = "van-phong-trung-uong"
MAIL = "van-thu@vptw.test"


@pytest.fixture
def host() -> Iterator[MailHost]:
    host = shared_host()
    host.reset()
    yield host
    host.reset()


def set_clock(standing: Standing, days: int = 0, hour: int = 9) -> datetime:
    """Go so many working days on, to an hour in Vietnam."""
    calendar = OfficeCalendar(DaysOff())
    day = standing.clock.now.astimezone(VIETNAM).replace(hour=hour, minute=0, second=0)
    while days or not calendar.is_working(day.date()):
        day += timedelta(days=1)
        days -= days > 0 and calendar.is_working(day.date())
    standing.clock.now = day
    return day


def late(standing: Standing) -> dict[str, Lateness]:
    """What is late, by body; "" for a whole document."""
    return {
        each.delivery.body if each.delivery else "": each.what
        for each in overdue(standing.acting())
    }


def send_due(standing: Standing) -> dict[str, bool]:
    """The bodies to which something was tried now, and whether it was sent."""
    troubles: list[tuple[Document, VanbanError]] = []
    found = distribution.distribute_due(
        standing.acting(CLERK), lambda document, error: troubles.append((document, error))
    )
    tried = {attempt.delivery.body: attempt.trouble is None for attempt in found}
    assert troubles == []
    return tried


def delivery_to(standing: Standing, body: str) -> Delivery:
    return next(d for d in standing.acting().ledger.deliveries(standing.id) if d.body == body)


def block(standing: Standing, body: str) -> Path:
    obstacle = standing.outbox(body)
    obstacle.parent.mkdir(exist_ok=True)
    obstacle.write_text("in the way")
    return obstacle


def remind(standing: Standing) -> list[Reminder]:
    return list(send_reminders(standing.acting(CLERK)))


def with_mail(standing: Standing, host: MailHost) -> None:
    """A mail channel for the office, and an address for one body."""
    (standing.directory / "keys" / "mail-password").write_text(PASSWORD, "utf-8")
    settings = standing.directory / "office.toml"
    told = {"kind": "mail", "host": "localhost", "tls": str(host.authorities), "user": USER,
            "password": "file:keys/mail-password", "from": "van-thu@tinh-uy.test"}  # fmt: skip
    lines = "".join(f'{name} = "{value}"\n' for name, value in told.items())
    more = f"\n[channels.mail]\n{lines}port = {host.port}\n"
    settings.write_text(settings.read_text("utf-8") + more, "utf-8")
    bodies = standing.directory / "recipients" / "bodies.toml"
    table = f"[bodies.{CENTRAL_OFFICE}]\n"
    text = bodies.read_text("utf-8")
    bodies.write_text(text.replace(table, f'{table}email = "{MAIL}"\n'), "utf-8")


# -- deadlines -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "what"),
    [("signed", Lateness.NOT_ISSUED), ("issued", Lateness.NOT_DISTRIBUTED)],
)
def test_a_document_that_stays_here_is_late_at_noon_of_the_next_working_day(
    at: At, stage: str, what: Lateness
) -> None:
    standing = at(stage)
    assert late(standing) == {}
    set_clock(standing, days=1, hour=11)
    assert late(standing) == {}
    set_clock(standing, hour=12)
    standing.clock.now += timedelta(minutes=1)
    assert late(standing) == {"": what}


def test_who_has_not_answered_is_late_at_the_end_of_the_working_day(at: At) -> None:
    standing = at("distributed")
    acknowledge(standing.acting(CLERK), standing.id, CENTRAL_OFFICE)
    assert late(standing) == {}
    set_clock(standing, days=2)
    others = [body for body in BODIES if body != CENTRAL_OFFICE]
    assert late(standing) == dict.fromkeys(others, Lateness.NOT_ANSWERED)
    tracking = track(standing.acting(), standing.id)
    assert set(tracking.overdue) == {delivery_to(standing, body).id for body in others}


@pytest.mark.thorough
def test_a_recall_is_to_be_sent_at_once_and_answered(at: At) -> None:
    standing = at("distributed")
    set_clock(standing, days=3)
    recall(standing.acting(CLERK), standing.id, "sai")
    assert late(standing) == dict.fromkeys(BODIES, Lateness.NOT_SENT)
    list(distribution.distribute(standing.acting(CLERK), standing.id))
    assert late(standing) == {}
    set_clock(standing, days=2)
    assert late(standing) == dict.fromkeys(BODIES, Lateness.NOT_ANSWERED)


@pytest.mark.thorough
def test_an_urgent_document_is_late_as_soon_as_it_is_signed_and_not_sent(at: At) -> None:
    standing = at("empty")
    text = "---\nĐộ khẩn: KHẨN\n---\n\n" + conclusion()
    standing.id = standing.draft(text).id
    for stage in ("submitted", "approved", "signed"):
        take_on(standing, stage)
    assert late(standing) == {"": Lateness.NOT_ISSUED}
    take_on(standing, "issued")
    assert late(standing) == {"": Lateness.NOT_DISTRIBUTED}
    take_on(standing, "distributed")
    assert late(standing) == {}


# -- retries ---------------------------------------------------------------------------------------


def test_what_failed_is_tried_again_after_growing_pauses_until_a_person_decides(at: At) -> None:
    standing = at("issued")
    block(standing, CENTRAL_OFFICE)
    list(distribution.distribute(standing.acting(CLERK), standing.id))
    for minutes in PAUSES:
        assert send_due(standing) == {}
        standing.clock.now += timedelta(minutes=minutes - 1)
        assert send_due(standing) == {}
        standing.clock.now += timedelta(minutes=1, seconds=1)
        assert send_due(standing) == {CENTRAL_OFFICE: False}
    standing.clock.now += timedelta(days=30)
    assert send_due(standing) == {}
    delivery = delivery_to(standing, CENTRAL_OFFICE)
    assert (delivery.attempts, delivery.next_attempt_at) == (len(PAUSES) + 1, None)
    ((document, waiting),) = distribution.to_decide(standing.acting())
    assert (document.id, waiting.body) == (standing.id, CENTRAL_OFFICE)
    assert late(standing)[CENTRAL_OFFICE] is Lateness.TO_DECIDE


@pytest.mark.thorough
def test_who_is_sent_it_again_by_a_person_has_all_tries_again(at: At) -> None:
    standing = at("issued")
    settings = standing.directory / "office.toml"
    settings.write_text(f"{settings.read_text('utf-8')}\n[distribution]\npauses = [1]\n", "utf-8")
    obstacle = block(standing, CENTRAL_OFFICE)
    list(distribution.distribute(standing.acting(CLERK), standing.id))
    standing.clock.now += timedelta(minutes=2)
    assert send_due(standing) == {CENTRAL_OFFICE: False}
    assert delivery_to(standing, CENTRAL_OFFICE).waits_for_a_person
    decisions.resend(standing.acting(CLERK), standing.id, CENTRAL_OFFICE)
    assert send_due(standing) == {CENTRAL_OFFICE: False}
    assert not delivery_to(standing, CENTRAL_OFFICE).waits_for_a_person
    obstacle.unlink()
    standing.clock.now += timedelta(minutes=2)
    assert send_due(standing) == {CENTRAL_OFFICE: True}


def test_one_body_that_fails_delays_and_repeats_no_other(at: At) -> None:
    standing = at("issued")
    block(standing, CENTRAL_OFFICE)
    list(distribution.distribute(standing.acting(CLERK), standing.id))
    standing.clock.now += timedelta(minutes=6)
    assert send_due(standing) == {CENTRAL_OFFICE: False}
    others = [delivery_to(standing, body) for body in BODIES if body != CENTRAL_OFFICE]
    assert {(d.state, d.attempts) for d in others} == {(DeliveryState.SENT, 1)}
    for delivery in others:
        assert len(list(standing.outbox(delivery.body).iterdir())) == 1


@pytest.mark.thorough
def test_a_document_that_cannot_be_sent_holds_up_no_other(at: At) -> None:
    standing = at("issued")
    block(standing, CENTRAL_OFFICE)
    list(distribution.distribute(standing.acting(CLERK), standing.id))
    standing.stored(standing.document().issued).unlink()
    standing.clock.now += timedelta(minutes=6)
    troubles: list[Document] = []
    found = distribution.distribute_due(
        standing.acting(CLERK), lambda document, _: troubles.append(document)
    )
    assert list(found) == []
    assert [document.id for document in troubles] == [standing.id]


# -- reminders -------------------------------------------------------------------------------------


def test_a_body_gets_one_letter_for_all_that_it_has_not_answered(at: At, host: MailHost) -> None:
    standing = at("distributed")
    with_mail(standing, host)
    set_clock(standing, days=2)
    reminders = {each.body: each for each in remind(standing)}
    assert {body: each.email for body, each in reminders.items()} == {
        body: MAIL if body == CENTRAL_OFFICE else "" for body in BODIES
    }
    (mail,) = host.mails(MAIL)
    text = mail.get_content()
    assert mail["Subject"] == "V/v nhắc phản hồi 1 văn bản của Tỉnh uỷ Lam Giang"
    assert "Kính gửi: Văn phòng Trung ương Đảng" in text
    assert "01-KL/TU" in text
    assert delivery_to(standing, CENTRAL_OFFICE).reminders == 1
    assert delivery_to(standing, "ban-bi-thu").reminders == 0


def test_nobody_is_reminded_twice_on_a_working_day_and_nobody_on_a_day_off(
    at: At, host: MailHost
) -> None:
    standing = at("distributed")
    with_mail(standing, host)
    set_clock(standing, days=2)
    remind(standing)
    standing.clock.now += timedelta(hours=3)
    assert CENTRAL_OFFICE not in {each.body for each in remind(standing)}
    while standing.clock.now.astimezone(VIETNAM).weekday() != 6:
        standing.clock.now += timedelta(days=1)
    assert remind(standing) == []
    set_clock(standing, days=1)
    assert CENTRAL_OFFICE in {each.body for each in remind(standing)}
    letters = host.mails(MAIL)
    assert len({letter["Message-ID"] for letter in letters}) == len(letters) == 2


@pytest.mark.thorough
def test_who_has_answered_is_reminded_no_longer(at: At, host: MailHost) -> None:
    standing = at("distributed")
    with_mail(standing, host)
    office = standing.acting(CLERK)
    say(office, standing.id, CENTRAL_OFFICE, Word(Status.ACCEPTED, office.clock()))
    set_clock(standing, days=2)
    remind(standing)
    assert host.mails(MAIL) == []


@pytest.mark.thorough
def test_a_letter_that_is_refused_is_told_and_written_again_the_next_working_day(
    at: At, host: MailHost
) -> None:
    standing = at("distributed")
    with_mail(standing, host)
    set_clock(standing, days=2)
    host.behaviour.refusals[MAIL] = "550 5.1.1 no such user"
    (told,) = (each for each in remind(standing) if each.body == CENTRAL_OFFICE)
    assert told.trouble
    host.behaviour.refusals.clear()
    assert CENTRAL_OFFICE not in {each.body for each in remind(standing)}
    set_clock(standing, days=1)
    remind(standing)
    assert len(host.mails(MAIL)) == 1
    assert len(standing.events(Act.DELIVERY_REMINDED)) == 2
