"""The face that documents are set in: Times New Roman, or one of the same widths.

A face is taken only when its files hold every Vietnamese letter: Debian's Liberation 1.07 carries
the right name but lacks nearly all of them.
"""

from __future__ import annotations

import hashlib
import logging
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from workflow.model.errors import FontMissing, FontNotVietnamese, GlyphsMissing

# It tells of fonts made before 1970, such as Carlito.
logging.getLogger("fontTools").setLevel(logging.ERROR)

FAMILY = "Times New Roman"
"""The name that templates use; pages are set in the face found for it."""

STYLES = ("regular", "bold", "italic", "bold-italic")

_SUFFIXES = ("Regular", "Bold", "Italic", "BoldItalic")


def _named(stem: str, suffixes: tuple[str, ...] = _SUFFIXES) -> tuple[str, ...]:
    return tuple(f"{stem}-{suffix}.ttf" for suffix in suffixes)


# By the name that a Word file uses, in the order of preference: the font itself, then those that
# have its widths, so that lines break where they do in Word.
_FACES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "Times New Roman": (
        ("Times New Roman", ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf")),
        ("Times New Roman", ("Times_New_Roman.ttf", "Times_New_Roman_Bold.ttf",
                             "Times_New_Roman_Italic.ttf", "Times_New_Roman_Bold_Italic.ttf")),
        ("Liberation Serif", _named("LiberationSerif")),
        ("Tinos", _named("Tinos")),
    ),
    "Arial": (
        ("Arial", ("arial.ttf", "arialbd.ttf", "ariali.ttf", "arialbi.ttf")),
        ("Arial", ("Arial.ttf", "Arial_Bold.ttf", "Arial_Italic.ttf", "Arial_Bold_Italic.ttf")),
        ("Liberation Sans", _named("LiberationSans")),
        ("Arimo", _named("Arimo")),
    ),
    "Courier New": (
        ("Courier New", ("cour.ttf", "courbd.ttf", "couri.ttf", "courbi.ttf")),
        ("Courier New", ("Courier_New.ttf", "Courier_New_Bold.ttf",
                         "Courier_New_Italic.ttf", "Courier_New_Bold_Italic.ttf")),
        ("Liberation Mono", _named("LiberationMono")),
        ("Cousine", _named("Cousine")),
    ),
    "Calibri": (
        ("Calibri", ("calibri.ttf", "calibrib.ttf", "calibrii.ttf", "calibriz.ttf")),
        ("Carlito", _named("Carlito")),
    ),
    "Cambria": (
        ("Cambria", ("cambria.ttf", "cambriab.ttf", "cambriai.ttf", "cambriaz.ttf")),
        ("Caladea", _named("Caladea")),
    ),
    "Tahoma": (("Tahoma", ("tahoma.ttf", "tahomabd.ttf", "tahoma.ttf", "tahomabd.ttf")),),
    "Verdana": (("Verdana", ("verdana.ttf", "verdanab.ttf", "verdanai.ttf", "verdanaz.ttf")),),
    "DejaVu Sans": (
        ("DejaVu Sans", ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf",
                         "DejaVuSans-Oblique.ttf", "DejaVuSans-BoldOblique.ttf")),
    ),
}  # fmt: skip
# Names by which the same fonts go.
_ALIASES = {
    "times": "Times New Roman", "liberation serif": "Times New Roman", "tinos": "Times New Roman",
    "helvetica": "Arial", "liberation sans": "Arial", "arimo": "Arial",
    "courier": "Courier New", "liberation mono": "Courier New", "cousine": "Courier New",
    "carlito": "Calibri", "caladea": "Cambria",
}  # fmt: skip
SYMBOLS = "DejaVu Sans"
"""The face of signs that a text face lacks: boxes to tick, bullets, arrows."""

_MOST_NAMED = 8  # characters that a message names
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
    """The face that a family is set in: its own name, and its files in the order of STYLES."""

    name: str
    files: tuple[Path, ...]
    family: str = FAMILY

    def file(self, style: str) -> Path:
        return self.files[STYLES.index(style)]

    @property
    def sha256(self) -> str:
        """One digest for the four files: pages are equal to the byte only with equal fonts."""
        return hashlib.sha256(b"".join(file.read_bytes() for file in self.files)).hexdigest()

    @property
    def metrics(self) -> Metrics:
        return _metrics(self.files[0])


