"""The corpus as one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.render.corpus import (
    characters,
    drawings,
    notes,
    numbering,
    pages,
    paragraphs,
    pictures,
    references,
    signs,
    table_grids,
    table_looks,
    tables,
)
from tests.render.corpus.documents import long, party, short, state
from tests.render.corpus.package import WordFile

_SAVED = Path(__file__).parent / "documents" / "saved"
_FAMILIES: tuple[Callable[[], Iterable[tuple[str, WordFile]]], ...] = (
    characters.files,
    signs.files,
    paragraphs.files,
    numbering.files,
    tables.files,
    table_looks.files,
    table_grids.files,
    pictures.files,
    drawings.files,
    pages.files,
    notes.files,
    references.files,
    party.files,
    state.files,
    short.files,
    long.files,
)


@dataclass(frozen=True)
class CorpusFile:
    """A Word file; `features` are the words of its name, its family first."""

    name: str
    data: bytes = field(repr=False)

    @property
    def features(self) -> frozenset[str]:
        return frozenset(self.name.split("-"))


@cache
def corpus() -> tuple[CorpusFile, ...]:
    """Every file of the corpus, each under a name of its own."""
    return tuple(built())


def built() -> Iterator[CorpusFile]:
    """The corpus built anew, which takes half a second; the same bytes every time."""
    for family in _FAMILIES:
        for name, word in family():
            yield CorpusFile(name, word.packed())
    yield from _saved()


def _saved() -> Iterator[CorpusFile]:
    for file in sorted(_SAVED.glob("*.docx")):
        yield CorpusFile(f"document-by-libreoffice-{file.stem}", file.read_bytes())
