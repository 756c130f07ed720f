"""Files kept by their content: there whole or not at all, and never another than was kept."""

from __future__ import annotations

import hashlib
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.writing import content
from workflow.ledger.store import Store, write_whole
from workflow.model.errors import ContentDamaged, DiskFull, StorageError

ROOT = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "content"


@pytest.fixture
def store(root: Path) -> Store:
    return Store(root)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("shared"))


def files(root: Path) -> list[Path]:
    return sorted(file for file in root.rglob("*") if file.is_file())


@given(data=st.binary(max_size=2000))
def test_what_is_kept_is_got_back_by_its_hash(shared: Store, data: bytes) -> None:
    name = shared.put(data)
    assert name == hashlib.sha256(data).hexdigest()
    assert shared.get(name) == data


def test_the_same_content_is_kept_once(store: Store, root: Path) -> None:
    assert store.put(b"R0") == store.put(b"R0")
    assert len(files(root)) == 1


def test_another_store_on_the_same_folder_has_the_same_files(store: Store, root: Path) -> None:
    assert Store(root).get(store.put(b"R0")) == b"R0"


def test_nothing_but_the_kept_files_lies_in_the_folder(store: Store, root: Path) -> None:
    names = {store.put(f"{n}".encode()) for n in range(20)}
    assert {file.name for file in files(root)} == names


@pytest.mark.parametrize("changed", [b"", b"R", b"R1", b"R0\n", b"\x00" * 100])
def test_a_file_that_was_changed_is_never_given_out(
    store: Store, root: Path, changed: bytes
) -> None:
    name = store.put(b"R0")
    files(root)[0].write_bytes(changed)
    with pytest.raises(ContentDamaged) as refused:
        store.get(name)
    assert name in refused.value.text()


def test_a_missing_file_is_named(store: Store, root: Path) -> None:
    name = store.put(b"R0")
    files(root)[0].unlink()
    with pytest.raises(ContentDamaged) as refused:
        store.get(name)
    assert name in refused.value.text()


def test_a_hash_that_was_never_kept_is_named(store: Store) -> None:
    with pytest.raises(ContentDamaged):
        store.get("0" * 64)


def test_content_kept_again_after_it_was_damaged_can_be_got(store: Store, root: Path) -> None:
    """Whoever is told that a file is kept will record its hash: then it must be there."""
    name = store.put(b"R0")
    files(root)[0].write_bytes(b"damaged")
    store.put(b"R0")
    assert store.get(name) == b"R0"


def test_a_folder_that_cannot_be_made_is_said_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("a file where the folder should be")
    with pytest.raises(StorageError) as refused:
        Store(tmp_path / "content").put(b"R0")
    assert str(tmp_path) in refused.value.text()


def test_a_file_is_written_over_whole(tmp_path: Path) -> None:
    place = tmp_path / "a" / "b" / "x.pdf"
    write_whole(place, b"one")
    write_whole(place, b"two")
    assert place.read_bytes() == b"two"
    assert files(tmp_path) == [place]


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    place = tmp_path / "x"
    place.mkdir()
    (place / "kept").write_text("kept")
    with pytest.raises(StorageError):
        write_whole(place, b"data")
    assert [file.name for file in tmp_path.rglob("*")] == ["x", "kept"]


LIMITED = """
import resource, sys
from pathlib import Path
from workflow.ledger.store import Store
from workflow.model.errors import VanbanError
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    Store(Path(sys.argv[1])).put(b"x" * 100_000)
except VanbanError as error:
    print(type(error).__name__)
"""


def test_a_disk_that_takes_no_more_is_said_and_nothing_half_written_is_left(root: Path) -> None:
    """The operating system's own limit on the size of a file stands for a full disk."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(root)], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == (f"{DiskFull.__name__}\n", "")
    assert files(root) == []


@pytest.mark.slow
def test_a_process_killed_while_writing_leaves_whole_files_only(tmp_path: Path) -> None:
    in_the_middle, whole = 0, 0
    for round_ in range(60):
        if round_ >= 6 and in_the_middle >= 3:
            break
        root = tmp_path / str(round_)
        command = [sys.executable, "-m", "tests.ledger.writing", str(root)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(random.uniform(0.005, 0.1))
            process.send_signal(signal.SIGKILL)
        seen = [file for file in files(root) if not file.name.startswith(".")]
        for file in seen:
            assert hashlib.sha256(file.read_bytes()).hexdigest() == file.name
        in_the_middle += len(files(root)) - len(seen)
        whole += len(seen)
        store = Store(root)
        again = store.put(content(len(seen)))
        assert store.get(again) == content(len(seen))
    assert whole > 0
    assert in_the_middle > 0, "no kill came in the middle of a write"


READING = """
import sys, time
from pathlib import Path
place, versions = Path(sys.argv[1]), {bytes([n]) * 300_000 for n in range(4)}
ends, count = time.monotonic() + 1.5, 0
while time.monotonic() < ends:
    assert place.read_bytes() in versions
    count += 1
print(count)
"""


@pytest.mark.slow
def test_a_reader_never_sees_a_file_half_written_over(tmp_path: Path) -> None:
    place = tmp_path / "x.pdf"
    versions = [bytes([n]) * 300_000 for n in range(4)]
    write_whole(place, versions[0])
    command = [sys.executable, "-c", READING, str(place)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reader:
        written = 0
        while reader.poll() is None:
            write_whole(place, versions[written % 4])
            written += 1
        assert reader.stdout is not None
        read = int(reader.stdout.read())
    assert reader.returncode == 0
    assert read > 20
    assert written > 20
