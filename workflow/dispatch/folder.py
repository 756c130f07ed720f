"""The folder channel: the PDF, its attachments and a JSON cover in the body's outbox."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from workflow.dispatch.channels import Answer, Found, Handover, Parcel, attachment_place
from workflow.dispatch.cover_json import write_message
from workflow.model.errors import ChannelFailed

COVER = "cover.json"


class FolderChannel:
    """Delivers into `root`/BODY/DELIVERY/; an address of a body is a folder of its own.

    The folder of a delivery appears whole or not at all: it is filled under another name first.
    """

    parallel = 8  # what a disk does at once

    def __init__(self, root: Path) -> None:
        self._root = root

    def host(self, parcel: Parcel) -> str:
        return str(self._root)

    def deliver(self, parcel: Parcel) -> Handover:
        """
        Raises:
            ChannelFailed: the folder cannot be written.
        """
        outbox = self._root / (parcel.address or parcel.body)
        self._put(outbox / parcel.delivery, parcel_files(parcel), parcel.name)
        return Handover.SENT

    def answer(self, answer: Answer) -> None:
        place = self._root / answer.address / answer_name(answer)
        self._put(place, answer.files, answer.recipient.name)

    def collect(self) -> Iterator[Found]:
        return iter(())

    def close(self) -> None:
        pass

    def _put(self, target: Path, files: Mapping[str, bytes], body: str) -> None:
        """
        Raises:
            ChannelFailed: the folder cannot be written.
        """
        part = target.with_name(f".{target.name}.part")
        try:
            if target.exists():
                return
            shutil.rmtree(part, ignore_errors=True)  # left by a process that was killed
            part.mkdir(parents=True)
            for name, data in files.items():
                place = part / name
                place.parent.mkdir(exist_ok=True)
                _write(place, data)
            for folder in {(part / name).parent for name in files} - {part}:
                _flush(folder)
            part.rename(target)
            _flush(target.parent)
        except OSError as error:
            shutil.rmtree(part, ignore_errors=True)
            reason = error.strerror or str(error)
            raise ChannelFailed(channel="folder", body=body, reason=reason) from None


def parcel_files(parcel: Parcel) -> dict[str, bytes]:
    """What lies in the folder of a delivery, by its place there."""
    files = {parcel.file_name: parcel.pdf} if parcel.file_name else {}
    files |= {attachment_place(name): data for name, data in parcel.attachments.items()}
    return files | {COVER: write_message(parcel.cover)}


def answer_name(answer: Answer) -> str:
    """The name of the folder of a receipt: the same receipt again has the same."""
    return f"{answer.receipt.delivery}-{answer.receipt.status.value}"


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
