"""How long signatures can be verified: the levels of PAdES (ETSI EN 319 142-1, 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from workflow.model.events import Event


class SignatureLevel(StrEnum):
    """In ascending order; each has all that the one before has."""

    B_B = "B-B"  # signed
    B_T = "B-T"  # and a timestamp proves when
    B_LT = "B-LT"  # and the file holds what tells that the certificates were good
    B_LTA = "B-LTA"  # and a timestamp over everything, which can be renewed

    @property
    def rank(self) -> int:
        return list(SignatureLevel).index(self)

    def reaches(self, other: SignatureLevel) -> bool:
        return self.rank >= other.rank


@dataclass(frozen=True)
class Signing:
    """Which level the office wants, and where its timestamps come from.

    `patience` is in seconds for each answer of the authority, `tries` how often it is asked: 2 to
    131 s an answer are reported of the State's.
    """

    level: SignatureLevel = SignatureLevel.B_B
    types: Mapping[str, SignatureLevel] = field(default_factory=dict)
    tsa: str = ""
    patience: float = 180.0
    tries: int = 3

    def level_of(self, document_type: str) -> SignatureLevel:
        return self.types.get(document_type, self.level)


@dataclass(frozen=True)
class Shortfall:
    """A level that could not be reached yet, and why (in a sentence for people)."""

    wanted: SignatureLevel
    reached: SignatureLevel
    why: str


def shortfall_of(events: Iterable[Event]) -> Shortfall | None:
    """What a document's signatures still lack, as the journal says; None where nothing."""
    last = next((e for e in reversed(list(events)) if "level" in e.data), None)
    if last is None or "upgrade" not in last.data:
        return None
    upgrade = last.data["upgrade"]
    return Shortfall(
        SignatureLevel(upgrade["wanted"]), SignatureLevel(last.data["level"]), upgrade["why"]
    )
