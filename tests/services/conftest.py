"""Fixtures for the services: offices at every stage of the line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.services.joint import JointStages
from tests.services.stages import At, Stages, conclusion
from tests.services.two_offices import TwoOffices, make_receiver


@pytest.fixture(scope="session")
def stages(specimen_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Stages:
    return Stages(specimen_office, tmp_path_factory.mktemp("stages"), conclusion())


@pytest.fixture(scope="session")
def joint(specimen_office: Path, tmp_path_factory: pytest.TempPathFactory) -> JointStages:
    return JointStages(specimen_office, tmp_path_factory.mktemp("joint"))


@pytest.fixture
def at(stages: Stages, tmp_path: Path) -> At:
    return lambda stage: stages.copy(stage, tmp_path / f"at-{stage}")


@pytest.fixture(scope="session")
def receiver(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office that receives, as it was made: copied by tests, never opened."""
    return make_receiver(tmp_path_factory.mktemp("receiver") / "office")


@pytest.fixture
def two(at: At, receiver: Path, tmp_path: Path) -> TwoOffices:
    place = Path(shutil.copytree(receiver, tmp_path / "receiver"))
    return TwoOffices(at("distributed"), place)
