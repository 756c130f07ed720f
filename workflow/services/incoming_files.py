"""The files of an incoming document, taken out of the store for people to read."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from workflow.ledger.store import write_whole
from workflow.model.errors import FileInTheWay
from workflow.model.lifecycle import Act
from workflow.services.office import OpenOffice

_COVER = "cover.json"


def take_out(office: OpenOffice, name: str, folder: Path) -> list[Path]:
    """Write the files of a document as they came into a folder of their own below `folder`.

    Nothing that is there is written over; what is there already as it should be is left.

    Raises:
        UnknownIncoming, AmbiguousIncoming
        ContentDamaged: a file in the store is not what came.
        FileInTheWay: another file stands where one would be written; nothing was written.
    """
    document = office.ledger.find_incoming(name)
    (arrived,) = office.ledger.events(document.id, Act.INCOMING_ARRIVED)
    place = folder / f"incoming-{document.label.replace('/', '-')}"
    files = {
        place / _safe(each): office.store.get(sha256)
        for each, sha256 in arrived.data["files"].items()
        if each != _COVER
    }
    for file, data in files.items():
        if file.exists() and (not file.is_file() or file.read_bytes() != data):
            raise FileInTheWay(file=file)
    for file, data in files.items():
        if not file.exists():
            write_whole(file, data)
    return list(files)


def _safe(name: str) -> Path:
    """A name that others chose, without what leads out of the folder or hides a file."""
    parts = [part.lstrip(".") for part in PurePosixPath(name).parts if part.strip("./")]
    return Path(*parts or ["unnamed"])
