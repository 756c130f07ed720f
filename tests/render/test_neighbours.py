"""What paragraphs do to those beside them: space that falls away, borders that they share."""

from __future__ import annotations

from workflow.render.neighbours import settled
from workflow.render.page_tree import Border, Paragraph, ParagraphStyle, RunStyle, Table

LINE = Border(0.5, 4.0)
BOX = tuple((side, LINE) for side in ("top", "left", "bottom", "right"))


def paragraph(**style: object) -> Paragraph:
    return Paragraph(ParagraphStyle(**style), (), RunStyle())  # type: ignore[arg-type]


def spaces(*paragraphs: Paragraph | Table) -> list[tuple[float, float]]:
    found = settled(paragraphs)
    return [(p.style.before, p.style.after) for p in found if isinstance(p, Paragraph)]


def sides(*paragraphs: Paragraph) -> list[list[str]]:
    """The sides of each that a line is drawn at."""
    found = [p for p in settled(paragraphs) if isinstance(p, Paragraph)]
    return [[side for side, border in p.style.borders if border.width] for p in found]


def test_between_paragraphs_of_one_style_there_is_no_space_where_they_want_none() -> None:
    listed = paragraph(name="Listed", before=6.0, after=3.0, contextual=True)
    other = paragraph(name="Normal", before=6.0, after=3.0)
    assert spaces(other, listed, listed, other) == [(6, 3), (6, 0), (0, 3), (6, 3)]


def test_only_who_wants_no_space_gives_it_up() -> None:
    listed = paragraph(name="Listed", before=6.0, after=3.0, contextual=True)
    stiff = paragraph(name="Listed", before=6.0, after=3.0)
    assert spaces(listed, stiff) == [(6, 0), (6, 3)]


def test_a_table_between_them_keeps_the_space() -> None:
    listed = paragraph(name="Listed", before=6.0, after=3.0, contextual=True)
    assert spaces(listed, Table(()), listed) == [(6, 3), (6, 3)]


def test_paragraphs_with_the_same_borders_stand_in_one_box() -> None:
    boxed = paragraph(borders=BOX)
    assert sides(boxed, boxed, boxed) == [
        ["top", "left", "right"],
        ["left", "right"],
        ["left", "bottom", "right"],
    ]


def test_others_have_boxes_of_their_own() -> None:
    boxed, indented = paragraph(borders=BOX), paragraph(borders=BOX, left=10.0)
    all_sides = ["top", "left", "bottom", "right"]
    assert sides(boxed) == [all_sides]
    assert sides(boxed, indented) == [all_sides, all_sides]
    assert sides(boxed, paragraph(), boxed) == [all_sides, [], all_sides]


def test_a_line_between_is_drawn_once() -> None:
    boxed = paragraph(borders=BOX, between=LINE)
    assert sides(boxed, boxed) == [["top", "left", "right"], ["left", "bottom", "right", "top"]]


def test_the_space_between_is_within_the_box() -> None:
    """The larger of the two, as between any paragraphs."""
    boxed = paragraph(borders=BOX, before=6.0, after=9.0)
    assert spaces(boxed, boxed) == [(6, 0), (0, 9)]
    first = settled((boxed, boxed))[0]
    assert isinstance(first, Paragraph)
    assert dict(first.style.borders)["bottom"] == Border(0.0, 9.0)
