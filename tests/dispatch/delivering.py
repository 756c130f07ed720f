"""A process that delivers parcels until it is killed, or who started it is gone.

python -m tests.dispatch.delivering KIND SETTINGS OFFICE MEGABYTES ADDRESS

SETTINGS are those of the channel, as JSON.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from workflow.dispatch.channels import (
    Channel,
    Parcel,
    Surroundings,
    attachment_place,
    open_channel,
)
from workflow.model.exchange import (
    Correspondent,
    Cover,
    DocumentFacts,
    DocumentReference,
    FileFacts,
    MessageKind,
)
from workflow.model.messages import Message
from workflow.model.office import ChannelSettings
from workflow.model.parties import Purpose

SETTING = "outbox"
SENDER = Correspondent("A12.01.00.H99", "Tỉnh uỷ Lam Giang")


def open_for_test(settings: ChannelSettings, office: Path) -> Channel:
    return open_channel(settings, Surroundings(office, _ask))


def _ask(_: ChannelSettings, setting: str, __: Message) -> str:
    return f"secret of {setting}"


def facts() -> DocumentFacts:
    return DocumentFacts(
        reference=DocumentReference(SENDER.organ_id, "01-KL/TU", date(2026, 11, 23)),
        number=1,
        type="ket-luan",
        type_name="Kết luận",
        subject="về việc gì đó",
        place="Lam Giang",
        signer="Trần Minh Khang",
        signer_title="PHÓ BÍ THƯ",
        authority="T/M BAN THƯỜNG VỤ",
        recipients=("Sở Y tế", "Lưu Văn phòng Tỉnh uỷ"),
        pages=2,
        copies=1,
    )


def parcel(delivery: str = "0123456789abcdef0123", body: str = "so-y-te", size: int = 64) -> Parcel:
    """A parcel whose contents follow from its delivery, so that anybody can say if it is whole."""
    seed = delivery.encode()
    pdf = (seed * (size // len(seed) + 1))[:size]
    attachments = {"Biểu số 1.pdf": seed, "01-KL-TU.pdf": seed + seed}
    cover = Cover(
        delivery=delivery,
        kind=MessageKind.NEW,
        sender=SENDER,
        recipient=Correspondent("H12.02.00.H99", "Sở Y tế", body),
        purpose=Purpose.ACTION,
        document=facts(),
        sent_at=datetime(2026, 11, 23, 2, 30, tzinfo=UTC),
        file=FileFacts("01-KL-TU.pdf", _sha256(pdf)),
        attachments=tuple(
            FileFacts(attachment_place(name), _sha256(data)) for name, data in attachments.items()
        ),
    )
    return Parcel(cover, "", "01-KL-TU.pdf", pdf, attachments)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def main(kind: str, settings: str, office: str, megabytes: str, address: str) -> None:
    started_by = os.getppid()
    way = open_for_test(ChannelSettings(kind, kind, json.loads(settings)), Path(office))
    print("ready", flush=True)
    for number in itertools.count():
        if os.getppid() != started_by:
            break
        sent = parcel(f"{number:020d}", size=int(megabytes) * 1024**2)
        way.deliver(replace(sent, address=address))


if __name__ == "__main__":
    main(*sys.argv[1:])
