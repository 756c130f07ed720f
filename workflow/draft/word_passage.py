"""A Word passage as plain text: what checks of the wording, lists and searches read of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from workflow.draft.word_file import Block, WordFile


def passage_texts(data: bytes, file: str) -> tuple[str, ...]:
    """The paragraphs of a Word file and of the cells of its tables, each on one line.

    Parameters:
        file: how messages name it.

    Raises:
        WordFileBroken: it is none, or damaged.
    """
    return block_texts(WordFile(data, file).blocks)


def block_texts(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The same of some of the blocks of a file."""
    lines = (line for block in blocks for line in block.lines)
    paragraphs = groupby(lines, key=lambda line: line.path)
    return tuple(" ".join(line.text for line in group) for _, group in paragraphs)
