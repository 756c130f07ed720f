"""The lines above the body: number and symbol, place and date, type, subject, separator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from workflow.model.page import Part, Passage
from workflow.model.vietnamese import matching_key, squeeze
from workflow.rules.wording.facts import WordingFacts
from workflow.rules.wording.report import Report

_BLANK = r"[\s.…_]*"
_ROOM_SIGNS = re.compile(r"\.{2,}|[\s…_]")
_NUMBER = re.compile(
    rf"số\s*[:.]?{_BLANK}(?P<number>\d*){_BLANK}[-–—/]?\s*(?P<year>(?<=/)\d{{4}}/)?"
    r"(?P<first>[^\W\d_]+)\s*[-–—/]\s*(?P<rest>[^\W_]+(?:\s*[-–—]\s*[^\W_]+)*)\.?",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?P<place>.*?)\s*,?\s*ngày\s+(?P<day>\d{1,2})\s*(?:tháng|[/.-])\s*(?P<month>\d{1,2})\s*"
    r"(?:năm|[/.-])\s*(?P<year>\d{4})\.?",
    re.IGNORECASE,
)
_ROOM = re.compile(
    r"(?P<place>.*?)\s*,\s*ngày\s*[.…]*\s*tháng\s*(?:[.…]*|\d\d?)\s*năm\s*(?:[.…]+|\d{4})?"
)


def check_header(passages: Sequence[Passage], facts: WordingFacts, report: Report) -> None:
    for passage in passages:
        if passage.part is Part.NUMBER:
            _check_number(passage, facts, report)
        elif passage.part is Part.DATE:
            _check_date(passage, facts, report)
        elif passage.part is Part.TYPE:
            _check_type(passage, facts, report)
        elif passage.part in (Part.ADDRESSEE_WORD, Part.ADDRESSEE):
            _check_addressee(passage, facts, report)
        elif passage.part is Part.SEPARATOR and "separator" in report.rules:
            expected = report.rules["separator"].bound["text"]
            if squeeze(passage.text) != expected:
                report.add("separator", passage, passage.text, expected)
    subject = [passage for passage in passages if passage.part is Part.SUBJECT]
    if subject and re.search(r"(?<!\.)(?<!\bv\.v)\.[”\"]?$", squeeze(subject[-1].text)):
        text = squeeze(subject[-1].text)
        report.add("subject-full-stop", subject[-1], text, re.sub(r"\.(?=[”\"]?$)", "", text))


def _check_addressee(passage: Passage, facts: WordingFacts, report: Report) -> None:
    """The word before the addressees, on a line of its own or with the only one of them."""
    word, colon, _ = squeeze(passage.text).partition(":")
    word = word.rstrip()
    opens = matching_key(word).startswith("kính ") and (colon or len(word) < 16)
    if facts.addressee_word and opens and word != facts.addressee_word:
        report.add("addressee-word", passage, word, facts.addressee_word)


def type_symbol(number: str) -> str:
    """The symbol of the type in a line of a number, such as KL in `Số 05-KL/TU`; "" if unread.

    In a công văn of the State the organ's stands there (NĐ30 PL I II.3b).
    """
    read = _NUMBER.fullmatch(squeeze(number))
    return read["first"] if read else ""


def _check_number(passage: Passage, facts: WordingFacts, report: Report) -> None:
    """`Số 05-KL/TU` of the Party, `Số: 05/QĐ-UBND` of the State; room may stand for the number."""
    text = squeeze(passage.text)
    read = _NUMBER.fullmatch(text)
    if facts.number_text and text != squeeze(facts.number_text) and read and read["number"]:
        report.add("number-allotted", passage, text, squeeze(facts.number_text))
        return
    form = report.rules["number-form"].bound["form"] if "number-form" in report.rules else ""
    if not read:
        kind, organ = facts.type_symbol or "KL", (facts.organs or ("TU",))[0]
        if form:
            expected = form.format(number="01", year="", type=kind, organ=organ)
            report.add("number-form", passage, text, expected)
        return
    organ = re.sub(r"\s*[-–—]\s*", "-", read["rest"])
    number = f"{int(read['number']):02d}" if read["number"] else ""
    expected = form.format(number=number, year=read["year"] or "", type=read["first"], organ=organ)
    # The width of the room for a number that is not yet allotted does not count.
    written = (text, expected)
    if not number:
        written = (_ROOM_SIGNS.sub("", text), _ROOM_SIGNS.sub("", expected))
    if form and written[0] != written[1]:
        report.add("number-form", passage, text, expected)
    _check_symbol(passage, (read["first"], organ), facts, report)


def _check_symbol(
    passage: Passage, symbol: tuple[str, str], facts: WordingFacts, report: Report
) -> None:
    kind, organ = symbol
    letter = facts.family == "state" and facts.type_symbol in ("", "CV")
    if letter:  # công văn of the State: the organ, then who drafted it (NĐ30 PL I II.3b)
        kind, organ = facts.type_symbol, kind
    if facts.type_symbol and kind != facts.type_symbol:
        report.add("number-type", passage, kind, facts.type_symbol)
    if facts.organs and organ not in facts.organs:
        report.add("number-organ", passage, organ, ", ".join(facts.organs))


def _check_date(passage: Passage, facts: WordingFacts, report: Report) -> None:
    text = squeeze(passage.text)
    read = _DATE.fullmatch(text)
    if read is None:
        room = _ROOM.fullmatch(text)
        if room is None:
            report.add("date-form", passage, text, "…, ngày … tháng … năm …")
        elif not room["place"]:
            report.add("date-place", passage, text)
        return
    if not read["place"]:
        report.add("date-place", passage, text)
    day, month, year = int(read["day"]), int(read["month"]), int(read["year"])
    if not is_date(day, month, year):
        report.add("date-impossible", passage, f"{day}/{month}/{year}")
        return
    padded = f"{day:02d}" if day < 10 else str(day), f"{month:02d}" if month < 3 else str(month)
    full = f"{read['place']}, ngày {padded[0]} tháng {padded[1]} năm {year}".removeprefix(", ")
    if facts.date_text and text != squeeze(facts.date_text):
        report.add("date-allotted", passage, text, squeeze(facts.date_text))
    elif text == full:
        return
    elif re.search(r"ngày \d+ tháng \d+ năm \d{4}$", text) and ", ngày" in text:
        short = len(read["day"]) < 2 or (month < 3 and len(read["month"]) < 2)
        report.add("date-padding" if short else "date-zero", passage, text, full)
    else:
        report.add("date-form", passage, text, full)


def is_date(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _check_type(passage: Passage, facts: WordingFacts, report: Report) -> None:
    text = squeeze(passage.text)
    if text != text.upper():
        report.add("type-small-letters", passage, text, text.upper())
    if facts.type_title and matching_key(text) != matching_key(facts.type_title):
        report.add("type-name", passage, text, facts.type_title.upper())
