"""What LibreOffice itself does wrong by the standard: the only differences that are let pass.

Each entry must really be met, else it is stale; and what it lets pass stands on the same page
within the same bounds, unless the entry says that it moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tests.render.referee.comparison import ACROSS, DOWN, Difference


@dataclass(frozen=True)
class LibreOfficeFault:
    """One fault that shows in one file of the corpus.

    Parameters:
        name: the file.
        theirs, ours: patterns of the whole lines that differ.
        why: what LibreOffice does.
        clause: what the standard says, in ECMA-376-1.
        moves: the line stands elsewhere, too.
    """

    name: str
    theirs: str
    ours: str
    why: str
    clause: str
    moves: bool = False

    def explains(self, difference: Difference) -> bool:
        """Whether a difference is this fault and nothing else."""
        theirs, ours = difference.theirs, difference.ours
        if theirs is None or ours is None or theirs.page != ours.page:
            return False
        stays = (
            abs(theirs.left - ours.left) <= ACROSS and abs(theirs.baseline - ours.baseline) <= DOWN
        )
        return (
            (stays or self.moves)
            and re.fullmatch(self.theirs, theirs.text) is not None
            and re.fullmatch(self.ours, ours.text) is not None
        )


FAULTS: tuple[LibreOfficeFault, ...] = ()


def unexplained(
    differences: Iterable[Difference], faults: Iterable[LibreOfficeFault]
) -> list[Difference]:
    """The differences that no fault of LibreOffice's explains."""
    known = list(faults)
    return [one for one in differences if not any(fault.explains(one) for fault in known)]


def stale(
    differences: Iterable[Difference], faults: Iterable[LibreOfficeFault]
) -> list[LibreOfficeFault]:
    """The entries that explain nothing."""
    found = list(differences)
    return [fault for fault in faults if not any(fault.explains(one) for one in found)]
