"""Pictures of a Word file: one alone in a paragraph of the text, carried as it stands.

No picture is carried that is cropped, turned, recoloured, linked, or without words for those who
cannot see it; nor one in a table, a header or a footnote.
"""

from __future__ import annotations

from lxml import etree

from workflow.model.errors import ImageRefused
from workflow.model.messages import N_, message
from workflow.model.vietnamese import nfc
from workflow.render.images import check_image, plain_image
from workflow.render.ooxml import Element, Package, R, elements, number, w
from workflow.render.page_tree import Picture, RunStyle
from workflow.render.refusals import Refusals

_PT_PER_EMU = 1 / 12700
_LARGEST = 2000.0  # pt, beyond any paper
_PICTURES = ("drawing", "pict")
# Names, locks, and the frame that Word and LibreOffice write around every picture.
_HARMLESS = frozenset(
    (
        "effectExtent", "cNvGraphicFramePr", "graphicFrameLocks", "nvPicPr", "cNvPr", "cNvPicPr",
        "picLocks", "stretch", "fillRect", "off", "ext", "avLst", "noFill", "extLst",
    )
)  # fmt: skip
_CARRIED = frozenset(
    (
        "inline", "extent", "docPr", "graphic", "graphicData", "pic", "blipFill", "blip", "spPr",
        "xfrm", "prstGeom",
    )
)  # fmt: skip


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

    def read(self, drawing: Element, style: RunStyle) -> Picture | None:
        """A picture in the line; None when it was refused."""
        inline = next(elements(drawing), None)
        if inline is None or _local(inline) != "inline" or not self._is_plain(inline):
            self._refusals.element(drawing)
            return None
        extent, words = _first(inline, "extent"), _first(inline, "docPr")
        blip = _first(inline, "blip")
        if extent is None or blip is None:
            self._refusals.element(drawing)
            return None
        alt = nfc((words.get("descr") or words.get("title") or "") if words is not None else "")
        if not alt.strip():
            self._refusals.add(message(N_("a picture without alternative text")))
            return None
        width, height = (number_of(extent, side) * _PT_PER_EMU for side in ("cx", "cy"))
        if not (0 < width < _LARGEST and 0 < height < _LARGEST):
            self._refusals.element(drawing)
            return None
        name = self._package.related(blip.get(f"{{{R}}}embed") or "", blip)
        try:
            data = self._package.data(name)
            check_image(data, name)
            return Picture(plain_image(data, name), width, height, alt.strip(), style)
        except ImageRefused as error:
            sentence = N_("a picture that cannot be used: {reason}")
            self._refusals.add(message(sentence, reason=error.facts["reason"]))
            return None

    def _is_plain(self, inline: Element) -> bool:
        """Whether nothing is asked of the picture but to be shown whole and upright."""
        for element in inline.iter(etree.Element):
            name = _local(element)
            if name == "ext" and _local(element.getparent()) == "extLst":
                continue  # an extension; what it holds is looked at like everything else
            match name:
                case "srcRect" if not any(value not in ("0", "0%") for value in element.values()):
                    pass
                case "ln" if _first(element, "noFill") is not None:
                    pass
                case "useLocalDpi" | "decorative":
                    pass
                case "xfrm" if {"rot", "flipH", "flipV"} & set(element.attrib):
                    return False
                case "prstGeom" if element.get("prst") != "rect":
                    return False
                case "blip" if element.get(f"{{{R}}}link"):
                    return False
                case _ if name not in _HARMLESS | _CARRIED:
                    return False
        return True


def number_of(element: Element, attribute: str) -> float:
    """
    Raises:
        ValueError
    """
    text = element.get(attribute) or "0"
    return float(text) if text.isascii() and text.isdigit() else number(text)


def _local(element: Element | None) -> str:
    return etree.QName(element).localname if element is not None else ""


def _first(parent: Element, name: str) -> Element | None:
    return next((e for e in parent.iter(etree.Element) if _local(e) == name), None)
