"""The lines of a signature: authority, title, name, and what only says that it was signed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workflow.model.vietnamese import matching_key
from workflow.model.word_parts import Lines, WordLine, WordSignature

_LONGEST = 90  # characters of a line
_AUTHORITY = re.compile(r"^(T ?/ ?M|K ?/ ?T|T ?/ ?L|TUQ|TM|KT|TL|Q)\.? +\w|^(TM|KT|TL|TUQ|Q)\.\w")
_SIGNED = re.compile(
    r"^[(\[]? ?(đã ký|đã kí|daky|ký tên|ký,|ký và|kí tên|chữ ký|ký điện tử|dấu|đóng dấu)",
    re.IGNORECASE,
)
_TITLES = tuple(
    map(
        matching_key,
        ("bí thư", "phó", "chủ", "trưởng", "chánh", "giám đốc", "tổng", "viện", "hiệu", "thứ",
         "bộ trưởng", "uỷ viên", "thư ký", "chủ trì", "chủ tọa", "người", "cục", "vụ", "đại diện",
         "quyền", "hàm"),
    )
)  # fmt: skip
_ALSO = matching_key("kiêm")
_WORDS_OF_A_NAME = range(2, 8)


def opens_signature(line: WordLine) -> bool:
    """Whether a line begins a signature by itself: a form of authority, or a title in capitals."""
    if len(line.text) > _LONGEST:
        return False
    return _is_authority(line) or (_is_title(line) and line.text.isupper())


def is_signature_line(line: WordLine) -> bool:
    """Whether a line may stand in a signature."""
    if len(line.text) > _LONGEST or line.text.endswith((".", ";", ":", ",")):
        return False
    return (
        line.text.isupper()
        or bool(_SIGNED.match(line.text))
        or matching_key(line.text) == _ALSO
        or _is_name(line)
    )


def read_signatures(lines: Sequence[WordLine]) -> tuple[tuple[WordSignature, ...], Lines]:
    """The signatures of one column, from top to bottom, and the lines that are part of none."""
    groups, unread = [_Group()], list[WordLine]()
    for line in lines:
        group = groups[-1]
        if _SIGNED.match(line.text):
            group.signed.append(line)
        elif line.text.isupper() or matching_key(line.text) == _ALSO:
            if group.name:
                groups.append(_Group())
            groups[-1].capitals.append(line)
        elif _is_name(line) and group.capitals and not group.name:
            group.name = line
        else:
            unread.append(line)
    for group in groups:
        group.take_name_in_capitals()
    return tuple(group.signature() for group in groups if group.capitals), tuple(unread)


@dataclass
class _Group:
    """The lines of one signer."""

    capitals: list[WordLine] = field(default_factory=list)
    name: WordLine | None = None
    signed: list[WordLine] = field(default_factory=list)

    def take_name_in_capitals(self) -> None:
        """Without a name in small letters the last line is it, unless it reads like a title."""
        if self.name or len(self.capitals) < 2:
            return
        last = self.capitals[-1]
        if not _is_title(last) and not _is_authority(last) and _has_words_of_a_name(last.text):
            self.name = self.capitals.pop()

    def signature(self) -> WordSignature:
        """The last of the lines in capitals is the title, what begins T/M, KT., … the authority;
        a line between them goes on from the one above unless it begins with a title."""
        also: list[WordLine] = []
        lines = list(self.capitals)
        if (at := next((n for n, li in enumerate(lines) if _also(li)), None)) is not None:
            lines, also = lines[:at], lines[at + 1 :]
        parts: list[list[WordLine]] = []
        for n, line in enumerate(lines):
            last = n == len(lines) - 1
            begins = _is_authority(line) or _is_title(line) or (last and len(parts) < 2)
            if not parts or begins:
                parts.append([line])
            else:
                parts[-1].append(line)
        authorities = [part for part in parts if _is_authority(part[0])][:2]
        titles = [line for part in parts if part not in authorities for line in part]
        first, second = (*authorities, [], [])[:2]
        return WordSignature(
            tuple(first), tuple(second), tuple(titles), tuple(also), self.name, tuple(self.signed)
        )


def _is_authority(line: WordLine) -> bool:
    return bool(_AUTHORITY.match(line.text)) and line.text.isupper()


def _also(line: WordLine) -> bool:
    return matching_key(line.text) == _ALSO


def _is_title(line: WordLine) -> bool:
    return matching_key(line.text).startswith(_TITLES)


def _is_name(line: WordLine) -> bool:
    """Words that all begin with a capital, perhaps behind a rank such as `Đại tá`."""
    words = line.text.split()
    if len(words) not in _WORDS_OF_A_NAME or any(c.isdigit() for c in line.text):
        return False
    return sum(word[:1].isupper() for word in words) >= max(2, len(words) - 2)


def _has_words_of_a_name(text: str) -> bool:
    return len(text.split()) in _WORDS_OF_A_NAME
