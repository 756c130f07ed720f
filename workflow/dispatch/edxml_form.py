"""What reading and writing edXML (QCVN 102:2016) have in common: names, times, the schema, and the
note in which our own programs tell each other what edXML has no place for."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

from lxml import etree

from workflow.model.messages import VIETNAM
from workflow.model.vietnamese import matching_key, squeeze

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
OLDER_NAMESPACE = "http://www.e-doc.vn/Schema/"
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"
ENVELOPE_ID = "envelope"
"""What the signature refers to."""

NOTE = "vanban"
"""The target of the processing instruction that holds our note."""

PRIORITIES = ("", "KHẨN", "THƯỢNG KHẨN", "HOẢ TỐC")
_FILLERS = frozenset(
    {"n/a", "na", "n.a", "null", "none", "nil", "undefined", "không có", "xxx", "?"}
)
_ONE_AT_A_TIME = threading.Lock()  # a schema keeps what it found last
_MOST_WORDS = 400  # letters of what the schema says
_OFFICIAL = re.compile(r"(?P<number>[0-9]{1,9})(?P<sign>[-/])(?P<notation>[^,]+)")


@cache
def _schema() -> etree.XMLSchema:
    """Ours, of what we write and read."""
    return etree.XMLSchema(schema_document())


@cache
def schema_document() -> etree._Element:
    return etree.parse(Path(__file__).with_name("edxml.xsd")).getroot()


@dataclass(frozen=True)
class Fault:
    """The first thing that the schema does not want: the element's path, and what is wrong."""

    place: str
    detail: str


def fault(root: etree._Element) -> Fault | None:
    """What the schema says of a message; None where it is as it must be."""
    with _ONE_AT_A_TIME:
        schema = _schema()
        if schema.validate(root):
            return None
        first: Any = next(iter(cast("Any", schema.error_log)))
    found = root.getroottree().xpath(first.path) if first.path else None
    place = place_of(found[0]) if isinstance(found, list) and found else "edXML"
    detail = str(first.message).replace(f"{{{NAMESPACE}}}", "")
    return Fault(place, detail if len(detail) <= _MOST_WORDS else detail[:_MOST_WORDS] + "…")


def place_of(element: object) -> str:
    """The local names from the root down."""
    if not isinstance(element, etree._Element):
        return "edXML"
    path = [*reversed(list(element.iterancestors())), element]
    return "/".join(etree.QName(each).localname for each in path if isinstance(each.tag, str))


def is_filler(text: str) -> bool:
    """Whether a text stands for nothing at all, as “N/A” does."""
    key = matching_key(text)
    return key in _FILLERS or not any(letter.isalnum() for letter in key)


def day_text(day: date) -> str:
    return f"{day.year:04d}/{day.month:02d}/{day.day:02d}"


def day_of(text: str) -> date:
    """
    Raises:
        ValueError: there is no such day.
    """
    year, month, day = (int(part) for part in text.split("/"))
    return date(year, month, day)


def time_text(moment: datetime) -> str:
    """To the second, as people in Vietnam read it: the form has no time zone."""
    local = moment.astimezone(VIETNAM)
    return f"{day_text(local.date())} {local:%H:%M:%S}"


def time_of(text: str) -> datetime:
    """In UTC.

    Raises:
        ValueError: there is no such moment.
    """
    day, _, clock = squeeze(text).partition(" ")
    hour, minute, second = (int(part) for part in clock.split(":"))
    known = day_of(day)
    moment = datetime(known.year, known.month, known.day, hour, minute, second, tzinfo=VIETNAM)
    return moment.astimezone(UTC)


def number_and_notation(official: str) -> tuple[str, str] | None:
    """127-KL/TU as 127 and KL/TU, 7816/VPCP-TTĐT as 7816 and VPCP-TTĐT; None if it is neither."""
    found = _OFFICIAL.fullmatch(official)
    return (found["number"], found["notation"]) if found else None


def note(facts: Mapping[str, Any]) -> etree._ProcessingInstruction:
    """Our facts as a processing instruction: no schema of others minds it, the signature covers it.

    In JSON without the letters that could end it.
    """
    told = json.dumps(facts, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return etree.ProcessingInstruction(NOTE, told.replace(">", "\\u003e"))


def noted(envelope: etree._Element) -> dict[str, Any] | None:
    """The facts of the note in an envelope; None where there is none.

    Raises:
        ValueError: it is no note of ours, or there are two.
    """
    every: list[Any] = list(envelope.iterchildren(etree.ProcessingInstruction))
    found = [each for each in every if each.target == NOTE]
    if not found:
        return None
    if len(found) > 1:
        raise ValueError("two notes")
    try:
        facts = json.loads(found[0].text or "")
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(facts, dict):
        raise ValueError("not an object")
    return facts
