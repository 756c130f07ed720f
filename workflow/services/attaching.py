"""Attach a PDF file to a draft, and take it away again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workflow.ledger.journal import Entry
from workflow.model.document import Document
from workflow.model.errors import AttachmentRefused, NotFound, Problem
from workflow.model.lifecycle import Act, after
from workflow.model.messages import N_, Message, message
from workflow.model.parties import Role
from workflow.model.verification import PolicyName
from workflow.model.vietnamese import nfc
from workflow.render.attachment import attachment_problems, has_blank_corner
from workflow.services.attachments import attachments_of
from workflow.services.images import known_images
from workflow.services.office import OpenOffice
from workflow.sign.attachments import rehearsed
from workflow.sign.bounds import OutOfBounds, bounded
from workflow.sign.validate import verify

MOST_BYTES = 20 * 2**20
MOST_FILES = 50
_SECONDS, _MEBIBYTES = 20, 1000
_LONGEST = 120  # bytes of a name: with the folder's other names it fits every file system
_NOT_CONTINUED = N_("nothing can be appended to it ({reason})")
_OUT_OF_BOUNDS = N_("reading it takes more time or memory than any document")
_NOT_IN_NAMES = set('/\\:*?"<>|')


@dataclass(frozen=True)
class Attached:
    """A draft with a new attachment, called `name`; `blank_corner`: whether nothing stands yet
    where its signature will."""

    document: Document
    name: str
    blank_corner: bool


def attach(office: OpenOffice, name: str, file: Path) -> Attached:
    """The draft with one more attachment.

    Raises:
        AttachmentRefused: why, with the file.
        WrongState, WrongRole, NotFound
    """
    document = _draft(office, name)
    label = nfc(file.name)
    known = dict(attachments_of(office, document))
    if problem := _name_problem(label, known):
        raise AttachmentRefused(file=label, problems=[Problem("", problem)])
    if document.type in office.rules.copies:
        raise _refused(label, message(N_("a certified copy has no attachments of its own")))
    if len(known) >= MOST_FILES:
        raise _refused(label, message(N_("there are {most} already"), most=MOST_FILES))
    data = _read(file, label)
    problems, blank = _looked_at(office, data)
    if problems:
        raise AttachmentRefused(file=label, problems=[Problem("", each) for each in problems])
    known[label] = office.store.put(data)
    return Attached(_record(office, document, known), label, blank)


def detach(office: OpenOffice, name: str, label: str) -> Document:
    """The draft without one of its attachments.

    Raises:
        NotFound: it has none of that name.
        WrongState, WrongRole
    """
    document = _draft(office, name)
    known = dict(attachments_of(office, document))
    if nfc(label) not in known:
        raise NotFound(file=label)
    del known[nfc(label)]
    return _record(office, document, known)


def _draft(office: OpenOffice, name: str) -> Document:
    document = office.ledger.find(name)
    after(document.state, Act.EDITED, document.label)
    office.require(Role.DRAFTER)
    return document


def _record(office: OpenOffice, document: Document, attachments: dict[str, str]) -> Document:
    """The text stays as it is, and so do its images."""
    images = known_images(office, document)
    data = {
        "draft": document.draft,
        "subject": document.subject,
        **({"images": images} if images else {}),
        "attachments": attachments,
    }
    return office.record(document.id, document.version, [Entry(Act.EDITED, data)])


def _name_problem(name: str, known: Mapping[str, str]) -> Message | None:
    if not name.lower().endswith(".pdf"):
        return message(N_("its name does not end in .pdf"))
    if name.startswith(".") or not name.isprintable() or _NOT_IN_NAMES & set(name):
        return message(N_("its name has letters that not every system takes"))
    if len(name.encode()) > _LONGEST:
        return message(N_("its name is longer than {most} bytes"), most=_LONGEST)
    if name.casefold() in (each.casefold() for each in known):
        return message(
            N_("there is an attachment of this name already; remove it first (--remove)")
        )
    return None


def _read(file: Path, name: str) -> bytes:
    try:
        if not file.is_file():
            raise NotFound(file=file)
        if file.stat().st_size > MOST_BYTES:
            raise _refused(name, message(N_("it is larger than {most} MiB"), most=MOST_BYTES >> 20))
        return file.read_bytes()
    except OSError as error:
        reason = message(N_("it cannot be read ({reason})"), reason=error.strerror)
        raise _refused(name, reason) from None


def _looked_at(office: OpenOffice, data: bytes) -> tuple[tuple[Message, ...], bool]:
    """What keeps a file from being attached, and whether the corner of its page 1 is blank.

    In a process of its own: the file comes from anywhere."""
    size, margin = (
        office.rules.part("attachment")["size"],
        office.rules.data["page"]["margin_right"],
    )

    def look() -> tuple[tuple[Message, ...], bool, bytes]:
        if found := attachment_problems(data, size, margin):
            return found, False, b""
        continued, reason = rehearsed(data)
        if reason:
            return (message(_NOT_CONTINUED, reason=reason),), False, b""
        return (), has_blank_corner(data, size, margin), continued

    try:
        problems, blank, continued = bounded(look, seconds=_SECONDS, mebibytes=_MEBIBYTES)
    except OutOfBounds:
        return (message(_OUT_OF_BOUNDS),), False
    # What is signed at issue is verified before it is recorded: that must not fail only then.
    if not problems:
        report = verify(continued, (), "PDF", policy=PolicyName.FOREIGN)
        problems = () if report.revisions else report.problems
    return problems, blank


def _refused(name: str, reason: Message) -> AttachmentRefused:
    return AttachmentRefused(file=name, problems=[Problem("", reason)])
