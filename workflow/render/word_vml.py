"""Drawings of older Word files (`w:pict`): pictures, lines, rectangles and text boxes in VML.

The rules are those of ECMA-376 Part 4, 19.1; what a style leaves out is what Word takes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from workflow.render.drawing_features import refused_drawing
from workflow.render.drawing_values import attributes, child, css_colour, local
from workflow.render.ooxml import Element, elements
from workflow.render.page_tree import (
    SIDES,
    Anchor,
    Border,
    Drawing,
    Line,
    Picture,
    RunStyle,
    TextBox,
)
from workflow.render.refusals import Refusals
from workflow.render.vml_values import inset, length, style_of
from workflow.render.word_anchors import Standing
from workflow.render.word_pictures import Pictures
from workflow.render.word_shapes import ReadBlocks

_CONNECTORS = ("#_x0000_t32", "#_x0000_t20")
_PICTURE, _TEXT, _RECTANGLE = "#_x0000_t75", "#_x0000_t202", "#_x0000_t1"
_SHAPES = ("line", "rect", "shape")
_BESIDE = ("shapetype", "lock", "anchorlock")
_DASHES = {"solid": "solid", "1 1": "dotted", "dot": "dotted", "shortdot": "dotted"}
_STROKE = 0.75  # pt
_FALSE = ("f", "false", "0")
_TRUE = ("t", "true", "1")
_ACROSS = {"page": "page", "margin": "margin", "text": "column", "char": "character"}
_DOWN = {"page": "page", "margin": "margin", "text": "paragraph", "line": "line"}
_WRAPS = {"square": "square", "tight": "square", "through": "square",
          "topAndBottom": "top_bottom", "none": "none"}  # fmt: skip
_ALIGN = {"top": "top", "middle": "center", "bottom": "bottom"}


class Vml:
    """Reads the VML of one package; `blocks` reads what stands in a text box."""

    def __init__(self, pictures: Pictures, blocks: ReadBlocks, refusals: Refusals) -> None:
        self._pictures, self._blocks, self._refusals = pictures, blocks, refusals

    def read(self, element: Element, style: RunStyle) -> Picture | Drawing | None:
        """What a `w:pict` shows; None when it was refused, or shows nothing.

        Raises:
            ValueError: a number in it is none.
        """
        shapes = [each for each in elements(element) if local(each) not in _BESIDE]
        if len(shapes) != 1 or local(shapes[0]) not in _SHAPES:
            self._refusals.add(refused_drawing("group" if len(shapes) > 1 else "geometry"))
            return None
        shape = shapes[0]
        css = style_of(shape.get("style") or "")
        if css.get("visibility") == "hidden":
            self._refusals.add(refused_drawing("hidden"))
            return None
        if css.get("rotation", "0") not in ("0", "360"):
            self._refusals.add(refused_drawing("turned"))
        if _own(shape, "hr") in _TRUE:
            self._refusals.add(refused_drawing("rule"))
            return None
        start, size, rising = _box(shape, css)
        content = self._content(shape, css, size, rising=rising, style=style)
        if content is None:
            return None
        if css.get("position") != "absolute":
            if not isinstance(content, Picture):
                self._refusals.add(refused_drawing("in_line"))
                return None
            return content
        place = self._standing(shape, css, start)
        if place is None:
            return None
        return Drawing(
            content, place.across, place.down, style, place.wrap, place.side, place.around,
            place.behind,
        )  # fmt: skip

    def _content(
        self, shape: Element, css: Mapping[str, str], size: tuple[float, float], *, rising: bool,
        style: RunStyle,
    ) -> Picture | Line | TextBox | None:  # fmt: skip
        kind = shape.get("type") or ""
        data, text = child(shape, "imagedata"), child(shape, "textbox")
        if data is not None:
            if min(size) <= 0:
                self._refusals.add(refused_drawing("no_size"))
                return None
            alt = shape.get("alt") or _own(data, "title") or ""
            return self._pictures.in_vml(data, alt, size, style)
        stroke = self._stroke(shape)
        if local(shape) == "line" or kind in _CONNECTORS:
            return Line(*size, stroke, rising) if stroke else None
        if local(shape) == "shape" and kind not in (_TEXT, _RECTANGLE):
            self._refusals.add(refused_drawing("geometry"))
            return None
        borders = tuple((side, stroke) for side in SIDES) if stroke else ()
        fill = self._fill(shape)
        if text is None:
            if local(shape) == "rect" and min(size) < _STROKE and fill:  # a rule, drawn as a bar
                return TextBox(*size, (), borders, fill)
            return TextBox(*size, (), borders, fill) if borders or fill else None
        inner = style_of(text.get("style") or "")
        if "mso-next-textbox" in inner:
            self._refusals.add(refused_drawing("linked_box"))
        if inner.get("layout-flow", "horizontal") != "horizontal":
            self._refusals.add(refused_drawing("turned_text"))
        align = css.get("v-text-anchor", "top")
        if align not in _ALIGN or css.get("mso-wrap-style") == "none":
            self._refusals.add(refused_drawing("box_text"))
        content = child(text, "txbxContent")
        return TextBox(
            *size, self._blocks(content, ()) if content is not None else (), borders, fill,
            inset(text.get("inset") or ""), _ALIGN.get(align, "top"),
            inner.get("mso-fit-shape-to-text") in _TRUE,
        )  # fmt: skip

    def _stroke(self, shape: Element) -> Border | None:
        stroke = child(shape, "stroke")
        says = attributes(stroke)
        if shape.get("stroked") in _FALSE or says.get("on") in _FALSE:
            return None
        if {says.get("startarrow"), says.get("endarrow")} - {None, "none"}:
            self._refusals.add(refused_drawing("arrow"))
        if says.get("linestyle") not in (None, "single", "thinThin"):
            self._refusals.add(refused_drawing("compound"))
        kind = "double" if says.get("linestyle") == "thinThin" else _DASHES.get(
            says.get("dashstyle") or "solid", "dashed")  # fmt: skip
        weight = length(shape.get("strokeweight") or says.get("weight") or "") or _STROKE
        colour = _colour(shape.get("strokecolor") or says.get("color") or "black")
        return Border(weight, 0.0, colour, kind)

    def _fill(self, shape: Element) -> str:
        """The colour that a shape is filled with; a shape is filled unless it says otherwise."""
        fill = child(shape, "fill")
        says = attributes(fill)
        if shape.get("filled") in _FALSE or says.get("on") in _FALSE:
            return ""
        opacity = says.get("opacity") or shape.get("opacity") or "1"
        if opacity in ("0", "0f", ".0"):
            return ""
        if says.get("type") not in (None, "solid") or opacity not in ("1", "1.0", "65536f"):
            self._refusals.add(refused_drawing("fill"))
        return _colour(shape.get("fillcolor") or says.get("color") or "white")

    def _standing(
        self, shape: Element, css: Mapping[str, str], start: tuple[float, float]
    ) -> Standing | None:
        wrap = child(shape, "wrap")
        says = attributes(wrap)
        found: list[Anchor] = []
        for axis, known, offset, anchor in (
            ("horizontal", _ACROSS, start[0], "anchorx"), ("vertical", _DOWN, start[1], "anchory"),
        ):  # fmt: skip
            relative = says.get(anchor) or css.get(f"mso-position-{axis}-relative", "text")
            align = css.get(f"mso-position-{axis}", "absolute")
            if relative not in known or align not in (
                "absolute", "left", "center", "right", "top", "bottom",
            ):  # fmt: skip
                what = relative if relative not in known else align
                self._refusals.add(refused_drawing("place", what=what))
                return None
            if align == "absolute":
                found.append(Anchor(known[relative], offset))
            else:
                found.append(Anchor(known[relative], align=align))
        kind = says.get("type") or "none"
        if kind not in _WRAPS:
            self._refusals.add(refused_drawing("contour"))
        top, bottom = (length(css.get(f"mso-wrap-distance-{s}", "0")) for s in ("top", "bottom"))
        left, right = (length(css.get(f"mso-wrap-distance-{s}", "9pt")) for s in ("left", "right"))
        across, down = found
        return Standing(
            across, down, _WRAPS.get(kind, "none"), says.get("side") or "both",
            (top, right, bottom, left),
            behind=css.get("z-index", "0").startswith("-"),
        )  # fmt: skip


def _box(
    shape: Element, css: Mapping[str, str]
) -> tuple[tuple[float, float], tuple[float, float], bool]:
    """The upper left corner and the size of a shape, pt, and whether a line in it rises."""
    left = length(css.get("margin-left", "")) + length(css.get("left", ""))
    top = length(css.get("margin-top", "")) + length(css.get("top", ""))
    if local(shape) == "line":
        (x1, y1), (x2, y2) = (_point(shape.get(name) or "") for name in ("from", "to"))
        return (
            (left + min(x1, x2), top + min(y1, y2)),
            (abs(x2 - x1), abs(y2 - y1)),
            (x2 - x1) * (y2 - y1) < 0,
        )
    flips = css.get("flip", "")
    size = (length(css.get("width", "")), length(css.get("height", "")))
    return (left, top), size, ("x" in flips) != ("y" in flips)


def _point(text: str) -> tuple[float, float]:
    across, _, down = text.partition(",")
    return length(across), length(down)


def _colour(text: str) -> str:
    """A colour as VML has it; in brackets the number of the same in an older palette."""
    return css_colour(re.sub(r"\s*\[.*", "", text.strip()).lower().replace("windowtext", "black")
                      .replace("window", "white"))  # fmt: skip


def _own(element: Element, name: str) -> str | None:
    """An attribute of Office's own (`o:hr`, `o:title`)."""
    return element.get(f"{{urn:schemas-microsoft-com:office:office}}{name}")
