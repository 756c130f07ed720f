"""Documents of the State's bodies."""

from __future__ import annotations

from collections.abc import Iterator

from tests.render.corpus.documents.parts import (
    BOLD,
    CENTRE,
    HEADERS,
    ITALIC,
    STYLES_14,
    edited,
    foot,
    numbered_pages,
    state_head,
    text,
    title,
)
from tests.render.corpus.numbering import abstract, instance, level, numbered
from tests.render.corpus.package import WordFile
from tests.render.corpus.pages import footer, header
from tests.render.corpus.pictures import box, inline, png
from tests.render.corpus.standard import style
from tests.render.corpus.table_parts import GRID, cell, head, plain, row, table
from tests.render.corpus.wml import el, field, group, jc, p, run, section, spacing, sz, t
from tests.render.corpus.words import ITEMS, PROSE, UNITS, figures, prose

_UBND = ("UỶ BAN NHÂN DÂN", "TỈNH LAM GIANG")
_CHAIRMAN = ("TM. UỶ BAN NHÂN DÂN", "CHỦ TỊCH")
_RECIPIENTS = (
    "Như Điều 3;",
    "Thường trực Tỉnh uỷ, HĐND tỉnh (b/c);",
    "Chủ tịch, các Phó Chủ tịch UBND tỉnh;",
    "Cổng Thông tin điện tử tỉnh;",
    "Lưu: VT, NC.",
)


def files() -> Iterator[tuple[str, WordFile]]:
    yield "document-bao-cao-tables", _report()
    yield "document-bao-cao-pictures", _illustrated()
    yield "document-ke-hoach-appendix", _plan()
    yield "document-to-trinh", _submission()
    yield "document-quy-che", _regulation()


def _report() -> WordFile:
    """Six pages with tables of figures, their columns named on every page."""
    body = state_head(_UBND, "Số:      /BC-UBND", "Lam Giang, ngày      tháng 7 năm 2026")
    body += title("BÁO CÁO", "Kết quả phát triển kinh tế - xã hội 6 tháng đầu năm 2026")
    parts = (
        "I. TÌNH HÌNH KINH TẾ - XÃ HỘI",
        "II. THU, CHI NGÂN SÁCH",
        "III. ĐẦU TƯ CÔNG",
        "IV. NHIỆM VỤ 6 THÁNG CUỐI NĂM",
    )
    for n, name in enumerate(parts):
        body += text(t(name, BOLD)) + "".join(text(one) for one in prose(3, 3 * n))
        if n in (1, 2):
            body += p(
                t(f"Biểu {n}. Kết quả thực hiện theo địa bàn", BOLD),
                CENTRE,
                el("keepNext"),
                spacing(before=6),
            )
            body += p(t("Đơn vị tính: tỷ đồng", ITALIC, sz(12)), jc("right"), el("keepNext"))
            widths = (12.0, 48.0, 35.0, 35.0, 35.0)
            rows = head(widths, ("TT", "Địa bàn", "Kế hoạch năm", "Thực hiện", "Tỷ lệ (%)"))
            small = (sz(12),)
            for k in range(26):
                rows += row(
                    *(
                        cell(w, p(t(said, *small), side))
                        for w, said, side in zip(
                            widths,
                            (str(k + 1), UNITS[k % 24], *figures(k + n)),
                            (CENTRE, jc("left"), *[jc("right")] * 3),
                            strict=True,
                        )
                    ),
                    properties=[el("cantSplit")],
                )
            total = row(
                cell(60, p(t("Tổng cộng", BOLD, *small), CENTRE), el("gridSpan", val=2)),
                *(cell(35, p(t(x, BOLD, *small), jc("right"))) for x in figures(99)),
            )
            body += table(widths, rows + total, GRID) + p()
        else:
            body += "".join(text(f"- {item}") for item in ITEMS)
    body += foot(_RECIPIENTS[1:], _CHAIRMAN, "Nguyễn Văn Hùng", bold=2)
    return WordFile(edited(body), numbered_pages(), styles=STYLES_14, headers=HEADERS)


