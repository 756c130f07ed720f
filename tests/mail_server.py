"""A real mail server (aiosmtpd) that tests can make refuse, wait, cut and forget.

Mail goes into a Maildir for each address, as a mail system would deliver it.
"""

from __future__ import annotations

import asyncio
import atexit
import re
import shutil
import socket
import ssl
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from enum import Enum
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, cast

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "van-thu", "secret of password"
DOMAIN = "van-phong.test"


class Cut(Enum):
    """Where the server ends the connection."""

    GREETING = "instead of a greeting"
    RECIPIENT = "instead of an answer to RCPT"
    MIDDLE = "in the middle of the message"
    ANSWER = "after the message, which it has, before the answer"


@dataclass
class Behaviour:
    """How the server is now; a test changes what it needs.

    `refusals` are answers by address; `greylisted` addresses are refused the first time; `cuts` are
    made once each, in order; `delay` is the time for every message, seconds.
    """

    refusals: dict[str, str] = field(default_factory=dict)
    sender_refusal: str = ""
    final_refusal: str = ""
    greylisted: set[str] = field(default_factory=set)
    cuts: list[Cut] = field(default_factory=list)
    dsn: bool = True
    utf8: bool = True
    size: int = 0
    most_messages: int = 0
    most_connections: int = 0
    delay: float = 0.0
    silent: bool = False


