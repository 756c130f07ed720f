"""What the checks of the wording need to know about the one document they read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workflow.model.page import Part
from workflow.rules.authorities import Judgement

Judge = Callable[[str, str], Judgement]
"""How a line of authority and a title stand to the forms of a rule set."""


@dataclass(frozen=True)
class WordingFacts:
    """What the document should say of itself; an empty fact is not checked.

    Attributes:
        judge: of the authority and the title of a signature; without one they are not judged.
        between, last, dash: marks of the lines of the Nơi nhận.
        ground_between, ground_last, ground_dash: marks of the lines of the grounds.
        number_text, date_text: the lines as the register has them, once they are allotted.
        supplied: the parts that are laid out without standing in the draft.
    """

    family: str = "party"
    type_symbol: str = ""
    type_title: str = ""
    organs: tuple[str, ...] = ()
    judge: Judge | None = None
    between: str = ";"
    last: str = "."
    dash: str = "- "
    ground_between: str = ";"
    ground_last: str = "."
    ground_dash: str = ""
    number_text: str = ""
    date_text: str = ""
    supplied: frozenset[Part] = frozenset()
