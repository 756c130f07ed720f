"""Text drawn by the glyphs that are known of its style, where WeasyPrint would ask Pango again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.matrix import Matrix

from workflow.render.glyphs import Glyphs

_SPACE = " "


class SetText:
    """A text whose glyphs are known, where WeasyPrint has a layout of Pango; px.

    `width` is how far it takes the line. Parameters as for `of`, but: `between`, what stands
    between letters; `space`, what each space is wider; `nearer`, how letters are kerned.
    """

    def __init__(
        self, text: str, known: Glyphs, width: float, between: float, space: float,
        nearer: list[float] | None,
    ) -> None:  # fmt: skip
        self.text, self.glyphs = text, known
        self.width = width
        self._between, self._space, self._nearer = between, space, nearer

    @classmethod
    def of(cls, text: str, style: Any, known: Glyphs, stretch: float) -> SetText | None:
        """None for a text that Pango must set.

        Parameters:
            style: WeasyPrint's; known: its glyphs.
            stretch: what each space is wider than the style says, px.
        """
        glyphs = known.of(text)
        if glyphs is None:
            return None
        spacing = style["letter_spacing"]
        between = 0.0 if spacing == "normal" else spacing
        space = style["word_spacing"] + stretch
        width = sum([glyph.width for glyph in glyphs])
        width += between * len(text) + space * text.count(_SPACE)
        nearer = known.nearer(text)
        if nearer is not None:
            width += sum(nearer)
        return cls(text, known, width, between, space, nearer)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.glyphs, name)  # where decorations stand

    def reactivate(self, style: Any) -> None:
        """WeasyPrint makes a layout ready to be drawn by this."""

    def deactivate(self) -> None:
        """And lets go of its memory by this."""

    def draw(self, stream: Any, matrix: Any) -> None:
        """Write the text into a page."""
        font, size = stream.add_font(self.glyphs.font)
        scale = self.glyphs.scale
        stream.set_text_matrix(*(Matrix(a=scale) @ matrix if scale != 1 else matrix).values)
        stream.set_font_size(font.hash, size)
        glyphs = self.glyphs.of(self.text)
        assert glyphs is not None
        for char, glyph in zip(self.text, glyphs, strict=True):
            if glyph.number not in font.widths:
                font.to_unicode.setdefault(glyph.number, char)
                font.widths[glyph.number] = round(glyph.width / scale * 1000 / size)
        codes = [glyph.code for glyph in glyphs]
        stream.show_text(f"<{''.join(self._spaced(codes, size * scale))}>")

    def _spaced(self, codes: list[str], size: float) -> list[str]:
        """Glyphs, each with what moves the next one from where it would stand, in thousandths of
        the size."""
        if not self._between and self._nearer is None:
            if not self._space:
                return codes
            wide = f">{-self._space * 1000 / size:.1f}<"
            pairs = zip(codes, self.text, strict=True)
            return [code + wide if char == _SPACE else code for code, char in pairs]
        nearer = self._nearer or [0.0] * len(codes)
        gaps = [
            self._between + pair + (self._space if char == _SPACE else 0.0)
            for char, pair in zip(self.text, nearer, strict=True)
        ]
        return [
            f"{code}>{-gap * 1000 / size:.1f}<" if gap else code
            for code, gap in zip(codes, gaps, strict=True)
        ]


def draw_set_text() -> None:
    """Teach WeasyPrint to draw it; once in a process."""
    drawing.draw_first_line = _drawn(drawing.draw_first_line)


def _drawn(draw: Callable[..., Any]) -> Callable[..., Any]:
    def draw_first_line(
        stream: Any, textbox: Any, overflow: str, ellipsis: str, matrix: Any
    ) -> Any:
        if not isinstance(textbox.pango_layout, SetText):
            if scale := getattr(textbox, "letter_scale", 0.0):  # told by `set_lines.py`
                matrix = Matrix(a=scale) @ matrix
            return draw(stream, textbox, overflow, ellipsis, matrix)
        textbox.pango_layout.draw(stream, matrix)
        return []

    return draw_first_line
