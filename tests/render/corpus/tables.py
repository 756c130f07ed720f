"""How tables are built: columns, merged cells, rows over pages, each in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator

from tests.render.corpus.package import WordFile
from tests.render.corpus.table_parts import FOUR, GRID, around, cell, head, plain, row, table, units
from tests.render.corpus.wml import el, jc, p, t
from tests.render.corpus.words import ITEMS, PROSE, UNITS, figures


def files() -> Iterator[tuple[str, WordFile]]:
    yield "table-widths", _widths()
    yield "table-autofit", _autofit()
    yield "table-percent", _percent()
    yield "table-spans", _spans()
    yield "table-merged-down", _merged()
    yield "table-header-rows", _header_rows()
    yield "table-rows-whole", _long_rows(el("cantSplit"))
    yield "table-rows-split", _long_rows()
    yield "table-row-heights", _heights()
    yield "table-nested", _nested()
    yield "table-centred", _placed(el("jc", val="center"))
    yield "table-right", _placed(el("jc", val="right"))
    yield "table-indented", _placed(el("tblInd", w=850, type="dxa"))


def _widths() -> WordFile:
    """Fixed columns; texts that wrap in them."""
    narrow = (20.0, 35.0, 30.0, 80.0)
    rows = "".join(
        plain(narrow, (str(n), UNITS[n], figures(n)[0], ITEMS[n % 8])) for n in range(1, 9)
    )
    return around(table(FOUR, head() + units(6), GRID), table(narrow, rows, GRID))


def _autofit() -> WordFile:
    """Columns that Word fitted and wrote down as it had them."""
    rows = head() + units(10)
    return around(table(FOUR, rows, GRID, fixed=False))


def _percent() -> WordFile:
    rows = head() + units(6)
    return around(table(FOUR, rows, GRID, el("tblW", w=5000, type="pct")))


def _span(count: int) -> str:
    return el("gridSpan", val=count)


def _spans() -> WordFile:
    """Cells over several columns, and a head of two rows."""
    widths = (12.0, 53.0, 25.0, 25.0, 25.0, 25.0)
    centre = (jc("center"),)
    rows = row(
        cell(12, p("TT", *centre)),
        cell(53, p("Đơn vị", *centre)),
        cell(50, p("Năm 2025", *centre), _span(2)),
        cell(50, p("Năm 2026", *centre), _span(2)),
    )
    rows += plain(widths, ("", "", "Kế hoạch", "Thực hiện", "Kế hoạch", "Thực hiện"), *centre)
    for n in range(5):
        rows += row(cell(165, p(t(f"{'I' * (n % 3 + 1)}. {ITEMS[n]}", el("b"))), _span(6)))
        rows += plain(widths, (str(n), UNITS[n], *figures(n)[:2], *figures(n + 5)[:2]))
    rows += row(
        cell(115, p(t("Tổng cộng", el("b")), jc("right")), _span(4)),
        cell(25, "12.345"),
        cell(25, "9.876"),
    )
    return around(table(widths, rows, GRID))


_FIRST, _MORE = el("vMerge", val="restart"), el("vMerge")


def _merged() -> WordFile:
    """Cells over several rows, their text at the top and in the middle; with columns merged too."""
    widths = (35.0, 70.0, 30.0, 30.0)
    middle = el("vAlign", val="center")
    rows = row(
        cell(35, p("Lĩnh vực", jc("center")), _FIRST, middle),
        cell(70, p("Nhiệm vụ", jc("center")), _FIRST, middle),
        cell(60, p("Thời gian", jc("center")), _span(2)),
    ) + row(
        cell(35, p(), _MORE),
        cell(70, p(), _MORE),
        cell(30, p("Bắt đầu")),
        cell(30, p("Hoàn thành")),
    )
    for n, name in enumerate(
        ("Kinh tế", "Văn hoá - xã hội và chăm lo đời sống Nhân dân", "Nội chính")
    ):
        for k in range(3):
            first = (
                cell(35, p(name), _FIRST, *((middle,) if n else ()))
                if k == 0
                else cell(35, p(), _MORE)
            )
            rows += row(
                first,
                cell(70, ITEMS[(n + k) % 8]),
                cell(30, f"Tháng {k + 1}"),
                cell(30, f"Tháng {k + 8}"),
            )
    return around(table(widths, rows, GRID))


def _header_rows() -> WordFile:
    """Two rows that name the columns, on every page of a long table."""
    second = row(
        *(
            cell(w, p(text, jc("center")))
            for w, text in zip(FOUR, ("(1)", "(2)", "(3)", "(4)"), strict=True)
        ),
        properties=[el("tblHeader")],
    )
    return around(table(FOUR, head() + second + units(90), GRID))


def _long_rows(*properties: str) -> WordFile:
    """Rows of many lines that meet the end of the page."""
    widths = (12.0, 38.0, 115.0)
    rows = "".join(
        row(
            cell(12, str(n + 1)),
            cell(38, UNITS[n]),
            cell(115, p(PROSE[n], jc("both")) + p(PROSE[n + 1], jc("both"))),
            properties=properties,
        )
        for n in range(14)
    )
    return around(table(widths, rows, GRID))


def _heights() -> WordFile:
    """Rows at least and exactly so high."""
    kinds = (("atLeast", 800), ("atLeast", 200), ("exact", 700), ("auto", 600))
    rows = "".join(
        row(
            *(
                cell(w, text)
                for w, text in zip(FOUR, (str(n), UNITS[n], *figures(n)[:2]), strict=True)
            ),
            properties=[el("trHeight", val=height, hRule=rule)],
        )
        for n, (rule, height) in enumerate(kinds * 2)
    )
    return around(table(FOUR, rows, GRID))


def _nested() -> WordFile:
    inner = table((30, 30, 30), "".join(plain((30, 30, 30), figures(n)) for n in range(3)), GRID)
    rows = "".join(
        row(cell(60, PROSE[n]), cell(105, p(ITEMS[n]) + inner + p("Ghi chú: số liệu ước tính.")))
        for n in range(3)
    )
    return around(table((60, 105), rows, GRID))


def _placed(place: str) -> WordFile:
    widths = (12.0, 50.0, 30.0, 30.0)
    return around(table(widths, head(widths) + units(6, widths=widths), GRID, place))
