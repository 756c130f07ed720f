"""Fixtures for all rooms: a specimen office made once, copied for every test that changes it."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workflow.model.document import Document
from workflow.services import (
    approval,
    distribution,
    drafting,
    issuing,
    publishing,
    signing,
    submission,
)
from workflow.services.office import OpenOffice, open_office
from workflow.services.starter import create_office

if TYPE_CHECKING:
    from tests.pki_services import PkiServices
    from tests.sign.softhsm import SoftTokens

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "ket-luan.md"

DRAFTER, APPROVER, SIGNER, CLERK = "thu-ha", "quoc-bao", "minh-khang", "thanh-mai"
KEY, SEAL = "minh-khang", "tinh-uy"


def pytest_collection() -> None:
    """Some 12,000 tests are made: what looks for garbage meanwhile finds none, in 4 s."""
    gc.disable()


def pytest_collection_finish() -> None:
    gc.enable()
    gc.freeze()  # nor is any of them garbage later


class Clock:
    """A clock that tests set; it starts now, so that real certificates are valid."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


@pytest.fixture(scope="session")
def specimen_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example office with specimen keys, as it was made: copied by tests, never opened."""
    directory = tmp_path_factory.mktemp("office") / "specimen"
    create_office(directory, specimen_keys=True)
    return directory


@pytest.fixture(scope="session")
def reading_office(specimen_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy for tests that only read in it; opening an office makes its database."""
    return Path(shutil.copytree(specimen_office, tmp_path_factory.mktemp("reading") / "office"))


@pytest.fixture
def directory(specimen_office: Path, tmp_path: Path) -> Path:
    """A copy of the specimen office for one test."""
    return Path(shutil.copytree(specimen_office, tmp_path / "office"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def no_layouts_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """The doctor draws a page of every layout, two thirds of its time: for tests of what else it
    looks at."""
    monkeypatch.setattr("workflow.services.doctor.render", lambda *_: None)


As = Callable[[str | None], OpenOffice]


@pytest.fixture
def acting(directory: Path, clock: Clock) -> As:
    """`acting("thu-ha")` is the office with that person at work."""
    return lambda person: open_office(directory, person, clock=clock)


class Line:
    """A document taken along the line, one stage at a time."""

    def __init__(self, acting: As) -> None:
        self._acting = acting

    def drafted(self, source: Path = EXAMPLE) -> Document:
        return drafting.create_draft(self._acting(DRAFTER), "ket-luan", source)

    def submitted(self, source: Path = EXAMPLE) -> Document:
        return submission.submit(self._acting(DRAFTER), self.drafted(source).id)[0]

    def approved(self, source: Path = EXAMPLE) -> Document:
        return approval.approve(self._acting(APPROVER), self.submitted(source).id)

    def signed(self, source: Path = EXAMPLE) -> Document:
        return signing.sign(self._acting(SIGNER), self.approved(source).id, KEY)

    def issued(self, source: Path = EXAMPLE) -> Document:
        return issuing.issue(self._acting(CLERK), self.signed(source).id, [SEAL])[0]

    def distributed(self, source: Path = EXAMPLE) -> Document:
        document = self.issued(source)
        office = self._acting(CLERK)
        list(distribution.distribute(office, document.id))
        return office.ledger.find(document.id)


@pytest.fixture
def line(acting: As) -> Line:
    return Line(acting)


@pytest.fixture(scope="session")
def issued_pdf(
    specimen_office: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """An issued example, made once: the PDF and the trust anchors; not to be changed."""
    directory = Path(shutil.copytree(specimen_office, tmp_path_factory.mktemp("issued") / "office"))
    acting = lambda person: open_office(directory, person)  # noqa: E731
    document = Line(acting).issued()
    office = open_office(directory)
    return publishing.published_place(office, document), directory / office.settings.trust


@pytest.fixture(scope="session")
def running_pki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PkiServices]:
    from tests.pki_services import PkiServices  # 0.4 s that most tests need not wait for

    services = PkiServices(tmp_path_factory.mktemp("pki"), datetime.now(UTC).replace(microsecond=0))
    yield services
    services.close()


@pytest.fixture
def pki(running_pki: PkiServices) -> Iterator[PkiServices]:
    """Authorities with OCSP, CRLs and timestamps over HTTP; every test finds them in order."""
    yield running_pki
    running_pki.reset()


@pytest.fixture(scope="session")
def tokens(running_pki: PkiServices, tmp_path_factory: pytest.TempPathFactory) -> SoftTokens:
    """PKCS#11 tokens with keys of the PKI."""
    from tests.sign.softhsm import SoftTokens

    return SoftTokens(tmp_path_factory.mktemp("softhsm"), running_pki)