class MailHost:
    """A server on 127.0.0.1 in a thread of its own.

    Parameters:
        security: starttls, tls or none.
        password: what USER must know; "" where nobody is asked.
    """

    def __init__(
        self, root: Path, security: str = "starttls", password: str = PASSWORD,
        name: str = "localhost",
    ) -> None:  # fmt: skip
        self.root, self.security, self.password = root, security, password
        self.behaviour = Behaviour()
        self.said: list[str] = []
        self.count: Counter[str] = Counter()
        self.open = 0
        self._authority = trustme.CA()
        self.authorities = root / "authorities.pem"
        root.mkdir(parents=True, exist_ok=True)
        self._authority.cert_pem.write_to_path(str(self.authorities))
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert(name).configure_cert(self._context)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._server = self._run(
            self._loop.create_server(
                self._protocol, sock=self._listening,
                ssl=self._context if security == "tls" else None,
            )
        )  # fmt: skip

    def settings(self, **further: Any) -> dict[str, Any]:
        """Those of a channel that sends by this server."""
        from workflow.dispatch.mail_kind import MAIL

        return {name: value.default for name, value in MAIL.settings.items()} | {
            "host": "localhost", "port": self.port, "security": self.security,
            "tls": str(self.authorities), "user": USER if self.password else "",
            "password": "env:MAIL", "from": f"van-thu@{DOMAIN}", "patience": 5.0,
        } | further  # fmt: skip

    def reset(self) -> None:
        self.behaviour = Behaviour()
        self.said.clear()
        shutil.rmtree(self.root / "mail", ignore_errors=True)
        self.count.clear()

    def maildir(self, address: str) -> Path:
        return self.root / "mail" / address

    def mails(self, address: str) -> list[EmailMessage]:
        """What has come for an address, in order."""
        return [
            cast(EmailMessage, message_from_bytes(file.read_bytes(), policy=default))
            for file in sorted((self.maildir(address) / "new").glob("*"))
        ]

    def close(self) -> None:
        async def ended() -> None:
            self._server.close()
            tasks = asyncio.all_tasks() - {asyncio.current_task()}
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        self._run(ended())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def deliver(self, address: str, content: bytes) -> None:
        """Into the Maildir: whole, or not at all."""
        folder = self.maildir(address)
        for each in ("tmp", "new", "cur"):
            (folder / each).mkdir(parents=True, exist_ok=True)
        self.count["delivered"] += 1
        name = f"{time.time_ns():020d}.{self.count['delivered']}.test"
        (folder / "tmp" / name).write_bytes(content)
        (folder / "tmp" / name).rename(folder / "new" / name)

    def has_lost_one(self) -> bool:
        """Whether, since it was asked last, a message was cut off before its end."""
        lost = self.count["begun"] - self.count["ended"]
        self.count["ended"] = self.count["begun"]
        return lost > 0

    def _protocol(self) -> _Protocol:
        tls = self.security == "starttls"
        return _Protocol(
            self, _Handler(self), hostname="mail.test", loop=self._loop,
            data_size_limit=self.behaviour.size or None, enable_SMTPUTF8=self.behaviour.utf8,
            tls_context=self._context if tls else None, require_starttls=tls,
            auth_required=bool(self.password), auth_require_tls=tls,
            authenticator=self._authenticated if self.password else None, timeout=60,
        )  # fmt: skip

    def _authenticated(
        self, _: SMTP, __: Session, ___: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        self.count["authentications"] += 1
        known = isinstance(data, LoginPassword) and (data.login, data.password) == (
            USER.encode(), self.password.encode(),
        )  # fmt: skip
        return AuthResult(success=known, handled=False)

    def _run(self, coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(20)


@cache
def shared_host() -> MailHost:
    """One for all tests that need no other; it ends with them."""
    root = Path(mkdtemp(prefix="vanban-mail-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return MailHost(root)


class _Protocol(SMTP):
    """aiosmtpd's, with delivery status notifications (RFC 3461) and with cuts."""

    def __init__(self, host: MailHost, *arguments: Any, **named: Any) -> None:
        self._host = host
        self._messages = 0
        self._greeted = False
        super().__init__(*arguments, **named)

    def connection_made(self, transport: Any) -> None:
        if not self._greeted:  # otherwise it is the same connection, with TLS
            self._host.count["connections"] += 1
            self._host.open += 1
            if 0 < self._host.behaviour.most_connections < self._host.open:
                transport.write(b"421 4.7.0 too many connections\r\n")
                transport.close()
        self._greeted = True
        if self._cuts(Cut.GREETING):
            transport.abort()
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._host.open -= 1
        super().connection_lost(error)

    async def smtp_MAIL(self, arg: str) -> None:
        self._host.said.append(f"MAIL {arg}")
        self._messages += 1
        if self._host.behaviour.silent:
            await asyncio.sleep(60)
        if 0 < self._host.behaviour.most_messages < self._messages:
            await self.push("421 4.7.0 too many messages by one connection")
            self.transport.close()
            return
        if refusal := self._host.behaviour.sender_refusal:
            await self.push(refusal)
            return
        await super().smtp_MAIL(re.sub(r" (RET|ENVID)=\S+", "", arg))

    async def smtp_RCPT(self, arg: str) -> None:
        self._host.said.append(f"RCPT {arg}")
        if self._cuts(Cut.RECIPIENT):
            self.transport.abort()
            return
        await super().smtp_RCPT(re.sub(r" (NOTIFY|ORCPT)=\S+", "", arg))

    async def smtp_DATA(self, arg: str) -> None:
        self._host.count["begun"] += 1
        if self._cuts(Cut.MIDDLE):
            await self.push("354 go on")
            await self._reader.read(1000)
            self.transport.abort()
            return
        await super().smtp_DATA(arg)

    def _cuts(self, where: Cut) -> bool:
        cuts = self._host.behaviour.cuts
        if cuts and cuts[0] is where:
            cuts.pop(0)
            return True
        return False


class _Handler:
    def __init__(self, host: MailHost) -> None:
        self._host = host

    async def handle_EHLO(
        self, _: SMTP, session: Session, __: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        dsn = ["250-DSN"] if self._host.behaviour.dsn else []
        return responses[:1] + dsn + responses[1:]

    async def handle_RCPT(
        self, _: SMTP, __: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        behaviour = self._host.behaviour
        if address in behaviour.greylisted:
            behaviour.greylisted.discard(address)
            return "451 4.7.1 greylisted, come again"
        if refusal := behaviour.refusals.get(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:
        behaviour = self._host.behaviour
        self._host.count["ended"] += 1
        if behaviour.delay:
            await asyncio.sleep(behaviour.delay)
        if behaviour.final_refusal:
            return behaviour.final_refusal
        for address in envelope.rcpt_tos:
            self._host.deliver(address, cast(bytes, envelope.original_content))
        if cast(_Protocol, server)._cuts(Cut.ANSWER):
            cast(Any, server.transport).abort()
        return "250 2.0.0 queued"
