"""The words of a page tree, as they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workflow.render.html_text import printed, shown
from workflow.render.page_tree import (
    PageTree,
    Paragraph,
    Section,
    Text,
    all_paragraphs,
    inlines_of,
    paragraphs_of,
    shares_page,
)


def printed_texts(tree: PageTree) -> Iterator[str]:
    """Every stretch of text, those of all headers and footers too."""
    for text in stretches(all_paragraphs(tree)):
        yield text.text


def shown_texts(tree: PageTree) -> Iterator[str]:
    """What must be on the pages: of headers and footers those of each section's first page, unless
    that may be an even one."""
    before: Section | None = None
    for section in tree.sections:
        yield from _texts(paragraphs_of(section.blocks))
        if before is None or not shares_page(before, section):
            for margin in (section.header, section.footer):
                if margin.first is not None:
                    yield from _texts(paragraphs_of(margin.first))
                elif margin.even is None:
                    yield from _texts(paragraphs_of(margin.default))
        before = section


def stretches(paragraphs: Iterable[Paragraph]) -> Iterator[Text]:
    """The text of paragraphs with its style: labels, and letters as they are set."""
    for paragraph in paragraphs:
        if label := paragraph.label:
            yield Text(label.text, label.style)
        for child in inlines_of(paragraph.children):
            if isinstance(child, Text):
                yield Text(shown("".join(part.text for part in printed(child))), child.style)


def _texts(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    for text in stretches(paragraphs):
        yield text.text
