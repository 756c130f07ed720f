"""What of a Word file is in none of its parts, so that nothing of it is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.draft.word_file import Block, WordFile
from workflow.draft.word_head import is_draft_mark
from workflow.draft.word_shapes import Element, W
from workflow.model.errors import Problem
from workflow.model.messages import N_, Message, message
from workflow.model.word_parts import Lines, WordParts, joined

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_PICTURES = (_A + "blip", _V + "imagedata")
_NOTES = (W + "footnoteReference", W + "endnoteReference")


@dataclass(frozen=True)
class Counts:
    """What the text and the appendices hold; `notes` are footnotes and endnotes."""

    paragraphs: int
    tables: int
    pictures: int
    notes: int


def counts_of(word: WordFile, parts: WordParts) -> Counts:
    """What is taken over with its formatting."""
    inside = [b.element for b in word.blocks if _inside(b, parts)]
    return Counts(
        paragraphs=sum(1 for e in _all(inside, W + "p") if _shows(e)),
        tables=sum(1 for _ in _all(inside, W + "tbl")),
        pictures=sum(1 for _ in _all(inside, *_PICTURES)),
        notes=sum(1 for _ in _all(inside, *_NOTES)),
    )


def not_carried(word: WordFile, parts: WordParts) -> list[Problem]:
    """What stands beside the text and has no place in a draft: it would be lost."""
    problems = [
        Problem(
            _quoted(line.text),
            message(N_("nobody can say what this is; put it into the text, or take it out")),
        )
        for line in parts.unplaced
    ]
    if parts.enclosed:
        sentence = N_(
            "it is issued with the document, and no draft has a place for it; attach it as a file "
            "of its own (`vanban attach`)"
        )
        problems.append(Problem(_quoted(joined(parts.enclosed)), message(sentence)))
    for block in _outside(word, parts):
        if any(True for _ in block.element.iter(*_NOTES)):
            sentence = N_("a footnote outside the text and its appendices; put it into the text")
            words = " ".join(line.text for line in block.lines)
            problems.append(Problem(_quoted(words), message(sentence)))
    return problems


def left_out(word: WordFile, parts: WordParts) -> Iterator[Message]:
    """What stands beside the text and is left out, since the template brings its own."""
    head = parts.letterhead
    signed = tuple(line for block in parts.signatures for line in block.signed)
    if head.number and any(c.isdigit() for c in head.number.text.split("-")[0].split("/")[0]):
        sentence = N_("the number “{text}” is not taken over: the records clerk gives it")
        yield message(sentence, text=head.number.text)
    if drafts := tuple(line for line in head.marks if is_draft_mark(line.text)):
        yield message(N_("{words} is left out: what is signed is no draft"), words=_words(drafts))
    if signed:
        yield message(N_("{words} is left out: the signature comes later"), words=_words(signed))
    for appendix in parts.appendices:
        if appendix.reference:
            sentence = N_("{words} is left out: an electronic document does not fill it in")
            yield message(sentence, words=_words(appendix.reference))
    pictures = sum(1 for b in _outside(word, parts) for _ in b.element.iter(*_PICTURES))
    if pictures:
        sentence = N_("{count} pictures in letterhead or signature are left out")
        yield message(sentence, count=pictures)


def _outside(word: WordFile, parts: WordParts) -> list[Block]:
    return [block for block in word.blocks if not _inside(block, parts)]


def _inside(block: Block, parts: WordParts) -> bool:
    return any(start <= block.index < stop for start, stop in parts.bodies)


def _all(elements: list[Element], *names: str) -> Iterator[Element]:
    return (found for element in elements for found in element.iter(*names))


def _shows(paragraph: Element) -> bool:
    return any((text.text or "").strip() for text in paragraph.iter(W + "t"))


def _words(lines: Lines) -> str:
    return "; ".join(dict.fromkeys(_quoted(line.text) for line in lines))


def _quoted(text: str) -> str:
    return f"«{text if len(text) <= 60 else text[:60].rstrip() + '…'}»"
