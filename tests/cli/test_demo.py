"""demo: the whole line in a throw-away office; what it says is there, is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.terminal import run, run_at_terminal
from tests.services.stages import assert_sound, conclusion
from workflow.services.office import open_office

pytestmark = pytest.mark.slow


def test_the_demo_takes_the_example_from_text_to_receipts(tmp_path: Path) -> None:
    done = run("demo", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    named = [line.strip() for line in done.stdout.splitlines() if line.startswith("  demo/")]
    assert named
    for file in named:
        assert (tmp_path / file).stat().st_size > 1000
    assert any(file.endswith(".pdf") for file in named)
    assert any(file.endswith(".png") for file in named)
    assert_sound(tmp_path / "demo")
    office = open_office(tmp_path / "demo")
    (document,) = office.ledger.documents()
    assert document.official_number == "01-KL/TU"
    assert len(list((tmp_path / "demo" / "outbox").iterdir())) == 57
    for step in ("submit", "approve", "sign", "issue", "distribute", "ack", "track", "verify"):
        assert f"$ vanban {step}" in done.stdout

    again = run("demo", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert_sound(tmp_path / "demo")


@pytest.mark.thorough
def test_the_demo_takes_texts_of_ones_own(tmp_path: Path) -> None:
    lines = ("Ban Bí thư Trung ương Đảng", "Lưu Văn phòng Tỉnh uỷ")
    for number, signer in enumerate(("Đỗ Thị Minh Ánh", "Trần Minh Khang")):
        text = conclusion(f"về việc {number}", recipients=lines, signer=signer)
        (tmp_path / f"{number}.md").write_text(text, "utf-8")
    done = run("demo", "--dir", "x/y", "--from", "0.md", "--from", "1.md", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    office = open_office(tmp_path / "x" / "y")
    assert [line.signer for line in office.ledger.register_lines()] == [
        "Đỗ Thị Minh Ánh",
        "Trần Minh Khang",
    ]


def test_the_demo_touches_no_folder_of_somebody_else(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "letter.txt").write_text("dear")
    done = run("demo", cwd=tmp_path)
    assert done.returncode == 5
    assert [f.name for f in (tmp_path / "demo").iterdir()] == ["letter.txt"]


def test_the_demo_says_what_is_wrong_with_a_text(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text("không phải", "utf-8")
    done = run("demo", "--from", "bad.md", cwd=tmp_path)
    assert done.returncode == 4
    assert "bad.md" in done.stderr
    missing = run("demo", "--from", "none.md", cwd=tmp_path)
    assert missing.returncode == 13
    assert "none.md" in missing.stderr


@pytest.mark.thorough
def test_the_demo_answers_in_json_too(tmp_path: Path) -> None:
    done = run("demo", "--json", cwd=tmp_path)
    assert done.returncode in (0, 2), done.stderr  # or the option is not known to it
    if done.returncode == 0:
        json.loads(done.stdout)


@pytest.mark.thorough
def test_the_demo_obeys_no_color_at_a_terminal(tmp_path: Path) -> None:
    seen = run_at_terminal("demo", cwd=tmp_path, env={"NO_COLOR": "1"}, whole=True)
    assert seen.code == 0
    assert "01-KL/TU" in seen.screen
    assert "\x1b[" not in seen.screen
