"""A Word file is carried truly or refused with the name and the place of what cannot be."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from lxml import etree
from PIL import Image

from tests.render.conftest import TEMPLATE, rendered, text_of
from tests.render.measure import Page, measured
from workflow.model.errors import PlaceMissing, RenderError, TemplateBroken, UnsupportedFeatures
from workflow.render.measure import measure
from workflow.render.page_tree import Block, Paragraph, Picture, Table, paragraphs_of
from workflow.render.specimen import seal_image
from workflow.render.word_places import PLACES
from workflow.render.word_reader import read_docx

Change = Callable[[Document], None]
pytestmark = pytest.mark.slow

MARK = "Một dòng để thử"


def changed(*changes: Change) -> bytes:
    """The shipped template with some things more."""
    document = docx.Document(str(TEMPLATE))
    for change in changes:
        change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def line(document: Document, text: str = MARK) -> docx.text.paragraph.Paragraph:
    """A new paragraph before the body."""
    before = next(p for p in document.paragraphs if "p body }}" in p.text)
    return before.insert_paragraph_before(text, "VB Body")


def element(xml: str) -> etree._Element:
    """An element from XML in Word's customary prefixes."""
    spaces = nsdecls("w", "r", "wp", "m")
    return parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {spaces}", xml))


def problems(data: bytes) -> list[str]:
    with pytest.raises(UnsupportedFeatures) as caught:
        read_docx(data, "mau.docx")
    assert "mau.docx" in str(caught.value)
    return [problem.text() for problem in caught.value.problems]


def texts(blocks: tuple[Block, ...]) -> list[str]:
    found = []
    for block in blocks:
        if isinstance(block, Table):
            found += [t for row in block.rows for cell in row.cells for t in texts(cell.blocks)]
        elif isinstance(block, Paragraph):
            found.append(block.text)
    return found


# -- what is carried ---------------------------------------------------------------------------


def test_the_shipped_template_is_carried_without_a_refusal() -> None:
    tree = read_docx(TEMPLATE.read_bytes(), "mau.docx")
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in texts(tree.blocks)
    assert (tree.page.width, tree.page.height) == pytest.approx((595.3, 841.9))
    assert tree.page.different_first
    assert len(tree.header) == 1


def test_no_text_of_the_shipped_template_is_lost() -> None:
    with zipfile.ZipFile(TEMPLATE) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    written = "".join(t.text or "" for t in root.iter(qn("w:t")))
    tree = read_docx(TEMPLATE.read_bytes(), "mau.docx")
    places = "".join(place.text for place in all_places(tree.blocks))
    read = "".join(texts(tree.blocks)) + places
    assert sorted(read) == sorted(written)


def all_places(blocks: tuple[Block, ...]) -> list[object]:
    found: list[object] = []
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    found += all_places(cell.blocks)
        else:
            found += block.places
    return found


def test_a_changed_paragraph_is_carried_truly() -> None:
    """Bold, italic, underline, size, indents, spacing and alignment of one more line."""

    def more(document: Document) -> None:
        paragraph = line(document, "")
        for text, how in (("đậm ", "bold"), ("nghiêng ", "italic"), ("gạch chân", "underline")):
            setattr(paragraph.add_run(text).font, how, True)
        paragraph.add_run(" to").font.size = Pt(20)
        paragraph.paragraph_format.left_indent = Pt(30)
        paragraph.paragraph_format.first_line_indent = Pt(0)

    page = measured(rendered(text_of("Một việc."), changed(more)).pdf)[0]
    shown = page.line("đậm")
    assert shown.text == "đậm nghiêng gạch chân to"
    assert shown.part("đậm").style == "bold"
    assert shown.part("nghiêng").style == "italic"
    assert shown.part("gạch").style == "regular"
    assert shown.part("to").size == 20
    assert shown.left == pytest.approx(30 + 30 / 72 * 25.4, abs=0.1)
    below = [r for r in page.rules if abs(r.left - shown.part("gạch chân").left) < 1]
    assert below


def png(size: tuple[int, int] = (200, 100)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, "PNG")
    return out.getvalue()


