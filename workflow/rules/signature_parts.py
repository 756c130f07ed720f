"""The parts after the text: recipients on the left, who signs on the right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workflow.model.page import Line, Part
from workflow.model.vietnamese import matching_key
from workflow.rules.authorities import opens_with_authority

_HEADING = re.compile(r"nơi nhận\b")
_TITLE = re.compile(
    r"(q\.\s*)?(tổng bí thư|bí thư|phó|chánh|trưởng|chủ tịch|chủ nhiệm|giám đốc|tổng giám đốc"
    r"|bộ trưởng|thứ trưởng|cục trưởng|vụ trưởng|viện trưởng|hiệu trưởng|uỷ viên|tổng|chỉ huy"
    r"|chính uỷ|thủ tướng|kiêm|quyền|đội trưởng|chi cục trưởng|thường trực)\b"
)
_DRAFTER = re.compile(r"([A-ZĐ]{2,}|[A-ZĐ][A-Za-zĐđ]+)\s?[-.,]?\s?\(?\d{1,4}b?\)?$")
_CONTACT = re.compile(r"(địa chỉ|điện thoại|đt|email|thư điện tử|fax|website|trang thông tin)\b")
_NO_MEDIA = re.compile(r"không phổ biến trên")
_NAME = re.compile(r"[^\W\d_]+(?:[ .'’ʼ-]+[^\W\d_]+){1,8}$")  # K'sor Phước, Điểu K’ré

_CONCURRENTLY = "kiêm"  # between two titles, in small letters
_TEXT_SIZE = 12.6  # pt: recipients are set smaller than any text
_UNHEADED = 15.0  # mm: where no heading stands above them, they begin so much higher
_ABOVE = 3.0  # mm: the authority stands level with Nơi nhận or a little above


def end_parts(lines: Sequence[Line], width: float) -> dict[int, Part]:
    """The part of each line of the end, by the line's `id`; `width` is the page's in mm."""
    right = [li for li in lines if li.box[0] > width * 0.43 and _middle(li) > width * 0.55]
    left = [li for li in lines if li.box[0] < width * 0.3]
    heading = next((li for li in reversed(left) if _is_heading(li)), None)
    start = _start(right, heading)
    if start is None:
        return _several_signers(lines, heading, width) if heading else {}
    parts: dict[int, Part] = {}
    if heading:
        parts[id(heading)] = Part.RECIPIENTS_HEADING
        parts.update(_recipients([li for li in lines if _after(heading, li)], right))
    else:
        beside = [li for li in left if li.page == start.page and li.size < _TEXT_SIZE]
        beside = [li for li in beside if li.baseline > start.baseline - _UNHEADED]
        if beside and beside[0].text.startswith(("-", "–")):
            parts.update(_recipients(beside, right))
    block = [li for li in right if li is start or _after(start, li)]
    # Another page may follow with a phụ lục; the block itself is never torn apart.
    parts.update(_signature_block([li for li in block if li.page == start.page]))
    for line in lines:
        if line.page >= start.page:
            key = matching_key(line.text)
            if _NO_MEDIA.match(key):
                parts[id(line)] = Part.NOT_FOR_MEDIA
            elif _CONTACT.match(key) and line.box[1] > 240:
                parts[id(line)] = Part.CONTACT
    return parts


def _several_signers(lines: Sequence[Line], heading: Line, width: float) -> dict[int, Part]:
    """Signers side by side above the Nơi nhận: biên bản, documents of several organs.

    The rules of form speak of the one on the right; the others stay OTHER.
    """
    parts = {id(heading): Part.RECIPIENTS_HEADING}
    parts.update(_recipients([li for li in lines if _after(heading, li)], []))
    above = [li for li in lines if li.page == heading.page and _after(li, heading)]
    sides = (
        [li for li in above if _middle(li) < width * 0.55],
        [li for li in above if _middle(li) > width * 0.55 and li.box[0] > width * 0.43],
    )
    titles = [li for li in sides[1] if li.text.isupper()]
    beside = (li for li in titles if any(_level(li, other) for other in sides[0]))
    alone = (
        li for li in titles if opens_with_authority(li.text) or _TITLE.match(matching_key(li.text))
    )
    first = next(beside, None) or next(alone, None)
    if first is None:
        return parts
    left, right = ([li for li in s if li.baseline > first.baseline - _ABOVE] for s in sides)
    parts.update({id(line): Part.OTHER for line in left})
    parts.update(_signature_block(right))
    return parts


def _level(one: Line, other: Line) -> bool:
    return abs(one.baseline - other.baseline) < _ABOVE and other.text.isupper()


def _middle(line: Line) -> float:
    return (line.box[0] + line.box[2]) / 2


def _is_heading(line: Line) -> bool:
    return bool(_HEADING.match(matching_key(line.text))) and len(line.text) < 14


def _start(right: list[Line], heading: Line | None) -> Line | None:
    """The first line of the signature block."""
    for line in right:
        if heading:
            if line.page == heading.page and line.baseline > heading.baseline - _ABOVE:
                return line
        elif line.text.isupper() and opens_with_authority(line.text):
            return line
    return None


def _after(first: Line, line: Line) -> bool:
    return (line.page, line.baseline) > (first.page, first.baseline)


def _recipients(lines: list[Line], right: list[Line]) -> dict[int, Part]:
    """The list under Nơi nhận, as long as it goes on without a great gap."""
    parts: dict[int, Part] = {}
    before: Line | None = None
    beside = {id(li) for li in right}
    for line in (li for li in lines if id(li) not in beside):
        if before and line.page == before.page and line.baseline - before.baseline > 12:
            break
        if before and line.page != before.page:
            break
        if _DRAFTER.match(line.text):
            parts[id(line)] = Part.DRAFTER_MARK
            break
        parts[id(line)] = Part.RECIPIENT
        before = line
    return parts


def _signature_block(lines: list[Line]) -> dict[int, Part]:
    """Authority, title and name; what else stands there (such as a signing time) stays OTHER."""
    parts: dict[int, Part] = {id(line): Part.OTHER for line in lines}
    names = [li for li in lines if not li.text.isupper() and _NAME.match(li.text)]
    names = [li for li in names if all(word[0].isupper() for word in li.text.split())]
    name = names[-1] if names else None
    titled = False
    for line in lines:
        if name and line.baseline >= name.baseline - 0.5:
            break
        if matching_key(line.text) == _CONCURRENTLY:
            parts[id(line)] = Part.ALSO
            continue
        authority = opens_with_authority(line.text) and not titled
        title = _TITLE.match(matching_key(line.text)) and not authority
        if not (line.text.isupper() or authority or title):
            continue
        titled = titled or bool(title)
        titled = titled or not (authority or Part.AUTHORITY in parts.values())
        parts[id(line)] = Part.TITLE if titled else Part.AUTHORITY
    if name:
        parts[id(name)] = Part.NAME
    return parts
