"""Tables that float: those without room for text beside them stand above their paragraph, at their
place across; the others are refused."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.render.corpus.package import WordFile
from tests.render.corpus.table_grids import placed
from tests.render.corpus.table_parts import cell, row, table
from tests.render.corpus.wml import el, p, section
from tests.render.measure import Page, measured
from workflow.model.errors import UnsupportedFeatures
from workflow.render.content import render_pages
from workflow.render.page_tree import Anchor, Floating, Table
from workflow.render.word_reader import read_docx

_MARGIN, _LINE = 30.0, 165.0  # mm, of the pages here


def _table(width: float, **given: object) -> str:
    """A floating table of one cell, mm."""
    return table((width,), row(cell(width, "Ô")), placed(**given))


def _page(body: str) -> Page:
    (page,) = measured(render_pages(WordFile(body).packed(), "a.docx"))
    return page


def _edge(body: str) -> float:
    """Where the text of the cell begins, without its margin, mm from the left margin."""
    (line,) = [line for line in _page(body).lines if line.text == "Ô"]
    return line.left - _MARGIN - 5.4 / 72 * 25.4


def _told(word: WordFile) -> str:
    with pytest.raises(UnsupportedFeatures) as caught:
        read_docx(word.packed(), "a.docx")
    return str(caught.value)


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({"horzAnchor": "margin", "tblpXSpec": "left"}, 0.0),
        ({"horzAnchor": "margin", "tblpXSpec": "center"}, 7.5),
        ({"horzAnchor": "text", "tblpXSpec": "right"}, 15.0),
        ({"horzAnchor": "text", "tblpX": 567}, 10.0),
        ({"horzAnchor": "margin", "tblpX": -567}, -10.0),
        ({"horzAnchor": "page", "tblpX": 2268}, 10.0),
    ],
)
def test_a_table_stands_at_its_place_across(given: Mapping[str, object], left: float) -> None:
    body = p("Trước") + _table(150, tblpY=1, **given) + p("Sau")
    assert _edge(body) == pytest.approx(left, abs=0.2)


def test_it_stands_above_its_paragraph_and_below_the_one_before() -> None:
    body = p("Trước") + _table(150, horzAnchor="margin", tblpXSpec="center") + p("Sau")
    places = {line.text: line.baseline for line in _page(body).lines}
    assert places["Trước"] < places["Ô"] < places["Sau"]


def test_it_stands_as_far_down_as_it_says() -> None:
    def first(down: int) -> float:
        body = p("Trước") + _table(150, horzAnchor="margin", tblpXSpec="left", tblpY=down)
        return next(line.baseline for line in _page(body + p("Sau")).lines if line.text == "Ô")

    assert first(567) - first(0) == pytest.approx(10, abs=0.1)


@pytest.mark.parametrize(
    ("width", "given", "refused"),
    [
        (139, {"tblpXSpec": "left"}, True),
        (140, {"tblpXSpec": "left"}, False),
        (113, {"tblpXSpec": "center"}, True),
        (115, {"tblpXSpec": "center"}, False),
        (139, {"tblpXSpec": "right"}, True),
        (139, {"tblpXSpec": "left", "rightFromText": 300}, False),
        (139, {"tblpXSpec": "right", "leftFromText": 300}, False),
        (139, {"tblpX": 284}, False),
    ],
)
def test_a_table_with_an_inch_for_text_beside_it_is_refused(
    width: float, given: dict[str, object], *, refused: bool
) -> None:
    usual = {"horzAnchor": "margin", "leftFromText": 0, "rightFromText": 0, "tblpY": 1}
    word = WordFile(_table(width, **{**usual, **given}) + p("Sau"))
    if refused:
        assert "«Ô»: a floating table with room for text beside it" in _told(word)
    else:
        assert read_docx(word.packed(), "a.docx").blocks


def test_room_beside_it_is_that_of_a_column() -> None:
    columns = section(el("cols", num=2, space=567))
    floating = _table(70, horzAnchor="margin", tblpXSpec="left") + p("Sau")
    assert read_docx(WordFile(floating, columns).packed(), "a.docx").blocks
    assert "room for text beside it" in _told(WordFile(floating))


def test_a_header_may_hold_one_too() -> None:
    reference = section('<w:headerReference w:type="default" r:id="header1"/>')
    for width, refused in ((160, False), (100, True)):
        held = _table(width, horzAnchor="margin", tblpXSpec="left") + p("")
        word = WordFile(p("a"), reference, headers={"header1": held})
        if refused:
            assert "room for text beside it" in _told(word)
        else:
            (found, _) = read_docx(word.packed(), "a.docx").header
            assert isinstance(found, Table)
            assert found.floating == Floating(Anchor("margin", 0.0, "left"), 0.0, 9.0, 9.0)


@pytest.mark.parametrize(
    "given",
    [
        {"vertAnchor": "page"},
        {"vertAnchor": "margin"},
        {"tblpYSpec": "top"},
        {"tblpXSpec": "outside"},
        {"tblpY": -200},
    ],
    ids=str,
)
def test_places_on_the_page_are_refused(given: dict[str, object]) -> None:
    usual = {"horzAnchor": "margin", "tblpXSpec": "left"}
    told = _told(WordFile(_table(160, **{**usual, **given}) + p("Sau")))
    assert "«Ô»: a floating table on the page or in another table" in told


def test_one_in_another_table_is_refused() -> None:
    inner = _table(60, horzAnchor="margin", tblpXSpec="left") + p("")
    told = _told(WordFile(table((160,), row(cell(160, inner))) + p("")))
    assert "a floating table on the page or in another table" in told
