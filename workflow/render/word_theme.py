"""The theme of a Word file: the fonts and colours that styles name by their part in it."""

from __future__ import annotations

import re

from lxml import etree

from workflow.render.ooxml import Element, Package, relations_of, value

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# ECMA-376 17.18.97: the colours of a theme by the names that a document gives them.
_COLOURS = {
    "text1": "dk1", "dark1": "dk1", "background1": "lt1", "light1": "lt1", "text2": "dk2",
    "dark2": "dk2", "background2": "lt2", "light2": "lt2", "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}  # fmt: skip
_EMU_PER_PT = 12700
_HEX = re.compile(r"[0-9A-Fa-f]{6}")


def theme_root(package: Package) -> Element | None:
    """The theme's part, wherever the file has it; None where there is none."""
    relations = relations_of(package, "word/document.xml").values()
    name = next((r.target for r in relations if r.kind == "theme" and not r.external), "")
    return package.part(name) if name else None


class Theme:
    """The theme of one package; an empty one where it has none."""

    def __init__(self, package: Package) -> None:
        root = theme_root(package)
        self._fonts: dict[str, str] = {}
        self._colours: dict[str, str] = {}
        self._line_widths: list[float] = []
        self._effects: list[bool] = []
        if root is None:
            return
        for kind in ("major", "minor"):
            latin = root.find(f".//{_A}{kind}Font/{_A}latin")
            if latin is not None and latin.get("typeface"):
                self._fonts[kind] = str(latin.get("typeface"))
        scheme = root.find(f".//{_A}clrScheme")
        for colour in scheme if scheme is not None else ():
            if isinstance(colour.tag, str) and len(colour):
                name = etree.QName(colour).localname
                self._colours[name] = colour[0].get("lastClr") or colour[0].get("val") or ""

        self._line_widths = [
            float(line.get("w") or 0) / _EMU_PER_PT
            for line in root.iterfind(f".//{_A}lnStyleLst/{_A}ln")
        ]
        self._effects = [
            any(len(effects) for effects in style)
            for style in root.iterfind(f".//{_A}effectStyleLst/{_A}effectStyle")
        ]

    def line_width(self, index: int) -> float:
        """The width of a line style, counted from 1, pt; 0 where the theme has none."""
        return self._line_widths[index - 1] if 0 < index <= len(self._line_widths) else 0.0

    def has_effect(self, index: int) -> bool:
        """Whether an effect style, counted from 1, draws a shadow or the like."""
        return 0 < index <= len(self._effects) and self._effects[index - 1]

    def part_colour(self, part: str) -> str:
        """The colour of a part of the theme such as "accent1"; "" where it has none."""
        found = self._colours.get(_COLOURS.get(part, part), "")
        return found.upper() if _HEX.fullmatch(found) else ""

    def font(self, name: str | None) -> str | None:
        """The font for `minorHAnsi`, `majorAscii` and so on; None where there is none."""
        return self._fonts.get((name or "")[:5])

    def colour(self, element: Element, prefix: str = "theme", plain: str = "val") -> str | None:
        """The colour that an element names, six hexadecimal digits in capitals; None for
        automatic.

        Parameters:
            prefix: of the attributes that name a colour of the theme ("theme", "themeFill").
            plain: the attribute with the colour itself.
        """
        named = value(element, f"{prefix}Color") if prefix == "theme" else value(element, prefix)
        if named:
            found = self._colours.get(_COLOURS.get(named, named), "")
            if _HEX.fullmatch(found):
                return _shaded(
                    found, value(element, f"{prefix}Tint"), value(element, f"{prefix}Shade")
                )
        text = value(element, plain) or ""
        return text.upper() if _HEX.fullmatch(text) else None


def _shaded(colour: str, tint: str | None, shade: str | None) -> str:
    """A colour made lighter by its tint or darker by its shade, 0 to 255 (ECMA-376 17.3.2.6)."""
    parts = [int(colour[n : n + 2], 16) for n in (0, 2, 4)]
    if shade:
        parts = [round(part * int(shade, 16) / 255) for part in parts]
    if tint:
        left = int(tint, 16) / 255
        parts = [round(part * left + 255 * (1 - left)) for part in parts]
    return "".join(f"{part:02X}" for part in parts)
