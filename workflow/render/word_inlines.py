"""Paragraphs of a Word file and what stands in them: each part is read in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import groupby

from workflow.model.messages import N_, message
from workflow.model.places import is_place
from workflow.model.vietnamese import nfc
from workflow.render.drawing_features import refused_drawing
from workflow.render.ooxml import Element, Package, elements, short_name, value, w
from workflow.render.page_tree import (
    Bookmark,
    Break,
    Drawing,
    Footnote,
    Inline,
    Link,
    Paragraph,
    Picture,
    Place,
    RunStyle,
    Tab,
    Text,
)
from workflow.render.refusals import Refusals, words_near
from workflow.render.run_fonts import in_fonts, in_one_font, printed_fonts, refused_font
from workflow.render.symbol_fonts import is_symbol_font, shown_sign, with_signs
from workflow.render.word_controls import refuse_empty, tick_box
from workflow.render.word_drawings import Drawings
from workflow.render.word_features import INVISIBLE
from workflow.render.word_fields import Fields
from workflow.render.word_links import Links
from workflow.render.word_notes import Notes
from workflow.render.word_numbering import Numbering
from workflow.render.word_paragraphs import aligned_tab
from workflow.render.word_pictures import refuse_pictures
from workflow.render.word_places import place_of
from workflow.render.word_shapes import ReadBlocks
from workflow.render.word_styles import Styles

_BREAKS = {"page": "page", "column": "column"}
_ATOMS = (Footnote, Place, Picture, Drawing)


class Inlines:
    """Reads the paragraphs of one package."""

    def __init__(
        self,
        package: Package,
        styles: Styles,
        numbering: Numbering,
        blocks: ReadBlocks,
        notes: Notes,
        refusals: Refusals,
    ) -> None:
        self._package, self._styles, self._refusals = package, styles, refusals
        self._numbering = numbering
        self._drawings = Drawings(package, styles.theme, blocks, refusals)
        self._links = Links(package, refusals)
        self._fields = Fields(self._links, refusals)
        self._target = ""
        self.notes = notes

    def story(self, *, repeated: bool = False) -> AbstractContextManager[None]:
        """A text that fields do not reach out of; see `Fields.story`."""
        return self._fields.story(repeated=repeated)

    def paragraph(self, element: Element, within: Sequence[Element] = ()) -> Paragraph:
        """
        Parameters:
            within: what the style of the table around it says, the most general first.
        """
        with self._refusals.at(words_near(element)):
            ppr = element.find(w("pPr"))
            if ppr is not None and (section := ppr.find(w("sectPr"))) is not None:
                self._refusals.element(section)  # inside a table or a control
                ppr.remove(section)
            found = self._styles.paragraph(ppr, within)
            mark_properties = ppr.find(w("rPr")) if ppr is not None else None
            mark = in_one_font(self._styles.run(found.run, mark_properties))
            label = None
            if found.number:
                label = self._numbering.label(found.number, mark, self._styles.run)
            begun = self._fields.in_contents
            children = tuple(self._linked(element, found.run))
            contents = begun or self._fields.in_contents
            pictures = [child for child in children if isinstance(child, Picture)]
            if pictures and found.style.line_rule == "exact":  # Word shows a slice of it
                self._refusals.add(refused_drawing("in_exact_line"))
            return self._checked(Paragraph(found.style, children, mark, label, contents))

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
        place = Place(place_of(control), text, in_one_font(inner))
        return [self._checked(Paragraph(style, (place, *kept), in_one_font(base)))]

    def _checked(self, paragraph: Paragraph) -> Paragraph:
        """A paragraph whose fonts, or others with their widths, are on this machine."""
        for name, text in printed_fonts(paragraph).items():
            if refusal := refused_font(name, text):
                self._refusals.add(refusal)
        return paragraph

    def _linked(self, parent: Element, base: RunStyle) -> Iterator[Inline]:
        """What stands in a paragraph; what leads to the same place is one link."""
        read = ((self._leads_to(child), child) for child in self._read(parent, base))
        for target, found in groupby(read, key=lambda pair: pair[0]):
            children = tuple(child for _, child in found)
            if target:
                yield Link(target, children, children[0].style)
            else:
                yield from children

    def _leads_to(self, child: Inline) -> str:
        """The target of what was read last; a note or a place in a link is none of its text."""
        return "" if isinstance(child, _ATOMS) else self._fields.target or self._target

    def _read(self, parent: Element, base: RunStyle) -> Iterator[Inline]:
        for element in elements(parent):
            match short_name(element):
                case "w:pPr":
                    pass
                case "w:r":
                    style = self._styles.run(base, element.find(w("rPr")))
                    for child in elements(element):
                        yield from self._run_child(child, style)
                case "w:hyperlink":
                    outside, self._target = self._target, self._links.of(element)
                    yield from self._read(element, base)
                    self._target = outside
                case "w:fldSimple":
                    self._fields.begin_simple(value(element, "instr") or "", in_one_font(base))
                    yield from self._read(element, base)
                    yield from self._fields.end_simple()
                case "w:sdt":
                    yield from self._control(element, base)
                case "w:bookmarkStart" if self._links.is_used(value(element, "name") or ""):
                    yield Bookmark((value(element, "name") or "").casefold(), in_one_font(base))
                case name if name.removeprefix("w:") not in INVISIBLE:
                    self._refusals.element(element)

    def _run_child(self, child: Element, style: RunStyle) -> Iterator[Inline]:
        name, letters = short_name(child), style
        style = in_one_font(style)
        match name:
            case "w:fldChar":
                yield from self._fields.char(child, style)
            case "w:instrText":
                self._fields.code(child.text or "")
            case _ if self._fields.hidden:
                self._fields.unseen(child.text or "" if name == "w:t" else "", style)
            case "w:t":
                yield from _text(nfc(child.text or ""), letters)
            case "w:sym":
                yield from self._symbol(child, style)
            case "w:softHyphen":
                yield Text("\N{SOFT HYPHEN}", style)
            case "w:tab":
                yield Tab(style)
            case "w:ptab":
                yield aligned_tab(child, style)
            case "w:br" | "w:cr":
                yield Break(style, _BREAKS.get(value(child, "type") or "", "line"))
            case "w:noBreakHyphen":
                yield Text("\N{NON-BREAKING HYPHEN}", style)
            case "w:drawing" | "w:pict" | "w:object":
                yield from self._drawings.read(child, style)
            case "w:footnoteReference" | "w:endnoteReference":
                kind = name.removeprefix("w:").removesuffix("Reference")
                with self._fields.story():
                    note = self.notes.read(child, kind, style)
                if note is not None:
                    yield note
            case "w:footnoteRef" | "w:endnoteRef":
                yield from self.notes.mark(style)
            case "w:rPr":
                pass
            case _ if name.removeprefix("w:") not in INVISIBLE:
                self._refusals.element(child)

    def _symbol(self, symbol: Element, style: RunStyle) -> Iterator[Text]:
        """A sign by its code in a font (17.3.3.30)."""
        font, code = value(symbol, "font") or style.font, int(value(symbol, "char") or "0", 16)
        if not is_symbol_font(font):
            yield from _text(nfc(chr(code)), replace(style, font=font))
        elif found := shown_sign(font, code, style):
            yield Text(found[1], found[0])
        else:
            sentence = N_("the sign {code} of the font {font}")
            self._refusals.add(message(sentence, code=f"U+{code:04X}", font=font))

    def _control(self, control: Element, base: RunStyle) -> Iterator[Inline]:
        content = control.find(w("sdtContent"))
        if content is None:
            return
        name = place_of(control)
        if name and not is_place(name):
            self._refusals.add(message(N_("a mark for an unknown place “{name}”"), name=name))
        if not is_place(name):
            refuse_empty(control, self._refusals)
            run = content.find(f".//{w('r')}/{w('rPr')}")
            ticked = tick_box(control, in_one_font(self._styles.run(base, run)))
            yield from with_signs(ticked) if ticked else self._read(content, base)
            return
        inner = tuple(self._read(content, base))
        texts = [child for child in inner if isinstance(child, Text)]
        looks = {replace(text.style, language="") for text in texts if text.text.strip()}
        if len(looks) > 1:  # what comes later is set in one
            line = "".join(text.text for text in texts).strip()
            self._refusals.add(
                message(N_("the line “{line}” of a place in several fonts, sizes or looks; set it "
                           "in one"), line=line)
            )  # fmt: skip
        shown = next((text for text in texts if text.text.strip()), next(iter(texts), None))
        yield Place(
            name, "".join(t.text for t in texts), shown.style if shown else in_one_font(base)
        )


def _text(text: str, style: RunStyle) -> Iterator[Text]:
    """A text in stretches of one face."""
    for stretch in in_fonts(Text(text, style)):
        yield from with_signs(stretch) if text else (stretch,)
