"""A draft as the passages that checks of the wording read: each with its part and its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workflow.model.document import (
    Block,
    Draft,
    Figure,
    Paragraph,
    ParagraphKind,
    SignatureBlock,
    Table,
    WordPassage,
)
from workflow.model.page import Part, Passage

_PARTS = {
    ParagraphKind.ARTICLE: Part.ARTICLE,
    ParagraphKind.CHAPTER: Part.CHAPTER,
    ParagraphKind.CHAPTER_TITLE: Part.CHAPTER_TITLE,
    ParagraphKind.DECIDES: Part.DECIDES,
}


def draft_passages(
    draft: Draft,
    type_name: str,
    separator: str,
    recipients: Sequence[str],
    grounds: Sequence[str],
    *,
    titled: bool,
    as_written: bool,
) -> list[Passage]:
    """The passages in the order of the page.

    Parameters:
        separator: the line between subject and body; "" where the layout draws a line.
        recipients, grounds: the lines of the Nơi nhận and the căn cứ as they are printed.
        as_written: tell what is bold in the text, though the layout prints it otherwise.
        titled: type and subject stand above the body; otherwise the subject is that of a công văn.
    """
    return list(_passages(draft, type_name, separator, recipients, grounds, titled, as_written))


def _passages(
    draft: Draft,
    type_name: str,
    separator: str,
    recipients: Sequence[str],
    grounds: Sequence[str],
    titled: bool,
    as_written: bool,
) -> Iterator[Passage]:
    if titled:
        yield Passage(Part.TYPE, type_name, 1)
        if draft.author_line:
            yield Passage(Part.AUTHOR, draft.author_line, 1)
    subject = Part.SUBJECT if titled else Part.LETTER_SUBJECT
    yield from (Passage(subject, line, 1) for line in draft.subject)
    if titled and separator:
        yield Passage(Part.SEPARATOR, separator)
    yield from (Passage(Part.ADDRESSEE, name) for name in draft.addressees)
    for text, ground in zip(grounds, draft.grounds, strict=True):
        yield Passage(Part.GROUND, text, ground.line)
    yield from _body(draft.body)
    last = draft.signature.line
    yield Passage(Part.RECIPIENTS_HEADING, "Nơi nhận:", last)
    yield from (Passage(Part.RECIPIENT, line, last) for line in recipients)
    for block in draft.signatures:
        yield from _signature(block, as_written)
    for appendix in draft.appendices:
        yield Passage(Part.APPENDIX, f"Phụ lục {appendix.number}".strip())
        yield from (Passage(Part.APPENDIX_TITLE, line) for line in appendix.title)


def _body(blocks: Sequence[Block]) -> Iterator[Passage]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (Passage(Part.OTHER, c.text, block.line) for row in block.rows for c in row)
        elif isinstance(block, Figure):
            if block.caption:
                yield Passage(Part.OTHER, block.caption, block.line)
        elif isinstance(block, WordPassage):
            for number, text in enumerate(block.texts):
                part = Part.OTHER if number in block.cells else Part.BODY
                yield Passage(part, text, block.line)
        else:
            yield Passage(_part(block), block.text, block.line)


def _part(paragraph: Paragraph) -> Part:
    return _PARTS.get(paragraph.kind, Part.BODY)


def _signature(block: SignatureBlock, as_written: bool) -> Iterator[Passage]:
    if block.authority:
        yield Passage(Part.AUTHORITY, block.authority, block.line)
    if block.second_authority:
        yield Passage(Part.AUTHORITY, block.second_authority, block.line)
    yield Passage(Part.TITLE, block.title, block.line, bold=block.bold if as_written else None)
    if block.also:
        yield Passage(Part.ALSO, "kiêm", block.line)
        yield Passage(Part.TITLE, block.also, block.line)
    yield Passage(Part.NAME, block.name, block.line)
