"""DOCX → page tree: a closed list of features, and a loud refusal of everything else.

What is refused is named with its place (the paragraph and its first words); all refusals of a
file are collected and raised together.
"""

from __future__ import annotations

from collections.abc import Iterator

from workflow.model.errors import Problem, UnsupportedFeatures
from workflow.model.messages import N_, Message, message
from workflow.model.vietnamese import nfc
from workflow.render.fonts import FAMILY
from workflow.render.ooxml import (
    Element,
    Package,
    elements,
    on,
    points,
    relation,
    short_name,
    value,
    w,
)
from workflow.render.page_tree import (
    Block,
    Cell,
    Inline,
    PageNumber,
    PageSetup,
    PageTree,
    Paragraph,
    Place,
    Row,
    RunStyle,
    Table,
    Text,
)
from workflow.render.word_features import FOREIGN_PARTS, INVISIBLE, named
from workflow.render.word_places import PLACES, controls_for_bookmarks, place_of
from workflow.render.word_styles import Styles

# Not among them: autoHyphenation, which LibreOffice always writes. Vietnamese has no word division.
_SWITCHES = {
    "evenAndOddHeaders": N_("other headers on even pages"),
    "mirrorMargins": N_("margins like those of a book"),
}


def read_docx(data: bytes, file: str) -> PageTree:
    """The page tree of a Word file.

    Raises:
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
        self._package = package
        self._problems: list[Problem] = []
        self._place = ""
        self._styles = Styles(package, self._refuse)

    def read(self) -> PageTree:
        for part, feature in FOREIGN_PARTS.items():
            if any(part in name for name in self._package.names()):
                self._refuse(message(feature))
        document = self._package.part("word/document.xml")
        body = document.find(w("body")) if document is not None else None
        if body is None:
            raise self._package.broken(N_("it holds no text"))
        controls_for_bookmarks(body)
        section = body.find(w("sectPr"))
        if section is None:
            raise self._package.broken(N_("it has no page set-up"))
        blocks = self._blocks(element for element in elements(body) if element is not section)
        header = self._header(section)
        setup = self._page_setup(section)
        self._settings()
        self._check_places(blocks)
        if self._problems:
            raise UnsupportedFeatures(file=self._package.file, problems=self._problems)
        return PageTree(setup, blocks, header)

    def _settings(self) -> None:
        """What the whole file switches on and the page would not show."""
        root = self._package.part("word/settings.xml")
        for name, feature in _SWITCHES.items():
            found = root.find(w(name)) if root is not None else None
            if found is not None and on(found):
                self._refuse(message(feature))

    def _compatible(self, name: str) -> bool:
        """Whether the file asks for the ways of an older Word."""
        root = self._package.part("word/settings.xml")
        found = root.find(f"{w('compat')}/{w(name)}") if root is not None else None
        return found is not None and on(found)

    def _check_places(self, blocks: tuple[Block, ...]) -> None:
        """Each place once, and alone in its paragraph."""
        seen: set[str] = set()
        for paragraph in _paragraphs(blocks):
            texts = (c.text for c in paragraph.children if not isinstance(c, PageNumber))
            self._place = _quoted("".join(texts).strip())
            if paragraph.places and paragraph.text.strip():
                self._refuse(message(N_("text beside a place in one paragraph")))
            for place in paragraph.places:
                if place.name in seen:
                    self._refuse(message(N_("the place “{name}” twice"), name=place.name))
                seen.add(place.name)
        self._place = ""

    def _refuse(self, what: Message) -> None:
        problem = Problem(self._place, what)
        if problem not in self._problems:
            self._problems.append(problem)

    def _refuse_element(self, element: Element) -> None:
        self._refuse(named(element))

    # -- blocks ------------------------------------------------------------------------------------

    def _blocks(self, parents: Iterator[Element] | Element) -> tuple[Block, ...]:
        found: list[Block] = []
        for element in parents:
            match short_name(element) if isinstance(element.tag, str) else "":
                case "w:p":
                    found.append(self._paragraph(element))
                case "w:tbl":
                    found.append(self._table(element))
                case "w:sdt" if (content := element.find(w("sdtContent"))) is not None:
                    if place_of(element):
                        found.extend(self._block_place(element, content))
                    else:
                        found.extend(self._blocks(content))
                case "" | "w:tcPr":
                    pass
                case name if name.removeprefix("w:") not in INVISIBLE:
                    self._refuse_element(element)
        return tuple(found)

    def _block_place(self, control: Element, content: Element) -> list[Block]:
        """A content control around a whole paragraph marks that paragraph."""
        paragraphs = content.findall(w("p"))
        if len(paragraphs) != 1 or len(list(elements(content))) != 1:
            self._refuse(message(N_("a place marked around more than one paragraph")))
            return []
        style, base = self._styles.paragraph(paragraphs[0].find(w("pPr")))
        children = tuple(self._inlines(paragraphs[0], base))
        text = "".join(child.text for child in children if isinstance(child, Text))
        inner = next((c.style for c in children if isinstance(c, Text)), base)
        place = Place(place_of(control), text, inner)
        kept = tuple(child for child in children if isinstance(child, Place))
        return [Paragraph(style, (place, *kept), base)]

    def _paragraph(self, element: Element) -> Paragraph:
        outer, self._place = self._place, _first_words(element)
        ppr = element.find(w("pPr"))
        if ppr is not None and (section := ppr.find(w("sectPr"))) is not None:
            self._refuse_element(section)
            ppr.remove(section)
        style, base = self._styles.paragraph(ppr)
        mark = self._styles.run(base, ppr.find(w("rPr")) if ppr is not None else None)
        children = tuple(self._inlines(element, base))
        if style.line_rule == "atLeast":
            self._refuse(message(N_("line spacing “at least”; use “exactly”")))
        self._place = outer
        return Paragraph(style, children, mark)

    def _table(self, element: Element) -> Table:
        self._table_properties(element.find(w("tblPr")))
        for inner in element.iter(w("sdt")):
            if any(child.tag in (w("tr"), w("tc")) for child in inner.iter()) and (
                inner.getparent() is element or inner.getparent().tag == w("tr")  # type: ignore[union-attr]
            ):
                self._refuse_element(inner)
        grid = element.find(w("tblGrid"))
        widths = [points(value(c, "w")) for c in elements(grid)] if grid is not None else []
        rows = []
        for row in element.findall(w("tr")):
            cells = []
            for number, cell in enumerate(row.findall(w("tc"))):
                width = widths[number] if number < len(widths) else 0.0
                cells.append(self._cell(cell, width))
            properties = row.find(w("trPr"))
            rows.append(Row(tuple(cells), self._row_properties(properties)))
        return Table(tuple(rows))

    def _cell(self, element: Element, width: float) -> Cell:
        properties = element.find(w("tcPr"))
        for prop in elements(properties) if properties is not None else ():
            match short_name(prop):
                case "w:tcW":
                    width = points(value(prop, "w")) if value(prop, "type") == "dxa" else width
                case "w:tcBorders" if not any(_drawn(side) for side in elements(prop)):
                    pass
                case "w:tcMar" if not any(points(value(s, "w")) for s in elements(prop)):
                    pass
                case "w:vAlign" if value(prop) in ("top", None):
                    pass
                case "w:shd" if value(prop, "fill") in ("auto", "FFFFFF", None):
                    pass
                case "w:noWrap" | "w:hideMark" | "w:tcFitText":
                    pass
                case "w:textDirection" if value(prop) in (None, "lrTb"):
                    pass
                case _:
                    self._refuse_element(prop)
        return Cell(width, self._blocks(element))

    def _table_properties(self, properties: Element | None) -> None:
        if properties is None or properties.find(w("tblCellMar")) is None:
            # Word's own margins left and right of a cell are 1.9 mm.
            self._refuse(message(N_("a table whose cell margins are not set to 0")))
        for prop in elements(properties) if properties is not None else ():
            match short_name(prop):
                case "w:tblW" | "w:tblLook" | "w:tblLayout" | "w:tblOverlap" | "w:bidiVisual":
                    pass
                case "w:tblStyle" if value(prop) in ("TableNormal", "Normal Table"):
                    pass
                case "w:tblBorders" if not any(_drawn(side) for side in elements(prop)):
                    pass
                case "w:tblCellMar" if not any(points(value(s, "w")) for s in elements(prop)):
                    pass
                case "w:tblInd" if abs(points(value(prop, "w"))) < 0.1:
                    pass
                case "w:jc" if value(prop) in ("left", "start"):
                    pass
                case _:
                    self._refuse_element(prop)

    def _row_properties(self, properties: Element | None) -> bool:
        keep = False
        for prop in elements(properties) if properties is not None else ():
            match short_name(prop):
                case "w:cantSplit":
                    keep = on(prop)
                case "w:trHeight" if value(prop, "hRule") != "exact" and not points(value(prop)):
                    pass
                case "w:jc" | "w:hidden" | "w:tblHeader":
                    pass
                case _:
                    self._refuse_element(prop)
        return keep

    # -- inside a paragraph ------------------------------------------------------------------------

    def _inlines(self, parent: Element, base: RunStyle) -> Iterator[Inline]:
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
                                yield from self._field("".join(field), style, element)
                                field = None
                        elif name == "w:instrText" and field is not None:
                            field.append(child.text or "")
                        elif field is None:
                            yield from self._run_child(child, style)
                case "w:fldSimple":
                    yield from self._field(value(element, "instr") or "", base, element)
                case "w:sdt":
                    yield from self._inline_control(element, base)
                case "w:smartTag" | "w:bdo" | "w:dir":
                    yield from self._inlines(element, base)
                case name if name.removeprefix("w:") not in INVISIBLE:
                    self._refuse_element(element)
        if field is not None:
            self._refuse(message(N_("a field without an end")))

    def _run_child(self, child: Element, style: RunStyle) -> Iterator[Inline]:
        match short_name(child):
            case "w:t":
                if style.font != FAMILY and (child.text or "").strip():
                    self._refuse(message(N_("the font “{name}”"), name=style.font))
                yield Text(nfc(child.text or ""), style)
            case "w:noBreakHyphen":
                yield Text("\N{NON-BREAKING HYPHEN}", style)
            case "w:rPr":
                pass
            case name if name.removeprefix("w:") not in INVISIBLE:
                self._refuse_element(child)

    def _field(self, instruction: str, style: RunStyle, element: Element) -> Iterator[Inline]:
        words = instruction.upper().split()
        if words and words[0] == "PAGE" and set(words[1:]) <= {"\\*", "MERGEFORMAT", "ARABIC"}:
            yield PageNumber(style)
        else:
            self._refuse(
                message(N_("a field other than the page number ({code})"), code=instruction.strip())
            )

    def _inline_control(self, control: Element, base: RunStyle) -> Iterator[Inline]:
        content = control.find(w("sdtContent"))
        if content is None:
            return
        inner = tuple(self._inlines(content, base))
        name = place_of(control)
        if not name:
            yield from inner
            return
        if name not in PLACES:
            self._refuse(message(N_("a mark for an unknown place “{name}”"), name=name))
            yield from inner
            return
        texts = [child for child in inner if isinstance(child, Text)]
        yield Place(name, "".join(t.text for t in texts), texts[0].style if texts else base)

    # -- page --------------------------------------------------------------------------------------

    def _page_setup(self, section: Element) -> PageSetup:
        size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
        if size is None or margins is None:
            raise self._package.broken(N_("it has no page size or no margins"))
        self._place = ""
        for element in elements(section):
            match short_name(element):
                case "w:cols" if value(element, "num") not in (None, "0", "1"):
                    self._refuse(message(N_("text in columns")))
                case "w:pgBorders" | "w:lnNumType":
                    self._refuse_element(element)
                case "w:pgNumType" if any(value(element, a) not in (None, "decimal")
                                          for a in ("fmt", "start")):  # fmt: skip
                    self._refuse(message(N_("page numbers of another kind, or from another start")))
                case "w:vAlign" if value(element) not in (None, "top"):
                    self._refuse(message(N_("text that does not begin at the top of the page")))
                case "w:pgMar" if points(value(element, "gutter")):
                    self._refuse(message(N_("a gutter beside the margin")))
        top, right, bottom, left, header = (
            points(value(margins, side)) for side in ("top", "right", "bottom", "left", "header")
        )
        first = section.find(w("titlePg"))
        return PageSetup(
            width=points(value(size, "w")), height=points(value(size, "h")),
            top=top, right=right, bottom=bottom, left=left, header=header,
            different_first=first is not None and on(first),
            adds_spacing=self._compatible("doNotUseHTMLParagraphAutoSpacing"),
        )  # fmt: skip

    def _header(self, section: Element) -> tuple[Block, ...]:
        blocks: tuple[Block, ...] = ()
        references = section.findall(w("headerReference")) + section.findall(w("footerReference"))
        for reference in references:
            name = self._package.related(relation(reference))
            self._place = name.removeprefix("word/")
            part = self._package.part(name)
            found = self._blocks(part) if part is not None else ()
            empty = not any(isinstance(b, Table) or b.children for b in found)
            kind = value(reference, "type")
            if reference.tag == w("headerReference") and kind == "default":
                blocks = found
            elif not empty:
                self._refuse(message(N_("text in a footer or in the header of the first page")))
        self._place = ""
        return blocks


def _drawn(side: Element) -> bool:
    return value(side) not in ("nil", "none", None)


def _first_words(paragraph: Element) -> str:
    return _quoted(nfc("".join(t.text or "" for t in paragraph.iter(w("t")))).strip())


def _quoted(text: str) -> str:
    return f"«{text[:40]}{'…' if len(text) > 40 else ''}»" if text else ""


def _paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell.blocks)
