"""Tables whose rows differ, that stand elsewhere, or that meet the end of a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.render.corpus.package import WordFile
from tests.render.corpus.standard import STYLES, grid, settings, style
from tests.render.corpus.table_parts import FOUR, GRID, around, cell, head, plain, row, table, units
from tests.render.corpus.wml import BODY, el, group, jc, p, spacing, t, twips
from tests.render.corpus.words import ITEMS, PROSE, UNITS, figures

_FIRST, _MORE = el("vMerge", val="restart"), el("vMerge")


def files() -> Iterator[tuple[str, WordFile]]:
    yield "table-word-2010", _word_2010()
    yield "table-grid-gaps", _gaps()
    yield "table-uneven-rows", _uneven()
    yield "table-without-grid", _without_grid()
    yield "table-share", _share()
    yield "table-wide", _wide()
    yield "table-thick-lines", _thick()
    yield "table-exceptions", _exceptions()
    yield "table-style-corners", _corners()
    yield "table-merged-over-pages", _merged_over_pages()
    yield "table-head-merged", _merged_head()
    yield "table-rows-kept", _kept_rows()
    yield "table-neighbours", _neighbours()
    yield "table-exact-rows", _exact()
    yield "table-in-table-last", _nested_last()
    yield "table-page-end", _page_end()
    yield "table-floating", _floating()


def _word_2010() -> WordFile:
    """Until Word 2010 the text of the first column, and not the line, stands at the indent."""
    placed = el("tblInd", w=567, type="dxa")
    file = around(table(FOUR, head() + units(3), GRID), table(FOUR, units(3), GRID, placed))
    return replace(file, settings=settings(mode=14))


def _gaps() -> WordFile:
    """Rows that begin late or end early."""
    widths = (20.0, 50.0, 45.0, 50.0)
    late = [el("gridBefore", val=1), el("wBefore", w=twips(20), type="dxa")]
    early = [el("gridAfter", val=2), el("wAfter", w=twips(95), type="dxa")]
    rows = plain(widths, ("TT", "Đơn vị", "Kế hoạch", "Thực hiện"))
    rows += row(*(cell(w, x) for w, x in zip(widths[1:], ITEMS, strict=False)), properties=late)
    rows += row(cell(20, "2"), cell(50, UNITS[3]), properties=early)
    rows += plain(widths, ("3", UNITS[4], *figures(4)[:2]))
    return around(table(widths, rows, GRID))


def _uneven() -> WordFile:
    """Rows whose cells end at different places, in a grid fine enough for all."""
    widths = (30.0, 25.0, 28.0, 27.0, 30.0, 25.0)
    two, three = el("gridSpan", val=2), el("gridSpan", val=3)
    rows = row(cell(83, ITEMS[0], three), cell(82, ITEMS[1], three))
    rows += row(cell(55, ITEMS[2], two), cell(55, ITEMS[3], two), cell(55, ITEMS[4], two))
    rows += row(cell(30, "Một"), cell(53, ITEMS[5], two), cell(57, ITEMS[6], two), cell(25, "Cuối"))
    return around(table(widths, rows * 2, GRID))


def _without_grid() -> WordFile:
    """Widths that only the cells tell."""
    rows = head() + units(4)
    whole = table(FOUR, rows, GRID)
    start, end = whole.index("<w:tblGrid>"), whole.index("</w:tblGrid>")
    return around(whole[:start] + "<w:tblGrid/>" + whole[end + len("</w:tblGrid>") :])


def _share() -> WordFile:
    """Widths as parts of the text area."""
    rows = head() + units(3)
    return around(
        table(FOUR, rows, GRID, el("tblW", w=3000, type="pct"), fixed=False),
        table(FOUR, rows, GRID, el("tblW", w=4000, type="pct"), jc("center"), fixed=False),
    )


def _wide() -> WordFile:
    """Beyond the margin on the right, and on both sides."""
    widths = (12.0, 73.0, 50.0, 42.0)
    wide = table(widths, head(widths) + units(3, widths=widths), GRID)
    both = table(widths, units(3, widths=widths), GRID, el("tblInd", w=twips(-8), type="dxa"))
    return around(wide, both)


def _thick() -> WordFile:
    """Lines of 6 pt, over the margins of the cells where those are small."""
    thick = grid(size=48)
    narrow = group("tblCellMar", el("left", w=20, type="dxa"), el("right", w=20, type="dxa"))
    rows = head() + units(3)
    return around(table(FOUR, rows, thick), table(FOUR, rows, thick, narrow))


def _exceptions() -> WordFile:
    """Rows with lines and margins of their own (17.4.61)."""
    lines = group(
        "tblBorders",
        *(el(s, val="double", sz=4, space=0, color="FF0000") for s in ("top", "bottom", "insideV")),
    )
    own = el("tblPrEx", lines)
    rows = units(2) + units(1, 2).replace("<w:tr>", f"<w:tr>{own}") + units(2, 3)
    return around(table(FOUR, rows, GRID))


def _corners() -> WordFile:
    """Corners, bands of columns, and lines that a part of a style draws around itself."""

    def part(kind: str, *properties: str) -> str:
        return el("tblStylePr", "".join(properties), type=kind)

    below = group("tcBorders", el("bottom", val="single", sz=18, space=0, color="1F497D"))
    striped = style(
        "Striped", "Striped",
        group("tblPr", el("tblStyleColBandSize", val=1),
              group("tblBorders", el("top", val="single", sz=8), el("bottom", val="single", sz=8))),
        part("firstRow", group("rPr", el("b")), group("tcPr", below)),
        part("band1Vert", group("tcPr", el("shd", val="clear", color="auto", fill="DDE9F7"))),
        part("nwCell", group("rPr", el("i"))),
        part("lastCol", group("rPr", el("b"))),
        kind="table", based_on="TableNormal",
    )  # fmt: skip
    look = el("tblLook", val="0320", firstRow=1, lastRow=0, firstColumn=1, lastColumn=1, noHBand=1,
              noVBand=0)  # fmt: skip
    rows = "".join(
        plain(FOUR, (str(n) if n else "TT", UNITS[n], *figures(n)[:2])) for n in range(6)
    )
    return replace(
        around(table(FOUR, rows, el("tblStyle", val="Striped"), look)), styles=STYLES + striped
    )


def _merged_over_pages() -> WordFile:
    """Cells over several rows that meet the end of the page."""
    widths = (35.0, 90.0, 40.0)
    rows = ""
    for n in range(12):
        for k in range(6):
            first = cell(35, UNITS[n], _FIRST) if k == 0 else cell(35, p(), _MORE)
            rows += row(first, cell(90, ITEMS[(n + k) % 8]), cell(40, figures(n + k)[0]))
    return around(table(widths, rows, GRID))


def _merged_head() -> WordFile:
    """Repeated rows with cells merged down and across; rows that are not split."""
    widths = (12.0, 53.0, 50.0, 50.0)
    named = [el("cantSplit"), el("tblHeader")]
    middle = el("vAlign", val="center")
    centre = (jc("center"),)
    rows = row(
        cell(12, p("TT", *centre), _FIRST, middle),
        cell(53, p("Đơn vị", *centre), _FIRST, middle),
        cell(100, p("Năm 2026", *centre), el("gridSpan", val=2)),
        properties=named,
    ) + row(
        cell(12, p(), _MORE),
        cell(53, p(), _MORE),
        cell(50, p("Kế hoạch", *centre)),
        cell(50, p("Thực hiện", *centre)),
        properties=named,
    )
    for n in range(60):
        texts = (str(n + 1), UNITS[n % 24], ITEMS[n % 8], figures(n)[1])
        cells = (cell(w, text) for w, text in zip(widths, texts, strict=True))
        rows += row(*cells, properties=[el("cantSplit")])
    return around(table(widths, rows, GRID))


def _kept_rows() -> WordFile:
    """Rows that stay with the next one: no page ends between them."""
    rows = ""
    for n in range(60):
        kept = (el("keepNext"),) if n % 4 else ()
        texts = (str(n + 1), UNITS[n % 24], *figures(n)[:2])
        rows += row(*(cell(w, p(text, *kept)) for w, text in zip(FOUR, texts, strict=True)))
    return around(table(FOUR, rows, GRID))


def _neighbours() -> WordFile:
    """Tables with a small paragraph between them, and spaced paragraphs around."""
    small = p("", spacing(line=2, rule="exact"))
    spaced = p(ITEMS[0], spacing(before=12, after=12))
    one, other = (
        table(FOUR, units(3), GRID),
        table((82.5, 82.5), plain((82.5, 82.5), ITEMS[:2]), GRID),
    )
    return WordFile(spaced + one + small + other + spaced + one + p(PROSE[0], *BODY))


def _exact() -> WordFile:
    """Rows of one height, one cuts the foot of a line; text at the bottom and in the middle."""
    rows = "".join(
        row(
            cell(55, ITEMS[n][:44]),
            cell(55, "Giữa", el("vAlign", val="center")),
            cell(55, "Dưới", el("vAlign", val="bottom")),
            properties=[el("trHeight", val=height, hRule="exact")],
        )
        for n, height in enumerate((700, 900, 560))
    )
    return around(table((55, 55, 55), rows, GRID))


def _nested_last() -> WordFile:
    """A table as the last thing in a cell: the paragraph behind it has no height."""
    inner = table((30, 30), plain((30, 30), figures(1)[:2]) * 2, GRID)
    rows = "".join(row(cell(60, PROSE[n]), cell(105, p(ITEMS[n]) + inner + p())) for n in range(2))
    rows += row(cell(60, "Chỉ có bảng"), cell(105, inner + p()))
    return around(table((60, 105), rows, GRID))


def _page_end() -> WordFile:
    """A table that fills its page to the last row, a heading before it, and text behind it."""
    lines = "".join(p(text, *BODY) for text in (*PROSE[:9], ITEMS[0]))
    title = p(t("Biểu tổng hợp", el("b")), el("keepNext"), jc("center"))
    return WordFile(lines + title + table(FOUR, head() + units(30), GRID) + p(PROSE[0], *BODY))


def placed(**given: object) -> str:
    """w:tblpPr of a table that was dragged by its handle."""
    usual: dict[str, object] = {"leftFromText": 180, "rightFromText": 180, "vertAnchor": "text"}
    return el("tblpPr", **{**usual, **given})


def _floating() -> WordFile:
    """A letterhead and a table of data that float, with no room for text beside them."""
    flat = spacing(after=0)
    organ = p("UỶ BAN NHÂN DÂN", jc("center"), flat) + p("TỈNH LAM GIANG", jc("center"), flat)
    country = p("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", jc("center"), flat)
    motto = p("Độc lập - Tự do - Hạnh phúc", jc("center"), flat)
    middle = placed(horzAnchor="margin", tblpXSpec="center", tblpY=1)
    letterhead = table((65, 105), row(cell(65, organ), cell(105, country + motto)), middle)
    body = letterhead + p(PROSE[0], *BODY) + p(PROSE[1], *BODY)
    here = placed(horzAnchor="text", tblpXSpec="center", tblpY=170)
    widths = (12.0, 68.0, 40.0, 40.0)
    body += table(widths, head(widths) + units(3, widths=widths), GRID, here)
    return WordFile(body + p(PROSE[2], *BODY) + p(PROSE[3], *BODY))
