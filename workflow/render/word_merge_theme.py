"""Theme fonts and colours of a Word file as what they stand for, so that the passage keeps them
under the theme of another file (ECMA-376 20.1.6, 17.3.2.26)."""

from __future__ import annotations

from lxml import etree

from workflow.render.ooxml import Element, Package, w
from workflow.render.word_theme import theme_root

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_AFTER_LINE = ("effectLst", "effectDag", "scene3d", "sp3d", "extLst")  # CT_ShapeProperties
_SLOTS = {
    "asciiTheme": "ascii",
    "hAnsiTheme": "hAnsi",
    "eastAsiaTheme": "eastAsia",
    "cstheme": "cs",
}
_SCRIPTS = {"ascii": "latin", "hAnsi": "latin", "eastAsia": "ea", "cs": "cs"}
_USUAL = "Times New Roman"
# Attributes that name a colour of the theme; the colour itself stands beside them.
_COLOURS = (
    "themeColor", "themeTint", "themeShade", "themeFill", "themeFillTint", "themeFillShade",
)  # fmt: skip
_RENAMED = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}  # as Word maps them


def theme_of(package: Package) -> Theme:
    """The theme of a file."""
    return Theme(theme_root(package))


class Theme:
    """A theme; without one every font is Word's usual, and no colour is known."""

    def __init__(self, root: Element | None) -> None:
        self._root = root

    def resolve(self, element: Element) -> None:
        """Put fonts and colours by name in the place of those of the theme."""
        for each in element.iter(etree.Element):
            if each.tag == w("rFonts"):
                self._fonts(each)
            elif each.tag == f"{_A}schemeClr":
                self._colour(each)
            elif each.tag == f"{_WPS}wsp":
                self._line(each)
            for name in _COLOURS:
                if w(name) in each.attrib:
                    del each.attrib[w(name)]

    def _fonts(self, fonts: Element) -> None:
        for theme_name, slot in _SLOTS.items():
            if named := fonts.get(w(theme_name)):
                del fonts.attrib[w(theme_name)]
                fonts.set(w(slot), self._font(named, slot))

    def _font(self, named: str, slot: str) -> str:
        group = "majorFont" if named.startswith("major") else "minorFont"
        found = self._root.find(f".//{_A}{group}/{_A}{_SCRIPTS[slot]}") if (
            self._root is not None) else None  # fmt: skip
        return (found.get("typeface") if found is not None else "") or _USUAL

    def _line(self, shape: Element) -> None:
        """The thickness of a shape's line, where only a style of the theme says it."""
        properties, reference = shape.find(f"{_WPS}spPr"), shape.find(f"{_WPS}style/{_A}lnRef")
        lines = self._root.find(f".//{_A}lnStyleLst") if self._root is not None else None
        if properties is None or reference is None or lines is None:
            return
        known = {str(n): line.get("w") for n, line in enumerate(lines, start=1)}
        width = known.get(reference.get("idx") or "")
        line = properties.find(f"{_A}ln")
        if width is None or (line is not None and line.get("w")):
            return
        if line is None:
            line = etree.Element(f"{_A}ln")
            after = [e for e in properties if etree.QName(e).localname in _AFTER_LINE]
            after[0].addprevious(line) if after else properties.append(line)
        line.set("w", width)

    def _colour(self, colour: Element) -> None:
        name = colour.get("val") or ""
        scheme = self._root.find(f".//{_A}clrScheme") if self._root is not None else None
        found = scheme.find(f"{_A}{_RENAMED.get(name, name)}") if scheme is not None else None
        shown = next(iter(found), None) if found is not None else None
        if shown is None:
            return  # phClr: that of the shape's own style
        colour.tag = f"{_A}srgbClr"
        colour.set("val", shown.get("lastClr") or shown.get("val") or "000000")
