"""The pages of a certified copy: the original's, with what makes a copy of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from workflow.model.copies import CopyOrder, Medium, SourceFile, pages_text
from workflow.model.document import Draft
from workflow.model.errors import Problem, SourceUnusable, StampTooFull
from workflow.model.messages import N_, VIETNAM, Message, message
from workflow.render.content import Content
from workflow.render.copy_content import electronic_copy, has_blank_corner, paper_copy
from workflow.render.copy_corner import Corner, text_page
from workflow.render.copy_print import archival_part, printed_sheets
from workflow.render.copy_scan import COLOUR, MODE_NAMES, scanned_sheets
from workflow.render.copy_sheets import Sheets, blank_sheet, joined
from workflow.render.html_places import Geometry
from workflow.render.line_breaks import broken
from workflow.render.template_copy import STAMP_LINES, STAMP_SIZE
from workflow.render.word_values import CopyWords, Letterhead
from workflow.rules.rulesets import RuleSet
from workflow.services.office import OpenOffice

_PT_PER_MM = 72 / 25.4
_STAMP_MARGINS = 4.0  # mm, both sides together
_FIELD_LINES = 2  # of the stamp: number and date
_FIT = {"1", "2", "3"}  # parts of PDF/A whose pages PDF/A-2 takes
# What stands on a copy, in the language of the documents.
_SIGNER, _PAGES, _FORM, _RECIPIENTS = "Người ký sao", "trang", "Hình thức sao", "Nơi nhận bản sao"


def render_copy(
    office: OpenOffice, draft: Draft, template_of: Callable[[], tuple[bytes, str]],
    letterhead: Letterhead, labels: dict[str, str], geometry: Sequence[Geometry],
) -> Content:  # fmt: skip
    """R0 of a copy.

    Parameters:
        template_of: gives the Word file with the parts of a copy on paper, and its name in
            messages; a copy that is a file needs none.

    Raises:
        SourceUnusable: the original cannot be copied so, with the figures.
        RenderError: template or text cannot be carried to the page.
    """
    order = draft.copy_of
    assert order is not None
    sheets = copied_sheets(office, order)
    if order.medium is Medium.ELECTRONIC:
        corner = corner_of(office, draft)
        return electronic_copy(corner, sheets, letterhead.title, labels)
    files = [office.store.get(file.sha256) for file in order.files]
    archival = order.original is Medium.PAPER or all(archival_part(f) in _FIT for f in files)
    letterhead = replace(
        letterhead, copy=_copy_words(office.rules, office.settings.organ.name, draft)
    )
    return paper_copy(
        draft, letterhead, *template_of(), geometry, sheets, labels, archival=archival
    )


def try_template(
    office: OpenOffice, draft: Draft, template: tuple[bytes, str], letterhead: Letterhead,
    labels: dict[str, str], geometry: Sequence[Geometry],
) -> None:  # fmt: skip
    """Make a copy of an empty page with a template.

    Raises:
        RenderError: it cannot be used, and why.
    """
    page = office.rules.data["page"]
    draft = replace(draft, copy_of=CopyOrder(Medium.PAPER, Medium.PAPER, (), (1, 2)))
    words = _copy_words(office.rules, office.settings.organ.name, draft)
    sheets = blank_sheet(page["width"], page["height"])
    paper_copy(
        draft, replace(letterhead, copy=words), *template, geometry, sheets, labels, archival=True
    )  # fmt: skip


def copied_sheets(office: OpenOffice, order: CopyOrder) -> Sheets:
    """The pages that are copied, checked.

    Raises:
        SourceUnusable: a file cannot be carried, a page is not there, or a scan is too coarse.
    """
    whole = joined([_sheets_of(office, order, file) for file in order.files])
    name = ", ".join(file.name for file in order.files)
    count = len(whole.sheets)
    if missing := [page for page in order.pages if page > count]:
        sentence = message(
            N_("it has {count} pages, and no page {pages}"),
            count=count, pages=pages_text(tuple(missing)),
        )  # fmt: skip
        raise SourceUnusable(file=name, problems=[Problem("", sentence)])
    if order.way == "paper-electronic":
        wrong = _coarse(whole, order.pages, office.rules.part("copy")["scan_dpi"])
        if wrong:
            raise SourceUnusable(file=name, problems=[Problem("", sentence) for sentence in wrong])
    return whole.picked(order.pages)


def corner_of(office: OpenOffice, draft: Draft) -> Corner:
    """What the corner of an electronic copy says, without number, day and time."""
    rules, organ = office.rules, office.settings.organ
    form, note = rules.copies[draft.type], _pages_note(draft)
    return Corner(
        form=f"{form.title} {note}".strip(),
        organ=" ".join(organ.name.split()),
        person=_signer_line(draft),
        number=rules.number_text(None, form.symbol, organ.abbreviation),
        date=rules.date_text(organ.place, None, office.today.year),
        size=rules.part("copy")["electronic_size"],
        margin=rules.data["page"]["margin_right"],
    )


def corner_is_blank(office: OpenOffice, draft: Draft, sheets: Sheets) -> bool:
    """Whether the signatures of a copy that is a file have a blank place on page 1."""
    order, corner = draft.copy_of, corner_of(office, draft)
    assert order is not None
    return order.medium is Medium.PAPER or has_blank_corner(corner, sheets)


def _copy_words(rules: RuleSet, organ: str, draft: Draft) -> CopyWords:
    """What the parts of a copy on paper say.

    Raises:
        StampTooFull: the stamp of the Party is too small for all recipients.
    """
    form, figures = rules.copies[draft.type], rules.part("copy")
    note = _pages_note(draft)
    if "width" not in figures:
        return CopyWords(form.name, note and f"({note} của bản chính)")
    width = (figures["width"] - _STAMP_MARGINS) * _PT_PER_MM

    def lines(text: str) -> tuple[str, ...]:
        return tuple(broken(text, "regular", STAMP_SIZE, width))

    named = lines(organ)
    kind = lines(f"{_FORM}: {form.title}" + (f" ({note})" if note else ""))
    recipients = lines(f"{_RECIPIENTS}: {'; '.join(draft.recipients)}.")
    room, needed = STAMP_LINES - _FIELD_LINES, len(named) + len(kind) + len(recipients)
    if needed > room:
        raise StampTooFull(room=room, count=needed)
    filler = ("\N{NO-BREAK SPACE}",) * (room - needed)
    return CopyWords(form.name, note, named, kind, (*recipients, *filler))


def signature_of_copy(
    office: OpenOffice, draft: Draft, place: str, box: tuple[float, float], moment: datetime
) -> bytes:
    """How a copy's signature looks: words on a file, nothing where ink will be; `box` in pt."""
    order, rules = draft.copy_of, office.rules
    assert order is not None
    size = rules.part("copy").get("electronic_size", 0.0)
    if order.medium is Medium.PAPER:
        return text_page((), *box, STAMP_SIZE)
    if place.startswith("signature"):
        return text_page((_signer_line(draft),), *box, size)
    time = moment.astimezone(VIETNAM).isoformat(timespec="seconds")
    return text_page((*corner_of(office, draft).organ_lines, time), *box, size)


