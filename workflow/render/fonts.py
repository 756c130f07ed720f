"""The face that documents are set in: Times New Roman, or one of the same widths.

A face is taken only when its files hold every Vietnamese letter: Debian's Liberation 1.07 carries
the right name but lacks nearly all of them.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from workflow.model.errors import FontMissing, GlyphsMissing

FAMILY = "Times New Roman"
"""The name that templates use; pages are set in the face found for it."""

STYLES = ("regular", "bold", "italic", "bold-italic")

# In the order of preference; all have the widths of Times New Roman.
_FACES = (
    ("Times New Roman", ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf")),
    ("Times New Roman", ("Times_New_Roman.ttf", "Times_New_Roman_Bold.ttf",
                         "Times_New_Roman_Italic.ttf", "Times_New_Roman_Bold_Italic.ttf")),
    ("Liberation Serif", tuple(f"LiberationSerif-{s}.ttf"
                               for s in ("Regular", "Bold", "Italic", "BoldItalic"))),
    ("Tinos", tuple(f"Tinos-{s}.ttf" for s in ("Regular", "Bold", "Italic", "BoldItalic"))),
)  # fmt: skip
_FOLDERS = ("~/.fonts", "~/.local/share/fonts", "/usr/local/share/fonts", "/usr/share/fonts")

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\N{COMBINING GRAVE ACCENT}", "\N{COMBINING ACUTE ACCENT}",
          "\N{COMBINING HOOK ABOVE}", "\N{COMBINING TILDE}", "\N{COMBINING DOT BELOW}")  # fmt: skip
VIETNAMESE = frozenset(
    letter
    for base in [*(unicodedata.normalize("NFC", v + t) for v in _VOWELS for t in _TONES), "đ"]
    for letter in (base, base.upper())
)


@dataclass(frozen=True)
class Face:
    """A family's four files, in the order of STYLES."""

    name: str
    files: tuple[Path, ...]

    def file(self, style: str) -> Path:
        return self.files[STYLES.index(style)]

    @property
    def sha256(self) -> str:
        """One digest for the four files: pages are equal to the byte only with equal fonts."""
        return hashlib.sha256(b"".join(file.read_bytes() for file in self.files)).hexdigest()


@cache
def find_face() -> Face:
    """The first face on this machine with every Vietnamese letter in all four styles.

    Raises:
        FontMissing: there is none.
    """
    installed = {
        file.name: file
        for folder in reversed(_FOLDERS)
        for file in sorted(Path(folder).expanduser().rglob("*.ttf"))
        if _may_hold_vietnamese(file)
    }
    for name, files in _FACES:
        if all(file in installed for file in files):
            face = Face(name, tuple(installed[file] for file in files))
            if all(_characters(file) >= VIETNAMESE for file in face.files):
                return face
    raise FontMissing


def check_glyphs(texts: Iterable[str], face: Face) -> None:
    """
    Raises:
        GlyphsMissing: the face lacks a character of the texts in one of its styles.
    """
    used = {c for text in texts for c in text} - {"\n"}
    missing = {c for file in face.files for c in used - _characters(file)}
    if missing:
        named = ", ".join(
            f"{c} (U+{ord(c):04X} {unicodedata.name(c, '?')})" for c in sorted(missing)
        )
        raise GlyphsMissing(font=face.name, characters=named)


def text_width(text: str, style: str, size: float) -> float:
    """How wide a text is, in pt, set in `size` pt without kerning."""
    widths, units = _widths(find_face().file(style))
    return sum(widths[c] for c in text) * size / units


def _may_hold_vietnamese(file: Path) -> bool:
    return any(file.name in files for _, files in _FACES)


@cache
def _widths(file: Path) -> tuple[dict[str, float], int]:
    """The width of each character, and how many of its units make the size of the type."""
    with TTFont(file, lazy=True) as font:
        widths = font["hmtx"]
        known = {chr(code): float(widths[name][0]) for code, name in font.getBestCmap().items()}
        return known, font["head"].unitsPerEm


@cache
def _characters(file: Path) -> frozenset[str]:
    with TTFont(file, lazy=True) as font:
        return frozenset(chr(code) for code in font.getBestCmap())