def _illustrated() -> WordFile:
    """A draft with its mark in a box, charts with captions, and shaded heads of tables."""
    mark = run(box(p(t("DỰ THẢO", BOLD), CENTRE), 32, 9, 0, 2, "none"))
    body = state_head(
        ("SỞ TÀI CHÍNH",), "Số:      /BC-STC", "Lam Giang, ngày      tháng 7 năm 2026", "border"
    )
    body += p(mark) + title("BÁO CÁO", "Phân tích thu ngân sách giai đoạn 2021 - 2026", dashes=True)
    for n in range(3):
        body += text(t(f"{n + 1}. {ITEMS[n]}", BOLD)) + "".join(
            text(one) for one in prose(2, 2 * n)
        )
        body += p(inline("chart.png", 120, 60, n + 1), CENTRE, el("keepNext"), spacing(before=6))
        body += p(
            t(f"Hình {n + 1}. ", BOLD, ITALIC) + t("Thu ngân sách nhà nước qua các năm", ITALIC),
            CENTRE,
            spacing(after=6),
        )
        shade = el("shd", val="clear", color="auto", fill="D9E2F3")
        top = row(
            *(
                cell(55, p(t(name, BOLD), CENTRE), shade)
                for name in ("Kế hoạch", "Thực hiện", "Tỷ lệ (%)")
            )
        )
        rows = "".join(plain((55, 55, 55), figures(n + k), jc("right")) for k in range(5))
        body += table((55, 55, 55), top + rows, GRID) + text(PROSE[n + 8])
    body += foot(("UBND tỉnh (b/c);", "Lưu: VT."), ("GIÁM ĐỐC",), "Phạm Thị Lan")
    return WordFile(
        edited(body),
        numbered_pages(),
        styles=STYLES_14,
        headers=HEADERS,
        images={"chart.png": png()},
    )


