"""Drawings at the places that Word gives them, and the older drawings of VML."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache

from PIL import Image

from tests.render.corpus.numbering import abstract, instance, level, numbered
from tests.render.corpus.package import WordFile
from tests.render.corpus.pictures import (
    alternate,
    anchored,
    box,
    drawn_line,
    graphic,
    grouped,
    inline,
    jpeg,
    png,
    shape,
    vml_line,
)
from tests.render.corpus.table_parts import cell, row, table
from tests.render.corpus.wml import BODY, el, jc, p, run, section, spacing, sz, t
from tests.render.corpus.words import PROSE

_POINTS = 72 / 25.4
_DISTANCE = "mso-wrap-distance-left:9pt;mso-wrap-distance-right:9pt;"
# What Word writes before the first shape of a type.
_TYPES = {
    "#_x0000_t202": '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" '
    'o:connecttype="rect"/></v:shapetype>',
    "#_x0000_t75": '<v:shapetype id="_x0000_t75" coordsize="21600,21600" o:spt="75" '
    'path="m@4@5l@4@11@9@11@9@5xe" filled="f" stroked="f"><v:stroke joinstyle="miter"/>'
    "</v:shapetype>",
}
_MOTTO = ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def files() -> Iterator[tuple[str, WordFile]]:
    yield "drawn-line-in-cells", _letterhead(lambda width, left: drawn_line(width, left, 1))
    yield "drawn-line-in-cells-vml", _letterhead(lambda width, left: vml_line(width, left, 1))
    yield "drawn-line-in-header", _in_header()
    yield "drawn-line-kinds", _kinds()
    yield "drawn-line-on-page", _on_page()
    yield "drawn-group", _group()
    yield "picture-in-header-and-footer", _logo()
    yield "picture-in-footnote", _in_note()
    yield "picture-anchors", _anchors()
    yield "picture-square-right", _square(105)
    yield "picture-square-one-side", _square(40, "right")
    yield "picture-square-numbered", _numbered()
    yield "picture-top-and-bottom-centred", _centred()
    yield "picture-vml", _vml_pictures()
    yield "picture-colours", _colours()
    yield "picture-cropped", _cropped()
    yield "picture-decorative", _decorative()
    yield "text-box-looks", _boxes()
    yield "text-box-grows", _growing()
    yield "text-box-vml", _vml_boxes()
    yield "text-box-on-page", _box_on_page()
    yield "drawn-rectangles", _rectangles()


def _prose(*numbers: int) -> str:
    return "".join(p(PROSE[n], *BODY) for n in numbers)


def _letterhead(line) -> WordFile:  # type: ignore[no-untyped-def]
    """The two columns that a State office's document begins with, each with its rule."""
    small, bold = sz(12), el("b")
    left = p(t("UỶ BAN NHÂN DÂN TỈNH", small), jc("center"))
    left += p(t("SỞ TÀI CHÍNH", small, bold) + run(line(18, 19)), jc("center"))
    left += p(t("Số: 125/BC-STC", small), jc("center"), spacing(before=8))
    right = p(t(_MOTTO[0], small, bold), jc("center"))
    right += p(t(_MOTTO[1], sz(13), bold) + run(line(56, 22)), jc("center"))
    right += p(t("Hà Nội, ngày 30 tháng 6 năm 2026", small, el("i")), jc("center"), spacing(8))
    rows = row(cell(62, left), cell(103, right))
    return WordFile(table((62, 103), rows) + p() + _prose(0, 1, 2))


def _reference(kind: str) -> str:
    return f'<w:{kind}Reference w:type="default" r:id="{kind}1"/>'


def _in_header() -> WordFile:
    head = p(t("TỈNH UỶ HOÀ BÌNH", sz(11)) + run(drawn_line(165, 0, 6)), jc("left"))
    return WordFile(
        _prose(*range(8)) * 2,
        last_section=section(_reference("header"), top=25),
        headers={"header1": head},
    )


