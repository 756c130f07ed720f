"""Lines are filled as Word fills them: greedily, no word lost, none beyond its room."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.render.lines import (
    children_of,
    places,
    set_children,
    set_text,
    text_of_line,
    width_of_line,
)
from workflow.render.html_area import Area
from workflow.render.html_lines import Gap, set_lines
from workflow.render.html_text import HYPHEN, SOFT_HYPHEN, advances
from workflow.render.page_tree import (
    Bookmark,
    Label,
    Link,
    PageSetup,
    PageTree,
    Paragraph,
    ParagraphStyle,
    RunStyle,
    Section,
    TabStop,
    Text,
)

_SLACK = 0.05
_SIZE = 14
_STYLE = RunStyle(size=_SIZE)
_KEPT = "\N{NO-BREAK SPACE}"

_WORDS = st.sampled_from(
    ["Uỷ", "ban", "nhân", "dân", "nghiêng", "1.234,5", "a", "(khoá XIII)", "QĐ-TW", "ngày" + _KEPT
     + "05", "công" + SOFT_HYPHEN + "nghiệp"]
)  # fmt: skip
_PROSE = st.lists(_WORDS, min_size=1, max_size=40).map(" ".join)
_WIDTHS = st.floats(90, 500)
_LOOKS = st.builds(
    RunStyle,
    font=st.sampled_from(["Times New Roman", "Arial"]),
    size=st.sampled_from([9.0, 13.0, 14.5]),
    bold=st.booleans(),
    italic=st.booleans(),
    spacing=st.sampled_from([0.0, 0.5]),
    small_caps=st.booleans(),
)
_RUNS = st.lists(st.tuples(_PROSE, _LOOKS), min_size=1, max_size=4)
_SHAPES = st.builds(
    ParagraphStyle,
    align=st.sampled_from(["left", "center", "right", "justify"]),
    left=st.sampled_from([0.0, 20.0]),
    right=st.sampled_from([0.0, 15.0]),
    first_line=st.sampled_from([-20.0, 0.0, 28.0]),
)


def _wide(text: str) -> float:
    return sum(advances(text, _STYLE))


def _letters(text: str) -> str:
    """A text without what lines may leave out at their ends."""
    return text.replace(" ", "").replace(SOFT_HYPHEN, "").replace(HYPHEN, "")


def _breakable(text: str) -> list[str]:
    """A text in the parts that no line may divide."""
    parts = []
    for word in text.split(" "):
        first, hyphen, rest = word.replace(HYPHEN, f"{HYPHEN}{SOFT_HYPHEN}").partition(SOFT_HYPHEN)
        parts += [first, rest] if hyphen else [first]
    return parts


# -- whatever is written -----------------------------------------------------------------------


@given(_RUNS, _SHAPES, _WIDTHS)
def test_no_letter_is_lost_or_moved(
    runs: list[tuple[str, RunStyle]], shape: ParagraphStyle, width: float
) -> None:
    children = tuple(child for text, look in runs for child in children_of(text, look))
    lines = set_children(children, shape, width)
    written = "".join(text.upper() if look.small_caps else text for text, look in runs)
    assert _letters("".join(map(text_of_line, lines))) == _letters(written)


@given(_RUNS, _SHAPES, _WIDTHS)
def test_no_line_is_wider_than_its_room(
    runs: list[tuple[str, RunStyle]], shape: ParagraphStyle, width: float
) -> None:
    children = tuple(child for text, look in runs for child in children_of(text, look))
    for n, line in enumerate(set_children(children, shape, width)):
        begin = shape.left + (0 if n else shape.first_line)
        assert begin + width_of_line(line) <= width - shape.right + _SLACK + 0.001


@given(_PROSE, _SHAPES, _WIDTHS)
def test_a_line_takes_what_it_has_room_for(text: str, shape: ParagraphStyle, width: float) -> None:
    """The first part of the next line would not have fitted, with its hyphen if it is divided."""
    lines = set_text(text, shape, width, _STYLE)
    for n, (line, after) in enumerate(pairwise(lines)):
        room = width - shape.right - shape.left - (0 if n else shape.first_line)
        stood, comes = text_of_line(line), _breakable(text_of_line(after))
        divided = SOFT_HYPHEN in text and _letters(stood).endswith("công")
        space = "" if divided or stood.endswith(HYPHEN) else " "
        first = comes[0] + (HYPHEN if comes[0] == "công" and len(comes) > 1 else "")
        stood = stood.removesuffix(HYPHEN) if divided else stood
        assert _wide(stood + space + first) > room


@given(_PROSE, _WIDTHS)
def test_lines_of_a_justified_paragraph_end_at_its_edge(text: str, width: float) -> None:
    *full, last = set_text(text, ParagraphStyle(align="justify"), width, _STYLE)
    for line in full:
        if " " in text_of_line(line):
            assert width_of_line(line) == pytest.approx(width, abs=_SLACK)
    assert all(piece.stretch == 0 for piece in last.pieces)


@given(st.lists(_PROSE, min_size=2, max_size=4), _WIDTHS)
def test_a_break_ends_its_line(parts: list[str], width: float) -> None:
    lines = set_text("\n".join(parts), ParagraphStyle(), width, _STYLE)
    alone = [set_text(part, ParagraphStyle(), width, _STYLE) for part in parts]
    assert list(map(text_of_line, lines)) == [text_of_line(n) for one in alone for n in one]


# -- single cases ------------------------------------------------------------------------------


def _texts(text: str, width: float, **style: object) -> list[str]:
    shape = ParagraphStyle(**style)  # type: ignore[arg-type]
    return [text_of_line(line) for line in set_text(text, shape, width, _STYLE)]


def test_letters_that_are_spaced_take_more_room() -> None:
    spaced = RunStyle(size=_SIZE, spacing=2)
    assert sum(advances("hai", spaced)) == pytest.approx(_wide("hai") + 6)


def test_an_empty_paragraph_has_a_line() -> None:
    assert _texts("", 100) == [""]
    assert _texts("a\n", 100) == ["a", ""]


def test_spaces_at_the_end_of_a_line_take_no_room() -> None:
    assert _texts("một   hai", _wide("một") + 1) == ["một", "hai"]
    assert _texts("một   hai", _wide("một   hai")) == ["một   hai"]


def test_spaces_that_may_not_break_keep_words_together() -> None:
    assert _texts(f"ngày{_KEPT}05 tháng", _wide(f"ngày{_KEPT}05") + 1) == [
        f"ngày{_KEPT}05",
        "tháng",
    ]


def test_a_word_wider_than_the_line_is_divided_where_it_ends() -> None:
    word = "m" * 10
    assert _texts(word, _wide("m" * 4) + 1) == ["m" * 4, "m" * 4, "mm"]


def test_an_optional_hyphen_shows_at_the_end_of_a_line_where_it_has_room() -> None:
    word = f"công{SOFT_HYPHEN}nghiệp"
    assert _texts(f"a {word}", _wide("a công-") + 0.1) == ["a công-", "nghiệp"]
    assert _texts(f"a {word}", _wide("a công-") - 0.1) == ["a", "công-", "nghiệp"]
    assert _texts(word, 200) == [word]


def test_a_word_is_divided_without_a_hyphen_where_that_has_no_room() -> None:
    word = f"nghiệp{SOFT_HYPHEN}a"
    assert _texts(word, _wide("nghiệp") + 0.1) == ["nghiệp", f"{SOFT_HYPHEN}a"]


def test_a_line_may_end_after_a_dash_but_not_before_it() -> None:
    assert _texts("một—hai", _wide("một—") + 0.1) == ["một—", "hai"]
    assert _texts("việc một—hai", _wide("việc một") + 0.1) == ["việc", "một—", "hai"]


def test_a_word_that_finds_no_room_after_a_tab_takes_the_tab_along() -> None:
    style = ParagraphStyle(tabs=(TabStop(30), TabStop(100)))
    found = places(set_text(f"một hai\t{'m' * 10}", style, 150, _STYLE), style)
    assert found == [[("một hai", 0)], [("m" * 10, 30)]]


def test_only_what_stands_after_the_last_tab_is_stretched() -> None:
    style = ParagraphStyle(align="justify", tabs=(TabStop(100),))
    first = set_text("a b\t" + "việc này " * 30, style, 300, _STYLE)[0]
    stretched = [piece.stretch > 0 for piece in first.pieces]
    assert stretched == [False, False, True]
    assert width_of_line(first) == pytest.approx(300, abs=_SLACK)


def test_text_after_a_right_tab_is_not_stretched() -> None:
    style = ParagraphStyle(align="justify", tabs=(TabStop(250, "right"),))
    first = set_text("a\tb c\nd", style, 300, _STYLE)[0]
    assert all(piece.stretch == 0 for piece in first.pieces)


@pytest.mark.parametrize(("align", "share"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_a_number_stands_at_its_place_as_it_is_aligned(align: str, share: float) -> None:
    label = Label("12.", _STYLE, "1", align=align)
    style = ParagraphStyle(left=40, first_line=-20)
    paragraph = Paragraph(style, (Text("việc " * 40, _STYLE),), _STYLE, label)
    page = PageSetup(595, 842, 50, 50, 50, 50, header=30)
    first, second, *_ = set_lines(paragraph, Area(PageTree((Section(page, ()),)), page, 300))
    assert first.shift == pytest.approx(share * _wide("12."))
    assert second.shift == 0
    assert [piece.label for piece in first.pieces] == [True, True, False]
    text_begins = 20 - first.shift + sum(
        _wide("12.") if not n else piece.width for n, piece in enumerate(first.pieces[:2])
    )  # fmt: skip
    assert text_begins == pytest.approx(40)


def test_a_link_goes_on_in_the_next_line() -> None:
    link = Link("https://example.vn/", (Text("một hai ba bốn", _STYLE),), _STYLE)
    children = (Text("a ", _STYLE), link, Text(" b", _STYLE))
    lines = set_children(children, ParagraphStyle(), 60)
    assert len(lines) > 1
    linked = [text_of_line(line) for line in lines]
    assert "".join(linked).replace(" ", "") == "amộthaibabốnb"
    held = [piece.child for line in lines for piece in line.pieces if piece.link is link]
    texts = [child.text for child in held if isinstance(child, Text)]
    assert " ".join(texts) == "một hai ba bốn"


@given(st.floats(20, 200))
def test_a_bookmark_stands_in_one_line_only(width: float) -> None:
    mark = Bookmark("x", _STYLE)
    children = (Text("một hai ", _STYLE), mark, Text("ba bốn", _STYLE))
    lines = set_children(children, ParagraphStyle(), width)
    assert [piece.child for line in lines for piece in line.pieces].count(mark) == 1


@pytest.mark.parametrize("align", ["left", "justify"])
def test_a_drawing_in_the_middle_parts_lines_and_loses_no_word(align: str) -> None:
    text = "Một hai ba bốn năm sáu bảy tám chín mười. " * 12
    page = PageSetup(595, 842, 50, 50, 50, 50, header=30)
    area = Area(PageTree((Section(page, ()),)), page, 400)
    paragraph = Paragraph(ParagraphStyle(align=align), (Text(text.strip(), _STYLE),), _STYLE)
    gap = Gap(left=150, right=250, top=0, bottom=40)
    lines = set_lines(paragraph, area, gap)
    assert " ".join(" ".join(map(text_of_line, lines)).split()) == text.strip()
    pitch = lines[0].pitch.height
    parted = [("\t" in text_of_line(line)) for line in lines]
    assert parted == [n * pitch < 40 for n in range(len(lines))]
    for line in lines[: parted.count(True)]:
        left, way, *right = line.pieces
        assert isinstance(left.child, Text)
        edge = _wide(left.child.text) + left.stretch * left.child.text.count(" ")
        assert edge == pytest.approx(150) if align == "justify" else edge <= 150 + _SLACK
        assert edge + way.width == pytest.approx(250)
        assert right
