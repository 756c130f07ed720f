"""How high lines are: exact, "at least" and multiple pitch, of one look and of several."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.render.lines import set_children, set_text
from workflow.render.fonts import find_face
from workflow.render.html_pitch import Pitch, pitch_of
from workflow.render.page_tree import (
    Bookmark,
    Inline,
    Paragraph,
    ParagraphStyle,
    Picture,
    Place,
    RunStyle,
    Text,
)

_SIZE = 14.0
_STYLE = RunStyle(size=_SIZE)
_LOOKS = st.lists(
    st.builds(
        RunStyle,
        font=st.sampled_from(["Times New Roman", "Arial", "Courier New"]),
        size=st.floats(6, 40),
        bold=st.booleans(),
        position=st.sampled_from([0.0, 3.0, -3.0]),
        raised=st.sampled_from(["", "super", "sub"]),
    ),
    min_size=1,
    max_size=4,
)
_EXACT = st.builds(ParagraphStyle, line_rule=st.just("exact"), line=st.floats(1, 60))
_AT_LEAST = st.builds(ParagraphStyle, line_rule=st.just("atLeast"), line=st.floats(0, 60))
_MULTIPLE = st.builds(ParagraphStyle, line_rule=st.just("multiple"), line=st.floats(0.7, 3))


def _pitch(looks: list[RunStyle], style: ParagraphStyle, *more: Inline) -> Pitch:
    children = (*(Text("a", look) for look in looks), *more)
    return pitch_of(children, Paragraph(style, (), _STYLE))


def _natural(looks: list[RunStyle]) -> Pitch:
    return _pitch(looks, ParagraphStyle())


def _single(font: str = "Times New Roman") -> float:
    """The pitch of single spacing in parts of the size: what the face's own tables say."""
    return find_face(font).metrics.line


# -- whatever stands in a line -----------------------------------------------------------------


@given(_LOOKS, _EXACT)
def test_an_exact_pitch_is_kept_whatever_stands_in_the_line(
    looks: list[RunStyle], style: ParagraphStyle
) -> None:
    pitch = _pitch(looks, style, Picture(b"", 10, 200, "", _STYLE))
    assert pitch.height == pytest.approx(style.line)
    assert pitch.above == pytest.approx(0.8 * style.line)


@given(_LOOKS, _AT_LEAST)
def test_a_least_pitch_gives_room_above_and_takes_none(
    looks: list[RunStyle], style: ParagraphStyle
) -> None:
    pitch, natural = _pitch(looks, style), _natural(looks)
    assert pitch.height == pytest.approx(max(style.line, natural.height))
    assert pitch.below == pytest.approx(natural.below)


@given(_LOOKS, _MULTIPLE)
def test_a_multiple_adds_below_and_takes_above(
    looks: list[RunStyle], style: ParagraphStyle
) -> None:
    pitch, natural = _pitch(looks, style), _natural(looks)
    assert pitch.height == pytest.approx(style.line * natural.height)
    if style.line >= 1:
        assert pitch.above == pytest.approx(natural.above)
    else:
        assert pitch.below == pytest.approx(natural.below)


@given(_LOOKS, _LOOKS)
def test_a_line_has_room_for_all_that_stands_in_it(
    looks: list[RunStyle], others: list[RunStyle]
) -> None:
    both, one, other = _natural(looks + others), _natural(looks), _natural(others)
    assert both.above == max(one.above, other.above)
    assert both.below == max(one.below, other.below)


# -- single cases ------------------------------------------------------------------------------


@pytest.mark.parametrize("font", ["Times New Roman", "Arial", "Courier New"])
def test_single_spacing_is_what_the_face_says(font: str) -> None:
    found = _natural([RunStyle(font=font, size=_SIZE)])
    assert found.height == pytest.approx(_single(font) * _SIZE)
    assert _single("Times New Roman") == pytest.approx(1.15, abs=0.005)


def test_a_picture_stands_on_the_baseline() -> None:
    pitch = _pitch([_STYLE], ParagraphStyle(), Picture(b"", 10, 200, "", RunStyle(size=90)))
    assert pitch == Pitch(200, _natural([_STYLE]).below)


def test_raised_letters_are_smaller_and_their_line_grows_only_where_they_leave_it() -> None:
    note = RunStyle(size=_SIZE, raised="super")
    assert _natural([note]).height < _natural([_STYLE]).height
    assert _natural([_STYLE, note]).below == _natural([_STYLE]).below
    lifted = RunStyle(size=_SIZE, position=6)
    assert _natural([_STYLE, lifted]).above == pytest.approx(_natural([_STYLE]).above + 6)
    sunk = RunStyle(size=_SIZE, position=-6)
    assert _natural([_STYLE, sunk]).below == pytest.approx(_natural([_STYLE]).below + 6)


def test_an_empty_line_is_as_high_as_the_mark_of_its_paragraph() -> None:
    """So are lines with nothing in them but places and bookmarks."""
    seal, mark = Place("seal", "", RunStyle(size=40)), Bookmark("x", RunStyle(size=40))
    assert _pitch([], ParagraphStyle()) == _natural([_STYLE])
    assert _pitch([], ParagraphStyle(), seal, mark) == _natural([_STYLE])


def test_each_line_has_the_pitch_of_what_stands_in_it() -> None:
    large = RunStyle(size=30)
    lines = set_children(
        (Text("việc " * 40, _STYLE), Text("LỚN ", large), Text("việc " * 40, _STYLE)),
        ParagraphStyle(),
        300,
    )
    heights = [line.pitch.height for line in lines]
    assert sorted(set(heights)) == pytest.approx([_single() * _SIZE, _single() * 30])
    assert heights.count(max(heights)) == 1


def test_every_line_of_a_paragraph_has_its_exact_pitch() -> None:
    style = ParagraphStyle(line_rule="exact", line=19.0)
    lines = set_text("việc này " * 50, style, 300, _STYLE)
    assert len(lines) > 5
    assert {round(line.pitch.height, 6) for line in lines} == {19.0}
