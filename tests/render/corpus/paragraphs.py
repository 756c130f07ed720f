"""How paragraphs stand on the page, each feature in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator

from tests.render.corpus.package import WordFile
from tests.render.corpus.standard import STYLES, style
from tests.render.corpus.table_parts import FOUR, GRID, head, table, units
from tests.render.corpus.wml import BODY, el, field, group, ind, jc, p, run, spacing, sz, t
from tests.render.corpus.words import ITEMS, PROSE, prose


def files() -> Iterator[tuple[str, WordFile]]:
    yield "paragraph-alignment", _alignment()
    yield "paragraph-indents", _indents()
    yield "paragraph-spacing", _spaced()
    yield "paragraph-contextual-spacing", _contextual()
    yield "paragraph-line-multiple", _pitch(*((f, "auto") for f in (1.0, 1.15, 1.5, 2.0, 0.9)))
    yield "paragraph-line-exact", _pitch(*((f, "exact") for f in (16, 18, 21, 14)))
    yield "paragraph-line-at-least", _pitch(*((f, "atLeast") for f in (10, 18, 24)))
    yield "paragraph-keep-next", _keep_next()
    yield "paragraph-keep-lines", _breaking(el("keepLines"))
    yield "paragraph-widow-control", _breaking(el("widowControl"))
    yield "paragraph-no-widow-control", _breaking(el("widowControl", val=0))
    yield "paragraph-page-break-before", _page_break()
    yield "paragraph-page-break-typed", _typed_breaks()
    yield "paragraph-borders", _borders()
    yield "paragraph-shading", _shading()
    yield "tab-left", _tabs("left")
    yield "tab-centre", _tabs("center")
    yield "tab-right", _tabs("right")
    yield "tab-decimal", _decimal()
    yield "tab-leaders", _leaders()
    yield "tab-default", _default_tabs()


def _alignment() -> WordFile:
    kinds = ("left", "center", "right", "both", "start", "end")
    return WordFile(
        "".join(
            p(text, jc(k), spacing(after=6)) for k, text in zip(kinds * 2, prose(12), strict=True)
        )
    )


def _indents() -> WordFile:
    kinds = (
        ind(left=10),
        ind(right=20),
        ind(first=12.7),
        ind(left=12.7, first=-7.5),
        ind(left=20, right=20),
        ind(left=15, first=10),
        ind(left=0, first=-5),
        ind(left=-5, right=-5),
    )
    return WordFile(
        "".join(
            p(text, jc("both"), spacing(after=6), k)
            for k, text in zip(kinds, prose(8), strict=True)
        )
    )


def _spaced() -> WordFile:
    """The larger of two spaces counts; both at the top of a page; automatic spacing."""
    kinds = ((0, 0), (6, 0), (0, 6), (6, 6), (12, 3), (3, 12), (0, 24), (24, 0))
    body = "".join(
        p(text, jc("both"), spacing(before=b, after=a))
        for (b, a), text in zip(kinds * 3, prose(24), strict=True)
    )
    return WordFile(body)


def _contextual() -> WordFile:
    """No space between paragraphs of one style (17.3.1.9)."""
    styles = STYLES + style(
        "Listed",
        "Listed",
        group("pPr", el("contextualSpacing"), spacing(before=6, after=6)),
        based_on="Normal",
    )
    body = "".join(
        p(PROSE[n], *BODY)
        + "".join(p(f"- {item}", el("pStyle", val="Listed")) for item in ITEMS[:4])
        for n in range(4)
    )
    return WordFile(body, styles=styles)


def _pitch(*kinds: tuple[float, str]) -> WordFile:
    """Line pitches, with sizes of type that do not fit into them too."""
    body = ""
    for n, (line, rule) in enumerate(kinds):
        pitch = spacing(after=6, line=line, rule=rule)
        body += p(t(PROSE[n], sz(14)), jc("both"), pitch) + p(PROSE[n + 1], jc("both"), pitch)
        mixed = (
            t(PROSE[n + 2][:90], sz(12))
            + t(PROSE[n + 2][90:130], sz(18))
            + t(PROSE[n + 2][130:], sz(12))
        )
        body += p(mixed, jc("both"), pitch)
    return WordFile(body)


def _keep_next() -> WordFile:
    """Headings that would stand alone at the foot of a page."""
    body = "".join(
        p(
            t(f"Điều {n}. Nhiệm vụ và giải pháp", el("b")),
            el("keepNext"),
            spacing(before=6, after=6),
        )
        + p(f"1. {ITEMS[n % 8]}", el("keepNext"), spacing(after=6))
        + "".join(p(text, *BODY) for text in prose(1 + n % 3, n))
        for n in range(1, 16)
    )
    return WordFile(body)


def _breaking(*properties: str) -> WordFile:
    """Paragraphs of two to five lines over several pages."""
    body = "".join(
        p(t(text[: 110 + n % 4 * 80], sz(14)), jc("both"), spacing(after=3 + n % 3), *properties)
        for n, text in enumerate(prose(70))
    )
    return WordFile(body)


def _page_break() -> WordFile:
    body = "".join(
        p(t(f"Phụ lục {n}", el("b")), jc("center"), el("pageBreakBefore")) + p(PROSE[n], *BODY)
        for n in range(1, 4)
    )
    return WordFile(p(PROSE[0], *BODY) + body)


def _line(
    side: str, size: int = 4, space: int = 1, kind: str = "single", colour: str = "auto"
) -> str:
    return el(side, val=kind, sz=size, space=space, color=colour)


def _typed_breaks() -> WordFile:
    """Breaks alone in a paragraph, at its end, at its beginning, and before a table."""
    broken = run(el("br", type="page"))
    body = p(PROSE[0], *BODY) + p(broken) + p(PROSE[1], *BODY)
    body += p(t(PROSE[2]) + broken, *BODY) + p(PROSE[3], *BODY)
    body += p(broken + t(PROSE[4]), *BODY) + p(PROSE[5], *BODY) + p(broken)
    return WordFile(body + table(FOUR, head() + units(5), GRID) + p(PROSE[6], *BODY))


def _borders() -> WordFile:
    box = group("pBdr", *(_line(side, 8, 4) for side in ("top", "left", "bottom", "right")))
    below = group("pBdr", _line("bottom", 12, 1))
    double = group("pBdr", _line("top", 6, 6, "double"), _line("bottom", 6, 6, "double"))
    between = group(
        "pBdr", *(_line(side, 4, 3) for side in ("top", "left", "bottom", "right", "between"))
    )
    body = (
        p("ĐẢNG CỘNG SẢN VIỆT NAM", jc("center"), below, ind(left=60, right=60))
        + p(PROSE[0], *BODY, box)
        + p(PROSE[1], *BODY)
        + p(PROSE[2], *BODY, double)
        + p(PROSE[3], *BODY)
        + p(PROSE[4], jc("both"), box)
        + p(PROSE[5], jc("both"), box)
        + p(PROSE[6], *BODY)
        + p(PROSE[7], jc("both"), between)
        + p(PROSE[8], jc("both"), between)
        + p(PROSE[9], *BODY)
    )
    return WordFile(body)


def _shading() -> WordFile:
    fills = ("F2F2F2", "DDE9F7", "auto", "FFFF99")
    return WordFile(
        "".join(
            p(text, *BODY, el("shd", val="clear", color="auto", fill=fill))
            for fill, text in zip(fills * 2, prose(8), strict=True)
        )
    )


def _stops(*stops: tuple[str, int] | tuple[str, int, str]) -> str:
    return el(
        "tabs",
        "".join(
            el("tab", val=stop[0], **({"leader": stop[2]} if len(stop) > 2 else {}), pos=stop[1])
            for stop in stops
        ),
    )


def _tabs(kind: str) -> WordFile:
    stops = _stops((kind, 2400), (kind, 5600), (kind, 8800))
    rows = (
        "Chỉ tiêu\tKế hoạch\tThực hiện\tTỷ lệ",
        "Thu ngân sách\t12.793\t7.842\t61,3%",
        "Giải ngân vốn\t9.150\t3.477\t38,0%",
        "\tTổng cộng\t21.943\t11.319",
    )
    body = "".join(p(row, stops) for row in rows)
    return WordFile(p(PROSE[0], *BODY) + body + p(PROSE[1], *BODY))


def _decimal() -> WordFile:
    stops = _stops(("left", 800), ("decimal", 6200))
    rows = (
        "1\tDiện tích gieo trồng (nghìn ha)\t126,45",
        "2\tSản lượng (nghìn tấn)\t1.204,8",
        "3\tTỷ lệ hộ nghèo (%)\t1,907",
        "4\tSố dự án\t48",
    )
    return WordFile("".join(p(row, stops) for row in rows) + p(PROSE[1], *BODY))


def _leaders() -> WordFile:
    kinds = ("dot", "hyphen", "underscore", "middleDot", "none")
    rows = "".join(
        p(f"{ITEMS[n][: 40 + 3 * n]}\t{7 * n + 3}", _stops(("right", 9300, kind)))
        for n, kind in enumerate(kinds)
    )
    form = "".join(
        p(f"{label}\t", _stops(("right", 9300, "dot")))
        for label in ("Họ và tên:", "Chức vụ, đơn vị công tác:", "Nội dung đề nghị:")
    )
    return WordFile(
        rows
        + form
        + p("Ngày sinh:\tNơi sinh:\t", _stops(("left", 4600, "dot"), ("right", 9300, "dot")))
    )


def _default_tabs() -> WordFile:
    """Tabs without stops of their own; a hanging indent is a stop."""
    body = (
        p(f"\t{PROSE[0]}", *BODY)
        + p("Một\thai\tba\tbốn\tnăm sáu bảy\ttám")
        + p(f"\t\t{PROSE[1]}", *BODY)
        + "".join(
            p(f"-\t{item} {PROSE[n]}", *BODY, ind(left=10, first=-10))
            for n, item in enumerate(ITEMS[:4])
        )
        + p(t("Trang\t") + field("PAGE", "1"))
    )
    return WordFile(body)
