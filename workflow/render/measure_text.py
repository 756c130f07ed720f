"""Lines of text put together from the glyphs of a page."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from workflow.model.page import Line
from workflow.model.vietnamese import squeeze

_PT = 25.4 / 72
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_ITALIC_FLAG, _FORCE_BOLD_FLAG = 1 << 6, 1 << 18
_BOLD_WEIGHT = 600
_SAME_BASELINE = 0.12  # em
_SPACE = 0.16  # em: a gap wider than this is a space; the space of Times is 0.25
_COLUMN = 1.0  # em: a wider gap parts two columns, unless all spaces of the line are wide
_WIDE = 2.2  # times the line's usual gap
_LABEL = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-Za-zđĐ])[.)]|[-–+•]")
_LABEL_GAP = 3.5  # em: Word parts the number of a list from its text by so much at most
_BLANKS = {"ngày": "t", "tháng": "n", "số": "/-", "số:": "/-"}
_TYPED_GAP = 6.0  # em: so many typed spaces part two columns too
_RAISED = 0.8  # of the size: smaller letters above or below the baseline are notes' signs


@dataclass(frozen=True)
class Style:
    """How a glyph looks; `size` is its em in pt."""

    font: str
    size: float
    bold: bool
    italic: bool
    colour: str

    @classmethod
    def named(
        cls,
        font: str,
        *,
        size: float,
        flags: int,
        weight: int,
        thickened: bool,
        slanted: bool,
        colour: str,
    ) -> Style:
        """From what the PDF says of a font; not every producer says all of it."""
        name = _SUBSET.sub("", font)
        words = name.casefold()
        bold = "bold" in words or weight >= _BOLD_WEIGHT or bool(flags & _FORCE_BOLD_FLAG)
        italic = "italic" in words or "oblique" in words or bool(flags & _ITALIC_FLAG)
        return cls(name, size, bold or thickened, italic or slanted, colour)


@dataclass(frozen=True)
class Glyph:
    """In mm; `left` and `right` are the edges of its advance, `top`, `bottom` those of its ink."""

    char: str
    style: Style
    left: float
    right: float
    baseline: float
    top: float
    bottom: float

    @property
    def em(self) -> float:
        return self.style.size * _PT

    @property
    def blank(self) -> bool:
        """White space that may be a gap; a no-break space is a place kept free."""
        return self.char.isspace() and self.char != "\N{NO-BREAK SPACE}"


def text_lines(page: int, glyphs: list[Glyph]) -> list[Line]:
    """The lines of a page from top to bottom, side by side ones from left to right."""
    rows = [stretch for row in _rows(glyphs) for stretch in _columns(row)]
    lines = [_line(page, glyphs) for glyphs in _with_raised(rows)]
    return sorted((li for li in lines if li.text), key=lambda li: (round(li.baseline), li.box[0]))


def _rows(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs on one baseline from left to right, combining marks after their letters."""
    rows: list[tuple[float, float, list[list[Glyph]]]] = []
    last: list[Glyph] | None = None
    for glyph in glyphs:
        if last is not None and unicodedata.combining(glyph.char):
            last.append(glyph)
            continue
        last = [glyph]
        for baseline, em, row in reversed(rows):
            near = abs(baseline - glyph.baseline) < _SAME_BASELINE * min(em, glyph.em)
            if near and 0.8 < em / max(glyph.em, 0.01) < 1.25:
                row.append(last)
                break
        else:
            rows.append((glyph.baseline, glyph.em, [last]))
    for _, _, row in rows:
        row.sort(key=lambda cluster: cluster[0].left)
        yield [g for cluster in _once(row) for g in cluster]


def _once(row: list[list[Glyph]]) -> Iterator[list[Glyph]]:
    """Without letters printed twice to look bold."""
    before: Glyph | None = None
    for cluster in row:
        glyph = cluster[0]
        if before and before.char == glyph.char and glyph.left - before.left < 0.05 * glyph.em:
            continue
        before = glyph
        yield cluster


