"""Drafts from Word files: their parts recognised, their text kept as it is set in Word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workflow.draft.figures import ImageSource
from workflow.draft.markdown import read_markdown
from workflow.draft.word_draft import (
    WordDraft,
    frame_of,
    missing_parts,
    missing_texts,
    word_draft,
)
from workflow.draft.word_file import WordFile
from workflow.draft.word_outside import Counts, counts_of, left_out, not_carried
from workflow.draft.word_parts import recognise
from workflow.draft.word_passage import block_texts
from workflow.model.document import Document, Draft, Image
from workflow.model.errors import (
    CopyWithoutSource,
    ImageRefused,
    PartsMissing,
    PartsNotCarried,
    Problem,
)
from workflow.model.messages import N_, Message, message
from workflow.model.parties import Role
from workflow.model.vietnamese import matching_key
from workflow.model.word_parts import WordParts, joined
from workflow.render.content import check_faces
from workflow.render.fill import text_area
from workflow.render.word_passage import Stretch, passage_notes
from workflow.render.word_reader import read_docx
from workflow.render.word_undecided import check_decided
from workflow.rules.rulesets import CopyForm, DocumentType
from workflow.services.drafting import read_text, record_draft
from workflow.services.office import OpenOffice
from workflow.services.rendering import read_template, word_file
from workflow.services.word_files import read_word_file


@dataclass(frozen=True)
class WordBody:
    """What was recognised in a Word file, for the drafter to look at.

    Attributes:
        subject, recipients, signers: as the draft has them.
        counts: of the text and the appendices; `begins` and `ends` are words of the text.
        notes: what was left out, and what may look other than in the file.
    """

    subject: str
    recipients: tuple[str, ...]
    signers: tuple[str, ...]
    appendices: int
    counts: Counts
    begins: str
    ends: str
    notes: tuple[Message, ...]


@dataclass(frozen=True)
class TakenBody(WordBody):
    """The same with the draft that was made of it."""

    document: Document


@dataclass(frozen=True)
class ReadBody:
    """A draft that a Word file makes, not recorded yet; `text` is its Markdown."""

    draft: Draft
    text: str
    recognised: WordBody


def create_from_word(
    office: OpenOffice,
    type_name: str,
    source: Path,
    frame: Path | None = None,
    *,
    accept: bool = False,
) -> TakenBody:
    """A new draft of a type, whose text is that of a Word file, set as it is there.

    Parameters:
        frame: a text in Markdown without a body; it says what the file does not, and counts for
            title, Nơi nhận and signature.
        accept: accept tracked changes and drop comments.

    Raises:
        UnknownDocumentType, NotFound, WrongRole, CopyWithoutSource
        As `read_body`.
    """
    author = office.require(Role.DRAFTER)
    kind = office.rules.document_type(type_name)
    if isinstance(kind, CopyForm):
        raise CopyWithoutSource(form=kind.id)
    read = read_body(office, kind, source, frame, accept=accept)
    document = record_draft(office, read.draft, read.text, author)
    return TakenBody(**read.recognised.__dict__, document=document)


def read_body(
    office: OpenOffice,
    kind: DocumentType,
    source: Path,
    frame: Path | None = None,
    present: str = "",
    kept: ImageSource | None = None,
    *,
    accept: bool = False,
) -> ReadBody:
    """The draft that a Word file makes.

    Parameters:
        present: the Markdown of the draft that it is to change: it says what a file that is only a
            text does not. `kept` are the files that it names.

    Raises:
        NotFound, WordFileBroken, UnsupportedFeatures, ChangesUndecided: the file cannot be taken.
        GlyphsMissing: it is set in a font that lacks some of its letters.
        PartsMissing, PartsNotCarried: it says too little, or more than a draft can hold.
        DraftError: the frame cannot be used.
    """
    data = _read(source, accept=accept)
    word = WordFile(data, source.name)
    parts = recognise(data, source.name)
    framing = read_text(frame) if frame else ""
    if not framing and list(missing_parts(parts)):
        framing = frame_of(present, appendices=not parts.appendices)
    _check_parts(word, parts, framed=bool(framing))
    made = word_draft(parts, data, kind.name, framing)
    named = frame.name if frame else source.name
    draft = read_markdown(made.text, kind.id, kind.name, named, _images(made, kept))
    docx = word_file(office, draft)
    check_faces(read_docx(docx, source.name))  # while Word is open
    template = read_template(office, draft, kind)
    notes = [
        *_other_words(office, kind, parts), *left_out(word, parts),
        *passage_notes(data, source.name, list(_stretches(parts, *template))),
    ]  # fmt: skip
    texts = block_texts(word.blocks[parts.start : parts.stop])
    recognised = WordBody(
        subject=draft.subject_line,
        recipients=draft.recipients,
        signers=tuple(" · ".join(block.lines) for block in draft.signatures),
        appendices=len(draft.appendices),
        counts=counts_of(word, parts),
        begins=texts[0] if texts else "",
        ends=texts[-1] if texts else "",
        notes=tuple(notes),
    )
    return ReadBody(draft, made.text, recognised)


def _read(source: Path, *, accept: bool) -> bytes:
    """The bytes of a Word file without open changes."""
    data = read_word_file(source, accept=accept)
    check_decided(data, source.name)
    return data


def _check_parts(word: WordFile, parts: WordParts, *, framed: bool) -> None:
    if missing := list(missing_texts(parts) if framed else missing_parts(parts)):
        problems = [Problem("", sentence) for sentence in missing]
        raise PartsMissing(file=parts.file, problems=problems)
    if problems := not_carried(word, parts):
        raise PartsNotCarried(file=parts.file, problems=problems)


def _other_words(office: OpenOffice, kind: DocumentType, parts: WordParts) -> Iterator[Message]:
    """Where the file names another organ, type or symbol than the draft will have."""
    organs = [matching_key(line.text) for line in parts.letterhead.organs]
    own = matching_key(office.settings.organ.name)
    if organs and own not in (*organs, " ".join(organs), " ".join(organs[1:])):
        sentence = N_("its letterhead names {found}; this office is {own}, which is printed")
        found = joined(parts.letterhead.organs)
        yield message(sentence, found=found, own=office.settings.organ.name)
    if parts.type and matching_key(parts.type.text) != matching_key(kind.name):
        sentence = N_("it is a {found} by its title; the draft is a {own}")
        yield message(sentence, found=parts.type.text, own=kind.name or kind.title)
    number = parts.letterhead.number
    symbols = set(number.text.replace("/", " ").replace("-", " ").split()) if number else set()
    if number and kind.symbol and kind.symbol not in symbols and len(symbols) > 1:
        sentence = N_("its number line “{text}” is of another type than {own}")
        yield message(sentence, text=number.text, own=kind.symbol)


def _stretches(parts: WordParts, template: bytes, file: str) -> Iterator[Stretch]:
    """The text and the appendices, each with the pages that the template has for it."""
    yield Stretch(parts.start, parts.stop, text_area(template, file))
    for each in parts.appendices:
        area = text_area(template, file, lies=each.landscape)
        yield Stretch(each.start, each.stop, area, each.landscape)


def _images(made: WordDraft, kept: ImageSource | None) -> ImageSource:
    def find(name: str) -> Image:
        if name in made.files:
            return Image(name, made.files[name])
        if kept:
            return kept(name)
        reason = message(N_("with a Word file only its own text can be named"))
        raise ImageRefused(file=name, reason=reason)

    return find
