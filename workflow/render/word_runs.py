"""The properties of a run of text (`w:rPr`) as values.

Every property is either carried, harmless (it cannot change the printed page; listed by name in
`word_features.py`), or refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from workflow.model.messages import Message
from workflow.render.ooxml import Element, elements, number, on, points, short_name, value
from workflow.render.page_tree import BLACK, RunStyle
from workflow.render.run_fonts import with_fonts
from workflow.render.word_features import HARMLESS_RUN, named
from workflow.render.word_theme import Theme

Refuse = Callable[[Message], None]

TOGGLES = {"b": "bold", "i": "italic", "caps": "caps", "smallCaps": "small_caps"}
"""Properties that turn each other off where two kinds of style both set them (17.7.3)."""

_UNDERLINES = {
    "single": "single", "words": "words", "double": "double", "thick": "thick", "dotted": "dotted",
    "dottedHeavy": "dotted", "dash": "dash", "dashedHeavy": "dash", "dashLong": "dash",
    "dashLongHeavy": "dash", "dotDash": "dash", "dashDotHeavy": "dash", "dotDotDash": "dash",
    "dashDotDotHeavy": "dash", "wave": "wave", "wavyHeavy": "wave", "wavyDouble": "wave",
    "none": "",
}  # fmt: skip
# ECMA-376 17.18.40.
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF",
    "red": "FF0000", "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "00008B",
    "darkCyan": "008B8B", "darkGreen": "006400", "darkMagenta": "800080", "darkRed": "8B0000",
    "darkYellow": "808000", "darkGray": "A9A9A9", "lightGray": "D3D3D3", "none": "",
}  # fmt: skip
_WIDEST = 600  # %, ECMA-376 17.18.95
_RAISED = {"superscript": "super", "subscript": "sub", "baseline": ""}


class Runs:
    """Reads the run properties of one package."""

    def __init__(self, theme: Theme, refuse: Refuse) -> None:
        self._theme, self._refuse = theme, refuse

    def applied(self, style: RunStyle, rpr: Element | None) -> RunStyle:
        """A style with the properties of one `w:rPr` over it.

        Raises:
            ValueError: a number in it is none.
        """
        for element in elements(rpr) if rpr is not None else ():
            style = self._with(style, element, short_name(element).removeprefix("w:"))
        return style

    def _with(self, style: RunStyle, element: Element, name: str) -> RunStyle:
        given = value(element)
        match name:
            case "rFonts":
                return with_fonts(style, self._font(element, "ascii"), self._font(element, "hAnsi"))
            case "sz":
                return replace(style, size=number(given or "20") / 2)
            case "b" | "i" | "caps" | "smallCaps":
                return _switched(style, TOGGLES[name], on(element))
            case "strike":
                return replace(style, strike="single" if on(element) else "")
            case "dstrike":
                return replace(style, strike="double" if on(element) else "")
            case "u" if given in _UNDERLINES or given is None:
                colour = self._theme.colour(element, plain="color") or ""
                return replace(
                    style, underline=_UNDERLINES[given or "single"], underline_colour=colour
                )
            case "color":
                return replace(style, colour=self._theme.colour(element) or BLACK)
            case "highlight" if given in _HIGHLIGHTS:
                return replace(style, background=_HIGHLIGHTS[given or "none"])
            case "shd" if _is_plain_shading(element):
                fill = self._theme.colour(element, "themeFill", "fill")
                return replace(style, background="" if fill in (None, "FFFFFF") else str(fill))
            case "vertAlign" if given in _RAISED:
                return replace(style, raised=_RAISED[given or "baseline"])
            case "position":
                return replace(style, position=number(given or "0") / 2)
            case "spacing":
                return replace(style, spacing=points(given))
            case "kern":
                return replace(style, kern=number(given or "0") / 2)
            case "lang":
                return replace(style, language=given or style.language)
            case "w":
                percent = number((given or "100").removesuffix("%"))
                return replace(style, scale=percent / 100 if 0 < percent <= _WIDEST else 1.0)
            case "vanish" | "outline" | "shadow" | "emboss" | "imprint" if not on(element):
                pass
            case "em" | "effect" if given == "none":
                pass
            case "bdr" if given in ("nil", "none", None):
                pass
            case _ if name not in HARMLESS_RUN:
                self._refuse(named(element))
        return style

    def _font(self, element: Element, kind: str) -> str | None:
        """The font that a `w:rFonts` names for one kind of letters; that of the theme counts."""
        return self._theme.font(value(element, f"{kind}Theme")) or value(element, kind)


def toggled(style: RunStyle, rpr: Element | None, base: RunStyle) -> RunStyle:
    """The style of a character style over `base`: where both turn a property on, it is off."""
    for element in elements(rpr) if rpr is not None else ():
        name = TOGGLES.get(short_name(element).removeprefix("w:"), "")
        if name:
            style = _switched(style, name, on(element) != getattr(base, name))
    return style


def _switched(style: RunStyle, name: str, there: bool) -> RunStyle:
    """A style with one of its toggles on or off."""
    changed: dict[str, Any] = {name: there}
    return replace(style, **changed)


def _is_plain_shading(element: Element) -> bool:
    return value(element) in ("clear", "nil", None) or value(element, "fill") in ("auto", None)