def picture(document: Document, text: str = "", **given: object) -> etree._Element:
    """A picture in a new paragraph before the body; it has its alternative text."""
    paragraph = line(document, text)
    paragraph.style = document.styles["VB Figure"]
    paragraph.add_run().add_picture(io.BytesIO(png()), **given)
    paragraph._p.find(f".//{qn('wp:docPr')}").set("descr", "Biểu trưng MẪU")
    return paragraph._p


def test_a_picture_of_a_template_is_carried_truly() -> None:
    def small(document: Document) -> None:
        picture(document, width=Pt(144))

    data = changed(small)
    paragraphs = paragraphs_of(read_docx(data, "mau.docx").blocks)
    (shown,) = [c for p in paragraphs for c in p.children if isinstance(c, Picture)]
    assert (shown.width, shown.height, shown.alt) == (144, 72, "Biểu trưng MẪU")
    pdf = rendered(text_of("Một việc."), data).pdf
    ((box,),) = [[p.box for p in page.pictures] for page in measure(pdf)]
    assert box[2] - box[0] == pytest.approx(144 / 72 * 25.4, abs=0.1)


# -- what is refused, with a word that names it ------------------------------------------------


def has_a_picture(document: Document) -> None:
    line(document).add_run().add_picture(io.BytesIO(seal_image("Mẫu", 2)))


def has_a_picture_without_words(document: Document) -> None:
    picture(document).find(f".//{qn('wp:docPr')}").attrib.pop("descr")


def has_a_picture_beside_text(document: Document) -> None:
    picture(document, MARK)


def has_a_picture_in_a_fixed_line(document: Document) -> None:
    picture(document)
    holder = next(p for p in document.paragraphs if p._p.find(f".//{qn('w:drawing')}") is not None)
    holder.style = document.styles["VB Body"]


def has_a_picture_wider_than_the_text(document: Document) -> None:
    picture(document, width=Pt(500))


def has_a_turned_picture(document: Document) -> None:
    picture(document).find(f".//{qn('a:xfrm')}").set("rot", "5400000")


def has_a_linked_picture(document: Document) -> None:
    blip = picture(document).find(f".//{qn('a:blip')}")
    blip.set(qn("r:link"), blip.get(qn("r:embed")))


def has_a_picture_without_a_place(document: Document) -> None:
    inline = picture(document).find(f".//{qn('wp:inline')}")
    inline.tag = qn("wp:anchor")


def has_a_picture_in_the_header(document: Document) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].add_run().add_picture(io.BytesIO(png()))


def has_a_picture_that_is_none(document: Document) -> None:
    blip = picture(document).find(f".//{qn('a:blip')}")
    document.part.related_parts[blip.get(qn("r:embed"))]._blob = b"no image"


def has_a_tab(document: Document) -> None:
    line(document).add_run("trước\tsau")


def has_a_line_break(document: Document) -> None:
    line(document).add_run().add_break()


def has_a_page_break(document: Document) -> None:
    line(document).add_run().add_break(WD_BREAK.PAGE)


def has_a_strike(document: Document) -> None:
    line(document).runs[0].font.strike = True


def has_a_double_strike(document: Document) -> None:
    line(document).runs[0].font.double_strike = True


def has_a_highlight(document: Document) -> None:
    line(document).runs[0].font.highlight_color = WD_COLOR_INDEX.YELLOW


def has_a_superscript(document: Document) -> None:
    line(document).runs[0].font.superscript = True


def has_small_capitals(document: Document) -> None:
    line(document).runs[0].font.small_caps = True


def has_hidden_text(document: Document) -> None:
    line(document).runs[0].font.hidden = True


def has_another_font(document: Document) -> None:
    line(document).runs[0].font.name = "Arial"


def has_a_double_underline(document: Document) -> None:
    run_property(document, "<w:u w:val='double'/>")


def has_spaced_letters(document: Document) -> None:
    run_property(document, "<w:spacing w:val='40'/>")


def has_raised_letters(document: Document) -> None:
    run_property(document, "<w:position w:val='6'/>")


def has_wide_letters(document: Document) -> None:
    run_property(document, "<w:w w:val='150'/>")


def has_a_colour_of_the_theme(document: Document) -> None:
    run_property(document, "<w:color w:val='auto' w:themeColor='accent2'/>")


def has_a_frame_around_letters(document: Document) -> None:
    run_property(document, "<w:bdr w:val='single' w:sz='4'/>")


def has_spacing_of_at_least(document: Document) -> None:
    shape = line(document).paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(19)


