"""An issued document in its three revisions, with the keys that made it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from asn1crypto import x509
from pyhanko.sign.signers import Signer

from tests.conftest import KEY, SEAL, Line
from tests.sign import forge
from workflow.model.verification import Report, Verdict
from workflow.services.office import open_office
from workflow.sign.keys import open_key
from workflow.sign.trust import read_anchors
from workflow.sign.validate import verify

if TYPE_CHECKING:
    from tests.pki_services import PkiServices
    from tests.sign.levels import Levels
    from tests.sign.signing_service import SigningService

SHORT = """**KẾT LUẬN**

**về một việc thử**

-----

Ban Thường vụ Tỉnh uỷ kết luận như sau.

Nơi nhận:

- Lưu Văn phòng Tỉnh uỷ.

**T/M BAN THƯỜNG VỤ**

**PHÓ BÍ THƯ**

**Trần Minh Khang**
"""


@dataclass(frozen=True)
class Issued:
    """R0, R1 and R2 of one document, the office that made them and what it trusts."""

    content: bytes
    signed: bytes
    issued: bytes
    office: Path

    @cached_property
    def trust(self) -> Path:
        return self.office / "keys" / "trust"

    @cached_property
    def anchors(self) -> list[x509.Certificate]:
        return read_anchors(self.trust)

    @cached_property
    def person(self) -> Signer:
        return self._signer(KEY)

    @cached_property
    def organ(self) -> Signer:
        return self._signer(SEAL)

    @cached_property
    def moment(self) -> datetime:
        """A moment at which the specimen certificates are valid already."""
        return datetime.now(UTC).replace(microsecond=0)

    def signed_by_hand(
        self,
        plan: forge.Plan = forge.PERSON,
        meddle: forge.Meddle = lambda _: None,
        make_cms: forge.MakeCms = forge.pades,
        content: bytes | None = None,
    ) -> bytes:
        """R1 as somebody makes it who does not use our program but has the person's key."""
        return forge.append_by_hand(
            content or self.content, self.person, plan, self.moment, meddle, make_cms
        )

    def sealed_by_hand(
        self,
        plan: forge.Plan = forge.ORGAN,
        meddle: forge.Meddle = lambda _: None,
        make_cms: forge.MakeCms = forge.pades,
        signed: bytes | None = None,
    ) -> bytes:
        """R2 as somebody makes it who does not use our program but has the organ's key."""
        return forge.append_by_hand(
            signed or self.signed, self.organ, plan, self.moment, meddle, make_cms
        )

    def verified(self, data: bytes, **options: object) -> Report:
        return verify(data, self.anchors, "it.pdf", **options)  # type: ignore[arg-type]

    def _signer(self, name: str) -> Signer:
        office = open_office(self.office)
        return open_key(office.settings.key(name), self.office, office.secret)


@pytest.fixture(scope="session")
def issued(issued_pdf: tuple[Path, Path]) -> Issued:
    """The example, issued; not to be changed."""
    published, trust = issued_pdf
    office = trust.parents[1]
    names = json.loads(published.with_suffix(".json").read_text("utf-8"))["sha256"]
    kept = office / "signed" / "content"
    content, signed, whole = (
        (kept / names[stage][:2] / names[stage]).read_bytes()
        for stage in ("content", "signed", "issued")
    )
    assert whole == published.read_bytes()
    return Issued(content, signed, whole, office)


@pytest.fixture(scope="session")
def short(specimen_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Issued:
    """Another document of the same office, of one page; not to be changed."""
    folder = tmp_path_factory.mktemp("short")
    source = folder / "draft.md"
    source.write_text(SHORT, "utf-8")
    directory = Path(shutil.copytree(specimen_office, folder / "office"))
    document = Line(lambda person: open_office(directory, person)).issued(source)
    store = open_office(directory).store
    revisions = (document.content, document.signed, document.issued)
    return Issued(*(store.get(name) for name in revisions), directory)


@pytest.fixture(scope="session")
def levels(running_pki: PkiServices) -> Levels:
    """A small document at every level; not to be changed."""
    from tests.sign.levels import made

    return made(running_pki)


def sentences(report: Report) -> list[str]:
    """Everything that a report holds against a file."""
    found = [*report.problems, *(p for s in report.signatures for p in s.problems)]
    return [str(problem) for problem in found]


def refused(report: Report, *words: str) -> bool:
    """Whether a file is called invalid in a sentence that holds one of the words, if any given."""
    said = sentences(report)
    assert report.verdict is Verdict.INVALID, said
    assert said
    assert not words or any(word in sentence for sentence in said for word in words), said
    return True


@pytest.fixture(scope="session")
def running_service(running_pki: PkiServices) -> Iterator[SigningService]:
    from tests.sign.signing_service import SigningService

    service = SigningService(running_pki)
    yield service
    service.close()


@pytest.fixture
def service(running_service: SigningService) -> Iterator[SigningService]:
    """A remote signing service with the PKI's keys; every test finds it in order."""
    yield running_service
    running_service.reset()