def _kinds() -> WordFile:
    """Thick, coloured, dashed and double, upright and slanting."""
    lines = [
        drawn_line(50, 0, 3, weight=2.25),
        drawn_line(50, 60, 3, weight=1.5, colour="C00000"),
        drawn_line(45, 120, 3, weight=1, dash="dash"),
        drawn_line(0, 10, 8, height=20, weight=1),
        drawn_line(40, 30, 8, height=20, weight=1),
        drawn_line(40, 90, 8, height=20, weight=1, flip=True),
    ]
    body = p(t("Các kiểu đường kẻ") + "".join(run(line) for line in lines))
    return WordFile(body + p() * 6 + _prose(0, 1))


def _on_page() -> WordFile:
    line = drawn_line(100, 55, 290, relative=("page", "page"))
    beside = drawn_line(0, -5, 40, height=60, relative=("margin", "margin"))
    return WordFile(_prose(0) + p(run(line) + run(beside) + t(PROSE[1]), *BODY) + _prose(2))


def _logo() -> WordFile:
    head = p(inline("chart.png", 20, 10, 5), jc("right"))
    foot = p(t("Văn phòng ") + inline("chart.png", 10, 5, 6), jc("center"))
    references = (_reference("header"), _reference("footer"))
    return WordFile(
        _prose(*range(8)) * 2,
        last_section=section(*references, top=30, bottom=25),
        headers={"header1": head},
        footers={"footer1": foot},
        images={"chart.png": png()},
    )


