"""A Word passage as plain text: what checks of the wording, lists and searches read of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from workflow.draft.word_file import Block, WordFile


def passage_texts(data: bytes, file: str) -> tuple[tuple[str, ...], frozenset[int]]:
    """The paragraphs of a Word file and of the cells of its tables, each on one line; and which of
    them, by their places, stand in tables.

    Parameters:
        file: how messages name it.

    Raises:
        WordFileBroken: it is none, or damaged.
    """
    blocks = WordFile(data, file).blocks
    texts, cells = list[str](), list[int]()
    for block in blocks:
        found = block_texts((block,))
        if block.columns:
            cells.extend(range(len(texts), len(texts) + len(found)))
        texts.extend(found)
    return tuple(texts), frozenset(cells)


def block_texts(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The texts of some of the blocks of a file."""
    lines = (line for block in blocks for line in block.lines)
    paragraphs = groupby(lines, key=lambda line: line.path)
    return tuple(" ".join(line.text for line in group) for _, group in paragraphs)
