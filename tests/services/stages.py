"""Offices that stand at a stage of the line: each stage is reached once, then copied for a test."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import APPROVER, CLERK, DRAFTER, KEY, SEAL, SIGNER, Clock
from workflow.dispatch.cover_json import read_message
from workflow.model.delivery import Delivery
from workflow.model.document import Document
from workflow.model.events import Event
from workflow.model.exchange import Cover, Status
from workflow.model.lifecycle import Act
from workflow.services import (
    acknowledgement,
    approval,
    distribution,
    drafting,
    issuing,
    signing,
    submission,
)
from workflow.services.acknowledgement import Word
from workflow.services.history import verify_journal
from workflow.services.office import OpenOffice, open_office

RECIPIENTS = (
    "Ban Bí thư Trung ương Đảng (để b/c)",
    "Văn phòng Trung ương Đảng, Ban Chính sách, chiến lược Trung ương",
    "Đồng chí Bí thư Tỉnh uỷ",
    "Lưu Văn phòng Tỉnh uỷ",
)
BODIES = (
    "ban-bi-thu",
    "van-phong-trung-uong",
    "ban-chinh-sach-chien-luoc-trung-uong",
    "bi-thu-tinh-uy",
)
"""Who RECIPIENTS stand for, in their order; the archive copy is not sent."""

STAGES = ("empty", "drafted", "submitted", "approved", "signed", "issued", "distributed")


def conclusion(
    subject: str = "về công tác văn thư",
    body: str = "Ban Thường vụ Tỉnh uỷ kết luận như sau.",
    recipients: tuple[str, ...] = RECIPIENTS,
    signer: str = "Trần Minh Khang",
) -> str:
    """A short conclusion in Markdown."""
    lines = "\n".join(f"- {line};" for line in recipients)
    return (
        f"**KẾT LUẬN**\n\n**{subject}**\n\n-----\n\n{body}\n\nNơi nhận:\n\n{lines}\n\n"
        f"**T/M BAN THƯỜNG VỤ  \nPHÓ BÍ THƯ**\n\n**{signer}**\n"
    )


@dataclass
class Standing:
    """A copy of an office for one test, its document `id` at a stage; empty id: no document."""

    directory: Path
    id: str
    clock: Clock = field(default_factory=Clock)

    def acting(self, person: str | None = None) -> OpenOffice:
        return open_office(self.directory, person, clock=self.clock)

    def document(self, id: str = "") -> Document:
        office = self.acting()
        try:
            return office.ledger.find(id or self.id)
        finally:
            office.close()

    def events(self, *acts: Act) -> list[Event]:
        """The document's events; of some acts only, if any are named."""
        office = self.acting()
        try:
            return [e for e in office.ledger.events(self.id or None) if not acts or e.act in acts]
        finally:
            office.close()

    def draft(self, text: str = "", author: str = DRAFTER) -> Document:
        """One more document, from a text."""
        source = self.directory / "draft.md"
        source.write_text(text or conclusion(), "utf-8")
        return drafting.create_draft(self.acting(author), "ket-luan", source)

    def stored(self, sha256: str) -> Path:
        return self.directory / "signed" / "content" / sha256[:2] / sha256

    def outbox(self, body: str) -> Path:
        return self.directory / "outbox" / body

    def official(self, name: str = "01-KL-TU.pdf") -> Path:
        return self.directory / "signed" / "2025-2030" / "KL" / name


def take_on(standing: Standing, stage: str) -> Document:
    """One step from the stage before to `stage`, by the person whose task it is."""
    id = standing.id
    if stage == "submitted":
        return submission.submit(standing.acting(DRAFTER), id)[0]
    if stage == "approved":
        return approval.approve(standing.acting(APPROVER), id)
    if stage == "signed":
        return signing.sign(standing.acting(SIGNER), id, KEY)
    if stage == "issued":
        return issuing.issue(standing.acting(CLERK), id, [SEAL])[0]
    assert stage == "distributed"
    list(distribution.distribute(standing.acting(CLERK), id))
    return standing.document()


