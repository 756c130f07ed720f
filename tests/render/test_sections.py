"""Sections of Word files on the page: paper, margins, columns, numbers, headers and footers."""

from __future__ import annotations

from functools import cache

import pytest

from tests.render.corpus.package import WordFile
from tests.render.corpus.standard import settings
from tests.render.corpus.wml import el, field, group, p, section, t
from tests.render.measure import Page, measured
from workflow.model.errors import NoRoomForText, UnsupportedFeatures
from workflow.render.content import render_pages
from workflow.render.page_tree import Section
from workflow.render.word_reader import read_docx

MM = 72 / 25.4
BREAK = el("br", type="page")


def leaf(words: str) -> str:
    """A paragraph on a page of its own."""
    return p(t(words), el("pageBreakBefore"))


def ended(words: str, sect: str) -> str:
    return p(t(words), sect)


def linked(kind: str, name: str, pages: str = "default") -> str:
    return f'<w:{kind}Reference w:type="{pages}" r:id="{name}"/>'


@cache
def pages_of(word: bytes) -> list[Page]:
    return measured(render_pages(word, "a.docx"))


def shown_on(page: Page) -> list[str]:
    """The lines of a page from top to bottom."""
    return [line.text for line in sorted(page.lines, key=lambda line: line.baseline)]


def sections_of(word: WordFile) -> tuple[Section, ...]:
    return read_docx(word.packed(), "a.docx").sections


def refused(word: WordFile) -> str:
    with pytest.raises(UnsupportedFeatures) as caught:
        read_docx(word.packed(), "a.docx")
    return str(caught.value)


def line(page: Page, words: str) -> float:
    """How far a line's baseline is from the top, mm."""
    return page.line(words).baseline


def test_each_section_has_its_own_paper_and_margins() -> None:
    word = WordFile(
        ended("Một", section(width=210, height=297, left=30)) + p("Hai"),
        section(width=420, height=297, left=50),
    )
    first, second = pages_of(word.packed())
    assert (first.width, second.width) == pytest.approx((210, 420), abs=0.3)
    assert (first.line("Một").left, second.line("Hai").left) == pytest.approx((30, 50), abs=0.5)


def test_a_gutter_is_added_to_the_left_margin() -> None:
    sect = section(left=30).replace('w:gutter="0"', f'w:gutter="{round(10 * MM * 20)}"')
    (page,) = pages_of(WordFile(p("Một"), sect).packed())
    assert page.line("Một").left == pytest.approx(40, abs=0.5)


def test_mirrored_margins_change_places_on_even_pages() -> None:
    word = WordFile(
        p("Một") + leaf("Hai") + leaf("Ba"),
        section(left=30, right=15),
        settings=settings(el("mirrorMargins")),
    )
    lefts = [page.lines[0].left for page in pages_of(word.packed())]
    assert lefts == pytest.approx([30, 15, 30], abs=0.5)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("nextPage", ["Một", "Hai"]), ("oddPage", ["Một", "", "Hai"]), ("evenPage", ["Một", "Hai"])],
)
def test_a_section_begins_where_it_says(kind: str, expected: list[str]) -> None:
    word = WordFile(ended("Một", section()) + p("Hai"), section(el("type", val=kind)))
    shown = [" ".join(line.text for line in page.lines) for page in pages_of(word.packed())]
    assert shown == expected


def test_a_blank_page_before_an_odd_one_has_no_header() -> None:
    parts = linked("header", "header1"), linked("footer", "footer1")
    word = WordFile(
        ended("Một", section(*parts)) + p("Hai"),
        section(el("type", val="oddPage"), *parts),
        headers={"header1": p("Trên")},
        footers={"footer1": p("Dưới")},
    )
    pages = pages_of(word.packed())
    assert [len(page.lines) for page in pages] == [3, 0, 3]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("decimal", "5"), ("lowerRoman", "v"), ("upperRoman", "V"), ("lowerLetter", "e"),
        ("upperLetter", "E"), ("numberInDash", "- 5 -"),
    ],
)  # fmt: skip
def test_page_numbers_have_the_form_and_the_start_of_their_section(form: str, shown: str) -> None:
    numbers = el("pgNumType", fmt=form, start=5)
    footer = linked("footer", "footer1")
    word = WordFile(p("Một"), section(footer, numbers), footers={"footer1": p(field("PAGE", "1"))})
    (page,) = pages_of(word.packed())
    assert page.lines[-1].text == shown


