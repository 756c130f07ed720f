"""A Word file as lines of text: what stands where, before anybody asks what it means."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from workflow.draft.word_shapes import Element, Styles, W, has_borders, reference, toggle
from workflow.model.errors import WordFileBroken
from workflow.model.messages import N_, Message, message
from workflow.model.vietnamese import squeeze
from workflow.model.word_parts import Lines, Path, WordLine

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LARGEST_PART = 50 * 1024 * 1024  # bytes
_MAIN = "word/document.xml"
_ONE_CHARACTER = {
    W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "sym": "\N{BULLET}",
    W + "noBreakHyphen": "\N{NON-BREAKING HYPHEN}", W + "softHyphen": "\N{SOFT HYPHEN}",
}  # fmt: skip
_PARTS = {"\t": True, "\n": False}


@dataclass(frozen=True)
class Block:
    """A paragraph or table of the body. `columns` are the lines of each column of a table, from
    top to bottom; `data`: it has borders, so it is a table of data."""

    index: int
    element: Element
    lines: Lines
    columns: tuple[Lines, ...] = ()
    data: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing of it shows, but perhaps a drawn line."""
        return not self.lines and not self.columns


class WordFile:
    """The text of a DOCX.

    Raises:
        WordFileBroken: it is none, or damaged.
    """

    def __init__(self, data: bytes, file: str) -> None:
        self.file, self._data = file, data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError):
            raise self._broken(message(N_("it is not a Word file (.docx)"))) from None
        body = self.part(_MAIN).find(W + "body")
        if body is None:
            raise self._broken(message(N_("it holds no text")))
        self.body = body
        self._styles = Styles(self.part("word/styles.xml", needed=False))

    def part(self, name: str, *, needed: bool = True) -> Element:
        """The root of an XML part; an empty element for one that is not there and not needed."""
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            if needed:
                raise self._broken(message(N_("it holds no {part}"), part=name)) from None
            return etree.Element("none")
        if info.file_size > _LARGEST_PART:
            sentence = N_("{part} is larger than any real document")
            raise self._broken(message(sentence, part=name))
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            return etree.fromstring(self._zip.read(name), parser)
        except (
            etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, NotImplementedError, OSError,
            EOFError, RuntimeError,
        ) as error:  # fmt: skip
            sentence = N_("{part} is damaged ({error})")
            raise self._broken(message(sentence, part=name, error=error)) from None

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(self._block(n, child) for n, child in enumerate(self.body))

    def _block(self, index: int, element: Element) -> Block:
        lines = tuple(self._lines(element, (index,)))
        if element.tag != W + "tbl":
            return Block(index, element, lines)
        columns: dict[int, list[WordLine]] = {}
        for row in (n for n, child in enumerate(element) if child.tag == W + "tr"):
            column = 0
            for n, cell in enumerate(element[row]):
                if cell.tag == W + "tc":
                    found = self._lines(cell, (index, row, n))
                    columns.setdefault(column, []).extend(found)
                    column += _span(cell)
        ordered = tuple(tuple(columns[n]) for n in sorted(columns))
        return Block(index, element, lines, ordered, has_borders(element, self._styles))

    def _lines(self, element: Element, path: Path) -> Iterator[WordLine]:
        """The lines of all paragraphs in an element, those of text boxes too, in their order."""
        if element.tag == W + "p":
            yield from self._of_paragraph(element, path)
        for n, child in enumerate(element):
            if child.tag != _FALLBACK and isinstance(child.tag, str):  # the same again, for older
                yield from self._lines(child, (*path, n))

    def _of_paragraph(self, paragraph: Element, path: Path) -> Iterator[WordLine]:
        shape = self._styles.shape(paragraph)
        letters = [(c, bold) for text, bold in self._texts(paragraph) for c in text]
        start = piece = 0
        for n, (letter, _) in enumerate([*letters, ("\n", False)]):
            if letter not in _PARTS:
                continue
            text = squeeze("".join(c for c, _ in letters[start:n]))
            if text:
                bold = all(b for c, b in letters[start:n] if not c.isspace())
                yield WordLine(
                    text, path, start, n, piece, bold, shape.centred, shape.right, shape.listed,
                    shape.indent,
                )  # fmt: skip
            start, piece = n + 1, piece + 1 if _PARTS[letter] else 0

    def _texts(self, paragraph: Element) -> Iterator[tuple[str, bool]]:
        """The stretches of a paragraph's own text, each with whether it is bold."""
        usual = self._styles.bold(paragraph)
        for run in _own_runs(paragraph):
            properties = run.find(W + "rPr")
            direct = toggle(properties, "b")
            named = reference(properties, "rStyle")
            bold = self._styles.named_bold(named, usual) if direct is None else direct
            for child in run:
                if child.tag == W + "t":
                    yield child.text or "", bold
                elif child.tag in _ONE_CHARACTER:
                    yield _ONE_CHARACTER[child.tag], bold

    def _broken(self, reason: Message) -> WordFileBroken:
        return WordFileBroken(file=self.file, reason=reason)


def paragraph_text(paragraph: Element) -> str:
    """The text of a paragraph without that of its text boxes; tab and line break are one each."""
    return "".join(
        (child.text or "") if child.tag == W + "t" else _ONE_CHARACTER.get(child.tag, "")
        for run in _own_runs(paragraph)
        for child in run
    )


def without_blanks(blocks: Sequence[Block], start: int, stop: int) -> tuple[int, int]:
    """The blocks from the first to the last that shows something."""
    shown = [b.index for b in blocks[start:stop] if not b.blank or _shows(b)]
    return (shown[0], shown[-1] + 1) if shown else (start, start)


def _shows(block: Block) -> bool:
    return any(
        next(block.element.iter(W + name), None) is not None
        for name in ("drawing", "pict", "object")
    )


def _own_runs(paragraph: Element) -> Iterator[Element]:
    """The runs of a paragraph, inserted and linked ones too, without those of its text boxes."""
    for child in paragraph:
        if child.tag == W + "r":
            yield child
        elif isinstance(child.tag, str) and child.tag not in (W + "pPr", W + "del", W + "moveFrom"):
            yield from _own_runs(child)


def _span(cell: Element) -> int:
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    number = found.get(W + "val") if found is not None else "1"
    return int(number) if number and number.isascii() and number.isdigit() else 1
