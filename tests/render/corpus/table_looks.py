"""How tables look: borders, margins, shading, styles, what stands in cells."""

from __future__ import annotations

from collections.abc import Iterator

from tests.render.corpus.package import WordFile
from tests.render.corpus.standard import STYLES, grid, style
from tests.render.corpus.table_parts import FOUR, GRID, around, cell, head, plain, row, table, units
from tests.render.corpus.wml import BODY, el, group, jc, p, spacing, sz, t
from tests.render.corpus.words import ITEMS, PROSE, UNITS, figures


def files() -> Iterator[tuple[str, WordFile]]:
    yield "table-borders", _borders()
    yield "table-cell-borders", _cell_borders()
    yield "table-margins", _margins()
    yield "table-vertical-alignment", _vertical()
    yield "table-shading", _shading()
    yield "table-style", _styled()
    yield "table-borderless", _borderless()
    yield "table-texts", _texts()


def _sides(**kinds: tuple[str, int]) -> str:
    return "".join(
        el(side, val=kind, sz=size, space=0, color="auto") for side, (kind, size) in kinds.items()
    )


def _borders() -> WordFile:
    """All borders alike, outer ones thick, horizontal ones only, none."""
    thick = el(
        "tblBorders",
        _sides(
            top=("single", 18),
            left=("single", 18),
            bottom=("single", 18),
            right=("single", 18),
            insideH=("single", 4),
            insideV=("single", 4),
        ),
    )
    level = el("tblBorders", _sides(top=("single", 8), bottom=("single", 8), insideH=("dotted", 4)))
    double = el(
        "tblBorders",
        _sides(
            top=("double", 6),
            left=("double", 6),
            bottom=("double", 6),
            right=("double", 6),
            insideH=("single", 6),
            insideV=("single", 6),
        ),
    )
    return around(*(table(FOUR, head() + units(4), b) for b in (thick, level, double)))


def _cell_borders() -> WordFile:
    """Borders of cells over those of the table; none on one side; thick below the head."""
    none = group("tcBorders", el("top", val="nil"), el("bottom", val="nil"))
    below = group("tcBorders", el("bottom", val="single", sz=24, space=0, color="auto"))
    rows = "".join(
        row(
            *(
                cell(w, text, *((below,) if n == 0 else (none,) if k == 1 else ()))
                for k, (w, text) in enumerate(
                    zip(FOUR, (str(n), UNITS[n], *figures(n)[:2]), strict=True)
                )
            )
        )
        for n in range(8)
    )
    return around(table(FOUR, rows, GRID))


def _margins() -> WordFile:
    """Margins of the table and of single cells."""
    wide = group(
        "tblCellMar",
        *(
            el(side, w=w, type="dxa")
            for side, w in (("top", 80), ("left", 200), ("bottom", 60), ("right", 200))
        ),
    )
    own = group("tcMar", el("top", w=200, type="dxa"), el("left", w=400, type="dxa"))
    rows = (
        units(3)
        + row(cell(12, "+"), *(cell(w, ITEMS[n + 3], own) for n, w in enumerate(FOUR[1:])))
        + units(3, 3)
    )
    none = group("tblCellMar", el("left", w=0, type="dxa"), el("right", w=0, type="dxa"))
    return around(table(FOUR, rows, GRID, wide), table(FOUR, units(4), GRID, none))


def _vertical() -> WordFile:
    rows = "".join(
        row(
            cell(65, PROSE[n]),
            cell(33, "Trên", el("vAlign", val="top")),
            cell(33, "Giữa", el("vAlign", val="center")),
            cell(34, "Dưới", el("vAlign", val="bottom")),
        )
        for n in range(4)
    )
    return around(table((65, 33, 33, 34), rows, GRID))


