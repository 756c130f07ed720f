"""The journal, the register and the doctor at the command line; changed behind the program."""

from __future__ import annotations

import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Say
from tests.cli.needs import skip_or_fail
from tests.cli.terminal import VANBAN, run
from tests.services.stages import At, Standing

pytestmark = pytest.mark.slow


def tamper(standing: Standing, *statements: str) -> None:
    connection = sqlite3.connect(standing.directory / "signed" / "vanban.db")
    triggers = connection.execute("select name from sqlite_master where type = 'trigger'")
    for (name,) in triggers.fetchall():
        connection.execute(f"drop trigger {name}")
    for statement in statements:
        assert connection.execute(statement).rowcount > 0
    connection.commit()
    connection.close()


def test_a_whole_journal_says_how_much_was_checked(say: Say, at: At) -> None:
    standing = at("issued")
    answer = say("log", "--verify", "--office", standing.directory, "--json")
    assert answer.code == 0
    assert answer.json["events"] == 5
    assert answer.json["evidence"] == 1


def test_a_changed_event_is_named(say: Say, at: At) -> None:
    standing = at("issued")
    tamper(standing, "update events set actor = 'thu-ha' where sequence = 3")
    answer = say("log", "--verify", "--office", standing.directory)
    assert answer.code == 9
    assert "3" in answer.err
    assert say("doctor", "--office", standing.directory).code != 0


@pytest.mark.parametrize("change", ["act = 'invented'", "data = '{'", "at = 'yesterday'"])
def test_an_event_made_unreadable_is_named(say: Say, at: At, change: str) -> None:
    standing = at("issued")
    tamper(standing, f"update events set {change} where sequence = 3")
    answer = say("log", "--verify", "--office", standing.directory)
    assert answer.code == 9
    assert "3" in answer.err


def test_a_tail_cut_off_is_found_by_the_evidence(say: Say, at: At) -> None:
    standing = at("distributed")
    tamper(
        standing,
        "delete from events where act like 'd%' or act = 'issued'",
        "update documents set state = 'signed', issued = '', version = 4",
    )
    answer = say("log", "--verify", "--office", standing.directory)
    assert answer.code == 9
    assert "01-KL-TU" in answer.err


def test_an_office_in_order_is_well(say: Say, at: At) -> None:
    answer = say("doctor", "--office", at("distributed").directory)
    assert answer.code == 0
    assert "✗" not in answer.out


@pytest.mark.parametrize("data", [None, pytest.param(b"broken", marks=pytest.mark.thorough)])
@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ("templates/party-named.docx", "party-named.docx"),
        ("recipients/bodies.toml", "recipients/"),
        ("keys/minh-khang.p12", "minh-khang"),
        ("keys/minh-khang.png", "minh-khang.png"),
        ("keys/tinh-uy-dau.png", "tinh-uy-dau.png"),
        ("keys/trust/specimen.pem", "trust"),
    ],
)
def test_the_doctor_names_what_is_missing_or_broken(
    say: Say, at: At, broken: str, named: str, data: bytes | None
) -> None:
    standing = at("empty")
    file = standing.directory / broken
    if data is None:
        file.unlink()
    else:
        file.write_bytes(data)
    answer = say("doctor", "--office", standing.directory)
    assert answer.code not in (0, 70)
    assert named in answer.out[answer.out.index("✗") :]


@pytest.mark.usefixtures("no_layouts_drawn")
def test_the_doctor_names_a_database_that_is_none(say: Say, at: At) -> None:
    standing = at("empty")
    (standing.directory / "signed" / "vanban.db").write_bytes(b"this is not a database " * 100)
    answer = say("doctor", "--office", standing.directory)
    assert answer.code not in (0, 70)
    assert "vanban.db" in answer.out


@pytest.mark.usefixtures("no_layouts_drawn")
def test_the_doctor_tells_all_in_json(say: Say, at: At) -> None:
    standing = at("empty")
    (standing.directory / "keys" / "minh-khang.p12").unlink()
    answer = say("doctor", "--office", standing.directory, "--json")
    assert answer.code != 0
    unwell = [finding for finding in answer.json if not finding["well"]]
    assert ["minh-khang.p12" in finding["says"] for finding in unwell] == [True]


@pytest.mark.slow
def test_the_doctor_names_a_missing_font(at: At, tmp_path: Path) -> None:
    """In a mount namespace of its own, where the folders of fonts are empty."""
    hide = "for d in /usr/share/fonts /usr/local/share/fonts; do "
    hide += "if [ -d $d ]; then mount -t tmpfs none $d || exit 99; fi; done; "
    probe = subprocess.run(["unshare", "-m", "sh", "-c", hide], capture_output=True, check=False)
    if probe.returncode:
        skip_or_fail("needs root, to hide the fonts in a mount namespace")
    done = run(
        "-m", "sh", "-c", hide + f"exec {VANBAN} doctor", cwd=at("empty").directory,
        command=["unshare"], env={"HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode not in (0, 70)
    assert "font" in done.stdout
    assert "fonts-liberation2" in done.stdout
