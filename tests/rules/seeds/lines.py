"""Seeds in the parts of a document, their order, the lines above the body and at its end."""

from __future__ import annotations

from tests.rules.seeds.kinds import HD05, PARTY, STATE, Lacks, Precedes, Reads, Seed, Words
from workflow.model.page import Part

_HD36 = ("party-hd36",)
_HD05_AND_STATE = (*HD05, *STATE)

PARTS: dict[str, tuple[Seed, ...]] = {
    "part-missing": (
        Lacks(Part.NATION),
        Lacks(Part.NUMBER),
        Lacks(Part.DATE),
        Lacks(Part.SUBJECT),
        Lacks(Part.RECIPIENTS_HEADING),
        Lacks(Part.NAME),
        Lacks(Part.MARK, PARTY),
        Lacks(Part.SEPARATOR, PARTY),
        Lacks(Part.MOTTO, STATE),
        Lacks(Part.LETTER_SUBJECT, type="cong-van"),
    ),
    "part-order": (
        Precedes(Part.SUBJECT, Part.TYPE),
        Precedes(Part.NAME, Part.TITLE),
        Precedes(Part.DECIDES, Part.GROUND),
        Precedes(Part.TYPE, Part.NUMBER),
        Precedes(Part.ARTICLE, Part.GROUND),
    ),
}

ABOVE: dict[str, tuple[Seed, ...]] = {
    "number-form": (
        Reads(Part.NUMBER, "08", "8"),
        Reads(Part.NUMBER, "Số 08", "Số: 08", PARTY),
        Reads(Part.NUMBER, "08-QĐ/TU", "08 - QĐ/TU", PARTY),
        Reads(Part.NUMBER, "08-QĐ/TU", "08/QĐ-TU", PARTY),
        Reads(Part.NUMBER, "Số: 08", "Số 08", STATE),
        Reads(Part.NUMBER, "08/QĐ-UBND", "08-QĐ/UBND", STATE),
    ),
    "number-type": (
        Reads(Part.NUMBER, "QĐ", "NQ"),
        Reads(Part.NUMBER, "QĐ", "QC"),
    ),
    "number-organ": (
        Reads(Part.NUMBER, "/TU", "/TW", PARTY),
        Reads(Part.NUMBER, "-UBND", "-SNV", STATE),
    ),
    "number-allotted": (
        Reads(Part.NUMBER, "08", "09", registered=True),
        Reads(Part.NUMBER, "08", "80", registered=True),
    ),
    "date-form": (
        Reads(Part.DATE, "ngày 05 tháng 8 năm ", "ngày 05/8/"),
        Reads(Part.DATE, ", ngày", " ngày"),
        Reads(Part.DATE, "ngày 05 tháng", "05 tháng"),
        Reads(Part.DATE, "ngày 05 tháng 8 năm ", "tháng 8 năm "),
    ),
    "date-place": (
        Reads(Part.DATE, "Lam Giang, ngày", "ngày"),
        Reads(Part.DATE, "Lam Giang, ngày", ", ngày"),
    ),
    "date-padding": (
        Reads(Part.DATE, "05", "5"),
        Reads(Part.DATE, "05 tháng 8", "13 tháng 2"),
        Reads(Part.DATE, "05 tháng 8", "5 tháng 1"),
    ),
    "date-zero": (
        Reads(Part.DATE, "tháng 8", "tháng 08"),
        Reads(Part.DATE, "05 tháng 8", "13 tháng 03"),
    ),
    "date-impossible": (
        Reads(Part.DATE, "05 tháng 8", "31 tháng 6"),
        Reads(Part.DATE, "05 tháng 8", "29 tháng 02"),
        Reads(Part.DATE, "05 tháng 8", "10 tháng 13"),
    ),
    "date-allotted": (
        Reads(Part.DATE, "05", "06", registered=True),
        Reads(Part.DATE, "tháng 8", "tháng 9", registered=True),
    ),
    "type-small-letters": (
        Reads(Part.TYPE, "QUYẾT ĐỊNH", "Quyết định"),
        Reads(Part.TYPE, "QUYẾT ĐỊNH", "QUYẾT ĐịNH"),
    ),
    "type-name": (
        Reads(Part.TYPE, "QUYẾT ĐỊNH", "NGHỊ QUYẾT"),
        Reads(Part.TYPE, "QUYẾT ĐỊNH", "QUY ĐỊNH"),
    ),
    "subject-full-stop": (
        Words("các cơ quan của tỉnh**", "các cơ quan của tỉnh.**"),
        Reads(Part.SUBJECT, "của Văn phòng", "của Văn phòng."),
    ),
    "separator": (
        Reads(Part.SEPARATOR, "-----", "----", PARTY),
        Reads(Part.SEPARATOR, "-----", "–––––", PARTY),
        Reads(Part.SEPARATOR, "-----", "_____", PARTY),
    ),
}

