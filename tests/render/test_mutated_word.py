"""Whatever is wrong in a Word file, the answer is pages or a sentence: no traceback, no more than
10 s of the processor, no more than 500 MB."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from tests.forked import FORKED
from tests.render.mutations import mutated
from workflow.model.errors import VanbanError
from workflow.render.content import render_pages

_SECONDS = 10
_MOST_MEMORY = 500  # MB
_AT_ONCE = 50  # files of one process: what one of them takes would hide what the next ones take


@pytest.mark.parametrize(
    ("first", "count"),
    [
        pytest.param(0, 40, marks=pytest.mark.slow, id="some"),
        *(pytest.param(n, 250, marks=pytest.mark.thorough, id=f"from {n}")
          for n in range(0, 2000, 250)),
    ],
)  # fmt: skip
def test_any_damage_is_answered(first: int, count: int) -> None:
    faults = [fault for seeds in _portions(first, count) for fault in _in_a_child(seeds)]
    assert not faults, "\n\n".join(faults)


def _portions(first: int, count: int) -> Iterator[range]:
    for start in range(first, first + count, _AT_ONCE):
        yield range(start, min(start + _AT_ONCE, first + count))


def _in_a_child(seeds: range) -> list[str]:
    """What went wrong with these files; one that ends its process is told, and the rest tried."""
    faults, start = [], seeds.start
    while start < seeds.stop:
        ours, theirs = FORKED.Pipe()
        child = FORKED.Process(target=_render_all, args=(range(start, seeds.stop), theirs))
        child.start()
        theirs.close()
        seed = start
        while ours.poll(_SECONDS * 6):
            try:
                seed, fault = ours.recv()
            except EOFError:
                break
            start = seed + 1
            if fault:
                faults.append(fault)
        child.kill()
        child.join()
        if start < seeds.stop:
            faults.append(
                f"{mutated(start)[0]}: ended its process, or took longer than {_SECONDS} s"
            )
            start += 1
    return faults


def _render_all(seeds: range, answers: Connection) -> None:
    # Either ends the process, wherever it is. What counts is the processor's time, so that a busy
    # machine does not count against the program; one that waits for ever is ended, too.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    for seed in seeds:
        name, data = mutated(seed)
        signal.setitimer(signal.ITIMER_PROF, _SECONDS)
        signal.alarm(_SECONDS * 5)
        try:
            fault = _rendered(name, data)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.alarm(0)
        memory = _most_memory()
        if memory > _MOST_MEMORY and not fault:
            fault = f"{name}: {memory:.0f} MB"
        answers.send((seed, fault))
        if memory > _MOST_MEMORY:
            break
    answers.close()


def _most_memory() -> float:
    """The most that this process had at a time, MB. (What `getrusage` says begins with that of the
    process that started it.)"""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def _rendered(name: str, data: bytes) -> str:
    try:
        pdf = render_pages(data, "hỏng.docx")
    except VanbanError as error:
        return "" if str(error).strip() else f"{name}: refused without a word"
    except BaseException:
        return f"{name}:\n{traceback.format_exc()}"
    return "" if pdf.startswith(b"%PDF-") else f"{name}: no PDF"


def main() -> None:
    """python -m tests.render.test_mutated_word SEED FOLDER: one file, to look into."""
    import sys

    seed, folder = int(sys.argv[1]), Path(sys.argv[2])
    name, data = mutated(seed)
    (folder / f"{seed}.docx").write_bytes(data)
    print(_rendered(name, data) or "answered")


if __name__ == "__main__":
    main()
