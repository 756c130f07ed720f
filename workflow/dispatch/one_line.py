"""Text that others wrote, on one line."""

from __future__ import annotations


def one_line(text: str, longest: int = 300) -> str:
    """No control characters, runs of white space as one space, at most `longest` letters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:longest]
