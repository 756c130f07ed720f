"""The properties of a paragraph (`w:pPr`) as values; what is neither carried nor harmless is
refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workflow.model.messages import N_, Message, message
from workflow.render.ooxml import Element, elements, number, on, points, short_name, value, w
from workflow.render.page_tree import (
    BLACK,
    SIDES,
    Border,
    Frame,
    ParagraphStyle,
    RunStyle,
    Tab,
    TabStop,
)
from workflow.render.word_features import HARMLESS_PARAGRAPH, named
from workflow.render.word_frames import place_beside
from workflow.render.word_theme import Theme

Refuse = Callable[[Message], None]

_ALIGN = {"left": "left", "start": "left", "center": "center", "right": "right", "end": "right",
          "both": "justify", "distribute": "justify", "lowKashida": "justify",
          "mediumKashida": "justify", "highKashida": "justify"}  # fmt: skip
_TABS = {"left": "left", "start": "left", "num": "left", "center": "center", "right": "right",
         "end": "right", "decimal": "decimal"}  # fmt: skip
_LEADERS = {"dot": ".", "hyphen": "-", "underscore": "_", "heavy": "_", "middleDot": "·",
            "none": ""}  # fmt: skip
# Kinds of line (ECMA-376 17.18.2) and what each is drawn as.
LINES = {
    "single": "solid", "thick": "solid", "double": "double", "thinThickSmallGap": "double",
    "thickThinSmallGap": "double", "thinThickMediumGap": "double", "thickThinMediumGap": "double",
    "thinThickLargeGap": "double", "thickThinLargeGap": "double", "triple": "double",
    "dotted": "dotted", "dashed": "dashed", "dashSmallGap": "dashed", "dotDash": "dashed",
    "dotDotDash": "dashed",
}  # fmt: skip
NO_LINE = ("nil", "none", None)
_AUTOSPACING = 14.0  # pt: what Word takes for the space of HTML


class Paragraphs:
    """Reads the paragraph properties of one package."""

    def __init__(self, theme: Theme, refuse: Refuse) -> None:
        self._theme, self._refuse = theme, refuse

    def applied(self, style: ParagraphStyle, ppr: Element | None) -> ParagraphStyle:
        """A style with the properties of one `w:pPr` over it.

        Raises:
            ValueError: a number in it is none.
        """
        for element in elements(ppr) if ppr is not None else ():
            style = self._with(style, element, short_name(element).removeprefix("w:"))
        return style

    def _with(self, style: ParagraphStyle, element: Element, name: str) -> ParagraphStyle:
        match name:
            case "jc" if value(element) in _ALIGN:
                return replace(style, align=_ALIGN[value(element) or "left"])
            case "ind" if not any(str(name).endswith("Chars") for name in element.attrib):
                return _with_indent(style, element)
            case "spacing":
                return _with_spacing(style, element)
            case "keepNext":
                return replace(style, keep_next=on(element))
            case "keepLines":
                return replace(style, keep_lines=on(element))
            case "pageBreakBefore":
                return replace(style, page_break_before=on(element))
            case "widowControl":
                return replace(style, widow_control=on(element))
            case "contextualSpacing":
                return replace(style, contextual=on(element))
            case "outlineLvl":
                level = int(value(element) or 9)
                return replace(style, outline=level if 0 <= level < 9 else None)
            case "pBdr":
                return self._with_borders(style, element)
            case "shd" if value(element) in ("clear", "nil", None) or value(element, "fill") in (
                "auto", None,
            ):  # fmt: skip
                fill = self._theme.colour(element, "themeFill", "fill")
                return replace(style, background="" if fill in (None, "FFFFFF") else str(fill))
            case "tabs":
                return self._with_tabs(style, element)
            case "framePr":
                return self._with_frame(style, element)
            case "bidi" if not on(element):
                pass
            case _ if name not in HARMLESS_PARAGRAPH:
                self._refuse(named(element))
        return style

    def border(self, side: Element) -> Border | None:
        """A line of `w:pBdr`, `w:tblBorders` or `w:tcBorders`; None where none is drawn."""
        kind = value(side)
        if kind in NO_LINE:
            return None
        if kind not in LINES:
            self._refuse(message(N_("a border of the kind “{kind}”"), kind=kind))
            return None
        width = number(value(side, "sz") or "4") / 8
        if LINES[str(kind)] == "double":
            width *= 3  # two lines and the space between them, each of that width
        colour = self._theme.colour(side, plain="color") or BLACK
        return Border(width, number(value(side, "space") or "0"), colour, LINES[str(kind)])

    def _with_borders(self, style: ParagraphStyle, borders: Element) -> ParagraphStyle:
        sides, between = dict(style.borders), style.between
        names = {"start": "left", "end": "right"}
        for side in elements(borders):
            name = short_name(side).removeprefix("w:")
            name, line = names.get(name, name), self.border(side)
            if name == "between":
                between = line
            elif name in SIDES and line:
                sides[name] = line
            elif name in SIDES:
                sides.pop(name, None)
            elif line:
                self._refuse(named(side))
        kept = tuple((name, sides[name]) for name in SIDES if name in sides)
        return replace(style, borders=kept, between=between)

    def _with_tabs(self, style: ParagraphStyle, tabs: Element) -> ParagraphStyle:
        stops = {stop.position: stop for stop in style.tabs}
        for tab in tabs.findall(w("tab")):
            position, kind = points(value(tab, "pos")), value(tab)
            if kind == "clear":
                stops.pop(position, None)
            elif kind in _TABS:
                leader = _LEADERS.get(value(tab, "leader") or "none", "")
                stops[position] = TabStop(position, _TABS[kind], leader)
            elif kind == "bar":
                self._refuse(message(N_("a tab stop that draws a line")))
        return replace(style, tabs=tuple(stops[position] for position in sorted(stops)))

    def _with_frame(self, style: ParagraphStyle, frame: Element) -> ParagraphStyle:
        """A place of its own on the page, or at the next paragraph."""
        if place := place_beside(frame):
            return replace(style, beside=place)
        anchors = (value(frame, "vAnchor"), value(frame, "hAnchor"))
        places = [value(frame, name) for name in ("y", "x", "w")]
        if anchors != ("page", "margin") or None in places:
            self._refuse(named(frame))
            return style
        return replace(style, frame=Frame(*(points(place) for place in places)))


def aligned_tab(element: Element, style: RunStyle) -> Tab:
    """A tab that leads to a place of the line whatever stops are set, a `w:ptab` (17.3.3.23)."""
    align, leader = value(element, "alignment") or "left", value(element, "leader") or "none"
    indented = value(element, "relativeTo") == "indent"
    return Tab(style, _TABS.get(align, "left"), _LEADERS.get(leader, ""), indented)


def _with_indent(style: ParagraphStyle, element: Element) -> ParagraphStyle:
    left = value(element, "left") or value(element, "start")
    right = value(element, "right") or value(element, "end")
    if left is not None:
        style = replace(style, left=points(left))
    if right is not None:
        style = replace(style, right=points(right))
    if (hanging := value(element, "hanging")) is not None:
        return replace(style, first_line=-points(hanging))
    if (first := value(element, "firstLine")) is not None:
        return replace(style, first_line=points(first))
    return style


def _with_spacing(style: ParagraphStyle, element: Element) -> ParagraphStyle:
    if (before := value(element, "before")) is not None:
        style = replace(style, before=points(before))
    if (after := value(element, "after")) is not None:
        style = replace(style, after=points(after))
    if (auto := value(element, "beforeAutospacing")) is not None:
        style = replace(style, before_auto=auto in ("1", "true", "on"))
    if (auto := value(element, "afterAutospacing")) is not None:
        style = replace(style, after_auto=auto in ("1", "true", "on"))
    if style.before_auto:
        style = replace(style, before=_AUTOSPACING)
    if style.after_auto:
        style = replace(style, after=_AUTOSPACING)
    line, rule = value(element, "line"), value(element, "lineRule") or "auto"
    if line is None:
        return style
    if rule == "auto":
        return replace(style, line=number(line) / 240, line_rule="multiple")
    return replace(style, line=abs(points(line)), line_rule="exact" if rule == "exact" else rule)
