"""Lengths and styles of VML as values (ECMA-376 Part 4, 19.1.2)."""

from __future__ import annotations

import re

_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "pc": 12.0,
          "pi": 12.0, "emu": 1 / 12700, "": 0.75}  # fmt: skip
_LENGTH = re.compile(r"\s*(-?\d*\.?\d*)\s*([a-z]*)\s*")
_LARGEST = 2000.0  # pt
_INSETS = (7.2, 3.6, 7.2, 3.6)  # pt: left, top, right, bottom


def length(text: str) -> float:
    """A length in pt; without a unit it is in pixels.

    Raises:
        ValueError: it is none, or larger than any paper.
    """
    if not text.strip():
        return 0.0
    found = _LENGTH.fullmatch(text)
    if not found or found[2] not in _UNITS:
        raise ValueError(text)
    value = float(found[1] or 0) * _UNITS[found[2]]
    if abs(value) > _LARGEST:
        raise ValueError(text)
    return value


def style_of(text: str) -> dict[str, str]:
    """The properties of a `style` attribute."""
    parts = (part.partition(":") for part in text.split(";") if ":" in part)
    return {name.strip().lower(): value.strip() for name, _, value in parts}


def inset(text: str) -> tuple[float, float, float, float]:
    """The margins inside a text box: top, right, bottom, left, pt.

    Raises:
        ValueError
    """
    given = [*text.split(","), "", "", "", ""][:4]
    left, top, right, bottom = (
        length(part) if part.strip() else usual for part, usual in zip(given, _INSETS, strict=True)
    )
    return top, right, bottom, left
