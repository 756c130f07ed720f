"""Tables of Word files: every cell in its place, every line drawn once, nothing refused in vain."""

from __future__ import annotations

import io
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.render.corpus.package import WordFile
from tests.render.corpus.standard import STYLES, style
from tests.render.corpus.table_parts import GRID, cell, plain, row, table
from tests.render.corpus.wml import el, group, p, t
from workflow.model.errors import TextCut, UnsupportedFeatures, VanbanError
from workflow.render.content import render_pages
from workflow.render.html_table_lines import PlacedCell, placed_cells
from workflow.render.page_tree import Border, Paragraph, Table
from workflow.render.word_reader import read_docx

pytestmark = pytest.mark.slow

_WIDTH = 20.0  # mm
_FIRST, _MORE = el("vMerge", val="restart"), el("vMerge")


def read(*tables: str, styles: str = STYLES) -> list[Table]:
    word = WordFile("".join(tables) + p("Hết."), styles=styles)
    blocks = read_docx(word.packed(), "bang.docx").blocks
    return [block for block in blocks if isinstance(block, Table)]


def refusals(*tables: str) -> str:
    with pytest.raises(UnsupportedFeatures) as caught:
        read(*tables)
    return str(caught.value)


def placed(found: Table) -> list[PlacedCell]:
    return [each for cells in placed_cells(found.rows) for each in cells]


def covered(found: Table) -> Counter[tuple[int, int]]:
    """How many cells lie on each place of the grid."""
    return Counter(
        (line, column)
        for each in placed(found)
        for line in range(each.row, each.end_row)
        for column in range(each.column, each.end)
    )


def every_place(found: Table) -> Counter[tuple[int, int]]:
    rows, columns = len(found.rows), len(found.columns)
    return Counter((line, column) for line in range(rows) for column in range(columns))


# -- the grid --------------------------------------------------------------------------------------


