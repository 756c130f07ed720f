"""The appendices of a Word file: where each begins, what it is called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workflow.draft.word_file import Block, without_blanks
from workflow.draft.word_head import type_names
from workflow.draft.word_shapes import Element, W
from workflow.model.vietnamese import matching_key
from workflow.model.word_parts import Lines, WordAppendix, WordLine

_HEADING = re.compile(r"^phụ lục(?: số)?(?: (?P<number>[IVXLC]+|\d+|[A-ZĐ]))?\.?:?$", re.IGNORECASE)
_TITLE_BLOCKS = 10
_REFERENCE = re.compile(r"^[(\[]? ?(kèm theo|ban hành kèm theo|đính kèm)", re.IGNORECASE)


def is_reference(text: str) -> bool:
    """Whether a line says which document another is issued with, such as `(Kèm theo …)`."""
    return bool(_REFERENCE.match(text))


def first_appendix(blocks: Sequence[Block], start: int) -> int:
    """The block of the first heading `Phụ lục` that stands in the middle or on the right, on a page
    of its own, or of the first document that is issued with this one; the number of blocks where
    there is none."""
    for block in blocks[start:]:
        heads = _heading(block) or enclosed_title(blocks[block.index :])
        if heads and _begins_page(blocks, block.index):
            return block.index
    return len(blocks)


def enclosed_title(blocks: Sequence[Block]) -> Lines:
    """Type and title of a document that is issued with another one and begins at the first of these
    blocks, as `QUY CHẾ … (Ban hành kèm theo Quyết định …)` does; empty where none does."""
    found: list[WordLine] = []
    if not blocks or blocks[0].blank or blocks[0].columns:
        return ()
    if matching_key(blocks[0].lines[0].text) not in type_names():
        return ()
    for block in blocks[:_TITLE_BLOCKS]:
        for line in block.lines:
            if is_reference(line.text):
                return tuple(found)
            if not (line.centred or line.bold):
                return ()
            found.append(line)
    return ()


def read_appendices(blocks: Sequence[Block], start: int, stop: int) -> tuple[WordAppendix, ...]:
    """The appendices between two blocks."""
    starts = [b.index for b in blocks[start:stop] if _heading(b)]
    ends = [*starts[1:], stop] if starts else []
    return tuple(_read(blocks, a, b) for a, b in zip(starts, ends, strict=True))


def _read(all_blocks: Sequence[Block], first: int, stop: int) -> WordAppendix:
    blocks = all_blocks[first:stop]
    heading = _heading(blocks[0])
    assert heading
    match = _HEADING.match(heading.text)
    assert match
    title: list[WordLine] = []
    reference: list[WordLine] = []
    start = first + 1
    for block in blocks[1:]:
        if block.blank:
            continue
        if block.columns:
            break
        taken = [li for li in block.lines if li.centred or li.bold or is_reference(li.text)]
        if len(taken) < len(block.lines) or (title and not all(li.centred for li in taken)):
            break
        for line in taken:
            (reference if is_reference(line.text) else title).append(line)
        start = block.index + 1
    number = match["number"] or ""
    start, stop = without_blanks(all_blocks, start, stop)
    landscape = _landscape(all_blocks[first:])
    return WordAppendix(heading, number, tuple(title), tuple(reference), start, stop, landscape)


def _heading(block: Block) -> WordLine | None:
    if len(block.lines) != 1 or block.columns:
        return None
    (line,) = block.lines
    aside = line.centred or line.right or line.bold
    return line if aside and _HEADING.match(line.text) else None


def _begins_page(blocks: Sequence[Block], index: int) -> bool:
    """A page break in the heading itself, or behind the last words above it."""
    if _breaks(blocks[index].element):
        return True
    for block in reversed(blocks[:index]):
        if _breaks(block.element):
            return True
        if not block.blank:
            return False
    return False


def _breaks(element: Element) -> bool:
    breaks = any(br.get(W + "type") == "page" for br in element.iter(W + "br"))
    before = element.find(f"{W}pPr/{W}pageBreakBefore")
    return breaks or before is not None or element.find(f"{W}pPr/{W}sectPr") is not None


def _landscape(blocks: Sequence[Block]) -> bool:
    """By the next section properties: they stand in the last paragraph, or behind all."""
    for block in blocks:
        found = (
            block.element if block.element.tag == W + "sectPr"
            else block.element.find(f"{W}pPr/{W}sectPr")
        )  # fmt: skip
        size = found.find(W + "pgSz") if found is not None else None
        if size is not None:
            return size.get(W + "orient") == "landscape"
    return False
