"""A mail server that only notes what it takes: for thousands of messages.

python -m tests.mail_sink FILE   prints its port; each line of FILE is an address and a Message-ID.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

_LIMIT = 64 * 1024**2  # bytes
_ID = re.compile(rb"^message-id:\s*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)


class Notes:
    """Takes every message, writes down whose it is, and says so."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("a", encoding="utf-8", buffering=1)

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.original_content or b""
        found = _ID.search(content[: content.index(b"\r\n\r\n")])
        assert found
        for address in envelope.rcpt_tos:
            self._file.write(f"{address} {found[1].decode()}\n")
        return "250 taken"


async def serve(file: Path) -> None:
    notes = Notes(file)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(notes, data_size_limit=_LIMIT, hostname="localhost", loop=loop),
        "127.0.0.1",
        0,
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    started_by = os.getppid()
    while os.getppid() == started_by:  # ends with the test that started it
        await asyncio.sleep(1)


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
