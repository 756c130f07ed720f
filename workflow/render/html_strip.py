"""A paragraph as one endless line: its characters, and how far each of them takes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from weasyprint.text.line_break import get_log_attrs

from workflow.render.html_text import advances, printed
from workflow.render.page_tree import (
    Break,
    Footnote,
    Inline,
    Label,
    Link,
    PageNumber,
    PageReference,
    Paragraph,
    Picture,
    Place,
    RunStyle,
    Tab,
    Text,
)
from workflow.render.typed_items import typed_mark

_OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
_FIRST_IDEOGRAPH = "\N{CJK RADICAL REPEAT}"


@dataclass(frozen=True)
class Item:
    """What the characters from `start` to `end` of a strip are; `label`: part of the number of
    the paragraph."""

    child: Inline
    start: int
    end: int
    link: Link | None = None
    label: bool = False


@dataclass
class Strip:
    """`ends[n]` is how far the first n characters reach, pt; a tab and a break take nothing."""

    text: str = ""
    items: list[Item] = field(default_factory=list)
    ends: list[float] = field(default_factory=lambda: [0.0])

    def width(self, start: int, end: int) -> float:
        return self.ends[end] - self.ends[start]

    def stripped(self, start: int, end: int) -> int:
        """Where a stretch ends without its last spaces, which take no room at a line's end."""
        while end > start and self.text[end - 1] == " ":
            end -= 1
        return end

    def breaks(self, language: str) -> list[int]:
        """Where a line may end: before these characters (Unicode Annex 14)."""
        attributes = get_log_attrs(self.text, language)
        return [
            n
            for n in range(1, len(self.text))
            if not self.text[n - 1].isalnum() or self.text[n] >= _FIRST_IDEOGRAPH
            if attributes[n].is_line_break
        ]

    def add(self, child: Inline, link: Link | None = None, *, label: bool = False) -> None:
        for part in printed(child) if isinstance(child, Text) else (child,):
            text, widths = _measured(part)
            start = len(self.text)
            self.text += text
            for width in widths:
                self.ends.append(self.ends[-1] + width)
            self.items.append(Item(part, start, len(self.text), link, label))


def strip_of(paragraph: Paragraph) -> Strip:
    """A paragraph with its number."""
    strip = Strip()
    if paragraph.label:
        for part in _label(paragraph.label):
            strip.add(part, label=True)
    children = paragraph.children
    if mark := typed_mark(paragraph):
        first, *others = children
        assert isinstance(first, Text)
        strip.add(replace(first, text=mark.text), label=True)
        rest = first.text[len(mark.text) :]
        children = (replace(first, text=rest), *others) if rest else tuple(others)
    for child, link in _flat(children):
        strip.add(child, link)
    return strip


def _label(label: Label) -> Iterator[Inline]:
    if label.text:
        yield Text(label.text, label.style)
    if label.suffix == "tab":
        yield Tab(label.style)
    elif label.suffix == "space":
        yield Text(" ", label.style)


def _flat(
    children: Iterable[Inline], link: Link | None = None
) -> Iterator[tuple[Inline, Link | None]]:
    for child in children:
        if isinstance(child, Link):
            yield from _flat(child.children, child)
        else:
            yield child, link


def _measured(child: Inline) -> tuple[str, list[float]]:
    """The characters that stand for a child, and their widths."""
    match child:
        case Text():
            return child.text, list(advances(child.text, child.style))
        case Tab():
            return "\t", [0.0]
        case Break():
            return "\n", [0.0]
        case Picture():
            return _OBJECT, [child.width]
        case Place(name="number" | "date"):
            return _OBJECT, [sum(advances(child.text, child.style))]
        case Footnote():
            return _digits(child.mark, child.style) if child.mark else ("", [])
        case PageNumber():
            return _digits("- 1 -" if child.form == "dashed" else "1", child.style)
        case PageReference():
            return _digits(child.text, child.style)
    return "", []


def _digits(text: str, style: RunStyle) -> tuple[str, list[float]]:
    """A number that the page gives; one digit where it is not known yet."""
    text = text or "1"
    return text, list(advances(text, style))
