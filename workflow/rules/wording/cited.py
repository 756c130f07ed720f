"""Reading the documents that a text cites: type, number, date, organ and subject of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workflow.model.page import Passage
from workflow.rules.wording.alphabet import UPPER
from workflow.rules.wording.header import is_date

# Types that are cited by number, with the symbols they may bear.
TYPES = {
    "Nghị quyết": ("NQ", "NQLT"),
    "Quyết định": ("QĐ",),
    "Chỉ thị": ("CT",),
    "Kết luận": ("KL",),
    "Quy chế": ("QC", "QĐ"),
    "Quy định": ("QĐ", "QĐi", "QyĐ", "QĐI"),
    "Thông tri": ("TT", "TTri"),
    "Hướng dẫn": ("HD",),
    "Thông báo kết luận": ("TB", "TBKL", "KL"),
    "Thông báo": ("TB",),
    "Báo cáo": ("BC",),
    "Kế hoạch": ("KH",),
    "Quy hoạch": ("QH",),
    "Chương trình hành động": ("CTr", "CTHĐ", "CTrHĐ"),
    "Chương trình": ("CTr",),
    "Đề án": ("ĐA",),
    "Phương án": ("PA",),
    "Dự án": ("DA",),
    "Tờ trình": ("TTr",),
    "Công văn": (),
    "Biên bản": ("BB",),
    "Nghị định": ("NĐ",),
    "Thông tư liên tịch": ("TTLT",),
    "Thông tư": ("TT",),
    "Công điện": ("CĐ",),
}  # fmt: skip
# Laws are cited by name and year (HD05 II.I.6; NĐ30 PL I II.6b), and so are never incomplete.
_BY_NAME = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")

_TYPE = re.compile(
    "(?<!\\w)(?:(?i:"
    + "|".join(sorted(TYPES, key=len, reverse=True))
    + ")|văn bản|Văn bản|"
    + "|".join(_BY_NAME)
    + ")(?!\\w)"
)
_BETWEEN = re.compile(r"\s*(?:số:?\s*)?")
_NUMBER = re.compile(
    r"(?<![\w/.-])(?P<number>\d{1,5}(?:"
    r"-(?P<party>[A-ZĐ][A-Za-zĐđ]{0,4})/[A-ZĐƯ][\wĐ]*(?:-[A-ZĐƯ]\w*)*"
    r"|/(?P<year>\d{4}/)?(?P<state>[A-ZĐ][A-Za-zĐđ]{0,4})-[A-ZĐƯ][\w&]*(?:-[A-ZĐƯ]\w*)*))"
)
_DAY = re.compile(
    r",?\s*(?:ban hành\s+)?(?:ký\s+)?ngày\s+(?P<day>\d{1,2})(?:\s+tháng\s+|[/.-])(?P<month>\d{1,2})"
    r"(?:\s+năm\s+|[/.-])(?P<year>\d{4})"
)
_OF = re.compile(r",?\s*của\s+(?=[" + UPPER + "])")
# An organ's name is known by how it begins; what stands after it has to be told apart from it.
_ORGAN = re.compile(
    r"(?:Bộ Chính trị|Ban Bí thư(?: Trung ương(?: Đảng)?)?|Chính phủ|Thủ tướng Chính phủ|Quốc hội|"
    r"Chủ tịch nước|[UỦ][ỷy] ban Thường vụ Quốc hội|"
    r"(?:Ban Chấp hành|Ban Thường vụ|Văn phòng|Ban Tổ chức|Ban Nội chính|Ban Tuyên giáo|"
    r"Ban Tuyên giáo và Dân vận|Ban Dân vận|[UỦ][ỷy] ban Kiểm tra) "
    r"(?:Trung ương(?: Đảng)?|(?:Tỉnh|Thành|Huyện|Đảng) [uủ][ỷy]|Đảng bộ tỉnh)|"
    r"(?:Tỉnh|Thành|Huyện) [uủ][ỷy]|Hội đồng nhân dân tỉnh|[UỦ][ỷy] ban nhân dân tỉnh)"
    r"(?:,?\s*\(?kh[oó][aá] [IVXLC]+\)?)?(?!\s+[" + UPPER + r"])(?!\w)"
)
# What ends a citation without a word of its subject.
_BREAK = re.compile(r"[.;:](?=\s)")
_ENDS = re.compile(
    r"\s*(?:$|[;:.)\]]|,\s+(?:[" + UPPER + "]|"
    # Who acts on it: a new clause. No subject begins so after a comma.
    r"(?:các (?:cơ quan|đơn vị|cấp|địa phương|ban|sở|ngành|tổ chức|đồng chí|chi bộ|đảng bộ|"
    r"huyện|tỉnh|xã|phường|thành phố)|mỗi|mọi|từng|cấp [uủ][yỷ]|chi bộ|đảng bộ|đến nay|"
    r"(?:trong )?(?:thời gian|những năm) (?:qua|tới))\b))"
)
_NEXT = re.compile(r"\s*(?:,|và|hoặc|hay)\s+(?:số\s+)?$")


@dataclass(frozen=True)
class Cited:
    """One place where a document is cited; `day` is (day, month, year) as written.

    `subject` is None where a subject cannot be told from what follows; `yearly` tells of numbers
    that begin anew with the year, `listed` of several numbers in a row, `inner` of one within
    another's subject, `adjacent` that the number stands right after the type.
    """

    passage: Passage
    text: str
    type: str
    number: str
    symbol: str
    yearly: bool
    day: tuple[int, int, int] | None
    organ: bool
    subject: bool | None
    listed: bool
    inner: bool
    adjacent: bool

    @property
    def date(self) -> date | None:
        if self.day is None or not is_date(*self.day):
            return None
        return date(self.day[2], self.day[1], self.day[0])


def cited_in(passages: Sequence[Passage]) -> list[Cited]:
    """Every citation by number, in the order of the text."""
    return [cited for passage in passages for cited in _in_passage(passage)]


def _in_passage(passage: Passage) -> list[Cited]:
    text = passage.text
    numbers = list(_NUMBER.finditer(text))
    found = []
    for place, number in enumerate(numbers):
        since = numbers[place - 1].end() if place else 0
        until = numbers[place + 1].start() if place + 1 < len(numbers) else len(text)
        listed = bool(_NEXT.fullmatch(text[number.end() : until])) or bool(
            place and _NEXT.fullmatch(text[since : number.start()])
        )
        found.append(_read(passage, number, (since, until), listed))
    return [cited for cited in found if cited]


def _read(
    passage: Passage, number: re.Match[str], reach: tuple[int, int], listed: bool
) -> Cited | None:
    text = passage.text
    start = max([reach[0], *(m.end() for m in _BREAK.finditer(text, 0, number.start()))])
    types = list(_TYPE.finditer(text, start, number.start()))
    kind = types[-1][0] if types else ""
    if kind in _BY_NAME:
        return None
    begin = types[-1].start() if types else number.start()
    between = text[begin + len(kind) : number.start()]
    after = text[number.end() : reach[1]]
    day = _DAY.match(after)
    rest = after[day.end() :] if day else after
    of = _OF.match(rest)
    end = number.end() + len(after) - len(rest) + (of.end() if of else 0)
    day = day or _DAY.search(between)
    return Cited(
        passage,
        text[begin:end].removesuffix("của ").strip(" ,"),
        kind[:1].upper() + kind[1:].lower(),
        number["number"],
        number["party"] or number["state"],
        yearly=bool(number["state"] and not number["year"]),
        day=(int(day["day"]), int(day["month"]), int(day["year"])) if day else None,
        organ=bool(of) or "của " in between,
        subject=_has_subject(rest[of.end() :] if of else rest, bool(of)),
        listed=listed,
        # A number without a date in the same clause as another is part of that one's subject.
        inner=day is None and reach[0] > 0 and start == reach[0],
        adjacent=kind[:1].isupper() and bool(_BETWEEN.fullmatch(between)),
    )


def _has_subject(rest: str, of: bool) -> bool | None:
    if not of:
        return False if _ENDS.match(rest) else None
    organ = _ORGAN.match(rest)
    if organ is None:
        return None
    return False if _ENDS.match(rest, organ.end()) else None