def has_automatic_spacing(document: Document) -> None:
    paragraph_property(document, "<w:spacing w:before='100' w:beforeAutospacing='1'/>")


def has_an_indent_in_characters(document: Document) -> None:
    paragraph_property(document, "<w:ind w:firstLineChars='300' w:firstLine='10'/>")


def has_a_frame(document: Document) -> None:
    paragraph_property(document, "<w:framePr w:w='2000' w:hAnchor='page' w:x='1000' w:y='1000'/>")


def has_shading(document: Document) -> None:
    paragraph_property(document, "<w:shd w:val='clear' w:fill='FFFF00'/>")


def has_spread_letters(document: Document) -> None:
    paragraph_property(document, "<w:jc w:val='distribute'/>")


def has_text_from_right_to_left(document: Document) -> None:
    paragraph_property(document, "<w:bidi/>")


def has_columns(document: Document) -> None:
    document.sections[0]._sectPr.find(qn("w:cols")).set(qn("w:num"), "2")


def has_a_page_border(document: Document) -> None:
    section_property(document, "<w:pgBorders><w:top w:val='single' w:sz='4'/></w:pgBorders>")


def has_numbered_lines(document: Document) -> None:
    section_property(document, "<w:lnNumType w:countBy='1'/>")


def starts_with_another_page_number(document: Document) -> None:
    section_property(document, "<w:pgNumType w:start='5'/>")


def has_page_numbers_in_letters(document: Document) -> None:
    section_property(document, "<w:pgNumType w:fmt='lowerRoman'/>")


def has_text_in_the_middle_of_the_page(document: Document) -> None:
    section_property(document, "<w:vAlign w:val='center'/>")


def has_a_gutter(document: Document) -> None:
    document.sections[0].gutter = Pt(30)


def has_a_footer(document: Document) -> None:
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    footer.paragraphs[0].add_run(MARK)


def has_a_header_on_the_first_page(document: Document) -> None:
    document.sections[0].first_page_header.paragraphs[0].add_run(MARK)


def has_other_headers_on_even_pages(document: Document) -> None:
    document.settings.odd_and_even_pages_header_footer = True


def has_a_footnote(document: Document) -> None:
    in_a_run(document, "<w:footnoteReference w:id='1'/>")


def has_an_endnote(document: Document) -> None:
    in_a_run(document, "<w:endnoteReference w:id='1'/>")


def has_a_comment(document: Document) -> None:
    in_a_run(document, "<w:commentReference w:id='1'/>")


def has_a_symbol(document: Document) -> None:
    in_a_run(document, "<w:sym w:font='Wingdings' w:char='F0FF'/>")


def has_a_drawing(document: Document) -> None:
    in_a_run(document, "<w:drawing><wp:inline/></w:drawing>")


def has_an_object(document: Document) -> None:
    in_a_run(document, "<w:object/>")


def has_a_hyperlink(document: Document) -> None:
    in_a_line(document, "<w:hyperlink w:anchor='x'><w:r><w:t>nối</w:t></w:r></w:hyperlink>")


def has_a_tracked_insertion(document: Document) -> None:
    in_a_line(document, "<w:ins w:id='1' w:author='x'><w:r><w:t>thêm</w:t></w:r></w:ins>")


def has_a_tracked_deletion(document: Document) -> None:
    in_a_line(
        document, "<w:del w:id='1' w:author='x'><w:r><w:delText>bớt</w:delText></w:r></w:del>"
    )


def has_a_tracked_format(document: Document) -> None:
    run_property(document, "<w:rPrChange w:id='1' w:author='x'><w:rPr/></w:rPrChange>")


def has_an_equation(document: Document) -> None:
    in_a_line(document, "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>")


def has_a_field(document: Document) -> None:
    in_a_line(document, "<w:fldSimple w:instr=' DATE '><w:r><w:t>1/1</w:t></w:r></w:fldSimple>")


def has_the_number_of_pages(document: Document) -> None:
    line(document)
    for mark in ("begin", "NUMPAGES", "end"):
        char = f"<w:fldChar w:fldCharType='{mark}'/>"
        code = f"<w:instrText> {mark} </w:instrText>"
        last = code if mark == "NUMPAGES" else char
        document.paragraphs[0]._p.append(element(f"<w:r>{last}</w:r>"))


