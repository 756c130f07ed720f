"""The settings of a Word passage's file that its text is laid out by.

The year of Word: tables of Word 2013 begin at the margin, earlier ones their cell margin before it;
and the usual tab stops.
"""

from __future__ import annotations

import copy

from lxml import etree

from workflow.render.ooxml import Element, Package, value, w

_YEAR = "compatibilityMode"
_TABS = "defaultTabStop"
# What follows them in CT_Settings (ECMA-376 17.15.1); Word insists on the order.
_AFTER_TABS = (
    "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps",
    "evenAndOddHeaders", "characterSpacingControl", "footnotePr", "endnotePr",
)  # fmt: skip
_AFTER_COMPAT = (
    "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping",
    "doNotIncludeSubdocsInStats", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol",
    "listSeparator",
)  # fmt: skip


def merge_settings(target: Element, source: Package) -> None:
    """Let a file lay out what it holds as the passage's own does.

    Parameters:
        target: the root of the file's `settings.xml`. The tables of templates have no cell margins,
            and stay where they are.
    """
    found = source.part("word/settings.xml")
    settings = found if found is not None else etree.Element(w("settings"))
    _put(target, settings.find(w(_TABS)), _TABS, (*_AFTER_TABS, "compat", *_AFTER_COMPAT))
    compat = target.find(w("compat"))
    if compat is None:
        compat = etree.Element(w("compat"))
        _insert(target, compat, _AFTER_COMPAT)
    for old in _years(compat):
        compat.remove(old)
    for new in _years(settings):
        compat.append(copy.deepcopy(new))


def _years(parent: Element) -> list[Element]:
    return [e for e in parent.iter(w("compatSetting")) if value(e, "name") == _YEAR]


def _put(target: Element, new: Element | None, name: str, after: tuple[str, ...]) -> None:
    for old in target.findall(w(name)):
        target.remove(old)
    if new is not None:
        _insert(target, copy.deepcopy(new), after)


def _insert(target: Element, made: Element, after: tuple[str, ...]) -> None:
    place = next((e for e in target if etree.QName(e).localname in after), None)
    if place is None:
        target.append(made)
    else:
        place.addprevious(made)