def _signer_line(draft: Draft) -> str:
    return f"{_SIGNER}: {draft.signature.name}"


def _pages_note(draft: Draft) -> str:
    """Which pages of the original are there; "" for all."""
    order = draft.copy_of
    assert order is not None
    return f"{_PAGES} {pages_text(order.pages).replace(',', ', ')}" if order.pages else ""


def _sheets_of(office: OpenOffice, order: CopyOrder, file: SourceFile) -> Sheets:
    data = office.store.get(file.sha256)
    if order.original is Medium.PAPER:
        return scanned_sheets(data, file.name, file.dpi)
    return printed_sheets(data, file.name)


def _coarse(sheets: Sheets, pages: tuple[int, ...], least: int) -> list[Message]:
    """What keeps scanned pages below the standard (NĐ30 PL I Phần II I.2)."""
    wrong = []
    for number, sheet in enumerate(sheets.sheets, start=1):
        if pages and number not in pages:
            continue
        if round(sheet.dpi) < least:
            wrong.append(
                message(
                    N_("page {page} has {dpi} dpi ({width} × {height} mm); {least} are needed"),
                    page=number, dpi=round(sheet.dpi), least=least,
                    width=round(sheet.width), height=round(sheet.height),
                )
            )  # fmt: skip
        if sheet.mode != COLOUR:
            mode = message(MODE_NAMES[sheet.mode])
            wrong.append(
                message(N_("page {page} is {mode}; colour is needed"), page=number, mode=mode)
            )
    return wrong
