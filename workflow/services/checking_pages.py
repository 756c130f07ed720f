"""Check a PDF of which nothing else is known: what its pages tell of themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from workflow.model.errors import Problem, RenderError, UnreadablePages
from workflow.model.findings import Finding, Spot
from workflow.model.messages import N_, message
from workflow.model.page import PART_NAMES, Page, Part, Passage
from workflow.model.vietnamese import matching_key
from workflow.render.measure import measure
from workflow.rules.measured import check_pages
from workflow.rules.page_parts import assign_parts
from workflow.rules.passages import passages_of
from workflow.rules.rules import Rule, rules_of
from workflow.rules.rulesets import DocumentType, RuleSet, in_force
from workflow.rules.wording import check_passages, check_typography, facts_of, type_symbol
from workflow.services.checked import Checked, in_order

_ONE_PHRASE = {Part.SUBJECT, Part.LETTER_SUBJECT}
_MEASURED_AS = {
    "type-small-letters": "type-capitals",
    "authority-small-letters": "authority-capitals",
    "title-small-letters": "title-capitals",
    "name-all-capitals": "name-capitals",
    "title-written-bold": "title-plain",
}
_DATE = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})")
_STATE = matching_key("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")


@dataclass(frozen=True)
class Allotted:
    """What the register says of an issued document: its lines of number and date, its type, and
    the symbol of the organ."""

    number: str
    date: str
    kind: DocumentType
    organ: str


def check_pdf(
    pdf: bytes,
    day: date,
    file: str = "PDF",
    *,
    rules: RuleSet | None = None,
    allotted: Allotted | None = None,
) -> Checked:
    """Any PDF: family, type and date are read from its pages.

    Parameters:
        day: the date of the document where its pages do not tell.
        file: how messages name it.
        rules: those that it is held against; None for those of its date.
        allotted: what the register says of it.

    Raises:
        UnreadablePages
    """
    pages = _read(measured_pages(pdf, file), file)
    family = rules.family if rules else "state" if _is_of_the_state(pages) else "party"
    pages = assign_parts(pages, family)
    passages = passages_of(pages)
    rules = rules or in_force(family, _dated(passages) or day)
    known = rules_of(rules.id)
    if allotted:
        facts = facts_of(rules, allotted.kind, allotted.organ, laid_out=False)
        facts = replace(facts, number_text=allotted.number, date_text=allotted.date)
    else:
        kind = _type_of(passages, rules)
        titled = any(passage.part is Part.TYPE for passage in passages)
        # Of a type that nobody knows it cannot be told which symbol is the organ's.
        organ = "" if titled and kind is None else _symbol_of(passages, rules)
        facts = facts_of(rules, kind, organ, laid_out=False)
    findings = check_passages(passages, facts, known) + check_pages(pages, rules.id)
    for _, lines in groupby(passages, key=lambda passage: passage.part in _ONE_PHRASE):
        findings += _typography(list(lines), known)
    return Checked(rules, in_order(told_once(findings, known)), pdf)


def told_once(findings: Sequence[Finding], known: Mapping[str, Rule]) -> list[Finding]:
    """The findings without what two rules say of the same thing.

    A part that is missing is told as missing. What a page shows (bold, small letters) is measured;
    the rule of wording is for texts that have no page.
    """
    missing = {finding.expected for finding in findings if finding.rule == "part-missing"}
    measured = {(finding.rule, finding.spot.page) for finding in findings}
    return [
        finding
        for finding in findings
        if not (
            (finding.rule.endswith("-present") and _name_of(known[finding.rule]) in missing)
            or (_MEASURED_AS.get(finding.rule), finding.spot.page) in measured
        )
    ]


def _name_of(rule: Rule) -> str:
    return PART_NAMES.get(Part(rule.part), "")


def measured_pages(pdf: bytes, file: str = "PDF") -> tuple[Page, ...]:
    """
    Raises:
        UnreadablePages: no PDF, or one that holds more than any document would.
    """
    try:
        return measure(pdf)
    except RenderError as error:
        raise UnreadablePages(problems=error.problems, file=file) from error


def _read(pages: tuple[Page, ...], file: str) -> tuple[Page, ...]:
    """The pages, which must have something to read.

    Raises:
        UnreadablePages: they are pictures, or empty.
    """
    if any(page.lines for page in pages):
        return pages
    sentence = N_("there is no text to read on them: they are empty")
    if any(page.pictures for page in pages):
        sentence = N_("there is no text to read on them: they are pictures, as of a scanner")
    raise UnreadablePages(problems=(Problem("", message(sentence)),), file=file)


def _typography(passages: list[Passage], known: Mapping[str, Rule]) -> list[Finding]:
    """What is wrong in the characters of passages; a subject's lines are read as one phrase."""
    if passages[0].part in _ONE_PHRASE:
        texts = [(" ".join(p.text for p in passages), passages[0])]
    else:
        texts = [(p.text, p) for p in passages]
    return [
        replace(finding, fix=None, spot=Spot(page=passage.page, box=passage.box))
        for text, passage in texts
        for finding in check_typography(text, known)
    ]


def _is_of_the_state(pages: tuple[Page, ...]) -> bool:
    first = pages[0].lines if pages else ()
    return any(_STATE in matching_key(line.text) for line in first)


def _dated(passages: list[Passage]) -> date | None:
    """The day that the line with place and date names."""
    for passage in passages:
        if passage.part is Part.DATE and (match := _DATE.search(passage.text)):
            day, month, year = map(int, match.groups())
            try:
                return date(year, month, day)
            except ValueError:
                return None
    return None


def _symbol_of(passages: list[Passage], rules: RuleSet) -> str:
    """The symbol of the organ that the head names, where the rule set gives it one."""
    superior = " ".join(p.text for p in passages if p.part is Part.SUPERIOR)
    organ = " ".join(p.text for p in passages if p.part is Part.ORGAN)
    return rules.organ_symbol(f"{organ} {superior}".strip()) or rules.organ_symbol(organ)


def _type_of(passages: list[Passage], rules: RuleSet) -> DocumentType | None:
    """The type that the title names; where it names none, that of the number's symbol."""
    named = next((p.text for p in passages if p.part is Part.TYPE), "")
    kinds = {matching_key(kind.name): kind for kind in rules.types.values()}
    number = next((p.text for p in passages if p.part is Part.NUMBER), "")
    by_symbol = {kind.symbol: kind for kind in reversed(list(rules.types.values())) if kind.symbol}
    if not named and any(p.part is Part.LETTER_SUBJECT for p in passages):
        return rules.types["cong-van"]
    return kinds.get(matching_key(named)) or by_symbol.get(type_symbol(number))
