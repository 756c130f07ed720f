"""Every file of the corpus stands on the page as LibreOffice prints it, line by line.

    python -m tests.render.referee NAME -v

tells more of one file. What LibreOffice itself does wrong is listed in `referee/exceptions.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.render.corpus import CorpusFile, corpus
from tests.render.referee.detours import DETOURS, detoured
from tests.render.referee.exceptions import FAULTS, stale, unexplained
from tests.render.referee.judging import judge
from tests.render.referee.libreoffice import LibreOfficeFailed, print_all

pytestmark = pytest.mark.slow

_FILES = {file.name: file for file in corpus()}


@pytest.fixture(scope="module")
def printed() -> dict[str, bytes]:
    """What LibreOffice makes of all files; printed once, whichever process asks first."""
    return print_all({name: detoured(name, file.data) for name, file in _FILES.items()})


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(
            file,
            id=file.name,
            marks=[pytest.mark.thorough] if file.name.startswith("document-") else [],
        )
        for file in _FILES.values()
    ],
)
def test_each_line_stands_where_libreoffice_has_it(
    file: CorpusFile, printed: dict[str, bytes], tmp_path: Path
) -> None:
    verdict = judge(file.name, file.data, printed[file.name], tmp_path)
    assert not verdict.refused, verdict.refused
    found = verdict.comparison
    assert found is not None
    faults = [fault for fault in FAULTS if fault.name == file.name]
    seen = f"pictures in {tmp_path / file.name}"
    assert found.pages[0] == found.pages[1], f"{found.report()}\n{seen}"
    assert not unexplained(found.differences, faults), f"{found.report()}\n{seen}"
    assert not stale(found.differences, faults)


@pytest.mark.parametrize("name", [detour.name for detour in DETOURS])
def test_a_detour_is_needed(name: str, tmp_path: Path) -> None:
    data = _FILES[name].data
    assert not judge(name, data, print_all({name: data})[name], tmp_path).alike


def test_each_fault_of_libreoffice_is_one_of_a_file_of_the_corpus() -> None:
    assert {fault.name for fault in FAULTS} <= _FILES.keys()


def test_a_file_that_cannot_be_printed_is_named(tmp_path: Path) -> None:
    """The others of its batch are printed all the same."""
    good = _FILES["style-defaults"].data
    files = {"broken": b"PK\x03\x04 no package at all", "good": good}
    with pytest.raises(LibreOfficeFailed, match=r"made nothing of broken$"):
        print_all(files, tmp_path)
    assert print_all({"good": good}, tmp_path)["good"].startswith(b"%PDF")
