"""Markdown → blocks: paragraphs and tables with their runs and lines, before they mean anything.

What Markdown can say but an official document cannot carry is refused with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from workflow.draft.figures import (
    ImageSource,
    check_unread,
    is_figure,
    no_images,
    read_figure,
)
from workflow.draft.notes import Notes
from workflow.model.document import Cell, Figure, Run, Table, WordPassage
from workflow.model.messages import N_, message
from workflow.model.vietnamese import squeeze

_SPACES = re.compile(r"[ \t]+")
_NOTE = re.compile(r"^ {0,3}\[\^(?P<name>[^\]\s]+)\]:")
_CALL = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_CELL_BORDER = re.compile(r"(?<!\\)\|")

# HTML, entities, code and setext headings are plain text here: `-----` is the document's own rule.
_DISABLED = ("autolink", "code", "entity", "html_block", "html_inline", "lheading", "reference")
_REFUSED = {
    "blockquote_open": N_("a quotation (>) has no place in this layout"),
    "fence": N_("a code block (```) has no place in this layout"),
    "image": N_("an image stands in a paragraph of its own"),
    "link_open": N_("a link has no place in a printed document"),
    "code_inline": N_("code (`) has no place in this layout"),
}
_REFUSED_IN_CELLS = {
    **_REFUSED,
    "image": N_("a table cell holds no image; set it above or below the table"),
}
SEPARATOR, NEXT_SIGNER = "-----", "***"


@dataclass(frozen=True)
class TextBlock:
    """One paragraph; `lines` are its runs, split at hard line breaks.

    `label` is what Markdown set before it (`1.`, `-`); `heading` tells that it began with `#`.
    """

    line: int
    lines: tuple[tuple[Run, ...], ...]
    label: str = ""
    heading: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(squeeze("".join(run.text for run in line)) for line in self.lines)

    @property
    def text(self) -> str:
        return " ".join(self.texts)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(r.bold for line in self.lines for r in line if r.text.strip())


@dataclass(frozen=True)
class Rule:
    """A line across the page: `-----` or `***`."""

    line: int
    mark: str


AnyBlock = TextBlock | Table | Figure | WordPassage | Rule


def read_blocks(
    text: str, first_line: int, notes: Notes, images: ImageSource = no_images
) -> list[AnyBlock]:
    """The blocks of a Markdown text whose first line is `first_line` of the draft."""
    return _Reader(first_line, notes, images).read(text)


class _Reader:
    def __init__(self, first_line: int, notes: Notes, images: ImageSource) -> None:
        self._first, self._notes, self._images = first_line, notes, images
        self._footnotes: dict[int, tuple[Run, ...]] = {}

    def read(self, text: str) -> list[AnyBlock]:
        self._source = text.split("\n")
        self._check_footnotes()
        markdown = MarkdownIt("commonmark").disable(list(_DISABLED)).enable("table")
        markdown.use(footnote_plugin, inline=False)
        tokens = markdown.parse(text)
        tail = next((n for n, t in enumerate(tokens) if t.type == "footnote_block_open"), None)
        if tail is not None:
            self._read_footnotes(tokens[tail:])
            tokens = tokens[:tail]
        return list(self._blocks(tokens))

    def _check_footnotes(self) -> None:
        """Every call has a text and every text a call; the parser would drop or print them raw."""
        called: dict[str, int] = {}
        told: dict[str, int] = {}
        for number, line in enumerate(self._source, start=self._first):
            if definition := _NOTE.match(line):
                told[definition["name"]] = number
                line = line[definition.end() :]
                if not line.strip():
                    self._notes.add(number, message(N_("a footnote without words")))
                if _CALL.search(line):
                    self._notes.add(number, message(N_("a footnote inside a footnote")))
            else:
                called.update((name, number) for name in _CALL.findall(line))
        for name in sorted(called.keys() ^ told.keys()):
            line_number = called.get(name, told.get(name, self._first))
            sentence = N_("the footnote “{name}” lacks its text, or nothing calls it")
            self._notes.add(line_number, message(sentence, name=name))

    def _blocks(self, tokens: Sequence[Token]) -> Iterator[AnyBlock]:
        labels: list[str] = []
        item, position = self._first, 0
        while position < len(tokens):
            token = tokens[position]
            line = self._line(token)
            if token.type in _REFUSED:
                self._notes.add(line, message(_REFUSED[token.type]))
            elif token.type == "table_open":
                end = next(
                    n for n in range(position, len(tokens)) if tokens[n].type == "table_close"
                )
                yield self._table(tokens[position:end], line)
                position = end
            elif token.type == "hr":
                yield Rule(line, token.markup[1:])  # the parser counts one mark too many
            elif token.type == "list_item_open":
                labels.append(f"{token.info}{token.markup}" if token.info else token.markup)
                item = line
            elif token.type == "list_item_close" and labels.pop():
                self._notes.add(item, message(N_("an empty list item")))
            elif token.type == "inline":
                label = labels[-1] if labels else ""
                labels[-1:] = [""] * bool(labels)  # only the item's first paragraph has it
                heading = position > 0 and tokens[position - 1].type == "heading_open"
                if is_figure(token) and not (labels or heading):
                    if figure := read_figure(token, line, self._images, self._notes):
                        yield figure
                elif (block := self._text(token, line, label, heading)).text:
                    yield block
            position += 1

    def _line(self, token: Token) -> int:
        return token.map[0] + self._first if token.map else self._first

    def _text(self, token: Token, line: int, label: str, heading: bool) -> TextBlock:
        lines = self._lines(token, line)
        if label:
            lines[0].insert(0, Run(f"{'-' if label == '*' else label} "))
        return TextBlock(line, tuple(tuple(each) for each in lines), label, heading)

    def _lines(
        self, token: Token, line: int, refused: Mapping[str, str] = _REFUSED
    ) -> list[list[Run]]:
        lines: list[list[Run]] = [[]]
        bold = italic = 0
        check_unread(token, line, self._notes)
        for child in token.children or []:
            if child.type in refused:
                self._notes.add(line, message(refused[child.type]))
            elif child.type == "hardbreak":
                lines.append([])
            elif child.type in ("strong_open", "strong_close"):
                bold += child.nesting
            elif child.type in ("em_open", "em_close"):
                italic += child.nesting
            elif child.type == "footnote_ref":
                note = self._footnotes.get(child.meta["id"], ())
                lines[-1].append(Run("", bold > 0, italic > 0, note))
            else:
                content = " " if child.type == "softbreak" else child.content
                if content:
                    lines[-1].append(Run(content, bold=bold > 0, italic=italic > 0))
        return lines

    def _table(self, tokens: Sequence[Token], line: int) -> Table:
        rows: list[list[Cell]] = []
        align = "left"
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                style = str(token.attrs.get("style", ""))
                align = style.removeprefix("text-align:") or "left"
            elif token.type == "inline":
                cell = self._lines(token, line, _REFUSED_IN_CELLS)
                rows[-1].append(Cell(joined(cell), align))
        self._check_cells(tokens[0], len(rows[0]))
        longest = [
            max(len(row[n].text) if n < len(row) else 0 for row in rows)
            for n in range(len(rows[0]))
        ]
        return Table(tuple(tuple(row) for row in rows), shares(longest), line)

    def _check_cells(self, table: Token, columns: int) -> None:
        """A cell beyond the last column would be dropped without a word."""
        first, last = table.map or (0, 0)
        for number in range(first, last):
            row = self._source[number].strip().removeprefix("|").removesuffix("|")
            if len(_CELL_BORDER.split(row)) > columns:
                sentence = N_("a row with more cells than the table has columns")
                self._notes.add(number + self._first, message(sentence))

    def _read_footnotes(self, tokens: Sequence[Token]) -> None:
        number: int | None = None
        for token in tokens:
            if token.type == "footnote_open":
                number = token.meta["id"]
            elif token.type == "inline" and number is not None:
                line = self._line(token)
                if self._footnotes.get(number):
                    self._notes.add(line, message(N_("a footnote of more than one paragraph")))
                self._footnotes[number] = joined(self._lines(token, line))


def shares(longest: Sequence[int]) -> tuple[float, ...]:
    """Widths of columns by the length of their longest text: the short ones keep what they need."""
    wanted = [min(max(length, 6), 40) for length in longest]
    return tuple(round(each / sum(wanted), 4) for each in wanted)


def joined(lines: Sequence[Sequence[Run]]) -> tuple[Run, ...]:
    """A paragraph without hard line breaks: they read as spaces. Neighbours of one style become
    one run, and white space at the ends goes."""
    flat: list[Run] = []
    for number, line in enumerate(lines):
        for run in ([Run(" ")] if number else []) + list(line):
            run = replace(run, text=_SPACES.sub(" ", run.text))
            if run.text.startswith(" ") and flat and flat[-1].text.endswith(" "):
                run = replace(run, text=run.text[1:])
            if flat and not run.note and not flat[-1].note and same_style(flat[-1], run):
                flat[-1] = replace(run, text=flat[-1].text + run.text)
            else:
                flat.append(run)
    if flat:
        flat[0] = replace(flat[0], text=flat[0].text.lstrip())
        flat[-1] = replace(flat[-1], text=flat[-1].text.rstrip())
    return tuple(run for run in flat if run.text or run.note)


def same_style(one: Run, other: Run) -> bool:
    return (one.bold, one.italic) == (other.bold, other.italic)
