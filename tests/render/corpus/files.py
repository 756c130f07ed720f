"""The corpus as one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tests.render.corpus import (
    characters,
    notes,
    numbering,
    pages,
    paragraphs,
    pictures,
    references,
    signs,
    table_looks,
    tables,
)
from tests.render.corpus.package import WordFile

_FAMILIES: tuple[Callable[[], Iterable[tuple[str, WordFile]]], ...] = (
    characters.files,
    signs.files,
    paragraphs.files,
    numbering.files,
    tables.files,
    table_looks.files,
    pictures.files,
    pages.files,
    notes.files,
    references.files,
)


@dataclass(frozen=True)
class CorpusFile:
    """A Word file; `features` are the words of its name, its family first."""

    name: str
    data: bytes

    @property
    def features(self) -> frozenset[str]:
        return frozenset(self.name.split("-"))


def corpus() -> Iterator[CorpusFile]:
    """Every file of the corpus, the same bytes every time, each under a name of its own."""
    for family in _FAMILIES:
        for name, word in family():
            yield CorpusFile(name, word.packed())
