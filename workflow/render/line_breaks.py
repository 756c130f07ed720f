"""Lines broken by the program itself, where their number counts."""

from __future__ import annotations

from workflow.render.fonts import text_width


def broken(text: str, style: str, size: float, width: float) -> list[str]:
    """The lines that a text takes, as few as there can be; a word is never broken.

    Parameters:
        style: of the face, such as "bold".
        size, width: in pt.
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, style, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
