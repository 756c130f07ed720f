"""Drawn lines, text boxes and pictures with a place of their own: where Word and LibreOffice put
them, or refused by name."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from tests.render.corpus import drawings, pictures
from tests.render.corpus.package import WordFile
from tests.render.corpus.pictures import (
    anchored,
    box,
    drawn_line,
    graphic,
    inline,
    png,
    vml_line,
)
from tests.render.corpus.table_parts import cell, row, table
from tests.render.corpus.wml import BODY, el, jc, p, run, t
from tests.render.corpus.words import PROSE
from tests.render.referee.libreoffice import print_all
from workflow.model.errors import TableBesideDrawing, UnsupportedFeatures
from workflow.model.page import Page
from workflow.render.content import render_pages
from workflow.render.measure import measure
from workflow.render.page_tree import (
    Anchor,
    Drawing,
    Line,
    PageTree,
    TextBox,
    all_paragraphs,
    inlines_of,
)
from workflow.render.word_reader import read_docx

_NEAR = 1.0  # mm: what a reader sees of a rule under a title
CORPUS = dict((*pictures.files(), *drawings.files()))


def drawn(tree: PageTree) -> list[Drawing]:
    return [
        child
        for paragraph in all_paragraphs(tree)
        for child in inlines_of(paragraph.children)
        if isinstance(child, Drawing)
    ]


def read(content: str, **parts: object) -> list[Drawing]:
    word = WordFile(p(content + t("Một dòng")), **parts)  # type: ignore[arg-type]
    return drawn(read_docx(word.packed(), "thu.docx"))


def refusal(content: str) -> str:
    with pytest.raises(UnsupportedFeatures) as caught:
        read(content, images={"chart.png": png()})
    return "\n".join(problem.text() for problem in caught.value.problems)


# -- what is read ------------------------------------------------------------------------------


def test_a_rule_of_a_template_is_a_line_with_its_place_and_stroke() -> None:
    (rule,) = read(run(drawn_line(56, 22, 1, weight=1.5, colour="C00000", dash="dash")))
    assert isinstance(rule.content, Line)
    assert (rule.content.width, rule.content.height) == (pytest.approx(56 / 25.4 * 72), 0)
    assert (rule.content.stroke.width, rule.content.stroke.colour) == (1.5, "C00000")
    assert rule.content.stroke.kind == "dashed"
    assert rule.across == Anchor("column", pytest.approx(22 / 25.4 * 72))
    assert rule.down == Anchor("paragraph", pytest.approx(1 / 25.4 * 72))


def test_an_old_rule_is_the_same_line() -> None:
    (old,) = read(run(vml_line(56, 22, 1)))
    (new,) = read(run(drawn_line(56, 22, 1)))
    assert isinstance(old.content, Line)
    assert isinstance(new.content, Line)
    assert old.content.width == pytest.approx(new.content.width, abs=0.02)
    assert old.across.offset == pytest.approx(new.across.offset, abs=0.02)
    assert old.content.stroke == new.content.stroke


def test_the_other_form_of_a_drawing_is_not_read_twice() -> None:
    (rule,) = read(run(pictures.alternate(drawn_line(56), vml_line(56))))
    assert isinstance(rule.content, Line)


def test_a_line_from_lower_left_to_upper_right_rises() -> None:
    (falling,) = read(run(drawn_line(40, height=20)))
    (rising,) = read(run(drawn_line(40, height=20, flip=True)))
    assert isinstance(falling.content, Line)
    assert isinstance(rising.content, Line)
    assert (falling.content.rising, rising.content.rising) == (False, True)


def test_a_text_box_holds_paragraphs_in_the_order_of_reading() -> None:
    text = p(t("DỰ THẢO", el("b"))) + p("lần 2")
    word = WordFile(p("Trước") + p(run(box(text, 45, 12, 0, 0, "none")) + t("Sau")))
    tree = read_docx(word.packed(), "thu.docx")
    (shown,) = drawn(tree)
    assert isinstance(shown.content, TextBox)
    assert shown.content.margins == pytest.approx((3.6, 7.2, 3.6, 7.2))
    assert [each.text for each in all_paragraphs(tree)] == ["Trước", "Sau", "DỰ THẢO", "lần 2"]


def test_the_text_of_a_shape_has_the_colour_of_its_style() -> None:
    style = (
        '<wps:style><a:lnRef idx="0"/><a:fillRef idx="0"/><a:effectRef idx="0"/>'
        '<a:fontRef idx="minor"><a:srgbClr val="1F4E79"/></a:fontRef></wps:style>'
    )
    drawing = box(p("Chữ"), 40, 10, 0, 0, "none").replace("</wps:spPr>", f"</wps:spPr>{style}")
    (shown,) = read(run(drawing))
    assert isinstance(shown.content, TextBox)
    (paragraph,) = shown.content.blocks
    assert paragraph.children[0].style.colour == "1F4E79"  # type: ignore[union-attr]


# -- what is refused ---------------------------------------------------------------------------

BOX = box(p("Chữ"), 40, 10, 0, 0, "none")
LINE = drawn_line(50)
PICTURE = anchored(24, 12, 20, 5, "square", graphic("chart.png", 24, 12, 1))
CHART = (
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="x"/>'
    "</a:graphicData></a:graphic>"
)
GROUP = (
    '<w:pict><v:group style="width:50pt;height:50pt"><v:line from="0,0" to="1,1"/></v:group>'
    "</w:pict>"
)
WORDART = (
    '<w:pict><v:shape type="#_x0000_t136" style="position:absolute;width:90pt;height:20pt">'
    '<v:textpath string="MẬT"/></v:shape></w:pict>'
)

REFUSED = [
    (anchored(50, 30, 0, 0, "none", CHART), "a chart"),
    (GROUP, "drawings that are grouped"),
    (WORDART, "WordArt"),
    (LINE.replace('prst="line"', 'prst="ellipse"'), "a drawn shape other than"),
    (LINE.replace("<a:ln w=", '<a:ln cmpd="thickThin" w='), "a line of several strokes"),
    (
        LINE.replace("</a:ln>", '<a:tailEnd type="triangle"/></a:ln>'),
        "a line with an arrow head",
    ),
    (BOX.replace("<a:xfrm>", '<a:xfrm rot="5400000">'), "a turned or mirrored"),
    (BOX.replace("<wps:bodyPr", '<wps:bodyPr vert="vert270"'), "text in a box that is turned"),
    (BOX.replace("<wps:bodyPr", '<wps:bodyPr numCol="2"'), "a text box in columns"),
    (
        BOX.replace("<wps:txbx>", '<wps:linkedTxbx id="1" seq="1"/><wps:txbx>'),
        "linked text boxes",
    ),
    (
        BOX.replace("</wps:spPr>", "<a:effectLst><a:outerShdw/></a:effectLst></wps:spPr>"),
        "a shadow, glow or other effect",
    ),
    (
        BOX.replace('<a:srgbClr val="FFFFFF"/>', '<a:srgbClr val="FFFFFF"><a:alpha val="50000"/>'
                    "</a:srgbClr>"),
        "transparency",
    ),
    (BOX.replace('relativeFrom="column"', 'relativeFrom="leftMargin"'), "relative to “leftMargin”"),
    (
        PICTURE.replace('relativeFrom="paragraph"', 'relativeFrom="page"'),
        "text around a drawing that is placed on the page",
    ),
    (
        PICTURE.replace('<wp:wrapSquare wrapText="bothSides"/>',
            '<wp:wrapTight wrapText="bothSides"><wp:wrapPolygon><wp:start x="0" y="0"/>'
            '<wp:lineTo x="9000" y="21600"/></wp:wrapPolygon></wp:wrapTight>'),
        "text that follows the outline",
    ),
    (BOX.replace("<wps:cNvSpPr", "<wps:moi/><wps:cNvSpPr"), "an unknown part of a drawing (moi)"),
]  # fmt: skip


@pytest.mark.parametrize(("drawing", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_what_cannot_be_drawn_is_refused_with_what_to_do(drawing: str, words: str) -> None:
    told = refusal(run(drawing))
    assert told.startswith(("«Một dòng»: ", "«ChữMột dòng»: "))
    assert words in told
    assert "; " in told or "unknown" in words


def test_only_what_stands_on_the_page_itself_can_be_placed_on_it() -> None:
    rule = p(run(drawn_line(50, relative=("page", "page"))) + t("Chữ"))
    inside = WordFile(table((60,), row(cell(60, rule))) + p("Sau"))
    with pytest.raises(UnsupportedFeatures, match="«Chữ»: a drawing in a cell, text box, footer"):
        read_docx(inside.packed(), "thu.docx")


# -- where it stands on the page ---------------------------------------------------------------


def pages_of(word: WordFile) -> list[Page]:
    return measure(render_pages(word.packed(), "thu.docx"))


def test_a_rule_stands_where_it_is_drawn_on_the_page() -> None:
    rule = drawn_line(100, 55, 200, relative=("page", "page"))
    (page,) = pages_of(WordFile(p(run(rule) + t(PROSE[0]), *BODY)))
    ((left, top, right, bottom),) = [stroke.box for stroke in page.strokes]
    assert (left, right) == (pytest.approx(55, abs=0.1), pytest.approx(155, abs=0.1))
    assert (top + bottom) / 2 == pytest.approx(200, abs=0.1)


def test_a_rule_moves_with_its_paragraph() -> None:
    rule = p(t("Độc lập - Tự do - Hạnh phúc") + run(drawn_line(56, 40, 6)), jc("center"))
    tops = [
        pages_of(WordFile(p("Một dòng") * lines + rule))[0].strokes[0].box[1] for lines in (1, 4)
    ]
    line = pages_of(WordFile(p("Một dòng") * 2))[0].lines
    assert tops[1] - tops[0] == pytest.approx(3 * (line[1].baseline - line[0].baseline), abs=0.05)


def test_text_goes_around_a_picture_and_below_it() -> None:
    image = anchored(60, 30, 0, 0, "square", graphic("chart.png", 60, 30, 1))
    word = WordFile(p(run(image) + t(" ".join(PROSE[:3])), *BODY), images={"chart.png": png()})
    (page,) = pages_of(word)
    (shown,) = page.pictures
    beside = [line for line in page.lines if line.box[1] < shown.box[3]]
    below = [line for line in page.lines if line.box[1] > shown.box[3]]
    assert beside
    assert below
    assert all(line.box[0] > shown.box[2] + 3 for line in beside)
    assert all(line.box[0] == pytest.approx(30, abs=0.2) for line in below)


@pytest.mark.parametrize("count", [1, 3])
def test_text_goes_on_to_the_right_of_a_picture_in_its_midst(count: int) -> None:
    """Also that of the next paragraphs, as far down as the picture reaches."""
    image = anchored(60, 30, 50, 2, "square", graphic("chart.png", 60, 30, 1))
    words = " ".join(PROSE[:3]).split()
    size = len(words) // count + 1
    parts = [" ".join(words[n : n + size]) for n in range(0, len(words), size)]
    content = p(run(image) + t(parts[0]), jc("both")) + "".join(
        p(part, jc("both")) for part in parts[1:]
    )
    (page,) = pages_of(WordFile(content, images={"chart.png": png()}))
    (shown,) = page.pictures
    beside = [
        each for each in page.lines if each.box[1] < shown.box[3] and each.box[3] > shown.box[1]
    ]
    left = [each for each in beside if each.box[2] < shown.box[0]]
    right = [each for each in beside if each.box[0] > shown.box[2]]
    assert len(left) + len(right) == len(beside)
    assert min(len(left), len(right)) > 3
    order = sorted(page.lines, key=lambda each: (round(each.baseline), each.box[0]))
    assert " ".join(each.text for each in order).split() == words


@pytest.mark.parametrize("name", ["drawn-line-kinds", "picture-decorative", "drawn-rectangles"])
def test_decoration_is_no_part_of_what_is_read_aloud(name: str) -> None:
    with pikepdf.open(io.BytesIO(render_pages(CORPUS[name].packed(), name))) as pdf:
        reachable, waiting = [], [pdf.Root.StructTreeRoot.K]
        while waiting:
            each = waiting.pop()
            if isinstance(each, pikepdf.Array):
                waiting.extend(each)  # type: ignore[arg-type]
            elif isinstance(each, pikepdf.Dictionary) and "/S" in each:
                reachable.append(each)
                waiting.append(each.K)
        assert "/Figure" not in {str(element.S) for element in reachable}
        assert all(len(e.K) for e in reachable if isinstance(e.K, pikepdf.Array))


BESIDE_LIBREOFFICE = (
    "drawn-line-drawingml", "drawn-line-vml", "drawn-line-in-cells", "drawn-line-in-cells-vml",
    "drawn-line-in-header", "picture-anchors", "picture-square", "picture-square-right",
    "picture-vml", "picture-decorative", "picture-in-text",
)  # fmt: skip


@pytest.fixture(scope="module")
def printed() -> dict[str, bytes]:
    return print_all({name: CORPUS[name].packed() for name in BESIDE_LIBREOFFICE})


@pytest.mark.slow
@pytest.mark.parametrize("name", BESIDE_LIBREOFFICE)
def test_lines_and_pictures_stand_where_libreoffice_puts_them(
    printed: dict[str, bytes], name: str
) -> None:
    theirs = measure(printed[name])
    ours = pages_of(CORPUS[name])
    assert len(theirs) == len(ours)
    for their, our in zip(theirs, ours, strict=True):
        for kind in ("strokes", "pictures"):
            found, wanted = (
                sorted(_middle(each.box) for each in getattr(page, kind)) for page in (our, their)
            )
            assert len(found) == len(wanted)
            for here, there in zip(found, wanted, strict=True):
                assert here == pytest.approx(there, abs=_NEAR)


def _middle(box: tuple[float, float, float, float]) -> tuple[float, float, float]:
    """Left and right edge, and the height in the middle; mm, rounded so that edges sort alike."""
    left, top, right, bottom = box
    return round((top + bottom) / 2, 0), round(left, 1), round(right, 1)


def beside_a_table(left: float, paragraphs: int) -> bytes:
    """A picture of 60 x 60 mm, so many paragraphs of text, and a table."""
    image = run(anchored(60, 60, left, 2, "square", graphic("chart.png", 60, 60, 1)))
    text = "".join(p((image if n == 0 else "") + t(PROSE[n])) for n in range(paragraphs))
    small = table((60, 60), row(cell(60, "Nội dung"), cell(60, "Thời hạn")))
    word = WordFile(text + small + p("Hết."), images={"chart.png": png()})
    return word.packed()


def test_a_table_beside_a_drawing_with_text_on_both_sides_is_refused() -> None:
    with pytest.raises(TableBesideDrawing, match="“Nội dung”"):
        render_pages(beside_a_table(50, 1), "it.docx")


@pytest.mark.parametrize(("left", "paragraphs"), [(50, 6), (105, 1), (0, 1)])
def test_a_table_below_it_or_with_text_on_one_side_is_carried(left: float, paragraphs: int) -> None:
    assert render_pages(beside_a_table(left, paragraphs), "it.docx")


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [("Chữ trước.", "Hình 1. Thu ngân sách", "↑ «Hình 1. Thu ngân sách»"),
     ("Chữ trước.", "", "↓ «Chữ trước.»"), ("", "", "")],
)  # fmt: skip
def test_a_picture_alone_in_its_paragraph_is_named_by_words_near_it(
    before: str, after: str, place: str
) -> None:
    image = p(re.sub(r' descr="[^"]*"', "", inline("chart.png", 60, 30, 1)))
    word = WordFile(p(before) + image + p(after), images={"chart.png": png()})
    with pytest.raises(UnsupportedFeatures, match="alternative text") as caught:
        read_docx(word.packed(), "thu.docx")
    assert [problem.place for problem in caught.value.problems] == [place]
