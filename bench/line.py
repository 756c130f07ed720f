"""Our pages against LibreOffice's, in one run.

python bench/line.py [RUNS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from workflow.services.drafting import create_draft, parse_draft
from workflow.services.office import open_office
from workflow.services.rendering import render
from workflow.services.starter import create_office


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "office"
        create_office(directory, specimen_keys=True)
        bench_pages(directory, Path(folder), runs)


def bench_pages(directory: Path, folder: Path, runs: int) -> None:
    """The example's pages: our whole way, and LibreOffice from a finished Word file."""
    office = open_office(directory, "thu-ha")
    document = create_draft(office, "ket-luan", directory / "examples" / "ket-luan.md")
    draft = parse_draft(office, document)
    word = directory / "templates" / "party-named.docx"
    ours = timed(lambda: render(office, draft), runs)
    theirs = timed(lambda: libreoffice(word, folder), runs)
    print(f"pages of the example (ours: fill, translate, lay out, declare fields; {runs} runs)")
    compare(ours, theirs, "LibreOffice, one call, the empty template")


def libreoffice(word: Path, folder: Path) -> None:
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
         "--convert-to", "pdf", "--outdir", str(folder), str(word)],
        check=True, capture_output=True,
    )  # fmt: skip


def timed(act: Callable[[], object], runs: int) -> list[float]:
    """Seconds of each run, after one that is not counted."""
    act()
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - start)
    return seconds


def compare(ours: list[float], theirs: list[float], name: str) -> None:
    a, b = statistics.median(ours), statistics.median(theirs)
    print(f"  ours {a * 1000:8.1f} ms (median; {min(ours) * 1000:.1f}-{max(ours) * 1000:.1f})")
    print(f"  {name} {b * 1000:.1f} ms ({min(theirs) * 1000:.1f}-{max(theirs) * 1000:.1f})")
    print(f"  ratio {b / a:.1f}")


if __name__ == "__main__":
    main()
