"""Items of lists whose numbers are typed: Word counts nothing, but a reader takes them for lists.

Which of them are items is told where their neighbours are known (`tag_lists.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from workflow.render.page_tree import Inline, Paragraph, Tab, Text

_MARK = re.compile(r"(?:(?P<sign>[-–•●○▪■+])|(?P<number>[0-9]{1,2}|[a-zđ])(?P<end>[.)]))(?=\s|$)")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_FORMS = {"•": "Disc", "●": "Disc", "○": "Circle", "▪": "Square", "■": "Square"}


@dataclass(frozen=True)
class TypedMark:
    """What an item begins with: `text` with the space after it, what all marks of its list have in
    common (`series`), its place among them (0 for a sign), and its form by ISO 32000-1, table
    347."""

    text: str
    series: str
    count: int
    form: str


def typed_mark(paragraph: Paragraph) -> TypedMark | None:
    """The mark that a paragraph begins with; None for none, and for headings, lines of a table of
    contents and what Word numbers."""
    first, *others = paragraph.children or (None,)
    named = paragraph.label is not None or paragraph.contents
    if named or paragraph.style.outline is not None or not isinstance(first, Text):
        return None
    found = _MARK.match(first.text)
    if found is None or (found.end() == len(first.text) and not _parted(others)):
        return None
    text = first.text.removesuffix(first.text[found.end() :].lstrip())
    if sign := found["sign"]:
        return TypedMark(text, sign, 0, _FORMS.get(sign, "None"))
    number, end = found["number"], found["end"]
    if number.isdigit():
        return TypedMark(text, f"1{end}", int(number), "Decimal")
    if number not in _LETTERS:
        return None
    return TypedMark(text, f"a{end}", _LETTERS.index(number) + 1, "LowerAlpha")


def _parted(others: list[Inline]) -> bool:
    """Whether a space or a tab follows."""
    after = others[0] if others else None
    return isinstance(after, Tab) or (isinstance(after, Text) and after.text[:1].isspace())
