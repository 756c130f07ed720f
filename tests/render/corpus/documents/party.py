"""Documents of the Party's bodies."""

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
    party_head,
    text,
    title,
)
from tests.render.corpus.notes import call, footnote, separators
from tests.render.corpus.numbering import abstract, instance, level, numbered
from tests.render.corpus.package import WordFile
from tests.render.corpus.standard import settings
from tests.render.corpus.wml import el, jc, p, section, spacing, t
from tests.render.corpus.words import ITEMS, PROSE, prose

_TU = (
    "- Ban Bí thư Trung ương Đảng,",
    "Các đồng chí Uỷ viên Ban Chấp hành Đảng bộ tỉnh,",
    "Các đảng uỷ trực thuộc Tỉnh uỷ,",
    "Các ban, cơ quan của Tỉnh uỷ,",
    "Lưu Văn phòng Tỉnh uỷ.",
)
_STANDING = ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ")


def files() -> Iterator[tuple[str, WordFile]]:
    yield "document-ket-luan", _conclusion()
    yield "document-huong-dan-notes", _guidance()
    yield "document-giay-moi", _invitation()
    yield "document-thong-bao", _announcement()


def _conclusion() -> WordFile:
    """Three pages, numbers typed by hand, mixed with bold and italic."""
    body = party_head(
        ("TỈNH UỶ LAM GIANG",), "Số      -KL/TU", "Lam Giang, ngày      tháng 8 năm 2026"
    )
    body += title(
        "KẾT LUẬN CỦA BAN THƯỜNG VỤ TỈNH UỶ",
        "về đẩy mạnh cải cách hành chính, chuyển đổi số giai đoạn 2026 - 2030",
        dashes=True,
    )
    body += text(PROSE[0]) + text(t("1. ", BOLD) + t("Đánh giá tình hình", BOLD))
    body += "".join(text(one) for one in prose(3, 1))
    body += text(t("2. Nhiệm vụ, giải pháp", BOLD))
    for n, one in enumerate(prose(7, 4), 1):
        first, _, rest = one.partition(" ")
        body += text(
            t(f"2.{n}. ", BOLD, ITALIC) + t(f"{ITEMS[n - 1]} ", ITALIC) + t(f"{first} {rest}")
        )
        if n % 3 == 0:
            body += "".join(text(f"- {item}") for item in ITEMS[:3])
    body += text(t("3. Tổ chức thực hiện", BOLD)) + "".join(text(one) for one in prose(4, 11))
    body += foot([line.removeprefix("- ") for line in _TU], _STANDING, "Trần Minh Khang")
    return WordFile(edited(body), numbered_pages(), styles=STYLES_14, headers=HEADERS)


def _guidance() -> WordFile:
    """Five pages with footnotes, some of two paragraphs; numbers by Word."""
    numbering = abstract(
        1,
        level(0, "%1.", left=0, hanging=-12.7),
        level(1, "%1.%2.", left=0, hanging=-12.7),
        level(2, "%3)", form="lowerLetter", left=0, hanging=-12.7),
    ) + instance(1, 1)
    body = party_head(
        ("TỈNH UỶ LAM GIANG", "BAN TỔ CHỨC"),
        "Số      -HD/BTCTU",
        "Lam Giang, ngày      tháng 7 năm 2026",
        drawn=False,
    )
    body += title(
        "HƯỚNG DẪN", "kiểm điểm, đánh giá, xếp loại tổ chức đảng, đảng viên hằng năm", dashes=True
    )
    notes, number = separators(), 0
    body += text(
        "Căn cứ Quy định số 124-QĐ/TW, ngày 04/10/2023 của Bộ Chính trị; Ban Tổ "
        "chức Tỉnh uỷ hướng dẫn như sau:"
    )
    both = (jc("both"), spacing(before=6))
    for n in range(4):
        body += p(t(ITEMS[n], BOLD), *both, numbered(1, 0), el("keepNext"))
        for k in range(2):
            number += 1
            said, _, rest = PROSE[2 * n + k].partition("; ")
            body += p(t(said) + call(number) + t("; " + rest), *both, numbered(1, 1))
            texts = ["Theo Kết luận số 89-KL/TW, ngày 25/7/2024 của Bộ Chính trị."]
            if number % 3 == 0:
                texts.append(
                    "Đối với tổ chức đảng mới thành lập chưa đủ 6 tháng: chỉ "
                    "kiểm điểm, chưa xếp loại chất lượng."
                )
            notes += footnote(number, *texts)
            body += "".join(p(ITEMS[m], *both, numbered(1, 2)) for m in range(k, k + 3))
            body += text(PROSE[n + k + 6])
    body += foot(
        (
            "Thường trực Tỉnh uỷ (để báo cáo),",
            "Các đảng uỷ trực thuộc,",
            "Lưu Ban Tổ chức Tỉnh uỷ.",
        ),
        ("TRƯỞNG BAN",),
        "Lê Quốc Bảo",
    )
    return WordFile(
        edited(body),
        numbered_pages(),
        styles=STYLES_14,
        headers=HEADERS,
        numbering=numbering,
        footnotes=notes,
    )


