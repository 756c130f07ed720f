"""Finished Word files and the way through Word, as a drafter types it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Say
from tests.conftest import DRAFTER
from tests.services.stages import At, Standing
from tests.whole_word import WholeWord

pytestmark = pytest.mark.slow

# A person in Word: a figure, a word, and bold words.
PERSON = """
import sys
from docx import Document
document = Document(sys.argv[-1])
for paragraph in document.paragraphs:
    for run in paragraph.runs:
        run.text = run.text.replace("21,4", "24,1").replace("thảo luận", "bàn bạc")
        run.bold = True if run.text.startswith("2. ") else run.bold
document.save(sys.argv[-1])
"""

# A program that hands over to one that runs already, and ends at once.
OPENER = """
import pathlib, subprocess, sys
file = pathlib.Path(sys.argv[-1])
lock = file.with_name(f".~lock.{file.name}#")
lock.touch()
late = pathlib.Path(__file__).with_name("late.py")
subprocess.Popen([sys.executable, late, lock, file])
"""
LATE = """
import pathlib, sys, time
lock = pathlib.Path(sys.argv[1])
time.sleep(0.7)
"""


@pytest.fixture
def standing(at: At, tmp_path: Path) -> Standing:
    WholeWord().write(tmp_path / "whole.docx")
    return at("empty")


class Drafter:
    """Somebody who drafts in an office."""

    def __init__(self, say: Say, standing: Standing, folder: Path) -> None:
        self._say, self._standing, self.folder = say, standing, folder

    def __call__(self, *words: object) -> Answer:
        return self._say(*words, "--as", DRAFTER, "--office", self._standing.directory)

    def begins(self) -> str:
        """A finished Word file as a draft; its id."""
        answer = self("draft", "new", "ket-luan", "--from", self.folder / "whole.docx", "--as-is",
                      "--json")  # fmt: skip
        return str(answer.json["document"]["id"])[:6]


@pytest.fixture
def drafter(say: Say, standing: Standing, tmp_path: Path) -> Drafter:
    return Drafter(say, standing, tmp_path)


@pytest.fixture
def word(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Word is a person who changes three things and closes it."""
    script = tmp_path / "person.py"
    script.write_text(PERSON, "utf-8")
    monkeypatch.setenv("VANBAN_WORD", f"{sys.executable} {script}")


def test_the_places_are_shown_in_a_table(drafter: Drafter) -> None:
    answer = drafter("draft", "new", "ket-luan", "--from", drafter.folder / "whole.docx", "--as-is")
    assert answer.code == 0, answer.err
    rows = [line.split() for line in answer.out.splitlines()]
    assert ["number", "number", "1", "30"] in [row[:4] for row in rows]
    assert ["signature", "signature", "1", "128"] in [row[:4] for row in rows]
    assert "above “Trần Minh Khang”" in answer.out
    assert "--place" in answer.err


def test_places_are_said_at_once_or_later(drafter: Drafter) -> None:
    file = drafter.folder / "whole.docx"
    made = drafter("draft", "new", "ket-luan", "--from", file, "--as-is", "--place",
                   "seal=1:30x200", "--json")  # fmt: skip
    seal = next(place for place in made.json["places"] if place["name"] == "seal")
    assert (seal["left"], seal["top"], seal["given"]) == (30.0, 200.0, True)
    id = made.json["document"]["id"]
    answer = drafter("draft", "edit", id, "--place", "seal=1:40x210")
    assert "as said" in answer.out
    assert " 40 " in answer.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--place", "seal=1:30x200"), "--place goes with --as-is."),
        (("--as-is", "--place", "seal=here"), "“seal=here” does not say where a place is."),
        (("--as-is", "--place", "seal=7:30x200"), "seal=7:30x200 is not on the paper"),
        (("--as-is", "--place", "number=Công văn"), "no line like “Công văn” was found"),
    ],
)
def test_a_place_said_wrongly_is_told(drafter: Drafter, words: tuple[str, ...], says: str) -> None:
    file = drafter.folder / "whole.docx"
    answer = drafter("draft", "new", "ket-luan", "--from", file, *words)
    assert answer.code != 0
    assert says in answer.err


