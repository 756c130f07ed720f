"""What the words of a paragraph look like, each feature in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator

from tests.render.corpus.package import WordFile
from tests.render.corpus.standard import (
    COMMON_STYLES,
    LANGUAGE,
    NORMAL,
    STYLES,
    defaults,
    fonts,
    style,
    theme,
)
from tests.render.corpus.wml import BODY, el, group, jc, p, spacing, sz, t
from tests.render.corpus.words import ITEMS, PROSE, prose


def files() -> Iterator[tuple[str, WordFile]]:
    yield "style-defaults", _doc_defaults()
    yield "style-based-on", _based_on()
    yield "style-character", _character_style()
    yield "style-direct", _direct()
    yield "font-theme", _theme_fonts()
    yield "font-named", _named_fonts()
    yield "font-two", _two_fonts()
    yield "run-kerning", _kerned()
    yield "run-scale", _scaled()
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


def _in_the_middle(text: str, *properties: str) -> str:
    """A paragraph with every third word set differently."""
    words = text.split(" ")
    parts = [
        t(" ".join(words[n : n + 3]) + " ", *(properties if n % 2 else ()))
        for n in range(0, len(words), 3)
    ]
    return p("".join(parts), *BODY)


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
            *BODY,
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
        p(t(f"Phần thứ {number}", major, el("b")), jc("center")) + p(text, *BODY)
        for number, text in enumerate(prose(6), 1)
    )
    return WordFile(body, styles=styles, theme=theme("Arial", "Times New Roman"))


def _named_fonts() -> WordFile:
    names = ("Times New Roman", "Arial", "Courier New", "Liberation Sans")
    body = "".join(
        p(t(text, fonts(name), sz(12)), *BODY)
        for name, text in zip(names * 2, prose(8), strict=True)
    )
    return WordFile(body)


def _two_fonts() -> WordFile:
    """One font for the letters of ASCII and another for those of Vietnamese; set in a run, or by a
    run over its style."""
    both = el("rFonts", ascii="Arial", hAnsi="Times New Roman")
    first = el("rFonts", ascii="Courier New", hint="default")
    body = "".join(p(t(text, both, sz(12)), *BODY) for text in prose(4))
    body += "".join(p(t(text, first, sz(12)) + t(" " + PROSE[5]), *BODY) for text in prose(3))
    return WordFile(body)


def _scaled() -> WordFile:
    """Letters made narrower to save a line, and wider; with tabs, underlines and spacing."""
    body = ""
    for n, percent in enumerate((95, 90, 66, 100, 110, 150)):
        scale = el("w", val=percent)
        body += p(t(PROSE[n] + " ", scale) + t(ITEMS[n], el("b"), scale), *BODY)
        body += p(t("Số:\t12-KL/TU ", scale, el("u", val="single")) + t(ITEMS[n]))
    close = (el("w", val=90), el("spacing", val=-6), el("kern", val=2))
    return WordFile(body + p(t("VĂN PHÒNG, AVATAR: " + PROSE[6], *close), *BODY))


def _kerned() -> WordFile:
    """Pairs of letters moved together, as Word's newer styles have it for all text and its older
    ones for headings; in several faces."""
    pairs = "VĂN PHÒNG TỈNH UỶ; TỔNG CỤC THỐNG KÊ; LƯU: VT, Tp.; 11/11/2021; AVATAR, To, Ty, Yết"
    body = ""
    for name in ("Times New Roman", "Arial", "Calibri"):
        look = (fonts(name), el("kern", val=2))
        body += "".join(p(t(text, *look), *BODY) for text in (pairs + "; " + PROSE[0], PROSE[1]))
        body += p(t(pairs, fonts(name), el("b"), el("kern", val=28), sz(16)) + t(" " + PROSE[2]))
    return WordFile(body)


def _sizes() -> WordFile:
    """Each line is as high as the largest size in it."""
    body = "".join(
        p(t("Cỡ chữ ", sz(size)) + t(f"{size:g} ", el("b"), sz(size)) + t(text, sz(size)), *BODY)
        for size, text in zip((8, 10.5, 11, 12, 13, 14, 15, 16, 20), prose(9), strict=True)
    )
    mixed = "".join(t(word + " ", sz(10 + n % 5 * 2)) for n, word in enumerate(PROSE[0].split()))
    return WordFile(body + p(mixed, *BODY))


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
            *BODY,
        )
        for text in prose(8)
    )
    return WordFile(body)


def _position() -> WordFile:
    """Raised and lowered by a little (17.3.2.24); LibreOffice counts in parts of the line and comes
    some tenths of a millimetre away on each line, so there are few of them."""
    return WordFile(
        _in_the_middle(PROSE[0], el("position", val=4))
        + _in_the_middle(PROSE[1], el("position", val=-4))
    )


def _stretched() -> WordFile:
    kinds = (("spacing", 40), ("spacing", -6), ("w", 120), ("w", 85))
    body = "".join(
        p(t("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", el(name, val=value)), jc("center"))
        + p(t(text, el(name, val=value)), *BODY)
        for (name, value), text in zip(kinds[:2] * 2, prose(4), strict=True)
    )
    return WordFile(body)
