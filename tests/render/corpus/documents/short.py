"""Short documents of the State's bodies: decisions, letters, minutes, forms."""

from __future__ import annotations

from collections.abc import Iterator

from tests.render.corpus.documents.parts import (
    BOLD,
    CENTRE,
    HEADERS,
    ITALIC,
    STYLES_14,
    edited,
    foot,
    numbered_pages,
    state_head,
    text,
    title,
)
from tests.render.corpus.package import WordFile
from tests.render.corpus.standard import STYLES, settings
from tests.render.corpus.table_parts import GRID, cell, head, row, table, units
from tests.render.corpus.wml import el, jc, p, run, section, spacing, sz, t
from tests.render.corpus.words import PROSE, prose

_UBND = ("UỶ BAN NHÂN DÂN", "TỈNH LAM GIANG")
_CHAIRMAN = ("TM. UỶ BAN NHÂN DÂN", "CHỦ TỊCH")
_RECIPIENTS = (
    "Như Điều 3;",
    "Thường trực Tỉnh uỷ, HĐND tỉnh (b/c);",
    "Chủ tịch, các Phó Chủ tịch UBND tỉnh;",
    "Cổng Thông tin điện tử tỉnh;",
    "Lưu: VT, NC.",
)


def files() -> Iterator[tuple[str, WordFile]]:
    yield "document-quyet-dinh", _decision()
    yield "document-cong-van", _letter()
    yield "document-bien-ban", _minutes()
    yield "document-bieu-mau", _form()


def _decision() -> WordFile:
    """Grounds in italics, articles in bold; a file that an older Word has saved."""
    body = state_head(
        _UBND, "Số:      /QĐ-UBND", "Lam Giang, ngày      tháng 8 năm 2026", "underlined"
    )
    body += title(
        "QUYẾT ĐỊNH", "Ban hành Quy chế quản lý, sử dụng hệ thống quản lý văn bản và điều hành"
    )
    body += p(t("CHỦ TỊCH UỶ BAN NHÂN DÂN TỈNH", BOLD), CENTRE, spacing(before=6, after=6))
    grounds = (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính "
        "phủ về công tác văn thư;",
        "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 1024/TTr-SNV ngày "
        "28 tháng 7 năm 2026.",
    )
    body += "".join(text(t(ground, ITALIC)) for ground in grounds)
    body += p(t("QUYẾT ĐỊNH:", BOLD), CENTRE, spacing(before=12, after=6))
    articles = (
        "Ban hành kèm theo Quyết định này Quy chế quản lý, sử dụng hệ thống quản "
        "lý văn bản và điều hành trên địa bàn tỉnh.",
        "Quyết định này có hiệu lực thi hành kể từ ngày ký và thay thế Quyết "
        "định số 12/2021/QĐ-UBND.",
        PROSE[6],
        PROSE[12],
    )
    body += "".join(text(t(f"Điều {n}. ", BOLD) + t(said)) for n, said in enumerate(articles, 1))
    body += foot(_RECIPIENTS, ("CHỦ TỊCH",), "Nguyễn Văn Hùng")
    return WordFile(edited(body), section(), styles=STYLES_14, settings=settings(mode=14))


def _letter() -> WordFile:
    """A letter to many: the subject under the number, addressees by tabs, a signature by spaces."""
    left = (
        p(t("UBND TỈNH LAM GIANG", sz(13)), CENTRE)
        + p(t("SỞ TÀI CHÍNH", BOLD, sz(13)), CENTRE)
        + p("Số:      /STC-NS", CENTRE)
        + p(t("V/v lập dự toán ngân sách nhà nước năm 2027", sz(12)), CENTRE)
    )
    right = (
        p(t("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", BOLD, sz(12)), CENTRE)
        + p(t("Độc lập - Tự do - Hạnh phúc", BOLD, el("u", val="single")), CENTRE)
        + p()
        + p(t("Lam Giang, ngày      tháng 8 năm 2026", ITALIC), CENTRE)
    )
    body = table((65, 100), row(cell(65, left), cell(100, right))) + p()
    stops = el("tabs", el("tab", val="left", pos=2835))
    body += p("\tKính gửi:", stops) + "".join(
        p(f"\t- {who};", stops)
        for who in (
            "Các sở, ban, ngành",
            "Các đơn vị sự nghiệp công lập",
            "Uỷ ban nhân dân các xã, phường",
        )
    )
    body += (
        p()
        + "".join(text(one) for one in prose(6, 5))
        + table((12, 73, 40, 40), head() + units(8), GRID)
    )
    body += text("Trân trọng./.") + p()
    body += foot(("Như trên;", "UBND tỉnh (b/c);", "Lưu: VT, NS."), ("GIÁM ĐỐC",), "Phạm Thị Lan")
    return WordFile(edited(body), numbered_pages(), styles=STYLES_14, headers=HEADERS)


