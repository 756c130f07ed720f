"""Paper, margins, sections, headers and footers, each feature in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator

from tests.render.corpus.package import WordFile
from tests.render.corpus.standard import settings
from tests.render.corpus.wml import BODY, el, field, group, ind, jc, p, run, section, sz, t
from tests.render.corpus.words import ITEMS, PROSE, prose


def files() -> Iterator[tuple[str, WordFile]]:
    yield "page-a5", WordFile(_text(10), section(width=148, height=210, left=20, right=15))
    yield (
        "page-letter",
        WordFile(_text(14), section(width=215.9, height=279.4, left=25.4, right=25.4)),
    )
    yield "page-landscape", WordFile(_text(20), section(width=297, height=210, orient="landscape"))
    yield "page-mirrored", _mirrored()
    yield "page-columns", _columns()
    yield "section-next-page", _sections("nextPage")
    yield "section-continuous", _continuous()
    yield "section-landscape", _turned()
    yield "section-restart-pages", _restarted()
    yield "header-first", _first_header()
    yield "header-odd-even", _odd_even()
    yield "header-sections", _header_of_sections()
    yield "header-tall", _tall_header()
    yield "footer-page-of-pages", _footer()
    yield "footer-page-formats", _page_formats()
    yield "footer-aligned-tabs", _aligned_tabs()
    yield "header-number-frame", _number_frames()


def _text(count: int, start: int = 0) -> str:
    return "".join(p(text, *BODY) for text in prose(count, start))


def _ends(content: str, sect: str) -> str:
    """A paragraph that ends a section."""
    return p(content, *BODY, sect)


def header(name: str, kind: str = "default") -> str:
    return f'<w:headerReference w:type="{kind}" r:id="{name}"/>'


def footer(name: str, kind: str = "default") -> str:
    return f'<w:footerReference w:type="{kind}" r:id="{name}"/>'


PAGE = p(field("PAGE", "2"), el("pStyle", val="Header"))


def _mirrored() -> WordFile:
    margins = section(left=36, right=15)
    return WordFile(_text(30), margins, settings=settings(el("mirrorMargins")))


def _columns() -> WordFile:
    return WordFile(_text(16), section(el("cols", num=2, space=567)))


def _sections(kind: str) -> WordFile:
    narrow = section(left=45, right=30)
    body = _text(3) + _ends(PROSE[3], section()) + _text(3, 4) + _ends(PROSE[7], narrow)
    return WordFile(body + _text(4, 8), section(el("type", val=kind)))


def _continuous() -> WordFile:
    """Columns on a part of the page; other margins from the middle of a page on."""
    two = section(el("type", val="continuous"), el("cols", num=2, space=567))
    narrow = section(el("type", val="continuous"), left=45, right=30)
    body = _text(2) + _ends(PROSE[2], section()) + _text(3, 3) + _ends(PROSE[6], two)
    return WordFile(
        body + _text(2, 7) + _ends(PROSE[9], section(el("type", val="continuous"))) + _text(3, 10),
        narrow,
    )


def _turned() -> WordFile:
    """An appendix across between upright pages."""
    across = section(width=297, height=210, orient="landscape", left=20, right=20)
    return WordFile(
        _text(3) + _ends(PROSE[3], section()) + _text(4, 4) + _ends(PROSE[8], across) + _text(3, 9)
    )


def _restarted() -> WordFile:
    """Pages of an appendix are numbered from 1 again, in Roman figures."""
    again = section(header("header1"), el("pgNumType", fmt="lowerRoman", start=1))
    body = _text(18) + _ends(PROSE[2], section(header("header1")))
    return WordFile(body + _text(20), again, headers={"header1": PAGE})


def _first_header() -> WordFile:
    """The page number at the top of every page but the first, as the rules want it."""
    last = section(header("header1"), header("header2", "first"), el("titlePg"))
    return WordFile(
        _text(30), last, headers={"header1": PAGE, "header2": p("", el("pStyle", val="Header"))}
    )


def _odd_even() -> WordFile:
    """Numbers on the outer side, the organ's name on the inner."""
    last = section(
        header("header1"), header("header2", "even"), footer("footer1"), footer("footer2", "even")
    )
    headers = {
        "header1": p(t("Văn phòng Tỉnh uỷ Lam Giang - trang ") + field("PAGE", "1"), jc("right")),
        "header2": p(field("PAGE", "2") + t(" - trang, Văn phòng Tỉnh uỷ Lam Giang"), jc("left")),
    }
    footers = {"footer1": p("Trang lẻ", jc("right")), "footer2": p("Trang chẵn", jc("left"))}
    return WordFile(
        _text(36),
        last,
        settings=settings(el("evenAndOddHeaders")),
        headers=headers,
        footers=footers,
    )


