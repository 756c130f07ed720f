"""Brackets and quotation marks that are opened and never closed, or closed and never opened."""

from __future__ import annotations

import re

_PARAGRAPH = re.compile(r"(?:.+\n?)+")
_BRACKETS = {")": "(", "]": "["}
# a) 1) (i) iv): the label of a point, also where a point is cited.
_LABEL = re.compile(r"(?<!\w)(?:\d{1,2}|[a-zđ]{1,2}|[ivx]{1,5})$")


def unpaired(text: str) -> list[tuple[int, int]]:
    """The places of marks without their other half.

    Brackets pair within a paragraph; a quotation may run over several.
    """
    places = [at for part in _PARAGRAPH.finditer(text) for at in _unpaired_brackets(text, part)]
    places += _unpaired_curly(text)
    if text.count('"') % 2:
        places.append(_odd_straight(text))
    return [(at, at + 1) for at in sorted(places)]


def _unpaired_brackets(text: str, paragraph: re.Match[str]) -> list[int]:
    open_ones: list[int] = []
    lost: list[int] = []
    closed_by_labels = 0
    for at in range(*paragraph.span()):
        letter = text[at]
        if letter in "([":
            open_ones.append(at)
        elif letter in _BRACKETS:
            label = _LABEL.search(text[max(0, at - 6) : at])
            if open_ones and text[open_ones[-1]] == _BRACKETS[letter]:
                open_ones.pop()
                closed_by_labels += bool(label)
            elif not label and closed_by_labels:  # (khoản 1, điểm a)): the label had its half
                closed_by_labels -= 1
            elif not label:
                lost.append(at)
    return lost + open_ones


def _unpaired_curly(text: str) -> list[int]:
    open_ones: list[int] = []
    lost: list[int] = []
    for mark in re.finditer("[“”]", text):
        if mark[0] == "“":
            open_ones.append(mark.start())
        elif open_ones:
            open_ones.pop()
        else:
            lost.append(mark.start())
    return lost + open_ones


def _odd_straight(text: str) -> int:
    """The last mark of the first paragraph with an odd number of them."""
    odd = next(part for part in _PARAGRAPH.finditer(text) if part[0].count('"') % 2)
    return odd.start() + odd[0].rindex('"')
