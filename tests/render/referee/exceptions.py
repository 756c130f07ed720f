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
        theirs, ours: patterns of the whole lines that differ; what their groups catch is the same.
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
        found = re.fullmatch(self.theirs, theirs.text), re.fullmatch(self.ours, ours.text)
        if not (stays or self.moves) or found[0] is None or found[1] is None:
            return False
        return found[0].groups() == found[1].groups()


FAULTS = (
    LibreOfficeFault(
        "number-restart",
        r"(Điều )[1-3](\. .*)",
        r"(Điều )[4-9](\. .*)",
        why="begins every level anew below the next one above, also where lvlRestart is 0",
        clause="17.9.10: 0 means that the level never begins anew",
    ),
    LibreOfficeFault(
        "number-restart",
        r"a(\) .*)",
        r"[bc](\) .*)",
        why="begins a level anew at any level above, though lvlRestart names one",
        clause="17.9.10: it begins anew at the level that is named",
    ),
    LibreOfficeFault(
        "number-legal",
        r"[IVX]+\.\d\.(?:[a-z]\.)? ?(.*)",
        r"\d\.\d\.(?:\d\.)? ?(.*)",
        why="does not know isLgl: upper levels stay in Roman figures and letters",
        clause="17.9.4: all levels are shown in Arabic figures",
    ),
    LibreOfficeFault(
        "tab-decimal",
        r"([\d.,]+)",
        r"([\d.,]+)",
        why="takes the point for the decimal separator, as the program's language has it",
        clause="17.18.84: the decimal separator, which is the comma in vi-VN",
        moves=True,
    ),
)


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
