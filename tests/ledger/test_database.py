"""The database file: where it may lie, who may open it, and what a failure leaves."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.ledger.entries import NOON, created, issue_one, planned, sign_one
from workflow.ledger.journal import Entry
from workflow.ledger.ledger import Ledger
from workflow.model.errors import DatabaseOnNetwork, DiskFull, StorageError
from workflow.model.lifecycle import Act

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
ONE = "a1b2c3d4e5f60718"


def test_the_folder_of_the_database_is_made(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "vanban.db"
    Ledger(file).close()
    assert file.is_file()


@pytest.mark.parametrize(
    "name", ["Văn phòng Tỉnh uỷ", "a b", "a#b", "a?b", "a%20b", "a&b=c", "a:b"]
)
def test_any_name_of_a_folder_will_do_and_the_file_lies_there(tmp_path: Path, name: str) -> None:
    file = tmp_path / name / "vanban.db"
    ledger = Ledger(file)
    sign_one(ledger, ONE)
    assert Ledger(file).find(ONE).id == ONE
    assert {found.name for found in tmp_path.iterdir()} == {name}
    assert file.read_bytes().startswith(b"SQLite format 3\0")


def test_the_database_is_written_through_to_the_disk(ledger: Ledger, file: Path) -> None:
    raw = sqlite3.connect(file)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()


def test_readers_do_not_wait_for_a_writer(ledger: Ledger, file: Path) -> None:
    sign_one(ledger, ONE)
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    assert ledger.find(ONE).version == 4
    writer.execute("ROLLBACK")
    writer.close()


def test_a_writer_waits_until_another_has_finished(ledger: Ledger, file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.3, lambda: other.execute("COMMIT"))
    timer.start()
    sign_one(ledger, ONE)
    timer.join()
    assert ledger.find(ONE).version == 4
    other.close()


def test_a_database_of_version_1_is_brought_up_to_date(file: Path) -> None:
    ledger = Ledger(file)
    sign_one(ledger, ONE)
    before = ledger.find(ONE)
    ledger.close()
    raw = sqlite3.connect(file)
    raw.execute("ALTER TABLE documents DROP COLUMN preserved")
    as_in_version_2(raw)
    raw.execute("PRAGMA user_version = 1")
    raw.close()
    ledger = Ledger(file)
    assert ledger.find(ONE) == before
    assert ledger.audit().differing == []
    ledger.close()


def test_deliveries_of_version_2_are_what_the_journal_says_of_them(file: Path) -> None:
    ledger = Ledger(file)
    sign_one(ledger, ONE)
    issue_one(ledger, ONE)
    facts = {"delivery": f"{ONE}-so-y-te", "body": "so-y-te", "sha256": "ab"}
    entries = [
        planned(ONE, "so-y-te", "so-noi-vu"),
        Entry(Act.DELIVERY_ATTEMPTED, facts),
        Entry(Act.DELIVERY_SENT, facts),
        Entry(Act.DELIVERY_ACKNOWLEDGED, facts | {"by": "văn thư"}),
    ]
    ledger.record(ONE, 5, entries, at=NOON, actor="thanh-mai")
    before = ledger.deliveries(ONE)
    ledger.close()
    raw = sqlite3.connect(file)
    as_in_version_2(raw)
    raw.execute("PRAGMA user_version = 2")
    raw.close()
    ledger = Ledger(file)
    assert ledger.deliveries(ONE) == before
    assert [d.state.value for d in before] == ["accepted", "planned"]
    assert ledger.audit().differing == []
    ledger.close()


def as_in_version_2(raw: sqlite3.Connection) -> None:
    """The table of deliveries as it was: one row a body, and fewer columns."""
    raw.execute("DROP TABLE deliveries")
    raw.execute(
        "CREATE TABLE deliveries (id TEXT PRIMARY KEY, document TEXT, body TEXT, state TEXT, "
        "sha256 TEXT, UNIQUE (document, body))"
    )
    raw.commit()


@pytest.mark.parametrize("version", [4, 5, 99])
def test_a_database_of_a_newer_program_is_refused_and_left_alone(file: Path, version: int) -> None:
    Ledger(file).close()
    raw = sqlite3.connect(file)
    raw.execute(f"PRAGMA user_version = {version}")
    raw.close()
    before = file.read_bytes()
    with pytest.raises(StorageError) as refused:
        Ledger(file)
    assert "newer version" in refused.value.text()
    assert file.read_bytes() == before


@pytest.mark.parametrize("data", [b"not a database, " * 100, b"\x00" * 4096, b"SQLite format 3\0x"])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "vanban.db"
    file.write_bytes(data)
    with pytest.raises(StorageError) as refused:
        Ledger(file)
    assert str(file) in refused.value.text()
    assert file.read_bytes() == data


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    (tmp_path / "vanban.db").touch()
    assert Ledger(tmp_path / "vanban.db").events() == []


def test_a_folder_where_the_database_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vanban.db").mkdir()
    with pytest.raises(StorageError):
        Ledger(tmp_path / "vanban.db")


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "signed").write_text("")
    with pytest.raises(StorageError):
        Ledger(tmp_path / "signed" / "vanban.db")


@pytest.mark.slow
def test_many_may_open_a_new_database_at_the_same_moment(tmp_path: Path) -> None:
    failures: list[BaseException] = []

    def work(file: Path, barrier: threading.Barrier) -> None:
        barrier.wait()
        try:
            Ledger(file).close()
        except BaseException as error:
            failures.append(error)

    for round_ in range(20):
        barrier = threading.Barrier(6)
        threads = [
            threading.Thread(target=work, args=(tmp_path / f"{round_}.db", barrier))
            for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []


# -- on disks of their own -------------------------------------------------------------------------
# Run in a mount namespace of their own, so that nothing of this machine is touched.


def _can_mount() -> bool:
    probe = ["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"]
    return os.geteuid() == 0 and subprocess.run(probe, capture_output=True).returncode == 0


needs_mount = pytest.mark.skipif(not _can_mount(), reason="needs root and mount namespaces")


def run_in_namespace(script: str, *arguments: object) -> str:
    done = subprocess.run(
        ["unshare", "-m", sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout


FULL = """
import subprocess, sys
from pathlib import Path
from tests.ledger.entries import NOON, created, is_whole, submitted
from workflow.ledger.ledger import Ledger
from workflow.model.errors import VanbanError

