"""Two offices by mail: a document goes, a receipt comes back; what mail systems say of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.mail_server import PASSWORD, USER, MailHost, shared_host
from tests.services.stages import At
from tests.services.two_offices import BODY, SENDER_BODY, TwoOffices, closed
from workflow.model.delivery import Delivery, DeliveryState
from workflow.model.exchange import MessageKind
from workflow.model.incoming import IncomingState
from workflow.services import incoming
from workflow.services.collecting import Outcome
from workflow.services.distribution import distribute
from workflow.services.history import verify_journal
from workflow.services.office import OpenOffice
from workflow.services.recalling import recall
from workflow.services.receipts import answer
from workflow.services.sending import Attempt

pytestmark = pytest.mark.slow

SENDER_MAIL, RECEIVER_MAIL = "van-thu@tinh-uy.test", "van-thu@van-phong.test"


@pytest.fixture
def host() -> Iterator[MailHost]:
    host = shared_host()
    host.reset()
    yield host
    host.reset()


@pytest.fixture
def two(at: At, receiver: Path, tmp_path: Path, host: MailHost) -> TwoOffices:
    """The document is issued, and not yet distributed."""
    sender = at("issued")
    (sender.directory / "outbox" / BODY).mkdir(parents=True)
    two = TwoOffices(sender, Path(shutil.copytree(receiver, tmp_path / "receiver")))
    by_mail(two.sender.directory, host, SENDER_MAIL, BODY, RECEIVER_MAIL)
    by_mail(two.receiver, host, RECEIVER_MAIL, SENDER_BODY, SENDER_MAIL)
    return two


def by_mail(office: Path, host: MailHost, own: str, body: str, address: str) -> None:
    """Give an office a mail channel, and let it reach a body by that."""
    for folder in ("new", "cur"):
        (host.maildir(own) / folder).mkdir(parents=True, exist_ok=True)
    (office / "keys" / "mail-password").write_text(PASSWORD + "\n", "utf-8")
    settings = office / "office.toml"
    told = {"kind": "mail", "host": "localhost", "tls": str(host.authorities), "user": USER,
            "password": "file:keys/mail-password", "from": own,
            "maildir": str(host.maildir(own))}  # fmt: skip
    lines = "".join(f'{name} = "{value}"\n' for name, value in told.items())
    settings.write_text(
        f"{settings.read_text('utf-8')}\n[channels.mail]\n{lines}port = {host.port}\n", "utf-8"
    )
    bodies = office / "recipients" / "bodies.toml"
    table = f"[bodies.{body}]\n"
    text = bodies.read_text("utf-8")
    assert table in text
    reached = f'{table}channel = "mail"\naddress = "{address}"\n'
    bodies.write_text(text.replace(table, reached), "utf-8")


def distributed(two: TwoOffices) -> list[Attempt]:
    found: list[Attempt] = closed(
        two.sending(), lambda office: list(distribute(office, two.sender.id))
    )
    return found


def words(outcomes: list[Outcome]) -> list[str]:
    return [str(outcome.says) for outcome in outcomes]


def reported(host: MailHost, action: str, status: str, id: str, more: str = "") -> None:
    """A report of a mail system, in the mailbox of the sender."""
    report = (
        "Date: Mon, 23 Nov 2026 11:05:06 +0700\r\nFrom: MAILER-DAEMON@mx.test\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nsorry\r\n--b\r\n"
        f"Content-Type: message/delivery-status\r\n\r\nOriginal-Envelope-Id: {id}\r\n\r\n"
        f"Final-Recipient: rfc822; {RECEIVER_MAIL}\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"{more}\r\n--b--\r\n"
    )
    host.deliver(SENDER_MAIL, report.encode())


def sent_by_mail(two: TwoOffices) -> Delivery:
    delivery = two.delivery()
    assert (delivery.channel, delivery.state) == ("mail", DeliveryState.SENT)
    return delivery


def test_a_document_goes_by_mail_and_its_receipt_comes_back(
    two: TwoOffices, host: MailHost
) -> None:
    assert [attempt.trouble for attempt in distributed(two)] == [None] * 4
    sent = sent_by_mail(two)
    outcomes = two.collected()
    assert not any(outcome.trouble for outcome in outcomes), words(outcomes)
    (document,) = two.incoming()
    assert (document.state, document.came_by) == (IncomingState.REGISTERED, "mail")
    assert document.sha256 == sent.sha256
    outcomes = two.answers_collected()
    assert not any(outcome.trouble for outcome in outcomes), words(outcomes)
    delivery = two.delivery()
    assert delivery.state is DeliveryState.ACCEPTED
    assert delivery.incoming_number == document.label
    closed(two.sending(), verify_journal)
    assert two.collected() == two.answers_collected() == []
    for address in (SENDER_MAIL, RECEIVER_MAIL):
        assert len(list((host.maildir(address) / ".Processed" / "cur").iterdir())) == 1


@pytest.mark.thorough
def test_the_same_mail_twice_is_registered_once(two: TwoOffices, host: MailHost) -> None:
    distributed(two)
    (mail,) = (host.maildir(RECEIVER_MAIL) / "new").iterdir()
    host.deliver(RECEIVER_MAIL, mail.read_bytes())
    two.collected()
    assert len(two.incoming()) == 1
    two.answers_collected()
    assert two.delivery().state is DeliveryState.ACCEPTED


def test_an_address_that_is_refused_stops_no_other(two: TwoOffices, host: MailHost) -> None:
    host.behaviour.refusals[RECEIVER_MAIL] = "550 5.1.1 no such user"
    attempts = distributed(two)
    assert [attempt.delivery.body for attempt in attempts if attempt.trouble] == [BODY]
    delivery = two.delivery()
    assert (delivery.state, delivery.next_attempt_at) == (DeliveryState.FAILED, None)
    assert delivery.last_error == "máy chủ từ chối: 550 5.1.1 no such user"
    assert delivery.waits_for_a_person


@pytest.mark.thorough
def test_greylisting_is_tried_again_and_passes(two: TwoOffices, host: MailHost) -> None:
    host.behaviour.greylisted.add(RECEIVER_MAIL)
    distributed(two)
    assert two.delivery().next_attempt_at is not None
    distributed(two)
    sent_by_mail(two)
    assert len(host.mails(RECEIVER_MAIL)) == 1


def test_a_bounce_is_a_failure_that_a_person_sees(two: TwoOffices, host: MailHost) -> None:
    distributed(two)
    more = "Diagnostic-Code: smtp; 550 5.1.1 mailbox unknown\r\n"
    reported(host, "failed", "5.1.1", sent_by_mail(two).id, more)
    (outcome,) = two.answers_collected()
    assert outcome.trouble
    delivery = two.delivery()
    assert (delivery.state, delivery.last_error) == (
        DeliveryState.FAILED, "550 5.1.1 mailbox unknown",
    )  # fmt: skip
    assert delivery.waits_for_a_person
    assert two.answers_collected() == []


@pytest.mark.thorough
def test_a_bounce_that_may_pass_is_sent_again_with_the_same_message_id(
    two: TwoOffices, host: MailHost
) -> None:
    distributed(two)
    reported(host, "failed", "4.4.7", sent_by_mail(two).id)
    two.answers_collected()
    assert two.delivery().next_attempt_at is not None
    distributed(two)
    sent = sent_by_mail(two)
    assert [mail["Message-ID"] for mail in host.mails(RECEIVER_MAIL)] == [
        f"<{sent.id}@tinh-uy.test>"
    ] * 2


def test_the_word_of_a_mail_system_is_an_arrival_and_no_acceptance(
    two: TwoOffices, host: MailHost
) -> None:
    distributed(two)
    reported(host, "delivered", "2.0.0", sent_by_mail(two).id)
    two.answers_collected()
    assert two.delivery().state is DeliveryState.ARRIVED


def test_letters_of_people_are_left_where_they_are(two: TwoOffices, host: MailHost) -> None:
    letter = EmailMessage()
    letter["Subject"] = "Re: Kết luận số 01-KL/TU"
    letter.set_content("Đã nhận, số đến 512.")
    host.deliver(SENDER_MAIL, letter.as_bytes())
    assert two.answers_collected() == []
    assert len(host.mails(SENDER_MAIL)) == 1


def test_a_report_about_a_delivery_of_others_is_kept_aside(two: TwoOffices, host: MailHost) -> None:
    distributed(two)
    reported(host, "failed", "5.1.1", "0" * 20)
    (outcome,) = two.answers_collected()
    assert outcome.aside is not None
    assert host.mails(SENDER_MAIL) == []


@pytest.mark.thorough
def test_a_recall_goes_by_mail_and_is_agreed_to_by_mail(two: TwoOffices, host: MailHost) -> None:
    distributed(two)
    two.collected()
    two.answers_collected()
    closed(two.sending(), lambda office: recall(office, two.sender.id, "nhầm số liệu"))
    distributed(two)
    (mail,) = host.mails(RECEIVER_MAIL)
    assert str(mail["Subject"]).startswith("THU HỒI văn bản số 01-KL/TU")
    assert [part.get_filename() for part in mail.iter_attachments()] == ["cover.json"]
    asked, told = two.collected()
    assert (asked.trouble, told.trouble) == (True, False)

    def given_back(office: OpenOffice) -> None:
        answer(office, incoming.give_back(office, "01-KL/TU"))

    closed(two.receiving(), given_back)
    assert not any(outcome.trouble for outcome in two.answers_collected())
    deliveries = closed(two.sending(), lambda office: office.ledger.deliveries(two.sender.id))
    (recalled,) = [d for d in deliveries if d.kind is MessageKind.RECALL and d.body == BODY]
    assert recalled.state is DeliveryState.AGREED
    closed(two.sending(), verify_journal)
