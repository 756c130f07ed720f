"""Check: hold a document against the rules of form, measured on its pages and read in its text."""

from __future__ import annotations

from workflow.draft.passages import draft_passages
from workflow.draft.places import placed
from workflow.model.document import Document, Draft
from workflow.model.errors import CopyNotMeasured
from workflow.model.lifecycle import Act
from workflow.rules.measured import check_pages
from workflow.rules.page_parts import assign_parts
from workflow.rules.rules import rules_of
from workflow.rules.rulesets import RuleSet, rule_set
from workflow.rules.wording import check_passages, check_typography, facts_of
from workflow.services.checked import Checked, in_order
from workflow.services.checking_pages import Allotted, check_pdf, measured_pages, told_once
from workflow.services.drafting import draft_text, parse_draft
from workflow.services.office import OpenOffice
from workflow.services.rendering import render
from workflow.services.signatories import abbreviations


def check_document(office: OpenOffice, name: str) -> Checked:
    """A document of the office, by its id or number.

    Raises:
        DocumentNotFound, RenderError, DraftError
        CopyNotMeasured: it is a certified copy.
    """
    document = office.ledger.find(name)
    draft, text = parse_draft(office, document), draft_text(office, document)
    if draft.copy_of:
        raise CopyNotMeasured(document=document.label)
    rules = _rules_of(office, document)
    if document.issued:
        return _check_issued(office, document, draft, rules)
    stored = document.signed or document.content
    pdf = office.store.get(stored) if stored else render(office, draft).pdf
    return check_draft(office, draft, text, pdf, as_written=True, rules=rules)


def _rules_of(office: OpenOffice, document: Document) -> RuleSet:
    """Those that a document was submitted under; of a draft those of today."""
    submitted = [e for e in office.ledger.events(document.id) if e.act is Act.SUBMITTED]
    return rule_set(submitted[-1].data["rules"]) if document.content else office.rules


def _check_issued(office: OpenOffice, document: Document, draft: Draft, rules: RuleSet) -> Checked:
    """The file as it was issued, held also against the register."""
    day, organ = document.signed_on, office.settings.organ
    assert day is not None
    word, _, _ = rules.part("number")["form"].partition("{number}")
    allotted = Allotted(
        f"{word}{document.official_number}",
        rules.date_text(organ.place, day, day.year),
        rules.document_type(document.type),
        abbreviations(office, draft),
    )
    return check_pdf(office.store.get(document.issued), day, rules=rules, allotted=allotted)


def check_draft(
    office: OpenOffice,
    draft: Draft,
    text: str,
    pdf: bytes,
    *,
    as_written: bool = False,
    rules: RuleSet | None = None,
) -> Checked:
    """A draft: its text read by line, its pages measured; of a finished Word file its pages only.

    Parameters:
        as_written: tell also what the text has wrong and the layout prints right.
        rules: those that it is held against; None for those of today.
    """
    rules = rules or office.rules
    if draft.as_is:  # nothing of it was laid out by a template: its pages tell everything
        return check_pdf(pdf, office.today, draft.as_is.name, rules=rules)
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
    facts = facts_of(rules, kind, abbreviations(office, draft), laid_out=True)
    passages = placed(passages, text)
    findings = check_typography(text, known) + check_passages(passages, facts, known)
    findings += check_pages(assign_parts(measured_pages(pdf), rules.family), rules.id)
    return Checked(rules, in_order(told_once(findings, known)), pdf, text)
