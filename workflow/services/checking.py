"""Check: hold a document against the rules of form, measured on its pages and read in its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import groupby
from pathlib import Path

from workflow.draft.markdown import read_markdown
from workflow.draft.passages import draft_passages
from workflow.draft.places import placed
from workflow.ledger.store import write_whole
from workflow.model.document import Document, Draft
from workflow.model.errors import NotFound, RenderError, UnreadablePages
from workflow.model.findings import Finding, Severity, Spot
from workflow.model.lifecycle import Act
from workflow.model.messages import VIETNAM
from workflow.model.page import Page, Part, Passage
from workflow.model.vietnamese import matching_key, squeeze
from workflow.render.content import render_pages
from workflow.render.marked import marked_pages
from workflow.render.measure import measure
from workflow.rules.measured import check_pages
from workflow.rules.page_parts import assign_parts
from workflow.rules.passages import passages_of
from workflow.rules.rules import Rule, rules_of
from workflow.rules.rulesets import DocumentType, RuleSet, in_force, rule_set
from workflow.rules.wording import (
    WordingFacts,
    apply_fixes,
    check_passages,
    check_typography,
    type_symbol,
)
from workflow.services.drafting import draft_text, parse_draft, read_text
from workflow.services.office import OpenOffice
from workflow.services.rendering import render

_LAID_OUT = frozenset(
    (Part.NATION, Part.MOTTO, Part.SUPERIOR, Part.ORGAN, Part.MARK, Part.NUMBER, Part.DATE)
)
"""What the layout puts on the page without the drafter's help."""

_ONE_PHRASE = {Part.SUBJECT, Part.LETTER_SUBJECT}
_DATE = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})")
_STATE = matching_key("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")


@dataclass(frozen=True)
class Checked:
    """What a check found, errors first; `pdf` are the pages it was measured on."""

    rules: RuleSet
    findings: tuple[Finding, ...]
    pdf: bytes
    text: str = ""

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity is Severity.WARNING)


@dataclass(frozen=True)
class Allotted:
    """What the register says of an issued document: its lines of number and date, its type, and
    the symbol of the organ."""

    number: str
    date: str
    kind: DocumentType
    organ: str


def check_document(office: OpenOffice, name: str) -> Checked:
    """A document of the office, by its id or number.

    Raises:
        DocumentNotFound, RenderError, DraftError
    """
    document = office.ledger.find(name)
    draft, text = parse_draft(office, document), draft_text(office, document)
    rules = _rules_of(office, document)
    if document.issued:
        return _check_issued(office, document, rules)
    stored = document.signed or document.content
    pdf = office.store.get(stored) if stored else render(office, draft).pdf
    return check_draft(office, draft, text, pdf, as_written=True, rules=rules)


def _rules_of(office: OpenOffice, document: Document) -> RuleSet:
    """Those that a document was submitted under; of a draft those of today."""
    submitted = [e for e in office.ledger.events(document.id) if e.act is Act.SUBMITTED]
    return rule_set(submitted[-1].data["rules"]) if document.content else office.rules


def _check_issued(office: OpenOffice, document: Document, rules: RuleSet) -> Checked:
    """The file as it was issued, held also against the register."""
    day, organ = document.signed_on, office.settings.organ
    assert day is not None
    word, _, _ = rules.part("number")["form"].partition("{number}")
    allotted = Allotted(
        f"{word}{document.official_number}",
        rules.date_text(organ.place, day, day.year),
        rules.document_type(document.type),
        organ.abbreviation,
    )
    return check_pdf(office.store.get(document.issued), day, rules=rules, allotted=allotted)


