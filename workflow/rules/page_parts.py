"""Which line of a page is which part of the document, told by its words and its place.

The order of parts is that of HD05 Phụ lục 1 and NĐ30 PL I.IV. What cannot be told with
confidence stays `Part.OTHER`, so that no rule is held against it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from workflow.model.page import Line, Page, Part
from workflow.model.vietnamese import matching_key
from workflow.rules.page_edges import captions, marks_at_the_foot, number_page, set_tables_aside
from workflow.rules.passages import paragraphs_of, passages_of
from workflow.rules.rulesets import rule_sets
from workflow.rules.signature_parts import end_parts

__all__ = ["assign_parts", "passages_of"]

_NATION = {"party": "đảng cộng sản việt nam", "state": "cộng hoà xã hội chủ nghĩa việt nam"}
_MOTTO = re.compile(r"độc lập\s*-\s*tự do\s*-\s*hạnh phúc$")
_NUMBER = re.compile(r"Số\s*:?(?=[\s\d….:_/-]).*[-/]\s*[A-ZĐ]")
_DATE = re.compile(
    r"([^,]{2,40},?\s*|,\s*)?ngày(\W.*tháng\W.*năm\W*|\s*\d{1,2}[/.-]\d{1,2}[/.-])\d{4}$"
)
_BY_NAME = {matching_key(kind.name) for rules in rule_sets() for kind in rules.types.values()}
_TYPE = re.compile("(?:" + "|".join(sorted(map(re.escape, _BY_NAME), reverse=True)) + r")\b")
_SECRECY = re.compile(r"(mật|tối mật|tuyệt mật)$")
_URGENCY = re.compile(r"(khẩn|thượng khẩn|hoả tốc( hẹn giờ)?)$")
_CIRCULATION = re.compile(
    r"(tài liệu (hội nghị|thu hồi)|xem xong trả lại|lưu hành nội bộ|không phổ biến$)"
)
_DRAFT = re.compile(r"dự thảo( lần .{1,8})?$")
_ADDRESSEE = re.compile(r"kính (gửi|trình)\b|.{3,60} điện$")  # … điện: in a công điện
_GROUND = re.compile(r"([-–]\s*)?(Căn cứ|Xét|Theo đề nghị)\b")
_DECIDES = re.compile(r"(quyết định|quyết nghị|quy định|kết luận|chỉ thị)$")
_CHAPTER = re.compile(r"(Phần|Chương|Mục|Tiểu mục)\s+(\d+|[IVXLC]+|thứ \w+( \w+)?)\.?$", re.I)
_ARTICLE = re.compile(r"Điều\s+\d+[a-zđ]?\s*[.:]")
_APPENDIX = re.compile(r"phụ lục(\s+(\d+|[ivxlc]+))?$")
_KEPT_WITH = re.compile(r"\(?\s*(ban hành )?kèm theo\b", re.I)
_SEPARATOR = re.compile(r"[-–—]{3,}$")

_ENCLOSED_LINES = 8  # of a type and its title, above `(Ban hành kèm theo Quyết định …)`
_HEAD = 45.0  # mm: number and date are no farther below the heading line
_CENTRED = 4.0  # mm from the middle of the text
_ADDRESSEE_INDENT = 17.0  # mm: more than the first line of a paragraph has


def assign_parts(pages: Sequence[Page], family: str) -> tuple[Page, ...]:
    """The same pages, each line with its part; `family` is "party" or "state"."""
    parts: dict[int, Part] = {}
    for page in pages:
        number_page(page, parts)
        marks_at_the_foot(page, parts)
        set_tables_aside(page, parts)
        captions(page, parts)
    if pages:
        start = _head(pages[0], family, parts)
        left = _left_edge(pages, parts)
        lines = [li for p in pages for li in p.lines if id(li) not in parts]
        lines = [li for li in lines if li.page > 1 or li.baseline > start]
        parts.update(end_parts(lines, pages[0].width))
        _body(pages, [li for li in lines if id(li) not in parts], left, parts)
    named = tuple(
        replace(p, lines=tuple(replace(li, part=parts.get(id(li), Part.OTHER)) for li in p.lines))
        for p in pages
    )
    return _grounds(named)


def _head(page: Page, family: str, parts: dict[int, Part]) -> float:
    """The parts above the text of page 1; returns the baseline of the last of them."""
    lines = [li for li in page.lines if id(li) not in parts]
    middle = page.width / 2
    if page.width > page.height and (found := _heading(lines, _NATION[family])):
        # Letterheads are as wide as on upright pages, or as the page that lies.
        middle = min(li.box[0] for li in found)
    left = [li for li in lines if _middle(li) < middle - 8]
    right = [li for li in lines if _middle(li) > middle]
    heading = _heading(right, _NATION[family])
    nation = heading[-1] if heading else None
    bottom = (nation.baseline if nation else 25.0) + _HEAD
    head = [li for li in lines if li.baseline < bottom]
    date = next((li for li in right if li in head and _DATE.match(li.text)), None)
    number = next((li for li in left if li in head and _NUMBER.match(li.text)), None)
    if not (nation or (date and number)):
        return 0.0
    parts.update({id(line): Part.NATION for line in heading})
    for line, part in ((date, Part.DATE), (number, Part.NUMBER)):
        if line:
            parts[id(line)] = part
    lowest = next((li.baseline for li in (number, date) if li), 0.0)
    _organ_lines([li for li in left if li.baseline < lowest], parts)
    for line in head:
        key = matching_key(line.text)
        if _MOTTO.match(key) and line in right:
            parts[id(line)] = Part.MOTTO
        elif _CIRCULATION.match(key):
            parts.setdefault(id(line), Part.CIRCULATION)
        elif _DRAFT.match(key):
            parts.setdefault(id(line), Part.DRAFT_MARK)
        elif _SECRECY.match(key) and line.text.isupper():
            parts.setdefault(id(line), Part.SECRECY)
        elif _URGENCY.match(key) and line.text.isupper():
            parts.setdefault(id(line), Part.URGENCY)
    ends = [li.baseline for li in (nation, date, number) if li]
    return _title(page, lines, max(ends), parts, letter=number)


def _heading(lines: list[Line], text: str) -> list[Line]:
    """The lines with the nation's or the Party's name: two where the column is too narrow."""
    for n, line in enumerate(lines):
        for block in ([line], lines[n : n + 2]):
            if matching_key(" ".join(li.text for li in block)) == text:
                return block
    return []


def _organ_lines(lines: list[Line], parts: dict[int, Part]) -> None:
    """Superior and issuing organ; the bold lines just above the number are the latter."""
    names = []
    for line in lines:
        if set(line.text) <= {"*", " "}:
            parts[id(line)] = Part.MARK
        elif not _CIRCULATION.match(matching_key(line.text)):
            names.append(line)
    own = next((n for n, li in enumerate(names) if li.bold is not False), len(names) - 1)
    for n, line in enumerate(names):
        parts[id(line)] = Part.SUPERIOR if n < own else Part.ORGAN


def _title(
    page: Page, lines: list[Line], start: float, parts: dict[int, Part], *, letter: Line | None
) -> float:
    """Type, author and subject, or those of a letter; returns the last baseline."""
    below = [li for li in lines if li.baseline > start - 4 and id(li) not in parts]
    middle = 30 + (page.width - 45) / 2
    near = [(n, li) for n, li in enumerate(below) if li.baseline < start + 45]
    central = [(n, li) for n, li in near if abs(_middle(li) - middle) < 12]
    kind = next((n for n, li in central if _names_type(li)), None)
    if kind is None:  # it stands aside, or is misspelt
        kind = next((n for n, li in near if li.text.isupper() and _is_type(li)), None)
    if kind is None:
        kind = next((n for n, li in central if _looks_like_title(li)), None)
    if kind is None:
        return _untitled(below, start, parts) or _letter(page, below, start, parts, letter)
    if abs(_middle(below[kind]) - middle) < 12:
        middle = _middle(below[kind])
    parts[id(below[kind])] = Part.TYPE
    # A bold line in the middle above it is the subject in the wrong place.
    above = (li for _, li in central if li.baseline < below[kind].baseline and li.bold)
    parts.update({id(li): Part.SUBJECT for li in above})
    end = below[kind].baseline
    subject: list[Line] = []
    for line in below[kind + 1 :]:
        centred = abs(_middle(line) - middle) < _CENTRED
        if not centred or (subject and _ruled(page, subject[-1], line)):
            break
        if _SEPARATOR.match(line.text):
            parts[id(line)] = Part.SEPARATOR
            return line.baseline
        own = line.text.startswith("CỦA") or end == _author_end(below, parts)
        if line.text.isupper() and own and not subject:
            parts[id(line)] = Part.AUTHOR
        elif subject and (line.text.isupper() or line.bold is False):
            break
        else:
            parts[id(line)] = Part.SUBJECT
            subject.append(line)
        end = line.baseline
    return end


def _untitled(below: list[Line], start: float, parts: dict[int, Part]) -> float:
    """The subject above the five hyphens where no type stands; 0 where neither does."""
    for n, line in enumerate(below):
        if line.baseline < start + 45 and _SEPARATOR.match(line.text):
            parts.update({id(li): Part.SUBJECT for li in below[:n]})
            parts[id(line)] = Part.SEPARATOR
            return line.baseline
    return 0.0


def _middle(line: Line) -> float:
    return (line.box[0] + line.box[2]) / 2


def _is_type(line: Line) -> bool:
    return matching_key(line.text) in _BY_NAME


def _looks_like_title(line: Line) -> bool:
    """In bold capitals and larger than the text: a type that nobody knows."""
    words = line.text.split()
    return line.text.isupper() and bool(line.bold) and 1 < len(words) < 5 and line.size > 13.5


def _names_type(line: Line) -> bool:
    """In capitals as it should be, or alone on its line."""
    key = matching_key(line.text)
    found = _TYPE.match(key)
    return found is not None and (line.text.isupper() or found.end() == len(key))


def _author_end(lines: list[Line], parts: dict[int, Part]) -> float:
    return max((li.baseline for li in lines if parts.get(id(li)) == Part.AUTHOR), default=-1.0)


def _ruled(page: Page, above: Line, below: Line) -> bool:
    return any(above.baseline < s.box[1] < below.baseline - 1 for s in page.strokes)


def _letter(
    page: Page, below: list[Line], start: float, parts: dict[int, Part], number: Line | None
) -> float:
    """Subject of a letter under the number, and whom it is addressed to."""
    end = start
    if number:
        for line in (li for li in below if li.box[2] < page.width * 0.52):
            if _ADDRESSEE.match(matching_key(line.text)) or line.baseline > end + 12:
                break
            if line.baseline > number.baseline:
                parts[id(line)] = Part.LETTER_SUBJECT
                end = line.baseline
    return end


def _left_edge(pages: Sequence[Page], parts: dict[int, Part]) -> float:
    lefts = Counter(round(li.box[0]) for p in pages for li in p.lines if id(li) not in parts)
    often = max(lefts.values(), default=0)
    return float(min((x for x, n in lefts.items() if n >= often / 2), default=30))


def _body(pages: Sequence[Page], lines: list[Line], left: float, parts: dict[int, Part]) -> None:
    """Everything between the head and the signature block."""
    by_page = {page.number: page for page in pages}
    addressed = appendix = titled = False
    for n, line in enumerate(lines):
        page = by_page[line.page]
        key = matching_key(line.text)
        before = lines[n - 1] if n else None
        middle = (line.box[0] + line.box[2]) / 2
        centred = line.box[0] > left + 14 and abs(middle - (left + page.width - 15) / 2) < 8
        heads = _APPENDIX.match(key) or _encloses(lines[n : n + _ENCLOSED_LINES])
        if heads and centred and line.page > 1:
            parts[id(line)] = Part.APPENDIX
            appendix = titled = True
        elif appendix:
            titled = titled and centred
            parts[id(line)] = Part.APPENDIX_TITLE if titled else Part.OTHER
        elif line.page == 1 and _ADDRESSEE.match(key) and _addresses(line):
            alone = line.text.rstrip().endswith(":")
            parts[id(line)] = Part.ADDRESSEE_WORD if alone else Part.ADDRESSEE
            addressed = True
        elif addressed and line.page == 1 and line.box[0] > left + _ADDRESSEE_INDENT:
            parts[id(line)] = Part.ADDRESSEE
        elif centred and line.text.isupper() and _DECIDES.match(key):
            parts[id(line)] = Part.DECIDES
        elif centred and _CHAPTER.match(line.text):
            parts[id(line)] = Part.CHAPTER
        elif centred and line.text.isupper() and before and _of_chapter(parts.get(id(before))):
            parts[id(line)] = Part.CHAPTER_TITLE
        elif _shares_row(page, line) or centred:
            parts[id(line)] = Part.OTHER
        elif _ARTICLE.match(line.text) and (line.bold is not False or line.box[0] > left + 4):
            parts[id(line)] = Part.ARTICLE
        else:
            parts[id(line)] = Part.BODY
        addressed = addressed and parts[id(line)] in (Part.ADDRESSEE, Part.ADDRESSEE_WORD)


def _encloses(lines: list[Line]) -> bool:
    """Whether a document begins that is issued with this one: its type, then with which."""
    page = [line for line in lines if line.page == lines[0].page]
    return _is_type(lines[0]) and any(_KEPT_WITH.match(line.text) for line in page)


def _addresses(line: Line) -> bool:
    """A text may end with “Kính trình …” too."""
    return ":" in line.text or len(line.text) < 16


def _of_chapter(part: Part | None) -> bool:
    return part in (Part.CHAPTER, Part.CHAPTER_TITLE)


def _shares_row(page: Page, line: Line) -> bool:
    return any(o is not line and abs(o.baseline - line.baseline) < 0.6 for o in page.lines)


def _place(line: Line | None) -> tuple[int, float]:
    return (line.page, line.baseline) if line else (0, 0.0)


def _grounds(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """The first paragraphs of the text that name what the document rests on."""
    grounds: set[int] = set()
    deciding = (li for page in pages for li in page.lines if li.part == Part.DECIDES)
    decided = _place(next(deciding, None))
    for lines in paragraphs_of(pages):
        if lines[0].part != Part.BODY:
            continue
        ends = lines[-1].text.endswith((";", ",")) or bool(grounds)
        if not (_GROUND.match(lines[0].text) and ends):
            if _place(lines[0]) < decided:
                continue  # something stands before the grounds, which come first
            break
        grounds.update(id(line) for line in lines)
    return tuple(
        replace(
            p,
            lines=tuple(
                replace(li, part=Part.GROUND) if id(li) in grounds else li for li in p.lines
            ),
        )
        for p in pages
    )
