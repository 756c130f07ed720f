"""Mail against a real server: what is said to it, what arrives, and what every trouble leads to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.dispatch.delivering import facts, parcel
from tests.mail_server import DOMAIN, PASSWORD, Cut, MailHost
from workflow.dispatch.channels import Answer, Brought, Handover, Letters, Parcel, Surroundings
from workflow.dispatch.cover_json import read_message
from workflow.dispatch.mail import MailChannel
from workflow.dispatch.mail_kind import MAIL
from workflow.dispatch.mail_reading import read_mail
from workflow.model.errors import ChannelFailed, Undeliverable
from workflow.model.exchange import (
    Correspondent,
    Cover,
    DocumentReference,
    FileFacts,
    MessageKind,
    Receipt,
    Status,
)
from workflow.model.office import ChannelSettings

pytestmark = pytest.mark.slow

TO = "van-thu@so-y-te.test"
DELIVERY = "0123456789abcdef0123"
Open = Callable[..., MailChannel]


@pytest.fixture(scope="module")
def running_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailHost]:
    host = MailHost(tmp_path_factory.mktemp("mail"))
    yield host
    host.close()


@pytest.fixture
def host(running_host: MailHost) -> MailHost:
    running_host.reset()
    return running_host


@pytest.fixture
def opened(host: MailHost, tmp_path: Path) -> Iterator[Open]:
    """`opened(host, setting=…)` is a channel that sends by a host."""
    channels = []

    def open_(by: MailHost = host, password: str = PASSWORD, **further: Any) -> MailChannel:
        settings = ChannelSettings("mail", "mail", by.settings(**further))
        channels.append(MAIL.open(settings, Surroundings(tmp_path, lambda *_: password)))
        return channels[-1]

    yield open_
    for channel in channels:
        channel.close()


@pytest.fixture
def channel(opened: Open) -> MailChannel:
    return opened()


def to(address: str = TO, delivery: str = DELIVERY, size: int = 2000) -> Parcel:
    return replace(parcel(delivery, size=size), address=address)


def arrived(host: MailHost, address: str = TO) -> EmailMessage:
    (mail,) = host.mails(address)
    return mail


def refusal(channel: MailChannel, sent: Parcel) -> str:
    """The reason for which a machine need not try again."""
    with pytest.raises(Undeliverable) as failed:
        channel.deliver(sent)
    assert failed.value.facts["body"] == "Sở Y tế"
    return str(failed.value.facts["reason"])


def trouble(channel: MailChannel, sent: Parcel) -> str:
    """The reason of a failure that may pass."""
    with pytest.raises(ChannelFailed) as failed:
        channel.deliver(sent)
    assert not isinstance(failed.value, Undeliverable)
    return str(failed.value.facts["reason"])


# -- what arrives ----------------------------------------------------------------------------------


def test_the_document_its_attachments_and_its_cover_arrive(
    host: MailHost, channel: MailChannel
) -> None:
    sent = to(size=100_000)
    assert channel.deliver(sent) is Handover.SENT
    mail = arrived(host)
    pdf, table, other, cover = mail.iter_attachments()
    assert [part.get_content_type() for part in (pdf, table, cover)] == [
        "application/pdf", "application/pdf", "application/json",
    ]  # fmt: skip
    assert [part.get_filename() for part in (pdf, table, other, cover)] == [
        "01-KL-TU.pdf", "Biểu số 1.pdf", "01-KL-TU.pdf", "cover.json",
    ]  # fmt: skip
    assert pdf.get_content() == sent.pdf
    assert {table.get_content(), other.get_content()} == set(sent.attachments.values())
    told = read_message(cover.get_content())
    assert isinstance(told, Cover)
    assert told == replace(sent.cover, sender=replace(sent.cover.sender, email=f"van-thu@{DOMAIN}"))


def test_the_name_of_a_file_keeps_its_vietnamese_letters(
    host: MailHost, channel: MailChannel
) -> None:
    name = "Quyết định về việc thành lập Ban Chỉ đạo phòng, chống thiên tai “năm 2026”.pdf"
    channel.deliver(replace(to(), file_name=name))
    (pdf, *_) = arrived(host).iter_attachments()
    assert pdf.get_filename() == name
    (file,) = (host.maildir(TO) / "new").iterdir()
    raw = file.read_bytes()
    assert b"filename*0*=utf-8''" in raw  # RFC 2231, in parts that fit on lines
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_a_mail_says_who_writes_to_whom_about_what(host: MailHost, channel: MailChannel) -> None:
    channel.deliver(to())
    mail = arrived(host)
    assert str(mail["From"]) == f"Tỉnh uỷ Lam Giang <van-thu@{DOMAIN}>"
    assert str(mail["To"]) == f"Sở Y tế <{TO}>"
    assert mail["Subject"] == "Kết luận số 01-KL/TU ngày 23/11/2026 về việc gì đó"
    assert mail["Message-ID"] == f"<{DELIVERY}@{DOMAIN}>"
    assert mail["X-Vanban-Delivery"] == DELIVERY
    assert mail["Disposition-Notification-To"] == f"van-thu@{DOMAIN}"
    assert mail["Date"].datetime == datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
    assert mail["Importance"] is None


def test_the_text_says_what_a_records_clerk_must_know(host: MailHost, channel: MailChannel) -> None:
    sent = to()
    document = replace(facts(), urgency="HOẢ TỐC", due=date(2026, 12, 1))
    channel.deliver(replace(sent, cover=replace(sent.cover, document=document)))
    mail = arrived(host)
    text = mail.get_body().get_content()  # type: ignore[union-attr]
    for said in (
        "Kính gửi: Sở Y tế",
        "Tỉnh uỷ Lam Giang gửi Kết luận số 01-KL/TU ngày 23/11/2026 để thực hiện.",
        "Số, ký hiệu:    01-KL/TU",
        "Trích yếu:      về việc gì đó",
        "Người ký:       Trần Minh Khang, PHÓ BÍ THƯ",
        "Quyền hạn ký:   T/M BAN THƯỜNG VỤ",
        "Mục đích gửi:   để thực hiện",
        "Độ khẩn:        HOẢ TỐC",
        "Hạn xử lý:      01/12/2026",
        "Tệp văn bản:    01-KL-TU.pdf (2 trang)",
        "Tệp kèm theo:   Biểu số 1.pdf",
        f"Địa chỉ nhận trả lời: van-thu@{DOMAIN}.",
        f"Mã lượt gửi: {DELIVERY}",
    ):
        assert said in text
    assert mail["Subject"].startswith("[HOẢ TỐC] Kết luận số 01-KL/TU")
    assert (mail["Importance"], mail["Priority"], mail["X-Priority"]) == ("high", "urgent", "1")


def test_copies_closed_to_a_body_say_how_they_are_opened(
    host: MailHost, channel: MailChannel
) -> None:
    sent = to()
    assert sent.cover.file is not None
    closed = FileFacts("01-KL-TU.pdf.p7m", sent.cover.file.sha256)
    cover = replace(sent.cover, file=closed, attachments=())
    channel.deliver(Parcel(cover, TO, closed.name, b"0\x82closed"))
    mail = arrived(host)
    pdf, _ = mail.iter_attachments()
    assert pdf.get_content_type() == "application/pkcs7-mime"
    assert "mã hoá cho riêng bên nhận" in mail.get_body().get_content()  # type: ignore[union-attr]
    brought = read_mail(mail.as_bytes())
    assert isinstance(brought, Brought)
    assert brought.files == {"01-KL-TU.pdf.p7m": b"0\x82closed"}


def test_a_type_in_capitals_is_spoken_of_in_small_letters(
    host: MailHost, channel: MailChannel
) -> None:
    sent = to()
    document = replace(sent.cover.document, type_name="NGHỊ QUYẾT")
    channel.deliver(replace(sent, cover=replace(sent.cover, document=document)))
    assert arrived(host)["Subject"].startswith("Nghị quyết số 01-KL/TU")


OLD = DocumentReference("A12.01.00.H99", "09-KL/TU", date(2026, 10, 1))


@pytest.mark.parametrize(
    ("kind", "subject", "says"),
    [
        (MessageKind.RECALL, "THU HỒI văn bản số 09-KL/TU ngày 01/10/2026",
         "Tỉnh uỷ Lam Giang thu hồi văn bản số 09-KL/TU ngày 01/10/2026. Văn bản này không còn"),
        (MessageKind.UPDATE, "CẬP NHẬT thông tin văn bản số 09-KL/TU ngày 01/10/2026",
         "Tỉnh uỷ Lam Giang cập nhật thông tin của văn bản số 09-KL/TU"),
        (MessageKind.REPLACE, "THAY THẾ văn bản số 09-KL/TU ngày 01/10/2026: Kết luận số 01-KL/TU "
         "ngày 23/11/2026 về việc gì đó", "Văn bản này thay thế văn bản số 09-KL/TU"),
    ],
)  # fmt: skip
def test_a_later_message_has_a_subject_and_a_text_of_its_own(
    host: MailHost, channel: MailChannel, kind: MessageKind, subject: str, says: str
) -> None:
    sent = to()
    cover = replace(sent.cover, kind=kind, about=OLD, reason="nhầm số liệu")
    if kind.brings_a_file:
        channel.deliver(replace(sent, cover=cover))
    else:
        channel.deliver(Parcel(replace(cover, file=None, attachments=()), TO))
    mail = arrived(host)
    text = mail.get_body().get_content()  # type: ignore[union-attr]
    assert " ".join(mail["Subject"].split()) == " ".join(subject.split())
    assert says in text
    assert "Lý do:          nhầm số liệu" in text
    names = [part.get_filename() for part in mail.iter_attachments()]
    assert names[-1] == "cover.json"
    assert ("01-KL-TU.pdf" in names) is kind.brings_a_file


def test_nothing_of_a_document_ends_a_header(host: MailHost, channel: MailChannel) -> None:
    sent = to()
    evil = "việc\r\nBcc: x@evil.test\n\nxin chào\0\u2028"
    recipient = replace(sent.cover.recipient, name=evil)
    sender = replace(sent.cover.sender, name=evil)
    document = replace(sent.cover.document, subject=evil * 20, urgency=evil)
    cover = replace(sent.cover, recipient=recipient, sender=sender, document=document)
    channel.deliver(replace(sent, cover=cover, file_name=evil + ".pdf", attachments={evil: b"1"}))
    mail = arrived(host)
    assert mail["Bcc"] is None
    assert set(mail.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "X-Vanban-Delivery", "Importance",
        "Disposition-Notification-To", "Priority", "X-Priority", "MIME-Version", "Content-Type",
    }  # fmt: skip


@pytest.mark.parametrize(
    "address",
    ["", " ", "so-y-te", "a@b@c", "a@b, c@d", "a@b\r\nRCPT TO:<x@y>", "<a@b>", "a b@c", "@b", "a@",
     "a@b>", "a@b\0", "a@-..test"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused_before_anything_is_said(
    host: MailHost, channel: MailChannel, address: str
) -> None:
    assert "address" in refusal(channel, to(address))
    assert host.said == []


# -- what is said to the server --------------------------------------------------------------------


def test_reports_are_asked_for_under_the_id_of_the_delivery(
    host: MailHost, channel: MailChannel
) -> None:
    channel.deliver(to("a+b=c@so-y-te.test"))
    mail, recipient = host.said
    assert f" RET=HDRS ENVID={DELIVERY}" in mail
    assert recipient == (
        "RCPT TO:<a+b=c@so-y-te.test> NOTIFY=SUCCESS,FAILURE,DELAY "
        "ORCPT=rfc822;a+2Bb+3Dc@so-y-te.test"
    )


def test_a_server_that_reports_nothing_gets_the_message_all_the_same(
    host: MailHost, opened: Open
) -> None:
    host.behaviour.dsn = False
    opened().deliver(to())
    assert "ENVID" not in host.said[0]
    assert arrived(host)


def test_an_address_with_letters_goes_where_the_server_takes_it(
    host: MailHost, opened: Open
) -> None:
    address = "văn-thư@so-y-te.test"
    opened().deliver(to(address))
    assert f"<{address}>".encode() in arrived(host, address).as_bytes()
    host.behaviour.utf8 = False
    assert "has letters that the server does not take" in refusal(opened(), to(address))


def test_a_domain_with_letters_is_written_as_the_mail_system_knows_it(
    host: MailHost, channel: MailChannel
) -> None:
    channel.deliver(to("van-thu@sở-y-tế.test"))
    assert host.said[1].startswith("RCPT TO:<van-thu@xn--s-y-t-")


def test_many_messages_go_by_one_connection(host: MailHost, channel: MailChannel) -> None:
    for number in range(10):
        channel.deliver(to(delivery=f"{number:020d}"))
    assert (host.count["connections"], len(host.mails(TO))) == (1, 10)


def test_several_threads_have_a_connection_each(host: MailHost, channel: MailChannel) -> None:
    host.behaviour.delay = 0.05
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(channel.deliver, [to(delivery=f"{n:020d}") for n in range(16)]))
    assert {m["X-Vanban-Delivery"] for m in host.mails(TO)} == {f"{n:020d}" for n in range(16)}
    assert 2 <= host.count["connections"] <= 4


def test_a_server_that_takes_one_connection_only_gets_everything_by_that(
    host: MailHost, channel: MailChannel
) -> None:
    host.behaviour.most_connections = host.open + 1
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(channel.deliver, [to(delivery=f"{n:020d}") for n in range(12)]))
    assert len(host.mails(TO)) == 12


def test_a_server_that_takes_no_connection_is_trouble_at_once(host: MailHost, opened: Open) -> None:
    host.behaviour.most_connections = host.open + 1
    opened().deliver(to())  # and keeps its connection
    started = time.monotonic()
    assert "421 4.7.0 too many connections" in trouble(opened(patience=30.0), to())
    assert time.monotonic() - started < 3


def test_a_connection_that_the_server_ended_in_between_is_opened_again(
    host: MailHost, channel: MailChannel
) -> None:
    host.behaviour.most_messages = 3
    for number in range(8):
        channel.deliver(to(delivery=f"{number:020d}"))
    assert (host.count["connections"], len(host.mails(TO))) == (3, 8)


def test_ten_megabytes_arrive(host: MailHost, channel: MailChannel) -> None:
    sent = replace(to(), attachments={"Phụ lục.pdf": bytes(range(256)) * (10 * 4096)})
    channel.deliver(sent)
    parts = {p.get_filename(): p.get_content() for p in arrived(host).iter_attachments()}
    assert parts["Phụ lục.pdf"] == sent.attachments["Phụ lục.pdf"]


# -- trouble ---------------------------------------------------------------------------------------


def test_an_address_that_is_refused_is_refused_for_good_and_the_next_one_is_served(
    host: MailHost, channel: MailChannel
) -> None:
    host.behaviour.refusals[TO] = "550 5.1.1 no such user here"
    assert "550 5.1.1 no such user here" in refusal(channel, to())
    channel.deliver(to("van-thu@so-noi-vu.test"))
    assert arrived(host, "van-thu@so-noi-vu.test")
    assert host.count["connections"] == 1


def test_a_message_that_is_refused_is_refused_for_good(
    host: MailHost, channel: MailChannel
) -> None:
    host.behaviour.final_refusal = "554 5.6.0 we do not like it"
    assert "554 5.6.0 we do not like it" in refusal(channel, to())


@pytest.mark.parametrize(
    ("place", "answer"),
    [("refusals", "452 4.2.2 mailbox full"), ("refusals", "530 5.7.0 authenticate first"),
     ("sender_refusal", "550 5.7.1 you may not write as that"),
     ("final_refusal", "451 4.3.0 try later")],
)  # fmt: skip
def test_what_may_pass_is_not_for_good(
    host: MailHost, channel: MailChannel, place: str, answer: str
) -> None:
    told = {TO: answer} if place == "refusals" else answer
    setattr(host.behaviour, place, told)
    assert answer in trouble(channel, to())
    host.reset()
    channel.deliver(to())
    assert arrived(host)


def test_greylisting_passes(host: MailHost, channel: MailChannel) -> None:
    host.behaviour.greylisted.add(TO)
    assert "451 4.7.1 greylisted" in trouble(channel, to())
    channel.deliver(to())
    assert arrived(host)


@pytest.mark.parametrize("where", [Cut.GREETING, Cut.RECIPIENT, Cut.MIDDLE])
def test_a_cut_before_the_end_is_trouble_and_nothing_arrived(
    host: MailHost, opened: Open, where: Cut
) -> None:
    host.behaviour.cuts = [where]
    channel = opened()
    assert trouble(channel, to(size=300_000)).strip()
    assert host.mails(TO) == []
    opened().deliver(to())
    assert arrived(host)


def test_after_a_cut_before_the_answer_the_same_message_comes_again(
    host: MailHost, channel: MailChannel
) -> None:
    host.behaviour.cuts = [Cut.ANSWER]
    assert "before the server said whether it has the message" in trouble(channel, to())
    channel.deliver(to())
    ids = [mail["Message-ID"] for mail in host.mails(TO)]
    assert ids == [f"<{DELIVERY}@{DOMAIN}>"] * 2


def test_a_cut_of_an_old_connection_is_mended_without_a_word(
    host: MailHost, channel: MailChannel
) -> None:
    channel.deliver(to(delivery="1" * 20))
    host.behaviour.cuts = [Cut.RECIPIENT]
    channel.deliver(to(delivery="2" * 20))
    assert [m["X-Vanban-Delivery"] for m in host.mails(TO)] == ["1" * 20, "2" * 20]


def test_a_message_larger_than_the_server_takes_is_refused_before_it_is_sent(
    host: MailHost, opened: Open
) -> None:
    host.behaviour.size = 100_000
    reason = refusal(opened(), to(size=200_000))
    assert "the server takes 97 KB at most" in reason
    assert host.said == []
    host.reset()


def test_a_server_that_says_nothing_is_not_waited_for_without_end(
    host: MailHost, opened: Open
) -> None:
    host.behaviour.silent = True
    started = time.monotonic()
    assert "timed out" in trouble(opened(patience=0.3), to())
    assert time.monotonic() - started < 3


def test_a_server_that_is_not_there_is_not_knocked_at_by_every_delivery(opened: Open) -> None:
    channel = opened(port=1)
    assert "localhost:1 cannot be reached: Connection refused" in trouble(channel, to())
    started = time.monotonic()
    for _ in range(20):
        trouble(channel, to())
    assert time.monotonic() - started < 3


def test_a_wrong_password_is_said_once_to_the_server(host: MailHost, opened: Open) -> None:
    channel = opened(password="wrong")
    with ThreadPoolExecutor(4) as pool:
        reasons = set(pool.map(lambda _: trouble(channel, to()), range(20)))
    assert all("does not take user and password: 535" in reason for reason in reasons)
    assert "wrong" not in " ".join(reasons)
    assert host.count["authentications"] <= 2  # the library tries two mechanisms
    assert host.mails(TO) == []


def test_a_server_whose_certificate_nobody_vouches_for_hears_nothing(
    host: MailHost, opened: Open
) -> None:
    reason = trouble(opened(tls=""), to())
    assert "no trustworthy encryption with localhost" in reason
    assert "unable to get local issuer certificate" in reason
    assert host.count["authentications"] == 0


def test_a_certificate_of_another_server_is_not_taken(tmp_path: Path, opened: Open) -> None:
    other = MailHost(tmp_path / "other", name="other.test")
    try:
        assert "Hostname mismatch" in trouble(opened(other), to())
    finally:
        other.close()


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_tls_from_the_start(tmp_path: Path, opened: Open) -> None:
    host = MailHost(tmp_path / "tls", security="tls")
    try:
        opened(host).deliver(to())
        assert arrived(host)
    finally:
        host.close()


def test_a_server_without_encryption_is_told_nothing_unless_it_is_this_machine(
    tmp_path: Path, opened: Open
) -> None:
    host = MailHost(tmp_path / "plain", security="none", password="")
    try:
        assert "offers no encryption" in trouble(opened(host, security="starttls"), to())
        assert host.said == []
        opened(host).deliver(to())
        assert arrived(host)
        with pytest.raises(ChannelFailed, match="for this machine only, not for mail"):
            opened(host, host="mail.example.vn")
    finally:
        host.close()


@pytest.mark.parametrize(
    ("setting", "says"),
    [({"from": "van thu"}, "no mail address"), ({"reply_to": "x"}, "no mail address"),
     ({"tls": "missing.pem"}, "authorities missing.pem cannot be used"),
     ({"imap_host": "localhost", "maildir": "m"}, "both imap_host and maildir"),
     ({"imap_host": "mail.example.vn", "imap_security": "none"}, "for this machine only")],
)  # fmt: skip
def test_settings_that_cannot_be_used_are_named(
    opened: Open, setting: dict[str, Any], says: str
) -> None:
    with pytest.raises(ChannelFailed, match=says):
        opened(**setting)


def test_one_slow_server_does_not_stop_closing(host: MailHost, channel: MailChannel) -> None:
    channel.deliver(to())
    channel.close()
    channel.deliver(to(delivery="2" * 20))
    assert len(host.mails(TO)) == 2
    assert threading.active_count() < 20


# -- receipts and letters --------------------------------------------------------------------------


def test_a_receipt_answers_the_mail_that_brought_the_document(
    host: MailHost, channel: MailChannel
) -> None:
    office = Correspondent("H12.02.00.H99", "Sở Y tế", email="van-thu@so-y-te.test")
    receipt = Receipt(
        DELIVERY, facts().reference, "ab" * 32, office, Status.ACCEPTED,
        datetime(2026, 11, 23, 3, 0, tzinfo=UTC), number="512",
    )  # fmt: skip
    files = {"receipt.json": json.dumps({"a": 1}).encode(), "receipt.json.p7s": b"\x30\x82signed"}
    answer = Answer(receipt, Correspondent("A12.01.00.H99", "Tỉnh uỷ"), "tinh-uy@lam-giang.test",
                    files)  # fmt: skip
    channel.answer(answer)
    channel.answer(answer)
    first, again = host.mails("tinh-uy@lam-giang.test")
    assert first["Message-ID"] == again["Message-ID"] == f"<{DELIVERY}-03@{DOMAIN}>"
    assert first["In-Reply-To"] == first["References"] == f"<{DELIVERY}@lam-giang.test>"
    assert first["Auto-Submitted"] == "auto-replied"
    assert first["Subject"].startswith("Xác nhận: văn bản số 01-KL/TU ngày 23/11/2026 đã được")
    text = first.get_body().get_content()  # type: ignore[union-attr]
    assert "Số đến:         512" in text
    assert "Thời điểm:      23/11/2026 10:00:00" in text
    assert {p.get_filename(): p.get_content() for p in first.iter_attachments()} == files


def test_a_letter_is_written_to_an_address(host: MailHost, channel: MailChannel) -> None:
    assert isinstance(channel, Letters)
    channel.write_letter(TO, "Nhắc việc\nBcc: x", "Kính gửi Sở Y tế", "nhắc/1")
    mail = arrived(host)
    assert mail["Subject"] == "Nhắc việc Bcc: x"
    assert mail.get_content().strip() == "Kính gửi Sở Y tế"
    assert mail["Message-ID"].endswith(f"@{DOMAIN}>")
    assert host.said[0].find("ENVID") < 0
    with pytest.raises(Undeliverable):
        channel.write_letter("nobody", "a", "b", "c")
