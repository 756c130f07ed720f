"""The words of a page with their places, read so that two producers' files give the same words.

A word is what stands between spaces or wide gaps on one baseline; raised and lowered signs
are words of their own. A leader, or any row of dots, is one word whatever the number of its dots.
All lengths are in mm from the top left corner of the page.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pypdfium2
from pypdfium2 import raw

from tests.render.measure import MM, flattened

_SAME_BASELINE = 0.3  # mm: cells side by side may differ by their rounding
_GAP = 0.19  # em: a gap wider than this parts two words even if no space is typed in it
_COLUMN = 2.0  # em: a gap wider than this parts two lines side by side
_LEADER = re.compile(r"([._·-])\1{3,}")

# One sign under several codes: hyphens, and what PDFium makes of one at the end of a line;
# bullets and boxes under the private codes of Symbol and Wingdings.
_SAME_SIGN = {
    "\x02": "-", "\ufffe": "-", "\u2010": "-", "\u2011": "-", "\u00ad": "-",
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0fe": "☑", "\uf0a8": "☐",
    "\uf06f": "☐", "\uf078": "☒", "\uf0fd": "☒", "\uf076": "❖", "\uf0e0": "→",
    "□": "☐", "◻": "☐", "\uf0b3": "≥",
}  # fmt: skip


@dataclass(frozen=True)
class Word:
    """`em` is the size of its type in mm."""

    text: str
    page: int
    left: float
    right: float
    baseline: float
    em: float

    @property
    def leader(self) -> bool:
        return bool(_LEADER.fullmatch(self.text))


@dataclass(frozen=True)
class Line:
    """Words side by side, no wide gap between them."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def page(self) -> int:
        return self.words[0].page

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def baseline(self) -> float:
        return self.words[0].baseline

    @property
    def box(self) -> tuple[float, float, float, float]:
        em = max(word.em for word in self.words)
        return self.left, self.baseline - em, self.right, self.baseline + 0.3 * em


@dataclass(frozen=True)
class Page:
    number: int
    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for line in self.lines for word in line.words)


@dataclass(frozen=True)
class _Glyph:
    char: str
    left: float
    right: float
    baseline: float
    em: float


def read_pages(pdf: bytes) -> tuple[Page, ...]:
    """Every page with its lines from top to bottom; what form fields show is part of it."""
    with pypdfium2.PdfDocument(flattened(pdf)) as document:
        return tuple(_page(page, number) for number, page in enumerate(document, 1))


def _page(page: pypdfium2.PdfPage, number: int) -> Page:
    width, height = page.get_size()
    lines = [line for row in _rows(_glyphs(page, height)) for line in _lines(row, number)]
    return Page(number, width * MM, height * MM, tuple(lines))


def _glyphs(page: pypdfium2.PdfPage, height: float) -> Iterator[_Glyph]:
    """What is shown, and the spaces that are typed; PDFium's own additions are left out."""
    text = page.get_textpage()
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        char = chr(raw.FPDFText_GetUnicode(text, index))
        char = unicodedata.normalize("NFKC", _SAME_SIGN.get(char, char))
        if char == "\x00" or (char.isspace() and char != " "):  # a no-break space became one
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetMatrix(text, index, matrix)
        left, _, right, _ = text.get_charbox(index, loose=True)
        em = raw.FPDFText_GetFontSize(text, index) * abs(matrix.d or matrix.c)
        yield _Glyph(char, left * MM, right * MM, (height - y.value) * MM, em * MM)


def _rows(glyphs: Iterable[_Glyph]) -> list[list[_Glyph]]:
    """Glyphs on one baseline from left to right; combining marks stay behind their letters."""
    rows: list[tuple[float, list[list[_Glyph]]]] = []
    for cluster in _clusters(glyphs):
        baseline = cluster[0].baseline
        for other, row in reversed(rows):
            if abs(other - baseline) < _SAME_BASELINE:
                row.append(cluster)
                break
        else:
            rows.append((baseline, [cluster]))
    rows.sort(key=lambda found: found[0])
    return [
        [glyph for cluster in sorted(row, key=lambda c: c[0].left) for glyph in cluster]
        for _, row in rows
    ]


def _clusters(glyphs: Iterable[_Glyph]) -> list[list[_Glyph]]:
    clusters: list[list[_Glyph]] = []
    for glyph in glyphs:
        if clusters and unicodedata.combining(glyph.char):
            clusters[-1].append(replace(glyph, left=clusters[-1][0].left))
        else:
            clusters.append([glyph])
    return clusters


def _between_gaps(row: list[_Glyph]) -> Iterator[list[_Glyph]]:
    found: list[_Glyph] = []
    for glyph in row:
        gap = glyph.left - found[-1].right if found else 0.0
        if found and (glyph.char == " " or gap > _GAP * min(glyph.em, found[-1].em)):
            yield found
            found = []
        if glyph.char != " ":
            found.append(glyph)
    if found:
        yield found


def _words(glyphs: list[_Glyph], page: int) -> Iterator[Word]:
    """The word of these glyphs; leaders in it are words of their own."""
    letters = [glyph for glyph in glyphs for _ in glyph.char]
    text = "".join(glyph.char for glyph in glyphs)
    start = 0
    for leader in [*_LEADER.finditer(text), None]:
        end = leader.start() if leader else len(text)
        if start < end:
            yield _word(text[start:end], letters[start:end], page)
        if leader:
            yield _word(leader[1] * 4, letters[leader.start() : leader.end()], page)
            start = leader.end()


def _word(text: str, glyphs: list[_Glyph], page: int) -> Word:
    first, right = glyphs[0], max(glyph.right for glyph in glyphs)
    composed = unicodedata.normalize("NFC", text)
    return Word(composed, page, first.left, right, first.baseline, max(g.em for g in glyphs))


def _lines(row: list[_Glyph], page: int) -> Iterator[Line]:
    """What stands on one baseline, parted where a gap is wide."""
    found: list[Word] = []
    for word in (word for glyphs in _between_gaps(row) for word in _words(glyphs, page)):
        if found and word.left - found[-1].right > _COLUMN * word.em:
            yield Line(tuple(found))
            found = []
        found.append(word)
    if found:
        yield Line(tuple(found))
