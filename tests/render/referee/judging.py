"""One Word file through both: what comes out of it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from tests.render.referee.comparison import Comparison, compare
from tests.render.referee.pictures import draw_differences
from workflow.model.errors import VanbanError
from workflow.render.content import render_pages


@dataclass(frozen=True)
class Verdict:
    """`seconds` is the time of our rendering; `refused` says why there is none."""

    name: str
    seconds: float
    comparison: Comparison | None = None
    refused: str = ""
    pictures: tuple[Path, ...] = ()

    @property
    def alike(self) -> bool:
        return self.comparison is not None and self.comparison.alike


def judge(name: str, docx: bytes, theirs: bytes, folder: Path) -> Verdict:
    """Render a Word file, and compare it with what the referee made of it.

    Parameters:
        theirs: LibreOffice's PDF.
        folder: gets a folder named after the file with pictures and PDFs if they differ.
    """
    start = time.perf_counter()
    try:
        ours = render_pages(docx, f"{name}.docx")
    except VanbanError as error:
        return Verdict(name, time.perf_counter() - start, refused=str(error))
    seconds = time.perf_counter() - start
    comparison = compare(theirs, ours)
    if comparison.alike:
        return Verdict(name, seconds, comparison)
    pictures = draw_differences(comparison, theirs, ours, folder / name)
    (folder / name / "theirs.pdf").write_bytes(theirs)
    (folder / name / "ours.pdf").write_bytes(ours)
    return Verdict(name, seconds, comparison, pictures=tuple(pictures))
