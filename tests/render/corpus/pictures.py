"""Images, drawn lines and text boxes, each kind in a file of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache

from PIL import Image, ImageDraw

from tests.render.corpus.package import WordFile
from tests.render.corpus.table_parts import cell, row, table
from tests.render.corpus.wml import BODY, el, jc, p, run, spacing, sz, t
from tests.render.corpus.words import PROSE

_EMU_PER_MM = 36000
_TEXT, _FLIP = ' txBox="1"', ' flipV="1"'
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def files() -> Iterator[tuple[str, WordFile]]:
    yield "picture-inline-png", _inline("chart.png")
    yield "picture-inline-jpeg", _inline("photo.jpeg")
    yield "picture-in-text", _in_text()
    yield "picture-square", _beside("square", 50)
    yield "picture-square-left", _beside("square", 0)
    yield "picture-top-and-bottom", _beside("topAndBottom", 30)
    yield "picture-behind-text", _beside("none", 60)
    yield "picture-in-cell", _in_cell()
    yield "drawn-line-drawingml", _rule(drawn_line)
    yield "drawn-line-vml", _rule(vml_line)
    yield "drawn-line-alternate", _rule(lambda width: alternate(drawn_line(width), vml_line(width)))
    yield "text-box", _text_box()


@cache
def png() -> bytes:
    """A chart of 1200 × 600 pixels."""
    image = Image.new("RGB", (1200, 600), "white")
    draw = ImageDraw.Draw(image)
    for n, height in enumerate((180, 260, 240, 330, 410, 480)):
        draw.rectangle(
            (90 + 180 * n, 560 - height, 200 + 180 * n, 560), fill=(40, 90 + 20 * n, 170)
        )
    draw.line((60, 560, 1160, 560), fill="black", width=4)
    return _saved(image, "PNG")


@cache
def jpeg() -> bytes:
    return _saved(Image.linear_gradient("L").resize((800, 400)).convert("RGB"), "JPEG")


def _saved(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


IMAGES = {"chart.png": png(), "photo.jpeg": jpeg()}


def _emu(mm: float) -> int:
    return round(mm * _EMU_PER_MM)


def graphic(name: str, width: float, height: float, number: int, crop: str = "") -> str:
    """An image as DrawingML, mm; `crop` is what is cut off, as attributes of a:srcRect."""
    size = f'cx="{_emu(width)}" cy="{_emu(height)}"'
    cut = f"<a:srcRect {crop}/>" if crop else ""
    return (
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{name}"/>{cut}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f"<pic:spPr>"
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"
    )


_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'
    "</a:extLst>"
)
_WORDS = "Biểu đồ thu ngân sách sáu năm"


def _named(number: int, descr: str, *, decorative: bool = False) -> str:
    if decorative:
        return f'<wp:docPr id="{number}" name="Object {number}">{_DECORATIVE}</wp:docPr>'
    return f'<wp:docPr id="{number}" name="Object {number}" descr="{descr}"/>'


def inline(
    name: str, width: float, height: float, number: int = 1, *, crop: str = "",
    decorative: bool = False,
) -> str:  # fmt: skip
    """A run with an image in the line; mm."""
    return run(
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{_emu(width)}" cy="{_emu(height)}"/>'
        f"{_named(number, _WORDS, decorative=decorative)}"
        f"{graphic(name, width, height, number, crop)}</wp:inline></w:drawing>"
    )


def anchored(
    width: float, height: float, left: float, top: float, wrap: str, graphic: str, *,
    number: int = 1, behind: bool = False, descr: str = _WORDS, decorative: bool = False,
    relative: tuple[str, str] = ("column", "paragraph"), align: str = "", side: str = "bothSides",
) -> str:  # fmt: skip
    """w:drawing at a place of its own: `left` (or an alignment) and `top` from what it is relative
    to; mm."""
    wraps = {
        "square": f'<wp:wrapSquare wrapText="{side}"/>',
        "topAndBottom": "<wp:wrapTopAndBottom/>",
        "none": "<wp:wrapNone/>",
    }
    across = f"<wp:align>{align}</wp:align>" if align else (
        f"<wp:posOffset>{_emu(left)}</wp:posOffset>")  # fmt: skip
    return (
        f'<w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" '
        f'relativeHeight="251658240" behindDoc="{int(behind)}" locked="0" layoutInCell="1" '
        f'allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="{relative[0]}">{across}</wp:positionH>'
        f'<wp:positionV relativeFrom="{relative[1]}"><wp:posOffset>{_emu(top)}</wp:posOffset>'
        f'</wp:positionV><wp:extent cx="{_emu(width)}" cy="{_emu(height)}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/>{wraps[wrap]}'
        f"{_named(number, descr, decorative=decorative)}"
        f"<wp:cNvGraphicFramePr/>{graphic}</wp:anchor></w:drawing>"
    )


def drawn_line(
    width: float, left: float = 60, top: float = 1, *, height: float = 0, weight: float = 0.75,
    colour: str = "000000", dash: str = "", flip: bool = False,
    relative: tuple[str, str] = ("column", "paragraph"),
) -> str:  # fmt: skip
    """A rule as DrawingML, horizontal unless it has a height; mm, its weight in pt."""
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    shape = (
        f'<a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp><wps:cNvCnPr/><wps:spPr>'
        f"<a:xfrm{_FLIP if flip else ''}>"
        f'<a:off x="0" y="0"/><a:ext cx="{_emu(width)}" cy="{_emu(height)}"/></a:xfrm>'
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="{round(weight * 12700)}">'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>{dashed}</a:ln></wps:spPr>'
        "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
    )
    return anchored(width, height, left, top, "none", shape, number=7, descr="", relative=relative)


def vml_line(width: float, left: float = 60, top: float = 1) -> str:
    """The same as VML."""
    start, end, y = left * 72 / 25.4, (left + width) * 72 / 25.4, top * 72 / 25.4
    return (
        '<w:pict><v:line id="rule" style="position:absolute;z-index:251658240" '
        f'from="{start:.2f}pt,{y:.2f}pt" to="{end:.2f}pt,{y:.2f}pt" strokeweight=".75pt"/></w:pict>'
    )


def alternate(choice: str, fallback: str) -> str:
    """mc:AlternateContent: DrawingML for those who know it, VML for others."""
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


def box(
    content: str, width: float, height: float, left: float, top: float, wrap: str, *,
    weight: float = 0.5, fill: str = "FFFFFF", anchor: str = "t", grows: bool = False,
    insets: tuple[float, float, float, float] = (2.54, 1.27, 2.54, 1.27),
    relative: tuple[str, str] = ("column", "paragraph"),
) -> str:  # fmt: skip
    """A text box, or without content a rectangle, as DrawingML; mm, its border's weight in pt.

    Parameters:
        insets: left, top, right, bottom.
    """
    filled = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' if fill else "<a:noFill/>"
    edge = (
        f'<a:ln w="{round(weight * 12700)}"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
        "</a:ln>"
    ) if weight else "<a:ln><a:noFill/></a:ln>"  # fmt: skip
    inner = "".join(
        f' {side}Ins="{_emu(inset)}"' for side, inset in zip("ltrb", insets, strict=True)
    )
    text = f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>" if content else ""
    shape = (
        f'<a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp>'
        f"<wps:cNvSpPr{_TEXT if content else ''}/><wps:spPr>"
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{_emu(width)}" cy="{_emu(height)}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{filled}{edge}</wps:spPr>{text}'
        f'<wps:bodyPr{inner} anchor="{anchor}"><a:{"spAutoFit" if grows else "noAutofit"}/>'
        "</wps:bodyPr></wps:wsp></a:graphicData></a:graphic>"
    )
    return anchored(width, height, left, top, wrap, shape, number=9, descr="", relative=relative)


def _inline(name: str) -> WordFile:
    body = p(PROSE[0], *BODY)
    for n, (width, height) in enumerate(((120, 60), (60, 30), (165, 80))):
        body += p(inline(name, width, height, n + 1), jc("center"), spacing(before=6, after=6))
        body += p(f"Hình {n + 1}. Thu ngân sách nhà nước qua các năm", jc("center")) + p(
            PROSE[n], *BODY
        )
    return WordFile(body, images={name: IMAGES[name]})


def _in_text() -> WordFile:
    """A small image between words: the line is as high as it."""
    body = "".join(
        p(t(before + " ") + inline("chart.png", 14, 7, n) + t(" " + after), *BODY)
        for n, text in enumerate(PROSE[:5], 1)
        for before, _, after in [text.partition(", ")]
    )
    return WordFile(body, images={"chart.png": png()})


def _beside(wrap: str, left: float) -> WordFile:
    drawn = graphic("chart.png", 60, 30, 1)
    image = anchored(60, 30, left, 2, wrap, drawn, behind=wrap == "none")
    body = p(PROSE[0], *BODY) + p(run(image) + t(PROSE[1] + " " + PROSE[2]), *BODY)
    return WordFile(
        body + "".join(p(PROSE[n], *BODY) for n in range(3, 7)), images={"chart.png": png()}
    )


def _in_cell() -> WordFile:
    cells = row(cell(65, p(inline("chart.png", 50, 25))), cell(100, PROSE[1]))
    body = p(PROSE[0], *BODY) + table((65, 100), cells * 3, el("tblStyle", val="TableGrid"))
    return WordFile(body + p(PROSE[2], *BODY), images={"chart.png": png()})


def _rule(line) -> WordFile:  # type: ignore[no-untyped-def]
    """The rules under the nation's motto and under the title."""
    body = (
        p(t("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", el("b"), sz(13)), jc("center"))
        + p(t("Độc lập - Tự do - Hạnh phúc", el("b"), sz(14)), jc("center"))
        + p(run(line(60.0)), jc("center"))
        + p(t("BÁO CÁO", el("b"), sz(14)), jc("center"))
        + p(
            t("Kết quả thực hiện nhiệm vụ 6 tháng đầu năm 2026", el("b"), sz(14)) + run(line(45.0)),
            jc("center"),
            spacing(after=12),
        )
    )
    return WordFile(body + "".join(p(PROSE[n], *BODY) for n in range(8)))


