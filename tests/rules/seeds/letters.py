"""Seeds in the letters, spaces and marks of a draft's text."""

from __future__ import annotations

from tests.rules.seeds.kinds import PARTY, Seed, Words

_THIRD = "3. Văn phòng"
_LAST = "Văn phòng theo dõi, đôn đốc việc thực hiện và báo cáo"

LETTERS: dict[str, tuple[Seed, ...]] = {
    "old-encoding": (
        Words(_THIRD, f"V¨n phßng theo dâi, ®«n ®èc viÖc thùc hiÖn.\n\n{_THIRD}"),
        Words(_THIRD, f"Vaên phoøng theo doõi, ñoân ñoác vieäc thöïc hieän.\n\n{_THIRD}"),
        Words("về công tác chuyển đổi số trong các cơ quan của tỉnh",
              "vÒ c«ng t¸c chuyÓn ®æi sè trong c¸c c¬ quan cña tØnh",
              PARTY),
    ),
    "not-composed": (
        Words("bước đầu", "bu\u031bo\u031b\u0301c đầu"),
        Words("nhân rộng", "nhân ro\u0323\u0302ng"),
        Words("theo dõi", "theo do\u0303i"),
    ),
    "look-alike": (
        Words("cán bộ, đảng viên", "cán bộ, ðảng viên"),
        Words("theo chủ trương của Đảng", "theo chủ trương của Ðảng"),
        Words("giao ban", "gi\u0430o b\u0430n"),
        Words("đạt kết quả", "đạt k\u0435\u0302\u0301t quả"),
    ),
    "stray-mark": (
        Words("mỗi quý một lần", "mỗi quý \u0301 một lần"),
        Words("kết quả bước đầu", "kết quả \u0309bước đầu"),
    ),
    "hidden-character": (
        Words("kết quả bước đầu", "kết quả\u200b bước đầu"),
        Words("nhân rộng", "nhân r\u00adộng"),
        Words("3. Văn phòng", "\ufeff3. Văn phòng"),
    ),
    "double-space": (
        Words("kết quả bước đầu", "kết quả  bước đầu"),
        Words("nhân rộng, theo", "nhân rộng,   theo"),
    ),
    "double-no-break-space": (
        Words("khoản 2 Điều 5", "khoản 2 Điều\u00a0\u00a05"),
        Words("Phường 5", "Phường\u00a0 5"),
    ),
    "space-before-mark": (
        Words("theo dõi, đôn đốc", "theo dõi , đôn đốc"),
        Words("một lần.", "một lần ."),
        Words("thiết bị) còn", "thiết bị ) còn"),
        Words("bước đầu; cán bộ", "bước đầu ; cán bộ"),
    ),
    "space-after-mark": (
        Words("theo dõi, đôn đốc", "theo dõi,đôn đốc"),
        Words("bước đầu; cán bộ", "bước đầu;cán bộ"),
        Words("tháng Tám. Đơn vị", "tháng Tám.Đơn vị"),
        Words("một lần.", "một lần. Thủ trưởng:chịu trách nhiệm."),
    ),
    "space-after-open": (
        Words("(đường truyền", "( đường truyền"),
        Words("“Bình dân", "“ Bình dân"),
    ),
    "doubled-mark": (
        Words("bước đầu; cán bộ", "bước đầu;; cán bộ"),
        Words("một lần.", "một lần.."),
        Words("theo dõi, đôn đốc", "theo dõi,, đôn đốc"),
    ),
    "doubled-word": (
        Words("theo chủ trương của Đảng", "theo chủ trương của của Đảng"),
        Words("các đơn vị giao ban", "các các đơn vị giao ban"),
    ),
    "mixed-quotes": (
        Words("“công nghệ số cộng đồng”", '"công nghệ số cộng đồng"'),
        Words("“Bình dân học vụ số”", '"Bình dân học vụ số"'),
    ),
    "mixed-dashes": (
        Words("kinh tế - xã hội", "kinh tế – xã hội"),
        Words("2026 - 2030", "2026 – 2030"),
    ),
    "mixed-tone-marks": (
        Words("*số hoá tài liệu*", "*số hóa tài liệu*"),
        Words("Ban Thường vụ Tỉnh uỷ về", "Ban Thường vụ Tỉnh ủy về"),
        Words(_LAST, f"{_LAST} Thủ trưởng cơ quan, nhất là về tài khóa,"),
    ),
    "unpaired-mark": (
        Words("cộng đồng”.", "cộng đồng."),
        Words("(đường truyền, thiết bị)", "(đường truyền, thiết bị"),
        Words("(CNTT) trong", "CNTT) trong"),
        Words("“Bình dân học vụ số”", "Bình dân học vụ số”"),
    ),
}  # fmt: skip
