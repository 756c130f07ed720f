"""Mails that come in: what they say is found, and no mail in the world is a traceback."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.dispatch.delivering import facts, parcel
from workflow.dispatch.channels import Answer, Brought, Parcel, Reported
from workflow.dispatch.cover_json import write_message
from workflow.dispatch.mail_reading import read_mail
from workflow.dispatch.mail_writing import Writer, document_mail, letter_mail, receipt_mail
from workflow.model.errors import MessageUnreadable
from workflow.model.exchange import Arrival, Bounce, Correspondent, MessageKind, Receipt, Status

DELIVERY = "0123456789abcdef0123"
WRITER = Writer("van-thu@van-phong.test")
SENT = parcel(DELIVERY, size=3000)
MAIL = document_mail(SENT, "van-thu@so-y-te.test", WRITER)
RECEIPT = Receipt(
    DELIVERY, facts().reference, "ab" * 32, Correspondent("H12.02.00.H99", "Sở Y tế"),
    Status.ACCEPTED, datetime(2026, 11, 23, 3, 0, tzinfo=UTC), number="512",
)  # fmt: skip
RETURNED = f"Message-ID: <{DELIVERY}@van-phong.test>\nSubject: a\n"
REPORTED_AT = datetime(2026, 11, 23, 4, 5, 6, tzinfo=UTC)


def report(kind: str, fields: str, returned: str = "", headers: str = "") -> bytes:
    """A report as mail systems write it: words for people, fields for machines, what came back."""
    part = f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\n{returned}\r\n" if returned else ""
    text = (
        f"Date: Mon, 23 Nov 2026 11:05:06 +0700\nFrom: MAILER-DAEMON@mx.example.vn\n{headers}"
        f"MIME-Version: 1.0\nContent-Type: multipart/report; report-type={kind};\n boundary=b\n\n"
        f"--b\nContent-Type: text/plain; charset=utf-8\n\nThư không đến được.\n"
        f"--b\nContent-Type: message/{kind}\n\n{fields}\n{part}--b--\n"
    )
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode()


def status(action: str, code: str, more: str = "", envelope: str = DELIVERY, returned: str = "",
           headers: str = "") -> bytes:  # fmt: skip
    id = f"Original-Envelope-Id: {envelope}\n" if envelope else ""
    fields = (
        f"{id}Reporting-MTA: dns; mx.example.vn\nArrival-Date: Mon, 23 Nov 2026 09:30:00 +0700\n\n"
        f"Original-Recipient: rfc822;van-thu@so-y-te.test\n"
        f"Final-Recipient: rfc822; vanthu.syt@so-y-te.test\n"
        f"Action: {action}\nStatus: {code}\n{more}"
    )
    return report("delivery-status", fields, returned, headers)


def read_receipt(done: str, original: str = f"<{DELIVERY}@van-phong.test>") -> bytes:
    fields = (
        "Reporting-UA: may-tram; Outlook\nFinal-Recipient: rfc822;van-thu@so-y-te.test\n"
        f"Original-Message-ID: {original}\nDisposition: {done}\n"
    )
    return report("disposition-notification", fields)


# -- documents and receipts ------------------------------------------------------------------------


def test_a_document_comes_out_as_it_went_in() -> None:
    brought = read_mail(MAIL)
    assert isinstance(brought, Brought)
    sender = replace(SENT.cover.sender, email=WRITER.address)
    assert brought.cover == replace(SENT.cover, sender=sender)
    assert brought.files == {
        "01-KL-TU.pdf": SENT.pdf,
        "attachments/Biểu số 1.pdf": SENT.attachments["Biểu số 1.pdf"],
        "attachments/01-KL-TU.pdf": SENT.attachments["01-KL-TU.pdf"],
    }


def test_a_recall_brings_a_cover_and_no_file() -> None:
    cover = replace(SENT.cover, kind=MessageKind.RECALL, file=None, attachments=(), reason="nhầm")
    brought = read_mail(document_mail(Parcel(cover, ""), "van-thu@so-y-te.test", WRITER))
    assert isinstance(brought, Brought)
    assert (brought.cover.kind, brought.files) == (MessageKind.RECALL, {})


def test_a_file_that_was_changed_is_brought_as_it_is() -> None:
    """Whoever receives it compares the hashes; nothing is left out in silence."""
    mail = document_mail(replace(SENT, pdf=b"another"), "van-thu@so-y-te.test", WRITER)
    brought = read_mail(mail)
    assert isinstance(brought, Brought)
    assert brought.files["01-KL-TU.pdf"] == b"another"
    assert brought.cover.file is not None
    assert brought.cover.file.sha256 == SENT.cover.file.sha256  # type: ignore[union-attr]


def test_a_file_that_is_missing_is_not_made_up() -> None:
    mail = message_from_bytes(MAIL, policy=SMTP)
    parts = mail.get_payload()
    assert isinstance(parts, list)
    del parts[1]  # the PDF
    brought = read_mail(mail.as_bytes())
    assert isinstance(brought, Brought)
    assert set(brought.files) == {"attachments/Biểu số 1.pdf", "attachments/01-KL-TU.pdf"}


@pytest.mark.parametrize("signature", [b"", b"\x30\x82\x01\x00signed"])
def test_a_receipt_comes_with_its_signature(signature: bytes) -> None:
    data = write_message(RECEIPT)
    files = {"receipt.json": data} | ({"receipt.json.p7s": signature} if signature else {})
    answer = Answer(RECEIPT, Correspondent("A12.01.00.H99", "Tỉnh uỷ"), "", files)
    told = read_mail(receipt_mail(answer, "van-thu@van-phong.test", WRITER))
    assert told == Reported(RECEIPT, data, signature)


def test_a_mail_as_another_program_writes_it_is_read() -> None:
    """Outlook and the like: names by RFC 2047, types that say nothing, one more level of parts."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = "Fwd"
    mail.set_content("Kính gửi")
    cover = write_message(SENT.cover)
    mail.add_attachment(SENT.pdf, "application", "octet-stream", filename="x")
    mail.add_attachment(cover, "application", "octet-stream", filename="y")
    text = mail.as_bytes().decode("utf-8")
    text = text.replace('filename="x"', 'filename="=?utf-8?B?MDEtS0wtVFUucGRm?="')
    text = text.replace('filename="y"', r'filename="C:\tmp\cover.json"')
    brought = read_mail(text.encode())
    assert isinstance(brought, Brought)
    assert brought.files == {"01-KL-TU.pdf": SENT.pdf}