def _columns(row: list[Glyph]) -> Iterator[list[Glyph]]:
    ink = [g for g in row if not g.blank]
    gaps = [max(b.left - a.right, 0.0) for a, b in pairwise(ink)]
    wide = sorted(gap for gap, g in zip(gaps, ink, strict=False) if gap > _SPACE * g.em)
    usual = wide[(len(wide) - 1) // 2] if len(wide) > 1 else 0.0
    typed = _typed_spaces(row)
    stretch: list[Glyph] = ink[:1]
    begun = True  # of the row
    for gap, spaces, glyph in zip(gaps, typed, ink[1:], strict=False):
        free = gap if spaces < 3 else gap - spaces * 0.25 * glyph.em
        apart = free > max(_COLUMN * glyph.em, _WIDE * usual) or gap > _TYPED_GAP * glyph.em
        joined = begun and gap < _LABEL_GAP * glyph.em and _is_label(stretch)
        if apart and not joined and not _awaits(stretch, glyph, gap):
            yield stretch
            stretch, begun = [], False
        stretch.append(glyph)
    if stretch:
        yield stretch


def _awaits(stretch: list[Glyph], glyph: Glyph, gap: float) -> bool:
    """Whether the blank behind a word is one that is filled in by hand: `ngày      tháng`. Of
    several typed spaces PDFium tells only one."""
    said = "".join(g.char for g in stretch[-6:]).casefold()
    after = next((first for word, first in _BLANKS.items() if said.endswith(word)), "")
    return gap < _TYPED_GAP * glyph.em and glyph.char.casefold() in tuple(after)


def _is_label(stretch: list[Glyph]) -> bool:
    """Whether letters are the number or sign of a list, which its text belongs to."""
    return len(stretch) < 12 and bool(_LABEL.fullmatch("".join(g.char for g in stretch)))


def _typed_spaces(row: list[Glyph]) -> list[int]:
    """How many blanks are typed between each two glyphs with ink."""
    counts: list[int] = []
    blanks = 0
    for glyph in row:
        if glyph.blank:
            blanks += 1
        else:
            counts.append(blanks)
            blanks = 0
    return counts[1:]


def _with_raised(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Signs of notes put into the line that they stand in."""
    kept: list[list[Glyph]] = []
    for row in sorted(rows, key=lambda row: -row[0].em):
        for other in kept:
            near = abs(other[0].baseline - row[0].baseline) < 0.5 * other[0].em
            touches = other[0].left - 1 < row[0].left < other[-1].right + 1 and len(row) < 5
            if near and touches and row[0].em < _RAISED * other[0].em:
                other.extend(row)
                other.sort(key=lambda g: g.left)
                break
        else:
            kept.append(row)
    return kept


def _line(page: int, glyphs: list[Glyph]) -> Line:
    inked = [g for g in glyphs if g.char.strip()] or glyphs
    common = Counter(g.style for g in inked)
    style = common.most_common(1)[0][0]
    main = next(g for g in inked if g.style == style)
    return Line(
        page=page,
        text=squeeze("".join(_spaced(glyphs))),
        box=(
            min(g.left for g in inked),
            min(g.top for g in inked),
            max(g.right for g in inked),
            max(g.bottom for g in inked),
        ),
        baseline=main.baseline,
        size=round(style.size, 2),
        font=style.font,
        bold=_all(s.bold for s in common),
        italic=_all(s.italic for s in common),
        colour=Counter(g.style.colour for g in inked).most_common(1)[0][0],
    )


def _all(values: Iterable[bool]) -> bool | None:
    """True or False where all agree, None where it is mixed."""
    different = set(values)
    return different.pop() if len(different) == 1 else None


def _spaced(glyphs: list[Glyph]) -> Iterator[str]:
    """The letters with a space at each gap: many a producer only moves on."""
    before: Glyph | None = None
    for glyph in glyphs:
        if before and glyph.left - before.right > _SPACE * glyph.em:
            yield " "
        yield glyph.char
        if not unicodedata.combining(glyph.char):
            before = glyph
