"""A right draft, and a right document's passages as its pages have them, for every rule set."""

from __future__ import annotations

from workflow.model.page import Part, Passage

_BODY = """\
Thực hiện Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị về *đột phá phát triển khoa \
học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia*, các cơ quan của tỉnh (sau đây gọi \
chung là các đơn vị) đã ứng dụng công nghệ thông tin (CNTT) trong công việc hằng ngày.

Việc ứng dụng CNTT đạt kết quả bước đầu; cán bộ, đảng viên và Nhân dân hưởng ứng phong trào “Bình \
dân học vụ số” và các tổ “công nghệ số cộng đồng”. Tuy nhiên, hạ tầng (đường truyền, thiết bị) \
còn thiếu ở nơi kinh tế - xã hội khó khăn, cần tập trung khắc phục trong giai đoạn 2026 - 2030.

1. Các đơn vị tiếp tục thực hiện Nghị quyết số 57-NQ/TW và khoản 2 Điều 5 của Quy chế làm việc; \
làm điểm tại Phường 5 theo Kế hoạch số 12-KH/TU, ngày 10/01/2026 của Ban Thường vụ Tỉnh uỷ về *số \
hoá tài liệu*.

2. Theo Quyết định số 15/QĐ-UBND ngày 05/3/2026 của Uỷ ban nhân dân tỉnh về *quản lý hồ sơ điện \
tử*, các đơn vị giao ban vào sáng thứ Hai hằng tuần, hoàn thành trong tháng Tám. Đơn vị nào làm \
tốt thì nhân rộng, theo chủ trương của Đảng và Nhà nước.

3. Văn phòng theo dõi, đôn đốc việc thực hiện và báo cáo mỗi quý một lần.
"""

_PARTY_DRAFT = f"""\
**KẾT LUẬN**

**về công tác chuyển đổi số trong các cơ quan của tỉnh**

-----

{_BODY}
Nơi nhận:

- Các ban, sở, ngành của tỉnh;
- Lưu Văn phòng Tỉnh uỷ.

**T/M BAN THƯỜNG VỤ**\\
PHÓ BÍ THƯ

**Trần Minh Khang**
"""

_STATE_DRAFT = f"""\
**KẾ HOẠCH**

**Chuyển đổi số trong các cơ quan của tỉnh**

-----

{_BODY}
Nơi nhận:

- Các sở, ban, ngành của tỉnh;
- Lưu: VT, TH.

**TM. UỶ BAN NHÂN DÂN**\\
CHỦ TỊCH

**Trần Minh Khang**
"""

TYPES = {"party-hd05": "ket-luan", "party-hd36": "ket-luan", "state-nd30": "ke-hoach"}
"""The type of each draft; the passages are those of a quyết định."""

DRAFTS = {"party-hd05": _PARTY_DRAFT, "party-hd36": _PARTY_DRAFT, "state-nd30": _STATE_DRAFT}

REGISTERED = {
    "party-hd05": ("Số 08-QĐ/TU", "Lam Giang, ngày 05 tháng 8 năm 2026"),
    "party-hd36": ("Số 08-QĐ/TU", "Lam Giang, ngày 05 tháng 8 năm 2025"),
    "state-nd30": ("Số: 08/QĐ-UBND", "Lam Giang, ngày 05 tháng 8 năm 2026"),
}
"""The lines of number and date, as the register has them and the pages print them."""

_ARTICLES = (
    (Part.ARTICLE, "Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc của Văn phòng."),
    (Part.ARTICLE, "Điều 2. Quyết định này có hiệu lực từ ngày ký."),
    (Part.BODY, "Văn phòng và các cơ quan có liên quan thực hiện Quyết định này."),
)


def passages_of_pages(rule_set: str, type: str = "quyet-dinh") -> list[Passage]:
    """A quyết định in reading order, each passage with its place on the one page; or another type
    of document with somebody addressed in it.
    """
    lines = _state() if rule_set == "state-nd30" else _party(rule_set)
    if type == "to-trinh":
        lines = _proposal(lines, "Kính trình:" if rule_set == "party-hd05" else "Kính gửi:")
    if type == "cong-van":
        lines = _letter(_proposal(lines, "Kính gửi:"), rule_set)
    return [
        Passage(part, text, page=1, box=(30.0, 20.0 + 7 * n, 195.0, 26.0 + 7 * n))
        for n, (part, text) in enumerate(lines)
    ]


