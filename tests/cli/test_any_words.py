"""Whatever is typed: an exit code and a sentence, never a traceback and never an internal error."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.terminal import VANBAN, run
from tests.services.stages import At, Stages, Standing
from workflow.cli.program import call

pytestmark = pytest.mark.slow

COMMANDS = (
    "draft", "new", "show", "edit", "list", "render", "submit", "approve", "reject", "sign",
    "issue", "distribute", "ack", "track", "report", "verify", "log", "register", "doctor",
    "recall", "replace", "update", "remind", "delivery", "resend", "drop",
    "receive", "collect", "incoming", "accept", "refuse", "assign", "process", "finish", "return",
    "agree", "keep", "book", "stamp",
    "recipient", "check", "import", "export", "merge", "reconcile",
)  # fmt: skip
OPTIONS = (
    "--from", "--reason", "--key", "--seal", "--by", "--trust", "--acknowledged", "--verify",
    "--into", "--under", "--group", "--on", "--source", "--office", "--as", "--json", "--lang",
    "--due", "--purpose", "--add", "--ordered-by", "--send", "--channel", "--address",
    "--number", "--dated", "--subject", "--accept", "--to", "--year", "--csv", "--pdf", "--all",
    "-v", "--verbose", "--help", "-h", "--version", "--",
)  # fmt: skip
VALUES = (
    "ket-luan", "thu-ha", "quoc-bao", "minh-khang", "thanh-mai", "tinh-uy", "vi", "en",
    "ban-bi-thu", "01-KL/TU", "ID", "PDF", "TRUST", "TEXT", "", "%", "_", "'", "{name}", "%s",
    "\x1b[31m", "-1", "draft.md", "🖋️", "../../etc/passwd",
)  # fmt: skip
INVENTED = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=9)
WORDS = st.lists(st.one_of(st.sampled_from(COMMANDS + OPTIONS + VALUES), INVENTED), max_size=8)
USUAL = st.tuples(st.sampled_from(COMMANDS), WORDS).map(lambda pair: [pair[0], *pair[1]])


@pytest.fixture(scope="module")
def scene(stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    """An office with an issued document, the folder to stand in, an editor that does nothing."""
    standing = stages.copy("issued", tmp_path_factory.mktemp("words") / "office")
    here = standing.directory / "deep" / "down"
    here.mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(here)
        patch.setenv("VISUAL", "true")
        patch.setenv("LANGUAGE", "en")
        for name in [n for n in os.environ if n.startswith("VANBAN_")]:
            patch.delenv(name)
        yield standing


def assert_calm(scene: Standing, words: list[str]) -> None:
    meant = {
        "ID": scene.id,
        "PDF": str(scene.official()),
        "TRUST": str(scene.directory / "keys" / "trust"),
        "TEXT": str(scene.directory / "examples" / "ket-luan.md"),
    }
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = call([meant.get(word, word) for word in words])
    assert "Traceback" not in out.getvalue() + err.getvalue()
    assert code in {0, *range(2, 16)}, err.getvalue()
    assert code == 0 or err.getvalue().strip() or code in (10, 12)


@pytest.mark.slow
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.one_of(USUAL, WORDS))
def test_no_words_upset_the_program(scene: Standing, words: list[str]) -> None:
    assert_calm(scene, words)


LONG = "x" * 300


@pytest.mark.parametrize(
    "words",
    [
        ["draft", "show", "\ud800"],
        ["verify", LONG, "--trust", "TRUST"],
        ["verify", "PDF", "--trust", LONG],
        ["draft", "list", "--office", LONG],
        ["init", LONG],
        ["draft", "new", "ket-luan", "--from", LONG, "--as", "thu-ha"],
        ["draft", "new", "{name}", "--from", "TEXT", "--as", "thu-ha"],
        ["draft", "list", "--as", "{name}"],
        ["ack", "ID", "{name}", "--as", "thanh-mai"],
        ["verify", ".", "--trust", "TRUST"],
        ["verify", "PDF", "--trust", "PDF"],
        ["verify", "PDF", "--trust", "TEXT"],
        ["init", "TEXT"],
        ["demo", "--dir", LONG],
        ["demo", "--dir", "TEXT"],
    ],
    ids=lambda words: " ".join(words).encode("ascii", "replace").decode()[:40],
)
def test_no_odd_word_upsets_the_program(scene: Standing, words: list[str]) -> None:
    assert_calm(scene, words)


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ("draft", "show", "\udcff"),
        ("ack", "01-KL/TU", "\udcff", "--as", "thanh-mai"),
        ("draft", "new", "\udcff", "--from", "x", "--as", "thu-ha"),
        ("draft", "new", "ket-luan", "--from", "\udcff", "--as", "thu-ha"),
        ("reject", "ffff", "--reason", "\udcff", "--as", "quoc-bao"),
        ("draft", "list", "--as", "\udcff"),
        ("draft", "list", "--office", "\udcff"),
        ("verify", "\udcff"),
        ("init", "\udcff"),
        ("\udcff",),
    ],
    ids=lambda words: " ".join(words).encode("utf-8", "replace").decode(),
)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_words_that_are_no_utf_8_are_refused_or_taken(
    at: At, words: tuple[str, ...], language: str
) -> None:
    """As a shell hands them on: any bytes but zero."""
    standing = at("distributed")
    done = run(*words, cwd=standing.directory, env={"VANBAN_LANG": language})
    assert "Traceback" not in done.stderr
    assert done.returncode in {0, *range(2, 16)}, done.stderr


@pytest.mark.slow
def test_a_reason_that_is_no_utf_8_is_refused_before_anything_is_recorded(at: At) -> None:
    standing = at("submitted")
    words = ("reject", standing.id, "--reason", "\udcff", "--as", "quoc-bao")
    done = run(*words, cwd=standing.directory)
    assert done.returncode in range(2, 14), done.stderr
    assert standing.document().state.value == "submitted"


@pytest.mark.slow
def test_a_folder_that_is_gone_is_no_reason_for_a_traceback(tmp_path: Path) -> None:
    """Standing in a folder that somebody removed."""
    (tmp_path / "gone").mkdir()
    script = f"cd gone && rmdir ../gone && {VANBAN} draft list"
    done = run("-c", script, cwd=tmp_path, command=["bash"])
    assert "Traceback" not in done.stderr
    assert done.returncode in range(2, 14), done.stderr
