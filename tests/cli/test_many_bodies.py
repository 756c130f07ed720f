"""One document to ten thousand bodies, killed fifty times on its way."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.warm import Warm
from tests.conftest import CLERK, ROOT
from tests.services.many_bodies import BY_MAIL, body_id, issued_to_many, mail_channel
from tests.services.stages import Standing, assert_delivered
from workflow.model.lifecycle import Act, State
from workflow.services.history import verify_journal

pytestmark = pytest.mark.thorough

BODIES, KILLS = 10_000, 50


@pytest.fixture
def taken(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """A mail server: its port, and the file in which it notes what it takes."""
    file = tmp_path / "taken.txt"
    file.touch()
    command = [sys.executable, "-m", "tests.mail_sink", str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield int(server.stdout.readline()), file
        server.kill()


def test_in_the_folder_channel_each_has_it_once_however_often_the_process_is_killed(
    specimen_office: Path, tmp_path: Path
) -> None:
    standing = issued_to_many(specimen_office, tmp_path / "office", BODIES)
    outbox = standing.directory / "outbox"
    distribute_under_kills(
        standing, lambda: sum(1 for _ in outbox.iterdir()) if outbox.is_dir() else 0
    )
    assert {folder.name for folder in outbox.iterdir()} == {body_id(n) for n in range(BODIES)}
    document = standing.document()
    for number in range(BODIES):
        (parcel,) = (outbox / body_id(number)).iterdir()
        cover = assert_delivered(parcel)
        assert cover.file
        assert cover.file.sha256 == document.issued


def test_by_mail_each_has_it_by_one_message_id_however_often_the_process_is_killed(
    specimen_office: Path, tmp_path: Path, taken: tuple[int, Path]
) -> None:
    port, file = taken
    office = tmp_path / "office"
    standing = issued_to_many(specimen_office, office, BODIES, BY_MAIL, mail_channel(port))
    distribute_under_kills(standing, lambda: file.read_text("utf-8").count("\n"))
    lines = Counter(file.read_text("utf-8").splitlines())
    addresses = Counter(line.split()[0] for line in lines)
    assert set(addresses.values()) == {1}, "an address had two Message-IDs"
    assert len(addresses) == len({line.split()[1] for line in lines}) == BODIES
    twice = sum(count - 1 for count in lines.values())
    assert twice < KILLS * 200, "more was sent again than was under way when it was killed"


def distribute_under_kills(standing: Standing, arrived: Callable[[], int]) -> None:
    """Start it and kill it, again and again, then let it end.

    Parameters:
        arrived: how many parcels are there.
    """
    in_the_middle = 0
    for kill in range(KILLS):
        before = arrived()
        process = Warm("distribute", standing.id, "--as", CLERK, cwd=standing.directory)
        if kill % 5:  # the others are killed while they start, or plan
            while arrived() == before and process.poll() is None:
                time.sleep(0.005)
            time.sleep(random.uniform(0, 0.15))
        else:
            time.sleep(random.uniform(0, 1.5))
        process.kill()
        code = process.ended().returncode
        in_the_middle += before < arrived() < BODIES
        assert code == -signal.SIGKILL, "it was finished before it was killed"
    assert in_the_middle > KILLS / 2
    process = Warm("distribute", standing.id, "--as", CLERK, cwd=standing.directory)
    done = process.ended(600)
    assert done.returncode == 0, done.stderr
    assert standing.document().state is State.DISTRIBUTED
    sent = Counter(event.data["delivery"] for event in standing.events(Act.DELIVERY_SENT))
    assert set(sent.values()) == {1}
    assert len(sent) == BODIES
    assert len(standing.events(Act.DISTRIBUTION_PLANNED)) == 1
    verify_journal(standing.acting())
