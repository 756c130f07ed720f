"""How high a line is, and where in it its letters stand.

Measured in LibreOffice 7.4, which follows Word: what a font wants between two lines is above the
letters; of a multiple pitch all that it adds is below them, and all that it takes is above; a
pitch "at least" adds above; an exact one has its baseline at four fifths.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workflow.render.fonts import FAMILY, Metrics, face_of
from workflow.render.html_fonts import printed_size, raised_by
from workflow.render.page_tree import (
    Bookmark,
    Drawing,
    Inline,
    Paragraph,
    ParagraphStyle,
    Picture,
    Place,
    RunStyle,
)

_EXACT = 0.8


@dataclass(frozen=True)
class Pitch:
    """What a line has above and below its baseline, pt."""

    above: float
    below: float

    @property
    def height(self) -> float:
        return self.above + self.below


def pitch_of(children: Iterable[Inline], paragraph: Paragraph) -> Pitch:
    """The pitch of a line in which these stand; of an empty one by the paragraph's mark."""
    styles = []
    tallest = 0.0
    for child in children:
        if isinstance(child, Picture):
            tallest = max(tallest, child.height)
        elif not isinstance(child, Bookmark | Drawing | Place):
            styles.append(child.style)
    natural = [_natural(style) for style in dict.fromkeys(styles)]
    if not natural:
        natural = [_natural(paragraph.mark)]
    above = max(tallest, *(pitch.above for pitch in natural))
    below = max(pitch.below for pitch in natural)
    return _spaced(above, below, paragraph.style)


def middle(style: RunStyle) -> float:
    """How far above the baseline the middle of the letters is, where CSS centres their line, pt."""
    metrics = _metrics(style)
    return (metrics.ascent - metrics.descent) / 2 * printed_size(style)


def _natural(style: RunStyle) -> Pitch:
    """What the letters of one style want."""
    metrics = _metrics(style)
    size, shift = printed_size(style), raised_by(style)
    return Pitch((metrics.ascent + metrics.gap) * size + shift, metrics.descent * size - shift)


def _metrics(style: RunStyle) -> Metrics:
    face = face_of(style.font) or face_of(FAMILY)
    assert face is not None
    return face.metrics


def _spaced(above: float, below: float, style: ParagraphStyle) -> Pitch:
    height = above + below
    if style.line_rule == "exact":
        return Pitch(_EXACT * style.line, (1 - _EXACT) * style.line)
    if style.line_rule == "atLeast":
        return Pitch(above + max(0.0, style.line - height), below)
    more = (style.line - 1) * height
    return Pitch(above + min(more, 0.0), below + max(more, 0.0))
