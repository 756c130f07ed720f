"""The glyphs of a style, learned from Pango once, and text drawn with them.

Pages are set without ligatures, so in the scripts that offices write every character has its own
glyph and width whatever stands beside it; where letters are kerned, their pairs are known too
(`kerning.py`). Asking Pango for each line twice, once to
measure and once to draw, took a fifth of the time of a document; asking for each character of a
style once takes nothing. Text that does not go character by character is left to Pango.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.fonts import get_pango_font_key
from weasyprint.text.line_break import Layout, first_line_metrics

from workflow.render.fonts import face_of, find_face
from workflow.render.kerning import Kerning, kerning_of

_SIMPLE = ("LATIN ", "GREEK ", "CYRILLIC ")
"""Scripts whose letters do not change by their neighbours."""
_BOLD = 600
_SIMPLE_KINDS = ("N", "P", "S", "Z")  # digits, punctuation, signs, spaces


class Glyph(NamedTuple):
    """A glyph as PDF writes it, its number, and how far it takes the line, px."""

    code: str
    number: int
    width: float


class Glyphs:
    """The glyphs of one style.

    `height` and `baseline` are those of a line of it, px; `font` is Pango's, alive as long as this
    is. Decorations stand as Pango says (`ascent` and what follows, px). `scale` is how wide glyphs
    are drawn in parts of their own width; theirs here are what they then take.
    """

    def __init__(self, style: Any) -> None:
        self._style, self.scale = style, scale_of(style)
        self._stand_alone = style["font_variant_ligatures"] == "none"
        self._kerning = _kerning(style) if style["font_kerning"] == "normal" else None
        self._known: dict[str, Glyph | None] = {}
        self._sample = Layout(style)  # keeps the font alive
        self._sample.set_text("x")
        line, _ = self._sample.get_first_line()
        self.font = line.runs[0].data.item.analysis.font
        self._key = _key(self.font)
        measured = Layout(style)
        measured.set_text(" ")
        line, _ = measured.get_first_line()
        *_, self.height, self.baseline = first_line_metrics(line, "", measured, None, False, style)
        self.ascent = self._sample.ascent
        self.underline_position = self._sample.underline_position
        self.strikethrough_position = self._sample.strikethrough_position
        self.underline_thickness = getattr(self._sample, "underline_thickness", None)
        self.strikethrough_thickness = getattr(self._sample, "strikethrough_thickness", None)

    def of(self, text: str) -> list[Glyph] | None:
        """The glyphs of a text; None where it has characters that do not stand alone."""
        if not self._stand_alone:
            return None
        known = self._known
        try:
            glyphs = [known[char] for char in text]
        except KeyError:
            self._learn(set(text) - known.keys())
            glyphs = [known[char] for char in text]
        return None if None in glyphs else glyphs  # type: ignore[return-value]

    def nearer(self, text: str) -> list[float] | None:
        """How much farther from each character the next one stands than its glyph says, px; None
        where letters are not kerned."""
        if self._kerning is None:
            return None
        size = self._style["font_size"] * self.scale
        return [self._kerning.between(left, right) * size for left, right in pairwise(text)] + [0.0]

    def _learn(self, characters: Iterable[str]) -> None:
        layout = Layout(self._style)
        for char in sorted(characters):
            self._known[char] = self._alone(layout, char) if _is_simple(char) else None

    def _alone(self, layout: Any, char: str) -> Glyph | None:
        """One character as Pango shapes it; None unless it is one plain glyph of the font."""
        text = char.encode()
        pango.pango_layout_set_text(layout.layout, ffi.new("char[]", text), len(text))
        line, _ = layout.get_first_line()
        run = line.runs[0]
        if run == ffi.NULL or run.next != ffi.NULL or run.data.glyphs.num_glyphs != 1:
            return None
        info = run.data.glyphs.glyphs[0]
        number, place = info.glyph, info.geometry
        if place.x_offset or place.y_offset or _key(run.data.item.analysis.font) != self._key:
            return None
        if number == pango.PANGO_GLYPH_EMPTY or number & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            return None
        return Glyph(f"{number:04x}", number, place.width * FROM_UNITS * self.scale)


def glyphs_of(style: Any) -> Glyphs:
    """The glyphs of a computed style of WeasyPrint; the same for styles that set text alike."""
    found: Glyphs | None = getattr(style, "glyphs", None)
    if found is None:
        known = vars(style.font_config).setdefault("glyphs", {})
        key = (
            tuple([style[name] for name in _SETTING]),
            style["text_decoration_line"] != "none",
            scale_of(style),
        )
        found = known.get(key)
        if found is None:
            found = known[key] = Glyphs(style)
        style.glyphs = found
    return found


# What the pages of this package set text by; the rest is the same for all of them.
_SETTING = ("font_family", "font_size", "font_style", "font_weight", "font_kerning",
            "font_variant_ligatures", "lang")  # fmt: skip


def scale_of(style: Any) -> float:
    """How wide letters are in parts of their own width: the property `--scale`."""
    return next((token.value for token in style["__scale"] if token.type == "number"), 1.0)


def _kerning(style: Any) -> Kerning:
    """The pairs of the face that a style is set in."""
    face = face_of(style["font_family"][0]) or find_face()
    names = ["bold"] * (style["font_weight"] >= _BOLD) + ["italic"] * (
        style["font_style"] == "italic"
    )
    return kerning_of(face.file("-".join(names) or "regular"))


def _key(font: Any) -> Any:
    """What stays the same of a font of Pango, which makes it anew when another one is loaded."""
    key, _, size = get_pango_font_key(font)
    return key, size


def _is_simple(char: str) -> bool:
    kind = unicodedata.category(char)
    return kind[0] in _SIMPLE_KINDS or unicodedata.name(char, "").startswith(_SIMPLE)
