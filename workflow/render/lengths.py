"""Bounds of what is laid out: no real document comes near them, and a made-up one would take
minutes."""

from __future__ import annotations

from workflow.model.errors import TemplateBroken
from workflow.model.messages import N_, message
from workflow.render.page_tree import PageTree, Text, all_paragraphs, inlines_of

_MOST_CHARACTERS = 4_000_000  # some 1,500 pages
_MOST_PARAGRAPHS = 200_000
_LONGEST_PARAGRAPH = 100_000  # characters, 30 pages
_MOST_STRETCHES = 10_000  # of one paragraph


def check_lengths(tree: PageTree, file: str) -> None:
    """
    Raises:
        TemplateBroken: the document, or one paragraph of it, is longer than any real one.
    """
    characters = paragraphs = 0
    for paragraph in all_paragraphs(tree):
        here = stretches = 0
        for child in inlines_of(paragraph.children):
            stretches += 1
            here += len(child.text) if isinstance(child, Text) else 0
        if here > _LONGEST_PARAGRAPH or stretches > _MOST_STRETCHES:
            reason = N_("a paragraph is longer than any real one: {words}…")
            words = paragraph.text[:40]
            raise TemplateBroken(file=file, reason=message(reason, words=words))
        characters, paragraphs = characters + here, paragraphs + 1
    if characters > _MOST_CHARACTERS or paragraphs > _MOST_PARAGRAPHS:
        raise TemplateBroken(file=file, reason=message(N_("it is longer than any real document")))
