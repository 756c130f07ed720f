"""Word files to pages: ours, and LibreOffice cold (a call for each file) and warm (one for all).

python bench/render.py [--quick]    (needs LibreOffice)

The files are those that the tests compare with LibreOffice's pages. LibreOffice is asked for what
ours always is, tagged PDF/A-2; the same without that in a second run.
"""

from __future__ import annotations

import cProfile
import multiprocessing
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.pool import Pool
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.long_report import long_report
from tests.render.corpus import corpus
from workflow.model.errors import UnsupportedFeatures
from workflow.render.content import render_pages
from workflow.render.fields import count_pages

_ARCHIVAL = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)
_PLAIN = "pdf"
_CORES = len(os.sched_getaffinity(0))
_LENGTHS = (75, 150, 300)  # pages
_STAGES = {
    "reading the Word file": ("word_reader.py", "read_docx"),
    "writing HTML": ("html.py", "write_html"),
    "WeasyPrint: parsing and styles": ("document.py", "_build_layout_context"),
    "WeasyPrint: boxes": ("build.py", "build_formatting_structure"),
    "WeasyPrint: layout": ("__init__.py", "layout_document"),
    "WeasyPrint: drawing and PDF": ("document.py", "write_pdf"),
    "every letter found again": ("whole.py", "check_whole"),
    "fields and structure": ("fields.py", "declare_fields"),
}


def main() -> None:
    files = {file.name: file.data for file in corpus()}
    if "--quick" in sys.argv:
        files = dict(list(files.items())[::8])
    files = carried(files)
    bytes_of_ours = ours(files)  # once, so that fonts are loaded: a warm service
    pages = sum(count_pages(pdf) for pdf in bytes_of_ours.values())
    print(f"{len(files)} Word files, {pages} pages")
    warm_ours = timed(lambda: ours(files))
    with warm_pool(files) as pool:
        spread = timed(lambda: pool.map(_one, files.items(), chunksize=4))
    cold = timed(lambda: [libreoffice({name: data}) for name, data in files.items()])
    line("ours, a warm service of one process", warm_ours, len(files), 0)
    line(f"ours, of {_CORES} processes", spread, len(files), warm_ours)
    line("LibreOffice, a call for each file", cold, len(files), warm_ours)
    for kind, target in (("tagged PDF/A-2", _ARCHIVAL), ("plain PDF", _PLAIN)):
        warm = timed(partial(libreoffice, files, target))
        line(f"LibreOffice, one call, {kind}", warm, len(files), warm_ours)
    print()
    for length in _LENGTHS[: 1 if "--quick" in sys.argv else None]:
        data = long_report(length)
        done = in_a_child(data)
        theirs = timed(partial(libreoffice, {"report": data}))
        print(
            f"  report of {done.pages} pages: ours {done.seconds:6.2f} s, {done.memory:5.0f} MiB; "
            f"LibreOffice, cold {theirs:6.2f} s"
        )
    print()
    profile(files)


def carried(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that are not refused; those that are, are named."""
    kept = {}
    for name, data in files.items():
        try:
            render_pages(data, name)
            kept[name] = data
        except UnsupportedFeatures as error:
            print(f"left out, {name}: {error}", file=sys.stderr)
    return kept


def ours(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: render_pages(data, name) for name, data in files.items()}


@contextmanager
def warm_pool(files: Mapping[str, bytes]) -> Iterator[Pool]:
    """A process for each core, each of which has made every sort of page once."""
    with multiprocessing.get_context("spawn").Pool(_CORES) as pool:
        some = dict(list(files.items())[::8])
        pool.map(ours, [some] * _CORES, chunksize=1)
        yield pool


def _one(file: tuple[str, bytes]) -> bytes:
    name, data = file
    return render_pages(data, name)


def libreoffice(files: Mapping[str, bytes], target: str = _ARCHIVAL) -> None:
    """One process for all these files; its profile is kept between calls, as on a server."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / f"{name}.docx").write_bytes(data)
        profile = (Path(tempfile.gettempdir()) / "vanban-bench-profile").as_uri()
        subprocess.run(
            ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile}",
             "--convert-to", target, "--outdir", f"{folder}/out",
             *(f"{folder}/{name}.docx" for name in files)],
            check=True, capture_output=True,
        )  # fmt: skip
        made = len(list((Path(folder) / "out").glob("*.pdf")))
        assert made == len(files), f"{made} of {len(files)} files"


@dataclass(frozen=True)
class Done:
    """What one report took: seconds, and the most memory at a time in MiB."""

    pages: int
    seconds: float
    memory: float


def in_a_child(data: bytes) -> Done:
    """One file in a fresh process, whose memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (data,))


def _measured(data: bytes) -> Done:
    start = time.perf_counter()
    pdf = render_pages(data, "report.docx")
    seconds = time.perf_counter() - start
    status = Path("/proc/self/status").read_text("ascii")
    return Done(count_pages(pdf), seconds, int(status.partition("VmHWM:")[2].split()[0]) / 1024)


def profile(files: Mapping[str, bytes]) -> None:
    """Where our time goes, by stage."""
    profiler = cProfile.Profile()
    profiler.runcall(ours, files)
    stats = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    whole = sum(own for _, _, own, _, _ in stats.values())
    for stage, (file, function) in _STAGES.items():
        taken = sum(
            cumulative
            for (path, _, name), (_, _, _, cumulative, _) in stats.items()
            if path.endswith(f"/{file}") and name == function
        )
        print(f"  {stage:34} {taken / whole:5.0%}")


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def line(what: str, seconds: float, files: int, ours_took: float) -> None:
    ratio = f"×{seconds / ours_took:5.1f}" if ours_took else ""
    print(f"  {what:42} {seconds:7.2f} s {seconds / files * 1000:7.0f} ms a file  {ratio}")


if __name__ == "__main__":
    main()
