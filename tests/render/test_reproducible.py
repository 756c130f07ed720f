"""The same text gives the same bytes, on any day, in any place, in any process."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.render.conftest import rendered, text_of
from workflow.render.content import Content

pytestmark = pytest.mark.slow

_SCRIPT = """
import hashlib, sys
from tests.render.conftest import rendered
sys.stdout.write(hashlib.sha256(rendered().pdf).hexdigest())
"""


def digest_elsewhere(folder: Path, **environment: str) -> str:
    """The digest of the example as a process of its own renders it."""
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT], cwd=folder, text=True, capture_output=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip
    return done.stdout


@pytest.mark.slow
def test_two_processes_give_the_same_bytes(content: Content, tmp_path: Path) -> None:
    here = hashlib.sha256(content.pdf).hexdigest()
    first = digest_elsewhere(
        tmp_path / "one", PYTHONHASHSEED="1", TZ="Asia/Ho_Chi_Minh", LANG="C.UTF-8", LC_ALL="C"
    )
    second = digest_elsewhere(
        tmp_path / "hai", PYTHONHASHSEED="4711", TZ="America/New_York", LC_ALL="C.UTF-8"
    )
    assert first == second == here


def test_a_second_time_gives_the_same_bytes(content: Content) -> None:
    assert rendered().pdf == content.pdf


def test_another_text_gives_other_bytes() -> None:
    assert rendered(text_of("Một việc.")).pdf != rendered(text_of("Hai việc.")).pdf


def test_another_title_alone_gives_other_bytes() -> None:
    text = text_of("Một việc.")
    assert rendered(text, title="Một").pdf != rendered(text, title="Hai").pdf


def test_no_moment_is_written_into_the_file(content: Content) -> None:
    for word in (b"CreationDate", b"ModDate", b"xmp:CreateDate", b"/tmp/", b"root"):
        assert word not in content.pdf
