"""Word file → its parts: recognised by what they say and where they stand.

Nothing is read from style names: offices set their documents by hand, and copy from each other.
"""

from __future__ import annotations

from workflow.draft.word_appendices import enclosed_title, first_appendix, read_appendices
from workflow.draft.word_file import WordFile, without_blanks
from workflow.draft.word_foot import read_foot
from workflow.draft.word_head import read_head
from workflow.draft.word_shapes import W
from workflow.model.word_parts import Lines, WordLine, WordParts


def recognise(data: bytes, file: str) -> WordParts:
    """The parts of a Word file, whole or only a body.

    Parameters:
        data: a DOCX without tracked changes.
        file: how messages name it.

    Raises:
        WordFileBroken: it is none, or damaged.
    """
    blocks = WordFile(data, file).blocks
    end = next((b.index for b in blocks if b.element.tag == W + "sectPr"), len(blocks))
    head = read_head(blocks[:end])
    appended = first_appendix(blocks[:end], head.start)
    foot = read_foot(blocks, head.start, appended)
    start, stop = without_blanks(blocks, head.start, foot.stop)
    return WordParts(
        file=file, letterhead=head.letterhead, type=head.type, author=head.author,
        title=head.title, addressees=head.addressees, issuer=head.issuer, grounds=head.grounds,
        start=start, stop=stop, recipients_heading=foot.heading, recipients=foot.recipients,
        signatures=foot.signatures,
        enclosed=enclosed_title(blocks[appended:end]),
        appendices=read_appendices(blocks, appended, end),
        rules=(*head.rules, *foot.rules), unplaced=foot.unplaced,
    )  # fmt: skip


def lines_of(parts: WordParts) -> Lines:
    """Every line that was recognised, but those of the text and of the appendices' texts."""
    head = parts.letterhead
    single = (head.number, head.date, parts.type, parts.author, parts.recipients_heading)
    found: list[WordLine] = [line for line in single if line]
    found += [*head.organs, *head.nation, *head.subject, *head.marks, *head.rules]
    found += [*parts.title, *parts.addressees, *parts.issuer, *parts.grounds]
    found += [line for entry in parts.recipients for line in entry]
    for block in parts.signatures:
        found += [*block.authority, *block.second_authority, *block.title, *block.also]
        found += [*filter(None, (block.name,)), *block.signed]
    for appendix in parts.appendices:
        found += [appendix.heading, *appendix.title, *appendix.reference]
    return (*found, *parts.enclosed, *parts.rules, *parts.unplaced)