def _proposal(lines: list[tuple[Part, str]], word: str) -> list[tuple[Part, str]]:
    left_out = (Part.GROUND, Part.DECIDES, Part.ARTICLE)
    kept = [(part, text.replace("QĐ", "TTr")) for part, text in lines if part not in left_out]
    kept = [(part, text.replace("Như Điều 2", "Như trên")) for part, text in kept]
    kept = [(p, "TỜ TRÌNH" if p is Part.TYPE else text) for p, text in kept]
    at = next(n for n, (part, _) in enumerate(kept) if part is Part.BODY)
    to = [(Part.ADDRESSEE_WORD, word), (Part.ADDRESSEE, "- Văn phòng Trung ương Đảng;")]
    return [*kept[:at], *to, *kept[at:]]


def _letter(lines: list[tuple[Part, str]], rule_set: str) -> list[tuple[Part, str]]:
    number = "Số: 08/UBND-TH" if rule_set == "state-nd30" else "Số 08-CV/TU"
    word = "V/v" if rule_set == "state-nd30" else "về việc"
    kept = [(p, text) for p, text in lines if p not in (Part.TYPE, Part.SEPARATOR)]
    kept = [(p, number if p is Part.NUMBER else text) for p, text in kept]
    return [
        (Part.LETTER_SUBJECT, f"{word} {text}") if p is Part.SUBJECT else (p, text)
        for p, text in kept
    ]


def _party(rule_set: str) -> list[tuple[Part, str]]:
    number, date = REGISTERED[rule_set]
    dash, last, mark = ("- ", ".", ";") if rule_set == "party-hd05" else ("", ",", ",")
    return [
        (Part.ORGAN, "TỈNH UỶ LAM GIANG"),
        (Part.NATION, "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (Part.MARK, "*"),
        (Part.DATE, date),
        (Part.NUMBER, number),
        (Part.TYPE, "QUYẾT ĐỊNH"),
        (Part.SUBJECT, "ban hành Quy chế làm việc của Văn phòng"),
        (Part.SEPARATOR, "-----"),
        (Part.GROUND, f"{dash}Căn cứ Điều lệ Đảng;"),
        (Part.GROUND, f"{dash}Theo đề nghị của Văn phòng Tỉnh uỷ{last}"),
        (Part.DECIDES, "BAN THƯỜNG VỤ TỈNH UỶ QUYẾT ĐỊNH"),
        *_ARTICLES,
        (Part.RECIPIENTS_HEADING, "Nơi nhận:"),
        (Part.AUTHORITY, "T/M BAN THƯỜNG VỤ"),
        (Part.RECIPIENT, f"- Như Điều 2{mark}"),
        (Part.TITLE, "PHÓ BÍ THƯ"),
        (Part.RECIPIENT, "- Lưu Văn phòng Tỉnh uỷ."),
        (Part.NAME, "Trần Minh Khang"),
    ]


def _state() -> list[tuple[Part, str]]:
    number, date = REGISTERED["state-nd30"]
    return [
        (Part.ORGAN, "UỶ BAN NHÂN DÂN"),
        (Part.NATION, "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (Part.MOTTO, "Độc lập - Tự do - Hạnh phúc"),
        (Part.NUMBER, number),
        (Part.DATE, date),
        (Part.TYPE, "QUYẾT ĐỊNH"),
        (Part.SUBJECT, "Ban hành Quy chế làm việc của Văn phòng"),
        (Part.GROUND, "Căn cứ Luật Tổ chức chính quyền địa phương;"),
        (Part.GROUND, "Theo đề nghị của Chánh Văn phòng."),
        (Part.DECIDES, "QUYẾT ĐỊNH:"),
        *_ARTICLES,
        (Part.RECIPIENTS_HEADING, "Nơi nhận:"),
        (Part.AUTHORITY, "TM. UỶ BAN NHÂN DÂN"),
        (Part.RECIPIENT, "- Như Điều 2;"),
        (Part.TITLE, "CHỦ TỊCH"),
        (Part.RECIPIENT, "- Lưu: VT, TH."),
        (Part.NAME, "Trần Minh Khang"),
    ]
