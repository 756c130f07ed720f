"""The folder channel: the PDF, its attachments and a JSON cover in the body's outbox."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from workflow.dispatch.channels import Parcel, attachment_place
from workflow.model.errors import ChannelFailed

COVER = "cover.json"


class FolderChannel:
    """Delivers into `root`/BODY/DELIVERY/; an address of a body is a folder of its own.

    The folder of a delivery appears whole or not at all: it is filled under another name first.
    """

    def __init__(self, office: Path, setting: str) -> None:
        self._root = office / setting

    def deliver(self, parcel: Parcel) -> None:
        """
        Raises:
            ChannelFailed: the folder cannot be written.
        """
        outbox = self._root / (parcel.address or parcel.body)
        target = outbox / parcel.delivery
        part = outbox / f".{parcel.delivery}.part"
        try:
            if target.exists():
                return
            shutil.rmtree(part, ignore_errors=True)  # left by a process that was killed
            part.mkdir(parents=True)
            cover = json.dumps(parcel.cover, ensure_ascii=False, indent=2) + "\n"
            _write(part / parcel.file_name, parcel.pdf)
            for name, data in parcel.attachments.items():
                place = part / attachment_place(name)
                place.parent.mkdir(exist_ok=True)
                _write(place, data)
            if parcel.attachments:
                _flush(place.parent)
            _write(part / COVER, cover.encode())
            part.rename(target)
            _flush(outbox)
        except OSError as error:
            shutil.rmtree(part, ignore_errors=True)
            reason = error.strerror or str(error)
            raise ChannelFailed(channel="folder", body=parcel.name, reason=reason) from None


def _write(file: Path, data: bytes) -> None:
    with file.open("xb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
