"""Mails as they are sent: a document with its cover, a receipt, a plain letter."""

from __future__ import annotations

import hashlib
import re
from base64 import encodebytes
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP, SMTPUTF8, EmailPolicy
from email.utils import format_datetime
from functools import lru_cache

from workflow.dispatch.channels import Answer, Parcel
from workflow.dispatch.cover_json import write_message
from workflow.dispatch.mail_text import receipt_subject, receipt_text, subject_of, text_of
from workflow.dispatch.one_line import one_line
from workflow.model.messages import N_, VIETNAM, Message, message

COVER = "cover.json"
DELIVERY = "X-Vanban-Delivery"

_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[^\s@<>()\[\],;:\"\\]+")
_PLAIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,63}")
_LONGEST = 400  # letters of a subject
_TYPES = {
    ".json": ("application", "json"),
    ".pdf": ("application", "pdf"),
    ".p7m": ("application", "pkcs7-mime"),
    ".p7s": ("application", "pkcs7-signature"),
    ".xml": ("application", "xml"),
}


class BadAddress(ValueError):
    """It is no address of a mailbox; `sentence` says so."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True)
class Writer:
    """Who writes: the address, the name beside it ("" for that of the office), and where answers
    go, if elsewhere."""

    address: str
    name: str = ""
    reply_to: str = ""

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]

    @property
    def answers_to(self) -> str:
        return self.reply_to or self.address

    def message_id(self, id: str) -> str:
        """The Message-ID of what has this id: the same however often it is sent."""
        plain = id if _PLAIN_ID.fullmatch(id) else hashlib.sha256(id.encode()).hexdigest()[:32]
        return f"<{plain}@{self.domain}>"


def checked_address(text: str) -> str:
    """The address of one mailbox; its domain in ASCII.

    Raises:
        BadAddress: it is none, or more than one.
    """
    address = text.strip()
    if not address:
        raise BadAddress(message(N_("the directory has no mail address of it")))
    if not _ADDRESS.fullmatch(address) or not address.isprintable():
        raise BadAddress(message(N_("“{address}” is no mail address"), address=one_line(address)))
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        sentence = message(N_("“{address}” is no mail address"), address=one_line(address))
        raise BadAddress(sentence) from None


def document_mail(parcel: Parcel, address: str, writer: Writer) -> bytes:
    """A document, a recall, an update or a replacement. The cover names the address for answers."""
    cover = parcel.cover
    if not cover.sender.email:
        cover = replace(cover, sender=replace(cover.sender, email=writer.answers_to))
    mail = _begun(cover.sender.name, (parcel.name, address), writer)
    mail["Subject"] = _line(subject_of(cover))
    mail["Date"] = _date(cover.sent_at)
    mail["Message-ID"] = writer.message_id(parcel.delivery)
    mail[DELIVERY] = _line(parcel.delivery)
    mail["Disposition-Notification-To"] = writer.answers_to
    if cover.document.urgency:
        mail["Importance"], mail["Priority"], mail["X-Priority"] = "high", "urgent", "1"
    files = [(parcel.file_name, parcel.pdf)] if parcel.file_name else []
    shared = _attached(*files, *parcel.attachments.items())
    return _written(
        mail,
        text_of(cover, writer.answers_to),
        (*shared, *_attached((COVER, write_message(cover)))),
    )


def receipt_mail(answer: Answer, address: str, writer: Writer) -> bytes:
    """A receipt for who sent the document; it answers the mail that brought it."""
    receipt = answer.receipt
    mail = _begun(receipt.sender.name, (answer.recipient.name, address), writer)
    mail["Subject"] = _line(receipt_subject(receipt))
    mail["Date"] = _date(receipt.at)
    mail["Message-ID"] = writer.message_id(f"{receipt.delivery}-{receipt.status.value}")
    brought_by = replace(writer, address=address).message_id(receipt.delivery)
    mail["In-Reply-To"] = mail["References"] = brought_by
    mail["Auto-Submitted"] = "auto-replied"
    text = receipt_text(receipt, answer.recipient.name)
    return _written(mail, text, _attached(*answer.files.items()))


def letter_mail(
    address: str, subject: str, text: str, id: str, at: datetime, writer: Writer
) -> bytes:
    """A plain letter."""
    mail = _begun("", ("", address), writer)
    mail["Subject"] = _line(subject)
    mail["Date"] = _date(at)
    mail["Message-ID"] = writer.message_id(id)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text, cte="quoted-printable")
    return mail.as_bytes(policy=_policy(mail))


def _begun(sender: str, recipient: tuple[str, str], writer: Writer) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _mailbox(writer.name or sender, writer.address)
    mail["To"] = _mailbox(*recipient)
    if writer.reply_to:
        mail["Reply-To"] = writer.reply_to
    return mail


def _mailbox(name: str, address: str) -> Address:
    local, _, domain = address.rpartition("@")
    return Address(_line(name), local, domain)


@lru_cache(maxsize=2)
def _attached(*files: tuple[str, bytes]) -> tuple[bytes, ...]:
    """Files as parts of a mail. The files of a document are the same to all its bodies: encoding
    200 KB anew for each took twice the time of everything else."""
    return tuple(_part(name, data) for name, data in files)


def _part(name: str, data: bytes) -> bytes:
    main, sub = _TYPES.get("." + name.rpartition(".")[2].lower(), ("application", "octet-stream"))
    part = MIMEPart(policy=SMTP)
    part.set_content(b"", main, sub, filename=_line(name.rpartition("/")[2]))
    return part.as_bytes() + encodebytes(data).replace(b"\n", b"\r\n")


def _written(mail: EmailMessage, text: str, parts: Sequence[bytes]) -> bytes:
    """The mail whole. Its boundary can stand in no part: in base64 and quoted-printable no line
    begins like that."""
    boundary = f"=_{hashlib.sha256(str(mail['Message-ID']).encode()).hexdigest()[:32]}"
    body = MIMEPart(policy=SMTP)
    body.set_content(text, cte="quoted-printable")
    mail["MIME-Version"] = "1.0"
    mail["Content-Type"] = f'multipart/mixed; boundary="{boundary}"'
    mail.set_payload("")
    line = f"--{boundary}\r\n".encode()
    content = b"".join(line + part.rstrip(b"\r\n") + b"\r\n" for part in (body.as_bytes(), *parts))
    return mail.as_bytes(policy=_policy(mail)) + content + f"--{boundary}--\r\n".encode()


def _policy(mail: EmailMessage) -> EmailPolicy[EmailMessage]:
    """Headers are in ASCII, unless an address is not (RFC 6532)."""
    addresses = [mail[name].addresses[0].addr_spec for name in ("From", "To")]
    return SMTP if "".join(addresses).isascii() else SMTPUTF8


def _line(text: str) -> str:
    """Text that may stand in a header: one line, nothing that ends it."""
    return one_line(text, _LONGEST)


def _date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(VIETNAM))
