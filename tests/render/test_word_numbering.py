"""The numbers that Word counts: levels, restarts, forms, signs (ECMA-376 17.9)."""

from __future__ import annotations

import pytest

from tests.render.corpus.numbering import abstract, instance, level, numbered
from tests.render.corpus.package import WordFile
from tests.render.corpus.wml import el, p
from workflow.model.errors import UnsupportedFeatures
from workflow.render.fonts import SYMBOLS
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
