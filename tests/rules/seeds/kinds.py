"""The kinds of seeds: in a draft's text, or in the passages of a document's pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from workflow.model.page import Part, Passage

ALL = ("party-hd05", "party-hd36", "state-nd30")
PARTY = ("party-hd05", "party-hd36")
HD05 = ("party-hd05",)
STATE = ("state-nd30",)


@dataclass(frozen=True)
class Words:
    """Words of the draft, which stand there once, become others."""

    old: str
    new: str
    sets: tuple[str, ...] = ALL

    def planted(self, text: str) -> str:
        assert text.count(self.old) == 1, f"the draft does not have once: {self.old}"
        return text.replace(self.old, self.new)


@dataclass(frozen=True)
class Reads:
    """In the one passage of a part that has these words, they become others.

    `registered`: the register knows the document's number and date. `type` is that of the right
    document that is changed.
    """

    part: Part
    old: str
    new: str
    sets: tuple[str, ...] = ALL
    registered: bool = False
    type: str = "quyet-dinh"

    def planted(self, passages: Sequence[Passage]) -> list[Passage]:
        having = [p for p in passages if p.part is self.part and self.old in p.text]
        assert len(having) == 1, f"not one passage has: {self.old}"
        changed = replace(having[0], text=having[0].text.replace(self.old, self.new))
        return [changed if p is having[0] else p for p in passages]


@dataclass(frozen=True)
class Lacks:
    """The pages lack a part."""

    part: Part
    sets: tuple[str, ...] = ALL
    registered: bool = False
    type: str = "quyet-dinh"

    def planted(self, passages: Sequence[Passage]) -> list[Passage]:
        assert any(p.part is self.part for p in passages), f"there is no {self.part}"
        return [p for p in passages if p.part is not self.part]


@dataclass(frozen=True)
class Precedes:
    """A part stands before one that it should follow."""

    part: Part
    other: Part
    sets: tuple[str, ...] = ALL
    registered: bool = False
    type: str = "quyet-dinh"

    def planted(self, passages: Sequence[Passage]) -> list[Passage]:
        moved = [p for p in passages if p.part is self.part]
        others = [p for p in passages if p.part is not self.part]
        at = next(n for n, p in enumerate(others) if p.part is self.other)
        return [*others[:at], *moved, *others[at:]]


OnPages: TypeAlias = Reads | Lacks | Precedes
Seed: TypeAlias = Words | OnPages
