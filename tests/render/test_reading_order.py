"""What a screen reader reads is the text of the Word file, each word once and in its order."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.render.corpus import CorpusFile, corpus
from tests.render.tagged import read_tags
from workflow.render.content import render_pages
from workflow.render.html_drawings import is_in_line
from workflow.render.page_tree import (
    Block,
    Break,
    Drawing,
    Footnote,
    Inline,
    PageNumber,
    PageReference,
    PageTree,
    Paragraph,
    ParagraphStyle,
    Tab,
    Table,
    Text,
    TextBox,
    inlines_of,
)
from workflow.render.tree_texts import stretches
from workflow.render.word_reader import read_docx

_FAMILIES = {"number", "footnote", "endnote", "table", "page", "section", "sections", "link",
             "field", "text", "cell", "document"}  # fmt: skip
_FIRST = ("number-levels", "footnote-table", "endnote", "text-box-looks", "page-columns",
          "table-header-rows", "field-toc", "document-bao-cao-pictures")  # fmt: skip
_FILES = [
    pytest.param(
        file, id=file.name, marks=pytest.mark.slow if file.name in _FIRST else pytest.mark.thorough
    )
    for file in corpus()
    if file.features & _FAMILIES
]
_HYPHENS = str.maketrans({"\N{SOFT HYPHEN}": "", "\N{NON-BREAKING HYPHEN}": "-", "-": ""})
_PLAIN = ParagraphStyle()
_NUMBER = "\0"  # of a page


def spoken(text: str) -> str:
    """The words of a text; a line may end with a hyphen that is none."""
    return " ".join(text.translate(_HYPHENS).split())


class Spoken:
    """The words of a page tree in the order of reading: what is drawn at a paragraph before it, its
    footnotes after it, endnotes where they are gathered. Headers and footers are not read."""

    def __init__(self, tree: PageTree) -> None:
        self._tree = tree
        self._ends: list[Footnote] = []

    @property
    def text(self) -> str:
        return "".join(self._sections())

    def _sections(self) -> Iterator[str]:
        for section in self._tree.sections:
            yield from self._blocks(section.blocks)
            if self._tree.endnotes == "section" or section is self._tree.sections[-1]:
                ends, self._ends = self._ends, []
                yield from self._notes(ends)

    def _blocks(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    for cell in row.cells:
                        yield from self._blocks(cell.blocks)
            else:
                yield from self._paragraph(block)

    def _paragraph(self, paragraph: Paragraph) -> Iterator[str]:
        yield "\n"
        for child in paragraph.children:
            if isinstance(child, Drawing) and not is_in_line(child):
                yield from self._drawn(child)
        if paragraph.label:
            yield f"{paragraph.label.text} "
        notes: list[Footnote] = []
        for child in inlines_of(paragraph.children):
            yield from self._inline(child)
            if isinstance(child, Footnote):
                (self._ends if child.end else notes).append(child)
        yield "\n"
        yield from self._notes(notes)

    def _inline(self, child: Inline) -> Iterator[str]:
        match child:
            case Text():
                yield from (text.text for text in stretches([_alone(child)]))
            case Tab() | Break():
                yield " "
            case PageNumber() | PageReference():
                yield _NUMBER
            case Footnote():
                yield child.mark
            case Drawing() if is_in_line(child):
                yield from self._drawn(child)

    def _drawn(self, drawing: Drawing) -> Iterator[str]:
        if isinstance(drawing.content, TextBox):
            yield from self._blocks(drawing.content.blocks)

    def _notes(self, notes: list[Footnote]) -> Iterator[str]:
        for note in notes:
            for paragraph in note.paragraphs:
                yield from self._paragraph(paragraph)


def _alone(text: Text) -> Paragraph:
    return Paragraph(style=_PLAIN, children=(text,), mark=text.style)


@pytest.mark.parametrize("file", _FILES)
def test_every_word_is_read_once_and_in_its_order(file: CorpusFile) -> None:
    text = spoken(Spoken(read_docx(file.data, file.name)).text)
    read = spoken(read_tags(render_pages(file.data, file.name)).text)
    assert re.fullmatch(r"\d+".join(re.escape(part) for part in text.split(_NUMBER)), read)
