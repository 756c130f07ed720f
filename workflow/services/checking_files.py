"""Check a file that no office keeps: a text, a Word file, a PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from workflow.draft.markdown import read_markdown
from workflow.model.errors import (
    NotFound,
    Problem,
    TemplateBroken,
    UnreadableDraft,
    UnreadablePages,
    WordFileBroken,
)
from workflow.model.messages import N_, VIETNAM, message
from workflow.model.vietnamese import matching_key, squeeze
from workflow.render.content import render_pages
from workflow.rules.rules import rules_of
from workflow.rules.rulesets import RuleSet
from workflow.rules.wording import check_typography, is_old
from workflow.services.checked import Checked
from workflow.services.checking import check_draft
from workflow.services.checking_pages import check_pdf
from workflow.services.drafting import read_bytes, read_text
from workflow.services.images import images_beside
from workflow.services.office import OpenOffice
from workflow.services.rendering import render

_OLD = "old-encoding"


def check_file(office: OpenOffice, file: Path, type_name: str, day: date | None) -> Checked:
    """A text (.md), a Word file (.docx) or a PDF.

    Parameters:
        type_name: the type of a text; "" when the text names it itself.
        day: the date of the document, where its pages do not tell.

    Raises:
        NotFound, UnreadableDraft, DraftError, UnknownDocumentType, RenderError, UnreadablePages
    """
    suffix = file.suffix.lower()
    if suffix in (".md", ".txt"):
        text = _text_of(file)
        office = _on_day(office, day)
        if is_old(text):  # nothing of it can be read before it is converted
            found = check_typography(text, rules_of(office.rules.id))
            old = tuple(finding for finding in found if finding.rule == _OLD)
            return Checked(office.rules, old, b"", text)
        kind = office.rules.document_type(type_name or _named_type(text, office.rules))
        draft = read_markdown(text, kind.id, kind.name, file.name, images_beside(file))
        return check_draft(office, draft, text, render(office, draft).pdf, as_written=True)
    try:
        data = file.read_bytes()
    except OSError:
        raise NotFound(file=file) from None
    if suffix == ".docx":
        data = _pages_of(data, file.name)
    elif suffix != ".pdf":
        sentence = message(N_("only texts (.md, .txt), Word files (.docx) and PDF are read"))
        raise UnreadablePages(problems=(Problem("", sentence),), file=file.name)
    return check_pdf(data, day or office.today, file.name)


def _text_of(file: Path) -> str:
    """A text in UTF-8, or in one of the old encodings: then letter by letter as it was typed."""
    try:
        return read_text(file)
    except UnreadableDraft:
        typed = read_bytes(file).decode("latin-1")
        if is_old(typed):
            return typed
        raise


def _pages_of(docx: bytes, file: str) -> bytes:
    try:
        return render_pages(docx, file)
    except TemplateBroken as error:
        raise WordFileBroken(file=file, reason=error.facts["reason"]) from error


def _on_day(office: OpenOffice, day: date | None) -> OpenOffice:
    """The office as it was on a day: the rules that were in force then."""
    if day is None:
        return office
    noon = datetime.combine(day, time(12), VIETNAM)
    return replace(office, clock=lambda: noon)


def _named_type(text: str, rules: RuleSet) -> str:
    """The type that the first line of a text names; a text without one is a công văn."""
    for line in text.splitlines():
        words = squeeze(line.strip("*# "))
        if words and not words.startswith("---") and ":" not in words:
            names = {matching_key(kind.name): kind.id for kind in rules.types.values()}
            return names.get(matching_key(words), "cong-van")
    return "cong-van"
