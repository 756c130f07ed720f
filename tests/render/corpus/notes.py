"""Footnotes and endnotes, each feature in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator

from tests.render.corpus.package import WordFile
from tests.render.corpus.table_parts import cell, row, table
from tests.render.corpus.wml import BODY, el, jc, p, run, section, spacing, t
from tests.render.corpus.words import ITEMS, PROSE, prose


def files() -> Iterator[tuple[str, WordFile]]:
    yield "footnote-one", _noted([3])
    yield "footnote-several", _noted([0, 1, 1, 4, 7])
    yield "footnote-two-paragraphs", _noted([2, 5], paragraphs=2)
    yield "footnote-pages", _noted([0, 3, 9, 14, 15, 22, 27, 30], length=36)
    yield "footnote-formats", _formats()
    yield "footnote-table", _in_table()
    yield "endnote", _endnotes()


def footnote(number: int, *texts: str) -> str:
    """The note itself, its sign first."""
    sign = run(el("footnoteRef"), el("rStyle", val="FootnoteReference"))
    paragraphs = "".join(
        p(
            (sign if n == 0 else "") + t((" " if n == 0 else "") + text),
            el("pStyle", val="FootnoteText"),
            jc("both"),
        )
        for n, text in enumerate(texts)
    )
    return el("footnote", paragraphs, id=number)


def separators(kind: str = "footnote") -> str:
    """The two notes that Word keeps for the rule above the notes."""
    flat = spacing(line=1)
    return el(kind, p(run(el("separator")), flat), type="separator", id=-1) + el(
        kind, p(run(el("continuationSeparator")), flat), type="continuationSeparator", id=0
    )


def call(number: int, kind: str = "footnote") -> str:
    """The sign in the text."""
    style = "FootnoteReference" if kind == "footnote" else "EndnoteReference"
    return run(el(f"{kind}Reference", id=number), el("rStyle", val=style))


_SOURCES = (
    "Nghị quyết số 18-NQ/TW, ngày 25/10/2017 của Ban Chấp hành Trung ương Đảng khoá XII.",
    "Theo báo cáo của Sở Tài chính tại Công văn số 1532/STC-NS, ngày 28/6/2026; số liệu chưa gồm "
    "thu từ tiền sử dụng đất và thu từ hoạt động xổ số kiến thiết.",
    "Kế hoạch số 45-KH/TU, ngày 12/3/2026 của Ban Thường vụ Tỉnh uỷ.",
    "Gồm: 12 dự án nhóm A, 34 dự án nhóm B và 71 dự án nhóm C do cấp tỉnh quản lý.",
)


def _noted(places: list[int], length: int = 9, paragraphs: int = 1) -> WordFile:
    """Paragraphs of which some call notes in their middle."""
    body, notes = "", separators()
    number = 0
    for n, text in enumerate(prose(length)):
        words = text.split(" ")
        content = ""
        for k in range(places.count(n)):
            number += 1
            cut = 12 + 15 * k
            content += (
                t(" ".join(words[cut - 12 if k == 0 else cut - 15 : cut])) + call(number) + t(" ")
            )
            texts = [_SOURCES[(number + m) % len(_SOURCES)] for m in range(paragraphs)]
            notes += footnote(number, *texts)
        done = 12 + 15 * (places.count(n) - 1) if places.count(n) else 0
        body += p(content + t(" ".join(words[done:])), *BODY)
    return WordFile(body, footnotes=notes)


def _formats() -> WordFile:
    """Signs in letters (w:footnotePr), and numbers that begin at 5."""
    base = _noted([0, 2, 4])
    form = el("footnotePr", el("numFmt", val="lowerLetter") + el("numStart", val=2))
    return WordFile(base.body, section(form), footnotes=base.footnotes)


def _in_table() -> WordFile:
    """Notes called from cells."""
    notes = separators() + footnote(1, _SOURCES[0]) + footnote(2, _SOURCES[1])
    rows = "".join(
        row(
            cell(40, ITEMS[n].split(",")[0]),
            cell(125, p(t(ITEMS[n]) + (call(n) if n in (1, 2) else ""))),
        )
        for n in range(5)
    )
    body = (
        p(PROSE[0], *BODY)
        + table((40, 125), rows, el("tblStyle", val="TableGrid"))
        + p(PROSE[1], *BODY)
    )
    return WordFile(body, footnotes=notes)


def _endnotes() -> WordFile:
    notes = separators("endnote")
    sign = run(el("endnoteRef"), el("rStyle", val="EndnoteReference"))
    for n, text in enumerate(_SOURCES, 1):
        notes += el("endnote", p(sign + t(" " + text), el("pStyle", val="EndnoteText")), id=n)
    body = "".join(
        p(t(text) + (call(n, "endnote") if n < 5 else ""), *BODY)
        for n, text in enumerate(prose(7), 1)
    )
    return WordFile(body, endnotes=notes)