disk = Path(sys.argv[1])
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", disk], check=True)
ledger = Ledger(disk / "vanban.db")
(disk / "ballast").write_bytes(b"x" * 200_000)
for n in range(100_000):
    try:
        ledger.record(f"{n:016d}", 0, [created("x" * 500), submitted()], at=NOON, actor="x")
    except VanbanError as error:
        print(type(error).__name__)
        break
print(len(ledger.documents()) == n, len(ledger.events()) == 2 * n, is_whole(ledger))
(disk / "ballast").unlink()
ledger.record(f"{n:016d}", 0, [created(), submitted()], at=NOON, actor="x")
print(len(ledger.documents()) == n + 1, is_whole(ledger))
"""


@needs_mount
@pytest.mark.slow
def test_a_full_disk_is_said_nothing_half_is_recorded_and_work_goes_on_when_there_is_room(
    tmp_path: Path,
) -> None:
    assert run_in_namespace(FULL, tmp_path).splitlines() == [
        DiskFull.__name__, "True True True", "True True",
    ]  # fmt: skip


NETWORK = """
import ctypes, os, sys
from pathlib import Path
from workflow.ledger.ledger import Ledger
from workflow.model.errors import DatabaseOnNetwork

# A share of sshfs whose server is gone: the kernel still lists the mount.
libc = ctypes.CDLL(None, use_errno=True)
disk = sys.argv[1].encode()
device = os.open("/dev/fuse", os.O_RDWR)
options = f"fd={device},rootmode=40000,user_id=0,group_id=0,subtype=sshfs".encode()
if libc.mount(b"user@server:/", disk, b"fuse", 0, options) != 0:
    sys.exit(f"cannot mount: {os.strerror(ctypes.get_errno())}")
os.close(device)
try:
    Ledger(Path(sys.argv[1]) / "signed" / "vanban.db")
except DatabaseOnNetwork as error:
    print(type(error).__name__, error.facts["kind"])
except Exception as error:
    print(repr(error))
"""

needs_fuse = pytest.mark.skipif(not Path("/dev/fuse").exists(), reason="needs /dev/fuse")


@needs_mount
@needs_fuse
@pytest.mark.parametrize("name", ["share", "ổ-chung", "my share"])
def test_a_database_on_a_network_share_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert run_in_namespace(NETWORK, tmp_path / name) == (
        f"{DatabaseOnNetwork.__name__} fuse.sshfs\n"
    )


LOCAL = """
import subprocess, sys
from pathlib import Path
from workflow.ledger.ledger import Ledger

disk = Path(sys.argv[1])
subprocess.run(["mount", "-t", "tmpfs", "none", disk], check=True)
print(len(Ledger(disk / "signed" / "vanban.db").events()))
"""


@needs_mount
def test_a_database_on_another_local_disk_is_opened(tmp_path: Path) -> None:
    (tmp_path / "ổ khác").mkdir()
    assert run_in_namespace(LOCAL, tmp_path / "ổ khác") == "0\n"


def test_a_failure_in_the_middle_of_a_record_leaves_the_ledger_at_work(ledger: Ledger) -> None:
    with pytest.raises(TypeError):
        ledger.record(ONE, 0, [created(object())], at=NOON, actor="x")  # type: ignore[arg-type]
    sign_one(ledger, ONE)
    assert ledger.find(ONE).version == 4
