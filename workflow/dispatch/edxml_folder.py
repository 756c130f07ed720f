"""edXML messages by a folder, from which the adapter of the exchange axis takes them, and into
which it puts what came for this office."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from workflow.dispatch.channels import Found
from workflow.dispatch.edxml_parts import LARGEST
from workflow.model.errors import ChannelFailed
from workflow.model.messages import N_, message

ENDING = ".edxml"


class EdxmlFolder:
    """A message is a file; it appears whole or not at all, being written under another name first.

    The adapter takes what does not begin with a dot; what it has taken it may remove: the office
    does not send the same delivery again once it is recorded as sent.
    """

    def __init__(self, root: Path) -> None:
        self._out, self._in = root / "out", root / "in"
        self.host = str(root)

    def has(self, name: str) -> bool:
        return (self._out / f"{name}{ENDING}").exists()

    def bring(self, name: str, data: bytes, body: str, *, status: bool) -> None:
        target = self._out / f"{name}{ENDING}"
        part = target.with_name(f".{target.name}.part")
        try:
            self._out.mkdir(parents=True, exist_ok=True)
            part.unlink(missing_ok=True)  # left by a process that was killed
            with part.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.rename(target)
            _flush(self._out)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            reason = error.strerror or str(error)
            raise ChannelFailed(channel="edxml", body=body, reason=reason) from None

    def collect(self) -> Iterator[Found]:
        """Each whole file; one that is too large to be read stays, and is told at the end."""
        too_large = []
        try:
            places = sorted(self._in.iterdir()) if self._in.exists() else []
            for place in places:
                if place.name.startswith(".") or place.is_symlink() or not place.is_file():
                    continue
                if place.stat().st_size > LARGEST:
                    too_large.append(place.name)
                    continue
                files = {place.with_suffix(ENDING).name: place.read_bytes()}
                yield Found(str(place), files, partial(_take_away, place))
        except OSError as error:
            reason = f"{error.filename or self._in}: {error.strerror or error}"
            raise ChannelFailed(channel="edxml", body="–", reason=reason) from None
        if too_large:
            reason_ = message(
                N_("larger than {most} MB, and left where it is: {names}"),
                most=LARGEST >> 20, names=", ".join(too_large),
            )  # fmt: skip
            raise ChannelFailed(channel="edxml", body="–", reason=reason_)

    def close(self) -> None:
        pass


def _take_away(place: Path) -> None:
    with suppress(OSError):  # it comes again, and is known then
        place.unlink()


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
