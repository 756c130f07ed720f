"""Passwords: from a file, the environment or a prompt; never shown and never kept."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Say
from tests.cli.terminal import Seen, run, run_at_terminal
from tests.services.stages import At, Standing

pytestmark = pytest.mark.slow

KEY_PASSWORD = 'password = "file:keys/minh-khang.password"'


def password_of(standing: Standing) -> str:
    return (standing.directory / "keys" / "minh-khang.password").read_text("utf-8").strip()


def take_from(standing: Standing, source: str) -> str:
    """Say in office.toml where the password is, remove the file, and give back the password."""
    settings = standing.directory / "office.toml"
    text = settings.read_text("utf-8")
    assert KEY_PASSWORD in text
    settings.write_text(text.replace(KEY_PASSWORD, f'password = "{source}"'), "utf-8")
    password = password_of(standing)
    (standing.directory / "keys" / "minh-khang.password").unlink()
    return password


def signing(standing: Standing) -> tuple[str, ...]:
    return ("sign", standing.id, "--key", "minh-khang", "--as", "minh-khang")


def assert_nowhere(password: str, standing: Standing, *said: str) -> None:
    assert len(password) > 8
    assert not any(password in text for text in said)
    for file in standing.directory.rglob("*"):
        if file.is_file():
            assert password.encode() not in file.read_bytes()


@pytest.mark.slow
def test_a_password_comes_from_a_file(at: At) -> None:
    standing = at("approved")
    password = password_of(standing)
    done = run(*signing(standing), "-v", cwd=standing.directory)
    assert done.returncode == 0, done.stderr
    (standing.directory / "keys" / "minh-khang.password").unlink()
    assert_nowhere(password, standing, done.stdout, done.stderr)


@pytest.mark.slow
def test_a_password_comes_from_the_environment(at: At) -> None:
    standing = at("approved")
    password = take_from(standing, "env:KHOA_MINH_KHANG")
    missing = run(*signing(standing), cwd=standing.directory)
    assert missing.returncode == 8
    assert "KHOA_MINH_KHANG" in missing.stderr
    env = {"KHOA_MINH_KHANG": password}
    done = run(*signing(standing), "-v", cwd=standing.directory, env=env)
    assert done.returncode == 0, done.stderr
    assert_nowhere(password, standing, done.stdout, done.stderr)


@pytest.mark.slow
def test_without_a_terminal_there_is_no_prompt(at: At) -> None:
    standing = at("approved")
    take_from(standing, "prompt")
    done = run(*signing(standing), cwd=standing.directory)
    assert done.returncode == 8
    assert done.stdout == ""
    assert "terminal" in done.stderr
    assert "minh-khang" in done.stderr
    assert "Traceback" not in done.stderr
    assert standing.document().state.value == "approved"


def ask(standing: Standing, answer: str) -> Seen:
    return run_at_terminal(*signing(standing), cwd=standing.directory, typed={"minh-khang": answer})


@pytest.mark.slow
def test_at_a_terminal_the_password_is_asked_for_and_not_shown(at: At) -> None:
    standing = at("approved")
    password = take_from(standing, "prompt")
    seen = ask(standing, f"{password}\n")
    assert seen.code == 0, seen.screen
    assert standing.document().state.value == "signed"
    assert_nowhere(password, standing, seen.out, seen.screen)


@pytest.mark.slow
def test_a_wrong_password_at_the_terminal_signs_nothing(at: At) -> None:
    standing = at("approved")
    take_from(standing, "prompt")
    seen = ask(standing, "một mật khẩu sai\n")
    assert seen.code == 8
    assert standing.document().state.value == "approved"
    assert_nowhere("một mật khẩu sai", standing, seen.out, seen.screen)


@pytest.mark.slow
@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_who_leaves_the_prompt_signs_nothing(at: At, key: str) -> None:
    standing = at("approved")
    take_from(standing, "prompt")
    seen = ask(standing, key)
    assert seen.code == 130
    assert "Traceback" not in seen.screen
    assert standing.document().state.value == "approved"


def test_a_wrong_password_is_not_repeated_in_the_error(say: Say, at: At) -> None:
    standing = at("approved")
    wrong = "mat-khau-sai-hoan-toan"
    (standing.directory / "keys" / "minh-khang.password").write_text(wrong)
    answer = say(*signing(standing), "--office", standing.directory, "-v")
    assert answer.code == 8
    assert wrong not in answer.out + answer.err


def test_a_password_written_into_the_settings_is_refused_and_not_shown(say: Say, at: At) -> None:
    standing = at("approved")
    settings = standing.directory / "office.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace(KEY_PASSWORD, 'password = "MatKhau#123"'), "utf-8")
    answer = say(*signing(standing), "--office", standing.directory)
    assert answer.code == 3
    assert "MatKhau#123" not in answer.err