def has_page_numbers_in_roman(document: Document) -> None:
    in_a_line(document, "<w:fldSimple w:instr=' PAGE \\* ROMAN '/>")


def has_a_field_without_an_end(document: Document) -> None:
    in_a_line(document, "<w:r><w:fldChar w:fldCharType='begin'/></w:r>")
    document.paragraphs[0].add_run("mất")


def has_an_unknown_place(document: Document) -> None:
    in_a_line(document, control("vanban.stamp"))


def has_a_place_twice(document: Document) -> None:
    in_a_line(document, control("vanban.number"))


def has_text_beside_a_place(document: Document) -> None:
    mark_of(document, "number").addprevious(element("<w:r><w:t>Văn bản </w:t></w:r>"))


def mark_of(document: Document, place: str) -> OxmlElement:
    marks = document.element.iter(qn("w:bookmarkStart"))
    return next(m for m in marks if m.get(qn("w:name")) == f"vanban_{place}")


def has_a_table_with_borders(document: Document) -> None:
    table_property(document, "<w:tblBorders><w:top w:val='single' w:sz='4'/></w:tblBorders>")


def has_a_table_style(document: Document) -> None:
    table_property(document, "<w:tblStyle w:val='TableGrid'/>")


def has_a_table_in_the_middle(document: Document) -> None:
    table_property(document, "<w:jc w:val='center'/>")


def has_a_floating_table(document: Document) -> None:
    table_property(document, "<w:tblpPr w:tblpX='1000' w:tblpY='1000'/>")


def has_an_indented_table(document: Document) -> None:
    table_property(document, "<w:tblInd w:w='500' w:type='dxa'/>")


def has_cells_side_by_side_merged(document: Document) -> None:
    table = document.add_table(1, 2)
    table.rows[0].cells[0].merge(table.rows[0].cells[1])


def has_cells_above_each_other_merged(document: Document) -> None:
    table = document.add_table(2, 1)
    table.rows[0].cells[0].merge(table.rows[1].cells[0])


def has_a_cell_with_borders(document: Document) -> None:
    cell_property(document, "<w:tcBorders><w:top w:val='single' w:sz='4'/></w:tcBorders>")


def has_a_cell_with_margins(document: Document) -> None:
    cell_property(document, "<w:tcMar><w:left w:w='200' w:type='dxa'/></w:tcMar>")


def has_a_shaded_cell(document: Document) -> None:
    cell_property(document, "<w:shd w:val='clear' w:fill='FF0000'/>")


def has_a_turned_cell(document: Document) -> None:
    cell_property(document, "<w:textDirection w:val='btLr'/>")


def has_a_row_of_fixed_height(document: Document) -> None:
    row = document.tables[0].rows[0]._tr.get_or_add_trPr()
    row.append(element("<w:trHeight w:val='3000' w:hRule='exact'/>"))


def has_a_table_without_its_margins(document: Document) -> None:
    """The style of tables then gives its own: 1,9 mm on each side."""
    margins = document.tables[0]._tbl.tblPr.find(qn("w:tblCellMar"))
    margins.getparent().remove(margins)


def has_a_cell_in_a_control(document: Document) -> None:
    wrap(document.tables[1].rows[0].cells[0]._tc)


def has_a_row_in_a_control(document: Document) -> None:
    wrap(document.tables[1].rows[0]._tr)


def run_property(document: Document, xml: str) -> None:
    line(document).runs[0]._r.get_or_add_rPr().append(element(xml))


def paragraph_property(document: Document, xml: str) -> None:
    line(document)._p.get_or_add_pPr().append(element(xml))


def section_property(document: Document, xml: str) -> None:
    document.sections[0]._sectPr.append(element(xml))


def table_property(document: Document, xml: str) -> None:
    document.tables[0]._tbl.tblPr.append(element(xml))


def cell_property(document: Document, xml: str) -> None:
    document.tables[0].rows[0].cells[0]._tc.get_or_add_tcPr().append(element(xml))


def in_a_run(document: Document, xml: str) -> None:
    line(document).runs[0]._r.append(element(xml))


def in_a_line(document: Document, xml: str) -> None:
    line(document)._p.append(element(xml))


def control(tag: str) -> str:
    return (
        f"<w:sdt><w:sdtPr><w:tag w:val='{tag}'/></w:sdtPr>"
        "<w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt>"
    )


