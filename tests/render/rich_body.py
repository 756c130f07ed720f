"""A Word body that leans on all its own file has: styles, theme, lists, notes, pictures, links.

Its defaults are those of a new file of Word: 11 pt, 8 pt after each paragraph, other than those of
our templates.
"""

from __future__ import annotations

from tests.render.corpus.notes import call, footnote, separators
from tests.render.corpus.numbering import abstract, instance, level, numbered
from tests.render.corpus.package import WordFile
from tests.render.corpus.pictures import IMAGES, inline
from tests.render.corpus.standard import defaults, grid, style, theme
from tests.render.corpus.wml import el, field, group, ind, jc, p, run, section, spacing, sz, t

THEME_FONT = el("rFonts", asciiTheme="minorHAnsi", hAnsiTheme="minorHAnsi")
_TITLE_FONT = el("rFonts", asciiTheme="majorHAnsi", hAnsiTheme="majorHAnsi")
_BLUE = el("color", val="1F497D", themeColor="text2", themeShade="BF")

STYLES = (
    defaults(THEME_FONT, sz(11), paragraph=(spacing(after=8, line=1.08),))
    + style("Normal", "Normal", el("qFormat"), default=True)
    + style("TableNormal", "Normal Table", kind="table", default=True)
    + style(
        "Heading1", "heading 1",
        group("pPr", el("keepNext"), spacing(before=12, after=6), numbered(1)),
        group("rPr", _TITLE_FONT, el("b"), _BLUE, sz(14)), based_on="Normal",
    )
    + style("BodyText", "Body Text", group("pPr", jc("both"), ind(first=10)),
            group("rPr", sz(13)), based_on="Normal")
    + style("Item", "List Paragraph", group("pPr", spacing(after=3)), group("rPr", sz(13)),
            based_on="Normal")
    + style("TableGrid", "Table Grid", group("pPr", spacing(after=0, line=1)),
            group("tblPr", grid()), kind="table", based_on="TableNormal")
    + style("FootnoteText", "footnote text", group("pPr", spacing(after=0, line=1)),
            group("rPr", sz(10)), based_on="Normal")
    + style("FootnoteReference", "footnote reference",
            group("rPr", el("vertAlign", val="superscript")), kind="character")
    + style("Hyperlink", "Hyperlink",
            group("rPr", el("color", val="0000FF"), el("u", val="single")), kind="character")
)  # fmt: skip

NUMBERING = (
    abstract(
        0,
        level(0, "%1.", form="upperRoman", more=(el("pStyle", val="Heading1"),)),
        level(1, "%1.%2.", left=16, hanging=10),
        level(2, "%3)", form="lowerLetter", left=24, hanging=8),
    )
    + abstract(7, level(0, "•", form="bullet", left=16, hanging=6))
    + instance(1, 0)
    + instance(2, 7)
)

NOTES = ("Số liệu đến ngày 30/6/2026.", "Theo Công văn số 1532/STC-NS của Sở Tài chính.")


def _body(text: str, *more: str) -> str:
    return p(text if text.startswith("<") else t(text), el("pStyle", val="BodyText"), *more)


def _item(text: str, at: int) -> str:
    return p(t(text), el("pStyle", val="Item"), numbered(1, at))


def _cell(width: int, text: str, *more: str) -> str:
    return el("tc", group("tcPr", el("tcW", w=width, type="dxa"), *more) + p(t(text)))


def _table() -> str:
    """Cells merged across and down, in the style Table Grid."""
    across, down = el("gridSpan", val=2), el("vMerge", val="restart")
    rows = (
        el("tr", group("trPr", el("tblHeader")) + _cell(3000, "Địa phương", down)
           + _cell(5600, "Năm 2026", across)),
        el("tr", _cell(3000, "", el("vMerge")) + _cell(2800, "Kế hoạch")
           + _cell(2800, "Thực hiện")),
        el("tr", _cell(3000, "Huyện An Lạc") + _cell(2800, "120") + _cell(2800, "118")),
        el("tr", _cell(3000, "Huyện Bình Minh") + _cell(2800, "90") + _cell(2800, "95")),
    )  # fmt: skip
    properties = group(
        "tblPr", el("tblStyle", val="TableGrid"), el("tblW", w=8600, type="dxa"),
        el("tblLayout", type="fixed"),
    )  # fmt: skip
    columns = el("tblGrid", "".join(el("gridCol", w=width) for width in (3000, 2800, 2800)))
    return el("tbl", properties + columns + "".join(rows))


def _link(text: str) -> str:
    return f'<w:hyperlink r:id="congbao">{t(text, el("rStyle", val="Hyperlink"))}</w:hyperlink>'


BODY = (
    p(t("Đánh giá kết quả sáu tháng đầu năm"), el("pStyle", val="Heading1"))
    + _body(t("Kết quả được giữ vững, có mặt vượt kế hoạch") + call(1) + t(" {{ chưa_duyệt }}."))
    + _item("Thu ngân sách", 1)
    + _item("Thu nội địa đạt 52% dự toán", 2)
    + _item("Thu từ hoạt động xuất nhập khẩu tăng 4%", 2)
    + _item("Đầu tư công", 1)
    + _table()
    + p(inline("chart.png", 120, 60), jc("center"), spacing(before=6))
    + p(t("Nhiệm vụ sáu tháng cuối năm"), el("pStyle", val="Heading1"))
    + p(t("Giải ngân vốn đầu tư công;"), el("pStyle", val="Item"), numbered(2))
    + p(t("Rà soát thủ tục hành chính."), el("pStyle", val="Item"), numbered(2))
    + _body(t("Các cơ quan thực hiện theo quy định") + call(2) + t(", xem ") + _link("Công báo")
            + t(", ") + el("bookmarkStart", id=3, name="_Ref7") + t("mục này")
            + el("bookmarkEnd", id=3) + run("") + t(" và ") + field("REF _Ref7 \\h", "mục này")
            + t("."))
    + p(t("Văn phòng Tỉnh uỷ đôn đốc việc thực hiện."))
)  # fmt: skip


def rich_body(body: str = BODY, **changes: object) -> bytes:
    given: dict[str, object] = {
        "last_section": section(),
        "styles": STYLES,
        "numbering": NUMBERING,
        "footnotes": separators() + footnote(1, NOTES[0]) + footnote(2, NOTES[1]),
        "theme": theme("Arial", "Times New Roman"),
        "images": {"chart.png": IMAGES["chart.png"]},
        "links": {"congbao": "https://congbao.chinhphu.vn/"},
        **changes,
    }
    return WordFile(body, **given).packed()  # type: ignore[arg-type]