def check_file(office: OpenOffice, file: Path, type_name: str, day: date | None) -> Checked:
    """A text (.md), a Word file (.docx) or a PDF.

    Parameters:
        type_name: the type of a text; "" when the text names it itself.
        day: the date of the document, where its pages do not tell.

    Raises:
        NotFound, UnreadableDraft, DraftError, UnknownDocumentType, RenderError, UnreadablePages
    """
    if file.suffix.lower() in (".md", ".txt"):
        text = read_text(file)
        office = _on_day(office, day)
        kind = office.rules.document_type(type_name or _named_type(text, office.rules))
        draft = read_markdown(text, kind.id, kind.name, file.name)
        return check_draft(office, draft, text, render(office, draft).pdf, as_written=True)
    try:
        data = file.read_bytes()
    except OSError:
        raise NotFound(file=file) from None
    if file.suffix.lower() == ".docx":
        data = render_pages(data, file.name)
    return check_pdf(data, day or office.today, file.name)


def check_draft(
    office: OpenOffice,
    draft: Draft,
    text: str,
    pdf: bytes,
    *,
    as_written: bool = False,
    rules: RuleSet | None = None,
) -> Checked:
    """A draft: its text read by line, its pages measured.

    Parameters:
        as_written: tell also what the text has wrong and the layout prints right.
        rules: those that it is held against; None for those of today.
    """
    rules = rules or office.rules
    kind, known = rules.document_type(draft.type), rules_of(rules.id)
    passages = draft_passages(
        draft,
        kind.name,
        rules.part("subject")["separator"],
        rules.recipient_texts(draft.recipients),
        rules.ground_texts(tuple(ground.text for ground in draft.grounds)),
        titled=not kind.layout.endswith("-letter"),
        as_written=as_written,
    )
    facts = facts_of(rules, kind, office.settings.organ.abbreviation, laid_out=True)
    passages = placed(passages, text)
    findings = check_typography(text, known) + check_passages(passages, facts, known)
    findings += check_pages(assign_parts(_measured(pdf), rules.family), rules.id)
    return Checked(rules, _sorted(findings), pdf, text)


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
    pages = _measured(pdf, file)
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
    return Checked(rules, _sorted(findings), pdf)


def _measured(pdf: bytes, file: str = "PDF") -> tuple[Page, ...]:
    try:
        return measure(pdf)
    except RenderError as error:
        raise UnreadablePages(problems=error.problems, file=file) from error


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


def facts_of(
    rules: RuleSet, kind: DocumentType | None, organ: str, *, laid_out: bool
) -> WordingFacts:
    """What a document of this kind should say of itself under a rule set."""
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
        supplied=_LAID_OUT if laid_out else frozenset(),
    )


def _on_day(office: OpenOffice, day: date | None) -> OpenOffice:
    """The office as it was on a day: the rules that were in force then."""
    if day is None:
        return office
    noon = datetime.combine(day, time(12), VIETNAM)
    return replace(office, clock=lambda: noon)


def corrected(checked: Checked) -> str:
    """The text of a draft with what can be corrected mechanically."""
    return apply_fixes(checked.text, checked.findings)


def write_text(file: Path, text: str) -> None:
    """A corrected text in the place of the old one, whole or not at all."""
    write_whole(file, text.encode())


def write_marked_pages(checked: Checked, folder: Path, stem: str) -> list[Path]:
    """Pictures of the pages with the findings marked, in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    places = []
    for number, picture in enumerate(marked_pages(checked.pdf, checked.findings), start=1):
        places.append(folder / f"{stem}-{number}.png")
        write_whole(places[-1], picture)
    return places


def _sorted(findings: list[Finding]) -> tuple[Finding, ...]:
    def order(finding: Finding) -> tuple[bool, int, int, int]:
        spot = finding.spot
        return finding.severity is not Severity.ERROR, spot.page, spot.line, spot.column

    return tuple(sorted(findings, key=order))


def _named_type(text: str, rules: RuleSet) -> str:
    """The type that the first line of a text names; a text without one is a công văn."""
    for line in text.splitlines():
        words = squeeze(line.strip("*# "))
        if words and not words.startswith("---") and ":" not in words:
            names = {matching_key(kind.name): kind.id for kind in rules.types.values()}
            return names.get(matching_key(words), "cong-van")
    return "cong-van"


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
    return kinds.get(matching_key(named)) or by_symbol.get(type_symbol(number))
