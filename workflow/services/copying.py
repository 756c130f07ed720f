"""Certified copies (sao y, sao lục, trích sao): made from an original, then on the same way as any
document: submitted, approved, signed, numbered in the series of copies, issued."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workflow.draft.copy_text import write_copy_text
from workflow.ledger.journal import Entry
from workflow.model.copies import CopyOrder, Medium, SourceFile
from workflow.model.document import Document, Draft, SignatureBlock
from workflow.model.errors import (
    DraftError,
    NotFound,
    Problem,
    SourceNotValid,
    SourceUnusable,
    StorageError,
    UnknownDocument,
    UnknownDocumentType,
)
from workflow.model.lifecycle import Act
from workflow.model.messages import N_, Message, message
from workflow.model.parties import Person, Role
from workflow.model.verification import Report, Verdict
from workflow.model.vietnamese import nearest, nfc, squeeze
from workflow.render.copy_print import is_signed
from workflow.render.copy_scan import is_scan
from workflow.render.copy_sheets import Sheet
from workflow.rules.rulesets import CopyForm, RuleSet, in_force
from workflow.services.copy_pages import copied_sheets, corner_is_blank
from workflow.services.copy_rules import check_copy, check_way
from workflow.services.office import OpenOffice
from workflow.sign.trust import read_anchors
from workflow.sign.validate import verify

_LARGEST = 64 * 2**20
_OTHER = {Medium.PAPER: Medium.ELECTRONIC, Medium.ELECTRONIC: Medium.PAPER}


@dataclass(frozen=True)
class CopyRequest:
    """What somebody wants copied.

    Attributes:
        sources: files of one original, in the order of its pages, or a document of the office.
        medium: on what the copy shall be; None: a file of paper, paper of a file.
        pages: which pages; none named: all.
        signer: who signs the copy, by the id in office.toml.
        authority, title: above the signer's name; "" for the person's own title.
        to: the lines of the Nơi nhận.
        subject: what the original is, as registers cite it; "" where the register knows it.
        original: on what it is; None leaves it to the file.
        dpi: of pictures that do not say their resolution.
        accepted: why an original that is not valid is copied all the same.
    """

    form: str
    sources: tuple[str, ...]
    medium: Medium | None
    signer: str
    to: tuple[str, ...]
    pages: tuple[int, ...] = ()
    authority: str = ""
    title: str = ""
    subject: str = ""
    original: Medium | None = None
    dpi: float = 0.0
    accepted: str = ""


@dataclass(frozen=True)
class _Source:
    """A file of an original, and how registers cite it where that is known."""

    name: str
    data: bytes
    subject: str = ""


@dataclass(frozen=True)
class MadeCopy:
    """A new copy as a draft: its pages, and what verifying an electronic original found.

    `blank_corner`: whether the signatures find a blank place on page 1.
    """

    document: Document
    order: CopyOrder
    sheets: tuple[Sheet, ...]
    reports: tuple[Report, ...]
    blank_corner: bool


def create_copy(office: OpenOffice, request: CopyRequest) -> MadeCopy:
    """A new copy as a draft.

    Raises:
        UnknownDocumentType: no such form of copy.
        CopyNotKnown: the rule set does not know it from this to that.
        SourceUnusable: the original cannot be copied so.
        SourceNotValid: its signatures are not valid, and no reason was given.
        DraftError: subject, signature or pages are not right.
        NotFound, WrongRole
    """
    author = office.require(Role.DRAFTER)
    form = _form(office.rules, request.form)
    sources = [_source(office, name) for name in request.sources]
    original = request.original or _medium_of(sources)
    medium = request.medium or _OTHER[original]
    check_way(office.rules, form, CopyOrder(original, medium, ()))
    reports = _verified(office, sources, request.accepted) if original is Medium.ELECTRONIC else []
    files = tuple(
        SourceFile(source.name, office.store.put(source.data), request.dpi) for source in sources
    )
    order = CopyOrder(original, medium, files, request.pages)
    draft = _draft(office, form, request, order, sources[0].subject)
    sheets = copied_sheets(office, order)
    blank = corner_is_blank(office, draft, sheets)
    entry = Entry(
        Act.CREATED,
        {
            "type": form.id,
            "subject": draft.subject_line,
            "draft": office.store.put(write_copy_text(draft).encode()),
            "original": _original_facts(order, reports, request.accepted),
        },
    )
    document = office.record(secrets.token_hex(8), 0, [entry], actor=author)
    return MadeCopy(document, order, sheets.sheets, tuple(reports), blank)


def _form(rules: RuleSet, name: str) -> CopyForm:
    try:
        kind = rules.document_type(name)
    except UnknownDocumentType:
        kind = None
    if isinstance(kind, CopyForm):
        return kind
    known = ", ".join(nearest(name, rules.copies) or rules.copies)
    raise UnknownDocumentType(name=name, nearest=known)


def _source(office: OpenOffice, name: str) -> _Source:
    """A file, or an issued document of the office by its id or number.

    Raises:
        NotFound, StorageError, SourceUnusable
    """
    file = Path(name)
    if not file.is_file():
        try:
            document = office.ledger.find(name)
        except UnknownDocument:
            raise NotFound(file=name) from None
        return _own_document(office, document)
    try:
        if file.stat().st_size > _LARGEST:
            most = _LARGEST // 2**20
            raise _unusable(name, message(N_("it is larger than {most} MiB"), most=most))
        return _Source(nfc(file.name), file.read_bytes())
    except OSError as error:
        raise StorageError(place=file, reason=error.strerror) from None


def _own_document(office: OpenOffice, document: Document) -> _Source:
    if not document.issued or document.signed_on is None:
        raise _unusable(document.label, message(N_("it is not issued yet")))
    day = document.signed_on
    kind = in_force(office.settings.organ.family, day).document_type(document.type)
    subject = (
        f"{kind.title} số {document.official_number}, ngày {day.day}/{day.month}/{day.year}, "
        f"{document.subject}"
    )
    name = f"{document.official_number.replace('/', '-')}.pdf"
    return _Source(name, office.store.get(document.issued), subject)


def _medium_of(sources: Sequence[_Source]) -> Medium:
    """Scans are of paper; what is signed or has text is a document itself."""
    paper = all(is_scan(source.data) and not is_signed(source.data) for source in sources)
    return Medium.PAPER if paper else Medium.ELECTRONIC


def _verified(office: OpenOffice, sources: Sequence[_Source], accepted: str) -> list[Report]:
    """What verifying says of each file of an electronic original.

    Raises:
        SourceNotValid: one is not valid, and nobody says why it is copied all the same.
    """
    anchors = read_anchors(office.directory / office.settings.trust)
    reports = [verify(s.data, anchors, s.name, now=office.clock()) for s in sources]
    for report in reports:
        if report.verdict is Verdict.INVALID and not accepted.strip():
            found = [*report.problems, *(p for s in report.signatures for p in s.problems)]
            raise SourceNotValid(file=report.file, problems=[Problem("", each) for each in found])
    return reports


def _original_facts(
    order: CopyOrder, reports: Sequence[Report], accepted: str
) -> dict[str, object]:
    """What the journal and the evidence say of the original."""
    return {
        "medium": order.original.value,
        "files": [
            {"name": file.name, "sha256": file.sha256}
            | ({"verdict": reports[n].verdict.value} if reports else {})
            for n, file in enumerate(order.files)
        ],
        "accepted": accepted.strip(),
    }


def _draft(
    office: OpenOffice, form: CopyForm, request: CopyRequest, order: CopyOrder, known: str
) -> Draft:
    problems = []
    subject = squeeze(nfc(request.subject)) or known
    if not subject:
        problems.append(message(N_("it is not said what the original is (--subject)")))
    if not request.to:
        problems.append(message(N_("it is not said who gets it (--to)")))
    person = office.settings.person(request.signer)
    if Role.SIGNER not in person.roles:
        signers = office.people_with(Role.SIGNER)
        problems.append(
            message(N_("{person} may not sign; who may: {people}"), person=person, people=signers)
        )
    block = _signature_block(person, request)
    if problems:
        raise DraftError(problems=[Problem(form.id, sentence) for sentence in problems])
    lines = tuple(squeeze(nfc(line)) for line in request.to)
    draft = Draft(form.id, (subject,), (), lines, (block,), copy_of=order)
    check_copy(office.rules, draft)
    return draft


def _signature_block(person: Person, request: CopyRequest) -> SignatureBlock:
    title = squeeze(nfc(request.title)) or person.title
    return SignatureBlock(squeeze(nfc(request.authority)).upper(), title.upper(), person.name)


def _unusable(name: str, sentence: Message) -> SourceUnusable:
    return SourceUnusable(file=name, problems=[Problem("", sentence)])
