"""Drafts: taken from a text, kept, changed while they are drafts."""

from __future__ import annotations

import codecs
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workflow.draft.copy_text import read_copy_text
from workflow.draft.figures import ImageSource
from workflow.draft.finished import finished_text, read_finished
from workflow.draft.markdown import read_markdown
from workflow.ledger.journal import Entry
from workflow.model.copies import Medium, SourceFile
from workflow.model.document import Document, Draft, SignatureBlock
from workflow.model.errors import (
    CopyWithoutSource,
    DraftError,
    NotAText,
    NotFound,
    Problem,
    UnreadableDraft,
)
from workflow.model.lifecycle import Act, after
from workflow.model.messages import N_, Message, message
from workflow.model.parties import Person, Role
from workflow.model.vietnamese import nfc
from workflow.rules.rulesets import CopyForm, DocumentType
from workflow.rules.wording import is_old
from workflow.services.finished_files import finished_file
from workflow.services.images import images_beside, keep_images, kept_images, known_images
from workflow.services.office import OpenOffice

_LARGEST = 5 * 1024 * 1024
NO_FACTS: Mapping[str, Any] = {}


def create_draft(office: OpenOffice, type_name: str, source: Path) -> Document:
    """A new draft of a type, from a text file.

    Raises:
        UnknownDocumentType, DraftError, NotFound, WrongRole
        CopyWithoutSource: the type is a form of copy.
    """
    author = office.require(Role.DRAFTER)
    kind = office.rules.document_type(type_name)
    if isinstance(kind, CopyForm):
        raise CopyWithoutSource(form=kind.id)
    text = read_text(source)
    draft = read_markdown(text, kind.id, kind.name, source.name, images_beside(source))
    return record_draft(office, draft, text, author)


def record_draft(office: OpenOffice, draft: Draft, text: str, author: Person) -> Document:
    """Keep a draft with its text and what stands beside it, as a new document."""
    data = {
        "type": draft.type,
        "subject": draft.subject_line,
        "draft": office.store.put(text.encode()),
        **_images(keep_images(office, draft)),
    }
    return office.record(secrets.token_hex(8), 0, [Entry(Act.CREATED, data)], actor=author)


def edit_draft(office: OpenOffice, name: str, text: str, source: Path | None = None) -> Document:
    """The draft with a new text; the same text with the same images changes nothing.

    Parameters:
        source: the file that the text is from: its images stand beside it. Those that do not, and
            all of them without a file, are the ones kept with the draft.

    Raises:
        WrongState: it is no longer a draft.
        NotAText: it is a finished Word file.
        DraftError: the text cannot be used.
    """
    document = office.ledger.find(name)
    after(document.state, Act.EDITED, document.label)
    office.require(Role.DRAFTER)
    check_is_text(office, document)
    kind = office.rules.document_type(document.type)
    kept = kept_images(office, document)
    images = images_beside(source, otherwise=kept) if source else kept
    draft = _read(nfc(text), kind, document, images)
    if draft.copy_of and _original(draft) != _original(parse_draft(office, document)):
        sentence = message(N_("the original cannot be exchanged; make a new copy of another one"))
        raise DraftError(problems=[Problem(document.short_id, sentence)])
    return record_change(office, document, draft, nfc(text))


def record_change(
    office: OpenOffice, document: Document, draft: Draft, text: str,
    facts: Mapping[str, Any] = NO_FACTS,
) -> Document:  # fmt: skip
    """Keep a draft's new text with what stands beside it; the same again changes nothing.

    Parameters:
        facts: what the event says besides.
    """
    sha256, named = office.store.put(text.encode()), keep_images(office, draft)
    if sha256 == document.draft and named == known_images(office, document):
        return document
    data = {"draft": sha256, "subject": draft.subject_line, **_images(named), **facts}
    return office.record(document.id, document.version, [Entry(Act.EDITED, data)])


def check_is_text(office: OpenOffice, document: Document) -> None:
    """
    Raises:
        NotAText: it is a finished Word file.
    """
    if finished_file(office, document):
        raise NotAText(document=document.label)


def draft_text(office: OpenOffice, document: Document) -> str:
    """The draft's Markdown as it was last recorded; the words of a finished Word file."""
    if finished := finished_file(office, document):
        return finished_text(finished)
    return office.store.get(document.draft).decode()


def parse_draft(office: OpenOffice, document: Document) -> Draft:
    kind = office.rules.document_type(document.type)
    if finished := finished_file(office, document):
        return read_finished(finished, kind.id, kind.name)
    images = kept_images(office, document)
    return _read(draft_text(office, document), kind, document, images)


def _read(text: str, kind: DocumentType, document: Document, images: ImageSource) -> Draft:
    if isinstance(kind, CopyForm):
        return read_copy_text(text, kind.id, document.short_id)
    return read_markdown(text, kind.id, kind.name, f"{document.short_id}.md", images)


def _original(draft: Draft) -> tuple[Medium, tuple[SourceFile, ...]] | None:
    """What a copy is made from; that it was verified once must stay true."""
    return (draft.copy_of.original, draft.copy_of.files) if draft.copy_of else None


def read_signature_block(source: Path) -> SignatureBlock:
    """Who signs a text, as its own last lines say.

    Raises:
        DraftError, NotFound, UnreadableDraft
    """
    images = images_beside(source)
    return read_markdown(read_text(source), "", "KẾT LUẬN", source.name, images).signature


def _images(named: dict[str, str]) -> dict[str, dict[str, str]]:
    """What an event says of a draft's images; nothing where there are none."""
    return {"images": named} if named else {}


def read_text(source: Path) -> str:
    """A text file in UTF-8, as NFC.

    Raises:
        NotFound, UnreadableDraft
    """
    data = read_bytes(source)
    try:
        return nfc(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableDraft(file=source, reason=_encoding_of(data, error)) from None


def read_bytes(source: Path) -> bytes:
    """A file that is no larger than a text may be.

    Raises:
        NotFound, UnreadableDraft
    """
    try:
        data = source.read_bytes()
    except FileNotFoundError:
        raise NotFound(file=source) from None
    except OSError as error:
        raise UnreadableDraft(file=source, reason=error.strerror) from None
    if len(data) > _LARGEST:
        raise UnreadableDraft(file=source, reason=message(N_("it is larger than any document")))
    return data


def _encoding_of(data: bytes, error: UnicodeDecodeError) -> Message:
    """What a file is, that is not UTF-8."""
    halves = data[:64].count(0) > 8  # every second byte of an English letter
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or halves:
        return message(N_("it is UTF-16, not UTF-8"))
    if is_old(data.decode("latin-1")):
        return message(N_("it is typed in TCVN3 or VNI; `vanban check FILE --fix` converts it"))
    return message(N_("byte {position} is not UTF-8"), position=error.start + 1)
