"""A mail server and the connections to it: many messages by each, several at the same time."""

from __future__ import annotations

import queue
import ssl
import threading
import time
from contextlib import suppress

from workflow.dispatch.mail_connection import (
    Account,
    Barred,
    Broken,
    Busy,
    Connection,
    Envelope,
    Unreachable,
    Unsent,
    connected,
)
from workflow.model.messages import N_, message

_REST = 30.0  # seconds in which a server that could not be reached is not tried again


class MailServer:
    """A mail server that takes messages; used by several threads, each with a connection of its
    own while it sends.

    Trouble that no repetition mends (a wrong certificate, a wrong password) is remembered: the
    server is not asked again.
    """

    def __init__(self, account: Account, context: ssl.SSLContext) -> None:
        self._account, self._context = account, context
        self._idle: queue.LifoQueue[Connection] = queue.LifoQueue()
        self._open: set[Connection] = set()
        self._opening = threading.Lock()
        self._trouble: Unsent | None = None
        self._trouble_until = 0.0

    def send(self, envelope: Envelope) -> None:
        """Hand a message over.

        Raises:
            Unsent: it is not there, or the connection ended before the server said so.
        """
        connection = self._taken()
        was_new = connection.is_new
        try:
            try:
                connection.hand_over(envelope)
            except Broken:
                if was_new:
                    raise
                self._given_up(connection)  # the server tired of it in the meantime
                connection = self._opened()
                connection.hand_over(envelope)
        except Broken as error:
            raise Unsent(message(N_("the connection was cut: {error}"), error=error)) from None
        finally:
            if connection.is_usable:
                self._idle.put(connection)
            else:
                self._given_up(connection)

    def close(self) -> None:
        with suppress(queue.Empty):
            while True:
                self._given_up(self._idle.get_nowait())

    def _taken(self) -> Connection:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            pass
        try:
            return self._opened()
        except Busy:
            if not self._open:
                raise
        try:  # the server takes no more connections at once than there are
            return self._idle.get(timeout=self._account.patience)
        except queue.Empty:
            raise Unsent(message(N_("the server takes no further connection"))) from None

    def _opened(self) -> Connection:
        """
        Raises:
            Unsent: it cannot be used, or could not a moment ago.
        """
        with self._opening:  # one by one: what the first is told, the others need not ask
            if self._trouble and time.monotonic() < self._trouble_until:
                raise Unsent(self._trouble.reason)
            try:
                connection = connected(self._account, self._context)
            except (Barred, Unreachable) as error:
                rest = float("inf") if isinstance(error, Barred) else _REST
                self._trouble, self._trouble_until = error, time.monotonic() + rest
                raise
            self._open.add(connection)
            return connection

    def _given_up(self, connection: Connection) -> None:
        self._open.discard(connection)
        connection.close()
