"""What stands above the text of a Word file: letterhead, type, title, addressees, căn cứ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from workflow.draft.levels import is_chapter, is_ground
from workflow.draft.word_file import Block, paragraph_text
from workflow.draft.word_shapes import W
from workflow.model.vietnamese import matching_key, squeeze
from workflow.model.word_parts import Lines, WordLetterhead, WordLine
from workflow.rules.rulesets import rule_sets

# Letterheads are short, and stand at the top: nothing below is looked at.
_MOST_BLOCKS, _LONGEST_LINE = 30, 160

_NATION = tuple(map(matching_key, ("Cộng hoà xã hội chủ nghĩa Việt Nam", "Đảng Cộng sản Việt Nam")))
_MOTTO = re.compile(r"độc lập ?- ?tự do ?- ?hạnh phúc")
_NUMBER = re.compile(r"^Số ?:?[ \d.…_/-]*[-/] ?[A-ZĐ][\w&./ -]{0,40}$", re.IGNORECASE)
_BLANK_NUMBER = re.compile(r"^Số ?:?[ .…_-]*$", re.IGNORECASE)
_DATE = re.compile(r"(^|, ?)ngày[ .…_\d]*tháng[ .…_\d]*năm[ .…_\d]*$", re.IGNORECASE)
_RULE = re.compile(r"^[-–—_*=~.\s]+$")
_ABOUT = re.compile(r"^(V/v|Về việc)\b", re.IGNORECASE)
_MARKS = frozenset(
    map(matching_key, ("Mật", "Tối mật", "Tuyệt mật", "Khẩn", "Thượng khẩn", "Hoả tốc"))
)
_DRAFT = re.compile(r"^(bản )?dự thảo(?: (?:lần )?(?:thứ )?\S{1,8})?$", re.IGNORECASE)
_CONTENTS = matching_key("Mục lục")
_ADDRESSEES = re.compile(r"^kính (gửi|trình) ?:", re.IGNORECASE)
_HEADING = re.compile(r"^([IVXLC]+|[A-ZĐ]|\d+)[.)-]\s?|^Điều \d+", re.IGNORECASE)
_AUTHOR = "CỦA "


@dataclass
class Head:
    """What was found, and the block at which the text begins."""

    letterhead: WordLetterhead = field(default_factory=WordLetterhead)
    type: WordLine | None = None
    author: WordLine | None = None
    title: Lines = ()
    addressees: Lines = ()
    issuer: Lines = ()
    grounds: Lines = ()
    rules: Lines = ()
    start: int = 0


def read_head(blocks: Sequence[Block]) -> Head:
    """The head of a file with these blocks."""
    head = Head()
    head.start = _letterhead_end(blocks)
    head.letterhead = _letterhead([b for b in blocks if b.index < head.start])
    _read_title(head, blocks)
    _read_addressees(head, blocks)
    _read_grounds(head, blocks)
    return head


@cache
def type_names() -> frozenset[str]:
    """The printed names of all types of all rule sets, as matching keys."""
    return frozenset(
        matching_key(kind.name)
        for rules in rule_sets()
        for kind in rules.types.values()
        if kind.name
    )


def is_rule(text: str) -> bool:
    return bool(_RULE.match(text))


def is_draft_mark(text: str) -> bool:
    """Whether a line says only that this is a draft, such as `DỰ THẢO LẦN 2`."""
    return bool(_DRAFT.match(text))


def _letterhead_end(blocks: Sequence[Block]) -> int:
    """Behind the last block with the nation's or the Party's name, the number or the date."""
    end = 0
    for block in blocks[:_MOST_BLOCKS]:
        texts = [line.text for line in block.lines]
        if any(map(_begins_text, texts)) or any(len(text) > _LONGEST_LINE for text in texts):
            break
        if any(map(_of_letterhead, texts)):
            end = block.index + 1
    return end


def _of_letterhead(text: str) -> bool:
    key = matching_key(text)
    return (
        key in _NATION
        or bool(_MOTTO.match(key))
        or bool(_NUMBER.match(text))
        or bool(_BLANK_NUMBER.match(text))
        or bool(_DATE.search(text))
    )


def _begins_text(text: str) -> bool:
    return matching_key(text) in type_names() or bool(_ADDRESSEES.match(text)) or _ground(text)


def _ground(text: str) -> bool:
    return is_ground(text, after_another=False)


def _letterhead(blocks: Sequence[Block]) -> WordLetterhead:
    found = WordLetterhead()
    about = False
    for line in (line for block in blocks for line in _by_column(block)):
        key = matching_key(line.text)
        if key in _NATION or _MOTTO.match(key):
            found = replace(found, nation=(*found.nation, line))
        elif is_rule(line.text):
            found = replace(found, rules=(*found.rules, line))
        elif _NUMBER.match(line.text) or _BLANK_NUMBER.match(line.text):
            found = replace(found, number=found.number or line)
        elif _DATE.search(line.text):
            found = replace(found, date=found.date or line)
            about = False
        elif key in _MARKS or is_draft_mark(line.text):
            found = replace(found, marks=(*found.marks, line))
        elif _ABOUT.match(line.text) or (about and _same_cell(found.subject[-1], line)):
            found = replace(found, subject=(*found.subject, line))
            about = True
        else:
            found = replace(found, organs=(*found.organs, line))
    return found


def _by_column(block: Block) -> Iterator[WordLine]:
    if block.columns:
        yield from (line for column in block.columns for line in column)
    else:
        yield from block.lines


def _same_cell(one: WordLine, other: WordLine) -> bool:
    return one.path[:3] == other.path[:3] if len(one.path) > 1 else True


def _read_title(head: Head, blocks: Sequence[Block]) -> None:
    """The type and the lines below it, as far as they are bold or centred."""
    following = _paragraphs(blocks, head.start)
    while following and is_draft_mark(following[0].text):
        mark = following.pop(0)
        head.letterhead = replace(head.letterhead, marks=(*head.letterhead.marks, mark))
        head.start = following[0].block if following else mark.block + 1
    type_line = next(iter(following), None)
    if type_line:
        head.type, head.author = _type(type_line, blocks)
    if type_line and head.type:
        head.start, following = type_line.block + 1, following[1:]
    title: list[WordLine] = []
    for line in following:
        if is_rule(line.text):
            head.rules = (*head.rules, line)
        elif _is_title(line, head):
            title.append(line)
        else:
            break
        head.start = max(head.start, line.block + 1)
    if title and not head.author and title[0].text.startswith(_AUTHOR):
        head.author, title = title[0], title[1:]
    after = next((li for li in following if li.block >= head.start), None)
    while len(title) > 1 and after and _ground(after.text) and title[-1].text.isupper():
        head.issuer = (title.pop(), *head.issuer)
    head.title = tuple(title)


def _type(line: WordLine, blocks: Sequence[Block]) -> tuple[WordLine | None, WordLine | None]:
    """The type that a line says, and whose it is where that follows: KẾT LUẬN CỦA BAN …."""
    if matching_key(line.text) in type_names():
        return line, None
    name, behind, author = line.text.partition(f" {_AUTHOR}")
    if not behind or matching_key(name) not in type_names():
        return None, None
    element = blocks[0].element.getparent()
    for step in line.path:
        element = element[step]  # type: ignore[index]
    raw = paragraph_text(element)  # type: ignore[arg-type]
    ends = range(line.start, line.end + 1)
    end = next(n for n in ends if squeeze(raw[line.start : n]) == name)
    return replace(line, text=name, end=end), replace(line, text=_AUTHOR + author, start=end)


def _is_title(line: WordLine, head: Head) -> bool:
    """A line without a type above it is a title only where it is both bold and centred."""
    if len(line.path) > 1 or line.listed or _begins_text(line.text) or is_chapter(line.text):
        return False
    if matching_key(line.text) == _CONTENTS:
        return False
    if _HEADING.match(line.text) and not line.centred:
        return False
    if head.type is None:
        return line.bold and line.centred and not head.letterhead.subject
    return line.centred or (line.bold and not line.text.endswith(":"))


def _paragraphs(blocks: Sequence[Block], start: int) -> list[WordLine]:
    """The lines from a block on, up to the first table."""
    found: list[WordLine] = []
    for block in blocks[start:]:
        if block.element.tag == W + "tbl":
            break
        found.extend(block.lines)
    return found


def _read_addressees(head: Head, blocks: Sequence[Block]) -> None:
    """`Kính gửi:` with the names behind it or in the lines below."""
    following = _paragraphs(blocks, head.start)
    if not following or not _ADDRESSEES.match(following[0].text):
        return
    found = [following[0]]
    for line in following[1:]:
        same_paragraph = line.path == following[0].path
        if not same_paragraph and not (line.listed or line.text.startswith(("-", "–", "+"))):
            break
        found.append(line)
    head.addressees, head.start = tuple(found), found[-1].block + 1


def _read_grounds(head: Head, blocks: Sequence[Block]) -> None:
    """The căn cứ, as long as each is a paragraph of plain text; and who decides, above them."""
    start, found = head.start, list[WordLine]()
    issuer: list[WordLine] = []
    for block in blocks[head.start :]:
        if block.blank:
            continue
        plain = len(block.lines) == 1 and block.element.tag == W + "p" and not _notes(block)
        if not plain:
            break
        (line,) = block.lines
        if not found and line.centred and line.text.isupper() and not is_chapter(line.text):
            issuer.append(line)
            continue
        if not is_ground(line.text, after_another=bool(found)):
            break
        found.append(line)
        start = block.index + 1
    if found:
        head.issuer, head.grounds, head.start = (*head.issuer, *issuer), tuple(found), start


def _notes(block: Block) -> bool:
    """Whether something stands in a paragraph that a line of text cannot hold."""
    return any(
        next(block.element.iter(W + name), None) is not None
        for name in ("footnoteReference", "endnoteReference", "drawing", "pict", "object")
    )