@dataclass(frozen=True)
class Metrics:
    """What a line of a face has above and below its baseline and between it and the next one,
    in parts of the size."""

    ascent: float
    descent: float
    gap: float

    @property
    def line(self) -> float:
        """The pitch of single spacing."""
        return self.ascent + self.descent + self.gap


def find_face(family: str = FAMILY) -> Face:
    """The face for a family; for Times New Roman the first one with every Vietnamese letter.

    Raises:
        FontMissing: there is none on this machine.
    """
    face = face_of(family)
    if face is None:
        raise FontMissing
    return face


@cache
def face_of(name: str) -> Face | None:
    """The face for a font by the name that a Word file gives it; None where there is none."""
    family = family_of(name)
    installed = _installed()
    for own_name, files in _FACES.get(family, ()):
        if all(file in installed for file in files):
            face = Face(own_name, tuple(installed[file] for file in files), family)
            if family != FAMILY or all(_characters(f) >= VIETNAMESE for f in face.files):
                return face
    return None


def family_of(name: str) -> str:
    """The one name of a family that goes by several: "Times New Roman" for "times"."""
    known = {family.lower(): family for family in _FACES}
    lower = name.strip().lower()
    return known.get(lower) or _ALIASES.get(lower) or name.strip()


def holds(face: Face, style: str, text: str) -> bool:
    """Whether a face has every character of a text."""
    return set(text) - {"\n"} <= _characters(face.file(style))


@cache
def _installed() -> dict[str, Path]:
    """The files of known faces by their names; those of the user before those of the system."""
    wanted = {file for faces in _FACES.values() for _, files in faces for file in files}
    return {
        file.name: file
        for folder in reversed(_FOLDERS)
        for file in sorted(Path(folder).expanduser().rglob("*.ttf"))
        if file.name in wanted
    }


def check_glyphs(texts: Iterable[str], face: Face, styles: Iterable[str] = STYLES) -> None:
    """
    Raises:
        GlyphsMissing: the face lacks a character of the texts in one of these styles.
        FontNotVietnamese: what it lacks are letters of Vietnamese.
    """
    used = {c for text in texts for c in text} - {"\n"}
    missing = sorted({c for style in styles for c in used - _characters(face.file(style))})
    more = ", …" if len(missing) > _MOST_NAMED else ""
    if missing and VIETNAMESE.issuperset(missing):
        named = ", ".join(missing[:_MOST_NAMED]) + more
        raise FontNotVietnamese(family=face.family, font=face.name, characters=named)
    if missing:
        named = ", ".join(
            f"{c} (U+{ord(c):04X} {unicodedata.name(c, '?')})" for c in missing[:_MOST_NAMED]
        )
        raise GlyphsMissing(font=face.name, characters=named + more)


def text_width(text: str, style: str, size: float, family: str = FAMILY) -> float:
    """How wide a text is, in pt, set in `size` pt without kerning; a letter that the face lacks is
    as wide as the type is high."""
    widths = letter_widths(find_face(family), style)
    return sum(widths.get(c, 1.0) for c in text) * size


def letter_widths(face: Face, style: str) -> dict[str, float]:
    """The width of each character that a face has, in parts of the size."""
    return _widths(face.file(style))


@cache
def _metrics(file: Path) -> Metrics:
    with TTFont(file, lazy=True) as font:
        units, head = font["head"].unitsPerEm, font["hhea"]
        return Metrics(head.ascent / units, -head.descent / units, head.lineGap / units)


@cache
def _widths(file: Path) -> dict[str, float]:
    with TTFont(file, lazy=True) as font:
        widths, units = font["hmtx"], font["head"].unitsPerEm
        return {chr(code): widths[name][0] / units for code, name in font.getBestCmap().items()}


@cache
def _characters(file: Path) -> frozenset[str]:
    with TTFont(file, lazy=True) as font:
        return frozenset(chr(code) for code in font.getBestCmap())
