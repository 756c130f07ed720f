"""Pictures of Word files: carried where they stand, with their words, or refused by name."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from tests.render.corpus.package import WordFile
from tests.render.corpus.pictures import IMAGES, anchored, graphic, inline, png
from tests.render.corpus.table_parts import cell, row, table
from tests.render.corpus.wml import el, jc, p, run, section, spacing, t
from workflow.model.errors import UnsupportedFeatures
from workflow.render.content import render_pages
from workflow.render.images import plain_image
from workflow.render.measure import measure
from workflow.render.page_tree import Picture, all_paragraphs, inlines_of
from workflow.render.word_reader import read_docx

_HEADER = '<w:headerReference w:type="default" r:id="header1"/>'


def pictures(word: WordFile) -> list[Picture]:
    return [
        child
        for paragraph in all_paragraphs(read_docx(word.packed(), "thu.docx"))
        for child in inlines_of(paragraph.children)
        if isinstance(child, Picture)
    ]


def refusal(content: str, **images: bytes) -> str:
    word = WordFile(p(t("Một dòng") + content), images=images or IMAGES)
    with pytest.raises(UnsupportedFeatures) as caught:
        read_docx(word.packed(), "thu.docx")
    return "\n".join(problem.text() for problem in caught.value.problems)


def saved(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def test_a_picture_is_carried_in_text_in_a_cell_and_in_a_header() -> None:
    image = inline("chart.png", 20, 10)
    word = WordFile(
        p(t("Trước ") + image) + table((60,), row(cell(60, p(image)))) + p("Sau"),
        last_section=section(_HEADER),
        headers={"header1": p(image)},
        images=IMAGES,
    )
    found = pictures(word)
    assert [each.alt for each in found] == ["Biểu đồ thu ngân sách sáu năm"] * 3
    assert {(round(each.width, 2), round(each.height, 2)) for each in found} == {(56.69, 28.35)}
    assert len(measure(render_pages(word.packed(), "thu.docx"))[0].pictures) == 3


def test_a_picture_that_is_shown_many_times_is_in_the_pdf_once() -> None:
    word = WordFile(p(inline("chart.png", 20, 10)) * 5, images=IMAGES)
    with pikepdf.open(io.BytesIO(render_pages(word.packed(), "thu.docx"))) as pdf:
        images = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]
    assert len(images) == 1


def test_a_picture_alone_makes_a_line_as_high_as_itself() -> None:
    """As LibreOffice has it: no room for letters below the baseline."""
    alone = WordFile(p(inline("chart.png", 40, 20), spacing()) + p("Sau", spacing()), images=IMAGES)
    without = WordFile(p("Sau", spacing()))
    lines = [measure(render_pages(w.packed(), "x"))[0].lines[0] for w in (alone, without)]
    assert lines[0].baseline - lines[1].baseline == pytest.approx(20, abs=0.05)


def test_of_a_cropped_picture_nothing_stays_but_what_is_shown() -> None:
    data = saved(Image.merge("RGB", [Image.linear_gradient("L").resize((200, 100))] * 3), "PNG")
    content = inline("a.png", 30, 18, crop='l="25000" t="10000" b="0"')
    (shown,) = pictures(WordFile(p(content), images={"a.png": data}))
    with Image.open(io.BytesIO(shown.data)) as cut, Image.open(io.BytesIO(data)) as whole:
        assert cut.size == (150, 90)
        assert cut.getpixel((0, 0)) == whole.getpixel((50, 10))
        assert cut.getpixel((149, 89)) == whole.getpixel((199, 99))


@pytest.mark.parametrize("crop", ['l="-10000"', 'l="60000" r="50000"'])
def test_a_picture_cropped_to_nothing_is_refused(crop: str) -> None:
    assert "reset the cropping" in refusal(inline("chart.png", 30, 18, crop=crop))


def test_a_picture_for_the_press_is_carried_in_plain_colours() -> None:
    press = saved(Image.new("CMYK", (40, 20), (0, 255, 255, 0)), "JPEG")
    (shown,) = pictures(WordFile(p(inline("a.jpeg", 20, 10)), images={"a.jpeg": press}))
    assert shown.data == plain_image(press)
    with Image.open(io.BytesIO(shown.data)) as plain:
        assert plain.mode == "RGB"


def test_a_decorative_picture_needs_no_words() -> None:
    (shown,) = pictures(WordFile(p(inline("chart.png", 20, 10, decorative=True)), images=IMAGES))
    assert shown.alt == ""


def test_a_picture_without_words_is_asked_for_them() -> None:
    told = refusal(inline("chart.png", 20, 10).replace(' descr="', ' was="'))
    assert told.startswith("«Một dòng»: a picture without alternative text; right-click it")


@pytest.mark.parametrize("kind", ["emf", "wmf", "svg", "tiff", "gif", "bmp"])
def test_a_picture_of_another_kind_is_refused_by_its_name(kind: str) -> None:
    told = refusal(inline(f"a.{kind}", 20, 10), **{f"a.{kind}": b"not a picture at all"})
    assert f"a picture of the kind {kind.upper()}; save it as PNG" in told


REFUSED = [
    ('<a:blip r:embed="chart.png"/>', '<a:blip r:link="chart.png"/>', "a linked picture"),
    (
        '<a:blip r:embed="chart.png"/>',
        '<a:blip r:embed="chart.png"><a:grayscl/></a:blip>',
        "a recoloured or transparent picture",
    ),
    ("<a:xfrm>", '<a:xfrm flipH="1">', "a turned or mirrored picture"),
    ('prst="rect"', 'prst="ellipse"', "a picture cut to a shape"),
    ("<a:stretch><a:fillRect/></a:stretch>", "<a:tile/>", "repeated as tiles"),
    (
        "</pic:spPr>",
        '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></pic:spPr>',
        "a picture with a frame",
    ),
]


@pytest.mark.parametrize(("before", "after", "words"), REFUSED, ids=[w for _, _, w in REFUSED])
def test_what_is_done_to_a_picture_is_refused_by_name(before: str, after: str, words: str) -> None:
    changed = inline("chart.png", 20, 10).replace(before, after)
    assert words in refusal(changed)


def test_a_picture_outside_the_file_is_refused() -> None:
    word = WordFile(p(inline("far", 20, 10)), links={"far": "https://example.vn/a.png"})
    with pytest.raises(UnsupportedFeatures, match="a linked picture"):
        read_docx(word.packed(), "thu.docx")


def test_a_picture_in_a_line_of_fixed_height_is_refused() -> None:
    content = p(t("Một dòng ") + inline("chart.png", 20, 10), spacing(line=14, rule="exact"))
    with pytest.raises(UnsupportedFeatures, match="a picture in a line of fixed height"):
        read_docx(WordFile(content, images=IMAGES).packed(), "thu.docx")


def test_a_picture_above_and_below_which_text_stands_parts_it() -> None:
    image = anchored(80, 40, 0, 0, "topAndBottom", graphic("chart.png", 80, 40, 1))
    word = WordFile(p(run(image) + t("Một dòng")), images={"chart.png": png()})
    (page,) = measure(render_pages(word.packed(), "thu.docx"))
    assert page.lines[0].box[1] > page.pictures[0].box[3]


def test_an_old_picture_is_carried_with_its_words() -> None:
    old = (
        '<w:pict><v:shape style="width:60pt;height:30pt" type="#_x0000_t75" alt="Bản đồ">'
        '<v:imagedata r:id="chart.png" o:title=""/></v:shape></w:pict>'
    )
    (shown,) = pictures(WordFile(p(run(old), jc("center")), images=IMAGES))
    assert (shown.width, shown.height, shown.alt) == (60, 30, "Bản đồ")
    assert "alternative text" in refusal(run(old.replace(' alt="Bản đồ"', "")))


def test_an_embedded_object_is_refused_with_what_it_shows() -> None:
    assert "an embedded object (w:object); paste what it shows" in refusal(run(el("object")))
