"""What the checks of the wording need to know about the one document they read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workflow.model.page import Part
from workflow.rules.authorities import Judgement
from workflow.rules.rulesets import DocumentType, RuleSet

_LAID_OUT = frozenset(
    (Part.NATION, Part.MOTTO, Part.SUPERIOR, Part.ORGAN, Part.MARK, Part.NUMBER, Part.DATE)
)
"""What the layout puts on the page without the drafter's help."""

_ADDRESSED = ("cong-van", "to-trinh")
"""Types that are addressed to somebody above the text (HD05 II.I.9.2; NĐ30 PL I II.9)."""

Judge = Callable[[str, str, str], Judgement]
"""How a line of authority, a title and a second line of authority stand to the forms of a rule
set."""


@dataclass(frozen=True)
class WordingFacts:
    """What the document should say of itself; an empty fact is not checked.

    Attributes:
        judge: of the authority and the title of a signature; without one they are not judged.
        between, last, dash: marks of the lines of the Nơi nhận.
        ground_between, ground_last, ground_dash: marks of the lines of the grounds.
        number_text, date_text: the lines as the register has them, once they are allotted.
        as_above: the first line of the Nơi nhận of what is addressed to somebody, such as Như trên.
        addressee_word: the word before the addressees, such as Kính gửi.
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
    as_above: str = ""
    addressee_word: str = ""
    supplied: frozenset[Part] = frozenset()


def facts_of(
    rules: RuleSet, kind: DocumentType | None, organ: str, *, laid_out: bool
) -> WordingFacts:
    """What a document of this kind should say of itself under a rule set."""
    addressed = kind is not None and kind.id in _ADDRESSED
    recipients, ground = rules.part("recipients"), rules.part("ground")
    return WordingFacts(
        family=rules.family,
        type_symbol=kind.symbol if kind else "",
        type_title=kind.title if kind else "",
        organs=(organ,) if organ else (),
        judge=rules.judge_authority,
        between=recipients["between"],
        last=recipients["last"],
        dash=recipients["dash"],
        ground_between=ground["between"],
        ground_last=ground["last"],
        ground_dash=ground["dash"],
        as_above=recipients["as_above"] if addressed else "",
        addressee_word=rules.part("addressee")["words"][kind.id] if kind and addressed else "",
        supplied=_LAID_OUT if laid_out else frozenset(),
    )
