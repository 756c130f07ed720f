"""Capital letters, as far as a rule tells them with certainty (NĐ30 PL II)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from workflow.model.page import Part, Passage
from workflow.rules.wording.alphabet import LOWER, UPPER
from workflow.rules.wording.report import Report
from workflow.rules.wording.syllables import is_syllable

_READ = (Part.BODY, Part.GROUND, Part.ARTICLE)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")

# In names of organs and in compounds (vũ trang nhân dân, quản lý nhà nước) both are written small.
_PEOPLE = re.compile(
    r"(?:\b(?:cán bộ, đảng viên|đoàn viên, hội viên|Đảng|Nhà nước|chính quyền) và |"
    r"\b(?:phục vụ|vì|quần chúng|tầng lớp|đời sống(?: của)?|lòng dân và|mọi tầng lớp) )"
    rf"(nhân dân)(?! (?:tệ|thế giới|các nước|hai nước|nước|[{UPPER}]))\b"
)
_STATE = re.compile(r"\b(?:Đảng và|Đảng,|(?:pháp luật|chính sách) của) (nhà nước)\b")
_DISTRICT = re.compile(
    r"(?<!các )(?<!những )(?<!số )\b(quận|phường) (?=\d{1,2}\b(?!(?:,| và|[/%.,-]) ?\d))"
)
_ARTICLE = re.compile(r"\bkhoản \d+ (điều) (?=\d)")
_SECTION = re.compile(r"\bĐiều \d+ (mục|chương) (?=[\dIVX])")
_WEEKDAY = re.compile(
    r"\b(?:sáng|chiều|tối|trưa|đêm) thứ (hai|ba|tư|năm|sáu|bảy)\b(?! [\d\w]+ lần)"
)
_SUNDAY = re.compile(r"\b(?:ngày|sáng|chiều|tối|trưa|đêm) (chủ nhật)\b")
_MONTH = re.compile(
    r"\b(?:trong|đầu|cuối|giữa|vào) tháng (giêng|tư|tám|chín|mười một|mười hai|chạp)\b"
    r"(?! (?:lần|ngày|tuần|lượt|tháng|năm \w+ lần))"
)
_SENTENCE = re.compile(
    r"(?P<word>[^\W\d_]{3,})[”\")]?(?P<end>[.?!])[”\")]? +(?P<next>[" + LOWER + r"][^\W\d_]*)"
)
# What was quoted is blank by now.
_AFTER_QUOTE = re.compile(r"  (?P<end>[.?!]) +(?P<next>[" + LOWER + r"][^\W\d_]*)")
_SMALL_START = re.compile(rf"[{LOWER}][^\W\d_]+[ ,]")
_SHORTENED = {"ths", "tskh", "pgs", "tel", "tphcm", "gstskh", "vvv", "tng"}


# Names that are written in one way alone; what is written so, or all in capitals, is right.
_NAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("capital-organ", (
        "Đảng Cộng sản Việt Nam", "Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương",
        "Văn phòng Trung ương Đảng", "Mặt trận Tổ quốc Việt Nam", "Quân đội nhân dân Việt Nam",
    )),
    ("capital-name", (
        "Hồ Chí Minh", "Thành phố Hồ Chí Minh", "Thủ đô Hà Nội", "tết Nguyên đán",
    )),
)  # fmt: skip
# Of these there are many: all in small letters they speak of any of them.
_GENERIC = (
    "Ban Chấp hành Đảng bộ tỉnh", "Ban Thường vụ Tỉnh uỷ", "Ban Thường vụ Thành uỷ",
    "Uỷ ban nhân dân", "Hội đồng nhân dân", "Toà án nhân dân", "Viện kiểm sát nhân dân",
    "Thủ tướng Chính phủ", "Chủ tịch Quốc hội",
)  # fmt: skip
_TONES = {"uỷ": "(?:uỷ|ủy)", "toà": "(?:toà|tòa)"}


def check_capitals(passages: Sequence[Passage], report: Report) -> None:
    for passage in (p for p in passages if p.part in _READ):
        # What stands in quotation marks is written as its author wrote it.
        text = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), passage.text)
        for rule, form, capital in _FORMS:
            for found in form.finditer(text):
                report.add(rule, passage, _around(passage.text, found), capital(found[1]))
        _check_names(passage, text, report)
        _check_sentences(passage, text, report)
    _check_paragraphs([p for p in passages if p.part in _READ], report)


def _check_names(passage: Passage, text: str, report: Report) -> None:
    for rule, form, name in _KNOWN:
        for found in form.finditer(text):
            written = _unified(found[0])
            begins = _begins_sentence(text, found.start())
            right = {name, name[0].upper() + name[1:]} if begins else {name}
            if name in _GENERIC:
                right |= {name.lower(), name.lower().capitalize() if begins else name}
            if written not in right and not written.isupper():
                report.add(rule, passage, found[0], name)


def _begins_sentence(text: str, at: int) -> bool:
    return not text[:at].strip() or bool(re.search(r"[.:;?!)\-–]\s*$", text[:at]))


def _check_sentences(passage: Passage, text: str, report: Report) -> None:
    for found in _SENTENCE.finditer(text):
        if _is_word(found["word"]):
            report.add("capital-sentence", passage, found[0], found["next"].capitalize())
    for found in _AFTER_QUOTE.finditer(text):
        words = passage.text[max(0, found.start() - 12) : found.end()]
        report.add("capital-sentence", passage, words, found["next"].capitalize())


def _is_word(word: str) -> bool:
    """Not an abbreviation: those end with a full stop too."""
    if word.lower() in _SHORTENED:
        return False
    return word.islower() or (word[1:].islower() and is_syllable(word))


def _check_paragraphs(passages: Sequence[Passage], report: Report) -> None:
    """A paragraph after a full stop begins with a capital; lists after a colon may do otherwise."""
    for before, passage in pairwise(passages):
        if before.text.rstrip().endswith(".") and _SMALL_START.match(passage.text):
            word = passage.text.split()[0]
            report.add("capital-sentence", passage, word, word.capitalize())


def _around(text: str, found: re.Match[str]) -> str:
    return text[found.start() : min(len(text), found.end() + 4)].strip()


def _first(words: str) -> str:
    return words[0].upper() + words[1:]


def _pattern(name: str) -> re.Pattern[str]:
    words = [_TONES.get(word.lower(), re.escape(word)) for word in name.split()]
    return re.compile(r"(?<!\w)" + " ".join(words) + r"(?!\w)", re.IGNORECASE)


def _unified(text: str) -> str:
    """With the tone marks of these names where they are listed."""
    for word in ("ủy", "Ủy", "ỦY", "tòa", "Tòa", "TÒA"):
        new = {"ủy": "uỷ", "tòa": "toà"}[word.lower()]
        text = text.replace(word, _same_case(new, word))
    return text


def _same_case(word: str, model: str) -> str:
    if model.isupper():
        return word.upper()
    return word.capitalize() if model[0].isupper() else word


_KNOWN = [
    (rule, _pattern(name), name)
    for rule, names in (*_NAMES, ("capital-organ", _GENERIC))
    for name in names
]

# Kinds of organs before what they are for; in a row (các sở Tài chính, Nội vụ) they may be small.
_OFFICE = re.compile(
    r"(?<!các )(?<!những )(?<!hai )\b(sở|bộ) (?=(?:Tài chính|Nội vụ|Tư pháp|Y tế|Xây dựng|"
    r"Công Thương|Công thương|Khoa học và|Giáo dục và|Nông nghiệp và|Văn hoá|Văn hóa|Ngoại giao|"
    r"Quốc phòng|Công an|Dân tộc)\b)"
)
_COMMITTEE = re.compile(
    r"(?<!các )(?<!những )\b(ban) (?=(?:Tổ chức|Nội chính|Tuyên giáo|Tuyên giáo và Dân vận|"
    r"Dân vận|Chính sách, chiến lược) (?:Tỉnh|Thành|Huyện|Trung ương))"
)

_FORMS: tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...] = (
    ("capital-people", _PEOPLE, _first),
    ("capital-people", _STATE, _first),
    ("capital-district", _DISTRICT, _first),
    ("capital-article", _ARTICLE, _first),
    ("capital-article", _SECTION, _first),
    ("capital-organ", _OFFICE, _first),
    ("capital-organ", _COMMITTEE, _first),
    ("capital-day", _WEEKDAY, _first),
    ("capital-day", _SUNDAY, _first),
    ("capital-day", _MONTH, _first),
)
