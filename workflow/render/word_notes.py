"""Footnotes and endnotes of a Word file: their numbers, and their text (ECMA-376 17.11)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from workflow.model.messages import N_, message
from workflow.render.number_forms import written
from workflow.render.ooxml import Element, Package, value, w
from workflow.render.page_tree import Block, Footnote, NoteMark, Paragraph, RunStyle, Table
from workflow.render.refusals import Refusals

ReadBlocks = Callable[[Element], tuple[Block, ...]]
_KINDS = ("footnote", "endnote")


@dataclass(frozen=True)
class _Rule:
    """How the notes of a section are numbered: their form, the first number, and where it comes
    again ("continuous", "eachSect")."""

    form: str
    start: int = 1
    restart: str = "continuous"


class Notes:
    """Reads the notes of one package; `blocks` reads what stands in one."""

    def __init__(self, package: Package, blocks: ReadBlocks, refusals: Refusals) -> None:
        self._package, self._blocks, self._refusals = package, blocks, refusals
        self._texts: dict[str, dict[str, Element]] = {}
        self._marks: dict[Element, str] = {}
        self._mark = ""

    def count(self) -> None:
        """Give every note its number, before the document is read."""
        if (document := self._package.part("word/document.xml")) is not None:
            for kind in _KINDS:
                self._count(document, kind)

    def at_section_end(self) -> bool:
        """Whether endnotes stand at the end of their section instead of the document's."""
        settings = self._package.part("word/settings.xml")
        found = settings.find(f"{w('endnotePr')}/{w('pos')}") if settings is not None else None
        return found is not None and value(found) == "sectEnd"

    def read(self, reference: Element, kind: str, style: RunStyle) -> Footnote | None:
        """The note that a reference calls; None where it was refused.

        Parameters:
            kind: "footnote" or "endnote".
        """
        note = self._text(kind).get(value(reference, "id") or "")
        if note is None:
            self._refusals.add(
                message(N_("a note that the file does not hold ({kind})"), kind=kind)
            )
            return None
        mark = self._marks.get(reference, "")
        with self._reading(mark):
            blocks = self._blocks(note)
        if any(isinstance(block, Table) for block in blocks):
            self._refusals.add(message(N_("a table in a footnote")))
        paragraphs = tuple(block for block in blocks if isinstance(block, Paragraph))
        if not paragraphs:
            self._refusals.add(message(N_("a footnote without words")))
            return None
        return Footnote(paragraphs, style, mark, kind == "endnote")

    def mark(self, style: RunStyle) -> Iterator[NoteMark]:
        """The number of the note that is being read."""
        if self._mark:
            yield NoteMark(self._mark, style)

    @contextmanager
    def _reading(self, mark: str) -> Iterator[None]:
        outside, self._mark = self._mark, mark
        try:
            yield
        finally:
            self._mark = outside

    def _text(self, kind: str) -> dict[str, Element]:
        if kind not in self._texts:
            part = self._package.part(f"word/{kind}s.xml")
            found = part.findall(w(kind)) if part is not None else []
            self._texts[kind] = {value(note, "id") or "": note for note in found}
        return self._texts[kind]

    def _count(self, document: Element, kind: str) -> None:
        """Number the notes of one kind in their order; what a section says of them stands at its
        end."""
        general = self._rule(self._package.part("word/settings.xml"), kind)
        section: list[Element] = []
        number: int | None = None
        reference = w(f"{kind}Reference")
        for element in document.iter(reference, w("sectPr")):
            if element.tag == reference:
                section.append(element)
                continue
            rule = self._rule(element, kind, general)
            if number is None or rule.restart == "eachSect":
                number = rule.start
            for called in section:
                custom = value(called, "customMarkFollows")
                if custom not in (None, "0", "false", "off"):
                    continue
                text = written(number, rule.form) or ""
                self._marks[called] = text
                number += 1
            section = []

    def _rule(self, around: Element | None, kind: str, rule: _Rule | None = None) -> _Rule:
        """What a `w:footnotePr` or `w:endnotePr` says, over the rule of the document."""
        rule = rule or _Rule("decimal" if kind == "footnote" else "lowerRoman")
        properties = around.find(w(f"{kind}Pr")) if around is not None else None
        if properties is None:
            return rule
        form, start, restart, place = (
            properties.find(w(name)) for name in ("numFmt", "numStart", "numRestart", "pos")
        )
        if form is not None and value(form) is not None:
            rule = replace(rule, form=value(form) or "")
            if written(1, rule.form) is None:
                self._refusals.add(
                    message(N_("notes numbered in another way ({form})"), form=rule.form)
                )
        if start is not None:
            rule = replace(rule, start=int(value(start) or 1))
        if restart is not None:
            rule = replace(rule, restart=value(restart) or "continuous")
            if rule.restart == "eachPage":  # numbers are given before pages are known
                self._refusals.add(
                    message(N_("notes numbered in another way ({form})"), form=rule.restart)
                )
        if kind == "footnote" and place is not None and value(place) not in ("pageBottom", None):
            self._refusals.add(message(N_("footnotes that do not stand at the foot of the page")))
        return rule
