"""The images and Word passages of a draft: taken from beside its text, kept in the store with the
draft's event.

From then on nothing depends on the file they were taken from: the event names the SHA-256 of every
one by the name that the text has for it.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

from workflow.draft.figures import ImageSource, is_word_file
from workflow.model.document import Document, Draft, Image
from workflow.model.errors import ImageRefused
from workflow.model.lifecycle import Act
from workflow.model.messages import N_, message
from workflow.render.images import MOST_BYTES, check_image
from workflow.render.word_package import MOST_BYTES as MOST_WORD_BYTES
from workflow.render.word_package import check_package
from workflow.render.word_undecided import check_decided
from workflow.services.office import OpenOffice

_WITH_IMAGES = (Act.CREATED, Act.EDITED)


def images_beside(file: Path, otherwise: ImageSource | None = None) -> ImageSource:
    """The images in the folder of a text and below it.

    Parameters:
        otherwise: asked for an image that is not there.
    """

    def find(name: str) -> Image:
        place = _place(file.parent, name)
        if place is None and otherwise:
            return otherwise(name)
        if place is None:
            reason = message(
                N_("there is no such file beside the draft; put it there, or correct its name")
            )
            raise ImageRefused(file=name, reason=reason)
        if is_word_file(name):
            data = _read(place, name, MOST_WORD_BYTES)
            check_package(data, name)
            check_decided(data, name)
        else:
            data = _read(place, name, MOST_BYTES)
            check_image(data, name)
        return Image(name, data)

    return find


def kept_images(office: OpenOffice, document: Document) -> ImageSource:
    """The images that were kept with a document's text, under the names that they have there."""
    known: dict[str, str] | None = None

    def find(name: str) -> Image:
        nonlocal known
        known = known_images(office, document) if known is None else known
        if name not in known:
            reason = message(
                N_("it is not kept with this draft; put it beside a file with the text and take "
                   "the text from there (`vanban draft edit {id} --from FILE`)"),
                id=document.short_id,
            )  # fmt: skip
            raise ImageRefused(file=name, reason=reason)
        return Image(name, office.store.get(known[name]))

    return find


def known_images(office: OpenOffice, document: Document) -> dict[str, str]:
    """The SHA-256 of each image of a document's text, by its name there."""
    found: dict[str, str] = {}
    for event in office.ledger.events(document.id):
        if event.act in _WITH_IMAGES:
            found = dict(event.data.get("images", {}))
    return found


def keep_images(office: OpenOffice, draft: Draft) -> dict[str, str]:
    """Keep the images and Word passages of a draft; their SHA-256 by name, as the draft's event
    records them.

    Raises:
        DiskFull, StorageError: not all of them were kept.
    """
    return {name: office.store.put(data) for name, data in sorted(draft.files.items())}


def _place(folder: Path, name: str) -> Path | None:
    """The file that a name stands for; its letters may be composed or not."""
    windows = PureWindowsPath(name)
    outside = windows.is_absolute() or windows.drive or windows.root or ".." in windows.parts
    if outside or ":" in name or PurePosixPath(name).is_absolute():
        reason = message(N_("its name leads out of the draft's folder; put it beside the draft"))
        raise ImageRefused(file=name, reason=reason)
    places = (folder / unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    try:
        return next((place for place in places if place.is_file()), None)
    except OSError as error:
        raise _unreadable(name, error) from None


def _read(place: Path, name: str, most: int) -> bytes:
    """Not more bytes than may be taken: the size is told by the file itself."""
    try:
        with place.open("rb") as file:
            size = place.stat().st_size
            if size > most:
                reason = message(
                    N_("it has {found} MiB, more than {most}; save it smaller"),
                    found=f"{size / 2**20:.1f}", most=most // 2**20,
                )  # fmt: skip
                raise ImageRefused(file=name, reason=reason)
            return file.read(most + 1)
    except OSError as error:
        raise _unreadable(name, error) from None


def _unreadable(name: str, error: OSError) -> ImageRefused:
    reason = message(N_("it cannot be read ({reason})"), reason=error.strerror)
    return ImageRefused(file=name, reason=reason)
