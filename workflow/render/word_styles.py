"""The styles of a Word file: defaults, inheritance and direct formatting, resolved to values.

Every property is either carried, harmless (it cannot change the printed page of such a document;
listed by name below), or refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workflow.model.messages import N_, Message, message
from workflow.render.ooxml import (
    Element,
    Package,
    elements,
    number,
    on,
    points,
    short_name,
    value,
    w,
)
from workflow.render.page_tree import Border, Frame, ParagraphStyle, RunStyle
from workflow.render.word_features import HARMLESS_PARAGRAPH, HARMLESS_RUN, named

Refuse = Callable[[Message], None]

_ALIGN = {"left": "left", "start": "left", "center": "center", "right": "right", "end": "right",
          "both": "justify"}  # fmt: skip
_SIDES = ("top", "left", "bottom", "right")
_BLACK = "000000"


class Styles:
    """The style sheet of one package."""

    def __init__(self, package: Package, refuse: Refuse) -> None:
        self._refuse = refuse
        root = package.part("word/styles.xml")
        found = root.findall(w("style")) if root is not None else []
        self._styles = {style.get(w("styleId")): style for style in found}
        self._default = next(
            (
                s.get(w("styleId"))
                for s in found
                if s.get(w("type")) == "paragraph" and s.get(w("default")) in ("1", "true")
            ),
            None,
        )
        defaults = root.find(w("docDefaults")) if root is not None else None
        self._run, self._paragraph = RunStyle(), ParagraphStyle()
        if defaults is not None:
            if (rpr := defaults.find(f"{w('rPrDefault')}/{w('rPr')}")) is not None:
                self._run = self._with_run(self._run, rpr)
            if (ppr := defaults.find(f"{w('pPrDefault')}/{w('pPr')}")) is not None:
                self._paragraph = self._with_paragraph(self._paragraph, ppr)

    def paragraph(self, ppr: Element | None) -> tuple[ParagraphStyle, RunStyle]:
        """The style of a paragraph, and the run style that its text starts from."""
        style, run = self._paragraph, self._run
        named = ppr.find(w("pStyle")) if ppr is not None else None
        for source in self._inherited(value(named) if named is not None else self._default):
            if (part := source.find(w("pPr"))) is not None:
                style = self._with_paragraph(style, part)
            if (part := source.find(w("rPr"))) is not None:
                run = self._with_run(run, part)
        if ppr is not None:
            style = self._with_paragraph(style, ppr)
        return style, run

    def run(self, base: RunStyle, rpr: Element | None) -> RunStyle:
        """The style of a run inside a paragraph whose text starts from `base`."""
        if rpr is None:
            return base
        named = rpr.find(w("rStyle"))
        for source in self._inherited(value(named) if named is not None else None):
            if (part := source.find(w("rPr"))) is not None:
                base = self._with_run(base, part)
        return self._with_run(base, rpr)

    def _inherited(self, style_id: str | None) -> list[Element]:
        """A style and those it is based on, the most general first."""
        line: list[Element] = []
        while style_id in self._styles and self._styles[style_id] not in line:
            style = self._styles[style_id]
            line.insert(0, style)
            based = style.find(w("basedOn"))
            style_id = value(based) if based is not None else None
        return line

    def _with_run(self, style: RunStyle, rpr: Element) -> RunStyle:
        for element in elements(rpr):
            name = short_name(element).removeprefix("w:")
            match name:
                case "rFonts":
                    style = replace(style, font=value(element, "ascii") or style.font)
                case "sz":
                    style = replace(style, size=number(value(element) or "20") / 2)
                case "b":
                    style = replace(style, bold=on(element))
                case "i":
                    style = replace(style, italic=on(element))
                case "caps":
                    style = replace(style, caps=on(element))
                case "u" if value(element) in ("single", "none"):
                    style = replace(style, underline=value(element) == "single")
                case "color" if not value(element, "themeColor"):
                    style = replace(style, colour=_colour(value(element)))
                case "strike" | "smallCaps" | "vanish" | "outline" | "shadow" if not on(element):
                    pass
                case "spacing" | "position" if value(element) in ("0", None):
                    pass
                case "w" if value(element) in ("100", None):
                    pass
                case "highlight" if value(element) == "none":
                    pass
                case "vertAlign" if value(element) == "baseline" or _calls_a_note(rpr):
                    pass
                case "em" | "effect" if value(element) == "none":
                    pass
                case _ if name not in HARMLESS_RUN:
                    self._refuse(named(element))
        return style

    def _with_paragraph(self, style: ParagraphStyle, ppr: Element) -> ParagraphStyle:
        for element in elements(ppr):
            name = short_name(element).removeprefix("w:")
            match name:
                case "jc" if value(element) in _ALIGN:
                    style = replace(style, align=_ALIGN[value(element) or "left"])
                case "ind" if not any(str(name).endswith("Chars") for name in element.attrib):
                    style = _with_indent(style, element)
                case "spacing" if not any(
                    value(element, a) in ("1", "true", "on")
                    for a in ("beforeAutospacing", "afterAutospacing")
                ):
                    style = _with_spacing(style, element)
                case "keepNext":
                    style = replace(style, keep_next=on(element))
                case "keepLines":
                    style = replace(style, keep_lines=on(element))
                case "pageBreakBefore":
                    style = replace(style, page_break_before=on(element))
                case "outlineLvl":
                    level = int(value(element) or 9)
                    style = replace(style, outline=level if level < 9 else None)
                case "pBdr":
                    style = self._with_borders(style, element)
                case "framePr":
                    style = self._with_frame(style, element)
                case "contextualSpacing" | "bidi" if not on(element):
                    pass
                case "shd" if value(element, "fill") in ("auto", "FFFFFF", None):
                    pass
                case "numPr" if (n := element.find(w("numId"))) is not None and value(n) == "0":
                    pass
                case _ if name not in HARMLESS_PARAGRAPH:
                    self._refuse(named(element))
        return style

    def _with_borders(self, style: ParagraphStyle, borders: Element) -> ParagraphStyle:
        sides = dict(style.borders)
        for side in elements(borders):
            name = short_name(side).removeprefix("w:")
            if value(side) in ("nil", "none", None):
                sides.pop(name, None)
            elif name in _SIDES and value(side) == "single":
                width = number(side.get(w("sz")) or "4") / 8
                space = number(side.get(w("space")) or "0")
                sides[name] = Border(width, space, _colour(value(side, "color")))
            else:
                self._refuse(message(N_("a paragraph border other than a single line")))
        return replace(style, borders=tuple((n, sides[n]) for n in _SIDES if n in sides))

    def _with_frame(self, style: ParagraphStyle, frame: Element) -> ParagraphStyle:
        """A place of its own on the page; a frame that goes with the text is refused."""
        anchors = (value(frame, "vAnchor"), value(frame, "hAnchor"))
        places = [value(frame, name) for name in ("y", "x", "w")]
        if anchors != ("page", "margin") or None in places:
            self._refuse(named(frame))
            return style
        return replace(style, frame=Frame(*(points(place) for place in places)))


def _colour(text: str | None) -> str:
    return _BLACK if text in (None, "auto") else str(text).upper()


def _calls_a_note(rpr: Element) -> bool:
    """The number of a footnote is raised; the page does that by itself."""
    run = rpr.getparent()
    return run is not None and any(
        run.find(w(name)) is not None for name in ("footnoteReference", "footnoteRef")
    )


def _with_indent(style: ParagraphStyle, element: Element) -> ParagraphStyle:
    left = element.get(w("left")) or element.get(w("start"))
    right = element.get(w("right")) or element.get(w("end"))
    if left is not None:
        style = replace(style, left=points(left))
    if right is not None:
        style = replace(style, right=points(right))
    if element.get(w("hanging")) not in (None, "0"):
        return replace(style, first_line=-points(element.get(w("hanging"))))
    if element.get(w("firstLine")) is not None:
        return replace(style, first_line=points(element.get(w("firstLine"))))
    return style


def _with_spacing(style: ParagraphStyle, element: Element) -> ParagraphStyle:
    if (before := element.get(w("before"))) is not None:
        style = replace(style, before=points(before))
    if (after := element.get(w("after"))) is not None:
        style = replace(style, after=points(after))
    if (line := element.get(w("line"))) is not None:
        rule = element.get(w("lineRule")) or "auto"
        if rule == "auto":
            return replace(style, line=number(line) / 240, line_rule="multiple")
        return replace(style, line=points(line), line_rule=rule)
    return style