class Stages:
    """Offices at each stage, kept below `folder`; `text` is the document's."""

    def __init__(self, specimen: Path, folder: Path, text: str) -> None:
        assert not (specimen / "signed" / "vanban.db").exists(), "somebody opened the specimen"
        self._folder, self._text = folder, text
        self._made = {"empty": Standing(specimen, "")}

    def copy(self, stage: str, place: Path) -> Standing:
        """A copy of the office at a stage, for one test to change."""
        kept = self._kept(stage)
        standing = Standing(Path(shutil.copytree(kept.directory, place)), kept.id)
        put_to_rest(standing.directory / "signed" / "vanban.db")
        return standing

    def _kept(self, stage: str) -> Standing:
        if stage not in self._made:
            before = self._kept(STAGES[STAGES.index(stage) - 1])
            office = shutil.copytree(before.directory, self._folder / stage)
            standing = Standing(Path(office), before.id)
            if stage == "drafted":
                standing.id = standing.draft(self._text).id
            else:
                take_on(standing, stage)
            self._made[stage] = standing
        return self._made[stage]


def put_to_rest(database: Path) -> None:
    """One file again, as when nobody has it open: no -wal and no -shm beside it."""
    if database.exists():
        connection = sqlite3.connect(database)
        connection.execute("pragma wal_checkpoint(truncate)").fetchall()
        connection.close()
        assert not list(database.parent.glob("vanban.db-*"))


At = Callable[[str], Standing]
"""`at("signed")` is a new copy of an office whose document is signed."""


def assert_sound(directory: Path) -> None:
    """Nothing half-done: journal, files, register, projections and outboxes fit together."""
    office = open_office(directory)
    try:
        verify_journal(office)
        events = office.ledger.events()
        for event in events:
            for name in ("draft", "content", "signed", "void", "issued"):
                if name in event.data:
                    office.store.get(event.data[name])
            for sha256 in event.data.get("attachments", {}).values():
                office.store.get(sha256)
        for document in office.ledger.documents():
            own = [e for e in events if e.document == document.id]
            assert [e.version for e in own] == list(range(1, document.version + 1))
            for once in (Act.ISSUED, Act.DISTRIBUTION_PLANNED, Act.DISTRIBUTED):
                assert len([e for e in own if e.act is once]) <= 1
            if document.signed:
                content, signed = office.store.get(document.content), office.store.get(
                    document.signed
                )  # fmt: skip
                assert signed.startswith(content)
            if document.issued:
                assert office.store.get(document.issued).startswith(signed)
        numbers = [e.data["number"] for e in events if e.act is Act.ISSUED]
        assert numbers == list(range(1, len(numbers) + 1))
        assert sorted(line.number for line in office.ledger.register_lines()) == numbers
        issued = {d.issued for d in office.ledger.documents() if d.issued}
        for official in directory.glob("signed/*/*/*.pdf"):
            if "content" not in official.parts:
                assert hashlib.sha256(official.read_bytes()).hexdigest() in issued
        for parcel in directory.glob("outbox/*/[!.]*"):
            assert_delivered(parcel)
    finally:
        office.close()


def acknowledge(
    office: OpenOffice, name: str, body: str, by: str = ""
) -> tuple[Document, Delivery]:
    """The body says that it has accepted and registered the document."""
    word = Word(Status.ACCEPTED, office.clock(), by)
    return acknowledgement.acknowledge(office, name, body, word)


def assert_delivered(parcel: Path) -> Cover:
    """A delivery's folder is whole: its cover, which names the PDF beside it by its hash."""
    cover = read_message((parcel / "cover.json").read_bytes())
    assert isinstance(cover, Cover)
    assert cover.file is not None
    for each in (cover.file, *cover.attachments):
        assert hashlib.sha256((parcel / each.name).read_bytes()).hexdigest() == each.sha256
    folder = {"attachments"} if cover.attachments else set()
    assert {f.name for f in parcel.iterdir()} == {"cover.json", cover.file.name} | folder
    return cover
