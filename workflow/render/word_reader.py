"""DOCX → page tree: a closed list of features, and a loud refusal of everything else.

What is refused is named with its place (the paragraph and its first words); all refusals of a
file are collected and raised together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workflow.model.errors import ChangesUndecided, Problem, UnsupportedFeatures
from workflow.model.messages import N_, message
from workflow.render.break_checks import break_problems
from workflow.render.drawing_checks import drawing_problems
from workflow.render.feature_account import listed_refusals
from workflow.render.ooxml import Element, Package, elements, on, points, short_name, value, w
from workflow.render.page_tree import (
    Block,
    PageTree,
    Paragraph,
    Place,
    Section,
    Tab,
    Text,
    all_paragraphs,
    paragraphs_of,
)
from workflow.render.refusals import Refusals, quoted
from workflow.render.scale_checks import lost_scales
from workflow.render.word_changes import accept_in, story_parts
from workflow.render.word_controls import refuse_empty
from workflow.render.word_features import FOREIGN_PARTS, INVISIBLE
from workflow.render.word_frames import joined
from workflow.render.word_inlines import Inlines
from workflow.render.word_notes import Notes
from workflow.render.word_numbering import Numbering
from workflow.render.word_places import controls_for_bookmarks, place_of
from workflow.render.word_sections import Sections
from workflow.render.word_story import make_ready
from workflow.render.word_styles import Styles
from workflow.render.word_table_floats import beside
from workflow.render.word_tables import Tables
from workflow.render.word_undecided import undecided

_TAB_DISTANCE = 36.0  # pt
_UNNAMED = 12
_AN_OLDER_WORD = "compat/doNotUseHTMLParagraphAutoSpacing"


def read_docx(data: bytes, file: str) -> PageTree:
    """The page tree of a Word file.

    Raises:
        ChangesUndecided: it holds tracked changes or comments, and nothing else is wrong.
        UnsupportedFeatures: everything in it that cannot be carried, by name and place.
        TemplateBroken: it is not a readable Word file.
    """
    package = Package(data, file)
    try:
        return _Reader(package).read()
    except ValueError as error:
        raise package.broken(N_("a number in it is none ({error})"), error=error) from None


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package, self._refusals = package, Refusals()
        self._settings = package.part("word/settings.xml")
        numbering = Numbering(package, self._refusals.add)
        self._styles = Styles(package, self._refusals.add, numbering)
        notes = Notes(package, self._blocks, self._refusals)
        self._inlines = Inlines(
            package, self._styles, numbering, self._apart, notes, self._refusals
        )
        self._tables = Tables(self._blocks, self._styles, self._refusals, self._compatibility())

    def read(self) -> PageTree:
        open_changes = self._take_changes()
        for name in story_parts(self._package):
            if (story := self._package.part(name)) is not None:
                make_ready(story)
        for part, feature in FOREIGN_PARTS.items():
            if any(part in name for name in self._package.names()):
                self._refusals.add(message(feature))
        document = self._package.part("word/document.xml")
        body = document.find(w("body")) if document is not None else None
        if body is None:
            raise self._package.broken(N_("it holds no text"))
        listed = list(listed_refusals(self._package))
        controls_for_bookmarks(body)
        self._inlines.notes.count()
        with self._inlines.story():
            sections = tuple(self._sections(body))
        tree = PageTree(
            sections,
            endnotes="section" if self._inlines.notes.at_section_end() else "document",
            adds_spacing=self._switched_on(_AN_OLDER_WORD),
            tab_distance=self._tab_distance(),
            compatibility=self._compatibility(),
        )
        self._check_places(tree.blocks)
        for section in tree.sections:
            self._check_drawings(section)
        self._check_breaks(tree)
        self._check_frames(tree)
        self._check_tables(tree)
        self._check_scales(tree)
        self._refuse_listed(listed)
        if problems := [*open_changes, *self._refusals.problems]:
            kind = UnsupportedFeatures if self._refusals.problems else ChangesUndecided
            raise kind(file=self._package.file, problems=problems)
        return tree

    def _take_changes(self) -> list[Problem]:
        """What is undecided in the file. It is read on as if all changes were accepted, so that
        nothing is refused for their sake only."""
        if found := undecided(self._package):
            for name in story_parts(self._package):
                if (part := self._package.part(name)) is not None:
                    accept_in(part)
        return found

    def _refuse_listed(self, listed: list[Problem]) -> None:
        """What the list refuses and no reader came upon: in settings, say, or between cells."""
        said = [problem.message for problem in self._refusals.problems]
        for problem in listed:
            if problem.message not in said:
                with self._refusals.at(problem.place):
                    self._refusals.add(problem.message)

    def _sections(self, body: Element) -> Iterator[Section]:
        """A paragraph that holds a section's properties is that section's last."""
        sections = Sections(
            self._package, self._repeated, self._refusals,
            mirrored=self._switched_on("mirrorMargins"),
            odd_and_even=self._switched_on("evenAndOddHeaders"),
            gutter_at_top=self._switched_on("gutterAtTop"),
        )  # fmt: skip
        gathered: list[Element] = []
        for element in elements(body):
            if element.tag == w("sectPr"):
                yield sections.read(element, self._blocks(iter(gathered)))
                return
            gathered.append(element)
            if (end := element.find(f"{w('pPr')}/{w('sectPr')}")) is not None:
                end.getparent().remove(end)  # type: ignore[union-attr]
                if element.find(f".//{w('r')}") is None:
                    gathered.pop()  # it is there for the section's sake only
                yield sections.read(end, self._blocks(iter(gathered)))
                gathered = []
        raise self._package.broken(N_("it has no page set-up"))

    def _switched_on(self, path: str) -> bool:
        steps = "/".join(w(step) for step in path.split("/"))
        found = self._settings.find(steps) if self._settings is not None else None
        return found is not None and on(found)

    def _tab_distance(self) -> float:
        """How far apart the tab stops are that nobody set, pt (ECMA-376 17.15.1.25)."""
        found = self._settings.find(w("defaultTabStop")) if self._settings is not None else None
        return points(value(found)) if found is not None else _TAB_DISTANCE

    def _compatibility(self) -> int:
        """Which Word the document is laid out as: 15 for 2013 and later, 12 where none is named."""
        settings = self._settings.iter(w("compatSetting")) if self._settings is not None else ()
        named = [s for s in settings if value(s, "name") == "compatibilityMode"]
        return int(value(named[0]) or _UNNAMED) if named else _UNNAMED

    def _check_drawings(self, section: Section) -> None:
        for paragraph, problem in drawing_problems(section):
            with self._refusals.at(quoted(paragraph.text.strip())):
                self._refusals.add(problem)

    def _check_breaks(self, tree: PageTree) -> None:
        for paragraph, problem in break_problems(tree):
            with self._refusals.at(quoted(paragraph.text.strip())):
                self._refusals.add(problem)

    def _check_frames(self, tree: PageTree) -> None:
        for paragraph in all_paragraphs(tree):
            if paragraph.style.beside:
                with self._refusals.at(quoted(paragraph.text.strip())):
                    sentence = N_("a frame that text stands around (w:framePr); write its text as "
                                  "a paragraph, or put it into a table")  # fmt: skip
                    self._refusals.add(message(sentence))

    def _check_tables(self, tree: PageTree) -> None:
        for table in (table for section in tree.sections for table in beside(section)):
            words = next((p.text for p in paragraphs_of((table,)) if p.text.strip()), "")
            with self._refusals.at(quoted(words)):
                sentence = N_("a floating table with room for text beside it (w:tblpPr); set its "
                              "text wrapping to “None”")  # fmt: skip
                self._refusals.add(message(sentence))

    def _check_scales(self, tree: PageTree) -> None:
        for paragraph in (p for section in tree.sections for p in lost_scales(section)):
            with self._refusals.at(quoted(paragraph.text.strip())):
                sentence = N_("letters made wider or narrower (w:w) beside a picture or a place; "
                              "set their scale to 100% (Font → Advanced)")  # fmt: skip
                self._refusals.add(message(sentence))

    def _check_places(self, blocks: tuple[Block, ...]) -> None:
        """Each place once, and alone in its paragraph or between two tabs."""
        seen: set[str] = set()
        for paragraph in paragraphs_of(blocks):
            texts = (c.text for c in paragraph.children if isinstance(c, Text | Place))
            with self._refusals.at(quoted("".join(texts).strip())):
                if paragraph.places and paragraph.text.strip() and not _tabbed(paragraph):
                    self._refusals.add(message(N_("text beside a place in one paragraph")))
                for place in paragraph.places:
                    if place.name in seen:
                        self._refusals.add(message(N_("the place “{name}” twice"), name=place.name))
                    seen.add(place.name)

    def _repeated(self, part: Element) -> tuple[Block, ...]:
        """What stands in a header or footer."""
        with self._inlines.story(repeated=True):
            return tuple(joined(self._blocks(part)))

    def _apart(self, box: Element, within: Sequence[Element]) -> tuple[Block, ...]:
        """What stands in a text box."""
        with self._inlines.story():
            return self._blocks(box, within)

    def _blocks(
        self, parents: Iterator[Element] | Element, within: Sequence[Element] = ()
    ) -> tuple[Block, ...]:
        found: list[Block] = []
        for element in parents:
            match short_name(element) if isinstance(element.tag, str) else "":
                case "w:p":
                    found.append(self._inlines.paragraph(element, within))
                case "w:tbl":
                    found.append(self._tables.read(element))
                case "w:sdt" if (content := element.find(w("sdtContent"))) is not None:
                    if place_of(element):
                        found.extend(self._inlines.place_around(element, content))
                    else:
                        refuse_empty(element, self._refusals)
                        found.extend(self._blocks(content, within))
                case "" | "w:tcPr":
                    pass
                case name if name.removeprefix("w:") not in INVISIBLE:
                    self._refusals.element(element)
        return tuple(found)


def _tabbed(paragraph: Paragraph) -> bool:
    """Whether each place is a line of text with nothing beside it but tabs."""
    around = (None, *paragraph.children, None)
    return all(
        place.name in ("number", "date")
        and all(beside is None or isinstance(beside, Tab) for beside in (before, after))
        for before, place, after in zip(around, around[1:], around[2:], strict=False)
        if isinstance(place, Place)
    )
