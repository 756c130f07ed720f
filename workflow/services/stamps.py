"""What a signature is made with, and how it looks on the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflow.model.errors import SealPlaceOther
from workflow.model.messages import VIETNAM
from workflow.model.office import ORGAN_HOLDER, Key, Seal
from workflow.render.appearance import image_page, seal_page
from workflow.render.image_colours import image_colours
from workflow.rules.stamp_images import SEAL, SIGNATURE, check_stamp_image
from workflow.services.office import OpenOffice
from workflow.sign.trust import Signer, certificates_of, common_name

_PT_PER_MM = 72 / 25.4
_NEAR = 0.5  # mm

# The words before each text, as the Party's central office has them: the document's own language.
_WORDS = {
    "signer": "Ký bởi: {signer}",
    "email": "Email: {email}",
    "organ": "Cơ quan: {organ}",
    "time": "Ngày ký: {time}",
}


@dataclass(frozen=True)
class Stamp:
    """The opened key and the image that shows.

    `name` is that of the key, of an organ's seal that of the seal.
    """

    signer: Signer
    image: bytes
    name: str
    seal: Seal | None = None


def check_image(key: Key, png: bytes, file: str) -> None:
    """Whether an image may stand for a key: an organ's seal or a person's signature.

    Raises:
        ImageUnusable: it is no PNG, its ground is not transparent, or its colour another.
    """
    kind = SEAL if key.holder == ORGAN_HOLDER else SIGNATURE
    check_stamp_image(kind, image_colours(png, file), file)


def appearance_of(
    office: OpenOffice, stamp: Stamp, box: tuple[float, float], moment: datetime
) -> bytes:
    """A one-page PDF as large as its field: the hand signature, or the seal in its real size
    with the text beside it.

    Parameters:
        box: width and height of the field, pt.

    Raises:
        SealPlaceOther: the place was made for a seal of another size.
        RenderError: image or text cannot be shown.
    """
    width, height = box
    seal = stamp.seal
    if seal is None:
        return image_page(stamp.image, width, height)
    needed = seal.diameter + (seal.text_width if seal.text else 0.0)
    if max(abs(width / _PT_PER_MM - needed), abs(height / _PT_PER_MM - seal.diameter)) > _NEAR:
        raise SealPlaceOther(
            seal=seal.id,
            found=f"{width / _PT_PER_MM:.0f} × {height / _PT_PER_MM:.0f}",
            needed=f"{needed:.0f} × {seal.diameter:.0f}",
        )
    if not seal.text:
        return image_page(stamp.image, width, height)
    texts = _texts(office, stamp, seal, moment)
    return seal_page(stamp.image, width, height, seal.diameter * _PT_PER_MM, texts)


def _texts(office: OpenOffice, stamp: Stamp, seal: Seal, moment: datetime) -> list[str]:
    """Time as ISO 8601 with Vietnam's zone (NĐ30 PL I III.1 d)."""
    facts = {
        "signer": common_name(certificates_of(stamp.signer)[0]),
        "email": seal.email,
        "organ": office.settings.organ_name(seal.organ).replace("\n", " "),
        "time": f"{moment.astimezone(VIETNAM):%Y-%m-%d %H:%M:%S} +07:00",
    }
    return [_WORDS[text].format(**facts) for text in seal.text]
