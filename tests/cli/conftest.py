"""Fixtures for the command line: offices at every stage, and commands called in this process."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.services.joint import JointStages
from tests.services.stages import At, Stages, conclusion
from workflow.cli.program import call


@pytest.fixture(scope="session")
def stages(specimen_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Stages:
    return Stages(specimen_office, tmp_path_factory.mktemp("stages"), conclusion())


@pytest.fixture(scope="session")
def joint(specimen_office: Path, tmp_path_factory: pytest.TempPathFactory) -> JointStages:
    return JointStages(specimen_office, tmp_path_factory.mktemp("joint"))


@pytest.fixture
def at(stages: Stages, tmp_path: Path) -> At:
    return lambda stage: stages.copy(stage, tmp_path / f"at-{stage}")


@dataclass(frozen=True)
class Answer:
    """What a command said: its exit code, its result and the talk beside it."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Say = Callable[..., Answer]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    """`say("draft", "list")` is the command called in this process, in English."""
    for name in list(os.environ):
        if name.startswith("VANBAN_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("VANBAN_LANG", "en")
    monkeypatch.setenv("LANGUAGE", "en")  # the program sets it; put back after the test

    def say_it(*words: object) -> Answer:
        capsys.readouterr()
        code = call([str(word) for word in words])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Answer(code, said.out, said.err)

    return say_it
