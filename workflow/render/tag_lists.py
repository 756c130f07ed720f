"""Numbered paragraphs as lists (ISO 32000-1, 14.8.4.3.3).

Word has no lists, only paragraphs with numbers. A list here is what a reader takes for one: items
of one `w:num` that follow each other, with the lists of deeper levels and the paragraphs that are
set as deep as the text of an item within that item. Any other paragraph ends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workflow.render.page_tree import Label
from workflow.render.tag_boxes import NUMBER
from workflow.render.tag_tree import Held, Mark, Tag

_SAME = 0.5  # px
_FORMS = {
    "decimal": "Decimal",
    "decimalZero": "Decimal",
    "upperRoman": "UpperRoman",
    "lowerRoman": "LowerRoman",
    "upperLetter": "UpperAlpha",
    "lowerLetter": "LowerAlpha",
}
_SIGNS = {**dict.fromkeys("•●∙·", "Disc"), **dict.fromkeys("○◦o", "Circle"),
          **dict.fromkeys("■▪□▫", "Square")}  # fmt: skip
_OTHER = "None"


@dataclass(frozen=True)
class Item:
    """What the HTML of a numbered paragraph says: its list (`series`), its `level` from 0, the form
    of its number by ISO 32000-1, table 347, whether that stands left of the text (`hangs`), and
    its place among marks that were `typed`, None where Word counts."""

    series: str
    level: int
    form: str
    hangs: bool
    typed: int | None = None

    @property
    def said(self) -> str:
        """It as an attribute of the HTML element."""
        hangs, typed = "hangs" if self.hangs else "-", "-" if self.typed is None else self.typed
        return f"{self.level} {self.form} {hangs} {typed} {self.series}"

    @classmethod
    def of(cls, tag: Tag | Mark | Held) -> Item | None:
        """None where a paragraph is no item: it has no number, or nothing but one."""
        if not isinstance(tag, Tag) or tag.kind != "P" or not (said := tag.said("data-item")):
            return None
        numbers = [kid for kid in tag.tags if kid.kind == NUMBER]
        if not numbers or len(numbers) == len(tag.kids):
            return None
        level, form, hangs, typed, series = said.split(" ", 4)
        place = None if typed == "-" else int(typed)
        return cls(series, int(level), form, hangs == "hangs", place)


@dataclass
class _Open:
    """A list that is being made, and its last item's paragraph and body."""

    item: Item
    tag: Tag
    indent: float
    body: Tag


def numbering_of(label: Label) -> str:
    """The form of a number by ISO 32000-1, table 347, which knows few."""
    forms, name = (_SIGNS, label.text.strip()) if label.bullet else (_FORMS, label.form)
    return forms.get(name, _OTHER)


def make_lists(tag: Tag) -> None:
    """Put the numbered paragraphs below an element into lists."""
    if any(Item.of(kid) for kid in tag.tags):
        _pass_over_lone(tag.kids)
        tag.kids = _Maker(tag.kids).made()
    tag.kids = [part for kid in tag.kids for part in _plain(kid)]
    for kid in tag.tags:
        make_lists(kid)


def _pass_over_lone(kids: Sequence[Tag | Mark | Held]) -> None:
    """Typed marks are part of their paragraphs unless they are those of a whole list: several of
    one sign, or numbers from 1 on, with nothing between them but items. Articles and headings begin
    with numbers too, but have their text between them."""
    sequences: dict[str, list[list[tuple[Tag, int]]]] = {}
    last: dict[str, tuple[int, int]] = {}
    stretch = 0  # of items, counted
    for kid in kids:
        item = Item.of(kid)
        stretch += item is None
        if isinstance(kid, Tag) and item is not None and item.typed is not None:
            before, place = last.get(item.series, (0, -1))
            goes_on = item.typed == before + 1 if item.typed else place == stretch
            found = sequences.setdefault(item.series, [])
            if not goes_on or not found:
                found.append([])
            found[-1].append((kid, stretch))
            last[item.series] = item.typed, stretch
    for sequence in (each for found in sequences.values() for each in found):
        first = Item.of(sequence[0][0])
        assert first is not None
        whole = len({place for _, place in sequence}) == 1 and first.typed in (0, 1)
        if not whole or len(sequence) == 1:
            for paragraph, _ in sequence:
                paragraph.kids = [part for kid in paragraph.kids for part in _plain(kid)]