@pytest.mark.parametrize(
    "cover", [b"", b"{}", b"[]", b"\xff", b'{"form": "vanban/1", "cover": {}}', b"{" * 100_000]
)
def test_a_cover_that_cannot_be_read_is_said(cover: bytes) -> None:
    mail = EmailMessage(policy=SMTP)
    mail.set_content("a")
    mail.add_attachment(cover, "application", "json", filename="cover.json")
    with pytest.raises(MessageUnreadable):
        read_mail(mail.as_bytes())


def test_two_covers_are_one_too_many() -> None:
    mail = message_from_bytes(MAIL, policy=SMTP)
    parts = mail.get_payload()
    assert isinstance(parts, list)
    parts.append(parts[-1])
    with pytest.raises(MessageUnreadable, match="stands twice"):
        read_mail(mail.as_bytes())


def test_a_document_in_a_mail_that_is_passed_on_is_not_this_mails() -> None:
    outer = EmailMessage(policy=SMTP)
    outer.set_content("xem thư kèm theo")
    outer.add_attachment(message_from_bytes(MAIL, policy=SMTP))
    assert read_mail(outer.as_bytes()) is None


def test_a_letter_says_nothing_to_a_program() -> None:
    letter = letter_mail("a@b.test", "Nhắc việc", "Kính gửi", "1", REPORTED_AT, WRITER)
    assert read_mail(letter) is None


# -- what mail systems say -------------------------------------------------------------------------


def test_an_address_that_does_not_exist_is_a_bounce_for_good() -> None:
    more = "Remote-MTA: dns; mail.so-y-te.test\nDiagnostic-Code: smtp; 550 5.1.1 <van-thu@so-y-te" \
           ".test>: User\n unknown\n"  # fmt: skip
    assert read_mail(status("failed", "5.1.1", more)) == Bounce(
        DELIVERY, "550 5.1.1 <van-thu@so-y-te.test>: User unknown (mail.so-y-te.test)", True
    )


