"""Another Word file for the text of a draft: its difference is seen before it counts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workflow.model.difference import Difference
from workflow.model.document import Document
from workflow.model.errors import CopyNotWord
from workflow.model.lifecycle import Act, after
from workflow.model.parties import Role
from workflow.render.word_difference import word_difference
from workflow.rules.rulesets import CopyForm
from workflow.services.drafting import check_is_text, draft_text, record_change
from workflow.services.images import kept_images
from workflow.services.office import OpenOffice
from workflow.services.rendering import word_file
from workflow.services.word_bodies import ReadBody, read_body
from workflow.services.word_round_trip import counts_of, word_of


@dataclass(frozen=True)
class NewBody:
    """What a Word file makes of a draft, and what is another way then; not recorded yet."""

    read: ReadBody
    difference: Difference


def new_body(
    office: OpenOffice, name: str, source: Path, frame: Path | None = None, *, accept: bool = False
) -> NewBody:
    """The draft with the text of a Word file in the place of its own.

    A file that is only a text leaves title, Nơi nhận, signature and appendices as they are, where
    the draft's present text is from a Word file too.

    Parameters:
        frame, accept: as for `create_from_word`.

    Raises:
        WrongState, WrongRole
        NotAText: it is a finished Word file.
        CopyNotWord: it is a certified copy.
        As `read_body`.
    """
    document = office.ledger.find(name)
    after(document.state, Act.EDITED, document.label)
    office.require(Role.DRAFTER)
    check_is_text(office, document)
    kind = office.rules.document_type(document.type)
    if isinstance(kind, CopyForm):
        raise CopyNotWord(document=document.label)
    present, kept = draft_text(office, document), kept_images(office, document)
    read = read_body(office, kind, source, frame, present, kept, accept=accept)
    before, now = word_of(office, document), word_file(office, read.draft)
    return NewBody(read, word_difference(before, now, source.name))


def accept_body(office: OpenOffice, name: str, new: NewBody) -> Document:
    """The draft as the Word file makes it.

    Raises:
        WrongState, WrongRole
    """
    document = office.ledger.find(name)
    after(document.state, Act.EDITED, document.label)
    office.require(Role.DRAFTER)
    facts = {"from_word": counts_of(new.difference)}
    return record_change(office, document, new.read.draft, new.read.text, facts)
