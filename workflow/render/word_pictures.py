"""Pictures of a Word file: the image itself, as large as it is shown, and what it shows in words.

None is carried that is turned, recoloured, linked, or without words for those who cannot see it.
"""

from __future__ import annotations

from workflow.model.errors import ImageRefused
from workflow.model.messages import N_, message
from workflow.model.vietnamese import nfc
from workflow.render.drawing_features import refused_drawing
from workflow.render.drawing_values import child, inside, local, number_of
from workflow.render.images import check_image, cropped_image, plain_image
from workflow.render.ooxml import Element, Package, R, elements, w
from workflow.render.page_tree import Picture, RunStyle
from workflow.render.refusals import Refusals

_PICTURES = ("drawing", "pict")
_WHOLE = 100_000  # thousandths of a percent
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def refuse_pictures(part: Element, refusals: Refusals) -> None:
    """Refuse, and take away, the pictures of a part that can carry none."""
    for name in _PICTURES:
        for picture in list(part.iter(w(name))):
            refusals.element(picture)
            picture.getparent().remove(picture)  # type: ignore[union-attr]


class Pictures:
    """Reads the pictures of one package."""

    def __init__(self, package: Package, refusals: Refusals) -> None:
        self._package, self._refusals = package, refusals
        self._read: dict[tuple[str, tuple[float, ...]], bytes] = {}

    def drawn(
        self, picture: Element, words: Element | None, size: tuple[float, float], style: RunStyle
    ) -> Picture | None:
        """A picture of DrawingML (`pic:pic`); None when it was refused.

        Parameters:
            words: `wp:docPr`, which says what it shows.
            size: width and height, pt.
        """
        properties, fill = child(picture, "spPr"), child(picture, "blipFill")
        blip = child(fill, "blip")
        if blip is None:
            self._refusals.add(refused_drawing("no_size"))
            return None
        self._check_form(properties, blip)
        edges = child(fill, "srcRect")
        crop = tuple(
            number_of(edges, side) / _WHOLE if edges is not None else 0.0 for side in "ltrb"
        )
        return self._picture(blip, f"{{{R}}}embed", alternative_text(words), size, style, crop)

    def in_vml(
        self, data: Element, alt: str, size: tuple[float, float], style: RunStyle
    ) -> Picture | None:
        """A picture of VML (`v:imagedata`); None when it was refused."""
        edges = tuple(_fraction(data.get(f"crop{side}")) for side in ("left", "top", "right",
                                                                      "bottom"))  # fmt: skip
        if any(data.get(name) for name in ("gain", "blacklevel", "gamma", "grayscale", "bilevel")):
            self._refusals.add(refused_drawing("recoloured"))
        return self._picture(data, f"{{{R}}}id", nfc(alt).strip(), size, style, edges)

    def _check_form(self, properties: Element | None, blip: Element) -> None:
        frame, geometry = child(properties, "xfrm"), child(properties, "prstGeom")
        if frame is not None and any(
            frame.get(name) not in (None, "0", "false") for name in ("rot", "flipH", "flipV")
        ):
            self._refusals.add(refused_drawing("turned"))
        if geometry is not None and geometry.get("prst") != "rect":
            self._refusals.add(refused_drawing("clipped"))
        line = child(properties, "ln")
        if child(line, "solidFill") is not None:
            self._refusals.add(refused_drawing("outlined"))
        if blip.get(f"{{{R}}}link"):
            self._refusals.add(refused_drawing("linked"))
        if any(local(change) != "extLst" for change in elements(blip)):
            self._refusals.add(refused_drawing("recoloured"))

    def _picture(
        self, holder: Element, attribute: str, alt: str | None, size: tuple[float, float],
        style: RunStyle, crop: tuple[float, ...],
    ) -> Picture | None:  # fmt: skip
        relation = holder.get(attribute)
        if not relation:
            self._refusals.add(refused_drawing("linked"))
            return None
        if alt is None or (not alt and attribute.endswith("}id")):
            self._refusals.add(refused_drawing("no_words"))
            return None
        data = self._data(holder, relation, crop)
        return Picture(data, *size, alt, style) if data else None

    def _data(self, holder: Element, relation: str, crop: tuple[float, ...]) -> bytes | None:
        """The image in its plain form, read once however often it is shown."""
        name = self._package.related(relation, holder)
        if (name, crop) in self._read:
            return self._read[name, crop]
        if "://" in name or name.startswith("file:"):
            self._refusals.add(refused_drawing("linked"))
            return None
        data = self._package.data(name)
        kind = name.rpartition(".")[2].upper()
        if not data.startswith(_SIGNATURES) and kind not in ("PNG", "JPG", "JPEG"):
            self._refusals.add(refused_drawing("format", kind=kind))
            return None
        try:
            check_image(data, name)
            plain = plain_image(cropped_image(data, crop, name) if any(crop) else data, name)
        except ImageRefused as error:
            sentence = N_("a picture that cannot be used: {reason}")
            self._refusals.add(message(sentence, reason=error.facts["reason"]))
            return None
        self._read[name, crop] = plain
        return plain


def alternative_text(words: Element | None) -> str | None:
    """What a `wp:docPr` says that is shown: "" for decoration, None where it says nothing."""
    mark = inside(words, "decorative")
    if mark is not None and mark.get("val") in ("1", "true"):
        return ""
    alt = nfc((words.get("descr") or words.get("title") or "") if words is not None else "").strip()
    return alt or None


def _fraction(text: str | None) -> float:
    """A share of VML: 0.1, or 6554f in parts of 65536.

    Raises:
        ValueError
    """
    if not text:
        return 0.0
    return float(text[:-1]) / 65536 if text.endswith("f") else float(text)
