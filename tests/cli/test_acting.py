"""Which office, and who acts: options, environment, and the folder one stands in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Say
from tests.services.stages import At

pytestmark = pytest.mark.slow


def test_the_office_is_found_from_a_folder_below(
    say: Say, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing = at("drafted")
    below = standing.directory / "recipients" / "deep" / "down"
    below.mkdir(parents=True)
    for place in (standing.directory, below):
        monkeypatch.chdir(place)
        assert standing.id[:6] in say("draft", "list").out


def test_the_office_is_named_by_the_environment(
    say: Say, at: At, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    standing = at("drafted")
    monkeypatch.chdir(tmp_path)
    assert say("draft", "list").code == 3
    monkeypatch.setenv("VANBAN_OFFICE", str(standing.directory))
    assert standing.id[:6] in say("draft", "list").out


def test_the_option_counts_more_than_the_environment(
    say: Say, at: At, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    standing = at("drafted")
    monkeypatch.setenv("VANBAN_OFFICE", str(tmp_path))
    assert say("draft", "list").code == 3
    assert say("draft", "list", "--office", standing.directory).code == 0


def test_who_acts_is_named_by_the_environment(
    say: Say, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing = at("drafted")
    monkeypatch.setenv("VANBAN_AS", "thu-ha")
    answer = say("submit", standing.id, "--office", standing.directory)
    assert answer.code == 0, answer.err
    assert standing.events()[-1].actor == "thu-ha"


def test_the_named_person_counts_more_than_the_environment(
    say: Say, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing = at("submitted")
    monkeypatch.setenv("VANBAN_AS", "thu-ha")
    here = ("--office", standing.directory)
    assert say("approve", standing.id, *here).code == 5
    assert say("approve", standing.id, "--as", "quoc-bao", *here).code == 0
    assert standing.events()[-1].actor == "quoc-bao"


def test_an_unknown_person_in_the_environment_is_refused(
    say: Say, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing = at("drafted")
    monkeypatch.setenv("VANBAN_AS", "nobody")
    answer = say("submit", standing.id, "--office", standing.directory)
    assert answer.code == 13
    assert "nobody" in answer.err


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("drafted", ("submit",)),
        ("submitted", ("approve",)),
        ("submitted", ("reject", "--reason", "x")),
        ("approved", ("sign", "--key", "minh-khang")),
        ("signed", ("issue", "--seal", "tinh-uy")),
        ("issued", ("distribute",)),
    ],
    ids=" ".join,
)
def test_who_acts_must_be_named_and_the_people_are_listed(
    say: Say, at: At, stage: str, words: tuple[str, ...]
) -> None:
    standing = at(stage)
    before = standing.document()
    answer = say(*words, standing.id, "--office", standing.directory)
    assert answer.code == 3
    for person in ("thu-ha", "quoc-bao", "minh-khang", "thanh-mai"):
        assert person in answer.err
    assert standing.document() == before


def test_reading_needs_nobody_acting(say: Say, at: At) -> None:
    standing = at("distributed")
    for words in (("draft", "list"), ("track",), ("log",), ("register", "list"), ("doctor",)):
        assert say(*words, "--office", standing.directory).code == 0


def test_office_and_person_may_be_named_before_the_command(say: Say, at: At) -> None:
    standing = at("drafted")
    before = ("--office", standing.directory, "--as", "thu-ha")
    assert say(*before, "submit", standing.id).code == 0
    assert standing.events()[-1].actor == "thu-ha"
    assert say("--json", *before, "draft", "list").json[0]["id"] == standing.id
    assert say("draft", "--json", *before, "list").json[0]["id"] == standing.id


def test_what_is_said_at_the_command_counts_more_than_before_it(say: Say, at: At) -> None:
    standing = at("submitted")
    here = ("--office", standing.directory)
    answer = say("--as", "thu-ha", *here, "approve", standing.id, "--as", "quoc-bao")
    assert answer.code == 0, answer.err
    assert standing.events()[-1].actor == "quoc-bao"
