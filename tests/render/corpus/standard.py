"""Styles, settings and theme as Word writes them into a new file of a Vietnamese office."""

from __future__ import annotations

from tests.render.corpus.wml import el, group, ind, jc, spacing, sz


def style(
    identifier: str, name: str, *parts: str, kind: str = "paragraph", based_on: str = "",
    default: bool = False,
) -> str:  # fmt: skip
    """w:style; `parts` are its pPr, rPr, tblPr … as they are."""
    given: dict[str, object] = {"type": kind, "styleId": identifier}
    if default:
        given["default"] = True
    based = [el("basedOn", val=based_on)] if based_on else []
    inner = group("style", el("name", val=name), *based, *(part for part in parts if part))
    return el("style", inner[len("<w:style>") : -len("</w:style>")], **given)


def fonts(name: str) -> str:
    return el("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def defaults(*run: str, paragraph: tuple[str, ...] = ()) -> str:
    """w:docDefaults."""
    inner = el("rPrDefault", group("rPr", *run) or el("rPr"))
    return el("docDefaults", inner + el("pPrDefault", group("pPr", *paragraph)))


LANGUAGE = el("lang", val="vi-VN", eastAsia="en-US", bidi="ar-SA")
DEFAULTS = defaults(fonts("Times New Roman"), sz(13), LANGUAGE)


def grid(kind: str = "single", size: int = 4) -> str:
    """All six borders of a table."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return group("tblBorders", *(el(s, val=kind, sz=size, space=0, color="auto") for s in sides))


_CELL_MARGINS = group(
    "tblCellMar",
    *(el(side, w=width, type="dxa") for side, width in (
        ("top", 0), ("left", 108), ("bottom", 0), ("right", 108)
    )),
)  # fmt: skip


def heading(level: int, *run: str) -> str:
    properties = group(
        "pPr", el("keepNext"), spacing(before=12 if level == 1 else 6, after=3),
        el("outlineLvl", val=level - 1),
    )  # fmt: skip
    return style(
        f"Heading{level}", f"heading {level}", properties, group("rPr", *run), based_on="Normal"
    )


NORMAL = style("Normal", "Normal", el("qFormat"), default=True)
COMMON_STYLES = (
    style("DefaultParagraphFont", "Default Paragraph Font", kind="character", default=True)
    + style(
        "TableNormal", "Normal Table", group("tblPr", el("tblInd", w=0, type="dxa"), _CELL_MARGINS),
        kind="table", default=True,
    )
    + style("NoList", "No List", kind="numbering", default=True)
    + heading(1, el("b"), el("bCs"), el("sz", val=28))
    + heading(2, el("b"), el("bCs"))
    + heading(3, el("b"), el("bCs"), el("i"), el("iCs"))
    + style(
        "TableGrid", "Table Grid", group("tblPr", grid()), kind="table", based_on="TableNormal"
    )
    + style("ListParagraph", "List Paragraph", group("pPr", ind(left=12.7)), based_on="Normal")
    + style("Header", "header", group("pPr", jc("center")), based_on="Normal")
    + style("Footer", "footer", group("pPr", jc("center")), based_on="Normal")
    + style("FootnoteText", "footnote text", group("rPr", el("sz", val=20)), based_on="Normal")
    + style(
        "FootnoteReference", "footnote reference", group("rPr", el("vertAlign", val="superscript")),
        kind="character", based_on="DefaultParagraphFont",
    )
    + style("EndnoteText", "endnote text", group("rPr", el("sz", val=20)), based_on="Normal")
    + style(
        "EndnoteReference", "endnote reference", group("rPr", el("vertAlign", val="superscript")),
        kind="character", based_on="DefaultParagraphFont",
    )
    + style(
        "Hyperlink", "Hyperlink",
        group("rPr", el("color", val="0000FF"), el("u", val="single")),
        kind="character", based_on="DefaultParagraphFont",
    )
)  # fmt: skip
STYLES = DEFAULTS + NORMAL + COMMON_STYLES


def settings(*more: str, mode: int = 15) -> str:
    """The content of w:settings; `mode` is the compatibility mode: 12, 14 or 15."""
    uri = "http://schemas.microsoft.com/office/word"
    compatibility = el("compat", el("compatSetting", name="compatibilityMode", uri=uri, val=mode))
    inner = group(
        "settings", el("zoom", percent=100), el("defaultTabStop", val=720),
        el("characterSpacingControl", val="doNotCompress"), compatibility,
        el("decimalSymbol", val=","), el("listSeparator", val=";"), *more,
    )  # fmt: skip
    return inner[len("<w:settings>") : -len("</w:settings>")]


SETTINGS = settings()


def theme(major: str, minor: str) -> str:
    """A whole theme part with these Latin fonts."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
        for name, value in (
            ("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", "1F497D"), ("lt2", "EEECE1"),
            ("accent1", "4F81BD"), ("accent2", "C0504D"), ("accent3", "9BBB59"),
            ("accent4", "8064A2"), ("accent5", "4BACC6"), ("accent6", "F79646"),
            ("hlink", "0000FF"), ("folHlink", "800080"),
        )
    )  # fmt: skip
    face = '<a:{0}Font><a:latin typeface="{1}"/><a:ea typeface=""/><a:cs typeface=""/></a:{0}Font>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office">'
        f'<a:themeElements><a:clrScheme name="Office">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Office">{face.format("major", major)}{face.format("minor", minor)}'
        f'</a:fontScheme><a:fmtScheme name="Office"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


THEME = theme("Arial", "Times New Roman")
