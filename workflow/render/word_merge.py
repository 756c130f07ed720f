"""Word passages put into the filled template, where the draft has them, with their formatting.

Everything that the text of a passage leans on in its own file comes with it: styles, defaults,
theme fonts, lists, notes, pictures, links. The page with its header is the template's.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence

from docx.document import Document as WordDocument
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from lxml import etree

from workflow.model.document import WordPassage
from workflow.model.errors import Problem, TemplateBroken, UnsupportedFeatures, WordFileBroken
from workflow.model.messages import N_, message
from workflow.render.ooxml import Element, Package, elements, value, w
from workflow.render.refusals import first_words
from workflow.render.word_merge_defaults import in_order
from workflow.render.word_merge_lists import MergedLists
from workflow.render.word_merge_notes import merge_notes
from workflow.render.word_merge_parts import MergedParts, clean, ignorable_in, own_names
from workflow.render.word_merge_settings import merge_settings
from workflow.render.word_merge_styles import MergedStyles, StyleSheet
from workflow.render.word_merge_theme import Theme, theme_of

_TAG, _HELD = "vanban-passage.", "vanban-passage-held."
_MAIN = "word/document.xml"


def passage_mark(passage: WordPassage, *, held: bool) -> str:
    """What stands in the filled template until `merge_passages` puts the passage there.

    Parameters:
        held: its last paragraph stays with what follows.
    """
    tag = f"{_HELD if held else _TAG}{passage.sha256}"
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr>'
        "<w:sdtContent><w:p/></w:sdtContent></w:sdt>"
    )


def merge_passages(document: WordDocument, passages: Iterable[WordPassage]) -> None:
    """Put every passage in the place of its mark.

    Raises:
        UnsupportedFeatures: what a passage cannot bring along, by name and place.
        WordFileBroken, ImageRefused: a passage, or a picture in it, is damaged.
    """
    by_sha256 = {passage.sha256: passage for passage in passages}
    marks = [tag for tag in document.element.body.iter(w("tag")) if _sha256(tag) in by_sha256]
    if not marks:
        return
    sheet = StyleSheet(document.styles.element, _host_theme(document))
    for number, tag in enumerate(marks, start=1):
        control = tag.getparent().getparent()
        held = (value(tag) or "").startswith(_HELD)
        passage = by_sha256[_sha256(tag)]
        try:
            merged = _Passage(document, sheet, passage, f"W{number}")
            if number == 1:
                merge_settings(document.settings.element, merged.source)
            for element in merged.blocks(held=held):
                control.addprevious(element)
        except TemplateBroken as error:  # it is read like one
            reason = error.facts["reason"]
            raise WordFileBroken(file=passage.name, reason=reason) from error
        control.getparent().remove(control)


class _Passage:
    """One passage on its way into a file; `prefix` begins the names of what it brings."""

    def __init__(
        self, document: WordDocument, sheet: StyleSheet, passage: WordPassage, prefix: str
    ) -> None:
        self._document, self._prefix = document, prefix
        self.source = Package(passage.data, passage.name)
        root = self.source.part(_MAIN)
        body = root.find(w("body")) if root is not None else None
        if root is None or body is None:
            raise self.source.broken(N_("it holds no text"))
        self._body, self._ignorable = body, ignorable_in(root)
        self._theme = theme_of(self.source)
        self._styles = MergedStyles(sheet, self.source, self._theme, prefix)
        self._lists = MergedLists(document, self.source, self._styles, self._theme)
        self._parts = MergedParts(document, self.source, prefix)

    def blocks(self, *, held: bool) -> Sequence[Element]:
        """Its paragraphs and tables, as the file can take them."""
        self._refuse_sections()
        # Under a root of its own, so that what is asked for is found in all of them at once.
        root = etree.fromstring(f"<w:body {nsdecls('w')}/>")
        root.extend(copy.deepcopy(e) for e in elements(self._body) if e.tag != w("sectPr"))
        clean(root, self._ignorable)
        own_names(root, self._document, self._prefix)
        merge_notes(self._document, self.source, root, self._adapt_note)
        self._adapt(root, _MAIN, self._document.part)
        for style in self._styles.taken:
            self._lists.apply(style)
        if held:
            _hold_last(root)
        return list(root)

    def _adapt_note(self, note: Element, part_name: str, part: Part) -> None:
        found = self.source.part(part_name)
        clean(note, ignorable_in(found) if found is not None else set())
        self._adapt(note, part_name, part)

    def _adapt(self, root: Element, part_name: str, part: Part) -> None:
        self._theme.resolve(root)
        self._styles.apply(root)
        self._lists.apply(root)
        self._parts.apply(root, part_name, part)

    def _refuse_sections(self) -> None:
        """The pages are the template's: one that lies, or has columns, is another section."""
        paragraphs = [p for p in self._body.iter(w("p")) if _ends_section(p)]
        if paragraphs:
            sentence = message(
                N_("a second section (other paper, columns or numbers): make it an appendix of its "
                   "own, or take the whole file with --as-is")
            )  # fmt: skip
            problems = [Problem(first_words(p), sentence) for p in paragraphs]
            raise UnsupportedFeatures(file=self.source.file, problems=problems)


def _ends_section(paragraph: Element) -> bool:
    return paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None


def _hold_last(root: Element) -> None:
    """The last paragraph stays with what follows."""
    last = next(iter(reversed(list(elements(root)))), None)
    if last is None or last.tag != w("p"):
        return
    properties = last.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        last.insert(0, properties)
    for old in properties.findall(w("keepNext")):
        properties.remove(old)
    properties.append(etree.Element(w("keepNext")))
    in_order(properties)


def _host_theme(document: WordDocument) -> Theme:
    """The theme of the file that takes passages in."""
    relations = document.part.rels.values()
    part = next((r.target_part for r in relations if r.reltype.endswith("/theme")), None)
    return Theme(etree.fromstring(part.blob) if part is not None else None)


def _sha256(tag: Element) -> str:
    text = value(tag) or ""
    return text.rpartition(".")[2] if text.startswith((_TAG, _HELD)) else ""
