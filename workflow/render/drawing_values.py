"""Colours, strokes and fills of DrawingML as values (ECMA-376 Part 1, 20.1)."""

from __future__ import annotations

import colorsys
import re

from lxml import etree
from PIL import ImageColor

from workflow.render.drawing_features import refused_drawing
from workflow.render.ooxml import Element, elements, number
from workflow.render.page_tree import BLACK, Border
from workflow.render.refusals import Refusals
from workflow.render.word_theme import Theme

PT_PER_EMU = 1 / 12700
_LARGEST = 2000.0  # pt, beyond any paper
_THINNEST = 0.75  # pt: a line whose width nobody named (20.1.2.2.24: 9525 EMU)
_WHOLE = 100_000  # thousandths of a percent
_DASHES = {
    "solid": "solid", "dot": "dotted", "sysDot": "dotted", "dash": "dashed", "lgDash": "dashed",
    "sysDash": "dashed", "dashDot": "dashed", "lgDashDot": "dashed", "lgDashDotDot": "dashed",
    "sysDashDot": "dashed", "sysDashDotDot": "dashed",
}  # fmt: skip
# A text that names a colour of the theme by its part in the document (17.15.1.20, the usual map).
_PARTS = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
_SHORT = {"dk": "dark", "lt": "light", "med": "medium"}


class Looks:
    """Reads strokes and fills of one package's drawings."""

    def __init__(self, theme: Theme, refusals: Refusals) -> None:
        self._theme, self._refusals = theme, refusals

    def stroke(self, properties: Element, style: Element | None) -> Border | None:
        """The line that a shape is drawn with; None without one.

        Parameters:
            properties: `a:spPr` or `pic:spPr`.
            style: `wps:style`, which counts where the properties say nothing.
        """
        line = child(properties, "ln")
        reference = child(style, "lnRef")
        index = int(number(reference.get("idx") or "0")) if reference is not None else 0
        if line is not None and child(line, "noFill") is not None:
            return None
        fill = child(line, "solidFill")
        if fill is None and not index:
            return None
        colour = self.colour(fill) if fill is not None else self.colour(reference)
        if colour == "":
            return None
        width = self._theme.line_width(index) or _THINNEST
        kind = "solid"
        if line is not None:
            width = emu(line, "w") or width
            if (dash := child(line, "prstDash")) is not None:
                kind = _DASHES.get(dash.get("val") or "solid", "dashed")
            for end in ("headEnd", "tailEnd"):
                head = child(line, end)
                if head is not None and head.get("type") not in (None, "none"):
                    self._refusals.add(refused_drawing("arrow"))
            match line.get("cmpd"):
                case "dbl":
                    kind = "double"
                case None | "sng":
                    pass
                case _:
                    self._refusals.add(refused_drawing("compound"))
        return Border(width, 0.0, colour or BLACK, kind)

    def fill(self, properties: Element, style: Element | None) -> str:
        """The colour that a shape is filled with; "" without one."""
        if child(properties, "noFill") is not None:
            return ""
        if (fill := child(properties, "solidFill")) is not None:
            return self.colour(fill) or ""
        reference = child(style, "fillRef")
        if reference is None or reference.get("idx") in (None, "0", "1000"):
            return ""
        if reference.get("idx") != "1":
            self._refusals.add(refused_drawing("fill"))
        return self.colour(reference) or ""

    def effects(self, properties: Element, style: Element | None) -> None:
        """Refuse the effect that a style takes from the theme (20.1.4.1.14), if there is one."""
        reference = child(style, "effectRef")
        if child(properties, "effectLst") is None and reference is not None:
            index = int(number(reference.get("idx") or "0"))
            if index and self._theme.has_effect(index):
                self._refusals.add(refused_drawing("effect"))

    def colour(self, holder: Element | None) -> str | None:
        """The colour inside an element: six hexadecimal digits, "" where nothing shows of it,
        None where it names none."""
        found = next((e for e in elements(holder) if local(e).endswith("Clr")), None) if (
            holder is not None) else None  # fmt: skip
        if found is None:
            return None
        colour = self._named(found)
        for change in elements(found):
            amount = number_of(change, "val") / _WHOLE
            match local(change):
                case "alpha" if amount <= 0:
                    return ""
                case "alpha" if amount < 1:
                    self._refusals.add(refused_drawing("fill"))
                case "lumMod" | "lumOff" | "tint" | "shade" as kind:
                    colour = _changed(colour, kind, amount)
        return colour

    def _named(self, element: Element) -> str:
        name = element.get("val") or ""
        match local(element):
            case "srgbClr":
                return name.upper() if re.fullmatch(r"[0-9A-Fa-f]{6}", name) else BLACK
            case "sysClr":
                return (element.get("lastClr") or BLACK).upper()
            case "schemeClr":
                return self._theme.part_colour(_PARTS.get(name, name)) or BLACK
            case "prstClr":
                return css_colour(re.sub(r"^(dk|lt|med)(?=[A-Z])", lambda m: _SHORT[m[1]], name))
            case _:
                self._refusals.add(refused_drawing("fill"))
                return BLACK


def css_colour(name: str) -> str:
    """Six hexadecimal digits for a name or number as CSS and VML have them; black for others."""
    try:
        return "".join(f"{part:02X}" for part in ImageColor.getrgb(name)[:3])
    except ValueError:
        return BLACK


def _changed(colour: str, kind: str, amount: float) -> str:
    """A colour made lighter or darker: in hue, luminance and saturation, or mixed with white or
    black (20.1.2.3.19 to 34)."""
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4))
    if kind in ("lumMod", "lumOff"):
        hue, light, full = colorsys.rgb_to_hls(red, green, blue)
        light = light * amount if kind == "lumMod" else light + amount
        parts = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), full)
    elif kind == "shade":
        parts = (red * amount, green * amount, blue * amount)
    else:
        parts = (red * amount + 1 - amount, green * amount + 1 - amount, blue * amount + 1 - amount)
    return "".join(f"{round(part * 255):02X}" for part in parts)


def emu(element: Element, attribute: str) -> float:
    """A length of DrawingML in pt.

    Raises:
        ValueError: it is no number, or larger than any paper.
    """
    value = number_of(element, attribute) * PT_PER_EMU
    if abs(value) > _LARGEST:
        raise ValueError(element.get(attribute))
    return value


def number_of(element: Element, attribute: str) -> float:
    """
    Raises:
        ValueError: it is none.
    """
    text = element.get(attribute) or "0"
    return float(text) if re.fullmatch(r"-?\d{1,15}", text, re.ASCII) else number(text)


def attributes(element: Element | None) -> dict[str, str]:
    """The attributes of an element by their names; none of one that is not there."""
    return {str(name): str(text) for name, text in element.attrib.items()} if (
        element is not None) else {}  # fmt: skip


def local(element: Element | None) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname if element is not None else ""


def child(parent: Element | None, name: str) -> Element | None:
    """The first child of a local name."""
    if parent is None:
        return None
    return next((each for each in elements(parent) if local(each) == name), None)


def inside(parent: Element | None, name: str) -> Element | None:
    """The first descendant of a local name."""
    if parent is None:
        return None
    return next((e for e in parent.iter(etree.Element) if local(e) == name), None)
