"""Paragraphs of a Word file and what stands in them: runs, fields, places, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workflow.model.messages import N_, message
from workflow.model.places import is_place
from workflow.model.vietnamese import nfc
from workflow.render.drawing_features import refused_drawing
from workflow.render.fonts import face_of
from workflow.render.ooxml import Element, Package, elements, short_name, value, w
from workflow.render.page_tree import (
    Break,
    Footnote,
    Inline,
    PageNumber,
    Paragraph,
    Picture,
    Place,
    RunStyle,
    Tab,
    Text,
)
from workflow.render.refusals import Refusals, first_words
from workflow.render.word_drawings import Drawings
from workflow.render.word_features import INVISIBLE
from workflow.render.word_numbering import Numbering
from workflow.render.word_pictures import refuse_pictures
from workflow.render.word_places import place_of
from workflow.render.word_shapes import ReadBlocks
from workflow.render.word_styles import Styles

_BREAKS = {"page": "page", "column": "column"}
_PAGE = re.compile(r"PAGE( \\\* (MERGEFORMAT|ARABIC))*")


class Inlines:
    """Reads the paragraphs of one package."""

    def __init__(
        self,
        package: Package,
        styles: Styles,
        numbering: Numbering,
        blocks: ReadBlocks,
        refusals: Refusals,
    ) -> None:
        self._package, self._styles, self._refusals = package, styles, refusals
        self._numbering = numbering
        self._drawings = Drawings(package, styles.theme, blocks, refusals)
        self._notes: dict[str, Element] | None = None

    def paragraph(self, element: Element, within: Sequence[Element] = ()) -> Paragraph:
        """
        Parameters:
            within: what the style of the table around it says, the most general first.
        """
        with self._refusals.at(first_words(element)):
            ppr = element.find(w("pPr"))
            if ppr is not None and (section := ppr.find(w("sectPr"))) is not None:
                self._refusals.element(section)  # inside a table or a control
                ppr.remove(section)
            found = self._styles.paragraph(ppr, within)
            mark_properties = ppr.find(w("rPr")) if ppr is not None else None
            mark = self._styles.run(found.run, mark_properties)
            label = self._numbering.label(found.number, mark) if found.number else None
            children = tuple(self._read(element, found.run))
            pictures = [child for child in children if isinstance(child, Picture)]
            if pictures and found.style.line_rule == "exact":  # Word shows a slice of it
                self._refusals.add(refused_drawing("in_exact_line"))
            return Paragraph(found.style, children, mark, label)

    def place_around(self, control: Element, content: Element) -> list[Paragraph]:
        """A content control around a whole paragraph marks that paragraph."""
        refuse_pictures(content, self._refusals)
        paragraphs = content.findall(w("p"))
        if len(paragraphs) != 1 or len(list(elements(content))) != 1:
            self._refusals.add(message(N_("a place marked around more than one paragraph")))
            return []
        found = self._styles.paragraph(paragraphs[0].find(w("pPr")))
        style, base = found.style, found.run
        children = tuple(self._read(paragraphs[0], base))
        text = "".join(child.text for child in children if isinstance(child, Text))
        inner = next((c.style for c in children if isinstance(c, Text)), base)
        kept = tuple(child for child in children if isinstance(child, Place))
        return [Paragraph(style, (Place(place_of(control), text, inner), *kept), base)]

    def _read(self, parent: Element, base: RunStyle) -> Iterator[Inline]:
        field: list[str] | None = None
        for element in elements(parent):
            match short_name(element):
                case "w:pPr":
                    pass
                case "w:r":
                    style = self._styles.run(base, element.find(w("rPr")))
                    for child in elements(element):
                        name = short_name(child)
                        if name == "w:fldChar":
                            kind = value(child, "fldCharType")
                            if kind == "begin":
                                field = []
                            elif kind == "end" and field is not None:
                                yield from self._field("".join(field), style)
                                field = None
                        elif name == "w:instrText" and field is not None:
                            field.append(child.text or "")
                        elif field is None:
                            yield from self._run_child(child, style)
                case "w:fldSimple":
                    yield from self._field(value(element, "instr") or "", base)
                case "w:sdt":
                    yield from self._control(element, base)
                case "w:smartTag" | "w:bdo" | "w:dir":
                    yield from self._read(element, base)
                case name if name.removeprefix("w:") not in INVISIBLE:
                    self._refusals.element(element)
        if field is not None:
            self._refusals.add(message(N_("a field without an end")))

    def _run_child(self, child: Element, style: RunStyle) -> Iterator[Inline]:
        match short_name(child):
            case "w:t":
                self._check_font(style, child.text or "")
                yield Text(nfc(child.text or ""), style)
            case "w:tab":
                yield Tab(style)
            case "w:br" | "w:cr":
                yield Break(style, _BREAKS.get(value(child, "type") or "", "line"))
            case "w:noBreakHyphen":
                yield Text("\N{NON-BREAKING HYPHEN}", style)
            case "w:drawing" | "w:pict" | "w:object":
                if drawn := self._drawings.read(child, style):
                    yield drawn
            case "w:footnoteReference":
                yield from self._footnote(child, style)
            case "w:rPr":
                pass
            case name if name.removeprefix("w:") not in INVISIBLE:
                self._refusals.element(child)

    def _check_font(self, style: RunStyle, text: str) -> None:
        """The font of a text is on this machine, or one with its widths is."""
        if text.strip() and face_of(style.font) is None:
            self._refusals.add(message(N_("the font “{name}”"), name=style.font))

    def _field(self, instruction: str, style: RunStyle) -> Iterator[Inline]:
        if _PAGE.fullmatch(" ".join(instruction.upper().split())):
            yield PageNumber(style)
        else:
            self._refusals.add(
                message(N_("a field other than the page number ({code})"), code=instruction.strip())
            )

    def _control(self, control: Element, base: RunStyle) -> Iterator[Inline]:
        content = control.find(w("sdtContent"))
        if content is None:
            return
        inner = tuple(self._read(content, base))
        name = place_of(control)
        if name and not is_place(name):
            self._refusals.add(message(N_("a mark for an unknown place “{name}”"), name=name))
        if not is_place(name):
            yield from inner
            return
        texts = [child for child in inner if isinstance(child, Text)]
        yield Place(name, "".join(t.text for t in texts), texts[0].style if texts else base)

    def _footnote(self, reference: Element, style: RunStyle) -> Iterator[Footnote]:
        if self._notes is None:
            part = self._package.part("word/footnotes.xml")
            found = part.findall(w("footnote")) if part is not None else []
            self._notes = {value(note, "id") or "": note for note in found}
        note = self._notes.get(value(reference, "id") or "")
        if note is None:
            self._refusals.add(message(N_("a footnote that the file does not hold")))
            return
        for mark in list(note.iter(w("footnoteRef"))):
            run = mark.getparent()
            assert run is not None
            run.getparent().remove(run)  # type: ignore[union-attr]
        yield Footnote(tuple(self.paragraph(p) for p in note.findall(w("p"))), style)
