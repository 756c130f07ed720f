"""Page numbers in frames, as Word 2003 put them into headers and footers: one line with the
paragraph that they stand at."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.render.corpus.package import WordFile
from tests.render.corpus.pages import number_frame
from tests.render.corpus.table_parts import cell, row, table
from tests.render.corpus.wml import el, field, ind, jc, p, section, sz, t
from tests.render.measure import measured
from workflow.model.errors import UnsupportedFeatures
from workflow.render.content import render_pages
from workflow.render.page_tree import Block, PageNumber, Paragraph, Tab, Text
from workflow.render.word_reader import read_docx

_EMPTY = p("", jc("left"))


def _word(header: str) -> WordFile:
    part = '<w:headerReference w:type="default" r:id="header1"/>'
    return WordFile(p("a"), section(part), headers={"header1": header})


def _header(header: str) -> tuple[Block, ...]:
    return read_docx(_word(header).packed(), "a.docx").header


def _frame(content: str = field("PAGE", "2"), **changed: object) -> str:
    """A frame in the middle, as Word writes it, but for what is changed; None leaves out."""
    usual: Mapping[str, object] = {
        "wrap": "around", "vAnchor": "text", "hAnchor": "margin", "xAlign": "center", "y": 1,
    }  # fmt: skip
    given = {name: said for name, said in {**usual, **changed}.items() if said is not None}
    return p(content, el("framePr", **given))


@pytest.mark.parametrize(
    ("align", "edge"), [("left", 30.0), ("center", 30 + 165 / 2), ("right", 195.0)]
)
def test_a_number_stands_at_its_place_in_the_line_of_an_empty_paragraph(
    align: str, edge: float
) -> None:
    (block,) = _header(number_frame(align) + p("", ind(left=10)))
    assert isinstance(block, Paragraph)
    number, height = block.children
    assert isinstance(number, PageNumber)
    assert isinstance(height, Text)
    assert (height.text, block.style.align, block.style.beside) == ("", align, "")
    word = _word(number_frame(align) + p("", ind(left=10)))
    (page,) = measured(render_pages(word.packed(), "a.docx"))
    (line,) = [line for line in page.lines if line.text == "1"]
    share = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
    assert line.left + share * line.width == pytest.approx(edge, abs=0.2)


def test_a_large_paragraph_keeps_its_height() -> None:
    large = el("rPr", sz(40))
    (block,) = _header(_frame() + p("", large))
    assert isinstance(block, Paragraph)
    assert [c.style.size for c in block.children if isinstance(c, Text)] == [40]


def test_a_number_stands_beside_the_text_of_its_paragraph() -> None:
    (block,) = _header(number_frame("right") + p("Văn phòng", jc("both")))
    assert isinstance(block, Paragraph)
    text, tab, number = block.children
    assert isinstance(text, Text)
    assert isinstance(tab, Tab)
    assert isinstance(number, PageNumber)
    assert (text.text, tab.align, block.style.align) == ("Văn phòng", "right", "left")


def test_other_paragraphs_of_a_header_stay_as_they_are() -> None:
    before, line, after = _header(p("Trước") + _frame() + _EMPTY + p("Sau"))
    assert isinstance(before, Paragraph)
    assert isinstance(line, Paragraph)
    assert isinstance(after, Paragraph)
    assert (before.text, len(line.children), after.text) == ("Trước", 2, "Sau")


_LONG = "Uỷ ban nhân dân tỉnh Lam Giang, Văn phòng, Phòng Tổng hợp"


@pytest.mark.parametrize(
    "header",
    [
        _frame() + p(_LONG, jc("left")),
        _frame() + p("Giữa", jc("center")),
        number_frame("left") + p("Văn phòng", jc("left")),
        _frame() + _frame() + _EMPTY,
        _frame() + table([60], row(cell(60, "a"))) + _EMPTY,
        _frame(field("PAGE", "2")),
        _frame(t("a\tb")) + _EMPTY,
        _frame() + p(t("a\tb"), jc("left")),
    ],
    ids=["long", "middle", "same side", "two", "table", "last", "tab inside", "tab beside"],
)
def test_what_may_have_no_room_beside_it_is_refused(header: str) -> None:
    with pytest.raises(UnsupportedFeatures, match="a frame that text stands around"):
        _header(header)


@pytest.mark.parametrize(
    "changed",
    [
        {"xAlign": "outside"},
        {"xAlign": None, "x": 500},
        {"vAnchor": "page"},
        {"hAnchor": "page"},
        {"yAlign": "top"},
        {"y": 400},
        {"h": 500},
        {"dropCap": "drop"},
    ],
    ids=str,
)
def test_frames_of_other_kinds_are_refused(changed: dict[str, object]) -> None:
    with pytest.raises(UnsupportedFeatures, match=r"w:framePr|drop cap"):
        _header(_frame(**changed) + _EMPTY)


def test_a_frame_in_the_text_is_refused_with_its_place() -> None:
    with pytest.raises(UnsupportedFeatures, match="«Ghi chú»: a frame that text stands around"):
        read_docx(WordFile(_frame(t("Ghi chú")) + p("Việc")).packed(), "a.docx")