@st.composite
def divided(draw: st.DrawFn) -> tuple[int, int, list[tuple[int, int, int, int]]]:
    """A grid and the rectangles that it is divided into: row, column, rows, columns."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    free = {(line, column) for line in range(height) for column in range(width)}
    found = []
    while free:
        line, column = min(free)
        wide = draw(st.integers(1, width))
        while any((line, at) not in free for at in range(column, column + wide)):
            wide -= 1
        high = draw(st.integers(1, height))
        while any(
            (at, side) not in free
            for at in range(line, line + high)
            for side in range(column, column + wide)
        ):
            high -= 1
        free -= {(a, b) for a in range(line, line + high) for b in range(column, column + wide)}
        found.append((line, column, high, wide))
    return height, width, found


def merged(height: int, width: int, cells: list[tuple[int, int, int, int]]) -> str:
    rows = ""
    for line in range(height):
        here = sorted((c for c in cells if c[0] <= line < c[0] + c[2]), key=lambda c: c[1])
        rows += row(
            *(
                cell(
                    _WIDTH * wide,
                    p("chữ") if line == top else p(),
                    el("gridSpan", val=wide),
                    *([_FIRST if line == top else _MORE] if high > 1 else []),
                )
                for top, _, high, wide in here
            )
        )
    return table((_WIDTH,) * width, rows, GRID)


@settings(max_examples=60, deadline=None)
@given(divided())
def test_merged_cells_come_out_where_they_were(
    drawn: tuple[int, int, list[tuple[int, int, int, int]]],
) -> None:
    height, width, cells = drawn
    (found,) = read(merged(height, width, cells))
    assert covered(found) == every_place(found)
    assert sorted((c.row, c.column, c.cell.rows, c.cell.span) for c in placed(found)) == sorted(
        cells
    )


_any_cell = st.tuples(st.integers(0, 9), st.sampled_from([(), (_FIRST,), (_MORE,)]))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(_any_cell, max_size=6), min_size=1, max_size=6), st.integers(0, 8))
def test_whatever_spans_a_file_has_each_place_is_covered_once(
    drawn: list[list[tuple[int, tuple[str, ...]]]], columns: int
) -> None:
    rows = "".join(
        row(*(cell(_WIDTH, p(), el("gridSpan", val=span), *merge) for span, merge in cells))
        for cells in drawn
    )
    try:
        found = read(table((_WIDTH,) * columns, rows, GRID))
    except VanbanError:
        return
    assert all(covered(each) == every_place(each) for each in found)


def test_a_row_may_begin_late_and_end_early() -> None:
    late = [el("gridBefore", val=1), el("gridAfter", val=1)]
    rows = plain((20, 20, 20), "abc") + row(cell(20, "d"), properties=late)
    (found,) = read(table((20, 20, 20), rows, GRID))
    gaps = [each.column for each in placed(found) if not each.cell.blocks]
    assert gaps == [0, 2]


def test_cells_tell_the_widths_where_the_grid_does_not() -> None:
    rows = plain((30, 50), "ab")
    whole = table((30, 50), rows, GRID, fixed=False)
    start, end = whole.index("<w:tblGrid>"), whole.index("</w:tblGrid>")
    (found,) = read(whole[:start] + whole[end + len("</w:tblGrid>") :])
    assert found.columns == pytest.approx([30 * 72 / 25.4, 50 * 72 / 25.4], abs=0.1)


def test_in_a_fixed_layout_the_cells_say_how_wide_columns_are() -> None:
    rows = plain((30, 50), "ab") + plain((30, 50), "cd")
    (found,) = read(table((40, 40), rows, GRID, el("tblW", w=0, type="auto")))
    assert found.columns == pytest.approx([30 * 72 / 25.4, 50 * 72 / 25.4], abs=0.1)


# -- the lines -------------------------------------------------------------------------------------


def lines(found: Table) -> Iterator[tuple[str, int, int, Border]]:
    """Each piece of a line that is drawn: across or down, and where."""
    for each in placed(found):
        for side, border in each.cell.borders:
            if side in ("top", "bottom"):
                at = each.row if side == "top" else each.end_row
                yield from (("across", at, n, border) for n in range(each.column, each.end))
            else:
                at = each.column if side == "left" else each.end
                yield from (("down", at, n, border) for n in range(each.row, each.end_row))


@settings(max_examples=40, deadline=None)
@given(divided())
def test_every_edge_of_a_grid_is_drawn_once(
    drawn: tuple[int, int, list[tuple[int, int, int, int]]],
) -> None:
    height, width, cells = drawn
    (found,) = read(merged(height, width, cells))
    pieces = Counter((way, at, n) for way, at, n, _ in lines(found))
    inside = sum((high - 1) * wide + (wide - 1) * high for _, _, high, wide in cells)
    edges = (height + 1) * width + (width + 1) * height
    assert set(pieces.values()) == {1}
    assert len(pieces) == edges - inside


def border(side: str, kind: str = "single", size: int = 4, colour: str = "auto") -> str:
    return el(side, val=kind, sz=size, space=0, color=colour)


def test_the_thicker_of_two_lines_is_drawn() -> None:
    thick = group("tcBorders", border("bottom", size=24))
    thin = group("tcBorders", border("top", size=4))
    rows = row(cell(20, "a", thick)) + row(cell(20, "b", thin))
    (found,) = read(table((20,), rows))
    assert [(at, line.width) for way, at, _, line in lines(found) if way == "across"] == [(1, 3.0)]


def test_a_cell_without_a_line_leaves_that_of_its_neighbour() -> None:
    none = group("tcBorders", el("bottom", val="nil"), el("left", val="nil"))
    rows = row(cell(20, "a", none), cell(20, "b")) + plain((20, 20), "cd")
    (found,) = read(table((20, 20), rows, GRID))
    drawn = {(way, at, n) for way, at, n, _ in lines(found)}
    assert ("across", 1, 0) in drawn  # the cell below still has its line
    assert ("down", 0, 0) not in drawn  # nobody has one on the outer side


def test_a_part_of_a_style_has_lines_around_itself() -> None:
    below = group("tcBorders", border("bottom", size=18), border("insideV", "dotted"))
    named = style("S", "S", group("tblPr"), el("tblStylePr", group("tcPr", below), type="firstRow"),
                  kind="table", based_on="TableNormal")  # fmt: skip
    look = el("tblLook", val="0020")
    rows = plain((20, 20), "ab") + plain((20, 20), "cd")
    (found,) = read(table((20, 20), rows, el("tblStyle", val="S"), look), styles=STYLES + named)
    drawn = {(way, at, n): line.kind for way, at, n, line in lines(found)}
    assert drawn == {("across", 1, 0): "solid", ("across", 1, 1): "solid", ("down", 1, 0): "dotted"}


def test_the_style_of_a_table_tells_how_its_text_looks() -> None:
    named = style("S", "S", group("rPr", el("i")),
                  el("tblStylePr", group("rPr", el("b")), type="firstRow"),
                  kind="table", based_on="TableNormal")  # fmt: skip
    rows = plain((20,), "a") + plain((20,), "b")
    look = el("tblLook", val="0020")
    (found,) = read(table((20,), rows, el("tblStyle", val="S"), look), styles=STYLES + named)
    (first,), (second,) = (r.cells for r in found.rows)
    assert isinstance(first.blocks[0], Paragraph)
    assert isinstance(second.blocks[0], Paragraph)
    assert [first.blocks[0].mark.bold, second.blocks[0].mark.bold] == [True, False]
    assert first.blocks[0].mark.italic
    assert second.blocks[0].mark.italic


# -- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("properties", "words"),
    [
        (el("tblpPr", tblpX=1000, tblpY=1000), "a floating table"),
        (el("bidiVisual"), "a table from right to left"),
        (el("tblCellSpacing", w=40, type="dxa"), "space between cells"),
    ],
)
def test_what_a_table_cannot_have_is_named_with_its_place(properties: str, words: str) -> None:
    found = refusals(table((20, 20), plain((20, 20), ("Ô một", "b")), properties))
    assert words in found
    assert "«Ô một" in found


@pytest.mark.parametrize(
    ("properties", "words"),
    [
        (el("textDirection", val="btLr"), "turned text"),
        (el("tcFitText"), "text fitted into its cell"),
        (el("hMerge", val="restart"), "old versions of Word"),
        (group("tcBorders", border("tl2br")), "a line across a cell"),
        (el("vAlign", val="both"), "w:vAlign"),
        (el("shd", val="diagStripe", color="auto", fill="auto"), "shading"),
    ],
)
def test_what_a_cell_cannot_have_is_named_with_its_place(properties: str, words: str) -> None:
    found = refusals(table((20, 20), row(cell(20, "Ô một", properties), cell(20, "b"))))
    assert words in found
    assert "«Ô một" in found


def test_text_that_merging_would_hide_is_named() -> None:
    rows = row(cell(20, "a", _FIRST)) + row(cell(20, "Chữ bị che", _MORE))
    found = refusals(table((20,), rows))
    assert "merged into the one above" in found


def test_a_hidden_row_is_named() -> None:
    rows = plain((20,), "a") + plain((20,), "b").replace(
        "<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>"
    )
    assert "a hidden row" in refusals(table((20,), rows))


# -- hostile files ---------------------------------------------------------------------------------


def nested(depth: int) -> str:
    inner = p("trong cùng")
    for _ in range(depth):
        inner = table((60,), row(cell(60, inner + p())))
    return inner


HOSTILE = {
    "a span of ten thousand": table((20,), row(cell(20, "a", el("gridSpan", val=10000)))),
    "seventy columns": table((5,) * 70, plain((5,) * 70, "a" * 70), GRID),
    "rows with widths of their own": table(
        (), "".join(plain((10 + n / 3, 20 + n / 7), "ab") for n in range(200)), GRID
    ),
    "a hundred tables in each other": nested(100),
    "thirty tables in each other": nested(30),
    "merged without a beginning": table((20,), row(cell(20, "a", _MORE)) * 2, GRID),
    "rows without cells": table((20, 20), row() + row(cell(20, "a")) + row(), GRID),
    "no rows": table((20,), ""),
    "nothing at all": "<w:tbl/>",
    "cells without paragraphs": table((20,), "<w:tr><w:tc/></w:tr><w:tr><w:tc/></w:tr>", GRID),
    "columns without width": table((0, 0), plain((0, 0), ("một", "hai")), GRID),
    "all rows name the columns": table(
        (20,), row(cell(20, "a"), properties=[el("tblHeader")]) * 80, GRID
    ),
    "a row higher than the page": table(
        (20,), row(cell(20, "a"), properties=[el("trHeight", val=31680)]) * 2, GRID
    ),
    "a head higher than the page": table(
        (20,),
        row(cell(20, p("a") * 80), properties=[el("tblHeader")]) + plain((20,), "b") * 3,
        GRID,
    ),
    "a cell of many pages that may not break": table(
        (20,), row(cell(20, p("a") * 300), properties=[el("cantSplit")]), GRID
    ),
    "no table style": table((20,), plain((20,), "a"), el("tblStyle", val="Missing")),
    "spans beyond the rows": table(
        (20, 20), row(cell(20, "a", _FIRST), cell(20, "b")) + row(cell(20, p(), _MORE)) * 60, GRID
    ),
    "a long word in a narrow column": table((3,), plain((3,), ("chữ" * 2000,)), GRID),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_table_is_set_or_refused_at_once(name: str) -> None:
    start = time.perf_counter()
    try:
        pdf = render_pages(WordFile(HOSTILE[name] + p("Hết.")).packed(), "bang.docx")
    except VanbanError:
        return
    finally:
        assert time.perf_counter() - start < 10
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a span of ten thousand", "more than 63 columns"),
        ("seventy columns", "more than 63 columns"),
        ("rows with widths of their own", "more than 63 columns"),
        ("thirty tables in each other", "nested more than 8 deep"),
    ],
)
def test_what_no_real_table_has_is_named(name: str, words: str) -> None:
    assert words in refusals(HOSTILE[name])


# -- the page --------------------------------------------------------------------------------------


@contextmanager
def elements(body: str) -> Iterator[list[pikepdf.Dictionary]]:
    """The structure elements of the page in the order of reading; what is left out of it is not
    among them."""
    pdf = render_pages(WordFile(body + p("Hết.")).packed(), "bang.docx")
    found: list[pikepdf.Dictionary] = []

    def walk(kid: pikepdf.Object) -> None:
        for each in kid if isinstance(kid, pikepdf.Array) else [kid]:
            if isinstance(each, pikepdf.Dictionary) and "/S" in each:
                found.append(each)
                walk(each.get("/K", pikepdf.Array()))

    with pikepdf.open(io.BytesIO(pdf)) as document:
        walk(document.Root.StructTreeRoot.K)
        yield found


def kinds(body: str) -> Counter[str]:
    with elements(body) as found:
        return Counter(str(element.S) for element in found)


def test_columns_side_by_side_are_no_table() -> None:
    across = el("gridSpan", val=2)
    rows = plain((40, 40), ("trái", "phải")) + row(cell(80, "dưới", across))
    found = kinds(table((40, 40), rows))
    assert not {"/Table", "/TR", "/TD", "/TH"} & set(found)


def test_a_bold_first_row_names_the_columns() -> None:
    names = row(*(cell(40, p(t(text, el("b")))) for text in ("TT", "Đơn vị")))
    found = kinds(table((40, 40), names + plain((40, 40), ("1", "Xã")), GRID))
    assert (found["/Table"], found["/TH"], found["/TD"]) == (1, 2, 2)


def test_a_first_row_like_the_others_names_nothing() -> None:
    found = kinds(table((40, 40), plain((40, 40), ("1", "Xã")) * 2, GRID))
    assert (found["/TH"], found["/TD"]) == (0, 4)


def test_a_table_over_pages_is_one_table_and_its_heads_are_read_once() -> None:
    named = row(*(cell(40, p(text)) for text in ("TT", "Đơn vị")), properties=[el("tblHeader")])
    rows = "".join(plain((40, 40), (str(n), "Xã")) for n in range(120))
    found = kinds(table((40, 40), named + rows, GRID))
    assert {kind: found[f"/{kind}"] for kind in ("Table", "THead", "TR", "TH", "TD")} == {
        "Table": 1, "THead": 1, "TR": 121, "TH": 2, "TD": 240}  # fmt: skip


def test_a_row_divided_between_pages_is_one_row() -> None:
    long = "".join(p(f"dòng {n}") for n in range(70))
    with elements(table((40, 40), row(cell(40, long), cell(40, "bên")) * 2, GRID)) as found:
        assert Counter(str(each.S) for each in found)["/TR"] == 2
        first = next(each for each in found if each.S == "/TD")
        assert len(first.K) == 70
        assert len({each.Pg.objgen for each in first.K}) == 2
        assert all(each.P.objgen == first.objgen for each in first.K)


def test_heads_tell_which_way_they_go_and_the_table_what_it_holds() -> None:
    names = row(cell(40, p("A")), cell(80, p("B"), el("gridSpan", val=2)),
                properties=[el("tblHeader")])  # fmt: skip
    words = el("tblDescription", val="Kế hoạch theo xã")
    with elements(table((40, 40, 40), names + plain((40, 40, 40), "abc"), GRID, words)) as found:
        heads = [each.A for each in found if each.S == "/TH"]
        assert [str(head.Scope) for head in heads] == ["/Column", "/Column"]
        assert heads[1].ColSpan == 2
        (whole,) = (each for each in found if each.S == "/Table")
        assert str(whole.A.Summary) == "Kế hoạch theo xã"
        assert not any("/Headers" in each.get("/A", {}) for each in found if each.S == "/TD")


def test_names_that_are_printed_again_are_no_text_of_the_next_page() -> None:
    named = row(*(cell(40, p(text)) for text in ("TT", "Đơn vị")), properties=[el("tblHeader")])
    rows = "".join(plain((40, 40), (str(n), "Xã")) for n in range(60))
    pdf = render_pages(WordFile(table((40, 40), named + rows, GRID) + p("Hết.")).packed(), "b.docx")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        numbers = document.Root.StructTreeRoot.ParentTree.Nums
        held = [[n for n, each in enumerate(numbers[at]) if each is not None] for at in (1, 3)]
        marked = [
            [int(n) for n in re.findall(rb"/MCID (\d+)", page.Contents.read_bytes())]
            for page in document.pages
        ]
        assert held == marked
        assert held[1][0] == 2


def exactly(height: int, text: str) -> str:
    properties = [el("trHeight", val=height, hRule="exact")]
    return table((60,), row(cell(60, text), properties=properties), GRID)


def test_text_that_an_exact_row_cuts_off_is_refused_with_its_words() -> None:
    words = "Một dòng chữ khá dài, xuống dòng thứ hai rồi đến dòng thứ ba của ô này."
    with pytest.raises(TextCut, match="ba của ô này") as told:
        render_pages(WordFile(exactly(700, words) + p("Hết.")).packed(), "it.docx")
    assert "At least" in told.value.hint_text()


@pytest.mark.parametrize("height", [700, 560, 1200])
def test_text_that_shows_in_an_exact_row_is_carried(height: int) -> None:
    words = "Một dòng chữ khá dài, xuống dòng thứ hai."
    assert render_pages(WordFile(exactly(height, words) + p("Hết.")).packed(), "it.docx")
