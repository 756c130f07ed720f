"""The mail channel: documents, receipts and letters by a mail server, answers from a mailbox."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from workflow.dispatch.channels import Answer, Found, Handover, Parcel, Surroundings
from workflow.dispatch.mail_connection import Account, Envelope, Unsent
from workflow.dispatch.mail_security import NONE, STARTTLS, TLS, is_loopback, ssl_context
from workflow.dispatch.mail_server import MailServer
from workflow.dispatch.mail_writing import (
    BadAddress,
    Writer,
    checked_address,
    document_mail,
    letter_mail,
    receipt_mail,
)
from workflow.dispatch.mailboxes import (
    ImapAccount,
    ImapMailbox,
    Mailbox,
    MailboxFailed,
    Maildir,
)
from workflow.model.errors import ChannelFailed, SecretMissing, Undeliverable
from workflow.model.messages import N_, Message, message
from workflow.model.office import ChannelSettings

_SMTP_PORTS = {STARTTLS: 587, TLS: 465, NONE: 25}
_IMAP_PORTS = {STARTTLS: 143, TLS: 993, NONE: 143}


@dataclass
class MailChannel:
    """Mail by one server, which is asked to report what becomes of each message.

    A message has the Message-ID of its delivery: sent again, since nobody knew whether it had been
    taken, it is the same message to those who receive it.

    `open_mailbox` opens the mailbox of the answers, when somebody asks for them; None where there
    is none.
    """

    id: str
    host_name: str
    parallel: int
    writer: Writer
    server: MailServer
    open_mailbox: Callable[[], Mailbox] | None
    _mailbox: Mailbox | None = None

    def host(self, parcel: Parcel) -> str:
        return self.host_name

    def deliver(self, parcel: Parcel) -> Handover:
        """
        Raises:
            Undeliverable: the address is none, or the server refused it or the message for good.
            ChannelFailed: the server does not have it, or did not say so.
        """
        with self._said_of(parcel.name):
            address = checked_address(parcel.address)
            content = document_mail(parcel, address, self.writer)
            self._send(parcel.delivery, address, content, reported=True)
        return Handover.SENT

    def answer(self, answer: Answer) -> None:
        with self._said_of(answer.recipient.name):
            address = checked_address(answer.address)
            content = receipt_mail(answer, address, self.writer)
            id = f"{answer.receipt.delivery}-{answer.receipt.status.value}"
            self._send(id, address, content, reported=False)

    def write_letter(self, address: str, subject: str, text: str, id: str) -> None:
        with self._said_of(address):
            checked = checked_address(address)
            content = letter_mail(checked, subject, text, id, datetime.now(UTC), self.writer)
            self._send(id, checked, content, reported=False)

    def collect(self) -> Iterator[Found]:
        """What lies in the mailbox; settled, it moves to another folder there.

        Raises:
            ChannelFailed: the mailbox cannot be read; or, from `settle`, a mail not moved.
        """
        with self._said_of("–"):
            if self._mailbox is None and self.open_mailbox:
                self._mailbox = self.open_mailbox()
            if self._mailbox is not None:
                for found in self._mailbox.messages():
                    yield replace(found, settle=partial(self._settle, found))

    def close(self) -> None:
        self.server.close()
        if self._mailbox is not None:
            self._mailbox.close()

    def _settle(self, found: Found) -> None:
        with self._said_of("–"):
            found.settle()

    def _send(self, id: str, address: str, content: bytes, *, reported: bool) -> None:
        self.server.send(Envelope(id, self.writer.address, address, content, reported))

    @contextmanager
    def _said_of(self, name: str) -> Iterator[None]:
        """Failures by the names of the channel and of who should have had it."""
        try:
            yield
        except BadAddress as error:
            raise Undeliverable(channel=self.id, body=name, reason=error.sentence) from None
        except Unsent as error:
            kind = Undeliverable if error.permanent else ChannelFailed
            raise kind(channel=self.id, body=name, reason=error.reason) from None
        except MailboxFailed as error:
            raise ChannelFailed(channel=self.id, body=name, reason=error.reason) from None
        except SecretMissing as error:
            reason = str(error).rstrip(".")
            raise ChannelFailed(channel=self.id, body=name, reason=reason) from None


def open_mail(settings: ChannelSettings, around: Surroundings) -> MailChannel:
    """
    Raises:
        ChannelFailed: the settings contradict each other, or a file that they name is not there.
        SecretMissing: the password is not where it should be.
    """
    told = settings.settings
    host, security = told["host"], told["security"]
    _check_security(settings.id, host, security)
    writer = _writer(settings)
    authorities = around.directory / told["tls"] if told["tls"] else None
    try:
        context = ssl_context(authorities)
    except OSError as error:
        reason = message(N_("the file of authorities {file} cannot be used: {error}"),
                         file=told["tls"], error=error.strerror or error)  # fmt: skip
        raise _unusable(settings.id, reason) from None
    password = _secret(settings, around, "password") if told["user"] else ""
    account = Account(
        host=host,
        port=told["port"] or _SMTP_PORTS[security],
        security=security,
        user=told["user"],
        password=password,
        greeting=writer.domain,
        patience=told["patience"],
    )
    server = MailServer(account, context)
    box = _mailbox(settings, around, account, context)
    return MailChannel(settings.id, host, max(1, told["parallel"]), writer, server, box)


def _writer(settings: ChannelSettings) -> Writer:
    told = settings.settings
    try:
        answers_to = checked_address(told["reply_to"]) if told["reply_to"] else ""
        return Writer(checked_address(told["from"]), told["name"], answers_to)
    except BadAddress as error:
        raise _unusable(settings.id, error.sentence) from None


def _mailbox(
    settings: ChannelSettings, around: Surroundings, account: Account, context: ssl.SSLContext
) -> Callable[[], Mailbox] | None:
    told = settings.settings
    if told["maildir"] and told["imap_host"]:
        reason = message(N_("both imap_host and maildir are set; answers come in by one of them"))
        raise _unusable(settings.id, reason)
    if told["maildir"]:
        return lambda: Maildir(around.directory / told["maildir"], told["done"])
    if not told["imap_host"]:
        return None
    security = told["imap_security"]
    _check_security(settings.id, told["imap_host"], security)

    def opened() -> Mailbox:
        of_its_own = told["imap_password"]
        password = _secret(settings, around, "imap_password") if of_its_own else account.password
        imap = ImapAccount(
            host=told["imap_host"],
            port=told["imap_port"] or _IMAP_PORTS[security],
            security=security,
            user=told["imap_user"] or account.user,
            password=password,
            done=told["done"],
            patience=account.patience,
        )
        return ImapMailbox(imap, context)

    return opened


def _check_security(channel: str, host: str, security: str) -> None:
    if security == NONE and not is_loopback(host):
        reason = N_("security = “none” is for this machine only, not for {host}")
        raise _unusable(channel, message(reason, host=host))


def _secret(settings: ChannelSettings, around: Surroundings, name: str) -> str:
    question = message(N_("Password of the mail channel “{channel}”"), channel=settings.id)
    return around.ask(settings, name, question)


def _unusable(channel: str, reason: Message) -> ChannelFailed:
    return ChannelFailed(channel=channel, body="–", reason=reason)
