"""The lines before a text, between `---` and `---`: urgency, circulation and other marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workflow.draft.notes import Notes
from workflow.model.document import Marks
from workflow.model.messages import N_, message
from workflow.model.vietnamese import matching_key, nearest, squeeze
from workflow.rules.restrictions import restriction_rules

_FENCE = "---"
_SECRECY = matching_key("Độ mật")
_LEVELS = restriction_rules().secrecy
_YES = {matching_key(word) for word in ("có", "yes")}
_NO = {matching_key(word) for word in ("không", "no")}
_ASKED = {matching_key(name) for name in ("Không phổ biến", "In hai mặt")}

_Set = Callable[[Marks, str], Marks]
KEYS: dict[str, _Set] = {
    "Độ mật": lambda marks, value: replace(marks, secrecy=value.upper()),
    "Độ khẩn": lambda marks, value: replace(marks, urgency=value.upper()),
    "Phạm vi": lambda marks, value: replace(marks, circulation=value.upper()),
    "Dự thảo": lambda marks, value: replace(marks, draft=value),
    "Không phổ biến": lambda marks, value: replace(marks, not_for_media=_is_yes(value)),
    "Người soạn": lambda marks, value: replace(marks, drafter=value),
    "Số bản": lambda marks, value: replace(marks, copies=value),
    "Liên hệ": lambda marks, value: replace(marks, contact=value),
    "Đơn vị": lambda marks, value: replace(marks, unit=value),
    "In hai mặt": lambda marks, value: replace(marks, duplex=_is_yes(value)),
}


def split_marks(text: str, notes: Notes) -> tuple[Marks, str, int]:
    """The marks, the text after them, and the number of its first line."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return Marks(), text, 1
    end = next((n for n, line in enumerate(lines[1:], start=1) if line.rstrip() == _FENCE), None)
    if end is None:
        notes.add(1, message(N_("the lines after `---` have no end: a second `---` is missing")))
        notes.finish()  # what follows cannot be told from the text
    assert end is not None
    marks, seen = Marks(), set[str]()
    for number, line in enumerate(lines[1:end], start=2):
        if line.strip():
            marks = _with(marks, line, number, seen, notes)
    return marks, "\n".join(lines[end + 1 :]), end + 2


def _with(marks: Marks, line: str, number: int, seen: set[str], notes: Notes) -> Marks:
    name, colon, value = line.partition(":")
    by_key = {matching_key(key): each for key, each in KEYS.items()}
    if not colon or not value.strip():
        notes.add(number, message(N_("a line before the text reads `name: value`")))
        return marks
    if (key := matching_key(name)) not in by_key:
        near = ", ".join(nearest(name, KEYS) or KEYS)
        notes.add(
            number,
            message(N_("unknown mark “{name}”; nearest: {near}"), name=name.strip(), near=near),
        )
        return marks
    if key in seen:
        notes.add(number, message(N_("the mark “{name}” stands twice"), name=name.strip()))
    seen.add(key)
    if key in _ASKED and matching_key(value) not in _YES | _NO:
        notes.add(
            number, message(N_("“{name}” is answered with `có` or `không`"), name=name.strip())
        )
    if key == _SECRECY and matching_key(value) not in map(matching_key, _LEVELS):
        notes.add(
            number,
            message(N_("“{name}” is one of: {known}"), name=name.strip(), known=", ".join(_LEVELS)),
        )
    return by_key[key](marks, squeeze(value))


def _is_yes(value: str) -> bool:
    return matching_key(value) in _YES
