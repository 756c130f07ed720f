"""A connection to a mail server: TLS first, then authentication, then one message after another.

What the server says is kept for people, and told apart: a refusal of the recipient or the message
is for good, everything else may pass.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from workflow.dispatch.mail_security import STARTTLS, TLS
from workflow.dispatch.one_line import one_line
from workflow.model.messages import N_, Message, message

_MOST = 100  # messages by one connection; servers set such a limit themselves
_OF_OUR_SIDE = frozenset({530, 534, 535, 538})  # RFC 4954: authentication or encryption wanted
_TOO_LARGE = 552  # RFC 1870
_NO_XTEXT = re.compile(r"[^!-*,-<>-~]")  # RFC 3461, 4


@dataclass(frozen=True)
class Account:
    """Where mail is handed over, and as whom.

    `greeting` is the name that this side gives itself; `patience` in seconds.
    """

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    greeting: str
    patience: float


@dataclass(frozen=True)
class Envelope:
    """A message ready to go. `reported` asks for delivery status notifications under `id`."""

    id: str
    sender: str
    recipient: str
    content: bytes = field(repr=False)
    reported: bool


class Unsent(Exception):
    """The message is not with the server, or nobody knows; `permanent`: it refused it for good."""

    def __init__(self, reason: Message, permanent: bool = False) -> None:
        super().__init__(str(reason))
        self.reason, self.permanent = reason, permanent


class Barred(Unsent):
    """Nothing can be sent as long as the settings are as they are."""


class Unreachable(Unsent):
    """Nobody answers there."""


class Busy(Unsent):
    """The server wants no further connection now."""


class Broken(Exception):
    """The connection ended before the message was handed over."""


def connected(account: Account, context: ssl.SSLContext) -> Connection:
    """A connection ready for messages: encrypted as the account wants it, and logged in.

    Raises:
        Unsent: which kind says how long there is no use in trying again.
    """
    where = f"{account.host}:{account.port}"
    with _named(where):
        if account.security == TLS:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                account.host, account.port, account.greeting, timeout=account.patience,
                context=context,
            )  # fmt: skip
        else:
            smtp = smtplib.SMTP(
                account.host, account.port, account.greeting, timeout=account.patience
            )
    try:
        with _named(where):
            _secured(smtp, account, context)
            if account.user:
                smtp.login(account.user, account.password)
    except BaseException:
        smtp.close()
        raise
    return Connection(smtp)


def _secured(smtp: smtplib.SMTP, account: Account, context: ssl.SSLContext) -> None:
    smtp.ehlo_or_helo_if_needed()
    if account.security == STARTTLS:
        if not smtp.has_extn("starttls"):
            reason = N_("the server offers no encryption (STARTTLS); nothing was said to it")
            raise Barred(message(reason))
        smtp.starttls(context=context)
        smtp.ehlo()


class Connection:
    """An open connection; after a cut it is good for nothing."""

    def __init__(self, smtp: smtplib.SMTP) -> None:
        self._smtp = smtp
        self._used = 0
        self._alive = True

    @property
    def is_new(self) -> bool:
        return self._used == 0

    @property
    def is_usable(self) -> bool:
        return self._alive and self._used < _MOST

    def hand_over(self, envelope: Envelope) -> None:
        """
        Raises:
            Unsent: the server refused it, or said nothing at the end.
            Broken: the connection ended before the message was handed over whole.
        """
        smtp = self._smtp
        self._used += 1
        self._check_size(envelope)
        mail_options, recipient_options = self._options(envelope)
        try:
            self._expect(smtp.mail(envelope.sender, mail_options), of_the_message=False)
            self._expect(smtp.rcpt(envelope.recipient, recipient_options))
            code, words = smtp.docmd("data")
            if code != 354:
                self._expect((code, words))
        except (OSError, smtplib.SMTPException) as error:
            self._alive = False
            raise Broken(_said(error)) from None
        self._content(envelope.content)

    def _content(self, content: bytes) -> None:
        try:
            self._smtp.send(_dotted(content))
            answer = self._smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._alive = False
            reason = N_("the connection ended before the server said whether it has the message: "
                        "{error}")  # fmt: skip
            raise Unsent(message(reason, error=_said(error))) from None
        self._expect(answer)

    def close(self) -> None:
        self._alive = False
        with suppress(OSError, smtplib.SMTPException):
            self._smtp.quit()
        self._smtp.close()

    def _check_size(self, envelope: Envelope) -> None:
        limit = self._smtp.esmtp_features.get("size", "")
        size = len(envelope.content)
        if limit.isdecimal() and 0 < int(limit) < size:
            reason = N_("the message has {size} KB, the server takes {limit} KB at most")
            raise Unsent(
                message(reason, size=-(-size // 1024), limit=int(limit) // 1024), permanent=True
            )

    def _options(self, envelope: Envelope) -> tuple[list[str], list[str]]:
        """What is said beside the two addresses (RFC 1870, 3461, 6531)."""
        offered, mail, recipient = self._smtp.esmtp_features, [], []
        if "size" in offered:
            mail.append(f"SIZE={len(envelope.content)}")
        if not (envelope.sender + envelope.recipient).isascii():
            if "smtputf8" not in offered:
                reason = N_("the address {address} has letters that the server does not take")
                raise Unsent(message(reason, address=envelope.recipient), permanent=True)
            mail += ["BODY=8BITMIME", "SMTPUTF8"]
        if envelope.reported and "dsn" in offered:
            mail += ["RET=HDRS", f"ENVID={_xtext(envelope.id)}"]
            recipient.append("NOTIFY=SUCCESS,FAILURE,DELAY")
            if envelope.recipient.isascii():
                recipient.append(f"ORCPT=rfc822;{_xtext(envelope.recipient)}")
        return mail, recipient

    def _expect(self, answer: tuple[int, bytes], of_the_message: bool = True) -> None:
        """
        Raises:
            Unsent: the answer is a refusal; for good, if it is one of the recipient or the message.
            Broken: the server says that it closes (421).
        """
        code, words = answer
        if 200 <= code < 300:
            return
        said = _words(code, words)
        if code == 421:
            self._alive = False
            raise Broken(said)
        with suppress(OSError, smtplib.SMTPException):
            self._smtp.rset()
        permanent = code == _TOO_LARGE or (of_the_message and 500 <= code < 600)
        raise Unsent(
            message(N_("the server refused: {said}"), said=said),
            permanent and code not in _OF_OUR_SIDE,
        )


@contextmanager
def _named(where: str) -> Iterator[None]:
    """What can go wrong before a message is sent, in sentences."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        said = _words(error.smtp_code, error.smtp_error)
        reason = N_("the server does not take user and password: {said}")
        wrong = Barred if 500 <= error.smtp_code < 600 else Busy
        raise wrong(message(reason, said=said)) from None
    except smtplib.SMTPNotSupportedError as error:
        reason = N_("the server at {where} offers no authentication: {error}")
        raise Barred(message(reason, where=where, error=error)) from None
    except ssl.SSLCertVerificationError as error:
        reason = N_("no trustworthy encryption with {where}: {error}")
        raise Barred(message(reason, where=where, error=error.verify_message)) from None
    except smtplib.SMTPResponseException as error:
        said = _words(error.smtp_code, error.smtp_error)
        refused = message(N_("the server at {where} refuses: {said}"), where=where, said=said)
        raise (Busy if error.smtp_code < 500 else Unreachable)(refused) from None
    except (OSError, smtplib.SMTPException) as error:
        reason = N_("{where} cannot be reached: {error}")
        raise Unreachable(message(reason, where=where, error=_said(error))) from None
    except UnicodeError:
        raise Barred(message(N_("user or password has letters that are not ASCII"))) from None


def _dotted(content: bytes) -> bytes:
    """A message as it is transmitted: leading dots doubled, a dot at its end (RFC 5321, 4.5.2)."""
    stuffed = content.removesuffix(b"\r\n").replace(b"\r\n.", b"\r\n..")
    return (b"." if stuffed.startswith(b".") else b"") + stuffed + b"\r\n.\r\n"


def _xtext(text: str) -> str:
    return _NO_XTEXT.sub(lambda found: "".join(f"+{b:02X}" for b in found[0].encode()), text)


def _words(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {one_line(text)}".strip()


def _said(error: Exception) -> str:
    return one_line(getattr(error, "strerror", None) or str(error) or type(error).__name__)
