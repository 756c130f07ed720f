"""Grouped drawings: each member stands at its own place in the measure of the group."""

from __future__ import annotations

import pytest

from tests.render.corpus.package import WordFile
from tests.render.corpus.pictures import anchored, graphic, grouped, png, shape
from tests.render.corpus.wml import p, run, t
from workflow.model.errors import UnsupportedFeatures
from workflow.render.content import render_pages
from workflow.render.measure import measure
from workflow.render.page_tree import Drawing, Line, Paragraph, TextBox
from workflow.render.word_reader import read_docx

_MM = 72 / 25.4


def _drawings(group: str) -> list[Drawing]:
    word = WordFile(p(t("Việc") + run(group)), images={"a.png": png()})
    (block,) = read_docx(word.packed(), "a.docx").blocks
    assert isinstance(block, Paragraph)
    return [child for child in block.children if isinstance(child, Drawing)]


def _refused(group: str) -> str:
    with pytest.raises(UnsupportedFeatures) as caught:
        _drawings(group)
    return str(caught.value)


def _text(words: str) -> str:
    return f"<wps:txbx><w:txbxContent>{p(words)}</w:txbxContent></wps:txbx>"


def test_members_stand_where_the_group_puts_them() -> None:
    """Its measure begins at 10 mm."""
    lines = _drawings(grouped(100, 20, 5, 3, shape(30, 0, 10, 10), shape(40, 5, 50, 20)))
    places = [(d.across.offset / _MM, d.down.offset / _MM) for d in lines]
    assert [each for place in places for each in place] == pytest.approx([5, 3, 45, 13], abs=0.01)
    sizes = [(d.content.width / _MM, d.content.height / _MM) for d in lines]
    assert [each for size in sizes for each in size] == pytest.approx([30, 0, 40, 5], abs=0.01)
    assert all(isinstance(drawing.content, Line) for drawing in lines)


def test_a_group_that_is_drawn_smaller_makes_its_members_smaller() -> None:
    group = grouped(100, 20, 0, 0, shape(40, 10, 30, 20))
    half = group.replace('<a:chExt cx="10000" cy="2000"/>', '<a:chExt cx="20000" cy="8000"/>')
    (line,) = _drawings(half)
    found = (line.across.offset, line.down.offset, line.content.width, line.content.height)
    assert [each / _MM for each in found] == pytest.approx([10, 2.5, 20, 2.5], abs=0.01)


def test_a_group_without_height_keeps_its_lines() -> None:
    (line,) = _drawings(grouped(100, 0, 0, 0, shape(40, 0, 10, 10)))
    assert line.content.width / _MM == pytest.approx(40, abs=0.01)


def test_a_box_of_a_group_has_its_text() -> None:
    box, line = _drawings(
        grouped(50, 20, 0, 0, shape(30, 10, 10, 10, "rect", _text("MẬT")), shape(5, 0, 10, 20))
    )
    assert isinstance(box.content, TextBox)
    assert isinstance(line.content, Line)
    (block,) = box.content.blocks
    assert isinstance(block, Paragraph)
    assert block.text == "MẬT"


def test_rules_of_a_group_are_drawn_at_their_places() -> None:
    group = grouped(160, 1, 0, 6, shape(30, 0, 25, 10), shape(60, 0, 105, 10))
    (page,) = measure(render_pages(WordFile(p(t("Việc") + run(group))).packed(), "a.docx"))
    ends = sorted((stroke.box[0] - 30, stroke.box[2] - 30) for stroke in page.strokes)
    assert [end for pair in ends for end in pair] == pytest.approx([15, 45, 95, 155], abs=0.3)


@pytest.mark.parametrize(
    "group",
    [
        grouped(50, 10, 0, 0, shape(30, 0, 10, 10), turned=' rot="5400000"'),
        grouped(50, 10, 0, 0, shape(30, 0, 10, 10), turned=' flipH="1"'),
        grouped(50, 10, 0, 0, graphic("a.png", 10, 10, 1).partition("<pic:pic")[2].join(
            ["<pic:pic", ""]).partition("</a:graphicData>")[0]),
        grouped(50, 10, 0, 0, f"<wpg:grpSp><wpg:grpSpPr/>{shape(30, 0, 10, 10)}</wpg:grpSp>"),
        grouped(50, 10, 0, 0, shape(30, 0, 10, 10)).replace("<wp:wrapNone/>",
                                                             '<wp:wrapTopAndBottom/>'),
        grouped(50, 10, 0, 0, shape(30, 0, 10, 10)).replace(
            "<wp:posOffset>0</wp:posOffset>", "<wp:align>center</wp:align>", 1),
    ],
    ids=["turned", "mirrored", "picture", "nested", "text around", "aligned"],
)  # fmt: skip
def test_what_of_groups_is_not_carried_is_refused(group: str) -> None:
    assert "«Việc»: drawings that are grouped" in _refused(group)


def test_a_group_in_the_line_is_refused() -> None:
    group = grouped(50, 10, 0, 0, shape(30, 0, 10, 10))
    start, end = group.index("<wp:anchor"), group.index("<wp:extent")
    inline = f"{group[:start]}<wp:inline>{group[end:]}".replace("</wp:anchor>", "</wp:inline>")
    inline = inline.replace("<wp:wrapNone/>", "")
    assert "in the line of text" in _refused(inline)


def test_a_picture_by_itself_is_none_of_it() -> None:
    picture = anchored(10, 10, 0, 0, "none", graphic("a.png", 10, 10, 1))
    assert len(_drawings(picture)) == 1
