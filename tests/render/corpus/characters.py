"""What the words of a paragraph look like, each feature in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator

from tests.render.corpus.package import WordFile
from tests.render.corpus.standard import (
    COMMON_STYLES,
    DEFAULTS,
    LANGUAGE,
    NORMAL,
    STYLES,
    defaults,
    fonts,
    style,
    theme,
)
from tests.render.corpus.wml import el, group, jc, p, run, spacing, sz, t
from tests.render.corpus.words import ITEMS, PROSE, prose

_BODY = (jc("both"), spacing(after=6))


def files() -> Iterator[tuple[str, WordFile]]:
    yield "style-defaults", _doc_defaults()
    yield "style-based-on", _based_on()
    yield "style-character", _character_style()
    yield "style-direct", _direct()
    yield "font-theme", _theme_fonts()
    yield "font-named", _named_fonts()
    yield "run-sizes", _sizes()
    yield "run-bold-italic", _within("b bCs", "i iCs", "b i")
    yield "run-underlines", _underlines()
    yield "run-strike", _within("strike", "dstrike")
    yield "run-caps", _within("caps")
    yield "run-small-caps", _within("smallCaps")
    yield "run-colour", _colours()
    yield "run-highlight-shading", _backgrounds()
    yield "run-sub-superscript", _raised()
    yield "run-position", _position()
    yield "run-character-spacing", _stretched()
    yield "run-breaks-and-spaces", _breaks()
    yield "run-hyphens", _hyphens()
    yield "run-languages", _languages()
    yield "run-symbols", _symbols()
    yield "run-hidden", _hidden()


def _in_the_middle(text: str, *properties: str) -> str:
    """A paragraph with every third word set differently."""
    words = text.split(" ")
    parts = [
        t(" ".join(words[n : n + 3]) + " ", *(properties if n % 2 else ()))
        for n in range(0, len(words), 3)
    ]
    return p("".join(parts), *_BODY)


def _within(*kinds: str) -> WordFile:
    body = "".join(
        _in_the_middle(text, *(el(name) for name in kind.split()))
        for kind in kinds
        for text in prose(3, len(kind))
    )
    return WordFile(body)


def _doc_defaults() -> WordFile:
    """Everything from w:docDefaults: font, size, spacing, line pitch."""
    paragraph = (spacing(after=8, line=1.15), jc("both"))
    styles = defaults(fonts("Times New Roman"), sz(14), LANGUAGE, paragraph=paragraph)
    return WordFile("".join(p(text) for text in prose(12)), styles=styles + NORMAL + COMMON_STYLES)


def _based_on() -> WordFile:
    """Three levels of inheritance; toggles that switch each other off (17.7.3)."""
    chain = (
        style(
            "Body",
            "Body",
            group("pPr", spacing(before=6, after=6), jc("both"), el("ind", firstLine=720)),
            group("rPr", sz(14)),
            based_on="Normal",
        )
        + style(
            "Quoted",
            "Quoted",
            group("pPr", el("ind", left=720, right=720)),
            group("rPr", el("i")),
            based_on="Body",
        )
        + style("Stressed", "Stressed", group("rPr", el("b"), el("sz", val=24)), based_on="Quoted")
        + style("Upright", "Upright", group("rPr", el("i", val=0)), based_on="Stressed")
    )
    body = "".join(
        p(text, el("pStyle", val=name))
        for text, name in zip(
            prose(10), ["Body", "Quoted", "Stressed", "Upright", "Body"] * 2, strict=True
        )
    )
    return WordFile(body, styles=STYLES + chain)


def _character_style() -> WordFile:
    """A character style, with direct formatting on top of it."""
    styles = STYLES + style(
        "Name",
        "Name of a body",
        group("rPr", el("b"), sz(14)),
        kind="character",
        based_on="DefaultParagraphFont",
    )
    body = "".join(
        p(
            t("Căn cứ Điều lệ Đảng; căn cứ quy chế làm việc của ")
            + t("Ban Chấp hành Đảng bộ tỉnh", el("rStyle", val="Name"))
            + t(" và đề nghị của ")
            + t("Ban Tổ chức Tỉnh uỷ", el("rStyle", val="Name"), el("b", val=0), el("i"))
            + t("; " + text),
            *_BODY,
        )
        for text in prose(6)
    )
    return WordFile(body, styles=styles)


def _direct() -> WordFile:
    """Direct formatting over a style, and taken back by it."""
    body = p("BÁO CÁO", jc("center"), el("pStyle", val="Heading1")) + "".join(
        p(
            t(f"{number}. ", el("b"), sz(14))
            + t(text, sz(14), fonts("Times New Roman"))
            + t(" (1)", sz(11), el("i")),
            jc("both"),
            el("ind", firstLine=567),
            spacing(before=3, after=3),
        )
        for number, text in enumerate(prose(8), 1)
    )
    return WordFile(body)


def _theme_fonts() -> WordFile:
    """Fonts named by the theme (17.3.2.26): headings in the major, text in the minor one."""
    minor = el(
        "rFonts",
        asciiTheme="minorHAnsi",
        hAnsiTheme="minorHAnsi",
        eastAsiaTheme="minorEastAsia",
        cstheme="minorBidi",
    )
    major = el("rFonts", asciiTheme="majorHAnsi", hAnsiTheme="majorHAnsi")
    styles = defaults(minor, sz(13), LANGUAGE) + NORMAL + COMMON_STYLES
    body = "".join(
        p(t(f"Phần thứ {number}", major, el("b")), jc("center")) + p(text, *_BODY)
        for number, text in enumerate(prose(6), 1)
    )
    return WordFile(body, styles=styles, theme=theme("Arial", "Times New Roman"))


def _named_fonts() -> WordFile:
    names = ("Times New Roman", "Arial", "Courier New", "Liberation Sans")
    body = "".join(
        p(t(text, fonts(name), sz(12)), *_BODY)
        for name, text in zip(names * 2, prose(8), strict=True)
    )
    return WordFile(body)


def _sizes() -> WordFile:
    """Each line is as high as the largest size in it."""
    body = "".join(
        p(t("Cỡ chữ ", sz(size)) + t(f"{size:g} ", el("b"), sz(size)) + t(text, sz(size)), *_BODY)
        for size, text in zip((8, 10.5, 11, 12, 13, 14, 15, 16, 20), prose(9), strict=True)
    )
    mixed = "".join(t(word + " ", sz(10 + n % 5 * 2)) for n, word in enumerate(PROSE[0].split()))
    return WordFile(body + p(mixed, *_BODY))


def _underlines() -> WordFile:
    kinds = (
        "single",
        "words",
        "double",
        "thick",
        "dotted",
        "dottedHeavy",
        "dash",
        "dashLong",
        "dotDash",
        "dotDotDash",
        "wave",
        "wavyDouble",
        "none",
    )
    body = "".join(
        _in_the_middle(text, el("u", val=kind))
        for kind, text in zip(kinds, prose(len(kinds)), strict=True)
    )
    return WordFile(body + _in_the_middle(PROSE[0], el("u", val="single", color="C00000")))


def _colours() -> WordFile:
    colours = ("FF0000", "0070C0", "00B050", "7F7F7F", "auto")
    body = "".join(
        _in_the_middle(text, el("color", val=colour))
        for colour, text in zip(colours, prose(5), strict=True)
    )
    return WordFile(body + _in_the_middle(PROSE[5], el("color", val="1F497D", themeColor="text2")))


def _backgrounds() -> WordFile:
    body = "".join(
        _in_the_middle(text, el("highlight", val=colour))
        for colour, text in zip(("yellow", "green", "cyan", "lightGray"), prose(4), strict=True)
    )
    shaded = el("shd", val="clear", color="auto", fill="DDE9F7")
    return WordFile(body + _in_the_middle(PROSE[4], shaded))


def _raised() -> WordFile:
    up, down = el("vertAlign", val="superscript"), el("vertAlign", val="subscript")
    body = "".join(
        p(
            t("Diện tích đất lâm nghiệp là 135.200 m")
            + t("2", up)
            + t("; lượng phát thải CO")
            + t("2", down)
            + t(" giảm 4,5%; ")
            + t(text)
            + t("(*)", up),
            *_BODY,
        )
        for text in prose(8)
    )
    return WordFile(body)


def _position() -> WordFile:
    return WordFile(
        "".join(_in_the_middle(text, el("position", val=8)) for text in prose(3))
        + "".join(_in_the_middle(text, el("position", val=-6)) for text in prose(3, 3))
    )


def _stretched() -> WordFile:
    kinds = (("spacing", 40), ("spacing", -6), ("w", 120), ("w", 85))
    body = "".join(
        p(t("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", el(name, val=value)), jc("center"))
        + p(t(text, el(name, val=value)), *_BODY)
        for (name, value), text in zip(kinds[:2] * 2, prose(4), strict=True)
    )
    return WordFile(body)


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
        *_BODY,
    )
    spaced = p("Số:      /KL-TU          Ninh Bình, ngày      tháng      năm 2026")
    justified = p(t("Dòng này được ngắt bằng tay trước khi hết dòng\n" + PROSE[3]), *_BODY)
    page = p(
        t("Hết trang thứ nhất.") + run(el("br", type="page")) + t("Trang thứ hai. " + PROSE[4]),
        *_BODY,
    )
    return WordFile(lines + kept * 3 + spaced + justified + page + p(PROSE[5], *_BODY))


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
        p(t(text[: 20 + 9 * n] + " ") + (words + kept) * 2 + t(text), *_BODY)
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
            *_BODY,
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
        p(run(el("sym", font=font, char=char)) + t(" " + ITEMS[n]), *_BODY)
        for n, (font, char) in enumerate(signs)
    )
    return WordFile(body + "".join(p(text, *_BODY) for text in prose(2)))


def _hidden() -> WordFile:
    body = "".join(
        p(t(text) + t(" Ghi chú nội bộ, không in.", el("vanish")) + t(" Hết."), *_BODY)
        for text in prose(5)
    )
    return WordFile(body, styles=DEFAULTS + NORMAL + COMMON_STYLES)
