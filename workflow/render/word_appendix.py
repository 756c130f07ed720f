"""What follows the text of a Word document: appendices on pages of their own, footnotes."""

from __future__ import annotations

from copy import deepcopy

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.section import CT_SectPr
from docx.section import Section
from docx.shared import Length

from workflow.model.document import Appendix, Run, Table, WordPassage
from workflow.render.word_body import Notes, word_blocks, word_paragraph
from workflow.render.word_figure import TextArea

APPENDIX, APPENDIX_TITLE = "VB Appendix", "VB Appendix Title"
_ABOVE_TABLE = '<w:spacing w:after="120"/>'  # as much as stands before a paragraph
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def append_appendix(
    document: WordDocument, appendix: Appendix, reference: str, styles: dict[str, str], notes: Notes
) -> None:
    """Add an appendix as a section of its own, its pages numbered from 1 (HD05 II.II.1).

    Parameters:
        reference: what stands under its title, such as `(Kèm theo Kết luận số …)`.
        styles: the template's style ids by their names.
    """
    body = document.element.body
    last = body.sectPr
    assert last is not None
    end, properties = OxmlElement("w:p"), OxmlElement("w:pPr")
    properties.append(deepcopy(last))
    end.append(properties)
    last.addprevious(end)
    section = document.sections[-1]
    turn(section, landscape=appendix.landscape)
    _number_from_one(last)
    xml = _heading(appendix, reference, styles, notes)
    xml += word_blocks(appendix.body, styles, text_area_of(section), notes)
    for element in list(parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")):
        last.addprevious(element)


def text_area_of(section: Section) -> TextArea:
    """The part of a section's pages inside their margins."""
    return TextArea(
        _within(section.page_width, section.left_margin, section.right_margin),
        _within(section.page_height, section.top_margin, section.bottom_margin),
    )


def turn(section: Section, *, landscape: bool) -> None:
    """Upright, or turned to the left as Word does: the margins go round with the paper."""
    if (section.orientation == WD_ORIENT.LANDSCAPE) == landscape:
        return
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = section.page_height, section.page_width
    around = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    turned = (*around[-1:], *around[:-1]) if landscape else (*around[1:], *around[:1])
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = turned


def add_footnotes(document: WordDocument, part: bytes) -> None:
    """Put the part with the footnotes into the package, in the place of one that is there."""
    main = document.part
    for relation in main.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            relation.target_part._blob = part
            return
    name = PackURI("/word/footnotes.xml")
    main.relate_to(Part(name, _FOOTNOTES, part, main.package), RELATIONSHIP_TYPE.FOOTNOTES)


def _heading(appendix: Appendix, reference: str, styles: dict[str, str], notes: Notes) -> str:
    name = f"Phụ lục {appendix.number}".strip()
    lines = [word_paragraph((Run(name),), styles[APPENDIX], notes)]
    above = _ABOVE_TABLE if _begins_with_table(appendix) else ""
    for number, text in enumerate(appendix.title, start=1):
        more = above if number == len(appendix.title) else ""
        lines.append(word_paragraph((Run(text),), styles[APPENDIX_TITLE], notes, more))
    if reference:
        # Not bold like the title above it.
        plain = f'<w:r><w:rPr><w:b w:val="0"/><w:i/></w:rPr><w:t>{reference}</w:t></w:r>'
        lines.append(
            f'<w:p><w:pPr><w:pStyle w:val="{styles[APPENDIX_TITLE]}"/></w:pPr>{plain}</w:p>'
        )
    return "".join(lines)


def _begins_with_table(appendix: Appendix) -> bool:
    """Whether nothing stands between the title and a table, which has no space above it."""
    first = next(iter(appendix.body), None)
    return isinstance(first, Table) or (isinstance(first, WordPassage) and 0 in first.cells)


def _number_from_one(section: CT_SectPr) -> None:
    numbers, margins = section.find(qn("w:pgNumType")), section.find(qn("w:pgMar"))
    if numbers is None:
        assert margins is not None
        numbers = OxmlElement("w:pgNumType")
        margins.addnext(numbers)
    numbers.set(qn("w:start"), "1")


def _within(whole: Length | None, *margins: Length | None) -> float:
    taken = sum(margin.pt for margin in margins if margin is not None)
    return float(whole.pt - taken) if whole is not None else 0.0
