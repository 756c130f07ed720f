"""Four processes issue 200 documents with random kills: no gap, no duplicate, chain verified.

One document goes the whole line until it is signed; the others repeat its recorded acts under ids
of their own, as issuing reads nothing else. Then four clerks work at once, and are killed with
SIGKILL: one of them at a random moment, or all in the moment in which a number was taken and its
file is not yet published.
"""

from __future__ import annotations

import itertools
import json
import random
import secrets
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import CLERK, SEAL, As, Line
from tests.ledger.entries import is_whole
from workflow.ledger.journal import Entry
from workflow.model.document import Document
from workflow.model.lifecycle import State
from workflow.model.verification import Verdict
from workflow.services.history import verify_journal
from workflow.services.issuing import issue
from workflow.services.office import OpenOffice, open_office
from workflow.services.publishing import published_place, unpublished
from workflow.services.verification import verify_file

ROOT = Path(__file__).parents[2]
DOCUMENTS, CLERKS, LEAST_KILLS = 200, 4, 20
LONGEST_PAUSE = 0.3


def prepare(office: OpenOffice, signed: Document, count: int) -> None:
    """Signed documents like `signed`, until there are `count` in all."""
    events = office.ledger.events(signed.id)
    for _ in range(count - 1):
        id = secrets.token_hex(8)
        for version, event in enumerate(events):
            entry = Entry(event.act, event.data)
            office.ledger.record(id, version, [entry], at=event.at, actor=event.actor)


@dataclass
class Desk:
    """The processes at work on one office, and who was killed."""

    office: OpenOffice
    kills: int = 0
    caught_between: int = 0
    clerks: dict[Path, subprocess.Popen[bytes]] = field(default_factory=dict)

    def fill(self) -> None:
        """Have four at work as long as there is work; who was not killed must have ended well."""
        for ready, clerk in list(self.clerks.items()):
            if clerk.poll() is not None:
                assert clerk.returncode in (0, -signal.SIGKILL)
                del self.clerks[ready]
        while len(self.clerks) < CLERKS and self.waiting:
            ready = self.office.directory / f"ready-{secrets.token_hex(4)}"
            command = [sys.executable, "-m", "tests.ledger.issuing_clerk"]
            arguments = [str(self.office.directory), str(ready)]
            self.clerks[ready] = subprocess.Popen([*command, *arguments], cwd=ROOT)

    @property
    def waiting(self) -> bool:
        return any(d.state is State.SIGNED for d in self.office.ledger.documents())

    @property
    def working(self) -> list[subprocess.Popen[bytes]]:
        return [c for ready, c in self.clerks.items() if ready.exists() and c.poll() is None]

    def kill(self, clerks: list[subprocess.Popen[bytes]]) -> None:
        for clerk in clerks:
            clerk.send_signal(signal.SIGKILL)
        for clerk in clerks:
            self.kills += clerk.wait() == -signal.SIGKILL

    def issued(self) -> int:
        """How many numbers are in the register, asked past the program and cheaply."""
        database = self.office.directory / self.office.settings.database
        with closing(sqlite3.connect(database)) as raw:
            return int(raw.execute("SELECT count(*) FROM register").fetchone()[0])

    def wait_for(self, more: int) -> None:
        """Until so many more documents are issued, or none is left."""
        goal, ends = min(self.issued() + more, DOCUMENTS), time.monotonic() + 300
        while self.issued() < goal:
            assert time.monotonic() < ends, "the clerks do not get on"
            self.fill()
            time.sleep(0.05)

    def kill_all_between_number_and_file(self) -> None:
        """In the moment in which a number is in the register and its file not yet on the disk."""
        place = self.office.directory / "signed" / self.office.settings.term.name / "KL"
        first, ends = self.issued(), time.monotonic() + 30
        while (last := self.issued()) < DOCUMENTS and time.monotonic() < ends:
            if last > first and not (place / f"{last:02d}-KL-TU.pdf").exists():
                break
            time.sleep(0.001)
        self.kill(self.working)
        self.caught_between = len(unpublished(self.office))

    def close(self) -> None:
        for clerk in self.clerks.values():
            clerk.kill()
            clerk.wait()


@pytest.fixture
def office(line: Line, acting: As, directory: Path) -> OpenOffice:
    prepare(acting(None), line.signed(), DOCUMENTS)
    return open_office(directory, CLERK)


@pytest.mark.thorough
def test_four_processes_issue_200_documents_with_random_kills(office: OpenOffice) -> None:
    desk = Desk(office)
    try:
        for round_ in itertools.count(1):
            desk.wait_for(random.randint(5, 10))
            if not desk.waiting:
                break
            if round_ % 8 == 0:
                desk.kill_all_between_number_and_file()
            elif desk.working:
                time.sleep(random.uniform(0, LONGEST_PAUSE))
                desk.kill([random.choice(desk.working)])
    finally:
        desk.close()
    print(f"{desk.kills} kills, {desk.caught_between} between number and file")
    assert desk.kills >= LEAST_KILLS
    assert desk.caught_between > 0, "nobody was killed between the number and the file"

    issue_again_what_is_not_published(office)
    assert_numbers_are_whole(office)
    assert_files_are_whole(office)


def issue_again_what_is_not_published(office: OpenOffice) -> None:
    """Issuing again finishes what was cut off, and changes nothing of what was done."""
    events = office.ledger.head()
    for document in office.ledger.documents():
        issue(office, document.id, [SEAL])
    assert office.ledger.head() == events
    assert unpublished(office) == []


def assert_numbers_are_whole(office: OpenOffice) -> None:
    lines = office.ledger.register_lines()
    assert [line.number for line in lines] == list(range(1, DOCUMENTS + 1))
    assert len({line.document for line in lines}) == DOCUMENTS
    assert len({line.official_number for line in lines}) == DOCUMENTS
    assert is_whole(office.ledger)
    check = verify_journal(office)
    assert (check.events, check.evidence) == (5 * DOCUMENTS, DOCUMENTS)


def assert_files_are_whole(office: OpenOffice) -> None:
    documents = {d.official_number: d for d in office.ledger.documents()}
    for line in office.ledger.register_lines():
        document = documents[line.official_number]
        assert (document.state, document.number) == (State.ISSUED, line.number)
        place = published_place(office, document)
        assert place.read_bytes() == office.store.get(document.issued)
        evidence = json.loads(place.with_suffix(".json").read_text("utf-8"))
        assert evidence["sha256"]["issued"] == document.issued
    published = {file.name for file in (office.directory / "signed").glob("*/KL/*.pdf")}
    assert published == {f"{n:02d}-KL-TU.pdf" for n in range(1, DOCUMENTS + 1)}
    trust = office.directory / office.settings.trust
    for document in random.sample(list(documents.values()), 10):
        report = verify_file(published_place(office, document), trust)
        assert report.verdict is Verdict.VALID
        assert report.number == f"Số {document.official_number}"
