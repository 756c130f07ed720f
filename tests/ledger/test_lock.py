"""One worker at a time on one document; a lock never outlives its process."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from workflow.ledger.lock import exclusive
from workflow.model.errors import ConcurrentChange, StorageError

ROOT = Path(__file__).parents[2]
ONE, OTHER = "a1b2c3d4e5f60718", "b1b2c3d4e5f60718"

HOLDING = """
import sys, time
from pathlib import Path
from workflow.ledger.lock import exclusive
with exclusive(Path(sys.argv[1]), sys.argv[2]):
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_second_worker_is_told_which_document(tmp_path: Path) -> None:
    with exclusive(tmp_path / "locks", ONE):
        with pytest.raises(ConcurrentChange) as refused, exclusive(tmp_path / "locks", ONE):
            pass
        assert ONE[:6] in refused.value.text()


def test_another_document_is_free(tmp_path: Path) -> None:
    with exclusive(tmp_path, ONE), exclusive(tmp_path, OTHER):
        assert len(list(tmp_path.iterdir())) == 2


def test_a_lock_is_free_again_after_the_work(tmp_path: Path) -> None:
    for _ in range(3):
        with exclusive(tmp_path, ONE):
            pass


def test_a_lock_is_free_again_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="boom"), exclusive(tmp_path, ONE):
        raise RuntimeError("boom")
    with exclusive(tmp_path, ONE):
        pass


def test_a_lock_holds_against_other_processes_and_dies_with_its_own(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDING, str(tmp_path), ONE]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(ConcurrentChange), exclusive(tmp_path, ONE):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with exclusive(tmp_path, ONE):
        pass


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "locks").write_text("")
    with pytest.raises(StorageError), exclusive(tmp_path / "locks", ONE):
        pass
