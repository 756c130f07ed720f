"""A slip: characters of a text that should be others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Slip:
    """A rule that is broken by the characters `start` to `end`, which should be `text`."""

    rule: str
    start: int
    end: int
    text: str


def replaced(text: str, slips: list[Slip]) -> str:
    """The text put right; of slips that overlap the first is taken. Slips are in order."""
    pieces, at = [], 0
    for slip in slips:
        if slip.start >= at:
            pieces += [text[at : slip.start], slip.text]
            at = slip.end
    return "".join([*pieces, text[at:]])


def within(at: int, slips: list[Slip]) -> bool:
    return any(slip.start <= at < slip.end for slip in slips)