def _minutes() -> WordFile:
    """Minutes of a meeting from an old file: tabs, dots to be filled in, two who sign side by side
    above the Nơi nhận."""
    dots = el("tabs", el("tab", val="left", leader="dot", pos=9353))
    body = state_head(
        ("SỞ NỘI VỤ",), "Số:      /BB-SNV", "Lam Giang, ngày      tháng 8 năm 2026", "underlined"
    )
    body += title("BIÊN BẢN", "Họp xét thi đua, khen thưởng 6 tháng đầu năm 2026", dashes=True)
    body += (
        text(t("I. Thời gian, địa điểm", BOLD))
        + p("Bắt đầu lúc:\t", dots, spacing(before=6))
        + p("Địa điểm:\t", dots, spacing(before=6))
    )
    body += text(t("II. Thành phần", BOLD)) + "".join(
        p(f"{n}. Ông (bà):\t", dots, spacing(before=6)) for n in range(1, 6)
    )
    body += (
        text(t("III. Nội dung", BOLD))
        + "".join(text(one) for one in prose(7, 2))
        + p("\t", dots) * 3
    )
    body += text(
        "Cuộc họp kết thúc vào hồi 16 giờ 30 phút cùng ngày; biên bản đã được "
        "các thành viên thông qua."
    )
    sides = (
        p(t(post, BOLD), CENTRE)
        + p(t("(Ký, ghi rõ họ tên)", ITALIC), CENTRE)
        + p() * 4
        + p(t(name, BOLD), CENTRE)
        for post, name in (("THƯ KÝ", "Vũ Thị Ngọc Ánh"), ("CHỦ TRÌ", "Lê Thị Hoa"))
    )
    body += (
        table((82, 83), row(*(cell(w, side) for w, side in zip((82, 83), sides, strict=True))))
        + p(t("Nơi nhận:", BOLD, ITALIC, sz(12)))
        + "".join(p(t(f"- {line}", sz(11))) for line in ("Thành viên Hội đồng;", "Lưu: VT, TĐKT."))
    )
    return WordFile(edited(body), section(), styles=STYLES_14, settings=settings(mode=12))


def _form() -> WordFile:
    """A form: dots, boxes to be ticked, a table to be filled in."""
    dots = el("tabs", el("tab", val="right", leader="dot", pos=9353))
    tick = run(el("sym", font="Wingdings", char="F0A8"))
    body = p(t("Mẫu số 01", BOLD), jc("right")) + p(
        t("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", BOLD), CENTRE
    )
    body += p(t("Độc lập - Tự do - Hạnh phúc", BOLD, el("u", val="single")), CENTRE) + title(
        "PHIẾU ĐỀ NGHỊ", "Cấp chứng thư số chuyên dùng công vụ", dashes=True
    )
    body += "".join(
        p(f"{label}:\t", dots, spacing(before=6))
        for label in (
            "Họ và tên",
            "Ngày, tháng, năm sinh",
            "Số định danh cá nhân",
            "Đơn vị công tác",
            "Chức vụ",
            "Địa chỉ thư điện tử công vụ",
        )
    )
    body += "".join(
        p(tick + t(f" {choice}"), el("ind", left=720), spacing(before=6))
        for choice in ("Cấp mới", "Gia hạn", "Thay đổi thông tin", "Thu hồi")
    )
    widths = (12.0, 60.0, 93.0)
    heights = [el("trHeight", val=560, hRule="atLeast")]
    rows = row(
        *(
            cell(w, p(t(name, BOLD), CENTRE))
            for w, name in zip(widths, ("TT", "Hồ sơ kèm theo", "Ghi chú"), strict=True)
        )
    )
    rows += "".join(
        row(cell(12, p(str(n), CENTRE)), cell(60, p()), cell(93, p()), properties=heights)
        for n in range(1, 5)
    )
    body += (
        p()
        + table(widths, rows, GRID)
        + text("Tôi cam đoan các thông tin trên là đúng và chịu trách nhiệm trước pháp luật.")
    )
    right = p(t("Lam Giang, ngày      tháng      năm 2026", ITALIC), CENTRE) + p(
        t("Người đề nghị", BOLD), CENTRE
    )
    body += table((75, 90), row(cell(75, p()), cell(90, right))) + p()
    return WordFile(edited(body), section(), styles=STYLES)
