"""Two offices that trust each other's authority and know each other: one sends, one receives.

What the sender's folder channel puts out for the receiver is the receiver's inbox, and the other
way round.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.conftest import CLERK, Clock
from tests.services.stages import Standing
from workflow.dispatch.channels import Brought
from workflow.dispatch.cover_json import write_message
from workflow.dispatch.reading import read_found
from workflow.model.delivery import Delivery
from workflow.model.exchange import Cover, MessageKind
from workflow.model.incoming import IncomingDocument
from workflow.model.office_settings import read_office
from workflow.services.collecting import Outcome, collect
from workflow.services.office import OpenOffice, open_office
from workflow.services.receiving_files import files_of
from workflow.services.starter import create_office, make_specimen_keys

BODY = "van-phong-trung-uong"
"""The receiver in the sender's directory."""

RECEIVER, RECEIVER_ID = "Văn phòng Trung ương Đảng", "A01.01.00.T99"
SENDER, SENDER_ID, SENDER_BODY = "Tỉnh uỷ Lam Giang", "A12.01.00.H99", "tinh-uy"


def make_receiver(directory: Path) -> Path:
    """The receiving office, with an authority and keys of its own; its receipts are signed."""
    create_office(directory)
    file = directory / "office.toml"
    text = file.read_text("utf-8").replace(SENDER_ID, RECEIVER_ID)
    text = text.replace(f'name = "{SENDER}"', f'name = "{RECEIVER}"', 1)
    text = text.replace('directory = "outbox"', 'directory = "outbox"\ninbox = "inbox"')
    file.write_text(text + '\n[receiving]\nkey = "tinh-uy"\n', "utf-8")
    make_specimen_keys(directory, read_office(file.read_text("utf-8")))
    return directory


@dataclass
class TwoOffices:
    """Copies for one test: the sender has distributed a document, the receiver has seen nothing."""

    sender: Standing
    receiver: Path
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        trusted = "keys/trust/specimen.pem"
        shutil.copy(self.sender.directory / trusted, self.receiver / "keys/trust/other.pem")
        shutil.copy(self.receiver / trusted, self.sender.directory / "keys/trust/other.pem")
        (self.receiver / "inbox").symlink_to(self.sender.directory / "outbox" / BODY)
        back = self.receiver / "outbox" / SENDER_BODY
        back.mkdir(parents=True)
        file = self.sender.directory / "office.toml"
        told = 'directory = "outbox"'
        text = file.read_text("utf-8").replace(told, f'{told}\ninbox = "{back}"')
        file.write_text(text, "utf-8")
        self.sender.clock = self.clock

    def receiving(self, person: str | None = CLERK) -> OpenOffice:
        return open_office(self.receiver, person, clock=self.clock)

    def sending(self, person: str | None = CLERK) -> OpenOffice:
        return open_office(self.sender.directory, person, clock=self.clock)

    def collected(self) -> list[Outcome]:
        """What the receiver found, and what it said."""
        return closed(self.receiving(), lambda office: list(collect(office)))

    def answers_collected(self) -> list[Outcome]:
        """What the sender found."""
        return closed(self.sending(), lambda office: list(collect(office)))

    def incoming(self) -> list[IncomingDocument]:
        return closed(self.receiving(), lambda office: office.ledger.incoming_documents())

    def delivery(self) -> Delivery:
        """The delivery to the receiver, as the sender knows it."""
        return closed(
            self.sending(),
            lambda office: next(
                d for d in office.ledger.deliveries(self.sender.id) if d.body == BODY
            ),
        )

    @property
    def parcel(self) -> Path:
        """The folder that lies in the receiver's inbox."""
        (found,) = [p for p in (self.receiver / "inbox").iterdir() if p.name[0] != "."]
        return found

    def brought(self, **changes: Any) -> Brought:
        """What lies in the inbox, its cover changed."""
        read = read_found(files_of(self.parcel))
        assert isinstance(read, Brought)
        return replace(read, cover=replace(read.cover, **changes))

    def put(self, cover: Cover, files: Mapping[str, bytes] | None = None, name: str = "") -> Path:
        """Put a message into the receiver's inbox, as somebody else would."""
        place = self.receiver / "inbox" / (name or cover.delivery)
        place.mkdir()
        for each, data in (files or {}).items():
            (place / each).write_bytes(data)
        (place / "cover.json").write_bytes(write_message(cover))
        return place

    def asked(self, kind: MessageKind, delivery: str, reason: str = "nhầm số liệu") -> Cover:
        """A recall or an update of the document in the inbox."""
        cover = self.brought().cover
        return replace(
            cover, kind=kind, delivery=delivery, file=None, attachments=(),
            about=cover.document.reference, reason=reason,
        )  # fmt: skip


def closed(office: OpenOffice, use: Any) -> Any:
    try:
        return use(office)
    finally:
        office.close()
