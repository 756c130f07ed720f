"""WordprocessingML written by hand: elements in the order that the schema wants (ECMA-376 17).

Word calls a file damaged whose properties stand in another order; the orders here are those of the
complex types in wml.xsd (transitional).
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wp14": "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
}

ORDER = {
    name: order.split()
    for name, order in {
        "pPr": (
            "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
            "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap "
            "overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
            "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc "
            "textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr "
            "sectPr pPrChange"
        ),
        "rPr": (
            "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss "
            "imprint noProof snapToGrid vanish webHidden color spacing w kern position sz "
            "szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout "
            "specVanish oMath"
        ),
        "tblPr": (
            "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize "
            "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook "
            "tblCaption tblDescription"
        ),
        "trPr": "cnfStyle gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader jc",
        "tcPr": (
            "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
            "tcFitText vAlign hideMark"
        ),
        "sectPr": (
            "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
            "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg "
            "textDirection bidi rtlGutter docGrid"
        ),
        "lvl": (
            "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr"
        ),
        "style": (
            "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
            "unhideWhenUsed qFormat locked personal rsid pPr rPr tblPr trPr tcPr tblStylePr"
        ),
        "settings": (
            "zoom mirrorMargins proofState defaultTabStop autoHyphenation "
            "consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps evenAndOddHeaders "
            "drawingGridHorizontalSpacing drawingGridVerticalSpacing characterSpacingControl "
            "footnotePr endnotePr compat rsids themeFontLang clrSchemeMapping decimalSymbol "
            "listSeparator"
        ),
        "pBdr": "top left bottom right between bar",
        "tblBorders": "top left start bottom right end insideH insideV",
        "tcBorders": "top left start bottom right end insideH insideV tl2br tr2bl",
        "tblCellMar": "top left start bottom right end",
        "tcMar": "top left start bottom right end",
    }.items()
}

_NAME = re.compile(r"<w:(\w+)")
_BREAKS = re.compile(r"([\t\n])")


def el(name: str, inner: str = "", /, **attributes: object) -> str:
    """One element of the main namespace; a boolean attribute is written as 1 or 0."""
    written = "".join(
        f" w:{key.rstrip('_')}={quoteattr(str(int(v) if isinstance(v, bool) else v))}"
        for key, v in attributes.items()
    )
    return f"<w:{name}{written}>{inner}</w:{name}>" if inner else f"<w:{name}{written}/>"


def group(name: str, *elements: str) -> str:
    """An element whose children are put into the order of the schema; nothing without any."""
    order = ORDER[name]
    inner = "".join(sorted(elements, key=lambda e: order.index(_name(e))))
    return el(name, inner) if inner else ""


def _name(element: str) -> str:
    found = _NAME.match(element)
    assert found, element
    return found[1]


def t(text: str, *properties: str) -> str:
    """A run; tabs and line ends of the text become w:tab and w:br."""
    parts = "".join(
        {"\t": el("tab"), "\n": el("br")}.get(part)
        or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in _BREAKS.split(text)
        if part
    )
    return run(parts, *properties)


def run(inner: str, *properties: str) -> str:
    return el("r", group("rPr", *properties) + inner)


def p(content: str = "", *properties: str) -> str:
    """A paragraph: what `content` holds are runs, or a text if it begins with no `<`."""
    runs = content if content.startswith("<") or not content else t(content)
    return el("p", group("pPr", *properties) + runs) if runs or properties else el("p")


def spacing(
    before: float = 0, after: float = 0, line: float | None = None, rule: str = "auto"
) -> str:
    """In pt; `line` is a factor with the rule "auto"."""
    given: dict[str, object] = {"before": round(before * 20), "after": round(after * 20)}
    if line is not None:
        given |= {"line": round(line * (240 if rule == "auto" else 20)), "lineRule": rule}
    return el("spacing", **given)


def ind(left: float = 0, right: float = 0, first: float = 0) -> str:
    """In mm; a negative `first` hangs."""
    given: dict[str, object] = {"left": twips(left), "right": twips(right)}
    given |= {"hanging": twips(-first)} if first < 0 else {"firstLine": twips(first)}
    return el("ind", **given)


def twips(mm: float) -> int:
    return round(mm / 25.4 * 1440)


def jc(kind: str) -> str:
    return el("jc", val=kind)


BODY = (jc("both"), spacing(after=6))
"""How the paragraphs of a text are set, unless it is they that are tried."""


def sz(points: float) -> str:
    return el("sz", val=round(points * 2)) + el("szCs", val=round(points * 2))


def field(instruction: str, shown: str, *properties: str) -> str:
    """A complex field with its last result."""
    char = lambda kind: run(el("fldChar", fldCharType=kind), *properties)  # noqa: E731
    code = run(
        f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>', *properties
    )
    return char("begin") + code + char("separate") + t(shown, *properties) + char("end")


def section(
    *more: str, width: float = 210, height: float = 297, top: float = 20, right: float = 15,
    bottom: float = 20, left: float = 30, header: float = 10, footer: float = 10,
    orient: str = "",
) -> str:  # fmt: skip
    """w:sectPr; the page in mm, other properties as they are."""
    size: dict[str, object] = {"w": twips(width), "h": twips(height)}
    if orient:
        size["orient"] = orient
    margins = el(
        "pgMar", top=twips(top), right=twips(right), bottom=twips(bottom), left=twips(left),
        header=twips(header), footer=twips(footer), gutter=0,
    )  # fmt: skip
    return group("sectPr", *more, el("pgSz", **size), margins)