def _plan() -> WordFile:
    """Numbers on four levels by Word, and an appendix across with pages of its own."""
    numbering = abstract(
        1,
        level(0, "%1.", form="upperRoman", left=0, hanging=-12.7, run=(BOLD,)),
        level(1, "%2.", left=0, hanging=-12.7, run=(BOLD,)),
        level(2, "%2.%3.", left=0, hanging=-12.7),
        level(3, "%4)", form="lowerLetter", left=0, hanging=-12.7),
        level(4, "-", form="bullet", left=0, hanging=-12.7),
    ) + instance(1, 1)
    said = (jc("both"), spacing(before=3, after=3))
    body = state_head(_UBND, "Số:      /KH-UBND", "Lam Giang, ngày      tháng 8 năm 2026")
    body += title(
        "KẾ HOẠCH", "Thực hiện cải cách hành chính giai đoạn 2026 - 2030 trên địa bàn tỉnh"
    ) + text(PROSE[5])
    for n in range(3):
        body += p(t(ITEMS[n].upper().rstrip("."), BOLD), *said, numbered(1, 0), el("keepNext"))
        for k in range(2):
            body += p(t(ITEMS[n + k].rstrip("."), BOLD), *said, numbered(1, 1), el("keepNext"))
            body += p(PROSE[n + k], *said, numbered(1, 2)) + p(
                PROSE[n + k + 1], *said, numbered(1, 2)
            )
            body += "".join(p(ITEMS[m], *said, numbered(1, 3)) for m in range(3))
            body += "".join(p(ITEMS[m], *said, numbered(1, 4)) for m in range(3, 5))
    body += foot(
        _RECIPIENTS[1:],
        ("TM. UỶ BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        "Trần Quang Minh",
        bold=3,
    )
    body += p("", numbered_pages())
    widths = (12.0, 100.0, 60.0, 45.0, 43.0)
    body += p(t("Phụ lục", BOLD), CENTRE) + p(t("PHÂN CÔNG NHIỆM VỤ", BOLD), CENTRE)
    body += p(
        t("(Kèm theo Kế hoạch số      /KH-UBND ngày      tháng 8 năm 2026 của UBND tỉnh)", ITALIC),
        CENTRE,
        spacing(after=6),
    )
    rows = head(widths, ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Phối hợp", "Thời hạn"))
    for n in range(22):
        rows += plain(
            widths, (str(n + 1), ITEMS[n % 8], UNITS[n], "Sở Nội vụ", f"Quý {n % 4 + 1}/2027")
        )
    across = section(
        header("header1"),
        el("pgNumType", start=1),
        width=297,
        height=210,
        orient="landscape",
        left=20,
        right=17,
    )
    return WordFile(
        edited(body + table(widths, rows, GRID) + p()),
        across,
        styles=STYLES_14,
        headers=HEADERS,
        numbering=numbering,
    )


def _submission() -> WordFile:
    """Styles by name for every kind of paragraph, nothing set directly."""
    kinds = {
        "Said": (spacing(before=4, after=4, line=1.15), jc("both"), el("ind", firstLine=709)),
        "Asked": (spacing(before=12, after=12), CENTRE),
    }
    styles = STYLES_14 + "".join(
        style(
            name,
            name,
            group("pPr", *properties),
            group("rPr", BOLD) if name == "Asked" else "",
            based_on="Normal",
        )
        for name, properties in kinds.items()
    )
    said = el("pStyle", val="Said")
    body = state_head(
        ("UBND TỈNH LAM GIANG", "SỞ NỘI VỤ"),
        "Số:      /TTr-SNV",
        "Lam Giang, ngày      tháng 7 năm 2026",
        "border",
    )
    body += title("TỜ TRÌNH", "Về việc ban hành Kế hoạch cải cách hành chính năm 2027", dashes=True)
    body += p("Kính gửi: Uỷ ban nhân dân tỉnh Lam Giang", el("pStyle", val="Asked"))
    body += "".join(p(one, said) for one in prose(9))
    body += p("Sở Nội vụ kính trình Uỷ ban nhân dân tỉnh xem xét, quyết định./.", said)
    body += foot(
        ("Như trên;", "Sở Tư pháp;", "Lưu: VT, CCHC."),
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        "Lê Thị Hoa",
        bold=2,
    )
    return WordFile(edited(body), numbered_pages(), styles=styles, headers=HEADERS)


def _regulation() -> WordFile:
    """Chapters and articles by numbered styles, over eight pages; page x of y at the foot."""
    styles = STYLES_14
    for n, (name, bold) in enumerate(
        (("Chapter", True), ("Article", True), ("Clause", False), ("Point", False))
    ):
        look = (CENTRE,) if n == 0 else (jc("both"),)
        styles += style(
            name,
            name,
            group(
                "pPr",
                numbered(1, n),
                spacing(before=6),
                *look,
                *((el("keepNext"),) if bold else ()),
            ),
            group("rPr", BOLD) if bold else "",
            based_on="Normal",
        )
    space = el("suff", val="space")
    numbering = abstract(
        1,
        level(
            0,
            "Chương %1.",
            form="upperRoman",
            left=0,
            hanging=0,
            more=(el("pStyle", val="Chapter"), space),
        ),
        level(1, "Điều %2.", left=0, hanging=-12.7, more=(el("pStyle", val="Article"), space)),
        level(2, "%3.", left=0, hanging=-12.7, more=(el("pStyle", val="Clause"), space)),
        level(
            3,
            "%4)",
            form="lowerLetter",
            left=0,
            hanging=-12.7,
            more=(el("pStyle", val="Point"), space),
        ),
    ) + instance(1, 1)
    named = lambda name: el("pStyle", val=name)  # noqa: E731
    body = p(t("QUY CHẾ", BOLD), CENTRE) + p(
        t("Quản lý, sử dụng hệ thống quản lý văn bản và điều hành", BOLD), CENTRE
    )
    body += p(
        t(
            "(Ban hành kèm theo Quyết định số      /QĐ-UBND ngày      tháng 8 "
            "năm 2026 của UBND tỉnh)",
            ITALIC,
        ),
        CENTRE,
        spacing(after=12),
    )
    for n in range(4):
        body += p(ITEMS[n].upper().rstrip("."), named("Chapter"))
        for k in range(3):
            body += p(ITEMS[(n + k) % 8].rstrip("."), named("Article"))
            body += p(PROSE[n + k], named("Clause")) + p(PROSE[n + k + 4], named("Clause"))
            body += "".join(p(ITEMS[m], named("Point")) for m in range(4))
            body += p(PROSE[n + k + 8], named("Clause"))
    content = p(
        t("Trang ", sz(12))
        + field("PAGE", "1", sz(12))
        + t("/", sz(12))
        + field("NUMPAGES", "8", sz(12)),
        jc("right"),
    )
    return WordFile(
        edited(body),
        section(footer("footer1")),
        styles=styles,
        numbering=numbering,
        footers={"footer1": content},
    )
