"""The styles of a Word file: defaults, inheritance and direct formatting, resolved to values.

The order is that of ECMA-376 17.7.2: defaults of the document, the table's style, the paragraph's
style, the level of its numbering, the character style, and what is formatted directly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from workflow.model.messages import Message
from workflow.render.ooxml import Element, Package, value, w
from workflow.render.page_tree import ParagraphStyle, RunStyle
from workflow.render.word_numbering import Numbering, NumberOf
from workflow.render.word_paragraphs import Paragraphs
from workflow.render.word_runs import Runs, toggled
from workflow.render.word_theme import Theme

Refuse = Callable[[Message], None]


@dataclass(frozen=True)
class Resolved:
    """A paragraph's style, the run style that its text starts from, and its number's list."""

    style: ParagraphStyle
    run: RunStyle
    number: NumberOf | None = None


class Styles:
    """The style sheet of one package."""

    def __init__(self, package: Package, refuse: Refuse, numbering: Numbering) -> None:
        self._refuse, self._numbering = refuse, numbering
        self.theme = Theme(package)
        self.runs, self.paragraphs = Runs(self.theme, refuse), Paragraphs(self.theme, refuse)
        root = package.part("word/styles.xml")
        found = root.findall(w("style")) if root is not None else []
        self._styles = {value(style, "styleId"): style for style in found}
        self._defaults = {
            value(style, "type"): value(style, "styleId")
            for style in found
            if value(style, "default") in ("1", "true", "on")
        }
        self._run, self._paragraph = RunStyle(), ParagraphStyle()
        defaults = root.find(w("docDefaults")) if root is not None else None
        if defaults is not None:
            rpr = defaults.find(f"{w('rPrDefault')}/{w('rPr')}")
            ppr = defaults.find(f"{w('pPrDefault')}/{w('pPr')}")
            self._run = self.runs.applied(self._run, rpr)
            self._paragraph = self.paragraphs.applied(self._paragraph, ppr)

    def paragraph(self, ppr: Element | None, within: Sequence[Element] = ()) -> Resolved:
        """The style of a paragraph.

        Parameters:
            within: what the style of the table around it says, the most general first; elements
                with `w:pPr` and `w:rPr`.
        """
        found = self._resolved(ppr, within, indented=True)
        if found.number is None and ppr is not None and ppr.find(w("numPr")) is not None:
            # The indents of a list go with its number (numId 0 takes it away).
            return self._resolved(ppr, within, indented=False)
        return found

    def _resolved(
        self, ppr: Element | None, within: Sequence[Element], *, indented: bool
    ) -> Resolved:
        """`indented`: with the indents of the list that it is in."""
        style, run, number_of = self._paragraph, self._run, None
        for source in within:
            style = self.paragraphs.applied(style, source.find(w("pPr")))
            run = self.runs.applied(run, source.find(w("rPr")))
        named = ppr.find(w("pStyle")) if ppr is not None else None
        style_id = value(named) if named is not None else self._defaults.get("paragraph")
        if style_id not in self._styles:  # Word takes the default style for one that is missing
            style_id = self._defaults.get("paragraph")
        for source in self.inherited(style_id):
            part = source.find(w("pPr"))
            number_of, listed = self._numbered(number_of, style, part, value(source, "styleId"))
            style = self.paragraphs.applied(listed if indented else style, part)
            run = self.runs.applied(run, source.find(w("rPr")))
        if ppr is not None:
            number_of, listed = self._numbered(number_of, style, ppr, None)
            style = self.paragraphs.applied(listed if indented else style, ppr)
        return Resolved(replace(style, name=style_id or ""), run, number_of)

    def run(self, base: RunStyle, rpr: Element | None) -> RunStyle:
        """The style of a run inside a paragraph whose text starts from `base`."""
        if rpr is None:
            return base
        named, style = rpr.find(w("rStyle")), base
        for source in self.inherited(value(named) if named is not None else None):
            part = source.find(w("rPr"))
            style = toggled(self.runs.applied(style, part), part, base)
        return self.runs.applied(style, rpr)

    def inherited(self, style_id: str | None) -> list[Element]:
        """A style and those it is based on, the most general first."""
        line: list[Element] = []
        while style_id in self._styles and self._styles[style_id] not in line:
            style = self._styles[style_id]
            line.insert(0, style)
            based = style.find(w("basedOn"))
            style_id = value(based) if based is not None else None
        return line

    def default(self, kind: str) -> str | None:
        """The id of the default style of a kind: "paragraph", "table" and so on."""
        return self._defaults.get(kind)

    def _numbered(
        self,
        number_of: NumberOf | None,
        style: ParagraphStyle,
        ppr: Element | None,
        style_id: str | None,
    ) -> tuple[NumberOf | None, ParagraphStyle]:
        """The list that a paragraph is in by one `w:pPr`, and its style with that level's
        indents, over which go those of the same `w:pPr`."""
        numbered = ppr.find(w("numPr")) if ppr is not None else None
        if numbered is None:
            return number_of, style
        found = self._numbering.number_of(numbered, number_of, style_id)
        level = self._numbering.level(found) if found else None
        return found, self.paragraphs.applied(
            style, level.find(w("pPr")) if level is not None else None
        )
