"""Long documents: a resolution of forty pages, and a programme of one long table."""

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
    party_head,
    title,
)
from tests.render.corpus.package import WordFile
from tests.render.corpus.pages import footer, header
from tests.render.corpus.references import TOC_STYLES, bookmark, toc_line
from tests.render.corpus.standard import style
from tests.render.corpus.table_parts import GRID, cell, head, row, table, units
from tests.render.corpus.wml import el, field, group, jc, p, run, section, spacing, sz, t
from tests.render.corpus.words import ITEMS, UNITS, prose

_TU = (
    "- Ban Bí thư Trung ương Đảng,",
    "Các đồng chí Uỷ viên Ban Chấp hành Đảng bộ tỉnh,",
    "Các đảng uỷ trực thuộc Tỉnh uỷ,",
    "Các ban, cơ quan của Tỉnh uỷ,",
    "Lưu Văn phòng Tỉnh uỷ.",
)
_STANDING = ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ")


def files() -> Iterator[tuple[str, WordFile]]:
    yield "document-nghi-quyet-40-pages", _resolution()
    yield "document-chuong-trinh-landscape", _programme()


_PARTS = (
    "Tình hình, kết quả thực hiện nhiệm vụ nhiệm kỳ 2020 - 2025",
    "Những hạn chế, khuyết điểm và nguyên nhân",
    "Bối cảnh, thời cơ và thách thức",
    "Quan điểm, mục tiêu đến năm 2030, tầm nhìn đến năm 2045",
    "Nhiệm vụ và giải pháp chủ yếu",
    "Các khâu đột phá",
    "Tổ chức thực hiện",
)


def _resolution() -> WordFile:
    """Forty pages: contents with dots, chapters by style, tables, head and foot on every page."""
    styles = (
        STYLES_14
        + TOC_STYLES
        + style(
            "BodyText",
            "Body Text",
            group(
                "pPr", spacing(before=6, after=0, line=1.1), jc("both"), el("ind", firstLine=720)
            ),
            based_on="Normal",
        )
    )
    said = el("pStyle", val="BodyText")
    body = party_head(
        ("BAN CHẤP HÀNH", "ĐẢNG BỘ TỈNH LAM GIANG"),
        "Số      -NQ/TU",
        "Lam Giang, ngày      tháng 9 năm 2026",
    )
    body += title("NGHỊ QUYẾT", "Đại hội đại biểu Đảng bộ tỉnh lần thứ XXIII, nhiệm kỳ 2025 - 2030")
    body += p(t("MỤC LỤC", BOLD), CENTRE, spacing(before=12, after=6))
    lines = [
        toc_line(name, page, f"_Toc{n}")
        for n, (name, page) in enumerate(zip(_PARTS, _PAGES, strict=True), 1)
    ]
    begin = run(el("fldChar", fldCharType="begin")) + run(
        '<w:instrText xml:space="preserve"> TOC \\o "1-1" \\h \\z </w:instrText>'
    )
    begin += run(el("fldChar", fldCharType="separate"))
    lines[0] = lines[0].replace("</w:pPr>", "</w:pPr>" + begin, 1)
    body += "".join(lines) + p(run(el("fldChar", fldCharType="end")))
    for n, name in enumerate(_PARTS, 1):
        body += p(
            bookmark(n, f"_Toc{n}", t(f"Phần {n}. {name}")),
            el("pStyle", val="Heading1"),
            el("pageBreakBefore"),
            CENTRE,
        )
        for k in range(5):
            body += p(f"{n}.{k + 1}. {ITEMS[(n + k) % 8]}", el("pStyle", val="Heading2"))
            body += "".join(p(one, said) for one in prose(6 if k == 2 else 4, n + 3 * k))
            if k % 3 == 1:
                body += p(
                    t(f"Bảng {n}.{k}. Kết quả theo địa bàn", ITALIC),
                    CENTRE,
                    el("keepNext"),
                    spacing(before=6, after=3),
                )
                body += table((12, 73, 40, 40), head() + units(18, 3 * k), GRID) + p("", said)
            else:
                body += "".join(p(f"- {item}", said) for item in ITEMS[k : k + 4])
                body += "".join(p(one, said) for one in prose(2, n + k))
    body += foot(
        [line.removeprefix("- ") for line in _TU],
        ("T/M ĐOÀN CHỦ TỊCH", "BÍ THƯ"),
        "Nguyễn Thị Thanh Mai",
    )
    last = section(
        header("header1"),
        header("header2", "first"),
        footer("footer1"),
        el("titlePg"),
        el("pgNumType", start=1),
    )
    small = p(
        t("Nghị quyết Đại hội lần thứ XXIII - ", ITALIC, sz(11))
        + field("NUMPAGES", "40", ITALIC, sz(11))
        + t(" trang", ITALIC, sz(11)),
        jc("right"),
    )
    return WordFile(edited(body), last, styles=styles, headers=HEADERS, footers={"footer1": small})


