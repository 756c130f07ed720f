"""Links, bookmarks, fields and content controls, each feature in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator

from tests.render.corpus.package import WordFile
from tests.render.corpus.standard import STYLES, style
from tests.render.corpus.table_parts import cell, row, table
from tests.render.corpus.wml import BODY, el, field, group, ind, jc, p, run, spacing, t, twips
from tests.render.corpus.words import ITEMS, PROSE, prose


def files() -> Iterator[tuple[str, WordFile]]:
    yield "link-outside", _links()
    yield "link-bookmark", _bookmarks()
    yield "field-ref", _refs()
    yield "field-toc", _contents()
    yield "field-sequence", _sequence()
    yield "control-inline", _inline_controls()
    yield "control-block", _block_controls()
    yield "control-checkbox", _check_boxes()
    yield "marks-of-editing", _marks()
    yield "outline-headings", _headings()


def bookmark(number: int, name: str, content: str) -> str:
    return el("bookmarkStart", id=number, name=name) + content + el("bookmarkEnd", id=number)


def _links() -> WordFile:
    shown = t("https://congbao.chinhphu.vn/van-ban-so-30-2020", el("rStyle", val="Hyperlink"))
    link = f'<w:hyperlink r:id="link1" w:history="1">{shown}</w:hyperlink>'
    body = "".join(p(t("Toàn văn đăng tại ") + link + t("; " + text), *BODY) for text in prose(5))
    return WordFile(body, links={"link1": "https://congbao.chinhphu.vn/"})


def _bookmarks() -> WordFile:
    inner = t("Phụ lục I", el("rStyle", val="Hyperlink"))
    body = p(
        t("Chi tiết tại ") + el("hyperlink", inner, anchor="phu_luc_1") + t(" kèm theo."), *BODY
    )
    body += "".join(p(text, *BODY) for text in prose(18))
    title = bookmark(1, "phu_luc_1", t("Phụ lục I", el("b")))
    return WordFile(body + p(title, jc("center")) + "".join(p(text, *BODY) for text in prose(3)))


def _refs() -> WordFile:
    """REF and PAGEREF with the results that Word left, which are true here."""
    body = p(
        t("Thực hiện mục ")
        + field(r"REF muc_tieu \h", "mục tiêu đến năm 2030")
        + t(" (trang ")
        + field(r"PAGEREF muc_tieu \h", "3")
        + t("); " + PROSE[0]),
        *BODY,
    )
    body += "".join(p(text, *BODY) for text in prose(15))
    target = bookmark(2, "muc_tieu", t("mục tiêu đến năm 2030", el("i")))
    body += p(t("Các ") + target + t(": " + PROSE[1]), *BODY, el("pageBreakBefore"))
    return WordFile(body)


_TITLES = (
    "Tình hình, kết quả thực hiện nhiệm vụ",
    "Những hạn chế, khuyết điểm và nguyên nhân",
    "Mục tiêu, nhiệm vụ và giải pháp đến năm 2030",
    "Tổ chức thực hiện",
)


def toc_line(title: str, page: str, name: str, level: int = 1) -> str:
    """An entry of a table of contents as Word leaves it."""
    content = t(title + "\t") + field(f"PAGEREF {name} \\h", page)
    return p(el("hyperlink", content, anchor=name, history=1), el("pStyle", val=f"TOC{level}"))


TOC_STYLES = "".join(
    style(
        f"TOC{n}",
        f"toc {n}",
        group(
            "pPr",
            el("tabs", el("tab", val="right", leader="dot", pos=twips(165) - 1)),
            spacing(after=5),
            ind(left=5.0 * (n - 1)),
        ),
        based_on="Normal",
    )
    for n in (1, 2)
)


def _contents() -> WordFile:
    """A table of contents with dots and page numbers, over the headings that it names."""
    lines = [toc_line(title, str(n + 1), f"_Toc{n}") for n, title in enumerate(_TITLES, 1)]
    begin = (
        run(el("fldChar", fldCharType="begin"))
        + run('<w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText>')
        + run(el("fldChar", fldCharType="separate"))
    )
    lines[0] = lines[0].replace("</w:pPr>", "</w:pPr>" + begin, 1)
    body = p(t("MỤC LỤC", el("b")), jc("center")) + "".join(lines)
    body += p(run(el("fldChar", fldCharType="end")))
    for n, title in enumerate(_TITLES, 1):
        body += p(
            bookmark(n, f"_Toc{n}", t(title)), el("pStyle", val="Heading1"), el("pageBreakBefore")
        )
        body += "".join(p(text, *BODY) for text in prose(4, n))
    return WordFile(body, styles=STYLES + TOC_STYLES)


def _sequence() -> WordFile:
    """The number of a table under it (SEQ)."""
    body = p(
        t("Bảng ") + field(r"SEQ Bang \* ARABIC", "1") + t("; " + PROSE[0]),
        *BODY,
    )
    return WordFile(body + p(PROSE[1], *BODY))


def _control(name: str, content: str, *kind: str) -> str:
    properties = (
        el("alias", val=name) + el("tag", val=name) + el("id", val=100 + len(name)) + "".join(kind)
    )
    return el("sdt", el("sdtPr", properties) + el("sdtContent", content))


def _inline_controls() -> WordFile:
    """Text, date and list in the line."""

    def paragraph(text: str) -> str:
        day = el(
            "date",
            el("dateFormat", val="dd/MM/yyyy") + el("lid", val="vi-VN"),
            fullDate="2026-08-05T00:00:00Z",
        )
        choice = el("dropDownList", el("listItem", displayText="Hoả tốc", value="1"))
        return p(
            t("Đơn vị chủ trì: ")
            + _control("unit", t("Sở Tài chính tỉnh Lam Giang"), el("text"))
            + t("; thời hạn: ")
            + _control("day", t("05/8/2026"), day)
            + t("; độ khẩn: ")
            + _control("urgency", t("Hoả tốc"), choice)
            + t(". " + text),
            *BODY,
        )

    return WordFile("".join(paragraph(text) for text in prose(5)))


def _block_controls() -> WordFile:
    """Whole paragraphs, a table, rows and cells in content controls."""
    grid = el("tblStyle", val="TableGrid")
    rows = row(cell(65, UNITS_CELL), cell(100, PROSE[3]))
    body = _control("body", p(PROSE[0], *BODY) + p(PROSE[1], *BODY))
    body += _control("nested", _control("inner", p(PROSE[2], *BODY), el("richText")))
    body += _control("table", table((65, 100), rows, grid)) + p()
    wrapped = _control("row", row(cell(65, "Nội dung"), cell(100, ITEMS[2])))
    in_cell = el("tr", _control("cell", cell(65, "Ghi chú")) + cell(100, ITEMS[3]))
    return WordFile(body + table((65, 100), rows + wrapped + in_cell, grid) + p(PROSE[4], *BODY))


UNITS_CELL = "Văn phòng Uỷ ban nhân dân tỉnh"


def _check_boxes() -> WordFile:
    """w14:checkbox, ticked and not, in MS Gothic's signs."""

    def box(ticked: bool) -> str:
        state = (
            f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
            '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
        )
        face = el(
            "rFonts", ascii="MS Gothic", eastAsia="MS Gothic", hAnsi="MS Gothic", hint="eastAsia"
        )
        return _control("box", t("☒" if ticked else "☐", face), state)

    body = "".join(p(box(n % 2 == 0) + t(" " + item), *BODY) for n, item in enumerate(ITEMS[:6]))
    return WordFile(p(PROSE[0], *BODY) + body)


