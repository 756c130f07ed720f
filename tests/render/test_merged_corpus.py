"""Every file of the corpus, taken as a Word passage, is read in the template as by itself."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from tests.render.conftest import TEMPLATE, letterhead_of
from tests.render.corpus.files import CorpusFile, corpus
from tests.render.test_word_merge import TEXT
from tests.render.test_word_passage import AREA
from workflow.draft.markdown import read_markdown
from workflow.model.document import Image
from workflow.model.errors import UnsupportedFeatures
from workflow.render.content import fill
from workflow.render.page_tree import PageTree
from workflow.render.word_passage import Stretch, passage_notes
from workflow.render.word_reader import read_docx

pytestmark = pytest.mark.slow

# Names of styles and lists are others; the last paragraph stays with the signature.
_OTHER = {"name", "series", "keep_next"}
_FILES = {file.name: file for file in corpus()}
# Refused as passages, or told to look another way: several sections, words at the head or foot of
# the page, other signs for notes.
_NO_PASSAGES = {
    "drawn-line-in-header", "picture-in-header-and-footer", "section-next-page",
    "section-continuous", "section-landscape", "section-restart-pages", "header-odd-even",
    "header-sections", "header-tall", "footer-page-of-pages", "footer-page-formats",
    "footer-aligned-tabs", "header-number-frame", "footnote-formats",
    "document-ke-hoach-appendix", "document-nghi-quyet-40-pages",
}  # fmt: skip
_SOME = list(_FILES)[::12]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(n, marks=pytest.mark.slow if n in _SOME else pytest.mark.thorough)
        for n in _FILES
        if n not in _NO_PASSAGES
    ],
)
def test_a_passage_is_read_as_the_file_itself(name: str) -> None:
    file = _FILES[name]
    own = _tree(file)
    assert own is not None
    text = TEXT.format(more="").replace("[^1].\n", ".\n").partition("[^1]")[0]  # notes of its own
    draft = read_markdown(text, "ket-luan", "KẾT LUẬN", "it.md", lambda n: Image(n, file.data))
    filled = fill(draft, letterhead_of(draft), TEMPLATE.read_bytes(), "t.docx")
    merged = [_plain(block) for block in read_docx(filled, "t.docx").blocks]
    blocks = [_plain(block) for block in own.blocks]
    first = next(n for n, block in enumerate(merged) if block == blocks[0])
    assert merged[first : first + len(blocks)] == blocks


@pytest.mark.parametrize("name", sorted(_NO_PASSAGES))
def test_what_cannot_be_a_passage_is_refused_or_told(name: str) -> None:
    assert _tree(_FILES[name]) is None


def _tree(file: CorpusFile) -> PageTree | None:
    """None for a file that no passage can be made of, or that is said to look another way."""
    try:
        tree = read_docx(file.data, file.name)
        notes = [
            str(note) for note in passage_notes(file.data, file.name, [Stretch(0, 10_000, AREA)])
        ]
    except UnsupportedFeatures:
        return None
    numbered = any("footnotes are numbered" in note for note in notes)
    return tree if len(tree.sections) == 1 and not numbered else None


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        fields = [f.name for f in dataclasses.fields(value) if f.name not in _OTHER]
        return (type(value).__name__, *((n, _plain(getattr(value, n))) for n in fields))
    return tuple(map(_plain, value)) if isinstance(value, tuple | list) else value
