"""How a command answers: the result alone on stdout, the next step on stderr, colour if wanted."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Say
from tests.cli.terminal import VANBAN, run, run_at_terminal
from tests.services.stages import At, Standing, conclusion

pytestmark = pytest.mark.slow

Words = tuple[str, ...]
WHY = ("--reason", "có sai sót")


def text(standing: Standing) -> str:
    file = standing.directory / "other.md"
    file.write_text(conclusion("về việc khác"), "utf-8")
    return str(file)


# stage, command, who acts
EVERY: list[tuple[str, Callable[[Standing], Words], str]] = [
    ("empty", lambda s: ("init", str(s.directory / "new")), ""),
    ("empty", lambda s: ("draft", "new", "ket-luan", "--from", text(s)), "thu-ha"),
    ("empty", lambda _: ("draft", "list"), ""),
    ("drafted", lambda _: ("draft", "list"), ""),
    ("drafted", lambda s: ("draft", "show", s.id), ""),
    ("drafted", lambda s: ("draft", "edit", s.id, "--from", text(s)), "thu-ha"),
    ("drafted", lambda s: ("render", s.id), ""),
    ("drafted", lambda s: ("submit", s.id), "thu-ha"),
    ("submitted", lambda s: ("approve", s.id), "quoc-bao"),
    ("submitted", lambda s: ("reject", s.id, "--reason", "sửa"), "quoc-bao"),
    ("approved", lambda s: ("sign", s.id, "--key", "minh-khang"), "minh-khang"),
    ("signed", lambda s: ("issue", s.id, "--seal", "tinh-uy"), "thanh-mai"),
    ("issued", lambda s: ("distribute", s.id), "thanh-mai"),
    ("distributed", lambda s: ("distribute", s.id), "thanh-mai"),
    ("distributed", lambda s: ("ack", s.id, "ban-bi-thu"), "thanh-mai"),
    ("distributed", lambda s: ("track", s.id), ""),
    ("distributed", lambda _: ("track",), ""),
    ("empty", lambda _: ("track",), ""),
    ("distributed", lambda _: ("distribute",), "thanh-mai"),
    ("distributed", lambda s: ("delivery", "show", s.id, "ban-bi-thu"), ""),
    ("distributed", lambda s: ("delivery", "resend", s.id, "ban-bi-thu"), "thanh-mai"),
    ("distributed", lambda s: ("delivery", "drop", s.id, "ban-bi-thu", *WHY), "thanh-mai"),
    ("distributed", lambda s: ("recall", s.id, *WHY), "thanh-mai"),
    ("distributed", lambda s: ("update", s.id, "--due", "2030-01-31", *WHY), "thanh-mai"),
    ("distributed", lambda _: ("remind",), ""),
    ("empty", lambda _: ("collect",), "thanh-mai"),
    ("empty", lambda _: ("incoming", "list"), ""),
    ("empty", lambda _: ("incoming", "book"), ""),
    ("issued", lambda s: ("receive", str(s.official()), "--subject", "về X"), "thanh-mai"),
    ("distributed", lambda s: ("report", s.id, "--html", str(s.directory / "report.html")), ""),
    ("issued", lambda s: ("verify", str(s.official())), ""),
    ("issued", lambda _: ("log",), ""),
    ("issued", lambda s: ("log", s.id), ""),
    ("issued", lambda _: ("log", "--verify"), ""),
    ("issued", lambda _: ("register", "list"), ""),
    ("empty", lambda _: ("register", "list"), ""),
    ("issued", lambda _: ("doctor",), ""),
    ("empty", lambda _: ("recipient", "list"), ""),
    ("empty", lambda _: ("recipient", "show", "VPTU"), ""),
    ("empty", lambda _: ("recipient", "check"), ""),
    ("signed", lambda s: ("recipient", "reconcile", s.id), ""),
    ("empty", lambda s: ("recipient", "export", str(s.directory / "bodies.xlsx")), ""),
    (
        "empty",
        lambda _: (
            "recipient",
            "merge",
            "so-y-te",
            "--into",
            "so-noi-vu",
            "--on",
            "2026-01-01",
            "--yes",
        ),
        "",
    ),
]


every = pytest.mark.parametrize(
    ("stage", "words", "person"),
    [pytest.param(*entry, id=f"{entry[0]}-{number}") for number, entry in enumerate(EVERY)],
)


def answered(
    say: Say, standing: Standing, words: Callable[[Standing], Words], person: str, *more: str
) -> Answer:
    acting = ("--as", person) if person else ()
    return say(*words(standing), "--office", standing.directory, *acting, *more)


@every
def test_every_command_answers_in_json_and_says_nothing_else_on_stdout(
    say: Say, at: At, stage: str, words: Callable[[Standing], Words], person: str
) -> None:
    answer = answered(say, at(stage), words, person, "--json")
    assert answer.code == 0, answer.err
    assert isinstance(answer.json, dict | list)


@every
def test_every_command_ends_with_the_next_step_beside_its_result(
    say: Say, at: At, stage: str, words: Callable[[Standing], Words], person: str
) -> None:
    answer = answered(say, at(stage), words, person)
    assert answer.code == 0, answer.err
    assert "Next: " in answer.err
    assert "Next: " not in answer.out


def test_a_draft_left_as_it_was_in_the_editor_is_told_in_json_too(
    say: Say, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing = at("drafted")
    monkeypatch.setenv("VISUAL", "true")
    answer = say("draft", "edit", standing.id, "--office", standing.directory, "--as", "thu-ha",
                 "--json")  # fmt: skip
    assert answer.code == 0
    assert answer.json["version"] == 1


def test_an_editor_changes_the_draft(say: Say, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    standing = at("drafted")
    monkeypatch.setenv("VISUAL", "sed -i s/thư/khố/")
    here = ("--office", standing.directory, "--as", "thu-ha")
    answer = say("draft", "edit", standing.id, *here)
    assert answer.code == 0, answer.err
    assert "về công tác văn khố" in say("draft", "show", standing.id, "--source", *here).out
    assert standing.document().version == 2


def test_an_error_leaves_stdout_empty_in_json_too(say: Say, at: At) -> None:
    standing = at("drafted")
    answer = say("approve", standing.id, "--office", standing.directory, "--json")
    assert answer.code != 0
    assert answer.out == ""
    assert "Error: " in answer.err


def test_a_body_that_does_not_have_the_document_is_told_in_json(say: Say, at: At) -> None:
    standing = at("issued")
    here = ("--office", standing.directory, "--json")
    obstacle = standing.outbox("ban-bi-thu")
    obstacle.parent.mkdir()
    obstacle.write_text("in the way")
    sent = say("distribute", standing.id, "--as", "thanh-mai", *here)
    assert sent.code == 12
    failed = [attempt for attempt in sent.json if attempt["error"]]
    assert [attempt["delivery"]["body"] for attempt in failed] == ["ban-bi-thu"]
    tracked = say("track", standing.id, *here)
    assert tracked.code == 12
    missing = [d for d in tracked.json["deliveries"] if d["state"] == "failed"]
    assert [d["body"] for d in missing] == ["ban-bi-thu"]
    assert missing[0]["last_error"]
    assert tracked.json["totals"]["by_state"] == {"failed": 1, "sent": 3}


def test_verification_is_told_in_json_whatever_it_finds(say: Say, at: At) -> None:
    standing = at("issued")
    trust = ("--trust", standing.directory / "keys" / "trust", "--json")
    assert say("verify", standing.official(), *trust).json["verdict"] == "valid"
    broken = standing.directory / "broken.pdf"
    broken.write_bytes(standing.official().read_bytes() + b"x")
    answer = say("verify", broken, *trust)
    assert answer.code == 10
    assert answer.json["verdict"] == "invalid"
    assert answer.json["reports"][0]["problems"]


def test_json_keeps_vietnamese_letters_and_times_in_utc(say: Say, at: At) -> None:
    standing = at("issued")
    answer = say("draft", "list", "--office", standing.directory, "--json")
    assert "về công tác văn thư" in answer.out
    (document,) = answer.json
    assert document["updated_at"].endswith("+00:00")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", document["signed_on"])
    assert document["id"] == standing.id


def test_json_is_the_same_in_both_languages(say: Say, at: At) -> None:
    standing = at("issued")
    here = ("register", "list", "--office", standing.directory, "--json")
    assert say(*here, "--lang", "vi").out == say(*here).out


def test_times_are_shown_as_in_vietnam(say: Say, at: At) -> None:
    standing = at("drafted")
    said = say("log", standing.id, "--office", standing.directory)
    (event,) = standing.events()
    assert f"{(event.at.hour + 7) % 24:02d}:{event.at:%M:%S}" in said.out


def test_the_reason_of_a_rejection_is_in_the_log(say: Say, at: At) -> None:
    standing = at("submitted")
    here = ("--office", standing.directory)
    say("reject", standing.id, "--reason", "thiếu căn cứ", "--as", "quoc-bao", *here)
    assert "thiếu căn cứ" in say("log", standing.id, *here).out


def test_the_register_lists_number_day_subject_and_term(say: Say, at: At) -> None:
    standing = at("issued")
    out = say("register", "list", "--office", standing.directory).out
    day = standing.document().signed_on
    assert day is not None
    for part in ("01-KL/TU", f"{day:%d/%m/%Y}", "công tác văn thư", "Trần Minh Khang", "2025-2030"):
        assert part in out


def test_a_document_is_known_by_its_number_once_it_has_one(say: Say, at: At) -> None:
    standing = at("issued")
    here = ("--office", standing.directory, "--json")
    assert say("draft", "show", "01-KL/TU", *here).json["document"]["id"] == standing.id


def test_pictures_of_the_pages_are_made_under_drafts(say: Say, at: At) -> None:
    standing = at("submitted")
    answer = say("render", standing.id, "--office", standing.directory, "--json")
    pdf, *pictures = [Path(p) for p in (answer.json["pdf"], *answer.json["pictures"])]
    content = standing.stored(standing.document().content).read_bytes()
    assert pdf.read_bytes() == content
    assert pictures
    assert all(p.read_bytes().startswith(b"\x89PNG") for p in pictures)


@pytest.mark.slow
def test_without_a_terminal_nothing_is_coloured(at: At) -> None:
    standing = at("issued")
    for words in (("doctor",), ("draft", "list"), ("approve", "ffff")):
        done = run(*words, cwd=standing.directory)
        assert "\x1b[" not in done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("words", [("doctor",), ("draft", "list"), ("approve", "ffff"), ("sing",)])
def test_at_a_terminal_no_color_is_obeyed(at: At, words: Words) -> None:
    standing = at("issued")
    seen = run_at_terminal(*words, cwd=standing.directory, env={"NO_COLOR": "1"}, whole=True)
    assert seen.screen.strip()
    assert "\x1b[" not in seen.screen


@pytest.mark.slow
def test_at_a_terminal_marks_are_coloured(at: At) -> None:
    seen = run_at_terminal("doctor", cwd=at("issued").directory, whole=True)
    assert "\x1b[32m" in seen.screen


@pytest.mark.slow
def test_a_reader_who_stops_reading_is_no_error(at: At) -> None:
    """As in `vanban log --json | head -1`."""
    standing = at("issued")
    script = f"for n in 1 2 3; do vanban log --json --office {standing.directory}; done | head -1"
    done = run("-c", script, cwd=standing.directory, command=["bash"], env=path_of_vanban())
    assert done.stdout.strip() == "["
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


@pytest.mark.slow
def test_a_result_that_cannot_be_written_is_no_success_but_what_was_done_is_done(at: At) -> None:
    """The disk that stdout goes to is full; the approval itself was recorded."""
    standing = at("submitted")
    script = f"vanban approve {standing.id} --as quoc-bao > /dev/full"
    done = run("-c", script, cwd=standing.directory, command=["bash"], env=path_of_vanban())
    assert standing.document().state.value == "approved"
    assert done.returncode not in (0, 70)
    assert "Traceback" not in done.stderr
    assert "Nothing was recorded" not in done.stderr


def path_of_vanban() -> dict[str, str]:
    return {"PATH": f"{VANBAN.parent}:{os.environ['PATH']}"}


@pytest.mark.slow
@pytest.mark.parametrize("encoding", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C"}])
def test_a_terminal_that_knows_no_vietnamese_is_no_error(at: At, encoding: dict[str, str]) -> None:
    standing = at("issued")
    done = run("draft", "show", standing.id, cwd=standing.directory, env=encoding)
    assert done.returncode == 0, done.stderr
    data = run("draft", "list", "--json", cwd=standing.directory, env=encoding)
    assert data.returncode == 0, data.stderr
    assert json.loads(data.stdout)[0]["id"] == standing.id