def _in_note() -> WordFile:
    mark = run(el("footnoteRef"), el("rStyle", val="FootnoteReference"))
    note = el(
        "footnote",
        p(
            mark + t(" Xem biểu đồ ") + inline("chart.png", 16, 8, 3),
            el("pStyle", val="FootnoteText"),
        ),
        id=1,
    )
    call = run(el("footnoteReference", id=1), el("rStyle", val="FootnoteReference"))
    separators = "".join(
        el("footnote", p(run(el(kind))), type=kind, id=n)
        for n, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return WordFile(
        p(t(PROSE[0]) + call, *BODY) + _prose(1, 2),
        footnotes=separators + note,
        images={"chart.png": png()},
    )


def _picture(width: float, height: float, left: float, top: float, wrap: str, **given) -> str:  # type: ignore[no-untyped-def]
    return run(anchored(width, height, left, top, wrap, graphic("chart.png", width, height, 1),
                        **given))  # fmt: skip


def _anchors() -> WordFile:
    """In front of the text: from the page, the margin and the column, by distance and aligned."""
    places = [
        _picture(24, 12, 5, 5, "none", number=1, relative=("page", "page")),
        _picture(24, 12, 20, 200, "none", number=2, relative=("margin", "margin")),
        _picture(24, 12, 0, 230, "none", number=3, relative=("margin", "margin"), align="center"),
        _picture(24, 12, 0, 250, "none", number=4, relative=("page", "page"), align="right"),
        _picture(24, 12, 0, 12, "none", number=5, align="right"),
    ]
    body = _prose(0) + p("".join(places) + t(PROSE[1]), *BODY) + _prose(2, 3)
    return WordFile(body, images={"chart.png": png()})


def _square(left: float, side: str = "bothSides") -> WordFile:
    image = _picture(60, 30, left, 0, "square", side=side)
    return WordFile(
        _prose(0) + p(image + t(PROSE[1] + " " + PROSE[2]), *BODY) + _prose(3, 4),
        images={"chart.png": png()},
    )


def _numbered() -> WordFile:
    """Items beside a picture, whose text follows a tab or a space."""
    image = _picture(60, 60, 105, 0, "square", side="bothSides")
    kinds = abstract(1, level(0, "%1.")) + abstract(
        2, level(0, "%1)", form="lowerLetter", left=0, hanging=-10, more=(el("suff", val="space"),))
    )
    body = p(image + t(PROSE[1]), *BODY, numbered(1)) + p(PROSE[2], *BODY, numbered(1))
    body += "".join(p(PROSE[n], *BODY, numbered(2)) for n in (3, 4))
    return WordFile(
        body, images={"chart.png": png()}, numbering=kinds + instance(1, 1) + instance(2, 2)
    )


def _centred() -> WordFile:
    image = _picture(80, 40, 0, 0, "topAndBottom", align="center", relative=("margin", "paragraph"))
    return WordFile(
        _prose(0) + p(image + t(PROSE[1]), *BODY) + _prose(2), images={"chart.png": png()}
    )


def _shape(kind: str, style: str, inner: str, **given: str) -> str:
    attributes = "".join(f' {name}="{text}"' for name, text in given.items())
    known = _TYPES.get(given.get("type", ""), "")
    return run(f'<w:pict>{known}<v:{kind} style="{style}"{attributes}>{inner}</v:{kind}></w:pict>')


def _vml_pictures() -> WordFile:
    """An old file's pictures: in the line, and at a place with text beside it."""
    data = '<v:imagedata r:id="chart.png"/>'
    size = f"width:{60 * _POINTS:.1f}pt;height:{30 * _POINTS:.1f}pt"
    given = {"type": "#_x0000_t75", "alt": "Biểu đồ thu ngân sách", "id": "a"}
    place = f"position:absolute;margin-left:0;margin-top:6pt;z-index:1;{_DISTANCE}"
    beside = _shape(
        "shape", place + size, data + '<w10:wrap type="square"/>', **given | {"id": "b"}
    )
    body = _prose(0) + p(_shape("shape", size, data, **given), jc("center"))
    return WordFile(
        body + p(beside + t(PROSE[1] + " " + PROSE[2]), *BODY) + _prose(3),
        images={"chart.png": png()},
    )


@cache
def _images() -> dict[str, bytes]:
    """Grey, with alpha, of 16 bits, with a palette, and a JPEG for the press."""
    found = {}
    grey = Image.linear_gradient("L").resize((400, 200))
    for name, image, kind in (
        ("grey.png", grey, "PNG"),
        ("alpha.png", Image.merge("LA", (grey, grey)), "PNG"),
        ("deep.png", grey.convert("I").point(lambda value: value * 256).convert("I;16"), "PNG"),
        ("palette.png", grey.convert("RGB").quantize(16), "PNG"),
        ("press.jpeg", grey.convert("CMYK"), "JPEG"),
    ):
        out = io.BytesIO()
        image.save(out, kind)
        found[name] = out.getvalue()
    return found


def _colours() -> WordFile:
    body = _prose(0)
    for n, name in enumerate(_images(), 1):
        body += p(inline(name, 40, 20, n), jc("center"), spacing(before=3)) + p(f"Hình {n}")
    return WordFile(body, images=_images())


def _cropped() -> WordFile:
    """A fourth cut off on the left, a tenth at the top."""
    shown = inline("chart.png", 45, 27, 1, crop='l="25000" t="10000"')
    twice = inline("chart.png", 45, 27, 2, crop='l="25000" t="10000"')
    whole = inline("photo.jpeg", 60, 30, 3)
    return WordFile(
        _prose(0) + p(shown + t(" ") + twice, jc("center")) + p(whole) + _prose(1),
        images={"chart.png": png(), "photo.jpeg": jpeg()},
    )


def _decorative() -> WordFile:
    image = inline("chart.png", 120, 6, 1, decorative=True)
    behind = _picture(100, 50, 30, 10, "none", behind=True, decorative=True)
    return WordFile(
        p(image, jc("center")) + _prose(0) + p(behind + t(PROSE[1]), *BODY) + _prose(2),
        images={"chart.png": png()},
    )


def _boxes() -> WordFile:
    """A thick border, none, a filled one, other margins, and text in the middle and at the foot."""
    text = p(t("Số liệu tạm tính", sz(12)), jc("center"))
    boxes = [
        box(text, 50, 12, 0, 4, "none", weight=2.25),
        box(text, 50, 12, 57, 4, "none", weight=0),
        box(text, 50, 12, 114, 4, "none", fill="DDEBF7"),
        box(text, 50, 20, 0, 22, "none", anchor="ctr"),
        box(text, 50, 20, 57, 22, "none", anchor="b"),
        box(text, 50, 20, 114, 22, "none", insets=(4, 6, 4, 2)),
    ]
    return WordFile(p(t("Các hộp văn bản") + "".join(map(run, boxes))) + p() * 9 + _prose(0, 1))


def _growing() -> WordFile:
    """A box that Word made as high as its text, and the text beside it."""
    note = box(p(t(PROSE[0], sz(11)), jc("both")), 70, 34.5, 0, 1, "square", grows=True)
    return WordFile(_prose(1) + p(run(note) + t(PROSE[2] + " " + PROSE[3]), *BODY) + _prose(4))


def _vml_boxes() -> WordFile:
    text = p(t("DỰ THẢO LẦN 2", el("b")), jc("center"))
    content = f"<v:textbox><w:txbxContent>{text}</w:txbxContent></v:textbox>"
    place = "position:absolute;margin-left:{}pt;margin-top:{}pt;width:130pt;height:{}pt;z-index:1"
    place = f"{place};{_DISTANCE}"
    plain = _shape("shape", place.format(0, 2, 26), content, type="#_x0000_t202", id="a")
    square = _shape(
        "shape", place.format(337, 4, 60), content + '<w10:wrap type="square"/>',
        type="#_x0000_t202", id="b", strokeweight="1.5pt",
    )  # fmt: skip
    return WordFile(p(plain) + p() + _prose(0) + p(square + t(PROSE[1] + PROSE[2]), *BODY))


def _box_on_page() -> WordFile:
    """The drafter's mark at the foot of the page, and a number at its head."""
    foot = box(p(t("STC.TH (5b)", sz(10))), 40, 8, 30, 283, "none", weight=0,
               relative=("page", "page"))  # fmt: skip
    head = box(p(t("MẬT", el("b")), jc("center")), 20, 9, 170, 8, "none",
               relative=("page", "page"))  # fmt: skip
    return WordFile(p(run(foot) + run(head) + t(PROSE[0]), *BODY) + _prose(1, 2))


def _rectangles() -> WordFile:
    shapes = [
        box("", 40, 15, 5, 8, "none", fill="E2EFDA"),
        box("", 40, 15, 60, 8, "none", fill="", weight=1.5),
        box("", 50, 0.5, 112, 15, "none", fill="C00000", weight=0),
    ]
    old = _shape("rect", "position:absolute;margin-left:15pt;margin-top:75pt;width:120pt;"
                 "height:30pt;z-index:1", "", id="a", fillcolor="#ffff99")  # fmt: skip
    drawn = alternate(shapes[0], old)
    return WordFile(
        p(t("Các hình chữ nhật") + run(drawn) + run(shapes[1]) + run(shapes[2]) + old)
        + p() * 8 + _prose(0)
    )  # fmt: skip


def _group() -> WordFile:
    """The two rules of a letterhead in one group, and a box around a mark in another."""
    rules = grouped(135, 0, 15, 6, shape(30, 0, 10, 10), shape(55, 0, 90, 10))
    text = f"<wps:txbx><w:txbxContent>{p('MẬT', jc('center'))}</w:txbxContent></wps:txbx>"
    mark = grouped(30, 12, 5, 24, shape(30, 12, 10, 10, "rect", text), shape(20, 0, 15, 20))
    titles = p(t("UBND TỈNH LAM GIANG\tCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM") + run(rules))
    body = titles + p() + p(t(PROSE[0]) + run(mark), spacing(after=60)) + p(PROSE[1], *BODY)
    return WordFile(body)
