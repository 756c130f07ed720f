"""The defaults of a Word file (`w:docDefaults`, ECMA-376 17.7.5.1), and how styles are made to
stand without them.

Two files seldom have the same defaults. A style that says everything itself looks the same under
those of any other file.
"""

from __future__ import annotations

import copy

from lxml import etree

from workflow.render.ooxml import Element, elements, value, w
from workflow.render.word_merge_theme import Theme

_PLAIN_FONT = "Times New Roman"  # Word's own where a file names none
# What an attribute or a property means where nothing sets it.
_ATTRIBUTES = {
    "before": "0", "after": "0", "line": "240", "lineRule": "auto", "beforeAutospacing": "0",
    "afterAutospacing": "0", "left": "0", "right": "0", "start": "0", "end": "0", "firstLine": "0",
    "ascii": _PLAIN_FONT, "hAnsi": _PLAIN_FONT, "eastAsia": _PLAIN_FONT, "cs": _PLAIN_FONT,
}  # fmt: skip
_VALUES = {
    "sz": "20", "szCs": "20", "color": "auto", "jc": "left", "u": "none", "kern": "0",
    "spacing": "0", "position": "0", "w": "100", "vertAlign": "baseline", "em": "none",
    "textAlignment": "auto", "outlineLvl": "9", "highlight": "none",
    # Toggles that are on where nothing is said (17.3.1.44 and others).
    "widowControl": "1", "kinsoku": "1", "wordWrap": "1", "overflowPunct": "1", "autoSpaceDE": "1",
    "autoSpaceDN": "1", "adjustRightInd": "1", "snapToGrid": "1",
}  # fmt: skip
_BY_ATTRIBUTE = ("rFonts", "ind", "spacing", "lang")  # a style may set some of theirs only
_LANGUAGE = "lang"  # there is no word for none


class Defaults:
    """Those of one file, its theme's fonts by name."""

    def __init__(self, styles: Element, theme: Theme) -> None:
        found = styles.find(w("docDefaults"))
        self.element = (
            copy.deepcopy(found) if found is not None else etree.Element(w("docDefaults"))
        )
        theme.resolve(self.element)

    def properties(self, kind: str) -> Element:
        """`rPr` or `pPr`, empty where nothing is set."""
        found = self.element.find(f"{w(kind + 'Default')}/{w(kind)}")
        return found if found is not None else etree.Element(w(kind))

    def same_as(self, other: Defaults) -> bool:
        return all(_meaning(self.properties(k)) == _meaning(other.properties(k)) for k in _KINDS)


_KINDS = ("pPr", "rPr")


def stand_alone(style: Element, own: Defaults, other: Defaults) -> None:
    """Make a style, that is based on none, look under other defaults as under its own."""
    if own.same_as(other):
        return
    for kind in _KINDS:
        properties = style.find(w(kind))
        if properties is None:
            properties = etree.Element(w(kind))
            _insert(style, properties)
        _complete(properties, own.properties(kind), other.properties(kind))


def put_defaults(styles: Element, defaults: Defaults) -> None:
    """Make these the defaults of a file."""
    if (old := styles.find(w("docDefaults"))) is not None:
        styles.remove(old)
    styles.insert(0, copy.deepcopy(defaults.element))


def _complete(properties: Element, own: Element, other: Element) -> None:
    """What the style does not say itself: as its own file has it; where that says nothing either
    but the other file does, what it means that nothing is said."""
    said = {_name(e): e for e in elements(properties)}
    mine = {_name(e): e for e in elements(own)}
    theirs = {_name(e): e for e in elements(other)}
    for name in [*mine, *(n for n in theirs if n not in mine)]:
        if name == _LANGUAGE and name not in mine:
            continue
        if name not in said:
            made = copy.deepcopy(mine[name]) if name in mine else _neutral(theirs[name])
            properties.append(made)
            said[name] = made
        if name in _BY_ATTRIBUTE and not (name == "spacing" and value(said[name]) is not None):
            sources = (mine.get(name), theirs.get(name))
            _complete_attributes(said[name], *sources)
    in_order(properties)


def _complete_attributes(element: Element, own: Element | None, other: Element | None) -> None:
    for key, text in own.items() if own is not None else ():
        if key not in element.attrib:
            element.set(key, text)
    for key in other.keys() if other is not None else ():
        neutral = _ATTRIBUTES.get(etree.QName(key).localname)
        if key not in element.attrib and neutral is not None:
            element.set(key, neutral)


def _neutral(element: Element) -> Element:
    """What it means that a property is not set: a toggle is off."""
    name = _name(element)
    made = etree.Element(element.tag)
    if name in _BY_ATTRIBUTE and value(element) is None:
        return made  # its attributes follow
    made.set(w("val"), _VALUES.get(name, "0"))
    return made


# The order of ECMA-376, which Word insists on: CT_PPrBase, CT_RPr, and the parts of a style.
_ORDER = {
    name: place
    for place, name in enumerate(
        (
            "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl",
            "numPr", "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens",
            "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN",
            "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
            "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
            "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
        )
    )
}  # fmt: skip
_RUN_ORDER = {
    name: place
    for place, name in enumerate(
        (
            "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike",
            "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish",
            "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight",
            "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
            "eastAsianLayout", "specVanish", "oMath",
        )
    )
}  # fmt: skip
_BEHIND_PROPERTIES = ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr")


def in_order(properties: Element) -> None:
    """The children of a `pPr` or `rPr` in the order of the standard."""
    order = _ORDER if properties.tag == w("pPr") else _RUN_ORDER
    children = sorted(elements(properties), key=lambda e: order.get(_name(e), len(order)))
    for child in children:
        properties.append(child)


def _insert(style: Element, properties: Element) -> None:
    """Put a `pPr` or `rPr` into a style, before what follows it there."""
    later = _BEHIND_PROPERTIES[properties.tag == w("rPr") :]
    place = next((e for e in elements(style) if _name(e) in later), None)
    if place is None:
        style.append(properties)
    else:
        place.addprevious(properties)


def _meaning(properties: Element) -> set[tuple[str, tuple[tuple[str, str], ...]]]:
    return {
        (_name(e), tuple(sorted((str(k), str(v)) for k, v in e.items())))
        for e in elements(properties)
    }


def _name(element: Element) -> str:
    return etree.QName(element).localname