def _header_of_sections() -> WordFile:
    """A section without a header of its own takes over that of the section before (17.10.1)."""
    headers = {
        "header1": p("Phần thứ nhất", jc("center")),
        "header2": p("Phần thứ ba", jc("center")),
    }
    body = (
        _text(4)
        + _ends(PROSE[4], section(header("header1")))
        + _text(3)
        + _ends(PROSE[1], section())
    )
    return WordFile(body + _text(4), section(header("header2")), headers=headers)


def _tall_header() -> WordFile:
    """A header that is higher than the margin pushes the text down (17.6.11)."""
    rule = group("pBdr", el("bottom", val="single", sz=6, space=1, color="auto"))
    tall = p(t("TỈNH UỶ LAM GIANG", el("b")), jc("center")) + "".join(
        p(item, jc("center")) for item in ITEMS[:3]
    )
    tall += p("Tài liệu phục vụ hội nghị", jc("right"), rule)
    low = "".join(p(item, jc("center")) for item in ITEMS[:4])
    last = section(header("header1"), footer("footer1"), header=8, footer=8)
    return WordFile(_text(22), last, headers={"header1": tall}, footers={"footer1": low})


def _footer() -> WordFile:
    content = p(
        t("Trang ") + field("PAGE", "1") + t(" trên ") + field("NUMPAGES", "3"),
        el("pStyle", val="Footer"),
    )
    return WordFile(_text(36), section(footer("footer1")), footers={"footer1": content})


def _page_formats() -> WordFile:
    """w:pgNumType and switches of the field itself."""
    simple = el("fldSimple", t("1"), instr=" PAGE ")
    content = (
        p(t("- ") + simple + t(" -"), jc("center"))
        + p(t("Trang ") + field(r"PAGE \* ROMAN", "I"), jc("right"))
        + p(t("Trang ") + field(r"PAGE \* Arabic \* MERGEFORMAT", "1"), jc("left"))
    )
    last = section(footer("footer1"), el("pgNumType", fmt="upperRoman", start=3), bottom=30)
    return WordFile(_text(24), last, footers={"footer1": content})


def aligned_tab(alignment: str, to: str = "margin", leader: str = "none") -> str:
    return run(el("ptab", relativeTo=to, alignment=alignment, leader=leader))


def _aligned_tabs() -> WordFile:
    """w:ptab, as the headers and footers of Word's gallery have it, whatever stops are set."""
    head = p(
        t("UBND tỉnh Lam Giang") + aligned_tab("center") + t("Báo cáo")
        + aligned_tab("right") + t("Trang ") + field("PAGE", "2"),
        el("pStyle", val="Header"), jc("left"),
    )  # fmt: skip
    foot = p(aligned_tab("right") + t("Văn phòng, ") + field("PAGE", "2"), jc("left"))
    parts = section(header("header1"), footer("footer1"))
    return WordFile(_text(20), parts, headers={"header1": head}, footers={"footer1": foot})


def number_frame(align: str) -> str:
    """A page number as Word 2003 put it into a header or footer."""
    frame = el("framePr", wrap="around", vAnchor="text", hAnchor="margin", xAlign=align, y=1)
    return p(field("PAGE", "2", sz(13)), el("pStyle", val="Header"), jc("left"), frame)


def _number_frames() -> WordFile:
    """In the middle above the text, and at the right of the footer's own text, which leaves room
    for it as Word makes it do."""
    head = number_frame("center") + p("", el("pStyle", val="Header"))
    foot = number_frame("right") + p("Văn phòng Tỉnh uỷ", jc("left"), ind(right=6))
    parts = section(header("header1"), footer("footer1"))
    return WordFile(_text(24), parts, headers={"header1": head}, footers={"footer1": foot})
