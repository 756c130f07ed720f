"""One document to thousands of bodies, beside what one would write for it, in one run.

python bench/distribute.py [BODIES]
"""

from __future__ import annotations

import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

from tests.conftest import CLERK, ROOT
from tests.services.many_bodies import BY_MAIL, body_id, issued_to_many, mail_channel
from tests.services.stages import Standing
from workflow.services.distribution import distribute
from workflow.services.starter import create_office


def main() -> None:
    bodies = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        specimen = Path(folder) / "specimen"
        create_office(specimen, specimen_keys=True)
        folders = issued_to_many(specimen, Path(folder) / "folders", bodies)
        print(f"{bodies} bodies, a file of {len(official(folders)) // 1024} KiB")
        compare("folders", by_us(folders), by_copying(folders, bodies), "cp to each folder")
        with mail_server(Path(folder) / "taken.txt") as port:
            channels = mail_channel(port)
            mails = issued_to_many(specimen, Path(folder) / "mails", bodies, BY_MAIL, channels)
            ours, theirs = by_us(mails), by_smtplib(mails, port, bodies)
            compare("mails", ours, theirs, "smtplib in a loop, one connection")


def by_us(standing: Standing) -> float:
    """Seconds to plan, send and record; says how long until the first one was sent."""
    started = time.perf_counter()
    attempts = distribute(standing.acting(CLERK), standing.id)
    troubles = [next(attempts).trouble]
    first = time.perf_counter() - started
    troubles += [attempt.trouble for attempt in attempts]
    assert not any(troubles), next(filter(None, troubles))
    print(f"  read, planned, and the first hundred sent after {first:.2f} s")
    return time.perf_counter() - started


def by_copying(standing: Standing, bodies: int) -> float:
    """Seconds of a script that copies the file, with no cover, no record, nothing flushed."""
    outbox = standing.directory / "copied"
    started = time.perf_counter()
    for number in range(bodies):
        target = outbox / body_id(number)
        target.mkdir(parents=True)
        (target / "01-KL-TU.pdf").write_bytes(standing.official().read_bytes())
    return time.perf_counter() - started


def by_smtplib(standing: Standing, port: int, bodies: int) -> float:
    """Seconds of a script that mails the file, with no cover, no record."""
    pdf = official(standing)
    started = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for number in range(bodies):
            mail = EmailMessage()
            mail["From"], mail["To"] = "a@lam-giang.test", f"xa-{number}@lam-giang.test"
            mail["Subject"], mail["Message-ID"] = "01-KL/TU", f"<{number}@lam-giang.test>"
            mail.set_content("Kính gửi")
            mail.add_attachment(pdf, maintype="application", subtype="pdf", filename="01-KL-TU.pdf")
            server.send_message(mail)
    return time.perf_counter() - started


@contextmanager
def mail_server(file: Path) -> Iterator[int]:
    file.touch()
    command = [sys.executable, "-m", "tests.mail_sink", str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.kill()


def official(standing: Standing) -> bytes:
    return standing.official().read_bytes()


def compare(what: str, ours: float, theirs: float, name: str) -> None:
    print(f"{what}: ours {ours:.1f} s; {name} {theirs:.1f} s; ratio {theirs / ours:.2f}")


if __name__ == "__main__":
    main()
