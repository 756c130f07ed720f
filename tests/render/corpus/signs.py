"""Signs within a paragraph: breaks, spaces, hyphens, symbols, languages; each in its own file."""

from __future__ import annotations

from collections.abc import Iterator

from tests.render.corpus.package import WordFile
from tests.render.corpus.wml import BODY, el, p, run, t
from tests.render.corpus.words import ITEMS, PROSE, prose


def files() -> Iterator[tuple[str, WordFile]]:
    yield "run-breaks-and-spaces", _breaks()
    yield "run-hyphens", _hyphens()
    yield "run-languages", _languages()
    yield "run-symbols", _symbols()


def _breaks() -> WordFile:
    """w:br, w:cr, no-break spaces, several spaces, and a page break within a paragraph."""
    nbsp = "\N{NO-BREAK SPACE}"
    lines = p(
        t("Nơi nhận:\n- Ban Bí thư (để báo cáo),\n- Các đồng chí Uỷ viên Ban Thường vụ Tỉnh uỷ,")
        + run(el("cr"))
        + t("- Lưu Văn phòng Tỉnh uỷ.")
    )
    kept = p(
        f"Nghị định số{nbsp}30/2020/NĐ-CP ngày{nbsp}05{nbsp}tháng{nbsp}3{nbsp}năm{nbsp}2020 của "
        f"Chính{nbsp}phủ về công tác văn thư; Quyết định số{nbsp}1252/QĐ-BNV ngày{nbsp}31/8/2025; "
        f"{PROSE[2]}",
        *BODY,
    )
    spaced = p("Số:      /KL-TU          Ninh Bình, ngày      tháng      năm 2026")
    justified = p(t("Dòng này được ngắt bằng tay trước khi hết dòng\n" + PROSE[3]), *BODY)
    page = p(
        t("Hết trang thứ nhất.") + run(el("br", type="page")) + t("Trang thứ hai. " + PROSE[4]),
        *BODY,
    )
    return WordFile(lines + kept * 3 + spaced + justified + page + p(PROSE[5], *BODY))


def _hyphens() -> WordFile:
    """Hyphens that may not break, and optional ones that show only where a line ends."""
    kept = (
        t("Công văn số 1234")
        + run(el("noBreakHyphen"))
        + t("CV/TU; vùng Đông")
        + run(el("noBreakHyphen"))
        + t("Nam bộ; ")
    )
    words = "".join(
        t(a) + run(el("softHyphen")) + t(b + " ")
        for a, b in (
            ("công", "nghiệp"),
            ("Cộng", "hoà"),
            ("nghiên", "cứu"),
            ("xây", "dựng"),
            ("chuyển", "đổi"),
        )
    )
    body = "".join(
        p(t(text[: 20 + 9 * n] + " ") + (words + kept) * 2 + t(text), *BODY)
        for n, text in enumerate(prose(6))
    )
    return WordFile(body)


def _languages() -> WordFile:
    body = "".join(
        p(
            t(ITEMS[n] + " ", el("lang", val="vi-VN"))
            + t(
                "Memorandum of Understanding on regional cooperation",
                el("lang", val="en-US"),
                el("noProof"),
            )
            + t(" (viết tắt là MOU); " + text, el("lang", val="vi-VN")),
            *BODY,
        )
        for n, text in enumerate(prose(6))
    )
    return WordFile(body)


def _symbols() -> WordFile:
    """w:sym from Wingdings and Symbol, as check boxes and bullets are put in by hand."""
    signs = (
        ("Wingdings", "F0FE"),
        ("Wingdings", "F0A8"),
        ("Wingdings", "F06F"),
        ("Symbol", "F0B7"),
        ("Wingdings", "F0FC"),
        ("Symbol", "F0B3"),
    )
    body = "".join(
        p(run(el("sym", font=font, char=char)) + t(" " + ITEMS[n]), *BODY)
        for n, (font, char) in enumerate(signs)
    )
    return WordFile(body + "".join(p(text, *BODY) for text in prose(2)))