def test_a_delivery_that_was_tried_too_long_may_be_tried_again() -> None:
    more = "Diagnostic-Code: smtp; 421 4.4.1 connection timed out\n"
    assert read_mail(status("Failed", "4.4.7", more)) == Bounce(
        DELIVERY, "421 4.4.1 connection timed out", False
    )


def test_a_bounce_without_words_says_its_code() -> None:
    assert read_mail(status("failed", "5.2.2")) == Bounce(DELIVERY, "5.2.2", True)


def test_a_delivery_to_the_mailbox_is_an_arrival() -> None:
    assert read_mail(status("delivered", "2.0.0")) == Arrival(
        DELIVERY, REPORTED_AT, "van-thu@so-y-te.test"
    )


@pytest.mark.parametrize("action", ["delayed", "relayed", "expanded", "", "eaten"])
def test_what_ends_nothing_says_nothing(action: str) -> None:
    assert read_mail(status(action, "4.4.1")) is None


def test_a_bounce_with_nothing_but_words_may_pass() -> None:
    """As Google Workspace writes it: the part for machines is empty."""
    headers = "X-Failed-Recipients: van-thu@so-y-te.test\nSubject: Delivery Status (Failure)\n"
    mail = report("delivery-status", "", RETURNED, headers)
    assert read_mail(mail) == Bounce(DELIVERY, "Delivery Status (Failure)", False)


def test_of_several_addresses_the_one_that_failed_counts() -> None:
    more = "\nFinal-Recipient: rfc822; b@so-y-te.test\nAction: failed\nStatus: 5.1.1\n"
    assert read_mail(status("delivered", "2.0.0", more)) == Bounce(DELIVERY, "5.1.1", True)


@pytest.mark.parametrize(
    ("returned", "headers"),
    [
        (RETURNED, ""),
        (f"X-Vanban-Delivery: {DELIVERY}\nMessage-ID: <other@gateway.test>\n", ""),
        ("", f"In-Reply-To: <{DELIVERY}@van-phong.test>\n"),
        ("", f"References: <a@b>\n <{DELIVERY}@van-phong.test>\n"),
    ],
)
def test_a_report_without_the_envelopes_id_is_found_by_what_it_gives_back(
    returned: str, headers: str
) -> None:
    mail = status("failed", "5.1.1", envelope="", returned=returned, headers=headers)
    assert read_mail(mail) == Bounce(DELIVERY, "5.1.1", True)


def test_a_report_that_gives_the_whole_mail_back_is_a_bounce_not_a_document() -> None:
    whole = status("failed", "5.1.1", envelope="").replace(
        b"--b--", b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + MAIL + b"\r\n--b--"
    )
    assert read_mail(whole) == Bounce(DELIVERY, "5.1.1", True)


def test_a_bounce_of_a_receipt_is_none_of_a_delivery() -> None:
    returned = f"Message-ID: <{DELIVERY}-03@van-phong.test>\n"
    assert read_mail(status("failed", "5.1.1", envelope="", returned=returned)) is None


def test_a_report_about_the_mail_of_others_is_nothing() -> None:
    mail = status("failed", "5.1.1", envelope="QQ314159", returned="Message-ID: <a@b>\n")
    assert read_mail(mail) is None


@pytest.mark.parametrize(
    "done",
    ["manual-action/MDN-sent-manually; displayed", "automatic-action/MDN-sent-automatically; "
     "processed", "manual-action/MDN-sent-manually; deleted"],
)  # fmt: skip
def test_whatever_was_done_with_a_mail_it_had_arrived(done: str) -> None:
    assert read_mail(read_receipt(done)) == Arrival(DELIVERY, REPORTED_AT, "van-thu@so-y-te.test")


@pytest.mark.parametrize("done", ["", "displayed", ";"])
def test_a_read_receipt_that_says_nothing_is_nothing(done: str) -> None:
    assert read_mail(read_receipt(done)) is None


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 99 Nov 2026 11:05:06 +0700"])
def test_a_report_without_a_date_is_an_arrival_without_one(date: str) -> None:
    mail = status("delivered", "2.0.0").replace(b"Mon, 23 Nov 2026 11:05:06 +0700", date.encode())
    assert read_mail(mail) == Arrival(DELIVERY, None, "van-thu@so-y-te.test")


