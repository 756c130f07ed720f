"""Head, title and foot of official documents, and the traces of those who typed them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tests.render.corpus.pages import header
from tests.render.corpus.pictures import alternate, drawn_line, vml_line
from tests.render.corpus.standard import COMMON_STYLES, LANGUAGE, NORMAL, defaults, fonts
from tests.render.corpus.table_parts import cell, row, table
from tests.render.corpus.wml import el, field, group, ind, jc, p, run, section, spacing, sz, t

CENTRE = jc("center")
BOLD = el("b") + el("bCs")
ITALIC = el("i") + el("iCs")
TEXT = (jc("both"), spacing(before=6), el("ind", firstLine=720))
"""A paragraph of the body as the templates have it: first line at 1.27 cm, 6 pt before it."""

STYLES_14 = defaults(fonts("Times New Roman"), sz(14), LANGUAGE) + NORMAL + COMMON_STYLES
"""Styles of offices that set 14 pt for everything."""

_SESSIONS = ("00A77B3E", "003C1F52", "00D4690B", "001E7A94")


def text(content: str, *properties: str) -> str:
    """A paragraph of the body; `content` is a text or runs."""
    return p(content, *TEXT, *properties)


def rule(width: float, left: float, top: float = 1.0) -> str:
    """The drawn line under a title, as Word saves it for its own and for older versions; mm."""
    return run(alternate(drawn_line(width, left, top), vml_line(width, left, top)))


def party_head(
    organ: Sequence[str], number: str, place: str, *, drawn: bool = True,
    widths: tuple[float, float] = (75, 90),
) -> str:  # fmt: skip
    """Organ and number on the left, the Party's name and the date on the right.

    Parameters:
        widths: of the two columns, mm.
    """
    left = "".join(
        p(t(line, *((BOLD,) if n == len(organ) - 1 else ())), CENTRE)
        for n, line in enumerate(organ)
    )
    left += p(t("*"), CENTRE) + p(number, CENTRE)
    nation = t("ĐẢNG CỘNG SẢN VIỆT NAM", BOLD, sz(15), *(() if drawn else (el("u", val="single"),)))
    beside = widths[1] - 81
    right = p(nation + (rule(72, beside, 6.5) if drawn else ""), jc("right"))
    right += p(t(place, ITALIC), jc("right"), spacing(before=18))
    return table(
        widths, row(*(cell(w, side) for w, side in zip(widths, (left, right), strict=True)))
    )


def state_head(organ: Sequence[str], number: str, place: str, kind: str = "drawn") -> str:
    """Organ and number on the left, the nation's name and motto on the right.

    Parameters:
        kind: the rule under the motto: "drawn", a "border" of an empty paragraph, or "underlined".
    """
    under = el("u", val="single")
    mark = (under,) if kind == "underlined" else ()
    left = "".join(
        p(t(line, sz(13), *((BOLD, *mark) if n == len(organ) - 1 else ())), CENTRE)
        for n, line in enumerate(organ)
    )
    right = p(t("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", BOLD, sz(13)), CENTRE)
    drawn = kind == "drawn"
    right += p(
        t("Độc lập - Tự do - Hạnh phúc", BOLD, sz(14), *mark) + (rule(58, 19, 6) if drawn else ""),
        CENTRE,
    )
    if kind == "border":
        line = group("pBdr", el("top", val="single", sz=6, space=1, color="auto"))
        left += p("", line, ind(left=20, right=20), group("rPr", sz(6)))
        right += p("", line, ind(left=19, right=19), group("rPr", sz(6)))
    before = spacing(before=8 if drawn else 4)
    left += p(t(number, sz(13)), CENTRE, before)
    right += p(t(place, ITALIC, sz(13)), CENTRE, before)
    return table((65, 100), row(cell(65, left), cell(100, right)))


def title(kind: str, subject: str, *, dashes: bool = False) -> str:
    """What it is and what it is about; a rule or dashes below."""
    lines = p(t(kind, BOLD, sz(14)), CENTRE, spacing(before=18))
    lines += p(t(subject, BOLD, sz(14)) + ("" if dashes else rule(45, 60, 7)), CENTRE)
    lines += p("-----", CENTRE) if dashes else p("", CENTRE)
    return lines


def foot(recipients: Sequence[str], lines: Sequence[str], name: str, *, bold: int = 1) -> str:
    """Nơi nhận in 11 pt on the left, who signs on the right.

    Parameters:
        bold: how many of `lines` are bold.
    """
    left = p(t("Nơi nhận:", BOLD, ITALIC, sz(12)))
    left += "".join(p(t(f"- {line}", sz(11))) for line in recipients)
    right = "".join(
        p(t(line, *((BOLD,) if n < bold else ())), CENTRE) for n, line in enumerate(lines)
    )
    right += p("", CENTRE) * 4 + p(t(name, BOLD), CENTRE)
    return table((80, 85), row(cell(80, left), cell(85, right), properties=[el("cantSplit")])) + p()


PAGE_HEADER = p(field("PAGE", "2", sz(13)), el("pStyle", val="Header"))
"""The number of the page, centred at its top."""


HEADERS = {"header1": PAGE_HEADER, "header2": p("", el("pStyle", val="Header"))}


def numbered_pages(*more: str, **margins: float) -> str:
    """A page number on every page but the first; `HEADERS` belong to it."""
    return section(header("header1"), header("header2", "first"), el("titlePg"), *more, **margins)


def edited(body: str) -> str:
    """The same text as many hands leave it: sessions at each paragraph, runs cut into pieces, words
    marked as misspelt, page breaks of the last print."""
    count = 0

    def session(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        mark = _SESSIONS[count % len(_SESSIONS)]
        if found[1] == "p":
            return f'<w:p w:rsidR="{mark}" w:rsidRDefault="{_SESSIONS[0]}">'
        return f'<w:{found[1]} w:rsidRPr="{mark}">' if count % 3 == 0 else found[0]

    def cut(found: re.Match[str]) -> str:
        properties, content = found[1] or "", found[2]
        words = content.split(" ")
        if len(words) < 9:
            return found[0]
        place = 3 + len(content) % 5
        parts = [" ".join(words[:place]) + " ", words[place], " " + " ".join(words[place + 1 :])]
        old_break = el("lastRenderedPageBreak") if len(content) % 7 == 0 else ""
        first, middle, last = (
            f"<w:r>{properties}{old_break if n == 2 else ''}"
            f'<w:t xml:space="preserve">{part}</w:t></w:r>'
            for n, part in enumerate(parts)
        )
        start, end = (el("proofErr", type=f"spell{side}") for side in ("Start", "End"))
        return f"{first}{start}{middle}{end}{last}"

    runs = re.compile(
        r'<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space="preserve">([^<]*)</w:t></w:r>'
    )
    return re.sub(r"<w:(p|r)>", session, runs.sub(cut, body))