def _text_box() -> WordFile:
    """The mark of a draft in a box, and one that the text flows around."""
    mark = box(p(t("DỰ THẢO LẦN 2", el("b")), jc("center")), 45, 9, 0, 0, "none")
    note = box(
        p("Lưu ý: số liệu đến hết ngày 30 tháng 6 năm 2026.", jc("left")), 60, 20, 100, 3, "square"
    )
    body = p(run(mark)) + p() + p(t("BÁO CÁO", el("b")), jc("center"), spacing(after=6))
    body += p(PROSE[0], *BODY) + p(run(note) + t(PROSE[1] + " " + PROSE[2]), *BODY)
    return WordFile(body + "".join(p(PROSE[n], *BODY) for n in range(3, 6)))


def shape(
    width: float, height: float, left: float, top: float, kind: str = "line", more: str = ""
) -> str:
    """A member of a group, in hundredths of a millimetre of the group's own measure.

    Parameters:
        more: what stands in it besides its properties.
    """
    return (
        f'<wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="{round(left * 100)}" '
        f'y="{round(top * 100)}"/><a:ext cx="{round(width * 100)}" cy="{round(height * 100)}"/>'
        f'</a:xfrm><a:prstGeom prst="{kind}"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill>'
        f'<a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr>{more}<wps:bodyPr/></wps:wsp>'
    )


def grouped(
    width: float, height: float, left: float, top: float, *members: str, turned: str = ""
) -> str:
    """A group in front of the text, mm; its own measure are hundredths of that, begun at 10 mm.

    Parameters:
        turned: attributes of its frame.
    """
    size = f'cx="{_emu(width)}" cy="{_emu(height)}"'
    own = f'cx="{round(width * 100)}" cy="{round(height * 100)}"'
    group = (
        f'<a:graphic><a:graphicData uri="{_GROUP}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr>'
        f'<a:xfrm{turned}><a:off x="0" y="0"/><a:ext {size}/><a:chOff x="1000" y="1000"/>'
        f"<a:chExt {own}/></a:xfrm></wpg:grpSpPr>{''.join(members)}</wpg:wgp></a:graphicData>"
        "</a:graphic>"
    )
    return anchored(width, height, left, top, "none", group, number=11, descr="")