def test_a_reason_is_one_line_of_bounded_length() -> None:
    told = read_mail(status("failed", "5.0.0", "Diagnostic-Code: smtp; " + "\x1b[31m" * 500 + "\n"))
    assert isinstance(told, Bounce)
    assert told.reason.isprintable()
    assert len(told.reason) <= 500


# -- any mail --------------------------------------------------------------------------------------

WHOLE = [MAIL, status("failed", "5.1.1", returned=RETURNED), status("delivered", "2.0.0"),
         read_receipt("manual-action/MDN-sent-manually; displayed")]  # fmt: skip


words = st.text(st.characters(codec="utf-8"), max_size=300)


@pytest.mark.slow
@settings(max_examples=25)
@given(words, words, words, words)
@example("a" * 500, "“" * 300, "\u202e\u2028\x85", "=?utf-8?Q?a?=")
@example("ạ" * 500, "<a@b>, c", '"\\', "../../cover.json")
@example("", "", "", "")
def test_whatever_a_document_says_its_mail_can_be_written_and_read(
    subject: str, sender: str, recipient: str, name: str
) -> None:
    cover = replace(
        SENT.cover,
        sender=replace(SENT.cover.sender, name=sender, email="a@b.test"),
        recipient=replace(SENT.cover.recipient, name=recipient),
        document=replace(SENT.cover.document, subject=subject, urgency=name[:20]),
    )
    sent = replace(SENT, cover=cover, attachments={name + ".pdf": b"1"})
    mail = document_mail(sent, "van-thu@so-y-te.test", WRITER)
    head, _, _ = mail.partition(b"\r\n\r\n")
    assert head.isascii()
    assert all(line[:1].isspace() or b":" in line for line in head.split(b"\r\n"))
    assert max(map(len, mail.split(b"\r\n"))) <= 998
    assert b"\n" not in mail.replace(b"\r\n", b"")
    told = read_mail(mail)
    assert isinstance(told, Brought)
    assert told.cover == cover
    assert told.files["01-KL-TU.pdf"] == SENT.pdf
    parsed = message_from_bytes(mail, policy=default)
    assert [a.addr_spec for a in parsed["To"].addresses] == ["van-thu@so-y-te.test"]
    assert [a.addr_spec for a in parsed["From"].addresses] == [WRITER.address]


_PIECES = [b"\r\n\r\n", b"--b\r\n", b"\r\nContent-Type: ", b"=?utf-8?Q?", b"*0*=", b"\0"]


def read(data: bytes) -> None:
    with suppress(MessageUnreadable):
        read_mail(data)


@settings(max_examples=30)
@given(st.binary(max_size=2000))
@example(b"")
@example(b"Content-Type: multipart/report; boundary=\r\n\r\n--\r\n--\r\n")
@example(b"Content-Type: message/delivery-status\r\n\r\n\r\n\r\n")
@example(b"Content-Type: multipart/report\r\n\r\n")
@example(b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (n, n)
                  for n in range(1100)))  # fmt: skip
@example(b"Content-Type: message/rfc822\r\n\r\n" * 1100)
@example(b"Content-Disposition: attachment; filename*=x-unknown'vi'%FF\r\n"
         b"Content-Transfer-Encoding: base64\r\n\r\n====")  # fmt: skip
@example(b"Content-Type: a/b; name*0*=\r\nContent-Transfer-Encoding: uuencode\r\n\r\nbegin x\r\n")
@example(b'Content-Disposition: attachment; filename="=?nothing?B?////?="\r\n\r\nx')
def test_no_bytes_are_a_traceback(data: bytes) -> None:
    read(data)


@settings(max_examples=60)
@given(st.sampled_from(WHOLE), st.data())
def test_no_mail_that_was_spoilt_is_a_traceback(mail: bytes, data: st.DataObject) -> None:
    spoilt = bytearray(mail)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(spoilt) - 1))
        piece = data.draw(st.binary(max_size=8) | st.sampled_from(_PIECES))
        spoilt[at : at + data.draw(st.integers(0, 4))] = piece
    read(bytes(spoilt))