_PAGES = ("2", "8", "14", "20", "25", "30", "35")
"""Where the parts begin, as Word wrote it down when it was last asked."""


def _programme() -> WordFile:
    """A programme of work: one long table across, cells merged down, columns named anew."""
    widths = (12.0, 62.0, 90.0, 48.0, 48.0)
    names = ("TT", "Đơn vị chủ trì", "Nội dung công việc", "Thời gian hoàn thành", "Ghi chú")
    middle = el("vAlign", val="center")
    rows = row(
        *(
            cell(w, p(t(name, BOLD, sz(12)), CENTRE), middle)
            for w, name in zip(widths, names, strict=True)
        ),
        properties=[el("cantSplit"), el("tblHeader")],
    )
    small = sz(12)
    for month in range(1, 5):
        rows += row(
            cell(sum(widths), p(t(f"THÁNG {month + 8}", BOLD, small)), el("gridSpan", val=5))
        )
        for n in range(3):
            for k in range(2):
                merged = el("vMerge", val="restart") if k == 0 else el("vMerge")
                rows += row(
                    cell(12, p(t(str(n + 1), small), CENTRE) if k == 0 else p(), merged, middle),
                    cell(
                        62,
                        p(t(f"Đảng uỷ {UNITS[n + month]}", small)) if k == 0 else p(),
                        merged,
                        middle,
                    ),
                    cell(90, p(t(ITEMS[(n + k + month) % 8], small), jc("both"))),
                    cell(
                        48,
                        p(t(f"Trước ngày {5 * n + k + 5}/{month + 8}/2026", small), CENTRE),
                        middle,
                    ),
                    cell(48, p()),
                    properties=[el("cantSplit")],
                )
    body = party_head(
        ("TỈNH UỶ LAM GIANG",), "Số      -CTr/TU", "Lam Giang, ngày      tháng 8 năm 2026",
        widths=(110, 150),
    )  # fmt: skip
    body += (
        title("CHƯƠNG TRÌNH", "công tác 4 tháng cuối năm 2026", dashes=True)
        + table(widths, rows, GRID)
        + p()
    )
    body += plain_end()
    across = section(
        header("header1"),
        header("header2", "first"),
        el("titlePg"),
        width=297,
        height=210,
        orient="landscape",
        left=20,
        right=17,
    )
    return WordFile(edited(body), across, styles=STYLES_14, headers=HEADERS)


def plain_end() -> str:
    """Who signs, to the right by an indent, and below it the Nơi nhận."""
    right = el("ind", left=8500)
    return (
        p(t(_STANDING[0], BOLD), right, CENTRE, el("keepNext"))
        + p(_STANDING[1], right, CENTRE, el("keepNext"))
        + p("", el("keepNext")) * 4
        + p(t("Trần Minh Khang", BOLD), right, CENTRE)
        + p(t("Nơi nhận:", el("u", val="single")))
        + "".join(p(t(f"- {line.removeprefix('- ')}", sz(12))) for line in _TU[1:])
    )