def wrap(inner: etree._Element) -> None:
    """Put a content control around an element."""
    holder = OxmlElement("w:sdt")
    content = OxmlElement("w:sdtContent")
    inner.addprevious(holder)
    holder.append(content)
    content.append(inner)


REFUSED = [
    (has_a_picture, "picture"),
    (has_a_drawing, "drawing"),
    (has_an_object, "embedded object"),
    (has_hidden_text, "hidden"),
    (has_a_frame_around_letters, "w:bdr"),
    (has_an_indent_in_characters, ""),
    (has_a_frame, "text frame"),
    (has_text_from_right_to_left, "w:bidi"),
    (has_a_footnote, "footnote"),
    (has_an_endnote, "endnote"),
    (has_a_comment, "comment"),
    (has_a_symbol, "U+F0FF of the font Wingdings"),
    (has_a_hyperlink, "bookmark"),
    (has_a_tracked_insertion, "tracked insertion"),
    (has_a_tracked_deletion, "tracked deletion"),
    (has_a_tracked_format, "format changed by x"),
    (has_an_equation, "equation"),
    (has_a_field, "DATE"),
    (has_an_unknown_place, "stamp"),
    (has_a_place_twice, "number"),
]
"""Refused in the line that has it; an empty word: however it is named."""

REFUSED_ELSEWHERE = [
    (has_a_picture_without_words, "a picture without alternative text"),
    (has_a_picture_in_a_fixed_line, "a picture in a line of fixed height"),
    (has_a_picture_wider_than_the_text, "a picture larger than the text area"),
    (has_a_turned_picture, "a turned or mirrored picture or drawing"),
    (has_a_linked_picture, "a linked picture"),
    (has_a_picture_without_a_place, "a drawing placed relative to"),
    (has_a_picture_in_the_header, "a picture without alternative text"),
    (has_a_picture_that_is_none, "neither a PNG nor a JPEG"),
    (has_a_page_border, "w:pgBorders"),
    (has_numbered_lines, "w:lnNumType"),
    (has_text_in_the_middle_of_the_page, ""),
    (has_a_field_without_an_end, ""),
    (has_text_beside_a_place, ""),
    (has_a_floating_table, "a floating table"),
    (has_a_turned_cell, "w:textDirection"),
]


CARRIED: list[Change] = [
    has_wide_letters,
    has_a_tab,
    has_a_line_break,
    has_a_page_break,
    has_a_colour_of_the_theme,
    has_a_strike,
    has_a_double_strike,
    has_a_highlight,
    has_a_superscript,
    has_small_capitals,
    has_another_font,
    has_a_double_underline,
    has_spaced_letters,
    has_raised_letters,
    has_spacing_of_at_least,
    has_automatic_spacing,
    has_shading,
    has_spread_letters,
    has_a_picture_beside_text,
    has_page_numbers_in_roman,
    has_the_number_of_pages,
]


@pytest.mark.parametrize(("change", "word"), REFUSED, ids=[c.__name__ for c, _ in REFUSED])
def test_what_cannot_be_carried_is_named_with_its_place(change: Change, word: str) -> None:
    found = problems(changed(change))
    assert any(word in problem for problem in found), found
    assert all(MARK in problem for problem in found), found


@pytest.mark.parametrize(
    ("change", "word"), REFUSED_ELSEWHERE, ids=[c.__name__ for c, _ in REFUSED_ELSEWHERE]
)
def test_what_cannot_be_carried_is_named(change: Change, word: str) -> None:
    found = problems(changed(change))
    assert any(word in problem for problem in found), found


@pytest.mark.parametrize("change", CARRIED, ids=[c.__name__ for c in CARRIED])
def test_what_a_word_file_may_hold_is_carried(change: Change) -> None:
    found = texts(read_docx(changed(change), "mau.docx").blocks)
    assert any(text.startswith(MARK) for text in found), found


TABLES: list[Change] = [
    has_a_table_with_borders,
    has_a_table_style,
    has_a_table_in_the_middle,
    has_an_indented_table,
    has_cells_side_by_side_merged,
    has_cells_above_each_other_merged,
    has_a_cell_with_borders,
    has_a_cell_with_margins,
    has_a_shaded_cell,
    has_a_row_of_fixed_height,
    has_a_table_without_its_margins,
]


