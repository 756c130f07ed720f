"""The short forms of a Nơi nhận: what a line is for, what it keeps, and where it points to."""

from __future__ import annotations

import re

from workflow.model.parties import Purpose
from workflow.model.vietnamese import matching_key, squeeze

_PURPOSES = {
    "b/c": Purpose.REPORT,
    "bc": Purpose.REPORT,
    "báo cáo": Purpose.REPORT,
    "kiểm tra": Purpose.REPORT,
    "giám sát": Purpose.REPORT,
    "kiểm tra, giám sát": Purpose.REPORT,
    "biết": Purpose.INFORMATION,
    "t/h": Purpose.ACTION,
    "thực hiện": Purpose.ACTION,
    "thi hành": Purpose.ACTION,
    "giải quyết": Purpose.ACTION,
    "chỉ đạo": Purpose.ACTION,
    "p/h": Purpose.COORDINATION,
    "phối hợp": Purpose.COORDINATION,
    "phối hợp thực hiện": Purpose.COORDINATION,
    "trao đổi": Purpose.COORDINATION,
    "trao đổi công việc": Purpose.COORDINATION,
}
"""Those that HD36 II.1.9.1 and NĐ30 PL I II.9 a name, and how offices write them."""
_DASH = re.compile(r"^[-–—+•]\s*")
_BRACKET = re.compile(r"\(\s*(?:để\s+)?([^()]+?)\s*\)\s*[.;,]?\s*$", re.IGNORECASE)
_ARCHIVE = re.compile(r"^lưu\s*:?\s+", re.IGNORECASE)
_COPIES = re.compile(r"\s*\(\s*(\d{1,3})\s*(?:b|bản)\s*\)[\s.;,]*$", re.IGNORECASE)
_AS_ABOVE = re.compile(r"^như (trên|(nơi )?kính (gửi|trình))$")
_AS_ARTICLE = re.compile(r"^như (?:điều|đ\.?) ?(\d{1,3})$")
# The list first, then nothing but that these carry it out: what else a sentence says might name
# further bodies, and they would be left out in silence.
_CARRY_OUT = re.compile(
    r"^\s*Điều\s+\d+\s*\.?\s*(?P<who>[^\n.:]+?),?\s+"
    r"(?:căn cứ Quyết định(?: này)?|(?:chịu|có) trách nhiệm)(?: tổ chức)? (?:thi hành|thực hiện)"
    r"(?: (?:\w+ ){1,3}này)?\s*[./]*\s*$"
)
_SORT = r"(?:cơ quan|tổ chức|đơn vị|cá nhân|địa phương|sở|phòng|ban|ngành)"
_CONCERNED = re.compile(
    rf"(?:\s*[,;]\s*|\s+)(?:và\s+)?(?P<concerned>các\s+{_SORT}(?:(?:\s*,\s*|\s+và\s+){_SORT})*"
    r"(?:\s+có)?\s+liên\s+quan)\s*$",
    re.IGNORECASE,
)
_UNIT_WORD = re.compile(r"^(?:phòng|p\.|p )\s*")


def purpose_of(line: str) -> tuple[str, Purpose]:
    """The line without what says its purpose, and the purpose."""
    text = _DASH.sub("", squeeze(line))
    if archive := _ARCHIVE.match(text):
        return text[archive.end() :], Purpose.ARCHIVE
    if (bracket := _BRACKET.search(text)) and matching_key(bracket[1]) in _PURPOSES:
        return text[: bracket.start()].strip(), _PURPOSES[matching_key(bracket[1])]
    return text, Purpose.ACTION


def copies_of(part: str) -> tuple[str, int]:
    """What keeps archive copies, and how many: `TH (5b)` is five of TH."""
    if found := _COPIES.search(part):
        return part[: found.start()], int(found[1])
    return part, 1


def unit_keys(part: str) -> list[str]:
    """How a unit of the office may be listed that is written `TH`, `P. TH` or `Phòng TH`."""
    key = matching_key(part)
    return [_close(key), _close(_UNIT_WORD.sub("", key))]


def unit_key(short: str) -> str:
    return _close(matching_key(short))


def means_addressees(part: str) -> bool:
    """`Như trên`, `Như kính gửi`: those whom the document addresses."""
    return bool(_AS_ABOVE.match(matching_key(part)))


def article_meant(part: str) -> int | None:
    """The article that `Như Điều 3` points to."""
    found = _AS_ARTICLE.match(matching_key(part))
    return int(found[1]) if found else None


def carried_out_by(article: str) -> str | None:
    """Those whom an article of one sentence charges with carrying it out, as it lists them.

    None where it says anything else: who of it would be a recipient could only be guessed.
    """
    found = _CARRY_OUT.match(article)
    return found["who"] if found else None


def without_concerned(who: str) -> tuple[str, str]:
    """A list without `các tổ chức, cá nhân có liên quan` at its end, who are nobody in particular;
    and those words, "" where they are not there."""
    found = _CONCERNED.search(who)
    return (who[: found.start()], found["concerned"]) if found else (who, "")


def _close(key: str) -> str:
    return re.sub(r"[\s.]", "", key)
