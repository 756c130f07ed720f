"""One document to ten thousand bodies, killed fifty times on its way."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.terminal import run, start
from tests.conftest import CLERK
from tests.services.many_bodies import body_id, issued_to_many
from tests.services.stages import Standing, assert_delivered
from workflow.model.lifecycle import Act, State
from workflow.services.history import verify_journal

pytestmark = pytest.mark.thorough

BODIES, KILLS = 10_000, 50


def test_ten_thousand_bodies_have_it_once_each_however_often_the_process_is_killed(
    specimen_office: Path, tmp_path: Path
) -> None:
    standing = issued_to_many(specimen_office, tmp_path / "office", BODIES)
    outbox = standing.directory / "outbox"
    in_the_middle = 0
    for kill in range(KILLS):
        before = arrived(outbox)
        process = start("distribute", standing.id, "--as", CLERK, cwd=standing.directory)
        if kill % 5:  # the others are killed while they start, or plan
            while arrived(outbox) == before and process.poll() is None:
                time.sleep(0.005)
            time.sleep(random.uniform(0, 0.15))
        else:
            time.sleep(random.uniform(0, 3))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        in_the_middle += before < arrived(outbox) < BODIES
        assert process.returncode == -signal.SIGKILL, "it was finished before it was killed"
    assert in_the_middle > KILLS / 2
    done = run("distribute", standing.id, "--as", CLERK, cwd=standing.directory)
    assert done.returncode == 0, done.stderr
    assert_each_has_it_once(standing)


def arrived(outbox: Path) -> int:
    return sum(1 for _ in outbox.iterdir()) if outbox.is_dir() else 0


def assert_each_has_it_once(standing: Standing) -> None:
    document = standing.document()
    assert document.state is State.DISTRIBUTED
    assert {folder.name for folder in (standing.directory / "outbox").iterdir()} == {
        body_id(number) for number in range(BODIES)
    }
    for number in range(BODIES):
        (parcel,) = (standing.directory / "outbox" / body_id(number)).iterdir()
        cover = assert_delivered(parcel)
        assert cover.file
        assert cover.file.sha256 == document.issued
    sent = Counter(event.data["delivery"] for event in standing.events(Act.DELIVERY_SENT))
    assert set(sent.values()) == {1}
    assert len(sent) == BODIES
    assert len(standing.events(Act.DISTRIBUTION_PLANNED)) == 1
    verify_journal(standing.acting())
