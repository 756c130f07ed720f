"""Automatic numbers and bullets of a Word file: what each paragraph of a list begins with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workflow.model.messages import N_, Message, message
from workflow.render.ooxml import Element, Package, value, w
from workflow.render.page_tree import Label, RunStyle

Refuse = Callable[[Message], None]


@dataclass(frozen=True)
class NumberOf:
    """A paragraph's list (`w:numId`) and its level, from 0."""

    list: str
    level: int = 0


class Numbering:
    """The lists of one package, and the numbers given so far."""

    def __init__(self, package: Package, refuse: Refuse) -> None:
        self._refuse = refuse
        self._part = package.part("word/numbering.xml")

    def number_of(
        self, numbered: Element, inherited: NumberOf | None, style_id: str | None
    ) -> NumberOf | None:
        """The list and level that a `w:numPr` names; None where it takes the number away.

        Parameters:
            inherited: those of the styles below, for what the element leaves out.
            style_id: the style that the element is in, whose level is the one linked to it.
        """
        named, level = numbered.find(w("numId")), numbered.find(w("ilvl"))
        list_id = value(named) if named is not None else inherited.list if inherited else None
        if list_id in (None, "0"):
            return None
        depth = int(value(level) or 0) if level is not None else 0
        return NumberOf(str(list_id), depth)

    def level(self, number_of: NumberOf) -> Element | None:
        """The definition (`w:lvl`) of a level; None where the file has none."""
        return None

    def label(self, number_of: NumberOf, mark: RunStyle) -> Label | None:
        """The next number of a list; `mark` is the style of the end of its paragraph."""
        self._refuse(message(N_("automatic numbering")))
        return None