def _shading() -> WordFile:
    fills = ("D9D9D9", "DDE9F7", "auto", "FFFF99")
    rows = "".join(
        row(
            *(
                cell(w, text, el("shd", val="clear", color="auto", fill=fills[(n + k) % 4]))
                for k, (w, text) in enumerate(
                    zip(FOUR, (str(n), UNITS[n], *figures(n)[:2]), strict=True)
                )
            )
        )
        for n in range(8)
    )
    return around(table(FOUR, head() + rows, GRID))


def _styled() -> WordFile:
    """A table style: its paragraphs and runs, and what it says of the first row, the first and last
    column, and of every second row (17.7.6)."""

    def part(kind: str, *properties: str) -> str:
        return el("tblStylePr", "".join(properties), type=kind)

    shade = group("tcPr", el("shd", val="clear", color="auto", fill="E7E6E6"))
    banded = style(
        "Banded",
        "Banded",
        group("pPr", spacing(before=2, after=2)),
        group("tblPr", el("tblStyleRowBandSize", val=1), grid()),
        part("firstRow", group("pPr", jc("center")), group("rPr", el("b"))),
        part("lastRow", group("rPr", el("b"), el("i"))),
        part("firstCol", group("pPr", jc("center"))),
        part("lastCol", group("rPr", el("i"))),
        part("band1Horz", shade),
        kind="table",
        based_on="TableNormal",
    )
    look = el(
        "tblLook",
        val="01E0",
        firstRow=1,
        lastRow=1,
        firstColumn=1,
        lastColumn=1,
        noHBand=0,
        noVBand=1,
    )
    rows = "".join(
        plain(FOUR, (str(n) if n else "TT", UNITS[n], *figures(n)[:2])) for n in range(9)
    )
    few = el(
        "tblLook",
        val="0420",
        firstRow=1,
        lastRow=0,
        firstColumn=0,
        lastColumn=0,
        noHBand=1,
        noVBand=1,
    )
    named = el("tblStyle", val="Banded")
    file = around(table(FOUR, rows, named, look), table(FOUR, rows, named, few))
    return WordFile(file.body, styles=STYLES + banded)


def _borderless() -> WordFile:
    """Columns side by side, as at the head and at the foot of every document."""
    centre = (jc("center"),)
    top = row(
        cell(
            65,
            p("UỶ BAN NHÂN DÂN", *centre)
            + p(t("TỈNH LAM GIANG", el("b")), *centre)
            + p("Số:      /BC-UBND", *centre),
        ),
        cell(
            100,
            p(t("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", el("b"), sz(12)), *centre)
            + p(t("Độc lập - Tự do - Hạnh phúc", el("b")), *centre)
            + p(t("Lam Giang, ngày      tháng 8 năm 2026", el("i")), *centre),
        ),
    )
    small = sz(11)
    foot = row(
        cell(
            80,
            p(t("Nơi nhận:", el("b"), el("i"), sz(12)))
            + "".join(p(t(f"- {unit};", small)) for unit in UNITS[:6]),
        ),
        cell(
            85,
            p(t("TM. UỶ BAN NHÂN DÂN", el("b")), *centre)
            + p(t("CHỦ TỊCH", el("b")), *centre)
            + p() * 4
            + p(t("Trần Minh Khang", el("b")), *centre),
        ),
    )
    body = table((65, 100), top) + p() + "".join(p(PROSE[n], *BODY) for n in range(5))
    return WordFile(body + table((80, 85), foot) + p())


def _texts() -> WordFile:
    """Paragraphs of all kinds within cells: spaced, indented, exact pitch, several in one cell."""
    kinds = (
        (spacing(before=6, after=6),),
        (el("ind", firstLine=300), jc("both")),
        (spacing(line=16, rule="exact"),),
        (spacing(line=1.5), jc("center")),
        (el("ind", left=400, right=200),),
    )
    rows = "".join(
        row(
            cell(15, str(n + 1)),
            cell(80, p(PROSE[n], *kind) + p(ITEMS[n], *kind)),
            cell(70, p(ITEMS[n + 1], *kind)),
        )
        for n, kind in enumerate(kinds)
    )
    return around(table((15, 80, 70), rows, GRID))