def test_page_numbers_go_on_in_a_section_that_says_nothing() -> None:
    footer = linked("footer", "footer1")
    word = WordFile(
        ended("Một", section(footer, el("pgNumType", start=7))) + p("Hai"),
        section(footer),
        footers={"footer1": p(field("PAGE", "1") + t(" trên ") + field("NUMPAGES", "1"))},
    )
    assert [page.lines[-1].text for page in pages_of(word.packed())] == ["7 trên 2", "8 trên 2"]


def test_headers_and_footers_of_first_odd_and_even_pages() -> None:
    kinds = ("default", "first", "even")
    references = [linked(place, f"{place}{n}", kind)
                  for place in ("header", "footer") for n, kind in enumerate(kinds)]  # fmt: skip
    word = WordFile(
        p("Một") + leaf("Hai") + leaf("Ba"),
        section(*references, el("titlePg")),
        settings=settings(el("evenAndOddHeaders")),
        headers={f"header{n}": p(f"trên {kind}") for n, kind in enumerate(kinds)},
        footers={f"footer{n}": p(f"dưới {kind}") for n, kind in enumerate(kinds)},
    )
    shown = [{line.text for line in page.lines} for page in pages_of(word.packed())]
    assert shown == [
        {"Một", "trên first", "dưới first"},
        {"Hai", "trên even", "dưới even"},
        {"Ba", "trên default", "dưới default"},
    ]


def test_even_pages_follow_the_numbers_where_they_begin_anew() -> None:
    references = linked("header", "header1"), linked("header", "header2", "even")
    word = WordFile(
        p("Một") + leaf("Hai"),
        section(*references, el("pgNumType", start=2)),
        settings=settings(el("evenAndOddHeaders")),
        headers={"header1": p("lẻ"), "header2": p("chẵn")},
    )
    assert [shown_on(page)[0] for page in pages_of(word.packed())] == ["chẵn", "lẻ"]


def test_a_section_keeps_the_header_of_the_one_before_unless_it_has_its_own() -> None:
    word = WordFile(
        ended("Một", section(linked("header", "header1")))
        + ended("Hai", section())
        + ended("Ba", section(linked("header", "header2"))) + p("Bốn"),
        section(el("titlePg")),
        headers={"header1": p("đầu"), "header2": p("sau")},
    )  # fmt: skip
    shown = [shown_on(page) for page in pages_of(word.packed())]
    assert shown == [["đầu", "Một"], ["đầu", "Hai"], ["sau", "Ba"], ["Bốn"]]


def test_a_header_higher_than_the_margin_pushes_the_text_down() -> None:
    header = "".join(p(f"Dòng {n}") for n in range(8))
    tall = WordFile(
        p("Một"), section(linked("header", "header1"), top=20, header=10),
        headers={"header1": header},
    )  # fmt: skip
    (page,) = pages_of(tall.packed())
    last, text = page.line("Dòng 7"), page.line("Một")
    assert text.baseline - last.baseline == pytest.approx(
        last.baseline - page.line("Dòng 6").baseline, abs=0.6
    )
    fixed = WordFile(
        p("Một"), section(linked("header", "header1"), top=-20, header=10),
        headers={"header1": header},
    )  # fmt: skip
    (page,) = pages_of(fixed.packed())
    assert page.line("Một").baseline < 26


def test_a_footer_grows_upwards_and_keeps_the_text_above_it() -> None:
    footer = "".join(p(f"Dòng {n}") for n in range(8))
    word = WordFile(
        "".join(p(f"Chữ {n}") for n in range(60)),
        section(linked("footer", "footer1"), bottom=20, footer=10),
        footers={"footer1": footer},
    )
    for page in pages_of(word.packed()):
        top = page.line("Dòng 0").baseline
        assert page.line("Dòng 7").baseline == pytest.approx(297 - 10 - 1.5, abs=1.5)
        assert all(li.baseline < top for li in page.lines if li.text.startswith("Chữ"))


