"""What a Word file asks for and the page cannot carry: gathered with the place of each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from workflow.model.errors import Problem
from workflow.model.messages import Message
from workflow.model.vietnamese import nfc
from workflow.render.ooxml import Element, w
from workflow.render.word_features import named

_LONGEST_PLACE = 40
_NEAR = 3  # paragraphs


class Refusals:
    """The refusals of one file."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._place = ""

    def add(self, what: Message) -> None:
        problem = Problem(self._place, what)
        if problem not in self.problems:
            self.problems.append(problem)

    def element(self, element: Element) -> None:
        self.add(named(element))

    @contextmanager
    def at(self, place: str) -> Iterator[None]:
        """What is refused meanwhile is refused at this place; without a name, at the one around."""
        outer, self._place = self._place, place or self._place
        try:
            yield
        finally:
            self._place = outer


def words_near(element: Element) -> str:
    """How a paragraph is named: by its own words; one without any, such as that of a picture, by
    words near it: `↑ «…»` stands above them, `↓ «…»` below."""
    if words := first_words(element):
        return words
    for arrow, preceding in (("↑", False), ("↓", True)):
        for other in islice(element.itersiblings(preceding=preceding), _NEAR):
            if words := first_words(other):
                return f"{arrow} {words}"
    return ""


def first_words(element: Element) -> str:
    """How a paragraph or table is named: by the words that it begins with."""
    parts = [] if element.tag == w("p") else list(element.iter(w("p")))
    texts = (
        "".join(text.text or "" for text in part.iter(w("t"))).strip()
        for part in parts or [element]
    )
    return quoted(" ".join(filter(None, texts)))


def quoted(words: str) -> str:
    words = nfc(words)
    short = words if len(words) <= _LONGEST_PLACE else words[:_LONGEST_PLACE].rstrip() + "…"
    return f"«{short}»" if short else ""
