"""The paragraphs of a Word file as lines of words, and how one is parted at its line breaks."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from workflow.model.vietnamese import nfc, squeeze
from workflow.render.ooxml import Element, elements, value, w

_SHOWN = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}
_OBJECTS = tuple(map(w, ("drawing", "pict", "object", "fldChar", "fldSimple")))


@dataclass(frozen=True)
class WordLine:
    """A line of a paragraph: up to a tab stop or a line break; `alone` tells whether it is all
    that its paragraph holds."""

    paragraph: Element
    text: str
    alone: bool


def word_lines(body: Element) -> list[WordLine]:
    """Every line of a document in the order of the file, those in the cells of tables too."""
    return [line for paragraph in body.iter(w("p")) for line in _lines(paragraph)]


def text_of(paragraph: Element) -> str:
    """What a paragraph says; tab stops and line breaks are characters."""
    return nfc("".join(_characters(paragraph)))


def is_empty(paragraph: Element) -> bool:
    """Whether nothing of a paragraph shows."""
    return not text_of(paragraph).strip() and not any(True for _ in paragraph.iter(*_OBJECTS))


def part_at_breaks(paragraph: Element) -> None:
    """Make a paragraph of each line of one that is broken by hand (Shift+Enter).

    Nothing is added between them; the last one is the element that was given.
    """
    pieces: list[list[Element]] = [[]]
    properties = paragraph.find(w("pPr"))
    for child in list(elements(paragraph)):
        if child is properties:
            continue
        if child.tag != w("r"):
            pieces[-1].append(child)
            continue
        for part in _parted_run(child, _is_break):
            if isinstance(part, Parting):
                pieces.append([])
            else:
                pieces[-1].append(part)
    for child in list(paragraph):
        if child is not properties:
            paragraph.remove(child)
    section = properties.find(w("sectPr")) if properties is not None else None
    last = len(pieces) - 1
    for number, piece in enumerate(pieces[:-1]):
        before = etree.Element(w("p"))
        if properties is not None:
            own = copy.deepcopy(properties)
            if section is not None and (ends := own.find(w("sectPr"))) is not None:
                own.remove(ends)
            before.append(own)
        _without_space(before, first=number == 0, last=False)
        before.extend(piece)
        paragraph.addprevious(before)
    _without_space(paragraph, first=last == 0, last=True)
    paragraph.extend(pieces[last])


@dataclass(frozen=True)
class Parting:
    """A line break or tab between two parts of a run."""

    element: Element


def _parted_run(run: Element, parts: Callable[[Element], bool]) -> Iterator[Element | Parting]:
    """The run parted at its line breaks, or at its tabs."""
    inner = [child for child in elements(run) if child.tag != w("rPr")]
    if not any(map(parts, inner)):
        yield run
        return
    gathered: list[Element] = []
    for child in inner:
        if parts(child):
            yield from _run_of(run, gathered)
            yield Parting(child)
            gathered = []
        else:
            gathered.append(child)
    yield from _run_of(run, gathered)


def stretch_of(paragraph: Element, text: str) -> list[Element]:
    """The runs of a paragraph that say just what stands between two of its tabs; empty where that
    is not made of whole runs. Runs that hold a tab are parted at it."""
    groups: list[list[Element]] = [[]]
    for child in list(elements(paragraph)):
        if child.tag != w("r"):
            groups[-1].append(child)
            continue
        after = child
        for part in list(_parted_run(child, _is_tab)):
            tab = isinstance(part, Parting)
            run = next(_run_of(child, [part.element])) if isinstance(part, Parting) else part
            if run is not child:
                after.addnext(run)
            after = run
            if tab:
                groups.append([])
            else:
                groups[-1].append(run)
        if after is not child:
            paragraph.remove(child)
    for group in groups:
        runs = [child for child in group if child.tag == w("r")]
        said = nfc("".join(t.text or "" for run in runs for t in run.iter(w("t"))))
        whole = all(child.tag in (w("r"), w("pPr"), w("proofErr")) for child in group)
        if whole and squeeze(said) == squeeze(text):
            return runs
    return []


def _is_tab(element: Element) -> bool:
    return element.tag in (w("tab"), w("ptab"))


def _run_of(run: Element, inner: list[Element]) -> Iterator[Element]:
    if not inner:
        return
    made = etree.Element(w("r"))
    if (properties := run.find(w("rPr"))) is not None:
        made.append(copy.deepcopy(properties))
    made.extend(inner)
    yield made


def _is_break(element: Element) -> bool:
    return element.tag == w("cr") or (
        element.tag == w("br") and value(element, "type") in (None, "textWrapping")
    )


def _without_space(paragraph: Element, *, first: bool, last: bool) -> None:
    """No space between the lines of what was one paragraph, and no indent of a first line."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    spacing = _property(properties, "spacing", before=("ind", "contextualSpacing", "jc", "rPr"))
    for side, kept in (("before", first), ("after", last)):
        if not kept:
            spacing.set(w(side), "0")
            _drop(spacing, f"{side}Autospacing", f"{side}Lines")
    if not first:
        indent = _property(properties, "ind", before=("contextualSpacing", "jc", "rPr"))
        _drop(indent, "hanging")
        indent.set(w("firstLine"), "0")


def _drop(element: Element, *attributes: str) -> None:
    for name in attributes:
        if value(element, name) is not None:
            del element.attrib[w(name)]


def _property(properties: Element, name: str, before: tuple[str, ...]) -> Element:
    """A property, made in its place where it is missing (ECMA-376 17.3.1.26 sets the order)."""
    found = properties.find(w(name))
    if found is None:
        found = etree.Element(w(name))
        follower = next((p for p in properties if p.tag in set(map(w, before))), None)
        if follower is None:
            properties.append(found)
        else:
            follower.addprevious(found)
    return found


def _lines(paragraph: Element) -> Iterator[WordLine]:
    stretches = [s for s in text_of(paragraph).replace("\n", "\t").split("\t") if s.strip()]
    for stretch in stretches:
        yield WordLine(paragraph, stretch.strip(), alone=len(stretches) == 1)


def _characters(paragraph: Element) -> Iterator[str]:
    for element in paragraph.iter(w("t"), w("br"), *_SHOWN):
        if element.getparent().tag != w("r"):  # type: ignore[union-attr]
            continue  # a tab stop of the paragraph's properties
        if next(element.iterancestors(w("p"))) is not paragraph:
            continue  # in a text box that is anchored here
        if element.tag == w("t"):
            yield element.text or ""
        elif element.tag == w("br"):
            yield "\n" if _is_break(element) else ""
        else:
            yield _SHOWN[str(element.tag)]
