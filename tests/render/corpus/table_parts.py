"""The parts that tables of the corpus are made of."""

from __future__ import annotations

from collections.abc import Sequence

from tests.render.corpus.package import WordFile
from tests.render.corpus.wml import BODY, el, group, jc, p, t, twips
from tests.render.corpus.words import PROSE, UNITS, figures

GRID = el("tblStyle", val="TableGrid")
FOUR = (12.0, 73.0, 40.0, 40.0)
"""The columns of a table of figures, mm."""


def cell(width: float, content: str, *properties: str) -> str:
    """w:tc; `width` in mm, `content` paragraphs or a text."""
    inner = content if content.startswith("<") else p(content)
    given = group("tcPr", el("tcW", w=twips(width), type="dxa"), *properties)
    return el("tc", given + inner)


def row(*cells: str, properties: Sequence[str] = ()) -> str:
    return el("tr", group("trPr", *properties) + "".join(cells))


def table(widths: Sequence[float], rows: str, *properties: str, fixed: bool = True) -> str:
    """w:tbl with columns of these widths in mm."""
    columns = el("tblGrid", "".join(el("gridCol", w=twips(width)) for width in widths))
    given = list(properties)
    if not any(part.startswith("<w:tblW") for part in given):
        given.append(el("tblW", w=twips(sum(widths)), type="dxa"))
    if fixed:
        given.append(el("tblLayout", type="fixed"))
    return el("tbl", group("tblPr", *given) + columns + rows)


def plain(widths: Sequence[float], texts: Sequence[str], *paragraph: str) -> str:
    return row(*(cell(w, p(text, *paragraph)) for w, text in zip(widths, texts, strict=True)))


def head(
    widths: Sequence[float] = FOUR,
    texts: Sequence[str] = ("TT", "Đơn vị", "Kế hoạch năm 2026 (tỷ đồng)", "Thực hiện 6 tháng"),
) -> str:
    """The row that names the columns, repeated on every page."""
    cells = (
        cell(w, p(t(text, el("b")), jc("center"))) for w, text in zip(widths, texts, strict=True)
    )
    return row(*cells, properties=[el("tblHeader")])


def units(count: int, start: int = 0, widths: Sequence[float] = FOUR) -> str:
    """Rows of figures."""
    rows = ""
    for n in range(start, start + count):
        plan, reached, _ = figures(n)
        rows += row(
            cell(widths[0], p(str(n + 1), jc("center"))),
            cell(widths[1], UNITS[n % len(UNITS)]),
            cell(widths[2], p(plan, jc("right"))),
            cell(widths[3], p(reached, jc("right"))),
        )
    return rows


def around(*tables: str) -> WordFile:
    parts = [part for n, one in enumerate(tables) for part in (p(PROSE[n], *BODY), one)]
    return WordFile("".join(parts) + p(PROSE[len(tables)], *BODY))