COLUMNS = el("cols", num=2, space=round(10 * MM * 20))
SHORT = "".join(p(f"Mục {n}") for n in range(6))


def test_columns_before_another_section_on_the_page_are_equally_high() -> None:
    word = WordFile(
        p(t("Trên"), section())
        + SHORT + p(t("Hết"), section(COLUMNS, el("type", val="continuous")))
        + p("Dưới"),
        section(el("type", val="continuous")),
    )  # fmt: skip
    (page,) = pages_of(word.packed())
    lefts = [round(page.line(words).left) for words in ("Mục 0", "Mục 3", "Mục 4", "Hết")]
    assert lefts == [30, 30, 118, 118]
    assert line(page, "Mục 0") == pytest.approx(line(page, "Mục 4"), abs=0.1)
    assert line(page, "Dưới") > line(page, "Mục 3")
    assert page.line("Dưới").left == pytest.approx(30, abs=0.5)


def test_columns_at_the_end_are_filled_one_after_the_other() -> None:
    (page,) = pages_of(WordFile(SHORT, section(COLUMNS)).packed())
    assert {round(li.left) for li in page.lines} == {30}


def test_a_line_between_columns_is_drawn() -> None:
    columns = el("cols", num=2, space=600, sep=1)
    many = "".join(p(f"Mục {n}") for n in range(70))
    with_line, without = (
        pages_of(WordFile(many, section(cols)).packed())[0].rules
        for cols in (columns, el("cols", num=2, space=600))
    )
    assert len(with_line) == len(without) + 1


def test_a_section_on_the_same_page_may_have_narrower_text() -> None:
    word = WordFile(
        ended("Một", section(left=30)) + p("Hai"),
        section(el("type", val="continuous"), left=50),
    )
    (page,) = pages_of(word.packed())
    assert page.line("Hai").left == pytest.approx(50, abs=0.5)


# -- what is refused -------------------------------------------------------------------------------

UNEQUAL = el("cols", el("col", w=3000, space=300) + el("col", w=6000), num=2, equalWidth=0)


@pytest.mark.parametrize(
    ("properties", "word"),
    [
        ((UNEQUAL,), "columns of different widths"),
        ((el("vAlign", val="center"),), "does not begin at the top"),
        ((el("type", val="nextColumn"),), "next column"),
        ((el("docGrid", type="lines", linePitch=360),), "grid"),
        ((el("pgNumType", fmt="hex"),), "hex"),
        ((el("lnNumType", countBy=1),), "lnNumType"),
        ((el("pgBorders", el("top", val="single", sz=4)),), "pgBorders"),
    ],
)
def test_what_cannot_be_carried_is_refused_by_name(properties: tuple[str, ...], word: str) -> None:
    assert word in refused(WordFile(p("Một"), section(*properties)))


def test_another_header_in_the_middle_of_a_page_is_refused() -> None:
    word = WordFile(
        ended("Một", section()) + p("Hai"),
        section(linked("header", "header1"), el("type", val="continuous")),
        headers={"header1": p("Trên")},
    )
    assert "goes on on the same page" in refused(word)


def test_a_picture_beside_the_end_of_a_section_is_not_lost() -> None:
    """A paragraph that ends a section is left out only when nothing stands in it."""
    word = WordFile(p("Một") + p(el("r", el("object")), section()) + p("Hai"), section())
    assert "embedded object" in refused(word)
    empty = WordFile(p("Một") + group("pPr", section()).join(("<w:p>", "</w:p>")) + p("Hai"))
    assert [len(each.blocks) for each in sections_of(empty)] == [1, 1]


@pytest.mark.parametrize("place", ["header", "footer"])
def test_a_header_or_footer_that_leaves_no_room_is_named_with_its_words(place: str) -> None:
    high = "".join(p(f"Dòng {n} của phần đầu") for n in range(60))
    parts = {f"{place}s": {f"{place}1": high}}
    word = WordFile(p("Một đoạn."), section(linked(place, f"{place}1")), **parts)  # type: ignore[arg-type]
    with pytest.raises(NoRoomForText, match=f"the {place}, which is 3.. mm high: “Dòng 0 của"):
        pages_of(word.packed())
