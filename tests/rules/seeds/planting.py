"""Plant a seed in a right document, and see what the checker says of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import pikepdf

from scripts.gallery import office_of
from tests.rules.seeds.kinds import Seed, Words
from tests.rules.seeds.right import DRAFTS, REGISTERED, TYPES, passages_of_pages
from workflow.draft.markdown import read_markdown
from workflow.model.findings import Finding
from workflow.model.page import Passage
from workflow.rules.rules import rules_of
from workflow.rules.rulesets import rule_sets
from workflow.rules.wording import check_passages, check_typography, facts_of
from workflow.services.checking import check_draft
from workflow.services.office import OpenOffice
from workflow.services.rendering import render

_BLANK = "\N{NO-BREAK SPACE}"
_A4 = (595.28, 841.89)  # pt


def found_in(seed: Seed, rule_set: str) -> set[str]:
    """The rules that find something in a right document with this one seed."""
    if isinstance(seed, Words):
        findings = check_text(seed.planted(DRAFTS[rule_set]), rule_set)
    else:
        planted = seed.planted(passages_of_pages(rule_set, seed.type))
        findings = check_pages_text(planted, rule_set, seed.type, registered=seed.registered)
    return {finding.rule for finding in findings}


def check_text(text: str, rule_set: str, *, rendered: bool = False) -> list[Finding]:
    """What is found in a draft; its pages are measured only where they are `rendered`."""
    office = office_on(rule_set)
    kind = office.rules.document_type(TYPES[rule_set])
    draft = read_markdown(text, kind.id, kind.name)
    pdf = render(office, draft).pdf if rendered else _empty_page()
    return list(check_draft(office, draft, text, pdf, as_written=True).findings)


def check_pages_text(
    passages: Sequence[Passage],
    rule_set: str,
    type: str = "quyet-dinh",
    *,
    registered: bool = False,
) -> list[Finding]:
    """What is found in the passages of pages, as of a PDF whose office and type are known."""
    office = office_on(rule_set)
    kind = office.rules.document_type(type)
    organ = office.settings.organ.abbreviation
    facts = facts_of(office.rules, kind, organ, laid_out=False)
    if registered:
        number, dated = REGISTERED[rule_set]
        facts = replace(facts, number_text=number, date_text=dated)
    rules = rules_of(rule_set)
    raw = [finding for p in passages for finding in check_typography(p.text, rules)]
    return check_passages(passages, facts, rules) + raw


def filled(docx: bytes, day: date) -> bytes:
    """A Word file with its number and day, as a clerk would fill them in; the year is there."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    dated = f"ngày {day.day:02d} tháng {month}"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode("utf-8", "surrogateescape")
            if name == "word/document.xml":
                data = data.replace(_BLANK * 6, "12")
                data = data.replace(f"ngày {_BLANK * 3} tháng {_BLANK * 3}", dated)
            new.writestr(name, data.encode("utf-8", "surrogateescape"))
    return out.getvalue()


@cache
def office_on(rule_set: str) -> OpenOffice:
    """The example office of the rule set's family, on the day the rule set came into force."""
    rules = next(each for each in rule_sets() if each.id == rule_set)
    noon = datetime(rules.start.year, rules.start.month, rules.start.day, 5, tzinfo=UTC)
    return replace(office_of(rules.family), clock=lambda: noon)


@cache
def _empty_page() -> bytes:
    """A page with nothing on it to measure."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=_A4)
        pdf.save(out)
    return out.getvalue()
