"""The structure tree of a PDF as it is made: its elements, and what of the pages they hold.

ISO 32000-1, 14.7 and 14.8.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element


class Mark(NamedTuple):
    """A stretch of a page's content by its number (MCID); pages are counted from 0."""

    page: int
    number: int


class Held(NamedTuple):
    """A link or a form field of a page; `annotation` is WeasyPrint's dictionary of it."""

    page: int
    annotation: Any


@dataclass(eq=False)
class Tag:
    """A structure element.

    `kind` is its type (14.8.4). `element` is what it is in the HTML, `indent` (px) where its box
    begins in the one around it, `place` where a heading is (its page, and x and y in pt). `entries`
    are those of its dictionary (such as Lang, Alt, ID), `attributes` those of its attribute object
    with their owner as "O" (14.8.5).
    """

    kind: str
    element: Element | None = None
    kids: list[Tag | Mark | Held] = field(default_factory=list)
    indent: float = 0.0
    place: tuple[int, float, float] | None = None
    entries: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, Any] = field(default_factory=dict)

    @property
    def tags(self) -> list[Tag]:
        """The elements right below it."""
        return [kid for kid in self.kids if isinstance(kid, Tag)]

    def said(self, name: str) -> str:
        """An attribute of the HTML element, "" for none."""
        return self.element.get(name, "") if self.element is not None else ""


def tags_of(tag: Tag) -> Iterator[Tag]:
    """An element and all below it, in the order of reading."""
    yield tag
    for kid in tag.tags:
        yield from tags_of(kid)
