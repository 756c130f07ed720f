"""A paragraph of the page tree as a row of characters, each with its looks; what is no character
(a picture, a footnote) stands among them as one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, get_args

from workflow.render.page_tree import Block, Inline, Paragraph, Place, Row, RunStyle, Table, Text

_KINDS = get_args(Inline)
_LOOKS = ("style", "mark")
_FIRST_SIGN = 0xE000  # Unicode's private use area
_SIGNS = {kind: chr(_FIRST_SIGN + number) for number, kind in enumerate(_KINDS)} | {
    kind: sign for kind in _KINDS for name, sign in (("Tab", "\t"), ("Break", "\n"))
    if kind.__name__ == name
}  # fmt: skip
_OBJECT = re.compile(f"[{chr(_FIRST_SIGN)}-{chr(_FIRST_SIGN + len(_KINDS))}]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A character with its style, or an object (`what`) with the sign that stands for its kind."""

    text: str
    style: RunStyle
    what: Any = None


def units(paragraph: Paragraph, referred: Collection[str] = ()) -> list[Unit]:
    """What stands in a paragraph.

    Parameters:
        referred: the names of the bookmarks that something leads to; others show nothing, and
            Word makes them as it likes (`_GoBack`).
    """
    return list(_units(paragraph.children, referred))


def joined(row: Sequence[Unit]) -> str:
    return "".join(unit.text for unit in row)


def words_of(text: str) -> str:
    """Without the signs of objects."""
    return _OBJECT.sub("", text)


def text_of_block(block: Block) -> str:
    if isinstance(block, Table):
        return "\n".join(map(text_of_row, block.rows))
    return words_of(joined(units(block)))


def text_of_row(row: Row) -> str:
    return "\t".join(" ".join(map(text_of_block, cell.blocks)) for cell in row.cells)


def everything_in(value: Any) -> Iterator[Any]:
    """Every dataclass in a tree but looks, which are most of it; the outer ones first."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, tuple):
            waiting.extend(reversed(value))
        elif is_dataclass(value) and not isinstance(value, type):
            yield value
            inside = (each.name for each in reversed(fields(value)) if each.name not in _LOOKS)
            waiting.extend(getattr(value, name) for name in inside)


def referred_in(tree: Any) -> frozenset[str]:
    """The names of the bookmarks that links and references of a tree lead to."""
    names = set()
    for value in everything_in(tree):
        names.add(getattr(value, "bookmark", ""))
        names.add(str(getattr(value, "target", "")).removeprefix("#"))
    return frozenset(names - {""})


def _units(children: Sequence[Any], referred: Collection[str]) -> Iterator[Unit]:
    for child in children:
        if isinstance(child, Text | Place):
            yield from (Unit(character, child.style) for character in child.text)
            continue
        name = type(child).__name__
        if name == "Bookmark" and child.name not in referred:
            continue
        inner = child.children if name == "Link" else ()
        yield Unit(
            _SIGNS[type(child)], child.style, replace(child, children=()) if inner else child
        )
        yield from _units(inner, referred)