def _plain(kid: Tag | Mark | Held) -> list[Tag | Mark | Held]:
    """The number of a paragraph that is no item is part of its text."""
    return kid.kids if isinstance(kid, Tag) and kid.kind == NUMBER else [kid]


class _Maker:
    def __init__(self, kids: Sequence[Tag | Mark | Held]) -> None:
        self._kids = kids
        self._made: list[Tag | Mark | Held] = []
        self._open: list[_Open] = []
        self._nested: set[tuple[str, str]] = set()

    def made(self) -> list[Tag | Mark | Held]:
        for place, kid in enumerate(self._kids):
            item = Item.of(kid)
            if item is not None and isinstance(kid, Tag):
                self._add(item, kid, place)
            elif isinstance(kid, Tag) and (body := self._body_of(kid)):
                body.kids.append(kid)
            else:
                self._open = []
                self._made.append(kid)
        return self._made

    def _add(self, item: Item, paragraph: Tag, place: int) -> None:
        self._close(item, paragraph, place)
        if not self._open or not _same(self._open[-1].item, item):
            if self._open:
                self._nested.add((self._open[-1].item.series, item.series))
            made = Tag("L", attributes={"O": "/List", "ListNumbering": f"/{item.form}"})
            (self._open[-1].body.kids if self._open else self._made).append(made)
            self._open.append(_Open(item, made, paragraph.indent, made))
        whole, body = Tag("LI"), Tag("LBody", kids=[paragraph])
        numbers = [kid for kid in paragraph.tags if kid.kind == NUMBER]
        label = Tag("Lbl", kids=[part for number in numbers for part in number.kids])
        paragraph.kids = [kid for kid in paragraph.kids if kid not in numbers]
        whole.kids = [label, body]
        last = self._open[-1]
        last.tag.kids.append(whole)
        last.body, last.indent = body, paragraph.indent

    def _close(self, item: Item, paragraph: Tag, place: int) -> None:
        """End the lists that an item is not within."""
        if any(_same(opened.item, item) for opened in self._open):
            while not _same(self._open[-1].item, item):
                self._open.pop()
            if item.typed == 1:
                self._open.pop()  # another list of the kind begins
            return
        while self._open and not self._is_within(self._open[-1], item, paragraph, place):
            self._open.pop()

    def _is_within(self, opened: _Open, item: Item, paragraph: Tag, place: int) -> bool:
        """Whether an item of a list begins one within the last item of another."""
        if opened.item.series == item.series:
            return opened.item.level < item.level
        return (
            paragraph.indent > opened.indent + _SAME
            or (opened.item.series, item.series) in self._nested
            or self._goes_on(opened.item, place)
        )

    def _goes_on(self, item: Item, place: int) -> bool:
        """Whether a list goes on after the items of others."""
        for kid in self._kids[place:]:
            other = Item.of(kid)
            if other is None or _same(other, item):
                return other is not None
        return False

    def _body_of(self, paragraph: Tag) -> Tag | None:
        """The item that a paragraph without a number goes on: one whose text is set as deep."""
        if paragraph.kind != "P":
            return None
        for place, opened in enumerate(self._open):
            if opened.item.hangs and abs(opened.indent - paragraph.indent) <= _SAME:
                del self._open[place + 1 :]
                return opened.body
        return None


def _same(one: Item, other: Item) -> bool:
    return (one.series, one.level) == (other.series, other.level)
