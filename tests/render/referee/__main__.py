"""The table of the corpus: what is refused, what differs from LibreOffice's pages, what is alike.

    python -m tests.render.referee                    every file
    python -m tests.render.referee table run-caps     those whose names contain one of the words
    python -m tests.render.referee -v table-spans     with each differing line, and each refusal
    python -m tests.render.referee --file a.docx      any Word file

Pictures of both sides (LibreOffice on the left), both PDFs and the DOCX are written to the folder
that is named at the end, one folder a file. LibreOffice prints a file once; its PDF is kept for
later runs.
"""

from __future__ import annotations

import argparse
import tempfile
import traceback
from pathlib import Path

from tests.render.corpus import corpus
from tests.render.referee.detours import detoured
from tests.render.referee.judging import Verdict, judge
from tests.render.referee.libreoffice import print_all


def main() -> None:
    """Print the table; the exit code is 1 unless all are alike."""
    parser = argparse.ArgumentParser(prog="python -m tests.render.referee")
    parser.add_argument("words", nargs="*", help="parts of names")
    parser.add_argument("-v", "--verbose", action="store_true", help="tell every difference")
    parser.add_argument("--file", type=Path, action="append", default=[], help="a Word file")
    parser.add_argument("--folder", type=Path, help="where the pictures go")
    asked = parser.parse_args()
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="referee-"))
    files = {file.stem: file.read_bytes() for file in asked.file} or {
        file.name: file.data
        for file in corpus()
        if not asked.words or any(word in file.name for word in asked.words)
    }
    printed = print_all({name: detoured(name, data) for name, data in files.items()})
    alike = 0
    for name, data in files.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / f"{name}.docx").write_bytes(data)
        try:
            verdict = judge(name, data, printed[name], folder)
        except Exception as error:  # the table goes on; a crash is a result of its own
            print(f"{name:36} CRASH {type(error).__name__}: {error}")
            if asked.verbose:
                traceback.print_exc()
            continue
        alike += verdict.alike
        print(_row(verdict), flush=True)
        if asked.verbose and (told := _told(verdict)):
            print(told)
    print(f"{alike} of {len(files)} alike; pictures and files in {folder}")
    raise SystemExit(0 if alike == len(files) else 1)


def _row(verdict: Verdict) -> str:
    if (found := verdict.comparison) is None:
        return f"{verdict.name:36} refused  {' '.join(verdict.refused.split())[:110]}"
    theirs, ours = found.pages
    pages = f"{theirs}" if theirs == ours else f"{theirs}≠{ours}"
    result = "alike" if found.alike else f"{len(found.differences)} lines differ"
    return f"{verdict.name:36} {result:18} {pages:>6} pages {verdict.seconds:6.2f} s"


def _told(verdict: Verdict) -> str:
    if verdict.comparison is None:
        return f"    {verdict.refused}"
    return "".join(f"    {line}\n" for line in verdict.comparison.report(40).splitlines())


if __name__ == "__main__":
    main()
