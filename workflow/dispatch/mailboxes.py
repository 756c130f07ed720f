"""Mailboxes in which answers come in: by IMAP, or a Maildir on this machine.

A message stays where it is until it is settled; then it moves to a folder beside.
"""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from workflow.dispatch.channels import Found
from workflow.dispatch.mail_security import STARTTLS, TLS
from workflow.dispatch.one_line import one_line
from workflow.model.messages import N_, Message, message

MESSAGE = "message.eml"
INBOX = "INBOX"


class MailboxFailed(Exception):
    """The mailbox cannot be read, or a message in it not moved."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Mailbox(Protocol):
    def messages(self) -> Iterator[Found]:
        """What lies there, each with its one file MESSAGE.

        Raises:
            MailboxFailed: also when a message is settled.
        """
        ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class ImapAccount:
    """A mailbox on a server; `done` is the folder for what was read; `patience` in seconds."""

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    done: str
    patience: float


class ImapMailbox:
    """The inbox of an IMAP account. To others who look into it nothing is marked as read."""

    def __init__(self, account: ImapAccount, context: ssl.SSLContext) -> None:
        self._account, self._context = account, context
        self._imap: imaplib.IMAP4 | None = None
        self._validity = b""
        self._done_exists = False

    def messages(self) -> Iterator[Found]:
        with self._named():
            validity, uids = self._listed()
        for uid in uids:
            with self._named():
                data = self._fetched(uid)
            if data is not None:  # another program took it meanwhile
                place = f"{self._account.user}@{self._account.host}, {INBOX} {uid}"
                yield Found(place, {MESSAGE: data}, partial(self._settle, validity, uid))

    def close(self) -> None:
        imap, self._imap = self._imap, None
        if imap is not None:
            with suppress(OSError, imaplib.IMAP4.error):
                imap.logout()

    def _settle(self, validity: bytes, uid: str) -> None:
        with self._named():
            try:
                self._moved(validity, uid)
            except (OSError, imaplib.IMAP4.abort):  # the server tired of waiting
                self._imap = None
                self._moved(validity, uid)

    def _listed(self) -> tuple[bytes, list[str]]:
        imap = self._selected()
        imap.noop()  # what came since the folder was opened
        return self._validity, _done(imap.uid("SEARCH", "UNDELETED"))[0].decode().split()

    def _fetched(self, uid: str) -> bytes | None:
        answer = _done(self._selected().uid("FETCH", uid, "(BODY.PEEK[])"))
        return next((bytes(part[1]) for part in answer if isinstance(part, tuple)), None)

    def _moved(self, validity: bytes, uid: str) -> None:
        imap = self._selected()
        if validity != self._validity:  # the numbers mean other messages now (RFC 9051, 2.3.1.1)
            return
        done = f'"{self._account.done}"'
        if not self._done_exists:
            imap.create(done)  # refused where it exists
            self._done_exists = True
        _done(imap.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)"))
        if "MOVE" in imap.capabilities:
            _done(imap.uid("MOVE", uid, done))
            return
        _done(imap.uid("COPY", uid, done))
        _done(imap.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)"))
        if "UIDPLUS" in imap.capabilities:  # otherwise it stays, and is not listed any more
            _done(imap.uid("EXPUNGE", uid))

    def _selected(self) -> imaplib.IMAP4:
        if self._imap is None:
            imap = self._logged_in()
            try:
                _done(imap.select(INBOX))
            except BaseException:
                imap.shutdown()
                raise
            self._imap = imap
            self._validity = (imap.response("UIDVALIDITY")[1] or [b""])[0]
        return self._imap

    def _logged_in(self) -> imaplib.IMAP4:
        account = self._account
        if account.security == TLS:
            imap: imaplib.IMAP4 = imaplib.IMAP4_SSL(
                account.host, account.port, ssl_context=self._context, timeout=account.patience
            )
        else:
            imap = imaplib.IMAP4(account.host, account.port, timeout=account.patience)
        try:
            if account.security == STARTTLS:
                imap.starttls(self._context)
            if "AUTH=PLAIN" in imap.capabilities:
                secret = f"\0{account.user}\0{account.password}".encode()
                imap.authenticate("PLAIN", lambda _: secret)
            else:
                imap.login(account.user, account.password)
            # What a server can do is told anew to those who are logged in.
            told = _done(imap.capability())[0].decode()
            imap.capabilities = tuple(told.upper().split())
        except BaseException:
            imap.shutdown()
            raise
        return imap

    @contextmanager
    def _named(self) -> Iterator[None]:
        where = f"{self._account.host}:{self._account.port}"
        try:
            yield
        except (OSError, imaplib.IMAP4.error, UnicodeError) as error:
            self._imap = None
            told = getattr(error, "verify_message", "") or getattr(error, "strerror", "")
            reason = message(
                N_("the mailbox at {where} cannot be read: {error}"),
                where=where, error=one_line(told or _words(error)),
            )  # fmt: skip
            raise MailboxFailed(reason) from None


class Maildir:
    """A Maildir on this machine; what is settled moves to a folder of it (Maildir++)."""

    def __init__(self, root: Path, done: str) -> None:
        self._root, self._done = root, root / f".{done.replace('/', '.')}"

    def messages(self) -> Iterator[Found]:
        for folder in ("new", "cur"):
            with self._named():
                names = sorted(file.name for file in (self._root / folder).iterdir())
            for name in names:
                file = self._root / folder / name
                with self._named():
                    try:
                        data = file.read_bytes()
                    except (FileNotFoundError, IsADirectoryError):
                        continue  # another program took it meanwhile; or no message
                yield Found(str(file), {MESSAGE: data}, partial(self._settle, name))

    def close(self) -> None:
        pass

    def _settle(self, name: str) -> None:
        base = name.partition(":")[0]
        with self._named():
            for folder in ("tmp", "new", "cur"):
                (self._done / folder).mkdir(parents=True, exist_ok=True)
            (self._done / "maildirfolder").touch()
            for folder in ("new", "cur"):  # another program may have looked at it meanwhile
                for file in (self._root / folder).iterdir():
                    if file.name.partition(":")[0] == base:
                        file.rename(self._done / "cur" / f"{base}:2,S")

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = N_("the Maildir {folder} cannot be used: {error}")
            told = error.strerror or error
            raise MailboxFailed(message(reason, folder=self._root, error=told)) from None


def _done(answer: tuple[str, list[Any]]) -> list[Any]:
    """
    Raises:
        IMAP4.error: the server did not do it.
    """
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(data[0] if data else status)
    return [each or b"" for each in data] or [b""]


def _words(error: Exception) -> str:
    told = error.args[0] if error.args else ""
    return told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
