"""The places of what comes after approval, in a Word file that the drafter laid out in full."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workflow.model.errors import PlaceNotUnderstood

_NAME = re.compile(r"number|date|(signature|seal)(_[2-9])?")
_MILLIMETRES = re.compile(r"(\d{1,3}):(\d{1,3}(?:\.\d+)?)x(\d{1,3}(?:\.\d+)?)")
_AFTER = "after:"
_LINES = ("number", "date")


@dataclass(frozen=True)
class PlaceGiven:
    """Where the drafter says that a place is.

    Either `words`: of the line itself for number and date, of the line above it for a signature;
    or a `page` (from 1) with `left` and `top` of the box on it, mm.
    """

    name: str
    words: str = ""
    page: int = 0
    left: float = 0.0
    top: float = 0.0

    @property
    def text(self) -> str:
        """As `read_place` reads it."""
        if self.page:
            return f"{self.name}={self.page}:{self.left:g}x{self.top:g}"
        return f"{self.name}={'' if self.name in _LINES else _AFTER}{self.words}"


@dataclass(frozen=True)
class PlaceFound:
    """A place on the page: its box in mm from the left and the top edge, and the words by which
    it was found: those of its own line, or those above and below it."""

    name: str
    page: int
    left: float
    top: float
    width: float
    height: float
    words: str
    given: bool = False


@dataclass(frozen=True)
class FinishedFile:
    """A Word file that its drafter laid out in full: its name, its bytes, and what the drafter
    says of the places in it."""

    name: str
    data: bytes = field(repr=False)
    places: tuple[PlaceGiven, ...] = ()


def is_place(name: str) -> bool:
    """Whether a name is that of a place; a second signer's are signature_2 and seal_2."""
    return bool(_NAME.fullmatch(name))


def read_place(text: str) -> PlaceGiven:
    """What a drafter says of a place: `number=words`, `signature=after:words`, `seal=1:130x210`.

    Raises:
        PlaceNotUnderstood: there is no such place, or it cannot be said so.
    """
    name, _, where = text.partition("=")
    name, where = name.strip(), where.strip()
    millimetres = _MILLIMETRES.fullmatch(where)
    words = where.removeprefix(_AFTER).strip().strip("\"“”'")
    line = name in _LINES
    if not is_place(name) or (bool(millimetres) and line) or not words:
        raise PlaceNotUnderstood(text=text)
    if millimetres:
        page, left, top = millimetres.groups()
        if int(page) < 1:
            raise PlaceNotUnderstood(text=text)
        return PlaceGiven(name, page=int(page), left=float(left), top=float(top))
    if name.startswith("seal") or (line and where.startswith(_AFTER)):
        raise PlaceNotUnderstood(text=text)
    return PlaceGiven(name, words)
