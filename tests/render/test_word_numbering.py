"""The numbers that Word counts: levels, restarts, forms, signs (ECMA-376 17.9)."""

from __future__ import annotations

import string
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.render.corpus.numbering import abstract, instance, level, numbered
from tests.render.corpus.package import WordFile
from tests.render.corpus.wml import el, p
from workflow.model.errors import UnsupportedFeatures
from workflow.render.fonts import SYMBOLS
from workflow.render.number_forms import written
from workflow.render.page_tree import Label, Paragraph
from workflow.render.word_reader import read_docx


def labels(numbering: str, *numbers: tuple[int, int]) -> list[Label | None]:
    """The labels of paragraphs in these lists, at these levels."""
    body = "".join(p("Mục", numbered(number, at)) for number, at in numbers)
    tree = read_docx(WordFile(body, numbering=numbering).packed(), "a.docx")
    return [block.label for block in tree.blocks if isinstance(block, Paragraph)]


def texts(numbering: str, *numbers: tuple[int, int]) -> list[str]:
    return [label.text if label else "" for label in labels(numbering, *numbers)]


THREE = abstract(
    1,
    level(0, "%1.", form="upperRoman"),
    level(1, "%1.%2.", form="decimal"),
    level(2, "%3)", form="lowerLetter"),
)


def test_a_level_counts_on_and_begins_anew_below_the_next_one_above() -> None:
    steps = [(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1)]
    expected = ["I.", "I.1.", "a)", "b)", "I.2.", "a)", "II.", "II.1."]
    assert texts(THREE + instance(1, 1), *steps) == expected


def test_a_level_above_that_was_not_used_counts_as_its_start() -> None:
    assert texts(THREE + instance(1, 1), (1, 1), (1, 0)) == ["I.1.", "I."]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [((), ["1", "2", "1"]), ((el("lvlRestart", val=0),), ["1", "2", "3"])],
)
def test_a_level_may_go_on_counting(restart: tuple[str, ...], expected: list[str]) -> None:
    kind = abstract(1, level(0, "%1"), level(1, "%2", more=restart)) + instance(1, 1)
    found = texts(kind, (1, 0), (1, 1), (1, 1), (1, 0), (1, 1))
    assert [found[n] for n in (1, 2, 4)] == expected


def test_a_level_may_begin_anew_at_one_far_above_only() -> None:
    last = level(2, "%3", more=(el("lvlRestart", val=1),))
    kind = abstract(1, level(0, "%1"), level(1, "%2"), last) + instance(1, 1)
    steps = [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)]
    assert [texts(kind, *steps)[n] for n in (2, 4, 7)] == ["1", "2", "1"]


def test_lists_of_one_kind_count_on_unless_they_begin_anew() -> None:
    begun = el("lvlOverride", el("startOverride", val=5), ilvl=0)
    kind = abstract(1, level(0, "%1")) + instance(1, 1) + instance(2, 1) + instance(3, 1, begun)
    assert texts(kind, (1, 0), (2, 0), (3, 0), (3, 0), (1, 0)) == ["1", "2", "5", "6", "3"]


def test_a_list_may_have_a_level_of_its_own() -> None:
    own = el("lvlOverride", level(0, "(%1)", form="lowerLetter"), ilvl=0)
    kind = abstract(1, level(0, "%1.")) + instance(1, 1, own)
    assert texts(kind, (1, 0)) == ["(a)"]


def test_legal_numbers_are_figures_on_all_levels() -> None:
    kind = abstract(1, level(0, "%1.", form="upperRoman"), level(1, "%1.%2.", more=(el("isLgl"),)))
    assert texts(kind + instance(1, 1), (1, 0), (1, 1)) == ["I.", "1.1."]


def test_a_number_of_a_level_below_is_none_yet() -> None:
    kind = abstract(1, level(0, "%1.%2."), level(1, "%2.")) + instance(1, 1)
    assert texts(kind, (1, 0), (1, 1), (1, 0)) == ["1..", "1.", "2.."]


def test_a_list_that_is_missing_numbers_nothing() -> None:
    assert texts(THREE + instance(1, 1), (7, 0), (0, 0)) == ["", ""]


def test_what_follows_a_number_and_where_it_stands() -> None:
    more = (el("suff", val="space"), el("lvlJc", val="right"))
    (label,) = labels(abstract(1, level(0, "%1.", more=more)) + instance(1, 1), (1, 0))
    assert label is not None
    assert (label.suffix, label.align, label.level, label.bullet) == ("space", "right", 0, False)


@pytest.mark.parametrize(
    ("sign", "font", "shown", "face"),
    [
        ("\uf0b7", "Symbol", "•", "Times New Roman"),
        ("\uf0fc", "Wingdings", "✓", SYMBOLS),
        ("-", "Times New Roman", "-", "Times New Roman"),
    ],
)
def test_a_sign_is_set_in_a_face_that_has_it(sign: str, font: str, shown: str, face: str) -> None:
    fonts = el("rFonts", ascii=font, hAnsi=font, hint="default")
    kind = abstract(1, level(0, sign, form="bullet", run=(fonts,))) + instance(1, 1)
    (label,) = labels(kind, (1, 0))
    assert label is not None
    assert (label.text, label.style.font, label.bullet) == (shown, face, True)


