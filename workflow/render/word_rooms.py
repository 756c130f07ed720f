"""Room for what comes after approval: empty paragraphs, or one that takes no room of its own."""

from __future__ import annotations

import copy
import re

from lxml import etree

from workflow.render.ooxml import Element, w
from workflow.render.word_lines import is_empty

_SPACES = re.compile(r" {2,}")
_NO_BREAK = "\N{NO-BREAK SPACE}"
_HAIR = "1"  # twentieths of a pt


def keep_blanks(paragraph: Element) -> None:
    """Several spaces typed as a blank become no-break ones: the line is one, not two columns."""
    for text in paragraph.iter(w("t")):
        text.text = _SPACES.sub(lambda blank: _NO_BREAK * len(blank[0]), text.text or "")


def empty_before(paragraph: Element) -> list[Element]:
    """The empty paragraphs right above one, from top to bottom."""
    found: list[Element] = []
    before = paragraph.getprevious()
    while before is not None and before.tag == w("p") and is_empty(before):
        found.insert(0, before)
        before = before.getprevious()
    return found


def empty_after(paragraph: Element) -> list[Element]:
    """The empty paragraphs right below one, from top to bottom."""
    found: list[Element] = []
    after = paragraph.getnext()
    while after is not None and after.tag == w("p") and is_empty(after):
        found.append(after)
        after = after.getnext()
    return found


def _hair() -> Element:
    """A paragraph that takes no room."""
    paragraph = etree.Element(w("p"))
    properties = etree.SubElement(paragraph, w("pPr"))
    spacing = etree.SubElement(properties, w("spacing"))
    for name, entry in (("before", "0"), ("after", "0"), ("line", _HAIR), ("lineRule", "exact")):
        spacing.set(w(name), entry)
    return paragraph


def hair_before(element: Element) -> Element:
    """A new paragraph above an element, which moves nothing."""
    paragraph = _hair()
    element.addprevious(paragraph)
    return paragraph


def hair_after(element: Element) -> Element:
    """A new paragraph below an element, which moves nothing."""
    paragraph = _hair()
    element.addnext(paragraph)
    return paragraph


def empty_run(paragraph: Element) -> Element:
    """A run without text that looks like a paragraph's end, which gives the line its height."""
    run = etree.Element(w("r"))
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    if mark is not None:
        run.append(copy.deepcopy(mark))
    etree.SubElement(run, w("t"))
    return run
