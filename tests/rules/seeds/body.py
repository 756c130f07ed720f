"""Seeds in what the body says: documents cited, abbreviations, capitals."""

from __future__ import annotations

from tests.rules.seeds.kinds import Seed, Words

_SUBJECT = (
    " về *đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia*, các"
)
_AGAIN = "thực hiện Nghị quyết số 57-NQ/TW và"

CITATIONS: dict[str, tuple[Seed, ...]] = {
    "citation-type": (
        Words("Thực hiện Nghị quyết số 57", "Thực hiện số 57"),
        Words("Theo Quyết định số 15", "Theo số 15"),
    ),
    "citation-day": (
        Words(", ngày 22/12/2024", ""),
        Words(" ngày 05/3/2026", ""),
        Words(", ngày 10/01/2026", ""),
    ),
    "citation-organ": (
        Words(" của Bộ Chính trị", ""),
        Words(" của Uỷ ban nhân dân tỉnh về", " về"),
    ),
    "citation-subject": (
        Words(" về *số hoá tài liệu*.", "."),
        Words(_SUBJECT, "; các"),
        Words(_SUBJECT, ", các"),
    ),
    "citation-repeated": (
        Words(_AGAIN, "thực hiện Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị và"),
        Words("một lần.", "một lần theo Quyết định số 15/QĐ-UBND ngày 05/3/2026 của Uỷ ban nhân "
              "dân tỉnh."),
    ),
    "citation-two-dates": (
        Words(_AGAIN, "thực hiện Nghị quyết số 57-NQ/TW, ngày 23/12/2024 của Bộ Chính trị và"),
        Words(_AGAIN, "thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 11 năm 2024 và"),
        Words("một lần.", "một lần theo Quyết định số 15/QĐ-UBND ngày 06/3/2026."),
    ),
    "citation-date": (
        Words("22/12/2024", "31/11/2024"),
        Words("05/3/2026", "30/02/2026"),
        Words("10/01/2026", "10/13/2026"),
    ),
    "day-impossible": (
        Words("mỗi quý một lần", "trước ngày 31/4/2026"),
        Words("mỗi quý một lần", "trước ngày 29 tháng 02 năm 2027"),
    ),
    "citation-symbol": (
        Words("Thực hiện Nghị quyết số 57", "Thực hiện Kết luận số 57"),
        Words("12-KH/TU", "12-CT/TU"),
    ),
}  # fmt: skip

ABBREVIATIONS: dict[str, tuple[Seed, ...]] = {
    "abbreviation-twice": (
        Words("ứng dụng CNTT đạt", "ứng dụng công nghệ thông tin (CNTT) đạt"),
        Words("Đơn vị nào", "Các cơ quan (sau đây gọi chung là các đơn vị) bố trí. Đơn vị nào"),
    ),
    "abbreviation-late": (
        Words("Thực hiện Nghị quyết số 57", "Đối với CNTT, thực hiện Nghị quyết số 57"),
        Words("đã ứng dụng công nghệ", "đã dùng CNTT, ứng dụng công nghệ"),
    ),
    "abbreviation-unused": (
        Words("Việc ứng dụng CNTT", "Việc ứng dụng công nghệ thông tin"),
        Words("là các đơn vị)", "là cấp cơ sở)"),
    ),
}

CAPITALS: dict[str, tuple[Seed, ...]] = {
    "capital-sentence": (
        Words("khó khăn, cần", "khó khăn. cần"),
        Words("một lần.", "một lần. các đơn vị phối hợp."),
        Words("Việc ứng dụng CNTT", "việc ứng dụng CNTT"),
        Words("Tuy nhiên, hạ tầng", "tuy nhiên, hạ tầng"),
        Words("Đơn vị nào", "đơn vị nào"),
    ),
    "capital-people": (
        Words("đảng viên và Nhân dân", "đảng viên và nhân dân"),
        Words("Đảng và Nhà nước", "Đảng và nhà nước"),
        Words("khó khăn, cần", "khó khăn, phục vụ nhân dân chưa tốt, cần"),
    ),
    "capital-district": (
        Words("Phường 5", "phường 5"),
        Words("Phường 5", "quận 5"),
    ),
    "capital-article": (
        Words("khoản 2 Điều 5", "khoản 2 điều 5"),
        Words("khoản 2 Điều 5", "Điều 5 chương II"),
    ),
    "capital-organ": (
        Words("của Bộ Chính trị về", "của Bộ chính trị về"),
        Words("Uỷ ban nhân dân tỉnh về", "Uỷ ban Nhân dân tỉnh về"),
        Words("khó khăn, cần", "khó khăn, được Đảng cộng sản Việt Nam lãnh đạo, cần"),
        Words("Ban Thường vụ Tỉnh uỷ về", "Ban thường vụ Tỉnh uỷ về"),
        Words("3. Văn phòng theo dõi", "3. Văn phòng cùng sở Nội vụ theo dõi"),
        Words("3. Văn phòng theo dõi", "3. Văn phòng cùng ban Tổ chức Tỉnh uỷ theo dõi"),
    ),
    "capital-name": (
        Words("khó khăn, cần", "khó khăn, như ở thành phố Hồ Chí Minh, cần"),
        Words("khó khăn, cần", "khó khăn, theo gương Hồ Chí minh, cần"),
        Words("khó khăn, cần", "khó khăn, nhất là dịp Tết nguyên đán, cần"),
    ),
    "capital-day": (
        Words("sáng thứ Hai", "sáng thứ hai"),
        Words("trong tháng Tám", "trong tháng tám"),
        Words("sáng thứ Hai", "sáng chủ nhật"),
    ),
}