ENDS: dict[str, tuple[Seed, ...]] = {
    "body-slash": (
        Words("một lần.", "một lần./.", PARTY),
        Words("một lần.", "một lần ./.", PARTY),
        Reads(Part.BODY, "Quyết định này.", "Quyết định này. /.", PARTY),
    ),
    "body-end": (
        Words("một lần.", "một lần"),
        Words("một lần.", "một lần;"),
        Reads(Part.BODY, "Quyết định này.", "Quyết định này,"),
    ),
    "ground-dash": (
        Reads(Part.GROUND, "- Căn cứ", "Căn cứ", HD05),
        Reads(Part.GROUND, "- Theo", "+ Theo", HD05),
        Reads(Part.GROUND, "- Theo", "-Theo", HD05),
    ),
    "ground-end": (
        Reads(Part.GROUND, ";", ","),
        Reads(Part.GROUND, ";", ""),
        Reads(Part.GROUND, "Tỉnh uỷ.", "Tỉnh uỷ,", HD05),
        Reads(Part.GROUND, "Tỉnh uỷ,", "Tỉnh uỷ.", _HD36),
        Reads(Part.GROUND, "Chánh Văn phòng.", "Chánh Văn phòng;", STATE),
    ),
    "recipients-heading": (
        Reads(Part.RECIPIENTS_HEADING, "Nơi nhận:", "Nơi nhận"),
        Reads(Part.RECIPIENTS_HEADING, "Nơi nhận:", "NƠI NHẬN:"),
        Reads(Part.RECIPIENTS_HEADING, "Nơi nhận:", "Nơi gửi:"),
    ),
    "recipient-dash": (
        Reads(Part.RECIPIENT, "- Như", "Như"),
        Reads(Part.RECIPIENT, "- Như", "+ Như"),
        Reads(Part.RECIPIENT, "- Lưu", "-Lưu"),
    ),
    "recipient-end": (
        Reads(Part.RECIPIENT, "Điều 2;", "Điều 2,", _HD05_AND_STATE),
        Reads(Part.RECIPIENT, "Điều 2,", "Điều 2;", _HD36),
        Reads(Part.RECIPIENT, "Như Điều 2", "Như Điều 2."),
        Reads(Part.RECIPIENT, "Tỉnh uỷ.", "Tỉnh uỷ;", PARTY),
        Reads(Part.RECIPIENT, "TH.", "TH", STATE),
    ),
    "recipients-as-above": (
        Reads(Part.RECIPIENT, "Như trên", "Ban Tổ chức", type="to-trinh"),
        Reads(Part.RECIPIENT, "Như trên", "Như Điều 1", type="cong-van"),
    ),
    "addressee-word": (
        Reads(Part.ADDRESSEE_WORD, "Kính trình", "Kính gửi", HD05, type="to-trinh"),
        Reads(Part.ADDRESSEE_WORD, "Kính gửi", "Kính trình", (*_HD36, *STATE), type="to-trinh"),
        Reads(Part.ADDRESSEE_WORD, "Kính gửi", "Kính trình", type="cong-van"),
    ),
    "recipients-archive": (
        Words("- Lưu Văn phòng Tỉnh uỷ.", "- Lưu: Văn phòng Tỉnh uỷ.", PARTY),
        Words("- Lưu Văn phòng Tỉnh uỷ.", "- Lưu VT.", PARTY),
        Words("- Lưu Văn phòng Tỉnh uỷ.", "- Văn phòng Tỉnh uỷ.", PARTY),
        Words("- Lưu: VT, TH.", "- Lưu VT, TH.", STATE),
        Words("- Lưu: VT, TH.", "- Lưu: Văn phòng.", STATE),
        Words("\n- Lưu: VT, TH.", "", STATE),
    ),
}
