"""What differs between two Word files, by their page trees.

The page tree holds everything that reaches the page and nothing else, so what Word writes anew
each time (rsid, proofErr, lastRenderedPageBreak, runs parted otherwise) is no difference. Every
field of the tree is compared; how they are called is said in `tree_names.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from workflow.model.difference import Difference, FormatChanged, NumberChanged, WordsChanged
from workflow.model.messages import N_, Message, message
from workflow.model.vietnamese import squeeze
from workflow.render.aligned import aligned, pieces_changed, tokens
from workflow.render.page_tree import (
    Block,
    Cell,
    Footnote,
    PageTree,
    Paragraph,
    Place,
    Row,
    Table,
)
from workflow.render.refusals import quoted
from workflow.render.tree_names import NOT_SHOWN, field_name
from workflow.render.tree_units import (
    Unit,
    everything_in,
    joined,
    referred_in,
    text_of_block,
    text_of_row,
    units,
    words_of,
)
from workflow.render.word_reader import read_docx

_DOCUMENT = message(N_("the document"))


def word_difference(before: bytes, after: bytes, file: str) -> Difference:
    """What came back another way than it went out.

    Parameters:
        file: how messages name the file that came back.

    Raises:
        TemplateBroken, UnsupportedFeatures: it cannot be read, or holds what cannot be carried.
    """
    return tree_difference(read_docx(before, file), read_docx(after, file))


def tree_difference(before: PageTree, after: PageTree) -> Difference:
    found = _Comparison(referred_in(before) | referred_in(after))
    found.trees(before, after)
    lost = sorted(_places(before) - _places(after))
    return Difference(tuple(found.numbers), tuple(found.words), tuple(found.formats), tuple(lost))


class _Comparison:
    def __init__(self, referred: frozenset[str]) -> None:
        self._referred = referred
        self.numbers: list[NumberChanged] = []
        self.words: list[WordsChanged] = []
        self.formats: list[FormatChanged] = []

    def trees(self, before: PageTree, after: PageTree) -> None:
        """Text that runs on from section to section as one; sections by their order."""
        self.blocks(before.blocks, after.blocks, _DOCUMENT)
        self.values(replace(before, sections=()), replace(after, sections=()), _DOCUMENT)
        if len(before.sections) != len(after.sections):
            self._format(_DOCUMENT, N_("sections"), len(before.sections), len(after.sections))
        for number, pair in enumerate(zip(before.sections, after.sections, strict=False), start=1):
            place = message(N_("section {number}"), number=number)
            old, new = (replace(section, blocks=()) for section in pair)
            self.values(old, new, place if len(before.sections) > 1 else _DOCUMENT)

    def blocks(self, before: Sequence[Block], after: Sequence[Block], where: Message) -> None:
        """Paragraphs and tables: those that belong to each other, and those of one side only."""
        table = 0
        for old, new in aligned(before, after, text_of_block, _alike):
            table += isinstance(old or new, Table)
            if old is None or new is None:
                self._one_sided(old, new, where)
            elif isinstance(old, Table) and isinstance(new, Table):
                self._tables(old, new, message(N_("table {number}"), number=table))
            elif isinstance(old, Paragraph) and isinstance(new, Paragraph):
                self._paragraphs(old, new, _named(old, new, where))

    def values(self, before: Any, after: Any, place: Message, words: str = "") -> None:
        """Every field of two values of one kind."""
        if before == after:
            return
        for each in fields(before):
            name = f"{type(before).__name__}.{each.name}"
            if name not in NOT_SHOWN:
                old, new = getattr(before, each.name), getattr(after, each.name)
                self._value(old, new, name, place, words)

    def _value(self, old: Any, new: Any, name: str, place: Message, words: str) -> None:
        if old == new:
            return
        if _are_blocks(old) or _are_blocks(new):
            inside = message(N_("{place}, {part}"), place=place, part=message(field_name(name)))
            self.blocks(old or (), new or (), inside)
        elif is_dataclass(old) and type(old) is type(new):
            inside = message(N_("{place}, {part}"), place=place, part=message(field_name(name)))
            self.values(old, new, inside if name.startswith("Section.") else place, words)
        elif _are_sided(old) or _are_sided(new):
            one, other = dict(old), dict(new)
            for side in dict.fromkeys((*one, *other)):
                inside = message(N_("{place}, {part}"), place=place, part=message(side))
                self._value(one.get(side), other.get(side), name, inside, words)
        else:
            self._format(place, field_name(name), old, new, words)

    def _paragraphs(self, old: Paragraph, new: Paragraph, place: Message) -> None:
        if old == new:
            return
        self.values(old.style, new.style, place)
        one, other = units(old, self._referred), units(new, self._referred)
        if not one and not other:
            self.values(old.mark, new.mark, place)
        bare = replace(new, style=old.style, children=(), mark=old.mark)
        self.values(replace(old, children=()), bare, place)
        self._texts(one, other, place)

    def _texts(self, one: list[Unit], other: list[Unit], place: Message) -> None:
        first, second = tokens(joined(one)), tokens(joined(other))
        for change in pieces_changed(first, second):
            if change.same:
                self._styles(one[change.one], other[change.other], place)
                continue
            removed, added = joined(one[change.one]), joined(other[change.other])
            self._objects(one[change.one], other[change.other], place)
            lost, new = _figures(removed), _figures(added)
            if lost != new:
                self.numbers.append(
                    NumberChanged(place, " ".join(lost), " ".join(new), change.around)
                )
            told_apart = _without_figures(removed) == _without_figures(added)
            gone, come = words_of(removed).strip(), words_of(added).strip()
            if gone != come and not told_apart:
                self.words.append(WordsChanged(place, gone, come, change.around))

    def _styles(self, one: list[Unit], other: list[Unit], place: Message) -> None:
        """The looks of words that stayed, told of each stretch that changed alike."""
        stretch: list[str] = []
        pair: tuple[Any, Any] | None = None
        for old, new in zip(one, other, strict=True):
            if old.what is not None and new.what is not None:
                self.values(old.what, new.what, place)
                continue
            if pair != (old.style, new.style):
                self._stretch(pair, stretch, place)
                stretch, pair = [], (old.style, new.style)
            stretch.append(old.text)
        self._stretch(pair, stretch, place)

    def _stretch(self, pair: tuple[Any, Any] | None, text: list[str], place: Message) -> None:
        if pair is not None:
            self.values(*pair, place, "".join(text))

    def _objects(self, one: list[Unit], other: list[Unit], place: Message) -> None:
        """Pictures, footnotes and the like that are there on one side only."""
        for side, gone in ((one, True), (other, False)):
            for unit in side:
                if unit.what is None:
                    continue
                said = message(field_name(type(unit.what).__name__))
                text = _text_in(unit.what)
                words = message(N_("{what} {text}"), what=said, text=text) if text else said
                nothing = message(N_("none"))
                pair = (words, nothing) if gone else (nothing, words)
                self.formats.append(FormatChanged(place, N_("object in the text"), *pair))

    def _one_sided(self, old: Block | None, new: Block | None, where: Message) -> None:
        block = old or new
        assert block is not None
        text = text_of_block(block)
        if not text.strip():
            what = N_("table") if isinstance(block, Table) else N_("empty paragraph")
            there, gone = message(N_("there")), message(N_("not there"))
            pair = (there, gone) if old else (gone, there)
            self.formats.append(FormatChanged(where, what, *pair))
            return
        place = _named(block, block, where)
        self.words.append(WordsChanged(place, text if old else "", text if new else ""))

    def _tables(self, old: Table, new: Table, place: Message) -> None:
        if old == new:
            return
        self.values(replace(old, rows=()), replace(new, rows=()), place)
        pairs = [*aligned(old.rows, new.rows, text_of_row, _rows_alike)]
        for number, (one, other) in enumerate(pairs, start=1):
            row = message(N_("{table}, row {number}"), table=place, number=number)
            if one is None or other is None:
                gone, come = (text_of_row(each) if each else "" for each in (one, other))
                self.words.append(WordsChanged(row, gone, come))
                continue
            self.values(replace(one, cells=()), replace(other, cells=()), row)
            self._cells(one.cells, other.cells, row)

    def _cells(self, old: Sequence[Cell], new: Sequence[Cell], row: Message) -> None:
        if len(old) != len(new):
            self._format(row, N_("cells"), len(old), len(new))
        for number, (one, other) in enumerate(zip(old, new, strict=False), start=1):
            cell = message(N_("{row}, column {number}"), row=row, number=number)
            self.values(replace(one, blocks=()), replace(other, blocks=()), cell)
            self.blocks(one.blocks, other.blocks, cell)

    def _format(self, place: Message, what: str, old: Any, new: Any, words: str = "") -> None:
        self.formats.append(FormatChanged(place, what, told(old), told(new), words))


def told(value: Any) -> Message:
    """A value of the tree in plain words."""
    if isinstance(value, bool):
        return message(N_("yes")) if value else message(N_("no"))
    if value is None or value == "" or value == ():
        return message(N_("none"))
    if isinstance(value, bytes):
        return message(N_("{count} bytes"), count=len(value))
    if is_dataclass(value) and not isinstance(value, type):
        return told(tuple(getattr(value, each.name) for each in fields(value)))
    if isinstance(value, tuple):
        shown = [told(each).text() for each in value if each not in (None, "", ())]
        return message("{values}", values=" ".join(shown))
    if isinstance(value, float):
        return message("{value}", value=f"{round(value, 2):g}")
    return message("{value}", value=value)


def _figures(text: str) -> list[str]:
    return [token for token in tokens(text) if _is_figure(token)]


def _without_figures(text: str) -> list[str]:
    return [token for token in tokens(text) if not _is_figure(token)]


def _is_figure(token: str) -> bool:
    return any(character.isdigit() for character in token)


def _text_in(value: Any) -> str:
    if isinstance(value, Footnote):
        return quoted(" ".join(map(text_of_block, value.paragraphs)))
    return quoted(getattr(value, "alt", ""))


def _alike(one: Block, other: Block) -> bool:
    """Whether two blocks may be the same one, changed."""
    return isinstance(one, Table) == isinstance(other, Table)


def _rows_alike(one: Row, other: Row) -> bool:
    return True


def _named(old: Block, new: Block, where: Message) -> Message:
    words = quoted(squeeze(text_of_block(old))) or quoted(squeeze(text_of_block(new)))
    if not words:
        return message(N_("{place}, empty paragraph"), place=where)
    if where is _DOCUMENT:
        return message("{words}", words=words)
    return message(N_("{place}, {part}"), place=where, part=words)


def _are_blocks(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Paragraph | Table)


def _are_sided(value: Any) -> bool:
    """Whether a value is pairs of a side and what is there."""
    return (
        isinstance(value, tuple)
        and bool(value)
        and all(
            isinstance(each, tuple) and len(each) == 2 and isinstance(each[0], str)
            for each in value
        )
    )


def _places(tree: PageTree) -> set[str]:
    """The names of the places in a tree."""
    return {value.name for value in everything_in(tree) if isinstance(value, Place)}