@pytest.mark.parametrize("change", TABLES, ids=[c.__name__ for c in TABLES])
def test_a_table_as_word_makes_it_is_carried(change: Change) -> None:
    assert "Nơi nhận:" in texts(read_docx(changed(change), "mau.docx").blocks)


PAGES: list[Change] = [
    has_columns,
    starts_with_another_page_number,
    has_page_numbers_in_letters,
    has_a_gutter,
    has_a_footer,
    has_a_header_on_the_first_page,
    has_other_headers_on_even_pages,
]


@pytest.mark.parametrize("change", PAGES, ids=[c.__name__ for c in PAGES])
def test_pages_as_word_makes_them_are_carried(change: Change) -> None:
    assert "Nơi nhận:" in texts(read_docx(changed(change), "mau.docx").blocks)


@pytest.mark.parametrize("change", [has_a_cell_in_a_control, has_a_row_in_a_control])
def test_a_control_around_a_part_of_a_table_loses_nothing(change: Change) -> None:
    assert read_docx(changed(change), "mau.docx") == read_docx(changed(), "mau.docx")


def test_everything_refused_is_named_at_once() -> None:
    found = problems(changed(has_hidden_text, has_an_object, has_numbered_lines, has_a_page_border))
    assert len(found) == 4
    for word in ("hidden text", "object", "lnNumType", "pgBorders"):
        assert any(word in problem for problem in found)


def test_a_footer_is_named_by_its_part() -> None:
    def more(document: Document) -> None:
        footer = document.sections[0].footer
        footer.is_linked_to_previous = False
        footer.paragraphs[0]._p.append(element("<w:r><w:object/></w:r>"))

    assert all(problem.startswith("footer") for problem in problems(changed(more)))


def test_a_place_in_a_long_paragraph_is_named_by_its_first_words() -> None:
    def long(document: Document) -> None:
        run = line(document, "Một đoạn rất dài, dài hơn một dòng, dài hơn nữa.").runs[0]
        run.font.hidden = True

    (problem,) = problems(changed(long))
    assert problem.startswith("«Một đoạn rất dài")
    assert len(problem) < 120


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ("vbaProject.bin", "macros"),
        ("embeddings/x.bin", "embedded"),
        ("charts/chart1.xml", "charts"),
    ],
)
def test_a_foreign_part_is_named(part: str, word: str) -> None:
    assert any(word in problem for problem in problems(with_part(f"word/{part}", b"x")))


# -- places ------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
def test_a_template_without_a_place_is_refused_by_its_name(place: str) -> None:
    def without(document: Document) -> None:
        mark = mark_of(document, place)
        mark.getparent().remove(mark.getnext())
        mark.getparent().remove(mark)

    with pytest.raises(PlaceMissing, match=place) as caught:
        rendered(text_of("Một việc."), changed(without))
    others = set(PLACES) - {place}
    assert not any(other in str(caught.value) for other in others)


def test_all_missing_places_are_named_at_once() -> None:
    def without(document: Document) -> None:
        for mark in list(document.element.iter(qn("w:bookmarkStart"))):
            mark.set(qn("w:name"), "other")

    with pytest.raises(PlaceMissing) as caught:
        rendered(text_of("Một việc."), changed(without))
    assert all(place in str(caught.value) for place in PLACES)


def test_a_place_around_a_whole_paragraph_is_a_place_too() -> None:
    """Word makes such controls when a whole paragraph is marked."""

    def around(document: Document) -> None:
        mark = mark_of(document, "number")
        paragraph = mark.getparent()
        paragraph.remove(mark)
        holder = element(
            "<w:sdt><w:sdtPr><w:tag w:val='vanban.number'/></w:sdtPr><w:sdtContent/></w:sdt>"
        )
        paragraph.addprevious(holder)
        holder.find(qn("w:sdtContent")).append(paragraph)

    inner = measured(rendered(text_of("Một việc.")).pdf, fields=True)
    outer = measured(rendered(text_of("Một việc."), changed(around)).pdf, fields=True)
    assert shown(outer) == shown(inner)


def shown(pages: list[Page]) -> list[tuple[str, float, float]]:
    return [(s.text, round(s.left, 1), round(s.baseline, 1)) for p in pages for s in p.lines]


# -- packages ----------------------------------------------------------------------------------