def test_what_is_not_known_is_refused() -> None:
    fonts = el("rFonts", ascii="Wingdings", hAnsi="Wingdings")
    sign = level(0, "\uf0ff", form="bullet", run=(fonts,))
    for kind in (level(0, "%1", form="chineseCounting"), sign):
        with pytest.raises(UnsupportedFeatures):
            labels(abstract(1, kind) + instance(1, 1), (1, 0))


# -- whatever is numbered ----------------------------------------------------------------------


@dataclass(frozen=True)
class _Level:
    """A level as Word's dialogue asks for it; `restart` is the level it begins anew below, counted
    from 1, 0 for none, None for any."""

    form: str
    start: int
    restart: int | None
    legal: bool


_FORMS = ("decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "decimalZero")
_ROMAN = (
    ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"),
    ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"),
    ("", "c", "cc", "ccc", "cd", "d", "dc", "dcc", "dccc", "cm"),
    ("", "m", "mm", "mmm"),
)


def _in_form(number: int, form: str) -> str:
    """A number from 1 to 3,999 by the words of ECMA-376 17.18.59."""
    if form == "decimalZero":
        return str(number) if number > 9 else f"0{number}"
    if form.endswith("Roman"):
        digits = enumerate(int(digit) for digit in reversed(str(number)))
        text = "".join(reversed([_ROMAN[place][digit] for place, digit in digits]))
    elif form.endswith("Letter"):
        text = string.ascii_lowercase[(number - 1) % 26]
        while len(text) * 26 < number:
            text += text[0]
    else:
        return str(number)
    return text.upper() if form.startswith("upper") else text


def _count(levels: list[_Level], steps: list[int], depth: int) -> int:
    """The number of a level after some steps: one for each since it last began anew."""
    level = levels[depth]
    reach = depth if level.restart is None else level.restart
    begun = max((n for n, step in enumerate(steps) if step < min(reach, depth)), default=-1)
    return level.start + max(steps[begun + 1 :].count(depth) - 1, 0)


def _expected(levels: list[_Level], steps: list[int]) -> list[str]:
    """The labels of the text %1.%2.%3 … down to each one's level."""
    found = []
    for n, depth in enumerate(steps):
        legal = levels[depth].legal
        found.append(".".join(
            _in_form(_count(levels, steps[: n + 1], at), "decimal" if legal else levels[at].form)
            for at in range(depth + 1)
        ))  # fmt: skip
    return found


def _kind(levels: list[_Level]) -> str:
    return abstract(1, *(
        level(
            depth, ".".join(f"%{n + 1}" for n in range(depth + 1)), form=of.form, start=of.start,
            more=(
                *((el("lvlRestart", val=of.restart),) if of.restart is not None else ()),
                *((el("isLgl"),) if of.legal else ()),
            ),
        )
        for depth, of in enumerate(levels)
    ))  # fmt: skip


@st.composite
def _lists(draw: st.DrawFn) -> tuple[list[_Level], list[int]]:
    levels = [
        _Level(
            draw(st.sampled_from(_FORMS)),
            draw(st.integers(1, 30)),
            draw(st.none() | st.integers(0, depth)) if depth else None,
            draw(st.booleans()),
        )
        for depth in range(draw(st.integers(1, 4)))
    ]
    return levels, draw(st.lists(st.integers(0, len(levels) - 1), min_size=1, max_size=25))


@given(_lists())
@settings(max_examples=60)
def test_numbers_are_those_of_a_count_from_the_beginning(
    given_list: tuple[list[_Level], list[int]],
) -> None:
    levels, steps = given_list
    numbers = [(1, step) for step in steps]
    assert texts(_kind(levels) + instance(1, 1), *numbers) == _expected(levels, steps)


@given(st.lists(st.sampled_from([1, 2, 3]), min_size=1, max_size=25))
@settings(max_examples=30)
def test_lists_count_together_or_each_for_itself(lists: list[int]) -> None:
    """The first two are of one kind; the third begins anew at 7."""
    begun = el("lvlOverride", el("startOverride", val=7), ilvl=0)
    kind = abstract(1, level(0, "%1")) + instance(1, 1) + instance(2, 1) + instance(3, 1, begun)
    expected = []
    for n, number in enumerate(lists):
        apart = lists[:n].count(3)
        expected.append(str(7 + apart if number == 3 else 1 + n - apart))
    assert texts(kind, *((number, 0) for number in lists)) == expected


@given(st.integers(1, 3999), st.sampled_from(_FORMS))
def test_numbers_are_written_in_their_form(number: int, form: str) -> None:
    assert written(number, form) == _in_form(number, form)


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (0, "lowerRoman", "0"),
        (0, "upperLetter", "0"),
        (7, "numberInDash", "- 7 -"),
        (7, "none", ""),
        (1, "chicago", "*"),
        (6, "chicago", "††"),
        (1, "chineseCounting", None),
    ],
)
def test_numbers_at_the_edges_of_their_form(number: int, form: str, shown: str | None) -> None:
    assert written(number, form) == shown