def test_what_came_back_from_word_is_shown_and_taken(drafter: Drafter, word: None) -> None:
    id = drafter.begins()
    answer = drafter("draft", "edit", id, "--word", "--yes")
    assert answer.code == 0, answer.err
    shown = answer.err
    assert "21,4 → 24,1" in shown
    assert "- thảo luận" in shown
    assert "+ bàn bạc" in shown
    assert "bold: no → yes" in shown
    assert shown.index("21,4") < shown.index("thảo luận") < shown.index("bold")
    assert f"Draft {id} was changed." in answer.out
    assert "24,1 tỷ đồng" in drafter("draft", "show", id, "--source").out


def test_without_yes_nothing_is_taken_and_nothing_lost(
    drafter: Drafter, standing: Standing, word: None
) -> None:
    id = drafter.begins()
    answer = drafter("draft", "edit", id, "--word", "--json")
    assert answer.json["accepted"] is False
    assert [n["after"] for n in answer.json["difference"]["numbers"]] == ["24,1"]
    kept = standing.directory / "drafts" / f"{id}.docx"
    assert kept.exists()
    taken = drafter("draft", "edit", id, "--from-word", kept, "--yes", "--json")
    assert taken.json["accepted"] is True


def test_closed_without_a_change_is_no_change(
    drafter: Drafter, standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VANBAN_WORD", "true")
    id = drafter.begins()
    answer = drafter("draft", "edit", id, "--word")
    assert "Nothing was changed." in answer.out
    assert list((standing.directory / "drafts").glob("*.docx")) == []


def test_a_program_that_is_not_there_is_told(
    drafter: Drafter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VANBAN_WORD", "no-such-word --open")
    id = drafter.begins()
    answer = drafter("draft", "edit", id, "--word")
    assert answer.code == 4
    assert "no-such-word --open could not be started" in answer.err
    assert "--from-word" in answer.err


def test_a_program_that_fails_is_told(drafter: Drafter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANBAN_WORD", "false")
    answer = drafter("draft", "edit", drafter.begins(), "--word")
    assert answer.code == 4
    assert "false could not be started: it ended with code 1" in answer.err


def test_it_waits_as_long_as_the_file_is_open(
    drafter: Drafter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """LibreOffice hands over to one that runs already: the lock says when it was closed."""
    opener, late = tmp_path / "opener.py", tmp_path / "late.py"
    opener.write_text(OPENER, "utf-8")
    late.write_text(f"{LATE}{PERSON}lock.unlink()", "utf-8")
    monkeypatch.setenv("VANBAN_WORD", f"{sys.executable} {opener}")
    answer = drafter("draft", "edit", drafter.begins(), "--word", "--yes")
    assert "21,4 → 24,1" in answer.err


def test_the_file_goes_out_for_another_program(drafter: Drafter) -> None:
    id, out = drafter.begins(), drafter.folder / "out.docx"
    answer = drafter("draft", "word", id, "--out", out)
    assert answer.code == 0, answer.err
    assert out.read_bytes() == (drafter.folder / "whole.docx").read_bytes()
    assert "--from-word" in answer.err
    out.write_bytes(b"something else")
    again = drafter("draft", "word", id, "--out", out)
    assert "is there already" in again.err
    assert out.read_bytes() == b"something else"


def test_only_one_way_at_a_time(drafter: Drafter) -> None:
    answer = drafter("draft", "edit", drafter.begins(), "--word", "--from", "x.md")
    assert answer.code == 2
    assert "exclude each other" in answer.err


def test_json_is_whole(drafter: Drafter, word: None) -> None:
    told = json.loads(drafter("draft", "edit", drafter.begins(), "--word", "--yes", "--json").out)
    assert set(told) == {"document", "accepted", "places", "difference"}
    assert set(told["difference"]) == {"numbers", "words", "formats", "places"}