def _invitation() -> WordFile:
    """One page; times and places by tabs."""
    body = party_head(
        ("TỈNH UỶ LAM GIANG", "VĂN PHÒNG"),
        "Số      -GM/VPTU",
        "Lam Giang, ngày      tháng 8 năm 2026",
    )
    body += title("GIẤY MỜI", "dự Hội nghị Ban Chấp hành Đảng bộ tỉnh lần thứ 12")
    body += p(
        t("Kính gửi: ", ITALIC) + t("Các đồng chí Uỷ viên Ban Chấp hành Đảng bộ tỉnh", BOLD),
        CENTRE,
        spacing(before=6, after=6),
    )
    body += text(
        "Thừa lệnh Ban Thường vụ Tỉnh uỷ, Văn phòng Tỉnh uỷ trân trọng kính mời "
        "đồng chí dự Hội nghị:"
    )
    stops = el("tabs", el("tab", val="left", pos=1134) + el("tab", val="left", pos=3119))
    for label, said in (
        ("Thời gian:", "Từ 07 giờ 30 phút, ngày 18 tháng 8 năm 2026."),
        ("Địa điểm:", "Hội trường lớn, Trụ sở Tỉnh uỷ."),
        ("Trang phục:", "Mùa hè; đồng chí nữ mặc áo dài."),
    ):
        body += p(
            t("-\t") + t(label, BOLD) + t(f"\t{said}"),
            stops,
            spacing(before=6),
            el("ind", left=3119, hanging=2552),
        )
    body += text(
        "Đề nghị đồng chí sắp xếp thời gian tham dự đầy đủ, đúng giờ; nghiên cứu "
        "trước tài liệu gửi kèm."
    )
    body += foot(
        ("Như trên,", "Thường trực Tỉnh uỷ (để báo cáo),", "Lưu Văn phòng Tỉnh uỷ."),
        ("CHÁNH VĂN PHÒNG",),
        "Phạm Thu Hà",
    )
    return WordFile(edited(body), section(), styles=STYLES_14, settings=settings(mode=14))


def _announcement() -> WordFile:
    """One page and a half in 14 pt with an exact pitch of 18 pt."""
    pitch = spacing(before=6, line=18, rule="exact")
    said = (jc("both"), pitch, el("ind", firstLine=567))
    body = party_head(
        ("TỈNH UỶ LAM GIANG",), "Số      -TB/TU", "Lam Giang, ngày      tháng 8 năm 2026"
    )
    body += title(
        "THÔNG BÁO",
        "kết luận của đồng chí Bí thư Tỉnh uỷ tại buổi làm việc với Đảng uỷ phường Hoa Lư",
        dashes=True,
    )
    body += "".join(p(one, *said) for one in prose(8, 3))
    body += "".join(p(f"({n}) {item}", *said) for n, item in enumerate(ITEMS[:5], 1))
    body += foot(
        ("Đảng uỷ phường Hoa Lư,", "Lưu Văn phòng Tỉnh uỷ."),
        ("T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG"),
        "Phạm Thu Hà",
    )
    return WordFile(edited(body), numbered_pages(), styles=STYLES_14, headers=HEADERS)
