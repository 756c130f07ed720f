"""Where tabs lead (ECMA-376 17.3.1.37): stops of all kinds, those nobody set, leaders, hanging
indents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.render.corpus.package import WordFile
from tests.render.corpus.standard import STYLES
from tests.render.corpus.standard import style as word_style
from tests.render.corpus.wml import el, group, p, run
from tests.render.lines import places, set_children, set_text
from workflow.model.errors import UnsupportedFeatures
from workflow.render.html_tabs import Stops, gap
from workflow.render.html_text import advances
from workflow.render.page_tree import Paragraph, ParagraphStyle, RunStyle, Tab, TabStop, Text
from workflow.render.word_reader import read_docx

_STYLE = RunStyle(size=14)
_DISTANCE = 36.0


def _wide(text: str) -> float:
    return sum(advances(text, _STYLE))


# -- the next stop -----------------------------------------------------------------------------


@given(
    st.lists(st.floats(0, 400), max_size=6).map(sorted),
    st.floats(-50, 500),
    st.floats(1, 200),
)
def test_the_next_stop_is_the_nearest_one_that_is_set_or_a_multiple_of_the_distance(
    positions: list[float], x: float, distance: float
) -> None:
    stops = Stops(ParagraphStyle(tabs=tuple(map(TabStop, positions))), distance)
    found = stops.after(x).position
    assert found > x
    if behind := [position for position in positions if position > x + 0.01]:
        assert found == behind[0]
    else:
        assert found / distance == pytest.approx(round(found / distance))
        assert found - distance <= x + 0.02


def test_a_stop_where_the_text_ends_already_is_behind_it() -> None:
    stops = Stops(ParagraphStyle(tabs=(TabStop(100), TabStop(200))), _DISTANCE)
    assert stops.after(100).position == 200
    assert stops.after(99.98).position == 100


def test_the_indent_that_lines_hang_at_is_a_stop_before_those_that_are_set() -> None:
    hanging = ParagraphStyle(left=50, first_line=-50, tabs=(TabStop(70, "right"),))
    stops = Stops(hanging, _DISTANCE)
    assert stops.after(10) == TabStop(50)
    assert stops.after(50) == TabStop(70, "right")
    early = ParagraphStyle(left=50, first_line=-50, tabs=(TabStop(30),))
    assert Stops(early, _DISTANCE).after(10) == TabStop(30)


def test_a_first_line_that_is_indented_makes_no_stop() -> None:
    stops = Stops(ParagraphStyle(left=50, first_line=20), _DISTANCE)
    assert stops.after(10).position == 36


def test_without_a_distance_a_tab_takes_hardly_any_room() -> None:
    assert Stops(ParagraphStyle(), 0.0).after(10).position == pytest.approx(10.01)


# -- how text stands at it ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("align", "text", "before"),
    [
        ("left", "1.234,56", 0.0),
        ("center", "1.234,56", 20.0),
        ("right", "1.234,56", 40.0),
        ("decimal", "1.234,56", 25.0),
        ("decimal", ",5", 0.0),
        ("decimal", "1234", 20.0),
    ],
)
def test_text_stands_at_a_stop_as_it_is_aligned(align: str, text: str, before: float) -> None:
    """Each letter is 5 pt wide; a number without a comma ends at a decimal stop."""
    ends = [5.0 * n for n in range(1, len(text) + 1)]
    assert gap(TabStop(100, align), 30, text, ends) == 70 - before


def test_text_that_is_too_long_for_its_stop_begins_at_the_tab() -> None:
    ends = [10.0 * n for n in range(1, 31)]
    assert gap(TabStop(100, "right"), 30, "x" * 30, ends) == 0.0
    assert gap(TabStop(100, "center"), 30, "", []) == 70


# -- in a line ---------------------------------------------------------------------------------


def _starts(style: ParagraphStyle, text: str, width: float = 450) -> list[list[tuple[str, float]]]:
    """The words of each line and where they begin, pt."""
    return places(set_text(text, style, width, _STYLE), style)


def test_words_stand_at_the_stops_of_their_paragraph() -> None:
    stops = (TabStop(100), TabStop(225, "center"), TabStop(400, "right"))
    ((left, begin), (one, at), (two, middle), (three, end)) = _starts(
        ParagraphStyle(tabs=stops), "a\tmột\thai\tba"
    )[0]
    assert (left, begin, one, two, three) == ("a", 0, "một", "hai", "ba")
    assert at == pytest.approx(100)
    assert middle == pytest.approx(225 - _wide("hai") / 2)
    assert end == pytest.approx(400 - _wide("ba"))


def test_after_the_last_stop_come_those_that_nobody_set() -> None:
    found = _starts(ParagraphStyle(tabs=(TabStop(100),)), "a\tb\tc\td")[0]
    assert [round(x, 1) for _, x in found] == [0, 100, 108, 144]


def test_a_numbered_line_begins_where_the_next_ones_hang() -> None:
    style = ParagraphStyle(left=40, first_line=-20)
    lines = _starts(style, "1.\t" + "việc " * 60)
    assert lines[0][0] == ("1.", 20)
    assert lines[0][1][1] == 40
    assert all(words[0][1] == 40 for words in lines[1:])
    assert len(lines) > 2


def test_a_decimal_stop_sets_commas_below_each_other() -> None:
    style = ParagraphStyle(tabs=(TabStop(200, "decimal"),))
    for number in ("1,5", "1.234,56", "12,345"):
        ((word, x),) = _starts(style, f"\t{number}")[0]
        assert x + _wide(word.partition(",")[0]) == pytest.approx(200)


def test_a_tab_that_leads_beyond_the_line_begins_the_next_one() -> None:
    style = ParagraphStyle(tabs=(TabStop(20), TabStop(100)))
    assert _starts(style, "một hai\tba", width=80) == [[("một hai", 0)], [("ba", 20)]]


def test_a_tab_that_no_line_has_room_for_stands_alone() -> None:
    lines = _starts(ParagraphStyle(tabs=(TabStop(100),)), "một hai\tba", width=80)
    assert lines == [[("một hai", 0)], [], [("ba", 0)]]


def test_a_right_stop_beyond_the_edge_still_counts() -> None:
    """As the dots of a table of contents lead to numbers in the margin."""
    style = ParagraphStyle(right=30, tabs=(TabStop(450, "right", "."),))
    title = "m" * 37  # ends at 403 of 420 pt, so that the number needs the margin
    ((_, _), (number, x)) = _starts(style, f"{title}\t1234")[0]
    assert (number, x > 410) == ("1234", True)
    assert x + _wide("1234") == pytest.approx(450)


def test_a_leader_fills_the_way_of_its_own_tab_only() -> None:
    stops = (TabStop(100, leader="_"), TabStop(400, "right", "."))
    (line,) = set_text("a\tb\tc", ParagraphStyle(tabs=stops), 450, _STYLE)
    assert [piece.leader for piece in line.pieces] == ["", "_", "", ".", ""]
    widths = [piece.width for piece in line.pieces if piece.leader]
    assert widths[0] == pytest.approx(100 - _wide("a"))
    assert widths[1] == pytest.approx(300 - _wide("b") - _wide("c"))


# -- to a place of the line -------------------------------------------------------------------


_NARROW = ParagraphStyle(left=20, right=40, tabs=(TabStop(50), TabStop(60, "decimal")))


@pytest.mark.parametrize(
    ("align", "indented", "edge"),
    [
        ("left", False, 0), ("center", False, 200), ("right", False, 400),
        ("left", True, 20), ("center", True, 190), ("right", True, 360),
    ],
)  # fmt: skip
def test_a_tab_may_lead_to_a_place_of_the_line_whatever_stops_are_set(
    align: str, indented: bool, edge: float
) -> None:
    stops = Stops(_NARROW, _DISTANCE, 400)
    assert stops.of(Tab(_STYLE, align, ".", indented), -1) == TabStop(edge, align, ".")
    assert stops.of(Tab(_STYLE), 20) == TabStop(50)


def test_a_place_that_the_line_has_passed_is_where_it_is() -> None:
    assert Stops(_NARROW, _DISTANCE, 400).of(Tab(_STYLE, "left"), 30) == TabStop(30)


def test_header_and_page_number_stand_at_the_edges_of_their_line() -> None:
    texts = [Text(text, _STYLE) for text in ("Báo cáo", "giữa", "Trang 1")]
    tabs = [Tab(_STYLE, "center"), Tab(_STYLE, "right")]
    children = (texts[0], tabs[0], texts[1], tabs[1], texts[2])
    ((one, two, three),) = places(set_children(children, _NARROW, 400), _NARROW)
    assert one == ("Báo cáo", 20)
    assert two[1] + _wide("giữa") / 2 == pytest.approx(200)
    assert three[1] + _wide("Trang 1") == pytest.approx(400)


# -- in a Word file ----------------------------------------------------------------------------


def _stops(*properties: str) -> tuple[TabStop, ...]:
    styles = STYLES + word_style("Listed", "Listed", group("pPr", *properties[:1]))
    body = p("a", el("pStyle", val="Listed"), *properties[1:])
    (block,) = read_docx(WordFile(body, styles=styles).packed(), "a.docx").blocks
    assert isinstance(block, Paragraph)
    return block.style.tabs


def _tabs(*stops: tuple[str, int, str]) -> str:
    """w:tabs; positions in pt."""
    return el("tabs", "".join(el("tab", val=kind, leader=leader, pos=at * 20)
                              for kind, at, leader in stops))  # fmt: skip


def test_stops_of_a_file_have_their_kinds_and_leaders_in_their_order() -> None:
    kinds = [("right", 300, "dot"), ("start", 50, "none"), ("center", 100, "hyphen")]
    more = [("num", 60, "none"), ("end", 400, "underscore"), ("decimal", 200, "middleDot")]
    assert _stops(_tabs(*kinds, *more), _tabs()) == (
        TabStop(50), TabStop(60), TabStop(100, "center", "-"), TabStop(200, "decimal", "·"),
        TabStop(300, "right", "."), TabStop(400, "right", "_"),
    )  # fmt: skip


def test_a_paragraph_clears_and_changes_stops_of_its_style() -> None:
    own = _tabs(("clear", 100, "none"), ("right", 200, "dot"), ("left", 50, "none"))
    inherited = _tabs(("left", 100, "none"), ("left", 200, "none"), ("left", 300, "none"))
    assert _stops(inherited, own) == (TabStop(50), TabStop(200, "right", "."), TabStop(300))


def test_a_stop_that_draws_a_line_is_refused() -> None:
    with pytest.raises(UnsupportedFeatures, match="«a»: a tab stop that draws a line"):
        _stops(_tabs(), _tabs(("bar", 100, "none")))


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ({"alignment": "right", "relativeTo": "margin", "leader": "dot"}, ("right", ".", False)),
        ({"alignment": "center", "relativeTo": "indent", "leader": "none"}, ("center", "", True)),
        ({"alignment": "left", "relativeTo": "margin"}, ("left", "", False)),
    ],
)
def test_a_tab_to_a_place_of_the_line_is_read(
    given: dict[str, str], read: tuple[str, str, bool]
) -> None:
    body = p(run(el("ptab", **given)))
    (block,) = read_docx(WordFile(body).packed(), "a.docx").blocks
    assert isinstance(block, Paragraph)
    (tab,) = block.children
    assert isinstance(tab, Tab)
    assert (tab.align, tab.leader, tab.indented) == read
