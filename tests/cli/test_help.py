"""Help, in both languages and quickly; what is not understood is refused with exit code 2."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.cli.conftest import Say
from tests.cli.terminal import VANBAN, run
from tests.conftest import CLERK
from tests.services.stages import At
from workflow.cli.program import build

COMMANDS = (
    (),
    ("init",),
    ("draft",),
    ("draft", "new"),
    ("draft", "show"),
    ("draft", "edit"),
    ("draft", "list"),
    ("draft", "word"),
    ("copy",),
    ("copy", "new"),
    ("render",),
    ("submit",),
    ("approve",),
    ("reject",),
    ("sign",),
    ("issue",),
    ("preserve",),
    ("distribute",),
    ("ack",),
    ("track",),
    ("delivery",),
    ("delivery", "show"),
    ("delivery", "resend"),
    ("delivery", "drop"),
    ("remind",),
    ("recall",),
    ("replace",),
    ("update",),
    ("report",),
    ("paper",),
    ("paper", "book"),
    ("paper", "labels"),
    ("collect",),
    ("receive",),
    ("incoming",),
    ("incoming", "list"),
    ("incoming", "show"),
    ("incoming", "accept"),
    ("incoming", "refuse"),
    ("incoming", "assign"),
    ("incoming", "process"),
    ("incoming", "file"),
    ("incoming", "finish"),
    ("incoming", "return"),
    ("incoming", "agree"),
    ("incoming", "keep"),
    ("incoming", "book"),
    ("incoming", "stamp"),
    ("verify",),
    ("key",),
    ("key", "list"),
    ("key", "test"),
    ("key", "add"),
    ("log",),
    ("register",),
    ("register", "list"),
    ("doctor",),
    ("demo",),
    ("attach",),
    ("check",),
    ("recipient",),
    ("recipient", "list"),
    ("recipient", "show"),
    ("recipient", "check"),
    ("recipient", "import"),
    ("recipient", "export"),
    ("recipient", "merge"),
    ("recipient", "reconcile"),
    ("template",),
    ("template", "list"),
    ("template", "show"),
    ("template", "check"),
    ("template", "new"),
)
GROUPS = {
    (),
    ("draft",),
    ("copy",),
    ("delivery",),
    ("incoming",),
    ("key",),
    ("paper",),
    ("recipient",),
    ("register",),
    ("template",),
}
HEAVY = {
    "weasyprint", "pyhanko", "sqlalchemy", "docxtpl", "docx", "cryptography", "lxml", "pikepdf",
    "PIL", "fontTools", "pypdfium2", "jinja2",
}  # fmt: skip
VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


def walk(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from walk(below, (*path, name))


def test_the_list_of_commands_tested_here_is_complete() -> None:
    assert sorted(walk(build())) == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_has_help(say: Say, command: tuple[str, ...], option: str) -> None:
    answer = say(*command, option)
    assert answer.code == 0
    assert " ".join(("Usage: vanban", *command)) in answer.out
    assert answer.err == ""


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_in_vietnamese(command: tuple[str, ...], tmp_path: Path) -> None:
    language = run(*command, "--help", cwd=tmp_path, env={"VANBAN_LANG": "vi"})
    assert language.returncode == 0, language.stderr
    assert VIETNAMESE.search(language.stdout)
    if command not in GROUPS:
        asked = run(*command, "--help", "--lang", "vi", cwd=tmp_path)
        assert (asked.returncode, asked.stdout) == (0, language.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("command", sorted(GROUPS), ids=" ".join)
def test_a_group_of_commands_takes_a_language_too(command: tuple[str, ...], tmp_path: Path) -> None:
    asked = run(*command, "--lang", "vi", "--help", cwd=tmp_path)
    assert asked.returncode == 0, asked.stderr
    assert VIETNAMESE.search(asked.stdout)


@pytest.mark.slow
def test_the_language_is_that_of_the_locale_when_nobody_says_another(tmp_path: Path) -> None:
    env = {"VANBAN_LANG": "", "LANG": "vi_VN.UTF-8"}
    assert VIETNAMESE.search(run("doctor", "--help", cwd=tmp_path, env=env).stdout)


@pytest.mark.slow
def test_an_error_is_told_in_vietnamese(tmp_path: Path) -> None:
    answer = run("draft", "list", "--lang", "vi", cwd=tmp_path)
    assert answer.returncode == 3
    assert VIETNAMESE.search(answer.stderr)


def loaded_by(*words: str, cwd: Path) -> set[str]:
    """The packages that a command has imported at its end, in a process of its own."""
    program = (
        "import json, sys\nfrom workflow.cli.program import call\n"
        "code = call(sys.argv[1:])\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)\n"
        "sys.exit(code)"
    )
    done = run(*words, cwd=cwd, command=[sys.executable, "-c", program])
    return {name.partition(".")[0] for name in json.loads(done.stderr.splitlines()[-1])}


@pytest.mark.slow
@pytest.mark.parametrize("words", [("--help",), ("track", "--help"), ("sign", "--help"), ()])
def test_help_loads_nothing_heavy(words: tuple[str, ...], tmp_path: Path) -> None:
    loaded = loaded_by(*words, cwd=tmp_path)
    assert "click" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", [("track",), ("log",), ("register", "list"), ("draft", "list"), ("recipient", "list")]
)
def test_looking_things_up_loads_nothing_that_renders_or_signs(
    words: tuple[str, ...], directory: Path
) -> None:
    assert loaded_by(*words, cwd=directory) & HEAVY == {"sqlalchemy"}


@pytest.mark.slow
@pytest.mark.parametrize("command", ["distribute", "ack"])
def test_sending_loads_nothing_that_renders_or_signs(at: At, command: str) -> None:
    standing = at("issued" if command == "distribute" else "distributed")
    words = {"distribute": (), "ack": ("ban-bi-thu",)}[command]
    loaded = loaded_by(command, standing.id, *words, "--as", CLERK, cwd=standing.directory)
    assert loaded & HEAVY == {"sqlalchemy"}


def test_the_version_is_told(say: Say) -> None:
    answer = say("--version")
    assert answer.code == 0
    assert re.search(r"vanban.*\d+\.\d+", answer.out)


@pytest.mark.parametrize(
    "words",
    [
        ("sing",),
        ("draft", "knew"),
        ("draft", "list", "--jsno"),
        ("draft", "list", "surplus"),
        ("submit",),
        ("sign",),
        ("sign", "abc", "--key"),
        ("reject", "abc"),
        ("reject", "abc", "--reason", "  "),
        ("issue", "abc"),
        ("ack", "abc"),
        ("draft", "new", "ket-luan"),
        ("draft", "list", "--lang", "fr"),
        ("register",),
        ("draft",),
        (),
    ],
    ids=" ".join,
)
def test_what_is_not_understood_is_refused(say: Say, words: tuple[str, ...]) -> None:
    answer = say(*words)
    assert answer.code == 2
    assert answer.out == ""
    assert "Usage: vanban" in answer.err or "Error: " in answer.err


def test_a_misspelt_command_is_named(say: Say) -> None:
    assert "sing" in say("sing").err


def test_an_office_that_is_a_file_is_refused(say: Say, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert say("draft", "list", "--office", tmp_path / "file").code == 2


@pytest.mark.slow
@pytest.mark.parametrize("command", [[str(VANBAN)], [sys.executable, "-m", "workflow"]])
def test_the_program_runs_by_its_name_and_as_a_module(command: list[str], tmp_path: Path) -> None:
    done = run("--help", cwd=tmp_path, command=command)
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: vanban ")
    assert run("sing", cwd=tmp_path, command=command).returncode == 2