def with_part(name: str, data: bytes) -> bytes:
    """The template with one part added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(TEMPLATE) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info.filename))
        new.writestr(name, data)
    return out.getvalue()


def main_part() -> bytes:
    with zipfile.ZipFile(TEMPLATE) as package:
        return package.read("word/document.xml")


def with_doctype(declaration: bytes) -> bytes:
    head, _, rest = main_part().partition(b"?>")
    return with_part("word/document.xml", head + b"?>" + declaration + rest)


def broken(data: bytes) -> str:
    with pytest.raises(TemplateBroken) as caught:
        read_docx(data, "mau.docx")
    return str(caught.value)


@pytest.mark.parametrize(
    "declaration",
    [
        b"<!DOCTYPE w>",
        b'<!DOCTYPE w [<!ENTITY x "y">]>',
        b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">',
        b'<!DOCTYPE w [<!ENTITY a "aa"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>',
    ],
)
def test_a_file_that_declares_entities_is_refused(declaration: bytes) -> None:
    assert "declares entities" in broken(with_doctype(declaration))


@pytest.mark.slow
def test_a_part_larger_than_any_document_is_refused() -> None:
    padding = b"<!--" + b" " * (51 * 1024 * 1024) + b"-->"
    assert "larger" in broken(with_part("word/document.xml", main_part() + padding))


@pytest.mark.slow
def test_styles_larger_than_any_document_are_refused() -> None:
    padding = b"<w:styles/>" + b" " * (51 * 1024 * 1024)
    assert "larger" in broken(with_part("word/styles.xml", padding))


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(with_part("word/document.xml", main_part()))
    start = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[start + 24 : start + 28] = (100).to_bytes(4, "little")
    assert broken(bytes(data))


@pytest.mark.parametrize(
    "body",
    [b"", b"no xml", b"<w", b"<a><b></a>", b"<?xml version='1.0'?><x/>"],
)
def test_a_main_part_that_is_none_is_refused(body: bytes) -> None:
    assert broken(with_part("word/document.xml", body))


def test_a_file_without_page_set_up_is_refused() -> None:
    def without(document: Document) -> None:
        section = document.element.body.find(qn("w:sectPr"))
        section.getparent().remove(section)

    assert "page set-up" in broken(changed(without))


@pytest.mark.parametrize("name", ["pgSz", "pgMar"])
def test_a_file_without_page_size_or_margins_is_refused(name: str) -> None:
    def without(document: Document) -> None:
        found = document.sections[0]._sectPr.find(qn(f"w:{name}"))
        found.getparent().remove(found)

    assert "page size or no margins" in broken(changed(without))


def with_number(where: str, value: str) -> bytes:
    """The template with a number written in some place."""

    def change(document: Document) -> None:
        if where == "pgSz":
            document.sections[0]._sectPr.find(qn("w:pgSz")).set(qn("w:w"), value)
        elif where == "sz":
            run_property(document, f"<w:sz w:val='{value}'/>")
        else:
            name = {"spacing": "w:before", "ind": "w:left", "outlineLvl": "w:val"}[where]
            paragraph_property(document, f"<w:{where} {name}='{value}'/>")

    return changed(change)


@pytest.mark.parametrize("value", ["abc", "12,5", "nan", "1e400"])
@pytest.mark.parametrize("where", ["spacing", "ind", "sz", "pgSz", "outlineLvl"])
def test_a_number_that_is_none_is_refused(where: str, value: str) -> None:
    """Word itself writes whole numbers; another program may write anything."""
    with pytest.raises(RenderError):
        read_docx(with_number(where, value), "mau.docx")


@pytest.mark.parametrize("value", ["-5", "0", "999999999999"])
@pytest.mark.parametrize("where", ["spacing", "ind", "sz", "pgSz"])
def test_a_number_beyond_all_pages_is_set_or_refused(where: str, value: str) -> None:
    with suppress(RenderError):
        assert rendered(text_of("Một việc."), with_number(where, value)).pages >= 1


def test_styles_that_are_based_on_each_other_do_not_hang() -> None:
    def circle(document: Document) -> None:
        styles = document.styles
        styles["VB Body"].base_style = styles["VB Date"]
        styles["VB Date"].base_style = styles["VB Body"]

    assert texts(read_docx(changed(circle), "mau.docx").blocks)
