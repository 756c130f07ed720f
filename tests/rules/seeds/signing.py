"""Seeds in the signature block of a draft."""

from __future__ import annotations

from tests.rules.seeds.kinds import PARTY, STATE, Seed, Words

_NAME = "**Trần Minh Khang**"

SIGNING: dict[str, tuple[Seed, ...]] = {
    "authority-form": (
        Words("T/M BAN THƯỜNG VỤ", "TM. BAN THƯỜNG VỤ", PARTY),
        Words("T/M BAN THƯỜNG VỤ", "T/M. BAN THƯỜNG VỤ", PARTY),
        Words("T/M BAN THƯỜNG VỤ", "TM BAN THƯỜNG VỤ", PARTY),
        Words("TM. UỶ BAN", "T/M UỶ BAN", STATE),
        Words("TM. UỶ BAN", "TM UỶ BAN", STATE),
        Words("TM. UỶ BAN", "THAY MẶT UỶ BAN", STATE),
    ),
    "authority-body": (
        Words("T/M BAN THƯỜNG VỤ", "T/M VĂN PHÒNG", PARTY),
        Words("T/M BAN THƯỜNG VỤ", "K/T BAN THƯỜNG VỤ", PARTY),
        Words("TM. UỶ BAN NHÂN DÂN", "TM. VĂN PHÒNG", STATE),
        Words("TM. UỶ BAN NHÂN DÂN", "KT. UỶ BAN NHÂN DÂN", STATE),
    ),
    "authority-second": (
        Words("T/M BAN THƯỜNG VỤ**", "T/M BAN THƯỜNG VỤ**\\\n**K/T TRƯỞNG BAN**", PARTY),
        Words("\nCHỦ TỊCH", "\nTL. CHỦ TỊCH\\\nCHÁNH VĂN PHÒNG", STATE),
    ),
    "authority-small-letters": (
        Words("T/M BAN THƯỜNG VỤ", "T/M Ban Thường vụ", PARTY),
        Words("TM. UỶ BAN NHÂN DÂN", "TM. Uỷ ban nhân dân", STATE),
    ),
    "title-listed": (
        Words("PHÓ BÍ THƯ", "PHÓ BÍ THƯ THƯỜNG TRỰC", PARTY),
        Words("PHÓ BÍ THƯ", "CHÁNH VĂN PHÒNG", PARTY),
        Words("TM. UỶ BAN NHÂN DÂN**\\\nCHỦ TỊCH", "KT. CHỦ TỊCH**\\\nCHÁNH VĂN PHÒNG", STATE),
        Words("TM. UỶ BAN NHÂN DÂN**\\\nCHỦ TỊCH", "KT. CHỦ TỊCH**\\\nCHỦ TỊCH", STATE),
    ),
    "title-small-letters": (
        Words("PHÓ BÍ THƯ", "Phó Bí thư", PARTY),
        Words("\nCHỦ TỊCH", "\nChủ tịch", STATE),
    ),
    "title-written-bold": (Words("PHÓ BÍ THƯ", "**PHÓ BÍ THƯ**", PARTY),),
    "name-honours": (
        Words(_NAME, "**TS. Trần Minh Khang**"),
        Words(_NAME, "**PGS.TS Trần Minh Khang**"),
        Words(_NAME, "**Đại tá Trần Minh Khang**"),
    ),
    "name-all-capitals": (Words(_NAME, "**TRẦN MINH KHANG**"),),
    "name-small-letter": (
        Words(_NAME, "**Trần minh Khang**"),
        Words(_NAME, "**trần minh khang**"),
    ),
}
