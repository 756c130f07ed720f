"""Automatic numbers and bullets, each feature in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator

from tests.render.corpus.package import WordFile
from tests.render.corpus.standard import STYLES, style
from tests.render.corpus.wml import BODY, el, group, ind, jc, p, spacing, t
from tests.render.corpus.words import ITEMS, PROSE


def files() -> Iterator[tuple[str, WordFile]]:
    yield "number-decimal", _one_level()
    yield "number-formats", _formats()
    yield "number-levels", _levels()
    yield "number-restart", _restarts()
    yield "number-override", _overrides()
    yield "number-suffix", _suffixes()
    yield "number-alignment", _alignment()
    yield "number-by-style", _by_style()
    yield "number-legal", _legal()
    yield "number-formatted", _formatted()
    yield "bullet-signs", _bullets()


def level(
    number: int, text: str, *, form: str = "decimal", left: float = 10, hanging: float = 10,
    start: int = 1, more: tuple[str, ...] = (), run: tuple[str, ...] = (), tabs: str = "",
) -> str:  # fmt: skip
    """w:lvl; `left` and `hanging` in mm."""
    inner = group(
        "lvl", el("start", val=start), el("numFmt", val=form), el("lvlText", val=text),
        el("lvlJc", val="left") if not any("lvlJc" in part for part in more) else "<w:lvlJc/>",
        group("pPr", *([tabs] if tabs else []), ind(left=left, first=-hanging)),
        *more, *([group("rPr", *run)] if run else []),
    )  # fmt: skip
    inner = inner.replace("<w:lvlJc/>", "")
    return el("lvl", inner[len("<w:lvl>") : -len("</w:lvl>")], ilvl=number)


def abstract(number: int, *levels: str) -> str:
    kind = el("multiLevelType", val="multilevel" if len(levels) > 1 else "singleLevel")
    return el("abstractNum", kind + "".join(levels), abstractNumId=number)


def instance(number: int, of: int, *overrides: str) -> str:
    return el("num", el("abstractNumId", val=of) + "".join(overrides), numId=number)


def numbered(number: int, at: int = 0) -> str:
    """w:numPr"""
    return el("numPr", el("ilvl", val=at) + el("numId", val=number))


def _one_level() -> WordFile:
    body = "".join(p(f"{ITEMS[n]} {PROSE[n]}", *BODY, numbered(1)) for n in range(8))
    return WordFile(
        body * 2,
        numbering=abstract(1, level(0, "%1.")) + instance(1, 1),
    )


def _formats() -> WordFile:
    forms = (
        "upperRoman",
        "lowerRoman",
        "upperLetter",
        "lowerLetter",
        "decimalZero",
        "none",
    )
    kinds = "".join(
        abstract(n, level(0, "%1)", form=form, left=15, hanging=10))
        for n, form in enumerate(forms, 1)
    )
    instances = "".join(instance(n, n) for n in range(1, len(forms) + 1))
    body = "".join(
        p(ITEMS[k] + (" " + PROSE[k] if k == 1 else ""), *BODY, numbered(n))
        for n in range(1, len(forms) + 1)
        for k in range(5)
    )
    return WordFile(body, numbering=kinds + instances)


_OUTLINE = abstract(
    1,
    level(0, "%1.", form="upperRoman", left=12, hanging=12, run=(el("b"),)),
    level(1, "%2.", left=12, hanging=7),
    level(2, "%2.%3.", left=15, hanging=10),
    level(3, "%4)", form="lowerLetter", left=20, hanging=6),
    level(4, "-", form="bullet", left=25, hanging=5),
)


def _outline(times: int, number: int = 1) -> str:
    body = ""
    for n in range(times):
        body += p(t(ITEMS[n].upper(), el("b")), *BODY, numbered(number, 0))
        for k in range(2):
            body += p(ITEMS[(n + k) % 8], *BODY, numbered(number, 1))
            body += p(PROSE[n + k], *BODY, numbered(number, 2))
            body += p(PROSE[n + k + 3], *BODY, numbered(number, 2))
            body += "".join(p(ITEMS[m], *BODY, numbered(number, 3)) for m in range(k, k + 3))
            body += "".join(p(PROSE[m + 6], *BODY, numbered(number, 4)) for m in range(k, k + 2))
    return body


def _levels() -> WordFile:
    return WordFile(_outline(3), numbering=_OUTLINE + instance(1, 1))


def _restarts() -> WordFile:
    """w:lvlRestart: numbers that go on through the levels above, and such that begin anew."""
    kind = abstract(
        1,
        level(0, "Chương %1.", form="upperRoman", left=25, hanging=25),
        level(1, "Điều %2.", left=20, hanging=20, more=(el("lvlRestart", val=0),)),
        level(2, "%3.", left=10, hanging=7),
        level(3, "%4)", form="lowerLetter", left=17, hanging=7, more=(el("lvlRestart", val=1),)),
    )
    body = "".join(
        p(ITEMS[n].upper(), numbered(1, 0), spacing(after=6))
        + "".join(
            p(ITEMS[k], numbered(1, 1), spacing(after=6))
            + p(PROSE[k], *BODY, numbered(1, 2))
            + p(PROSE[k + 1], *BODY, numbered(1, 2))
            + p(ITEMS[k], *BODY, numbered(1, 3))
            for k in range(n, n + 3)
        )
        for n in range(3)
    )
    return WordFile(body, numbering=kind + instance(1, 1))


def _overrides() -> WordFile:
    """A second list of the same kind begins at 1 or elsewhere, or with a level of its own."""
    begun = el("lvlOverride", el("startOverride", val=1), ilvl=0)
    at_five = el("lvlOverride", el("startOverride", val=5), ilvl=0)
    own = level(0, "(%1)", form="lowerLetter", left=20, hanging=8)
    other = el("lvlOverride", el("startOverride", val=1) + own, ilvl=0)
    instances = (
        instance(1, 1) + instance(2, 1, begun) + instance(3, 1, at_five) + instance(4, 1, other)
    )
    body = "".join(
        p(f"Danh sách thứ {n}:", *BODY)
        + "".join(p(f"{ITEMS[k]} {PROSE[k][:80]}", *BODY, numbered(n)) for k in range(3))
        for n in (1, 2, 3, 4, 1)
    )
    return WordFile(body, numbering=abstract(1, level(0, "%1.", left=15, hanging=8)) + instances)


def _suffixes() -> WordFile:
    """A tab, a space or nothing behind the number (17.9.28); numbers wider than their room."""
    kinds = [
        level(0, "%1.", left=0, hanging=-12.7, more=(el("suff", val="tab"),)),
        level(0, "Điều %1.", left=0, hanging=-12.7, more=(el("suff", val="space"),)),
        level(0, "%1/", left=0, hanging=-10, more=(el("suff", val="nothing"),)),
        level(0, "Nhiệm vụ %1:", left=10, hanging=10),
        level(0, "%1.", left=0, hanging=-10, tabs=el("tabs", el("tab", val="num", pos=1134))),
    ]
    numbering = "".join(abstract(n, kind) for n, kind in enumerate(kinds, 1))
    numbering += "".join(instance(n, n) for n in range(1, len(kinds) + 1))
    body = "".join(
        p(PROSE[(n + k) % 16], *BODY, numbered(n))
        for n in range(1, len(kinds) + 1)
        for k in range(3)
    )
    return WordFile(body, numbering=numbering)


def _alignment() -> WordFile:
    """w:lvlJc: numbers that end where others begin, and centred ones."""
    kinds = [
        level(0, "%1.", form="upperRoman", left=20, hanging=5, more=(el("lvlJc", val=side),))
        for side in ("left", "right", "center")
    ]
    numbering = "".join(abstract(n, kind) for n, kind in enumerate(kinds, 1))
    numbering += "".join(instance(n, n) for n in (1, 2, 3))
    body = "".join(p(ITEMS[k], *BODY, numbered(n)) for n in (1, 2, 3) for k in range(8))
    return WordFile(body, numbering=numbering)


def _by_style() -> WordFile:
    """Numbers that come with a style, and a paragraph that takes them off again."""
    styles = STYLES
    for n, name in enumerate(("Part", "Article", "Clause")):
        styles += style(
            name, name, group("pPr", numbered(1, n), spacing(before=3, after=3), jc("both")),
            group("rPr", el("b")) if n < 2 else "", based_on="Normal",
        )  # fmt: skip
    kind = abstract(
        1,
        level(0, "PHẦN %1.", form="upperRoman", left=0, hanging=0,
              more=(el("pStyle", val="Part"), el("suff", val="space"))),
        level(1, "Điều %2.", left=0, hanging=-10,
              more=(el("pStyle", val="Article"), el("suff", val="space"))),
        level(2, "%3.", left=0, hanging=-10, more=(el("pStyle", val="Clause"),)),
    )  # fmt: skip
    body = "".join(
        p(ITEMS[n], el("pStyle", val="Part"), jc("center"))
        + "".join(
            p(ITEMS[k], el("pStyle", val="Article"))
            + p(PROSE[k], el("pStyle", val="Clause"))
            + p(PROSE[k + 1], el("pStyle", val="Clause"))
            + p(PROSE[k + 2], el("pStyle", val="Clause"), el("numPr", el("numId", val=0)))
            for k in range(n, n + 2)
        )
        for n in range(2)
    )
    return WordFile(body, styles=styles, numbering=kind + instance(1, 1))


def _legal() -> WordFile:
    """w:isLgl: all numbers of a level in Arabic figures (17.9.4)."""
    kind = abstract(
        1,
        level(0, "%1.", form="upperRoman", left=12, hanging=12),
        level(1, "%1.%2.", left=15, hanging=10, more=(el("isLgl"),)),
        level(2, "%1.%2.%3.", form="lowerLetter", left=20, hanging=15, more=(el("isLgl"),)),
    )
    body = "".join(
        p(ITEMS[n], *BODY, numbered(1, 0))
        + "".join(
            p(ITEMS[k], *BODY, numbered(1, 1)) + p(PROSE[k], *BODY, numbered(1, 2)) * 2
            for k in range(3)
        )
        for n in range(4)
    )
    return WordFile(body, numbering=kind + instance(1, 1))


def _formatted() -> WordFile:
    """The look of the number: its level's, and that of the paragraph's mark."""
    kind = abstract(
        1,
        level(0, "%1.", left=10, hanging=10, run=(el("b"), el("color", val="C00000"))),
        level(1, "%2)", form="lowerLetter", left=20, hanging=8, run=(el("i"), el("b", val=0))),
    )
    large = group("rPr", el("b"), el("sz", val=32))
    body = "".join(
        p(t(ITEMS[n]), *BODY, numbered(1, 0), large)
        + p(t(PROSE[n], el("b")), *BODY, numbered(1, 1))
        for n in range(6)
    )
    return WordFile(body, numbering=kind + instance(1, 1))


def _bullets() -> WordFile:
    """Signs as Word's gallery has them: from Symbol, Wingdings, Courier New, and typed ones."""
    symbols = [("\uf0b7", "Symbol"), ("\uf0a7", "Wingdings"), ("\uf0fc", "Wingdings")]
    typed = [(sign, "Times New Roman") for sign in "-+–"]
    signs = [*symbols, ("o", "Courier New"), *typed, ("\uf0d8", "Wingdings")]
    kinds = "".join(
        abstract(
            n,
            level(0, sign, form="bullet", left=12.7, hanging=6.35,
                  run=(el("rFonts", ascii=font, hAnsi=font, hint="default"),)),
        )
        for n, (sign, font) in enumerate(signs, 1)
    )  # fmt: skip
    instances = "".join(instance(n, n) for n in range(1, len(signs) + 1))
    body = "".join(
        p(ITEMS[k], *BODY, numbered(n)) + p(PROSE[n], *BODY, numbered(n))
        for n in range(1, len(signs) + 1)
        for k in range(2)
    )
    return WordFile(body, numbering=kinds + instances)
