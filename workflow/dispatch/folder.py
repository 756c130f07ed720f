"""The folder channel: the PDF, its attachments and a JSON cover in the body's outbox."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from workflow.dispatch.channels import Answer, Found, Handover, Parcel, attachment_place
from workflow.dispatch.cover_json import write_message
from workflow.model.errors import ChannelFailed

COVER = "cover.json"
TAKEN = ".taken"
MOST_BYTES = 256 * 2**20
"""Of one message that comes in."""


class FolderChannel:
    """Delivers into `root`/BODY/DELIVERY/; an address of a body is a folder of its own.

    The folder of a delivery appears whole or not at all: it is filled under another name first.
    """

    parallel = 8  # what a disk does at once

    def __init__(self, root: Path, inbox: Path | None = None) -> None:
        """
        Parameters:
            inbox: where others put what they send to us, one folder a message.
        """
        self._root, self._inbox = root, inbox

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
        outbox = self._root / (answer.address or answer.recipient.body)
        place = outbox / answer_name(answer)
        self._put(place, answer.files, answer.recipient.name)

    def collect(self) -> Iterator[Found]:
        """Each whole folder in the inbox; those that begin with a dot are still being written.

        Raises:
            ChannelFailed: the inbox, or at last a folder in it, cannot be read.
        """
        if self._inbox is None:
            return
        try:
            places = sorted(place for place in self._inbox.iterdir() if place.is_dir())
        except OSError as error:
            raise self._unread(error) from None
        trouble = None
        for place in places:
            if place.name.startswith("."):
                if place.name.endswith(TAKEN):  # left by a process that was killed
                    shutil.rmtree(place, ignore_errors=True)
                continue
            try:
                files = _files(place)
            except OSError as error:
                trouble = error
                continue
            yield Found(str(place), files, partial(_take_away, place))
        if trouble:
            raise self._unread(trouble)

    def _unread(self, error: OSError) -> ChannelFailed:
        reason = f"{error.filename or self._inbox}: {error.strerror or error}"
        return ChannelFailed(channel="folder", body="–", reason=reason)

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
    return f"{_safe(answer.receipt.delivery)}-{answer.receipt.status.value}"


def _safe(delivery: str) -> str:
    """A delivery's id as the name of a folder: others choose theirs, and it must lead nowhere."""
    if re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}", delivery):
        return delivery
    return hashlib.sha256(delivery.encode()).hexdigest()[:20]


def _files(folder: Path) -> dict[str, bytes]:
    """A message's files by their names; what a link leads to is none of them.

    Raises:
        OSError: one of them cannot be read, or they are too large together.
    """
    places = [f for f in sorted(folder.rglob("*")) if f.is_file() and not f.is_symlink()]
    if sum(place.stat().st_size for place in places) > MOST_BYTES:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(folder))
    return {place.relative_to(folder).as_posix(): place.read_bytes() for place in places}


def _take_away(folder: Path) -> None:
    """Nobody else sees it half-removed."""
    taken = folder.with_name(f".{folder.name}{TAKEN}")
    with suppress(OSError):  # it comes again, and is known then
        folder.rename(taken)
        shutil.rmtree(taken)


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