def _marks() -> WordFile:
    """What editing leaves behind: sessions, spelling, smart tags, page breaks of last time."""

    def paragraph(text: str, n: int) -> str:
        words = text.split(" ")
        first, second, rest = " ".join(words[:4]), " ".join(words[4:9]), " ".join(words[9:])
        tag = el(
            "smartTag", t(second), uri="urn:schemas-microsoft-com:office:smarttags", element="place"
        )
        content = (
            el("proofErr", type="spellStart")
            + t(first + " ")
            + el("proofErr", type="spellEnd")
            + tag
            + el("bookmarkStart", id=n, name=f"_GoBack{n}")
            + el("bookmarkEnd", id=n)
            + run(el("lastRenderedPageBreak") + f'<w:t xml:space="preserve"> {rest}</w:t>')
        )
        inner = group("pPr", *BODY, group("rPr", el("lang", val="vi-VN"))) + content
        return el("p", inner, rsidR="00A77B3E", rsidRDefault="00A77B3E", rsidP="004E3F21")

    return WordFile("".join(paragraph(text, n) for n, text in enumerate(prose(8))))


def _headings() -> WordFile:
    """Headings by style and by outline level."""
    body = ""
    for n in range(3):
        body += p(f"{ITEMS[n]}", el("pStyle", val="Heading1"))
        body += p(f"{n + 1}.1. {ITEMS[n + 1]}", el("pStyle", val="Heading2")) + p(PROSE[n], *BODY)
        body += p(f"{n + 1}.1.1. {ITEMS[n + 2]}", el("pStyle", val="Heading3")) + p(
            PROSE[n + 1], *BODY
        )
        body += p(t("Mục không theo kiểu", el("b")), el("outlineLvl", val=1)) + p(
            PROSE[n + 2], *BODY
        )
    return WordFile(body)
